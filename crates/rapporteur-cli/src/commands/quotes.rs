//! `rapporteur verify TEXT`: what a text claims was said, each claim judged by what the record holds. The judging is the engine's; this finds the
//! claims of the text and the wordings they may rest on, and prints.

use super::Setting;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::extract::{Findings, Reader};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::{Candidate, Claim, Claimed, Context, Grade, Judgement, Voice, claims, judge};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur::text::{Span, fold, stem, words};
use rapporteur_store::{Record, StatementView, WordingRow};
use serde_json::json;
use std::io::Write;

/// Words that are looked for in reports that tell of no such statement; fewer stand anywhere.
const LEAST: usize = 3;
/// Telling words that the search asks for, and reports it may bring.
const ASKED: usize = 12;
const REPORTS: usize = 40;

/// What stands under a verdict is set in by its width.
const INDENT: &str = "              ";

/// A claim judged, and where.
struct Judged {
    span: Span,
    quoted: bool,
    speaker: Option<String>,
    judgement: Judgement,
    at: Option<(String, String)>,
}

pub(super) fn run(setting: &Setting, resources: &Resources, record: &Record, text: &str) -> Outcome {
    let draft = Draft { text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| Problem::advised(&refusal, refusal.advice()))?;
    let languages = Setting::languages()?;
    let reader = languages.of(report.language.as_deref());
    let findings = reader.findings(&resources.actors, &report);
    let claims = claims(&report, &findings);
    let (mut out, mut wrong) = (output(), 0);
    for claim in &claims {
        let judged = judged(record, resources, reader, &report, &findings, claim)?;
        wrong += usize::from(!judged.judgement.grade.holds());
        print(&mut out, setting, &report, &judged)?;
    }
    if !setting.json {
        writeln!(out, "{} of {} hold", claims.len() - wrong, claims.len())?;
    }
    out.flush()?;
    Ok(if wrong == 0 { Verdict::Good } else { Verdict::Findings })
}

fn print(out: &mut impl Write, setting: &Setting, report: &Report, judged: &Judged) -> Outcome<()> {
    let said = judged.span.of(&report.text);
    let grade = judged.judgement.grade;
    let reason = judged.judgement.reason.as_deref();
    if setting.json {
        let at = judged.at.as_ref();
        writeln!(
            out,
            "{}",
            json!({"start": judged.span.start, "end": judged.span.end, "words": said, "quoted": judged.quoted, "speaker": judged.speaker,
                   "verdict": grade.label(), "holds": grade.holds(), "reason": reason,
                   "statement": at.map(|(id, _)| id), "report": at.map(|(_, report)| report)})
        )?;
        return Ok(());
    }
    let words = if judged.quoted { format!("“{said}”") } else { said.to_owned() };
    let by = judged.speaker.as_ref().map(|by| format!(" {by}:")).unwrap_or_default();
    let label = if grade.holds() { grade.label().to_owned() } else { grade.label().to_uppercase() };
    let lines = wrapped(&safe(&format!("{by} {words}")), width(), INDENT);
    write!(out, "{label:width$} {}", &lines[INDENT.len()..], width = INDENT.len() - 1)?;
    if let Some(reason) = reason {
        write!(out, "{}", wrapped(&safe(reason), width(), INDENT))?;
    }
    if let Some((statement, report)) = &judged.at {
        writeln!(out, "{INDENT}{statement} in {report}")?;
    }
    Ok(())
}

fn judged(
    record: &Record,
    resources: &Resources,
    reader: &Reader,
    report: &Report,
    findings: &Findings,
    claimed: &Claimed,
) -> Outcome<Judged> {
    let text = &report.text;
    let span = claimed.span();
    let account = claimed.account.map(|at| &findings.accounts[at]);
    let referent = account.and_then(|account| account.speaker).map(|at| &findings.referents[at]);
    let source = account.and_then(|account| account.source.first()).map_or("", |span| span.of(text));
    let voice = Voice { referent, source, actor: None };
    let found = |judgement, at| {
        let speaker = referent.map(|referent| referent.name.clone());
        Ok(Judged { span, quoted: claimed.quoted, speaker, judgement, at })
    };
    if claimed.is_unclear() {
        let reason = Some("no claim of speech is found in it: give who said what".to_owned());
        return found(Judgement { grade: Grade::Unclear, reason, candidate: None }, None);
    }
    let near = near(record, resources, span.of(text))?;
    let wordings: Vec<(&StatementView, &WordingRow)> =
        near.iter().flat_map(|statement| statement.wordings.iter().map(move |wording| (statement, wording))).collect();
    let sources: Vec<String> = wordings.iter().map(|(_, wording)| wording.source()).collect();
    let candidates: Vec<Candidate<'_>> = wordings
        .iter()
        .zip(&sources)
        .map(|((statement, wording), source)| Candidate {
            text: &wording.report.text,
            account: &wording.account,
            voice: Voice {
                referent: wording.referent.as_ref(),
                source,
                actor: statement.actor.as_ref().map(|(id, name)| (id.as_str(), name.as_str())),
            },
        })
        .collect();
    let context = Context { meanings: &reader.meanings, actors: &resources.actors, language: &reader.language };
    let claim = Claim { text, words: &claimed.words, quoted: claimed.quoted, voice, account };
    let judgement = judge(&context, &claim, &candidates);
    if judgement.grade == Grade::NotFound {
        return found(printed(record, span.of(text))?.unwrap_or(judgement), None);
    }
    let at = judgement.candidate.map(|at| (wordings[at].0.id.clone(), wordings[at].1.report.key.clone()));
    found(judgement, at)
}

/// The statements of the reports that have most of a claim's telling words.
fn near(record: &Record, resources: &Resources, claim: &str) -> Outcome<Vec<StatementView>> {
    let printed = words(claim).into_iter().map(|word| word.span.of(claim));
    let mut telling: Vec<(u32, &str)> = printed.map(|word| (resources.frequencies.rarity(&stem(&fold(word))), word)).collect();
    telling.sort_by_key(|&(rarity, word)| (std::cmp::Reverse(rarity), word));
    telling.dedup();
    let asked: Vec<&str> = telling.iter().take(ASKED).map(|&(_, word)| word).collect();
    Ok(record.statements_near(&asked, REPORTS)?)
}

/// Words that no statement holds may still stand in a report; then they are the report's, and nobody's speech.
fn printed(record: &Record, said: &str) -> Outcome<Option<Judgement>> {
    let phrase: Vec<&str> = words(said).iter().map(|word| word.span.of(said)).collect();
    if phrase.len() < LEAST {
        return Ok(None);
    }
    let hits = record.search(&format!("\"{}\"", phrase.join(" ").replace('"', " ")), 1)?;
    Ok(hits.first().map(|hit| Judgement {
        grade: Grade::Printed,
        reason: Some(format!("the words stand in {}, but not as anyone's speech", hit.report)),
        candidate: None,
    }))
}
