//! Anything of the record by its identifier, as a text to read with what is known of it. What stands in lists is found by it again.

use crate::brief::{Asked, Format};
use crate::interchange::{self, cited};
use crate::{Desk, Error, Result, short, statements};
use rapporteur::text::Span;
use rapporteur_store::LedgerRow;
use serde_json::{Value, json};

/// One thing of the record as a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its identifier in full.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The text.
    pub text: String,
    /// Its address, or its name in the record.
    pub url: String,
    /// What else is known of it: an object.
    pub facts: Value,
    /// Where the text begins in its report, in bytes; none where it is not a report's own.
    pub start: Option<u32>,
}

/// Removed stretches that are told of a report; a page of many is told how many.
const REMOVED: usize = 20;

impl Entry {
    /// One that has no address outside the record.
    fn own(id: &str, title: String, text: String, facts: Value) -> Self {
        Self { id: id.to_owned(), title, text, url: format!("rapporteur://{id}"), facts, start: None }
    }

    /// A commitment.
    pub fn of_commitment(row: &LedgerRow) -> Self {
        let facts = cited::commitment(row);
        let by = facts["by"].as_str().unwrap_or("somebody").to_owned();
        let tellings = row.of.tellings.iter().map(|telling| {
            let told = cited::place(&telling.report, &telling.commitment.content);
            line(&told)
        });
        let mut text = tellings.collect::<Vec<_>>().join("\n");
        if let Some((report, span)) = &row.standing.settled_by {
            text += &format!("\n{}: {}", row.standing.status.label(), line(&cited::place(report, &[*span])));
        }
        Self::own(&row.of.id, format!("{} of {by}", row.of.first().commitment.kind.label()), text, facts)
    }
}

/// Words with their place, outlet and day, on a line.
fn line(place: &Value) -> String {
    let known = |field: &str, other: &str| place[field].as_str().unwrap_or(other).to_owned();
    let words = known("quote", "").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{words}” ({}, {}, {})", known("outlet", "outlet not known"), known("day", "day not known"), known("cite", ""))
}

/// Is it the identifier of a commitment, or the beginning of one?
pub fn is_commitment(id: &str) -> bool {
    is_key(id, 'k')
}

/// A letter and digits of a hash.
fn is_key(id: &str, letter: char) -> bool {
    id.strip_prefix(letter).is_some_and(|digits| digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl Desk {
    /// What an identifier names: a report (also by its address or its input's own identifier), a place of one (`r0123456789abcdef:120-260`), a
    /// statement, a story, a contact, an event, a draft.
    ///
    /// # Errors
    /// When it names nothing, or the record cannot be read.
    pub fn entry(&self, id: &str) -> Result<Entry> {
        let letter = "qsce".chars().find(|&letter| is_key(id, letter));
        let found = match letter {
            Some('q') => self.statement_entry(id),
            Some('s') => self.story_entry(id),
            Some('c') => self.record.contact(id).map_err(Error::from).map(|contact| {
                let title = format!("{}: {}", contact.kind.label(), crate::contacts::parties(&contact));
                row_entry(&contact.id, title, &interchange::contact(&contact))
            }),
            Some(_) => self.record.event(id).map_err(Error::from).map(|event| {
                let title = format!("{}: {}", crate::events::named(&event), crate::events::told(&event));
                row_entry(&event.id, title, &interchange::event_row(&event, &self.places(&event)))
            }),
            None => return self.report_entry(id),
        };
        match found {
            // The input's own identifier may look like one of ours.
            Err(error) if error.is_question() => self.report_entry(id).map_err(|_| error),
            found => found,
        }
    }

    fn report_entry(&self, id: &str) -> Result<Entry> {
        if let Some(draft) = self.record.drafts()?.into_iter().find(|draft| draft.symbol == id) {
            return Ok(row_entry(&draft.symbol, draft.title.clone(), &crate::votes::row(&draft)));
        }
        let (name, range) = match id.rsplit_once(':').and_then(|(name, range)| Some((name, range.split_once('-')?))) {
            Some((name, (start, end))) if is_key(name, 'r') => (name, start.parse().ok().zip(end.parse().ok())),
            _ => (id, None),
        };
        let view = self.report(name)?;
        let report = &view.report;
        let span = range.map_or(Span::new(0, report.text.len()), |(start, end)| Span { start, end });
        let text = span.checked_of(&report.text);
        let text =
            text.ok_or_else(|| Error::advised(format!("{name} has no place {id}"), "give bytes as its own rows give them"))?.to_owned();
        let removed: Vec<Value> = report
            .removed
            .iter()
            .take(REMOVED)
            .map(|removal| json!({"start": removal.span.start, "end": removal.span.end, "why": removal.why.code()}))
            .collect();
        let copy = view.copy.as_ref();
        let published = report.published.map(|time| time.to_string());
        let facts = json!({
            "outlet": report.outlet,
            "day": cited::day(published.as_deref()),
            "published": published,
            "credit": report.credit,
            "byline": report.byline,
            "story": view.story,
            "copied_from": copy.and_then(|copy| copy.copied_from.as_ref()),
            "share_copied": copy.map(|copy| interchange::thousandths(copy.share)),
            "other_versions": view.versions,
            "not_of_the_article": removed,
            "not_of_the_article_in_all": report.removed.len(),
        });
        let (title, url) = (cited::title(report).to_owned(), cited::locator(report));
        Ok(Entry { id: report.key.clone(), title, text, url, facts, start: Some(span.start) })
    }

    fn statement_entry(&self, id: &str) -> Result<Entry> {
        let view = self.record.statement(id)?;
        let tellings = view.wordings.iter().map(|wording| {
            let (account, report) = (&wording.account, &wording.report);
            let how = if wording.fullest { "fullest" } else { wording.variant.label() };
            let told = line(&cited::place(report, &account.content));
            format!("{how}: {} {}: {told}", wording.source(), account.cue_words(&report.text).unwrap_or_default())
        });
        let facts = cited::statement(&view, &self.calendar);
        let title = format!("{}: {}", statements::speaker(&view), short(&view.id));
        Ok(Entry::own(&view.id, title, tellings.collect::<Vec<_>>().join("\n"), facts))
    }

    fn story_entry(&self, id: &str) -> Result<Entry> {
        let story = self.story(id)?;
        let facts = cited::head(&story);
        let (key, headline) = (story.story.clone(), story.headline.clone());
        let text = self.brief(&Asked::plain(&headline, Format::Md), &[story])?;
        Ok(Entry::own(&key, headline, text, facts))
    }
}

/// Something whose row is its text.
fn row_entry(id: &str, title: String, row: &Value) -> Entry {
    Entry::own(id, title, format!("{row:#}"), json!({}))
}
