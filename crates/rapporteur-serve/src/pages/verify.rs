//! Verify: a text that somebody pastes comes back with a verdict on each thing that it claims was said.

use super::{Layout, encoded, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use rapporteur_desk::claims::Judged;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Pasted {
    text: String,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct Page {
    layout: Layout,
    text: String,
    /// The text with its claims marked.
    marked: Vec<Vec<Piece>>,
    judged: Option<Vec<Verdict>>,
    hold: usize,
}

/// A stretch of the text; of a claim, which one it is and whether it holds.
struct Piece {
    words: String,
    claim: Option<(usize, bool, &'static str)>,
}

/// The text by its lines, cut where claims begin and end.
fn marked(text: &str, judged: &[Judged]) -> Vec<Vec<Piece>> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let mut cuts: Vec<usize> = judged.iter().flat_map(|one| [one.span.start as usize, one.span.end as usize]).collect();
        cuts.retain(|cut| (start..end).contains(cut) && text.is_char_boundary(*cut));
        cuts.extend([start, end]);
        cuts.sort_unstable();
        cuts.dedup();
        let claim = |from: usize, to: usize| {
            let at = judged.iter().position(|one| one.span.start as usize <= from && to <= one.span.end as usize)?;
            let grade = judged[at].judgement.grade;
            Some((at + 1, grade.holds(), grade.label()))
        };
        lines.push(cuts.windows(2).map(|cut| Piece { words: text[cut[0]..cut[1]].to_owned(), claim: claim(cut[0], cut[1]) }).collect());
        start = end;
    }
    lines
}

struct Verdict {
    holds: bool,
    label: &'static str,
    speaker: String,
    words: String,
    reason: String,
    at: Option<(String, String)>,
}

pub(super) async fn form(State(app): State<App>) -> Result<Response, Failure> {
    app.ask(|desk| {
        Ok(page(&Page { layout: Layout::over(desk, "Verify")?, text: String::new(), marked: Vec::new(), judged: None, hold: 0 }))
    })
    .await
}

pub(super) async fn judge(State(app): State<App>, Form(pasted): Form<Pasted>) -> Result<Response, Failure> {
    app.ask_reading(move |desk, languages| {
        let (report, judged) = match desk.claims(languages, &pasted.text) {
            Ok(found) => found,
            Err(error) if error.is_question() => return Err(Failure::asked(error)),
            Err(error) => return Err(error.into()),
        };
        let verdicts: Vec<Verdict> = judged
            .iter()
            .map(|one| {
                let words = one.span.of(&report.text);
                Verdict {
                    holds: one.judgement.grade.holds(),
                    label: one.judgement.grade.label(),
                    speaker: one.speaker.clone().unwrap_or_default(),
                    words: if one.quoted { format!("“{words}”") } else { words.to_owned() },
                    reason: one.judgement.reason.clone().unwrap_or_default(),
                    at: one.at.as_ref().map(|(id, report)| (format!("/statement/{}", encoded(id)), format!("{id} in {report}"))),
                }
            })
            .collect();
        let hold = verdicts.iter().filter(|verdict| verdict.holds).count();
        let marked = marked(&report.text, &judged);
        Ok(page(&Page { layout: Layout::over(desk, "Verify")?, text: pasted.text, marked, judged: Some(verdicts), hold }))
    })
    .await
}
