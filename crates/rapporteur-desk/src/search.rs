//! Reports that hold words, and the stories they stand in. Whoever asks need not know the language of the search.

use crate::{Desk, Period, Result};
use rapporteur::record::{Published, Report};
use rapporteur::text::{Span, fold, stem, words};
use rapporteur_store::{Hit, any_of};

/// Reports that a question looks at; a guess, more than anybody reads.
const LOOKED_AT: usize = 1000;

/// A word that stands in every second report tells nothing of one that holds it: the rarity of such a word, in thousandths of a nat.
const COMMON: u32 = 693;

/// How the words were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// As they were written: all words, phrases, AND, OR, NOT, NEAR.
    AsWritten,
    /// Any of the words: what was written found nothing, or was no query.
    Any,
}

impl Taken {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::AsWritten => "as written",
            Self::Any => "any of the words",
        }
    }
}

/// A report and the sentence that shows the words; of words that stand in the headline alone, its first sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The report.
    pub report: Report,
    /// The sentence.
    pub span: Span,
    /// The story the report stands in.
    pub story: Option<String>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How the words were taken.
    pub taken: Taken,
    /// The reports asked for, best first.
    pub found: Vec<Found>,
    /// How many there are, of the first thousand that hold the words.
    pub total: usize,
}

impl Desk {
    /// Reports of a period that hold words, best first: `limit` of them behind the first `passed_over`.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn search(&self, asked: &str, within: Period, passed_over: usize, limit: usize) -> Result<Answer> {
        let (taken, hits) = self.hits(asked, within)?;
        let total = hits.len();
        let found = hits.iter().skip(passed_over).take(limit).map(|hit| {
            let report = self.record.report(&hit.report)?;
            Ok(Found { span: self.shown(&report, &hit.snippet), story: self.record.story_of(&report.key)?, report })
        });
        Ok(Answer { taken, found: found.collect::<Result<_>>()?, total })
    }

    /// Reports that were added after so many and hold words as they are written, the newest first.
    ///
    /// # Errors
    /// When the words are no query, or the record cannot be read.
    pub fn found_after(&self, asked: &str, reports: u64) -> Result<Vec<Found>> {
        let hits = self.record.holding(asked, reports, usize::MAX >> 1)?;
        let found = hits.iter().map(|(hit, _)| {
            let report = self.record.report(&hit.report)?;
            Ok(Found { span: self.shown(&report, &hit.snippet), story: self.record.story_of(&report.key)?, report })
        });
        found.collect()
    }

    /// The keys of the stories whose reports hold words, that of the best report first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn stories_about(&self, asked: &str, within: Period) -> Result<(Taken, Vec<String>)> {
        let (taken, hits) = self.hits(asked, within)?;
        let mut stories = Vec::new();
        for hit in &hits {
            stories.extend(self.record.story_of(&hit.report)?.filter(|story| !stories.contains(story)));
        }
        Ok((taken, stories))
    }

    fn hits(&self, asked: &str, within: Period) -> Result<(Taken, Vec<Hit>)> {
        let of_period = |hit: &Hit| {
            let days = hit.published.as_deref().and_then(|time| Published::read(time).ok()).map(|time| time.days());
            within == Period::default() || days.is_some_and(|days| within.meets(days))
        };
        let looked = |query: &str| -> rapporteur_store::Result<Vec<Hit>> {
            Ok(self.record.search(query, LOOKED_AT)?.into_iter().filter(of_period).collect())
        };
        match looked(asked) {
            Ok(hits) if !hits.is_empty() => return Ok((Taken::AsWritten, hits)),
            Err(error) if !error.is_query() => return Err(error.into()),
            _ => {}
        }
        let all: Vec<&str> = words(asked).iter().map(|word| word.span.of(asked)).collect();
        let telling: Vec<&str> = all.iter().copied().filter(|word| self.rarity(word) > COMMON).collect();
        let any = if telling.is_empty() { all } else { telling };
        if any.is_empty() {
            return Ok((Taken::Any, Vec::new()));
        }
        match looked(&any_of(&any)) {
            Err(error) if error.is_query() => Ok((Taken::Any, Vec::new())),
            hits => Ok((Taken::Any, hits?)),
        }
    }

    fn rarity(&self, word: &str) -> u32 {
        self.resources.frequencies.rarity(&stem(&fold(word)))
    }

    /// The sentence that holds the weightiest matches of a snippet; of a match in the headline alone, the first.
    fn shown(&self, report: &Report, snippet: &str) -> Span {
        let sentences = report.sentences();
        let first = sentences.first().copied().unwrap_or(Span::new(0, 0));
        let snippet = snippet.trim_matches('…');
        let mut pieces = snippet.split('\u{1}');
        let mut plain = pieces.next().unwrap_or_default().to_owned();
        let mut matches = Vec::new();
        for piece in pieces {
            let (hit, after) = piece.split_once('\u{2}').unwrap_or((piece, ""));
            matches.push((plain.len(), self.rarity(hit)));
            plain += hit;
            plain += after;
        }
        let Some(start) = report.text.find(&plain).filter(|_| !matches.is_empty()) else { return first };
        let weight = |sentence: &Span| -> u32 {
            let inside = |at: usize| (sentence.start as usize..sentence.end as usize).contains(&(start + at));
            matches.iter().filter(|(at, _)| inside(*at)).map(|(_, rarity)| rarity).sum()
        };
        let best = sentences.iter().rev().max_by_key(|sentence| weight(sentence)).filter(|sentence| weight(sentence) > 0);
        // What was found in a caption or a notice is shown as it stands.
        best.copied().unwrap_or_else(|| Span::new(start, start + plain.len()).trimmed(&report.text))
    }
}
