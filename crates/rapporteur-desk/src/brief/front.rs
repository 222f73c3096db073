//! The front page of a day's brief: its stories in bands, *new*, *moved* and *quiet but due*, each in five lines; what brings nothing but copies
//! of what was known, and reports whose day is not known, are told of apart.
//!
//! A story is new where nothing of it is from before. It moved where what is new brings a new origin, another number, a denial, a step of a position or words
//! against those of before. It is quiet but due where it has no news and something of it falls due. Which is which is a function of the record and of
//! what was asked for, so that a day's brief is checked by being made again.

use super::Sheet;
use super::sections::due_line;
use crate::{Desk, Period, Result, ledger};
use rapporteur::brief::{Citation, StoryBrief};
use rapporteur::extract::{Manner, Polarity, Stance, Status};
use rapporteur::link::commitment;
use rapporteur::record::Report;
use rapporteur_store::{Fresh, LedgerRow, News, OwedOrder, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// Days after the last that is asked for in which something falls due soon. A week: a guess.
const SOON: i64 = 7;
/// Undated reports that are named; the others are counted.
const UNDATED: usize = 20;

/// Where a story stands on the front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Nothing of it is from before.
    New,
    /// What is new says something that was not there.
    Moved,
    /// It has no news, and something falls due.
    Quiet,
    /// What is new are copies, or what was reported before.
    Same,
}

impl Band {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::New, Self::Moved, Self::Quiet, Self::Same];

    /// The word for it in the interchange, and the anchor on a page.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Moved => "moved",
            Self::Quiet => "quiet",
            Self::Same => "same",
        }
    }

    /// What stands over it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Moved => "Moved",
            Self::Quiet => "Quiet but due",
            Self::Same => "Only copies, or what was reported before",
        }
    }
}

/// One of the lines under a story's headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What the line is of.
    pub label: &'static str,
    /// What it says; nothing where only a sentence stands there.
    pub words: String,
    /// The sentence that shows it.
    pub cited: Option<Citation>,
}

/// A story on the front page: its headline and four lines.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The story.
    pub story: &'a StoryBrief,
    /// Its band.
    pub band: Band,
    /// What is reported, what is new, who said what, what is due or differs.
    pub lines: Vec<Told>,
}

/// The front page.
#[derive(Debug)]
pub struct Front<'a> {
    /// What was asked for.
    pub news: News,
    /// The stories of the brief by their bands.
    pub entries: Vec<Entry<'a>>,
    /// Stories with news for which there was no room.
    pub left_out: usize,
    /// Undated reports with their stories' keys, where days are asked for; and how many there are.
    pub undated: (Vec<(Report, String)>, usize),
}

impl Front<'_> {
    /// The stories of a band.
    pub fn of(&self, band: Band) -> impl Iterator<Item = &Entry<'_>> {
        self.entries.iter().filter(move |entry| entry.band == band)
    }

    /// The stories that are told of in full.
    pub fn told(&self) -> impl Iterator<Item = &Entry<'_>> {
        self.entries.iter().filter(|entry| entry.band != Band::Same)
    }

    /// What was asked for, as it is written on the page and read from it.
    pub fn asked(&self) -> String {
        written(self.news)
    }

    /// What that means, in words.
    pub fn meaning(&self) -> &'static str {
        match self.news {
            News::Days { .. } => "reports published on these days",
            News::After(_) => "reports that were added after that one",
        }
    }

    /// What is said of the stories for which there was no room.
    pub fn more(&self) -> Option<String> {
        let Self { left_out, .. } = self;
        (*left_out > 0).then(|| format!("{left_out} more with news, for which there was no room: --limit"))
    }
}

impl Front<'_> {
    /// What is said of the undated reports that are not named.
    pub fn more_undated(&self) -> Option<String> {
        let more = self.undated.1 - self.undated.0.len();
        (more > 0).then(|| format!("{more} more"))
    }
}

/// News as they are written on a page.
fn written(news: News) -> String {
    match news {
        News::Days { since, until } => Period { since, until }.to_string(),
        News::After(reports) => format!("after report {reports}"),
    }
}

/// Reads what [`written`] writes.
pub(super) fn read(written: &str) -> Option<News> {
    if let Some(reports) = written.strip_prefix("after report ") {
        return reports.parse().ok().map(News::After);
    }
    let Period { since, until } = Period::read_range(written).ok()?;
    Some(News::Days { since, until })
}

impl Desk {
    /// The stories of a day's brief: the first `limit` with news, then the first `limit` that have none and of which something falls due.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of_the_day(&self, news: News, limit: usize) -> Result<Vec<StoryBrief>> {
        let mut stories = self.best(Some(news), limit)?;
        let mut quiet = Vec::new();
        for (key, _) in self.quiet(news, limit)? {
            quiet.push(self.story(&key)?);
        }
        stories.append(&mut quiet);
        Ok(stories)
    }

    /// The front page of some stories, all of them composed and laid out.
    pub(super) fn front<'a>(&self, news: News, sheets: &'a [Sheet<'a>]) -> Result<Front<'a>> {
        let reports: Vec<String> = sheets.iter().flat_map(|sheet| sheet.story.keys()).map(str::to_owned).collect();
        let here: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.story.story.as_str()).collect();
        let due = self.due_about(news, reports, here.len(), |story| Ok(here.contains(story)))?;
        let mut entries = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            let fresh = self.record.fresh(&sheet.story.story, news)?;
            entries.push(self.placed(sheet, &fresh, due.iter().find(|(story, _)| *story == sheet.story.story).map(|(_, row)| row))?);
        }
        entries.sort_by_key(|entry| entry.band);
        let with_news = entries.iter().filter(|entry| entry.band != Band::Quiet).count();
        let left_out = self.record.stories_with(news, 0)?.1.saturating_sub(with_news);
        let undated = match news {
            News::Days { .. } => self.record.undated(UNDATED)?,
            News::After(_) => (Vec::new(), 0),
        };
        let named = undated.0.into_iter().map(|(key, story)| Ok((self.record.report(&key)?, story))).collect::<Result<_>>()?;
        Ok(Front { news, entries, left_out, undated: (named, undated.1) })
    }

    fn placed<'a>(&self, sheet: &'a Sheet<'a>, fresh: &Fresh, due: Option<&LedgerRow>) -> Result<Entry<'a>> {
        let story = sheet.story;
        let why = if fresh.new.is_empty() || fresh.old.is_empty() { Vec::new() } else { self.moved(sheet, fresh)? };
        let band = match (fresh.new.is_empty(), fresh.old.is_empty(), why.is_empty()) {
            (true, ..) => Band::Quiet,
            (false, true, _) => Band::New,
            (false, false, false) => Band::Moved,
            (false, false, true) => Band::Same,
        };
        let new = match band {
            Band::New => first(story),
            Band::Moved => why.join("; "),
            Band::Quiet => "nothing".to_owned(),
            Band::Same => String::new(),
        };
        // What is new is shown before what was known.
        let is_new = |citation: &Citation| fresh.new.contains(&citation.report);
        let sentence = story.summary.iter().find(|citation| is_new(citation)).or_else(|| story.summary.first());
        let said = || story.voices.iter().flat_map(|voice| voice.said.iter().map(move |said| (voice, said)));
        let voice = said().find(|(_, said)| is_new(&said.citation)).or_else(|| said().next());
        let told = |label, found: Option<(String, Option<Citation>)>| {
            let (words, cited) = found.unwrap_or_else(|| (String::new(), None));
            Told { label, words, cited }
        };
        let lines = vec![
            told("Reported", sentence.map(|citation| (String::new(), Some(citation.clone())))),
            Told { label: "New", words: new, cited: None },
            told("Said", voice.map(|(voice, said)| (voice.name.clone(), Some(said.citation.clone())))),
            last_line(sheet, due),
        ];
        Ok(Entry { story, band, lines })
    }

    /// What of a story moved with its new reports.
    fn moved(&self, sheet: &Sheet<'_>, fresh: &Fresh) -> Result<Vec<String>> {
        let story = sheet.story;
        let origins = story.origins.iter().filter(|origin| only_new(fresh, origin.reports.iter().map(|report| report.report.as_str())));
        let mut why: Vec<String> = origins.map(|origin| format!("a new origin, {}", super::origin_name(origin))).collect();
        for number in &story.changed {
            let reports =
                |reading: &'_ rapporteur::brief::Reading| reading.sentences.iter().map(|one| one.report.clone()).collect::<Vec<_>>();
            let is_new = |reading: &&rapporteur::brief::Reading| only_new(fresh, reports(reading).iter().map(String::as_str));
            let (new, old): (Vec<_>, Vec<_>) = number.readings.iter().partition(is_new);
            if !new.is_empty() && !old.is_empty() {
                let words = |readings: Vec<&rapporteur::brief::Reading>| {
                    readings.into_iter().map(|reading| reading.words.as_str()).collect::<Vec<_>>().join(", ")
                };
                why.push(format!("a changed number, {} where it was {}", words(new), words(old)));
            }
        }
        let keys: Vec<&str> = fresh.new.iter().chain(&fresh.old).map(String::as_str).collect();
        for moment in self.moments_in(&keys)? {
            if moment.status == Status::Denied && only_new(fresh, moment.cited.iter().map(|cited| cited.report.as_str())) {
                why.push(format!("denied: {}", moment.words));
            }
        }
        let wanted = Wanted { story: Some(story.story.clone()), manner: Some(Manner::Speech.label()), ..Wanted::default() };
        self.record.statements(&wanted, |statement| {
            let full = statement.fullest();
            let is_denial = full.account.sense.polarity() == Polarity::Denied && full.account.score >= rapporteur::extract::CONFIDENT;
            if is_denial && only_new(fresh, statement.wordings.iter().map(|wording| wording.report.key.as_str())) {
                let name = statement.actor.as_ref().map_or("somebody", |(_, name)| name.as_str());
                why.push(format!("a denial by {name}"));
            }
            true
        })?;
        let board = self.standings_in(&keys)?;
        for standing in &board.standings {
            let [.., before, last] = standing.steps.as_slice() else { continue };
            if !only_new(fresh, last.evidence.iter().map(|evidence| evidence.report.as_str())) {
                continue;
            }
            let (name, question) = (&board.parties[&standing.actor].name, &board.questions[&standing.question].name);
            let step = format!("{} where it was {}: {question}", last.stance.label(), before.stance.label());
            let against = matches!((before.stance, last.stance), (Stance::Support, Stance::Oppose) | (Stance::Oppose, Stance::Support));
            why.push(if against { format!("{name} against earlier words, {step}") } else { format!("a step of {name}, {step}") });
        }
        let mut seen = BTreeSet::new();
        why.retain(|one| seen.insert(one.clone()));
        Ok(why)
    }

    /// The first `limit` stories without news of which something falls due about the days that are asked for, with what does; what falls due first comes first.
    pub(crate) fn quiet(&self, news: News, limit: usize) -> Result<Vec<(String, LedgerRow)>> {
        self.due_about(news, Vec::new(), limit, |story| Ok(self.record.fresh(story, news)?.new.is_empty()))
    }

    /// Of the first `limit` stories that are wanted, what falls due first about the days that are asked for and is not settled; told by some reports, or by
    /// any where none are given.
    fn due_about(
        &self,
        news: News,
        reports: Vec<String>,
        limit: usize,
        wanted: impl Fn(&str) -> rapporteur_store::Result<bool>,
    ) -> Result<Vec<(String, LedgerRow)>> {
        let Some(newest) = self.record.newest_day()?.filter(|_| limit > 0) else { return Ok(Vec::new()) };
        let (first, last) = match news {
            News::Days { since, until } => (since.unwrap_or(newest), until.unwrap_or(newest)),
            News::After(_) => (newest, newest),
        };
        let due = Period { since: Some(first), until: Some(last.saturating_add(SOON)) };
        let asked =
            ledger::Asked { due: Some(due), as_of: Some(last.min(newest)), reports, order: OwedOrder::Due, ..ledger::Asked::default() };
        // Whether a story is still looked for.
        let mut open = BTreeMap::<String, bool>::new();
        let mut found = Vec::new();
        self.undertakings(&asked, |one| {
            let Some(story) = self.record.story_of(&one.of.first().report.key)? else { return Ok(true) };
            let is_open = match open.get(&story) {
                Some(&known) => known,
                None => wanted(&story)?,
            };
            let row = if is_open { one.stands()? } else { None };
            let row = row.filter(|row| matches!(row.standing.status, commitment::Status::Open | commitment::Status::Due));
            open.insert(story.clone(), is_open && row.is_none());
            found.extend(row.map(|row| (story, row)));
            Ok(found.len() < limit)
        })?;
        Ok(found)
    }
}

/// Are some of these reports news, and none from before?
fn only_new<'r>(fresh: &Fresh, reports: impl Iterator<Item = &'r str>) -> bool {
    let mut is_new = false;
    for report in reports {
        if fresh.old.contains(report) {
            return false;
        }
        is_new |= fresh.new.contains(report);
    }
    is_new
}

/// When a story was first reported, and by whom.
fn first(story: &StoryBrief) -> String {
    let reports = story.reports();
    let by = reports.clone().find(|report| report.published == story.first).and_then(|report| report.outlet.as_deref());
    let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
    match story.first.as_deref() {
        Some(first) => format!("first reported {}{by}", super::markdown::spoken(first)),
        None => format!("first reported{by}, day not known"),
    }
}

/// What is due, else the numbers on which reports differ.
fn last_line(sheet: &Sheet<'_>, due: Option<&LedgerRow>) -> Told {
    if let Some(line) = due.map(due_line) {
        return Told { label: "Due", words: line.head, cited: line.cited.into_iter().next() };
    }
    match sheet.story.numbers.first() {
        Some(number) => {
            let readings: Vec<&str> = number.readings.iter().map(|reading| reading.words.as_str()).collect();
            Told { label: "Reports differ", words: readings.join(", "), cited: None }
        }
        None => Told { label: "Due", words: String::new(), cited: None },
    }
}
