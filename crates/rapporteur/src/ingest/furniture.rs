//! What stands in a text and is not part of the article: links to other pieces, share buttons, image credits, notices.
//!
//! Lines are judged whole; of the sentences inside a paragraph only the last few, where notices are appended, and what [`super::inline`]
//! knows by its form. Nothing is taken out of the text: the result is spans with reasons.

use super::inline::{inline, is_caption};
use crate::record::{Removal, Why};
use crate::resources::{Furniture, Lexicon, Standing};
use crate::text::{Span, fold, paragraphs, sentences};

/// Furniture has at most this many words; a longer line is prose that happens to begin like one. A guess.
const WORDS: usize = 28;
/// A notice that is known by its first words has at most this many. A guess.
const NOTICE_WORDS: usize = 150;
/// A caption with its credit has at most this many words. A guess: agencies write captions of 20 to 40.
const CAPTION_WORDS: usize = 50;
/// Words of the shortest sentence of an article that furniture in its line leaves. A guess.
const ARTICLE_WORDS: usize = 3;
/// Sentences at the end of the text that may be notices.
const LAST_SENTENCES: usize = 3;

/// The furniture of a text, in order.
pub(super) fn furniture(lexicon: &Lexicon, text: &str) -> Vec<Removal> {
    let lines = paragraphs(text);
    let mut found: Vec<Removal> = lines.iter().flat_map(|&line| of_line(lexicon, text, line)).collect();
    for self_description in self_descriptions(text, &lines) {
        found.retain(|removal| !removal.span.overlaps(self_description));
        found.push(Removal { span: self_description, why: Why::Furniture("notice".to_owned()) });
    }
    let tail = sentences(text);
    for sentence in &tail[tail.len().saturating_sub(LAST_SENTENCES)..] {
        let whole_line = found.iter().any(|removal| removal.span.overlaps(*sentence));
        let notice = |furniture: &Furniture| {
            matches!(furniture.why.as_str(), "notice" | "subscription" | "share" | "copyright") && furniture.place != Standing::Whole
        };
        if !whole_line && let Some(removal) = judge(lexicon, text, *sentence, notice) {
            // What follows a notice inside its paragraph is the notice's.
            let end = lines.iter().find(|line| line.contains(*sentence)).map_or(sentence.end, |line| line.end);
            let rest = Span { start: sentence.end, end };
            let span = if rest.of(text).split_whitespace().count() <= 6 {
                Span { start: sentence.start, end }.trimmed(text)
            } else {
                removal.span
            };
            found.push(Removal { span, ..removal });
        }
    }
    found.sort();
    found
}

/// Lines at the end of a text among which is told who wrote it.
const AUTHOR_LINES: usize = 6;
/// Words of the longest such line. A guess: outlets print one to three sentences.
const AUTHOR_WORDS: usize = 90;
/// What authors are and do, behind their names.
const WRITES: [&str; 28] = [
    "reporter",
    "editor",
    "correspondent",
    "journalist",
    "writer",
    "columnist",
    "covers",
    "covered",
    "reports on",
    "writes",
    "contributor",
    "contributing",
    "fellow",
    "professor",
    "lecturer",
    "researcher",
    "analyst",
    "author of",
    "bureau chief",
    "producer",
    "based in",
    "joined",
    "freelance",
    "founder",
    "news desk",
    "newsroom",
    "co-author",
    "scholar",
];

/// Lines at the end of a text that tell of its authors: "Mara Lind is a reporter in Torven." What stands before them is the article.
pub(super) fn of_authors(text: &str, byline: Option<&str>) -> Vec<Span> {
    let authors: Vec<&str> = byline.unwrap_or_default().split([';', ',']).map(str::trim).filter(|name| name.contains(' ')).collect();
    let lines = paragraphs(text);
    // The first line is the article's, whoever it tells of.
    let behind = lines.len().saturating_sub(AUTHOR_LINES).max(1).min(lines.len());
    let told = |line: &&Span| {
        let words = line.of(text);
        let rest = authors.iter().find_map(|author| words.strip_prefix(*author)).map(fold);
        words.split_whitespace().count() <= AUTHOR_WORDS
            && rest.is_some_and(|rest| {
                let next = rest.split_whitespace().next().unwrap_or_default();
                let opens = matches!(
                    next,
                    "is" | "has" | "was" | "covers" | "writes" | "reports" | "joined" | "leads" | "works" | "specialises" | "specializes"
                );
                opens && WRITES.iter().any(|writes| rest.contains(writes))
            })
    };
    lines[behind..].iter().filter(told).copied().collect()
}

/// Words of the name in a heading such as "About Karsund Shipping". A guess.
const NAME_WORDS: usize = 7;

/// What a body sets under each of its releases: "About NAME: …", or such a heading on a line of its own with the paragraph under it.
fn self_descriptions(text: &str, lines: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let words = line.of(text);
        let Some(rest) = words.strip_prefix("About ").or_else(|| words.strip_prefix("ABOUT ")) else { continue };
        let (name, more) = rest.split_once(':').unwrap_or((rest, ""));
        let count = name.split_whitespace().count();
        let small = |word: &str| matches!(word, "the" | "of" | "and" | "for" | "in" | "de");
        let named = (1..=NAME_WORDS).contains(&count)
            && !name.contains(['.', ',', '?', '!', '“', '"'])
            && name.split_whitespace().all(|word| small(word) || !word.starts_with(char::is_lowercase))
            && name.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
        let under = lines.get(at + 1).filter(|_| more.trim().is_empty());
        if named && (under.is_some() || more.split_whitespace().count() > NAME_WORDS) {
            found.push(*line);
            found.extend(under);
        }
    }
    found
}

/// The furniture of one line: all of it, or what stands within.
fn of_line(lexicon: &Lexicon, text: &str, line: Span) -> Vec<Removal> {
    let within = inline(lexicon, text, line);
    let whole = judge(lexicon, text, line, |_| true);
    let words = line.of(text);
    match whole {
        // "PHOTO: The mayor speaks. Ana Reyes/Agency": a caption that its credit closes is one with it.
        Some(whole) if within.len() == 1 && is_credit(&whole) && is_credit(&within[0]) && within[0].span.end == line.end => vec![whole],
        // Furniture that sentences of the article follow in its line is the furniture alone.
        Some(Removal { why: Why::Furniture(_), .. }) if !within.is_empty() && goes_on(text, line, &within) => within,
        Some(whole) => vec![whole],
        None if words.split_whitespace().count() <= CAPTION_WORDS && is_caption(lexicon, words) => {
            vec![Removal { span: line, why: Why::Furniture("image credit".to_owned()) }]
        }
        None => within,
    }
}

fn is_credit(removal: &Removal) -> bool {
    removal.why == Why::Furniture("image credit".to_owned())
}

/// Is what is left of a line beside the furniture within it a sentence, or more?
fn goes_on(text: &str, line: Span, within: &[Removal]) -> bool {
    let mut starts: Vec<u32> = within.iter().map(|removal| removal.span.end).collect();
    starts.insert(0, line.start);
    let ends = within.iter().map(|removal| removal.span.start).chain([line.end]);
    starts.into_iter().zip(ends).filter(|(start, end)| start < end).any(|(start, end)| {
        let rest = Span { start, end }.of(text).trim();
        rest.split_whitespace().count() >= ARTICLE_WORDS && rest.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '?'])
    })
}

fn judge(lexicon: &Lexicon, text: &str, line: Span, wanted: impl Fn(&Furniture) -> bool) -> Option<Removal> {
    let words = line.of(text);
    let because = |why| Some(Removal { span: line, why });
    if words.starts_with("http") && words.len() < 400 && !words.ends_with('.') {
        return because(Why::Address);
    }
    if is_day(words) {
        return because(Why::DateStamp);
    }
    if lexicon.pages.is_stump(words) {
        return because(Why::DateStamp);
    }
    let count = words.split_whitespace().count();
    if count > NOTICE_WORDS {
        return None;
    }
    if is_script_name(words) {
        return because(Why::Furniture("script".to_owned()));
    }
    let folded = fold(words);
    if is_greeting(&folded) {
        return because(Why::Furniture("subscription".to_owned()));
    }
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '©' | '.' | '|'));
    let led = |furniture: &Furniture| {
        let rest = bare.strip_prefix(furniture.phrase.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || !furniture.phrase.ends_with(char::is_alphanumeric))
    };
    let short = count <= WORDS;
    // "Posted on Monday at 5 p.m.", but not "Posted on a wall by the mayor, the list …": a stamp holds digits.
    let stamped = |furniture: &Furniture| {
        !furniture.phrase.ends_with(" on") || furniture.why != "notice" || bare.contains(|c: char| c.is_ascii_digit())
    };
    let hit = lexicon.furniture.iter().filter(|furniture| wanted(furniture)).find(|furniture| match furniture.place {
        Standing::Opens => led(furniture),
        Standing::Begins => short && led(furniture) && stamped(furniture),
        Standing::Whole => short && bare == furniture.phrase,
        Standing::Holds => short && bare.contains(furniture.phrase.as_str()),
        Standing::Label | Standing::Phrase | Standing::Ends => false,
    })?;
    because(Why::Furniture(hit.why.clone()))
}

/// "Thank you for visiting outlet.example. Your browser …": the site greets its reader. Hosts greet guests in such words, too, but name no site.
fn is_greeting(folded: &str) -> bool {
    let Some(rest) = ["thank you for visiting ", "thanks for visiting "].iter().find_map(|start| folded.strip_prefix(start)) else {
        return false;
    };
    let site = |word: &str| {
        let bare = word.trim_end_matches(['.', ',', '!']);
        matches!(bare, "site" | "website" | "page") || bare.split_once('.').is_some_and(|(name, ending)| name.len() > 1 && ending.len() > 1)
    };
    rest.split_whitespace().take(3).any(site)
}

/// One word with a capital inside it and a small letter before: the name of a script or a style, not of a thing.
fn is_script_name(line: &str) -> bool {
    let plain = line.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
    let humps = line.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
    plain && line.starts_with(|c: char| c.is_ascii_lowercase()) && (humps > 0 || line.contains('_'))
}

/// A line that is nothing but a day, with or without a time or a word before it.
fn is_day(line: &str) -> bool {
    let bare = line.trim_start_matches("date ").trim_start_matches("Date: ").trim();
    line.len() < 40
        && line.chars().any(|c| c.is_ascii_digit())
        && crate::record::Published::read(bare).is_ok_and(|read| read.grain() >= crate::record::Grain::Day)
}

/// "- 2 -", "Page 2 of 14", "2/14": a line that is nothing but the number of its page. A bare number can be anything.
pub(super) fn is_page_number(line: &str) -> bool {
    let folded = fold(line.trim());
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '[' | ']' | '|'));
    let number = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let of = |told: &str| {
        let halves = ["/", " of ", " von ", " de ", " sur ", " из "].into_iter().filter_map(|joint| told.split_once(joint));
        halves.into_iter().any(|(one, other)| number(one.trim()) && number(other.trim()))
    };
    match ["page ", "p. ", "pg. ", "seite ", "página ", "стр. "].iter().find_map(|name| bare.strip_prefix(name)) {
        Some(told) => number(told.trim()) || of(told),
        None => of(bare) || bare.len() < folded.len() && number(bare),
    }
}
