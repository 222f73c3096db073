//! The words of a claim and of a wording, made ready to be laid under each other.

use crate::extract::Meanings;
use crate::text::{Span, fold, words};

/// One word, by the form it is compared under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) span: Span,
    /// Folded: lower case, straight apostrophes.
    pub(super) form: String,
    /// Does it begin with a capital letter?
    pub(super) capital: bool,
}

/// What a claim is made of, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word that must stand in the record.
    Word(Lexeme),
    /// An ellipsis: something was left out here.
    Gap,
    /// Words in square brackets, which an editor put in, perhaps for others.
    Put(Vec<Lexeme>),
}

/// The words of spans of a text.
pub(super) fn lexemes(text: &str, spans: &[Span]) -> Vec<Lexeme> {
    spans.iter().flat_map(|&span| within(text, span)).collect()
}

fn within(text: &str, span: Span) -> impl Iterator<Item = Lexeme> {
    let part = span.of(text);
    words(part).into_iter().flat_map(move |word| {
        let printed = word.span.of(part);
        let lexeme = Lexeme {
            span: Span { start: word.span.start + span.start, end: word.span.end + span.start },
            form: plain(fold(printed)),
            capital: printed.starts_with(char::is_uppercase),
        };
        // "2.5%" has a word that no letters spell.
        let sign = part[word.span.end as usize..].starts_with('%').then(|| Lexeme {
            form: "percent".to_owned(),
            capital: false,
            ..lexeme.clone()
        });
        std::iter::once(lexeme).chain(sign)
    })
}

/// Do words of a wording stand in square brackets, so that an editor put them in?
pub(super) fn is_put(text: &str, word: &Lexeme) -> bool {
    let before = text.get(..word.span.start as usize).unwrap_or_default();
    let after = text.get(word.span.end as usize..).unwrap_or_default();
    let opens = before.rfind(['[', ']', '\n']).is_some_and(|at| before[at..].starts_with('['));
    opens && after.find(['[', ']', '\n']).is_some_and(|at| after[at..].starts_with(']'))
}

/// A number without the commas that part its thousands: 1,204 is 1204.
fn plain(form: String) -> String {
    let mut groups = form.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit()));
    let rest = groups.clone().all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    if first && rest && groups.next().is_some() { form.replace(',', "") } else { form }
}

/// The same with contractions as the words they stand for, which share a span; a number with the word that multiplies it as figures ("31 thousand" as
/// 31000), and the day before its month ("June 4" as "4 June").
pub(super) fn expanded(meanings: &Meanings, lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let parts = |lexeme: Lexeme| {
        let forms = meanings.expanded(&lexeme.form);
        forms.into_iter().map(move |form| Lexeme { form, ..lexeme.clone() })
    };
    let mut words: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    for lexeme in lexemes.into_iter().flat_map(parts) {
        let product = words.last().and_then(|number| meanings.multiplied(&number.form, &lexeme.form));
        match (product, words.last_mut()) {
            (Some(form), Some(number)) => {
                number.form = form;
                number.span.end = lexeme.span.end;
            }
            _ => words.push(lexeme),
        }
    }
    let day = |word: &Lexeme| word.form.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    for at in 1..words.len() {
        let dated = at < 2 || !day(&words[at - 2]);
        if dated && meanings.is_month(&words[at - 1].form) && day(&words[at]) {
            words.swap(at - 1, at);
        }
    }
    words
}

/// The pieces of a quotation in a claim. A bracketed letter that begins a word is that letter: "\[T\]he" is "the".
pub(super) fn pieces(text: &str, span: Span) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut put: Option<Vec<Lexeme>> = None;
    let mut at = span.start as usize;
    let all: Vec<Lexeme> = within(text, span).collect();
    let mut next = 0;
    while next < all.len() {
        let mut lexeme = all[next].clone();
        marks(&text[at..lexeme.span.start as usize], &mut found, &mut put);
        at = lexeme.span.end as usize;
        next += 1;
        if let Some(rest) = all.get(next).filter(|rest| is_letter_in_brackets(text, &lexeme, rest)) {
            put = None;
            lexeme.form += &rest.form;
            lexeme.span.end = rest.span.end;
            at = rest.span.end as usize;
            next += 1;
        }
        match &mut put {
            Some(words) => words.push(lexeme),
            None => found.push(Piece::Word(lexeme)),
        }
    }
    marks(&text[at..span.end as usize], &mut found, &mut put);
    found.extend(put.map(Piece::Put));
    // An ellipsis in brackets is an ellipsis; nothing in brackets is nothing.
    found.retain(|piece| !matches!(piece, Piece::Put(words) if words.is_empty()));
    found.dedup_by(|a, b| *a == Piece::Gap && *b == Piece::Gap);
    found
}

/// "\[T\]he": one letter in brackets right before the rest of its word.
fn is_letter_in_brackets(text: &str, letter: &Lexeme, rest: &Lexeme) -> bool {
    let before = text[..letter.span.start as usize].ends_with('[');
    let between = text.get(letter.span.end as usize..rest.span.start as usize) == Some("]");
    before && between && letter.form.chars().count() == 1
}

/// What the marks between two words say: an ellipsis, a bracket that opens or closes.
fn marks(between: &str, found: &mut Vec<Piece>, put: &mut Option<Vec<Lexeme>>) {
    if between.contains('…') || between.contains("...") || between.contains(". . .") {
        found.push(Piece::Gap);
    }
    for mark in between.chars() {
        match mark {
            '[' => *put = Some(Vec::new()),
            ']' => found.extend(put.take().map(Piece::Put)),
            _ => {}
        }
    }
}

/// Does a sentence end between two words of a text? A stop after a short word with a capital is an abbreviation's.
pub(super) fn ends_between(text: &str, before: &Lexeme, after: &Lexeme) -> bool {
    let Some(between) = text.get(before.span.end as usize..after.span.start as usize) else { return true };
    let abbreviation = before.capital && before.form.chars().count() <= 3;
    between.contains(['!', '?', '\n']) || (between.contains('.') && !abbreviation && after.capital)
}

/// Does a mark that parts clauses stand between two words?
pub(super) fn parted_between(text: &str, before: &Lexeme, after: &Lexeme) -> bool {
    text.get(before.span.end as usize..after.span.start as usize)
        .is_none_or(|between| between.contains([',', ';', ':', '—', '–', '(', ')', '“', '”', '"']) || between.contains(" - "))
}
