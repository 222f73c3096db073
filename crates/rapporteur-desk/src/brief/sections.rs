//! The sections of a brief that stand on events, contacts, positions and commitments: each line with the sentences that show it, from the story's
//! own reports.

use crate::readouts::Two;
use crate::timeline::{Moment, Sort, sentence};
use crate::{Desk, Result, dated, ledger, short, told};
use rapporteur::brief::{Citation, StoryBrief};
use rapporteur::extract::{CommitmentKind, Status};
use rapporteur::judge::readouts::Label;
use rapporteur::record::Report;
use rapporteur::record::day_written;
use rapporteur::text::Span;
use rapporteur_store::{ContactView, LedgerRow, Undertaking};
use std::collections::{BTreeMap, BTreeSet};

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
        let mut owed = self.owed_in(std::slice::from_ref(story))?;
        self.sections_with(story, owed.pop().unwrap_or_default())
    }

    /// The same, with what is owed in it, which [`Self::owed_in`] looks up for many stories at once.
    pub(super) fn sections_with(&self, story: &StoryBrief, owed: Owing) -> Result<[Section; 4]> {
        let keys = story.keys();
        Ok([self.happened(story, &keys)?, self.accounts(&keys)?, self.stands(&keys)?, owed.section()])
    }

    /// What is owed in each of some stories, in their order, as it stands. What later reports tell of it is looked up for all of them together, so that
    /// each of those is read once, and only for what there is room for.
    pub(super) fn owed_in(&self, stories: &[StoryBrief]) -> Result<Vec<Owing>> {
        let here: Vec<BTreeSet<&str>> = stories.iter().map(|story| story.keys().into_iter().collect()).collect();
        let reports: BTreeSet<&str> = here.iter().flatten().copied().collect();
        if reports.is_empty() {
            return Ok(stories.iter().map(|_| Owing::default()).collect());
        }
        let asked = ledger::Asked { reports: reports.into_iter().map(str::to_owned).collect(), ..ledger::Asked::default() };
        let mut choices: Vec<Choice> = stories.iter().map(|_| Choice::default()).collect();
        self.undertakings(&asked, |one| {
            for (choice, here) in choices.iter_mut().zip(&here) {
                if one.of.tellings.iter().any(|telling| here.contains(telling.report.key.as_str())) {
                    choice.offer(&one.of);
                }
            }
            Ok(true)
        })?;
        let chosen: Vec<(Vec<String>, usize)> = choices.into_iter().map(Choice::made).collect();
        let ids: BTreeSet<&str> = chosen.iter().flat_map(|(ids, _)| ids).map(String::as_str).collect();
        let mut rows = BTreeMap::new();
        self.undertakings(&asked, |one| {
            if ids.contains(one.of.id.as_str())
                && let Some(row) = one.stands()?
            {
                rows.insert(row.of.id.clone(), row);
            }
            Ok(true)
        })?;
        let owing = |(ids, all): (Vec<String>, usize)| Owing { rows: ids.iter().filter_map(|id| rows.get(id).cloned()).collect(), all };
        Ok(chosen.into_iter().map(owing).collect())
    }

    fn happened(&self, story: &StoryBrief, keys: &[&str]) -> Result<Section> {
        let here: BTreeSet<&str> = keys.iter().copied().collect();
        let mut moments = self.moments_in(keys)?;
        // What only might be did not happen, and outside its sentence a pronoun names nobody.
        moments.retain(|moment| moment.status != Status::Hypothetical && !moment.words.split(" > ").any(is_nobody));
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
                    let told = [0, 1].map(|side| (side, two.words(side, &spans[side]))).into_iter().filter(|(_, words)| !words.is_empty());
                    let told = told.map(|(side, words)| match point.label {
                        Label::OnlyA | Label::OnlyB => format!(": “{words}”"),
                        _ => format!(" · {}: “{words}”", two.names[side]),
                    });
                    let head = format!("{} and {} · {}{}", two.names[0], two.names[1], two.label(&point), told.collect::<String>());
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
        let mut lines: Vec<(usize, Line, &str, &str)> = Vec::new();
        for standing in &board.standings {
            let Some(last) = standing.last() else { continue };
            let (Some(evidence), name) = (last.evidence.first(), &board.parties[&standing.actor].name) else { continue };
            // "Suggested that he would feel safer": a clause is no question.
            let opens = board.questions[&standing.question].name.split(' ').next().map(str::to_lowercase);
            let is_clause = |word: String| matches!(word.as_str(), "i" | "we" | "you" | "he" | "she" | "it" | "they" | "there");
            if is_nobody(name) || opens.is_some_and(is_clause) {
                continue;
            }
            let moved = standing.steps.iter().map(|step| match step.days {
                Some((day, _)) => format!("{} ({})", step.stance.label(), day_written(day)),
                None => step.stance.label().to_owned(),
            });
            let stance = moved.collect::<Vec<_>>().join(", then ");
            let question = &board.questions[&standing.question].name;
            let cited = match evidence.place {
                Some((start, end)) => {
                    let (report, span) = (self.record.report(&evidence.report)?, Span { start, end });
                    let span = nearest(&report, whole(&report, span), question);
                    vec![Citation { words: span.of(&report.text).trim().to_owned(), ..Citation::of(&report, span) }]
                }
                None => Vec::new(),
            };
            let voiced = evidence.voiced_by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            let note = note(last.evidence.len(), last.origins(), &format!("n = {}", last.origins()));
            // A party that one sentence names in two ways stands there once.
            let again = |(_, other, of, known): &(usize, Line, &str, &str)| {
                *of == question && other.cited == cited && !cited.is_empty() && (known.contains(name.as_str()) || name.contains(known))
            };
            if !lines.iter().any(again) {
                lines.push((
                    standing.steps.len(),
                    Line { head: format!("{name}{voiced}: {stance} · {question}"), note, cited },
                    question,
                    name,
                ));
            }
        }
        // What moved stands first.
        lines.sort_by_key(|(steps, ..)| std::cmp::Reverse(*steps));
        let lines: Vec<Line> = lines.into_iter().map(|(_, line, ..)| line).collect();
        let all = lines.len();
        Ok(Section::of("Where each stands", "stands", lines, all, "positions".to_owned()))
    }
}

/// What is owed in a story: the rows that there is room for, and how many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Owing {
    rows: Vec<LedgerRow>,
    all: usize,
}

impl Owing {
    fn section(&self) -> Section {
        Section::of("What is due", "due", self.rows.iter().map(due_line).collect(), self.all, "ledger".to_owned())
    }
}

/// Which of what is owed in a story has a place in its brief.
#[derive(Default)]
struct Choice {
    told: BTreeSet<String>,
    dated: Vec<String>,
    undated: Vec<String>,
}

impl Choice {
    /// Nobody knows who "they" are, nobody owes himself, and what two reports tell in the same words is owed once. What nobody is bound by is no
    /// commitment, and what is demanded of nobody binds nobody.
    fn offer(&mut self, of: &Undertaking) {
        let (by, to) = (ledger::by(of), ledger::to(of));
        let unnamed = [&by, &to].into_iter().flatten().any(|name| is_nobody(name));
        let binds = by.is_some() && (of.first().commitment.kind != CommitmentKind::Demand || to.is_some());
        if !unnamed && binds && by != to && self.told.insert(undertaken(of, of.due())) {
            let list = if of.due().is_some() { &mut self.dated } else { &mut self.undated };
            list.push(of.id.clone());
        }
    }

    /// What has a day stands first; the identifiers of what there is room for, and how many there are.
    fn made(self) -> (Vec<String>, usize) {
        let mut ids = self.dated;
        ids.extend(self.undated);
        let all = ids.len();
        ids.truncate(LINES);
        (ids, all)
    }
}

/// Does a report speak of what the sides themselves gave out? Only then is it looked at for two accounts, which takes a while.
fn has_readouts(text: &str) -> bool {
    let small = text.to_lowercase();
    ["readout", "read-out", "read out"].iter().any(|word| small.contains(word))
}

/// Is a party no more than a pronoun, or known by one alone ("his country", "that chamber"), which outside its sentence names nobody; or a day, or what stands
/// behind a name ("D-N.Y")?
fn is_nobody(party: &str) -> bool {
    const POINTING: [&str; 13] = ["his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "such", "another"];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let party = party.split(" [").next().unwrap_or_default().trim();
    let is_one = |name: &str| {
        let small = name.to_lowercase();
        let first = small.split(' ').next().unwrap_or_default();
        let mut letters = name.chars();
        let behind =
            letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('-') && letters.next().is_some_and(char::is_uppercase);
        let of_some = is_pronoun(first) && small.split(' ').nth(1) == Some("of");
        is_pronoun(&small) || small.contains(' ') && POINTING.contains(&first) || of_some || DAYS.contains(&first) || behind
    };
    party.split(", ").all(is_one)
}

/// Is a word a pronoun?
fn is_pronoun(word: &str) -> bool {
    const PRONOUNS: [&str; 27] = [
        "i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "this", "that", "these", "those", "who", "which",
        "others", "one", "both", "some", "many", "all", "someone", "anyone", "everyone",
    ];
    PRONOUNS.contains(&word)
}

/// The sentences that a place stands in, where they are of one paragraph and nothing was removed between them; else the place.
fn whole(report: &Report, span: Span) -> Span {
    let all: Vec<Span> = report.sentences().into_iter().filter(|sentence| sentence.overlaps(span)).collect();
    let Some((first, last)) = all.first().zip(all.last()) else { return span };
    let found = Span { start: first.start, end: last.end };
    let broken = found.of(&report.text).contains('\n') || report.removed.iter().any(|removal| removal.span.overlaps(found));
    if broken { span } else { found }
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

/// Who owes what to whom, until when.
fn undertaken(of: &Undertaking, due: Option<&str>) -> String {
    let side = |word: &str, name: Option<String>| name.map(|name| format!(" {word} {name}")).unwrap_or_default();
    let due = due.map(|due| format!(" · due {due}")).unwrap_or_default();
    let (by, to) = (side("by", ledger::by(of)), side("to", ledger::to(of)));
    format!("{}{by}{to}: {}{due}", of.first().commitment.kind.label(), ledger::words(of))
}

/// One commitment: who owes what to whom, until when, and how it stands.
pub(super) fn due_line(row: &LedgerRow) -> Line {
    let first = row.of.first();
    let head = format!("{} · {}", undertaken(&row.of, row.due()), ledger::stands(row));
    let cited = first.commitment.content.first().map(|&span| sentence(&first.report, span));
    Line { head, note: note(row.of.tellings.len(), row.of.origins(), ""), cited: cited.into_iter().collect() }
}

fn note(times: usize, origins: usize, more: &str) -> String {
    let parts = [told(times, origins), Some(more.to_owned()).filter(|more| !more.is_empty())];
    parts.into_iter().flatten().map(|part| format!("; {part}")).collect()
}
