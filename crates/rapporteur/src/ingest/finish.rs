//! From a draft to a report: the text is cleaned, what opens and closes it is read, and everything is checked.

use super::dateline::{self, Credit};
use super::{LONGEST_TEXT, Refusal, RefusalKind, article, furniture, wrapped};
use crate::record::{Draft, Notice, Published, Removal, Report, Why};
use crate::resources::Resources;
use crate::text::{Span, fold, paragraphs};
use std::collections::{BTreeMap, BTreeSet};

/// What may happen to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKeeping {
    /// Line ends and white space are made alike, control characters go.
    Cleaned,
    /// Every byte stays, so that positions are those of the input.
    AsIs,
}

/// Reads off a draft what its text says, and checks it.
///
/// # Errors
/// When there is no text, or a field cannot be read.
pub fn finish(resources: &Resources, draft: Draft, keeping: TextKeeping) -> Result<Report, Refusal> {
    let mut draft = draft;
    let short = |text: &str| match text.len() {
        length if length > LONGEST_TEXT => Err(Refusal::new(RefusalKind::TooLong, format!("a text of {} MiB", length >> 20))),
        _ => Ok(()),
    };
    short(&draft.text)?;
    if keeping == TextKeeping::Cleaned {
        if draft.may_be_html {
            draft.text = article::unmarked(std::mem::take(&mut draft.text));
            draft.title = draft.title.take().map(article::unmarked);
        }
        draft.text = clean(&draft.text);
        for field in [&mut draft.own_id, &mut draft.url, &mut draft.title, &mut draft.outlet, &mut draft.byline] {
            *field = field.take().map(|field| clean(&field).replace('\n', " ")).filter(|field| !field.is_empty());
        }
    }
    let text = std::mem::take(&mut draft.text);
    short(&text)?;
    if keeping == TextKeeping::Cleaned && !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::new(RefusalKind::Empty, "there is no text in it"));
    }
    let stated = draft.published.as_deref().map(str::trim).filter(|written| !written.is_empty());
    // A time that cannot be read costs itself: the report is there all the same.
    let stated = stated.and_then(|written| match Published::read(written) {
        Ok(read) => Some(read),
        Err(error) => {
            draft.notices.push(Notice::new("field", error.to_string()));
            None
        }
    });
    let frame: BTreeMap<&str, &'static str> = draft.frame.iter().map(|(line, why)| (line.as_str(), *why)).collect();
    let opening = Opening::read(resources, &text, draft.title.as_deref(), &frame);
    let published = stated.or(opening.published);
    let mut removed = opening.removed;
    // Lines of the frame and furniture do not overlap each other, only what opens the text.
    let open = removed.clone();
    let is_open = |span: Span| open.iter().any(|other| other.span.overlaps(span));
    let mut framed = BTreeSet::new();
    if !frame.is_empty() {
        for line in paragraphs(&text).into_iter().filter(|&line| !is_open(line)) {
            if let Some(why) = frame.get(line.of(&text)) {
                framed.insert(line.start);
                removed.push(Removal { span: line, why: Why::Furniture((*why).to_owned()) });
            }
        }
    }
    for removal in furniture::furniture(&resources.lexicon, &text) {
        let in_frame = framed.contains(&removal.span.start);
        if !in_frame && !is_open(removal.span) {
            removed.push(removal);
        }
    }
    let byline = draft.byline.take().or(opening.byline);
    for line in furniture::of_authors(&text, byline.as_deref()) {
        removed.retain(|removal| !line.contains(removal.span));
        removed.push(Removal { span: line, why: Why::Furniture("notice".to_owned()) });
    }
    removed.sort();
    // Whose copy it is stands above it, below it, or where the author's name would; whom the text quotes is no such thing.
    // "Tom Hart; The Associated Press": who wrote it for whom.
    let last = |byline: &str| byline.rsplit("; ").next().and_then(|last| dateline::credit(&resources.lexicon, last));
    let by_agency = || match last(byline.as_deref()?)? {
        Credit::Copy(agency) => Some(agency),
        Credit::Help => None,
    };
    let credit = opening.credit.or_else(by_agency).or_else(|| closing_credit(resources, &text, &mut removed));
    let key = draft.key(published.as_ref(), &text);
    let language = draft.language.as_deref().and_then(primary).or_else(|| tell_language(&text));
    Ok(Report {
        key,
        own_id: draft.own_id,
        url: draft.url,
        title: draft.title,
        outlet: draft.outlet,
        published,
        dateline: opening.dateline,
        credit,
        byline,
        language,
        text,
        removed,
        notices: draft.notices,
    })
}

/// Line ends and white space made alike, control characters gone, broken paragraphs joined. Idempotent.
fn clean(text: &str) -> String {
    let mut cleaned = characters(text);
    // Joined once more without the indentation that the first pass saw, until nothing changes: what is clean stays as it is.
    for _ in 0..CLEANINGS {
        let next = edges(&wrapped::unwrapped(&cleaned));
        if next == cleaned {
            break;
        }
        cleaned = next;
    }
    cleaned
}

/// Passes after which a text is clean enough. The second changes nothing in all but odd texts.
const CLEANINGS: usize = 10;

/// The text with its white space made alike and its control characters gone; lines keep their indentation.
fn characters(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter_map(|c| match c {
        '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some('\n'),
        '\t' | '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(' '),
        '\u{feff}' | '\u{200b}' | '\u{ad}' => None,
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect()
}

/// Lines without white space at their edges, at most one empty line between two.
fn edges(text: &str) -> String {
    let mut trimmed = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split('\n').map(str::trim) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            trimmed.push_str(line);
            trimmed.push('\n');
        }
    }
    trimmed.trim().to_owned()
}

/// What stands above the article proper.
#[derive(Default)]
struct Opening {
    removed: Vec<Removal>,
    published: Option<Published>,
    dateline: Option<String>,
    credit: Option<String>,
    byline: Option<String>,
}

/// Lines at the top among which headline, credit, author and day are looked for.
const TOP_LINES: usize = 5;

impl Opening {
    fn read(resources: &Resources, text: &str, title: Option<&str>, frame: &BTreeMap<&str, &'static str>) -> Self {
        let lexicon = &resources.lexicon;
        let mut opening = Opening::default();
        let title = title.map(|title| fold(title.trim()));
        let lines = paragraphs(text);
        // A report of one line is that line, though its headline says the same.
        let alone = lines.len() == 1;
        for line in lines.into_iter().filter(|line| !frame.contains_key(line.of(text))).take(TOP_LINES) {
            let words = line.of(text);
            if !alone && title.as_ref().is_some_and(|title| is_headline(title, &fold(words))) {
                opening.remove(line, Why::Headline);
            } else if let Some(credit) = dateline::credit(lexicon, words) {
                if let Credit::Copy(agency) = credit {
                    opening.credit.get_or_insert(agency);
                }
                opening.remove(line, Why::Credit);
            } else if let Some(author) = author(words) {
                // "By Harbour Gazette Reporter" is nobody.
                if !author.split_whitespace().last().is_some_and(|word| lexicon.pages.is_role(word)) {
                    opening.byline.get_or_insert(author);
                }
                opening.remove(line, Why::Credit);
            } else {
                let body = opening.day_stamp(text, line);
                if body.is_empty() {
                    continue;
                }
                if let Some(found) = dateline::dateline(lexicon, text, body) {
                    opening.dateline = Some(found.place).filter(|place| !place.is_empty());
                    opening.credit = opening.credit.take().or(found.agency);
                    opening.remove(found.span, Why::Dateline);
                }
                if body.of(text).split_whitespace().count() > 12
                    || opening.removed.last().is_some_and(|removal| removal.why == Why::Dateline)
                {
                    break;
                }
            }
        }
        opening
    }

    fn remove(&mut self, span: Span, why: Why) {
        self.removed.push(Removal { span, why });
    }

    /// A day that opens a line ("date 2022-02-25 ...", "Published: 25 February 2022"): what is left of the line.
    fn day_stamp(&mut self, text: &str, line: Span) -> Span {
        let words = line.of(text);
        let label =
            ["date ", "Date: ", "Published: ", "Published on ", "Updated: ", "Posted on "].iter().find(|label| words.starts_with(**label));
        let Some(label) = label else {
            if let Ok(read) = Published::read(words)
                && read.grain() >= crate::record::Grain::Day
            {
                self.published.get_or_insert(read);
                self.remove(line, Why::DateStamp);
                return Span { start: line.end, end: line.end };
            }
            return line;
        };
        let rest = &words[label.len()..];
        // The longest run of words that reads as a time.
        let ends: Vec<usize> =
            rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([rest.len()]).take(6).collect();
        let Some((end, read)) = ends.into_iter().rev().find_map(|end| Published::read(&rest[..end]).ok().map(|read| (end, read))) else {
            return line;
        };
        self.published.get_or_insert(read);
        let stop = line.start as usize + label.len() + end;
        self.remove(Span::new(line.start as usize, stop), Why::DateStamp);
        Span::new(stop, line.end as usize).trimmed(text)
    }
}

/// Words that may stand before a headline in its line: a kicker, a place.
const KICKER: usize = 6;
/// Letters of the shortest headline that is known by the end of its line.
const TELLING: usize = 20;

/// Is a line the headline, written with other spaces or marks, or with a kicker before it?
fn is_headline(title: &str, line: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = |text: &str| text.split_whitespace().count();
    if title == line {
        return true;
    }
    let (bare, whole) = (letters(title), letters(line));
    bare.len() >= TELLING && whole.ends_with(&bare) && words(line) <= words(title) + KICKER
}

/// "By Maria Holt", "By Maria Holt and T. Reyes, Port Selwyn".
fn author(line: &str) -> Option<String> {
    let name = line.strip_prefix("By ")?;
    let words = name.split_whitespace().count();
    let named = name.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "and" | "in" | "for" | "de" | "van" | "von" | "al" | "&")
    });
    (words <= 10 && named && !name.ends_with('.')).then(|| name.to_owned())
}

/// A credit in the last lines of the text, which are then not part of the article.
fn closing_credit(resources: &Resources, text: &str, removed: &mut Vec<Removal>) -> Option<String> {
    let lines = paragraphs(text);
    let last =
        lines.iter().rev().take(4).find_map(|line| dateline::credit(&resources.lexicon, line.of(text)).map(|credit| (*line, credit)));
    // Or in brackets behind the last sentence of a paragraph.
    let (span, credit) = last.or_else(|| {
        lines.iter().rev().take(2).find_map(|line| {
            let words = line.of(text).strip_suffix(')')?;
            let at = words.rfind('(')?;
            let credit = dateline::credit(&resources.lexicon, &words[at..])?;
            Some((Span::new(line.start as usize + at, line.end as usize), credit))
        })
    })?;
    // Who is credited for a picture below the text is not credited for the text.
    if removed.iter().any(|removal| removal.span.overlaps(span)) {
        return None;
    }
    removed.push(Removal { span, why: Why::Credit });
    removed.sort();
    match credit {
        Credit::Copy(agency) => Some(agency),
        Credit::Help => None,
    }
}

/// "en" of "en-GB"; none of what is no code.
fn primary(code: &str) -> Option<String> {
    let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| primary.to_lowercase())
}

/// Words below which the language is not guessed: the detector errs on short texts.
const ENOUGH_WORDS: usize = 12;

/// Characters that the language is told from.
const TOLD_FROM: usize = 600;

fn tell_language(text: &str) -> Option<String> {
    let start: String = text.chars().take(TOLD_FROM).collect();
    if start.split_whitespace().count() < ENOUGH_WORDS && start.is_ascii() {
        return None;
    }
    let told = whatlang::detect(&start).filter(whatlang::Info::is_reliable)?;
    let code = match told.lang() {
        whatlang::Lang::Eng => "en",
        whatlang::Lang::Fra => "fr",
        whatlang::Lang::Deu => "de",
        whatlang::Lang::Spa => "es",
        whatlang::Lang::Por => "pt",
        whatlang::Lang::Ita => "it",
        whatlang::Lang::Rus => "ru",
        whatlang::Lang::Ukr => "uk",
        whatlang::Lang::Cmn => "zh",
        whatlang::Lang::Jpn => "ja",
        whatlang::Lang::Kor => "ko",
        whatlang::Lang::Ara => "ar",
        whatlang::Lang::Pes => "fa",
        whatlang::Lang::Tur => "tr",
        whatlang::Lang::Hin => "hi",
        whatlang::Lang::Urd => "ur",
        whatlang::Lang::Ben => "bn",
        whatlang::Lang::Pol => "pl",
        whatlang::Lang::Nld => "nl",
        whatlang::Lang::Heb => "he",
        whatlang::Lang::Ind => "id",
        whatlang::Lang::Vie => "vi",
        whatlang::Lang::Tha => "th",
        other => other.code(),
    };
    Some(code.to_owned())
}
