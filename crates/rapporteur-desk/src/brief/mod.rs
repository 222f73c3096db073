//! Briefs: stories chosen and composed, written in one of the formats, read back, and checked by being made again.

mod annex;
mod check;
mod front;
mod html;
pub mod markdown;
mod phrases;
mod references;
mod sections;
mod written;

pub use check::{Checked, Fault};
pub use front::{Band, Entry, Front, Told};
pub use markdown::{days as thread_days, origin_name};
pub use phrases::Language;
pub use sections::{Line, Section};
pub use written::{Part, Written, read};

use crate::votes::Voted;
use crate::wording::{alarms, laid};
use crate::{Calendar, Desk, Result, interchange};
use annex::Cited;
use phrases::Phrases;
use rapporteur::brief::{Citation, Material, Said, Spoken, StoryBrief, compose};
use rapporteur::extract::{CONFIDENT, Form, Manner, Standing};
use rapporteur::record::Report;
use rapporteur::resources::Resources;
use rapporteur::text::{Span, escaped_json, upright};
use rapporteur_store::{News, StatementView, StoryOrder, StoryRow, StoryTieRow, StoryView, Wanted, WordingRow};
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// A story with what the record has about it beside its reports' words.
#[derive(Debug)]
struct Sheet<'a> {
    story: &'a StoryBrief,
    /// Recorded votes on drafts that its reports name.
    votes: Vec<Voted>,
    /// Why its origins stand together: for each the tie that brought it in.
    ties: Vec<StoryTieRow>,
    /// What is said of the ties that are left out.
    more_ties: Option<String>,
    /// What only one origin has and nothing else in the brief shows.
    own: Vec<Citation>,
    /// What users hold together or apart of it, in words.
    corrected: Vec<String>,
    /// What happened, two accounts of one contact, where each stands, what is due.
    sections: [Section; 4],
}

/// All that a brief lays out.
struct Page<'a> {
    title: &'a str,
    /// What it says of its own.
    phrases: Phrases,
    /// What stands on the first page of a day's brief.
    front: Option<&'a Front<'a>>,
    sheets: Vec<&'a Sheet<'a>>,
    /// The cited reports with their texts, where they are asked for.
    annex: Option<&'a [Cited]>,
}

/// How a brief is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// JSON.
    Json,
}

/// How what a brief cites is written for programs that keep references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
}

/// What is asked of a brief of stories.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The title, in its writer's own words.
    pub title: &'a str,
    /// How it is written.
    pub format: Format,
    /// Are the texts of the cited reports to stand behind it?
    pub annex: bool,
    /// Whether it is a day's brief, and of which news.
    pub news: Option<News>,
    /// In which language its sections are named.
    pub language: Language,
}

impl<'a> Asked<'a> {
    /// A brief of this title and nothing else.
    pub fn plain(title: &'a str, format: Format) -> Self {
        Self { title, format, annex: false, news: None, language: Language::En }
    }
}

/// Reports as entries for programs that keep references, in their order.
pub fn entries(reports: &[Report], references: References) -> String {
    match references {
        References::Bibtex => references::bibtex(reports),
        References::Ris => references::ris(reports),
    }
}

/// The day on which a story was last reported, as printed; none where no report of it has one.
fn last_day(row: &StoryRow) -> Option<&str> {
    row.last.as_deref().and_then(|time| time.get(.."2022-02-24".len()))
}

impl Desk {
    /// The first `limit` stories that most origins tell, composed: the day that was reported last first, and of one day the story of most origins. Of those
    /// that have news, where news are asked for, in the order of their weight alone.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn best(&self, news: Option<News>, limit: usize) -> Result<Vec<StoryBrief>> {
        let rows = match news {
            Some(news) => self.record.stories_with(news, limit)?.0,
            None => {
                let mut rows = self.record.stories(None, None, StoryOrder::Weightiest, limit)?;
                rows.sort_by(|one, other| last_day(other).cmp(&last_day(one)));
                rows
            }
        };
        let mut material = Vec::with_capacity(rows.len());
        for row in &rows {
            let story = self.record.story(&row.key)?;
            let spoken = self.spoken(&story)?;
            material.push((story, spoken));
        }
        let resources = &*self.resources;
        Ok(material.par_iter().map(|(story, spoken)| composed(resources, story, spoken)).collect())
    }

    /// One story, by its key or the beginning of it, composed.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn story(&self, name: &str) -> Result<StoryBrief> {
        let story = self.record.story(name)?;
        Ok(composed(&self.resources, &story, &self.spoken(&story)?))
    }

    /// A brief of stories in one of its formats. What it prints hangs on nothing but the record, so that it can be checked by being made again.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn brief(&self, asked: &Asked<'_>, stories: &[StoryBrief]) -> Result<String> {
        let sheets = self.sheets(stories)?;
        let front = asked.news.map(|news| self.front(news, &sheets)).transpose()?;
        // What brings nothing but copies is told of on the first page, and no more of it.
        let sheets: Vec<&Sheet<'_>> = match &front {
            Some(front) => front.told().filter_map(|told| sheets.iter().find(|sheet| sheet.story.story == told.story.story)).collect(),
            None => sheets.iter().collect(),
        };
        let annex = if asked.annex { Some(self.cited(annex::citations(front.as_ref(), &sheets))?) } else { None };
        let page =
            Page { title: asked.title, phrases: Phrases::of(asked.language), front: front.as_ref(), sheets, annex: annex.as_deref() };
        // Whatever field a character that turns text came in by, it does not get onto the page.
        Ok(match asked.format {
            Format::Md => upright(&markdown::page(&page)).into_owned(),
            Format::Html => upright(&html::page(&page)?).into_owned(),
            Format::Json => {
                let told = page.sheets.iter().map(|sheet| {
                    let mut value = interchange::brief(sheet.story);
                    value["votes"] = sheet.votes.iter().map(|vote| json!({"draft": vote.symbol, "vote": vote.words})).collect();
                    for section in &sheet.sections {
                        value[section.name] = section.lines.iter().map(interchange::line).collect();
                    }
                    value["why"] = sheet.ties.iter().map(interchange::tie).collect();
                    value["corrected"] = json!(sheet.corrected);
                    value
                });
                let mut value = json!({"title": asked.title, "stories": told.collect::<Vec<_>>()});
                if let Some(front) = &front {
                    (value["news"], value["front"]) = (json!(front.asked()), interchange::front(front));
                }
                if let Some(annex) = &annex {
                    value["annex"] = annex.iter().map(|cited| interchange::annexed(&cited.report, &cited.spans)).collect();
                }
                format!("{}\n", escaped_json(&value.to_string()))
            }
        })
    }

    /// The reports that a brief of stories cites, as entries for programs that keep references.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn references(&self, stories: &[StoryBrief], references: References) -> Result<String> {
        let sheets = self.sheets(stories)?;
        let reports: Vec<Report> =
            self.cited(annex::citations(None, &sheets.iter().collect::<Vec<_>>()))?.into_iter().map(|cited| cited.report).collect();
        Ok(entries(&reports, references))
    }

    fn sheets<'a>(&self, stories: &'a [StoryBrief]) -> Result<Vec<Sheet<'a>>> {
        let votes = self.votes_of(stories)?;
        let owed = self.owed_in(stories)?;
        let sheet = |((story, votes), owed): ((&'a StoryBrief, Vec<Voted>), sections::Owing)| {
            let corrected = self.corrected(&story.keys())?.iter().map(crate::corrections::told).collect();
            let sections = self.sections_with(story, owed)?;
            let (ties, more) = joining(self.record.story_ties(&story.story)?);
            let more_ties = (more > 0).then(|| format!("{more} more: story {} --why", crate::short(&story.story)));
            Ok(Sheet { story, votes, ties, more_ties, corrected, own: only_there(story, &sections), sections })
        };
        stories.iter().zip(votes).zip(owed).map(sheet).collect()
    }

    /// For each story the recorded votes on drafts that its reports name.
    fn votes_of(&self, stories: &[StoryBrief]) -> Result<Vec<Vec<Voted>>> {
        let drafts = self.record.drafts()?;
        if drafts.is_empty() {
            return Ok(stories.iter().map(|_| Vec::new()).collect());
        }
        let of_story = |story: &StoryBrief| {
            let reports = story.reports();
            let texts = reports.map(|report| Ok(self.record.report(&report.report)?.text)).collect::<Result<Vec<_>>>()?;
            crate::votes::named(&drafts, &texts)
        };
        stories.iter().map(of_story).collect()
    }

    /// What is said in a story by someone with a name, as it is cited: the fullest wording of the story's reports, with its cue and source.
    fn spoken(&self, story: &StoryView) -> Result<Vec<Spoken>> {
        let here: BTreeSet<&str> = story.reports.iter().map(|report| report.key.as_str()).collect();
        let wanted = Wanted { story: Some(story.key.clone()), manner: Some(Manner::Speech.label()), ..Wanted::default() };
        let mut spoken = Vec::new();
        self.record.statements(&wanted, |statement| {
            spoken.extend(said(&self.calendar, &statement, &here));
            true
        })?;
        Ok(spoken)
    }
}

fn said(calendar: &Calendar, statement: &StatementView, here: &BTreeSet<&str>) -> Option<Spoken> {
    let fullest = statement.fullest();
    let is_here = |wording: &&WordingRow| here.contains(wording.report.key.as_str());
    // A statement may be told in several stories; a brief cites none but its own.
    let full = Some(fullest).filter(is_here).or_else(|| statement.wordings.iter().find(is_here))?;
    let (account, (actor, name)) = (&full.account, statement.actor.clone()?);
    if account.standing != Standing::Asserted || account.within.is_some() || account.score < CONFIDENT {
        return None;
    }
    let citation = cited(full)?;
    // "Despite Ana Orlen's promises, Dana Holt vowed that ...": what is said on the side in a sentence is not what the sentence is cited for.
    let content: usize = account.content.iter().map(|span| span.of(&full.report.text).len()).sum();
    if account.form != Form::Direct && content * BESIDE < citation.words.len() {
        return None;
    }
    let said = Said {
        statement: statement.id.clone(),
        citation,
        cue: account.cue_words(&full.report.text),
        sense: account.sense,
        direct: account.form == Form::Direct,
        reports: statement.wordings.len(),
        origins: statement.origins(),
        disputed: statement.wordings.iter().any(|wording| !alarms(&laid(calendar, fullest, wording).1).is_empty()),
    };
    Some(Spoken { actor, name, said })
}

/// What is said must be one part in so many of the sentences that it is cited from. A guess.
const BESIDE: usize = 6;

fn composed(resources: &Resources, story: &StoryView, spoken: &[Spoken]) -> StoryBrief {
    let reports: Vec<&Report> = story.reports.iter().collect();
    compose(resources, &Material { story: &story.key, reports: &reports, carriers: &story.carriers, spoken })
}

/// The sentences of a report that a statement stands in, with its cue and source; the content's first part where they would cross a
/// paragraph or what was removed.
fn cited(wording: &WordingRow) -> Option<Citation> {
    let (account, report) = (&wording.account, &wording.report);
    let all = || account.content.iter().chain(&account.cue).chain(&account.source);
    let whole = Span { start: all().map(|span| span.start).min()?, end: all().map(|span| span.end).max()? };
    let sentences: Vec<Span> = report.sentences().into_iter().filter(|sentence| sentence.overlaps(whole)).collect();
    let whole = Span {
        start: sentences.first().map_or(whole.start, |sentence| sentence.start.min(whole.start)),
        end: sentences.last().map_or(whole.end, |sentence| sentence.end.max(whole.end)),
    };
    let broken = whole.of(&report.text).contains('\n') || report.removed.iter().any(|removal| removal.span.overlaps(whole));
    let span = if broken { *account.content.first()? } else { telling(report, whole) };
    Some(Citation::of(report, span))
}

/// Ties that a brief has room for.
const TIES: usize = 12;

/// Of all ties those that join: each brings in an origin that those before did not. How many are left out.
fn joining(ties: Vec<StoryTieRow>) -> (Vec<StoryTieRow>, usize) {
    let (all, mut sets, mut kept): (usize, Vec<BTreeSet<String>>, Vec<StoryTieRow>) = (ties.len(), Vec::new(), Vec::new());
    for tie in ties {
        let of = |key: &String| sets.iter().position(|set| set.contains(key));
        let mut joined = BTreeSet::from([tie.first.clone(), tie.second.clone()]);
        match (of(&tie.first), of(&tie.second)) {
            (Some(one), Some(other)) if one == other => continue,
            (one, other) => {
                let mut places: Vec<usize> = [one, other].into_iter().flatten().collect();
                places.sort_unstable();
                for place in places.into_iter().rev() {
                    joined.append(&mut sets.swap_remove(place));
                }
            }
        }
        sets.push(joined);
        kept.push(tie);
    }
    kept.truncate(TIES);
    let left_out = all - kept.len();
    (kept, left_out)
}

/// Sentences of one origin alone that a brief has room for.
const OWN: usize = 12;

/// What only one origin has and nothing above it in the brief shows, the first of each origin before the second of any.
fn only_there(story: &StoryBrief, sections: &[Section; 4]) -> Vec<Citation> {
    let said = story.voices.iter().flat_map(|voice| &voice.said).map(|said| &said.citation);
    let numbers = story.numbers.iter().flat_map(|number| &number.readings).flat_map(|reading| &reading.sentences);
    let lines = sections.iter().flat_map(|section| &section.lines).flat_map(|line| &line.cited);
    let shown: Vec<&Citation> = story.summary.iter().chain(said).chain(numbers).chain(lines).collect();
    let is_shown = |citation: &Citation| shown.iter().any(|other| other.report == citation.report && other.span.overlaps(citation.span));
    let fresh: Vec<Vec<&Citation>> = story.origins.iter().map(|origin| origin.own.iter().filter(|own| !is_shown(own)).collect()).collect();
    let most = fresh.iter().map(Vec::len).max().unwrap_or_default();
    let mut kept: Vec<(usize, &Citation)> = (0..most)
        .flat_map(|row| fresh.iter().enumerate().filter_map(move |(origin, own)| own.get(row).map(|citation| (origin, *citation))))
        .take(OWN)
        .collect();
    kept.sort_by_key(|(origin, citation)| (*origin, citation.span));
    kept.into_iter().map(|(_, citation)| citation.clone()).collect()
}

/// Bytes of a citation of what is said; a turn of a transcript is longer, and more than this is no quotation. A guess: four long sentences.
const TELLING: usize = 900;

/// Of a long turn the sentence that says most: the one with the most long words of those that lean on none before, and that greet and thank nobody.
fn telling(report: &Report, whole: Span) -> Span {
    if whole.of(&report.text).len() <= TELLING {
        return whole;
    }
    let weight = |sentence: &Span| {
        let text = sentence.of(&report.text);
        let greets = ["thank", "Good ", "Colleagues", "friends", "congratulat", "glad", "happy to"].iter().any(|word| text.contains(word));
        let long = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 5).count();
        (!greets, text.len() <= TELLING / 2, long)
    };
    let within = report.sentences().into_iter().filter(|sentence| whole.contains(*sentence));
    within.max_by_key(|sentence| (weight(sentence), std::cmp::Reverse(sentence.start))).unwrap_or(whole)
}
