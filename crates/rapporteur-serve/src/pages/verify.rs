//! Verify: a text that somebody pastes comes back with a verdict on each thing that it claims was said.

use super::{Layout, encoded, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
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
    judged: Option<Vec<Verdict>>,
    hold: usize,
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
    app.ask(|desk| Ok(page(&Page { layout: Layout::over(desk, "Verify")?, text: String::new(), judged: None, hold: 0 }))).await
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
        Ok(page(&Page { layout: Layout::over(desk, "Verify")?, text: pasted.text, judged: Some(verdicts), hold }))
    })
    .await
}
