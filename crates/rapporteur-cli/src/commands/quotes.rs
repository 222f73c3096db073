//! `rapporteur verify TEXT`: anyone's quotations and claims of speech, each against what the record holds.

use super::Setting;
use super::statements::speaker;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::wording::{alarms, marked, shorten_edges, stretches};
use rapporteur::extract::{Account, Form, Manner, Referent, ReferentKind, names_agree};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::link::statement::{Speaker, Utterance, Wording, decide};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur::text::{Span, fold, quotations, stem, words};
use rapporteur_store::{Record, StatementView, WordingRow};
use serde_json::json;
use std::io::Write;

/// Words a quotation must have to be looked for; fewer are titles and single words.
const LEAST: usize = 3;
/// Telling words that the search asks for, and reports it may bring.
const ASKED: usize = 12;
const REPORTS: usize = 40;

/// What stands under a verdict is set in by its width.
const INDENT: &str = "              ";

/// One thing that a text claims was said.
struct Claim<'a> {
    span: Span,
    quoted: bool,
    speaker: Option<&'a Referent>,
    account: Option<&'a Account>,
}

/// What the record makes of a claim.
struct Found {
    verdict: &'static str,
    holds: bool,
    reason: Option<String>,
    at: Option<(String, String)>,
}

pub(super) fn run(setting: &Setting, resources: &Resources, record: &Record, text: &str) -> Outcome {
    let draft = Draft { text: text.to_owned(), ..Draft::default() };
    let report = finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| Problem::advised(&refusal, refusal.advice()))?;
    let languages = Setting::languages()?;
    let findings = languages.of(report.language.as_deref()).findings(&resources.actors, &report);
    let claims = claims(&report, &findings.accounts, &findings.referents);
    if claims.is_empty() {
        return Err(Problem::advised(
            "there is no quotation and no claim of speech in it",
            "verify takes a brief of this program, or a text that says who said what",
        ));
    }
    let (mut out, mut wrong) = (output(), 0);
    for claim in &claims {
        let found = judge(record, resources, &report, claim)?;
        wrong += usize::from(!found.holds);
        let said = claim.span.of(&report.text);
        let by = claim.speaker.map(|speaker| speaker.name.as_str());
        if setting.json {
            let at = found.at.as_ref();
            writeln!(
                out,
                "{}",
                json!({"start": claim.span.start, "end": claim.span.end, "words": said, "quoted": claim.quoted, "speaker": by, "verdict": found.verdict, "holds": found.holds,
                       "reason": found.reason, "statement": at.map(|(id, _)| id), "report": at.map(|(_, report)| report)})
            )?;
            continue;
        }
        let words = if claim.quoted { format!("“{said}”") } else { said.to_owned() };
        let by = by.map(|by| format!(" {by}:")).unwrap_or_default();
        let label = if found.holds { found.verdict.to_owned() } else { found.verdict.to_uppercase() };
        let lines = wrapped(&safe(&format!("{by} {words}")), width(), INDENT);
        write!(out, "{label:width$} {}", &lines[INDENT.len()..], width = INDENT.len() - 1)?;
        if let Some(reason) = &found.reason {
            write!(out, "{}", wrapped(&safe(reason), width(), INDENT))?;
        }
        if let Some((statement, report)) = &found.at {
            writeln!(out, "{INDENT}{statement} in {report}")?;
        }
    }
    if !setting.json {
        writeln!(out, "{} of {} hold", claims.len() - wrong, claims.len())?;
    }
    out.flush()?;
    Ok(if wrong == 0 { Verdict::Good } else { Verdict::Findings })
}

/// Each quotation of some length, with its speaker where it has one; and what is said without marks.
fn claims<'a>(report: &Report, accounts: &'a [Account], referents: &'a [Referent]) -> Vec<Claim<'a>> {
    let long = |span: Span| words(span.of(&report.text)).len() >= LEAST;
    let mut claims: Vec<Claim<'a>> = Vec::new();
    for account in accounts.iter().filter(|account| account.manner == Manner::Speech && account.within.is_none()) {
        let speaker = account.speaker.map(|at| &referents[at]);
        let quoted: Vec<Span> = account.quoted.iter().copied().filter(|&span| long(span)).collect();
        if quoted.is_empty() {
            claims.extend(account.content.first().filter(|span| long(**span)).map(|&span| Claim {
                span,
                quoted: false,
                speaker,
                account: Some(account),
            }));
        }
        claims.extend(quoted.into_iter().map(|span| Claim { span, quoted: true, speaker, account: Some(account) }));
    }
    let open = quotations(&report.text).into_iter().filter(|&span| long(span));
    let open: Vec<Span> = open.filter(|span| !claims.iter().any(|claim| claim.span.overlaps(*span))).collect();
    claims.extend(open.into_iter().map(|span| Claim { span, quoted: true, speaker: None, account: None }));
    claims.sort_by_key(|claim| claim.span);
    claims
}

fn judge(record: &Record, resources: &Resources, report: &Report, claim: &Claim<'_>) -> Outcome<Found> {
    let text = &report.text;
    let mut telling: Vec<(u32, &str)> = words(claim.span.of(text))
        .iter()
        .map(|word| word.span.of(claim.span.of(text)))
        .map(|word| (resources.frequencies.rarity(&stem(&fold(word))), word))
        .collect();
    telling.sort_by_key(|&(rarity, word)| (std::cmp::Reverse(rarity), word));
    telling.dedup();
    let asked: Vec<&str> = telling.iter().take(ASKED).map(|&(_, word)| word).collect();
    let near = record.statements_near(&asked, REPORTS)?;
    if claim.quoted { quotation(record, text, claim, &near) } else { Ok(told(resources, text, claim, &near)) }
}

/// A quotation: the wording that holds most of it, and whose it is.
fn quotation(record: &Record, text: &str, claim: &Claim<'_>, near: &[StatementView]) -> Outcome<Found> {
    let mine = Wording::of(text, &[claim.span]);
    let mut best: Option<(usize, bool, &StatementView, &WordingRow)> = None;
    for statement in near {
        for wording in &statement.wordings {
            let other = Wording::of(&wording.report.text, &wording.account.content);
            let (_, laid) = stretches((&wording.report.text, &other), (text, &mine), true);
            let matched: usize = laid.iter().filter(|stretch| stretch.same).map(|stretch| words(&stretch.here).len()).sum();
            let agrees = claim.speaker.is_some_and(|speaker| is_speaker(speaker, statement));
            if best.as_ref().is_none_or(|best| (matched, agrees) > (best.0, best.1)) {
                best = Some((matched, agrees, statement, wording));
            }
        }
    }
    let Some((matched, _, statement, wording)) = best.filter(|(matched, ..)| matched * 10 >= mine.len() * 6) else {
        return printed(record, text, claim);
    };
    let other = Wording::of(&wording.report.text, &wording.account.content);
    let (_, mut laid) = stretches((&wording.report.text, &other), (text, &mine), true);
    // What the fuller wording has before and after the quotation is no part of it.
    while laid.first().is_some_and(|stretch| stretch.here.is_empty()) {
        laid.remove(0);
    }
    while laid.last().is_some_and(|stretch| stretch.here.is_empty()) {
        laid.pop();
    }
    shorten_edges(&mut laid);
    let at = Some((statement.id.clone(), wording.report.key.clone()));
    let elided = claim.span.of(text).contains("...") || claim.span.of(text).contains('…');
    let exact = laid.iter().all(|stretch| stretch.same || (elided && stretch.here.is_empty() && stretch.sense.is_none())) && matched > 0;
    if !exact {
        let senses: Vec<String> =
            alarms(&laid).into_iter().map(|(sense, alarm)| format!("changes the sense ({}): {alarm}", sense.label())).collect();
        let reason = [vec![format!("the record has: {}", marked(&laid))], senses].concat().join("; ");
        return Ok(Found { verdict: "altered", holds: false, reason: Some(reason), at });
    }
    match claim.speaker {
        Some(named) if named.kind != ReferentKind::Unnamed && !is_speaker(named, statement) => {
            let on_record = speaker(statement);
            Ok(Found { verdict: "misattributed", holds: false, reason: Some(format!("the record has it from {on_record}")), at })
        }
        _ => Ok(Found { verdict: "exact", holds: true, reason: None, at }),
    }
}

/// Words that no statement holds may still stand in a report.
fn printed(record: &Record, text: &str, claim: &Claim<'_>) -> Outcome<Found> {
    let said = claim.span.of(text);
    let phrase: Vec<&str> = words(said).iter().map(|word| word.span.of(said)).collect();
    let hits = record.search(&format!("\"{}\"", phrase.join(" ").replace('"', " ")), 1)?;
    Ok(match hits.first() {
        Some(hit) => Found {
            verdict: "exact",
            holds: true,
            reason: Some(format!("the words stand in {}, under no statement", hit.report)),
            at: None,
        },
        None => Found { verdict: "not found", holds: false, reason: None, at: None },
    })
}

/// What is said without marks: a statement of that speaker which says most of it.
fn told(resources: &Resources, text: &str, claim: &Claim<'_>, near: &[StatementView]) -> Found {
    let utterance = |text: &str, account: &Account| {
        let mut made = Utterance::new(&resources.frequencies, text, &Wording::of(text, &account.content), account.form, account.manner);
        made.speaker = Speaker::Named { actor: 0, is_state: false };
        made
    };
    let Some(account) = claim.account else { return Found { verdict: "not found", holds: false, reason: None, at: None } };
    let mine = utterance(text, account);
    let mut best: Option<(u16, bool, &StatementView, &WordingRow)> = None;
    for statement in near {
        for wording in &statement.wordings {
            let agrees = claim.speaker.is_none_or(|speaker| speaker.kind == ReferentKind::Unnamed || is_speaker(speaker, statement));
            if let Some(likeness) = decide(&mine, &utterance(&wording.report.text, &wording.account))
                && best.as_ref().is_none_or(|best| (agrees, likeness) > (best.1, best.0))
            {
                best = Some((likeness, agrees, statement, wording));
            }
        }
    }
    match best {
        None => Found { verdict: "not found", holds: false, reason: None, at: None },
        Some((_, agrees, statement, wording)) => {
            let at = Some((statement.id.clone(), wording.report.key.clone()));
            let reason = if agrees {
                format!("the record has: {}", wording.words())
            } else {
                format!("the record has it from {}", speaker(statement))
            };
            Found { verdict: if agrees { "told" } else { "misattributed" }, holds: agrees, reason: Some(reason), at }
        }
    }
}

/// Is this who the record has as the speaker? A state is, where one who belongs to it speaks.
fn is_speaker(named: &Referent, statement: &StatementView) -> bool {
    let Some((id, name)) = &statement.actor else { return false };
    named.key.as_ref() == Some(id)
        || names_agree(&named.name, name)
        || (named.kind == ReferentKind::State
            && statement.wordings.iter().any(|wording| wording.account.form == Form::Indirect)
            && named.state.as_deref() == Some(id))
}
