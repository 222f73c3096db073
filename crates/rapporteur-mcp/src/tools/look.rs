//! Looking things up: reports by words, anything by its identifier, stories.

use super::page::{LONGEST_WORDS, Page, ROOM, Total, bounded, cursor, whole};
use super::{Arguments, Asking, Failure};
use rapporteur_desk::Period;
use rapporteur_desk::entries::{Entry, is_commitment};
use rapporteur_desk::interchange::cited;
use rapporteur_store::StoryOrder;
use serde_json::{Value, json};

/// Bytes of a text that are tried first; a text of many marks that JSON escapes gets less.
const TRIED: usize = 8_000;

fn period(arguments: &Arguments<'_>) -> Result<Period, Failure> {
    Ok(Period::read(arguments.text("since"), arguments.text("until"))?)
}

/// Reports that hold words: `results` with `id`, `title` and `url`, as clients that know only searching and fetching want it.
pub(super) fn search(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let page = Page::read(arguments)?;
    let query = arguments.text("query").unwrap_or_default();
    let answer = asking.desk.search(query, period(arguments)?, page.first, page.limit)?;
    let rows = answer.found.iter().map(cited::found).collect();
    Ok(page.of(json!({"words_taken": answer.taken.label()}), "results", rows, Total::Counted(answer.total)))
}

/// Anything by its identifier: `id`, `title`, `text`, `url`, `metadata`, as the same clients want it.
pub(super) fn fetch(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let given = arguments.text("id").unwrap_or_default();
    let (desk, id) = (asking.desk, given.strip_prefix("rapporteur://").unwrap_or(given));
    let entry = if is_commitment(id) {
        match desk.commitment(id) {
            Ok(row) => Entry::of_commitment(&row),
            // The input's own identifier may look like one of ours.
            Err(error) if error.is_question() => desk.entry(id).map_err(|_| error)?,
            Err(error) => return Err(error.into()),
        }
    } else {
        desk.entry(id)?
    };
    part(&entry, cursor(arguments)?)
}

/// A stretch of a text from a byte on, as long as there is room.
fn part(entry: &Entry, from: usize) -> Result<Value, Failure> {
    let text = entry.text.as_str();
    if !text.is_char_boundary(from) {
        return Err(Failure::new("`cursor` is the `next` of an earlier result, and nothing else"));
    }
    let facts = bounded(entry.facts.clone());
    let title: String = entry.title.chars().take(LONGEST_WORDS).collect();
    let answer = |length: usize| {
        let end = ends(text, from, length);
        let left = text.len() - end;
        let mut metadata = facts.clone();
        if let Some(start) = entry.start {
            metadata["cite"] = json!(format!("{}:{}-{}", entry.id, start as usize + from, start as usize + end));
        }
        metadata["total_bytes"] = json!(text.len());
        let words = if left > 0 { format!("{left} bytes more: ask again with cursor \"{end}\"") } else { "nothing".to_owned() };
        metadata["left_out"] = json!(words);
        metadata["next"] = if left > 0 { json!(end.to_string()) } else { Value::Null };
        json!({"id": entry.id, "title": title, "text": &text[from..end], "url": entry.url, "metadata": metadata})
    };
    let mut length = TRIED;
    loop {
        let found = answer(length);
        if whole(&found) <= ROOM || length < 64 {
            return Ok(found);
        }
        length = length * 3 / 4;
    }
}

/// Where a stretch of about some length ends: behind a line or a word where one ends in its second half.
fn ends(text: &str, from: usize, length: usize) -> usize {
    let most = (from + length).min(text.len());
    let end = (from..=most).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(from);
    if end == text.len() {
        return end;
    }
    let half = (from + end) / 2;
    let after = |mark: fn(char) -> bool| text[from..end].rfind(mark).map(|at| from + at).filter(|&at| at > half);
    after(|c| c == '\n').or_else(|| after(char::is_whitespace)).map_or(end, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// One story as a brief, or a list of stories.
pub(super) fn story(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    arguments.apart("id", &["about", "since", "until"])?;
    if let Some(id) = arguments.text("id") {
        let brief = desk.story(id)?;
        let mut head = cited::head(&brief);
        head["why_together"] = cited::why(&desk.record.story_ties(&brief.story)?);
        let parts = cited::parts(&brief);
        let total = Total::Counted(parts.len());
        return Ok(page.of(head, "rows", page.cut(parts.into_iter()), total));
    }
    let within = period(arguments)?;
    let (head, keys, total) = match arguments.text("about") {
        Some(words) => {
            let (taken, keys) = desk.stories_about(words, within)?;
            let total = Total::Counted(keys.len());
            (json!({"words_taken": taken.label()}), page.cut(keys.into_iter()), total)
        }
        None => {
            let asked = page.first.saturating_add(page.limit).saturating_add(1);
            let rows = desk.record.stories(within.since, within.until, StoryOrder::Newest, asked)?;
            let more = rows.len() == asked;
            (json!({}), page.cut(rows.into_iter().map(|row| row.key)), Total::Uncounted { more })
        }
    };
    let rows = keys.iter().map(|key| Ok(cited::listed(&desk.story(key)?))).collect::<Result<_, Failure>>()?;
    Ok(page.of(head, "rows", rows, total))
}
