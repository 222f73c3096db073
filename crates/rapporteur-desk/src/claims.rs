//! What a text claims was said, each claim judged by what the record holds. The judging is the engine's; this finds the claims of the text and
//! the wordings they may rest on.

use crate::{Desk, Error, Result};
use rapporteur::extract::{Findings, Languages, Reader};
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::{Candidate, Claim, Claimed, Context, Grade, Judgement, Voice, claims, judge};
use rapporteur::record::{Draft, Report};
use rapporteur::resources::Resources;
use rapporteur::text::{Span, fold, stem, words};
use rapporteur_store::{Record, StatementView, WordingRow};
use serde_json::{Value, json};

/// Words that are looked for in reports that tell of no such statement; fewer stand anywhere.
const LEAST: usize = 3;
/// Rarity, in thousandths of a nat, below which a word stands in nearly every report. A guess: "and", "for", "what".
const SMALL: u32 = 1000;
/// Telling words that the search asks for, and reports it may bring.
const ASKED: usize = 12;
const REPORTS: usize = 40;

/// A claim judged, and where.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The words of the claim in the text.
    pub span: Span,
    /// Do they stand in quotation marks?
    pub quoted: bool,
    /// Who said it, as the text has it.
    pub speaker: Option<String>,
    /// The verdict, and why.
    pub judgement: Judgement,
    /// The statement, and the report whose wording decides.
    pub at: Option<(String, String)>,
}

impl Judged {
    /// The row of a claim; positions in bytes of the text it stands in.
    pub fn row(&self, text: &str) -> Value {
        let (grade, at) = (self.judgement.grade, self.at.as_ref());
        json!({"start": self.span.start, "end": self.span.end, "words": self.span.of(text), "quoted": self.quoted, "speaker": self.speaker,
               "verdict": grade.label(), "holds": grade.holds(), "reason": self.judgement.reason,
               "statement": at.map(|(id, _)| id), "report": at.map(|(_, report)| report)})
    }
}

impl Desk {
    /// Takes a text for what somebody says that others said: its claims in the order of the text, each judged by the wordings of the record.
    ///
    /// # Errors
    /// When it is no text of a language that can be read, or the record cannot be read.
    pub fn claims(&self, languages: &Languages, text: &str) -> Result<(Report, Vec<Judged>)> {
        let draft = Draft { text: text.to_owned(), ..Draft::default() };
        let report = finish(&self.resources, draft, TextKeeping::AsIs).map_err(|refusal| Error::advised(&refusal, refusal.advice()))?;
        let reader = languages.of(report.language.as_deref());
        let findings = reader.findings(&self.resources.actors, &report);
        let claims = claims(&report, &findings);
        let judge = |claim: &Claimed| judged(&self.record, &self.resources, reader, &report, &findings, claim);
        let judged = claims.iter().map(judge).collect::<Result<Vec<_>>>()?;
        Ok((report, judged))
    }

    /// The wording that decided a claim; none where the record has none.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn decided_by(&self, judged: &Judged) -> Result<Option<WordingRow>> {
        let Some((statement, report)) = &judged.at else { return Ok(None) };
        let statement = self.record.statement(statement)?;
        Ok(statement.wordings.into_iter().find(|wording| wording.report.key == *report))
    }
}

fn judged(
    record: &Record,
    resources: &Resources,
    reader: &Reader,
    report: &Report,
    findings: &Findings,
    claimed: &Claimed,
) -> Result<Judged> {
    let text = &report.text;
    let span = claimed.span();
    let account = claimed.account.map(|at| &findings.accounts[at]);
    let referent = account.and_then(|account| account.speaker).map(|at| &findings.referents[at]);
    let voice = Voice::of(text, account, referent, None);
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
    let candidates: Vec<Candidate<'_>> = wordings
        .iter()
        .map(|(statement, wording)| Candidate {
            text: &wording.report.text,
            account: &wording.account,
            voice: Voice::of(
                &wording.report.text,
                Some(&wording.account),
                wording.referent.as_ref(),
                statement.actor.as_ref().map(|(id, name)| (id.as_str(), name.as_str())),
            ),
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
fn near(record: &Record, resources: &Resources, claim: &str) -> Result<Vec<StatementView>> {
    let printed = words(claim).into_iter().map(|word| word.span.of(claim));
    let mut telling: Vec<(u32, &str)> = printed.map(|word| (resources.frequencies.rarity(&stem(&fold(word))), word)).collect();
    telling.sort_by_key(|&(rarity, word)| (std::cmp::Reverse(rarity), word));
    telling.dedup();
    // What nearly every report holds ranks none of them, and takes a search through all of them.
    let rare = telling.partition_point(|&(rarity, _)| rarity >= SMALL);
    if rare >= LEAST {
        telling.truncate(rare);
    }
    let asked: Vec<(&str, u32)> = telling.iter().take(ASKED).map(|&(rarity, word)| (word, rarity)).collect();
    Ok(record.statements_near(&asked, REPORTS)?)
}

/// Words that no statement holds may still stand in a report; then they are the report's, and nobody's speech.
fn printed(record: &Record, said: &str) -> Result<Option<Judgement>> {
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
