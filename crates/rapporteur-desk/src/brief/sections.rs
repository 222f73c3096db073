//! The sections of a brief that stand on events, contacts, positions and commitments: each line with the sentences that show it, from the story's
//! own reports.

use crate::readouts::Two;
use crate::timeline::{Moment, Sort, sentence};
use crate::{Desk, Result, dated, ledger, short, told};
use rapporteur::brief::{Citation, StoryBrief};
use rapporteur::extract::Status;
use rapporteur::judge::readouts::Label;
use rapporteur::record::Report;
use rapporteur::record::day_written;
use rapporteur::text::Span;
use rapporteur_store::{ContactView, LedgerRow};
use std::collections::BTreeSet;

/// One line of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub head: String,
    /// How often it is told, and what to ask for more.
    pub note: String,
    /// The sentences that show it.
    pub cited: Vec<Citation>,
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// Its name in the interchange.
    pub name: &'static str,
    /// Its lines; none where nothing was found.
    pub lines: Vec<Line>,
    /// Lines that are left out, and the command that shows them.
    pub more: Option<(usize, String)>,
}

/// Lines of a section that a brief has room for.
const LINES: usize = 12;

impl Section {
    /// Of the lines that there is room for, of `all` that there are.
    fn of(heading: &'static str, name: &'static str, mut lines: Vec<Line>, all: usize, shows: String) -> Self {
        lines.truncate(LINES);
        let more = all - lines.len();
        Self { heading, name, lines, more: (more > 0).then_some((more, shows)) }
    }

    /// What is said of the lines that are left out.
    pub fn left_out(&self) -> Option<String> {
        self.more.as_ref().map(|(count, shows)| format!("{count} more: {shows}"))
    }
}

impl Desk {
    /// What happened in a story, two accounts of one contact, where each stands, and what is due.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn sections(&self, story: &StoryBrief) -> Result<[Section; 4]> {
        let keys = story.keys();
        Ok([self.happened(story, &keys)?, self.accounts(&keys)?, self.stands(&keys)?, self.due(&keys)?])
    }

    fn happened(&self, story: &StoryBrief, keys: &[&str]) -> Result<Section> {
        let here: BTreeSet<&str> = keys.iter().copied().collect();
        let mut moments = self.moments_in(keys)?;
        // What only might be did not happen, and outside its sentence a pronoun names nobody.
        moments.retain(|moment| moment.status != Status::Hypothetical && !moment.words.split(" > ").any(is_pronoun));
        let mut seen = BTreeSet::new();
        moments.retain(|moment| seen.insert((moment.days, moment.what, moment.words.clone())));
        let all = moments.len();
        // What most origins tell, and what reports tell first, in sentences that the story is told in: of one day it stands first, and where there is no room for
        // all, the rest is left out.
        let weight = |moment: &Moment| {
            let cited = || moment.cited.iter().filter(|cited| here.contains(cited.report.as_str()));
            let leads = cited().any(|cited| story.summary.iter().any(|lead| lead.report == cited.report && lead.span.overlaps(cited.span)));
            (std::cmp::Reverse(moment.origins), !leads, cited().map(|cited| cited.span.start).min())
        };
        moments.sort_by_cached_key(weight);
        moments.truncate(LINES);
        moments.sort_by_key(|moment| (moment.days.is_none(), moment.days, moment.reported));
        let lines: Vec<Line> = moments
            .iter()
            .map(|moment| Line {
                head: format!(
                    "{} · {}, {}: {}",
                    dated(moment.days, moment.day_told, moment.reported),
                    moment.what.to_lowercase(),
                    moment.status.label(),
                    moment.words.replace(" > ", " → ")
                ),
                note: note(
                    moment.accounts,
                    moment.origins,
                    &format!("{} {}", if moment.sort == Sort::Event { "event" } else { "contact" }, short(&moment.id)),
                ),
                cited: moment.cited.iter().filter(|cited| here.contains(cited.report.as_str())).take(1).cloned().collect(),
            })
            .collect();
        Ok(Section::of("What happened", "happened", lines, all, format!("timeline {}", short(&story.story))))
    }

    /// The accounts of two sides of one contact, point by point. The languages' models are read where there are any, and only there.
    fn accounts(&self, keys: &[&str]) -> Result<Section> {
        let mut lines = Vec::new();
        let contacts = self.record.contacts_in(keys)?;
        let is_told = |contact: &&ContactView| {
            Two::is_told_by_both(&self.resources.actors, contact)
                || contact.tellings.iter().any(|telling| has_readouts(&telling.report.text))
        };
        let shown: Vec<_> = contacts.iter().filter(is_told).collect();
        if !shown.is_empty() {
            let languages = self.languages()?;
            let mut compared = BTreeSet::new();
            for contact in shown {
                let Some(two) = Two::of_contact(&self.resources, languages, contact) else { continue };
                // Two contacts that one report tells of are not told apart by its two accounts.
                if !compared.insert((two.reports[0].key.clone(), two.reports[1].key.clone())) {
                    continue;
                }
                for (point, spans) in two.compared(&self.resources, languages) {
                    let cited = spans.iter().zip(&two.reports).filter_map(|(spans, report)| Some(sentence(report, *spans.first()?)));
                    let weight = match point.label {
                        Label::Contradicts => 0,
                        Label::StrongerA | Label::StrongerB => 1,
                        Label::Both => 2,
                        Label::OnlyA | Label::OnlyB => 3,
                    };
                    let head = format!("{} and {} · {}", two.names[0], two.names[1], two.label(&point));
                    lines.push((weight, Line { head, note: format!("; contact {}", short(&contact.id)), cited: cited.collect() }));
                }
            }
        }
        lines.sort_by_key(|(weight, _)| *weight);
        let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
        let all = lines.len();
        Ok(Section::of("Two accounts of one contact", "accounts", lines, all, "contact ID".to_owned()))
    }

    fn stands(&self, keys: &[&str]) -> Result<Section> {
        let board = self.standings_in(keys)?;
        let mut lines = Vec::new();
        for standing in &board.standings {
            let Some(last) = standing.last() else { continue };
            let (Some(evidence), name) = (last.evidence.first(), &board.parties[&standing.actor].name) else { continue };
            let moved = standing.steps.iter().map(|step| match step.days {
                Some((day, _)) => format!("{} ({})", step.stance.label(), day_written(day)),
                None => step.stance.label().to_owned(),
            });
            let stance = moved.collect::<Vec<_>>().join(", then ");
            let question = &board.questions[&standing.question].name;
            let cited = match evidence.place {
                Some((start, end)) => {
                    let (report, span) = (self.record.report(&evidence.report)?, Span { start, end });
                    let span = nearest(&report, span, question);
                    vec![Citation { words: span.of(&report.text).trim().to_owned(), ..Citation::of(&report, span) }]
                }
                None => Vec::new(),
            };
            let voiced = evidence.voiced_by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            let note = note(last.evidence.len(), last.origins(), &format!("n = {}", last.origins()));
            lines.push((standing.steps.len(), Line { head: format!("{name}{voiced}: {stance} · {question}"), note, cited }));
        }
        // What moved stands first.
        lines.sort_by_key(|(steps, _)| std::cmp::Reverse(*steps));
        let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
        let all = lines.len();
        Ok(Section::of("Where each stands", "stands", lines, all, "positions".to_owned()))
    }

    fn due(&self, keys: &[&str]) -> Result<Section> {
        let asked = ledger::Asked { reports: keys.iter().map(|&key| key.to_owned()).collect(), ..ledger::Asked::default() };
        let mut lines = Vec::new();
        let mut seen = BTreeSet::new();
        for row in self.first_of_ledger(&asked, usize::MAX)?.0 {
            let (by, to) = (ledger::by(&row), ledger::to(&row));
            let line = due_line(&row);
            // Nobody knows who "they" are, nobody owes himself, and what two reports tell in the same words is owed once.
            let is_nobody = [&by, &to].into_iter().flatten().any(|name| is_pronoun(name));
            if !is_nobody && (by.is_none() || by != to) && seen.insert(line.head.clone()) {
                lines.push((row.due().is_none(), line));
            }
        }
        // What has a day stands first.
        lines.sort_by_key(|(undated, _)| *undated);
        let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
        let all = lines.len();
        Ok(Section::of("What is due", "due", lines, all, "ledger".to_owned()))
    }
}

/// Does a report speak of what the sides themselves gave out? Only then is it looked at for two accounts, which takes a while.
fn has_readouts(text: &str) -> bool {
    let small = text.to_lowercase();
    ["readout", "read-out", "read out"].iter().any(|word| small.contains(word))
}

/// Is a party no more than a pronoun, which outside its sentence names nobody?
fn is_pronoun(party: &str) -> bool {
    const PRONOUNS: [&str; 24] = [
        "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "this", "that", "these", "those", "who", "which",
        "others", "one", "both", "some", "many", "all",
    ];
    let name = party.split(" [").next().unwrap_or_default().trim().to_lowercase();
    name.split(", ").all(|name| PRONOUNS.contains(&name))
}

/// Bytes of a place that a line cites whole; a turn of a transcript is longer. A guess: four sentences.
const WHOLE: usize = 800;

/// Of a long place the sentence that has most of some words.
fn nearest(report: &Report, span: Span, words: &str) -> Span {
    if span.of(&report.text).len() <= WHOLE {
        return span;
    }
    let wanted: BTreeSet<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect();
    let has = |sentence: &Span| {
        let text = sentence.of(&report.text).to_lowercase();
        wanted.iter().filter(|word| text.contains(word.as_str())).count()
    };
    let within = report.sentences().into_iter().filter(|sentence| span.contains(*sentence));
    within.max_by_key(|sentence| (has(sentence), std::cmp::Reverse(sentence.start))).unwrap_or(span)
}

/// One commitment: who owes what to whom, until when, and how it stands.
pub(super) fn due_line(row: &LedgerRow) -> Line {
    let first = row.first();
    let side = |word: &str, name: Option<String>| name.map(|name| format!(" {word} {name}")).unwrap_or_default();
    let due = row.due().map(|due| format!(" · due {due}")).unwrap_or_default();
    let (by, to) = (side("by", ledger::by(row)), side("to", ledger::to(row)));
    let head = format!("{}{by}{to}: {}{due} · {}", first.commitment.kind.label(), ledger::words(row), ledger::stands(row));
    let cited = first.commitment.content.first().map(|&span| sentence(&first.report, span));
    Line { head, note: note(row.tellings.len(), row.origins(), ""), cited: cited.into_iter().collect() }
}

fn note(times: usize, origins: usize, more: &str) -> String {
    let parts = [told(times, origins), Some(more.to_owned()).filter(|more| !more.is_empty())];
    parts.into_iter().flatten().map(|part| format!("; {part}")).collect()
}
