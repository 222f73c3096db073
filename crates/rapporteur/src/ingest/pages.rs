//! Text in pages, a form feed behind each, as PDFs are turned into: running heads and page numbers are told from the text, and a paragraph that
//! goes on over the end of a page is one.
//!
//! Nothing is taken out: what belongs to the pages stands behind the paragraph that it would cut, as lines of the frame. A line "[page 2]" says
//! where a page begins, so that what is cited can be found on it.

use super::{furniture::is_page_number, plain, wrapped};
use crate::record::{Draft, Notice, PAGE, page_mark};
use crate::text::fold;
use std::collections::BTreeMap;

/// Lines at each edge of a page that may be its head or foot. A guess: symbol, title and number.
const EDGE: usize = 3;
/// Letters of a running head, at most. A guess: the longest seen had 110.
const HEAD: usize = 140;
/// A head stands on one page in so many, or on more: left and right pages have their own.
const ONE_IN: usize = 3;
/// Letters of a paragraph, at least, that can go on where the next page begins with a capital: shorter ones can be headings. A guess.
const LONG: usize = 60;

/// Is this a text in pages?
pub(super) fn is_paged(text: &str) -> bool {
    text.contains('\u{c}')
}

pub(super) fn read(text: &str) -> Draft {
    let pages: Vec<Vec<String>> = text.split('\u{c}').map(paragraphs).collect();
    let pages = match pages.split_last() {
        // What stands behind the last form feed is no page unless there is something on it.
        Some((last, before)) if last.is_empty() && !before.is_empty() => before.to_vec(),
        _ => pages,
    };
    let heads = heads(&pages);
    let mut frame: Vec<(String, &'static str)> = Vec::new();
    let mut body: Vec<String> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            parts.push(Part::Frame(frame.len()));
            frame.push((page_mark(number + 1), PAGE));
        }
        let mut is_first = true;
        for (at, line) in page.iter().enumerate() {
            if let Some(why) = heads.get(&(number, at)) {
                parts.push(Part::Frame(frame.len()));
                frame.push((line.clone(), why));
            } else if !(std::mem::take(&mut is_first) && continues(&mut body, line)) {
                parts.push(Part::Body(body.len()));
                body.push(line.clone());
            }
        }
    }
    let mut draft = plain::read(&body.join("\n\n"));
    let line = |part: &Part| match part {
        Part::Body(at) => body[*at].as_str(),
        Part::Frame(at) => frame[*at].0.as_str(),
    };
    draft.text = parts.iter().map(line).collect::<Vec<_>>().join("\n\n");
    draft.frame = frame;
    let empty: Vec<String> = (1..).zip(&pages).filter(|(_, page)| page.is_empty()).map(|(number, _)| number.to_string()).collect();
    if !empty.is_empty() && empty.len() < pages.len() {
        draft.notices.push(Notice::new("pages", format!("without text, perhaps pictures: page {}", empty.join(", "))));
    }
    draft
}

/// A line of the text, by its place among those of the body or of the frame.
enum Part {
    Body(usize),
    Frame(usize),
}

/// The paragraphs of a page, each on one line.
fn paragraphs(page: &str) -> Vec<String> {
    let page = page.replace("\r\n", "\n");
    let lines = wrapped::broken_at_column(&page);
    let one = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.lines().map(one).filter(|line| !line.is_empty()).collect()
}

/// The lines at the edges of pages that belong to them, by page and place, each with the code of why.
fn heads(pages: &[Vec<String>]) -> BTreeMap<(usize, usize), &'static str> {
    let edges = |page: &Vec<String>| {
        let length = page.len();
        (0..length).filter(move |&at| at < EDGE || at + EDGE >= length)
    };
    let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for at in edges(page).filter(|&at| page[at].chars().count() <= HEAD) {
            let on = told.entry(shape(&page[at])).or_default();
            if on.last() != Some(&number) {
                on.push(number);
            }
        }
    }
    let runs = |line: &str| told.get(&shape(line)).is_some_and(|on| on.len() > 1 && on.len() * ONE_IN >= pages.len());
    // Bare numbers are those of pages where they count with them.
    let ahead =
        |line: &str, number: usize| line.parse::<u32>().ok().map(|told| i64::from(told) - i64::try_from(number).unwrap_or(i64::MAX));
    let mut counting: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for ahead in edges(page).filter_map(|at| ahead(&page[at], number)) {
            let (on, last) = counting.entry(ahead).or_insert((0, usize::MAX));
            *on += usize::from(*last != number);
            *last = number;
        }
    }
    let counts = |line: &str, number: usize| {
        let ahead = ahead(line, number);
        ahead.is_some_and(|ahead| counting.get(&ahead).is_some_and(|(on, _)| *on > 1) || pages.len() == 1 && ahead == 1)
    };
    let mut found = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for at in edges(page) {
            let line = page[at].as_str();
            if is_page_number(line) || counts(line, number) {
                found.insert((number, at), "page number");
            } else if line.chars().count() <= HEAD && line.chars().any(char::is_alphabetic) && runs(line) {
                found.insert((number, at), "running head");
            }
        }
        // A page of nothing else is a text.
        if (0..page.len()).all(|at| found.contains_key(&(number, at))) {
            (0..page.len()).for_each(|at| _ = found.remove(&(number, at)));
        }
    }
    found
}

/// A line without case, its numbers all alike.
fn shape(line: &str) -> String {
    let mut shape = String::with_capacity(line.len());
    for letter in fold(line).chars() {
        match letter.is_ascii_digit() {
            true if shape.ends_with('#') => {}
            true => shape.push('#'),
            false => shape.push(letter),
        }
    }
    // Numbers change their side of the head from page to page.
    let mut words: Vec<&str> = shape.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// Notes at the foot of a page that are looked behind.
const NOTES: usize = 8;

/// Puts the first paragraph of a page to the last of the page before, or to the last above its notes, where it goes on with it.
fn continues(body: &mut [String], first: &str) -> bool {
    let is_note = |line: &&String| {
        line.starts_with(|letter: char| letter.is_numeric() || matches!(letter, '*' | '†' | '‡')) && line.ends_with(['.', ')', '!', '?'])
    };
    let notes = body.iter().rev().take(NOTES).take_while(is_note).count();
    let over = if first.starts_with(char::is_lowercase) { notes } else { 0 };
    body.len().checked_sub(over + 1).is_some_and(|at| go_on(&mut body[at], first))
}

/// Puts the second paragraph to the first where it goes on with it.
fn go_on(last: &mut String, first: &str) -> bool {
    let is_row = |line: &str| line.contains(" | ");
    let bare = last.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    if is_row(last) || is_row(first) || bare.ends_with(['.', '!', '?', ':', '…']) {
        return false;
    }
    let small = first.starts_with(char::is_lowercase);
    let is_broken = |begun: &str| small && begun.ends_with(char::is_alphabetic);
    if let Some(begun) = last.strip_suffix(['-', '\u{ad}', '\u{2010}']).filter(|begun| is_broken(begun)) {
        last.truncate(begun.len());
        last.push_str(first);
        return true;
    }
    let is_long = last.char_indices().nth(LONG).is_some();
    let goes_on = small || is_long && !last.ends_with(';') && first.starts_with(char::is_alphanumeric);
    if goes_on {
        last.push(' ');
        last.push_str(first);
    }
    goes_on
}
