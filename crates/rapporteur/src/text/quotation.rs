//! Which stretches of a text stand in quotation marks: double, single, angle, straight and curly, balanced or not.
//!
//! It says where marks open and close, not whether anyone is speaking: titles and scare quotes are found too.

use super::{Span, paragraphs};

/// One stretch of a text in quotation marks, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What is quoted, marks and white space at its edges left out.
    pub inner: Span,
    /// The same with its marks, as far as it has them.
    pub outer: Span,
    /// Which marks.
    pub marks: Marks,
    /// Is it closed by a mark? One that is not ends with its paragraph.
    pub closed: bool,
    /// Does the next paragraph open with the same marks, and so go on with it?
    pub continues: bool,
}

impl Marks {
    /// The word for them in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Single => "single",
            Self::Angle => "angle",
        }
    }
}

impl Quotation {
    /// The quotations inside this one, in other marks, in order.
    ///
    /// # Example
    /// ```
    /// use rapporteur::text::{paragraphs, quoted};
    /// let text = "“She called it ‘a start’ and left,” he said.";
    /// let outer = quoted(text, &paragraphs(text))[0];
    /// assert_eq!(outer.inside(text)[0].inner.of(text), "a start");
    /// ```
    pub fn inside(self, text: &str) -> Vec<Quotation> {
        let mut found = Vec::new();
        scan(text, self.inner, &mut found);
        found.retain(|inner| inner.marks != self.marks);
        found
    }
}

/// Kinds of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marks {
    /// “ ”, „ “, ” ”, 「 」 and straight double marks.
    Double,
    /// ‘ ’, ‚ ‘, ‹ › and straight single marks.
    Single,
    /// « » and » «.
    Angle,
}

/// The stretches of these paragraphs inside quotation marks, in order, none overlapping another.
///
/// Direction is read from what stands before and after a straight mark. A mark that opens while another is open closes
/// that one. A quotation that is never closed ends with its paragraph; newspapers print speech over several paragraphs
/// so, and whether the next one goes on with it is for the reader of statements to say.
pub fn quoted(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for &paragraph in paragraphs {
        let before = found.len();
        scan(text, paragraph, &mut found);
        // Speech over several paragraphs opens each of them and closes only the last.
        if let Some([last, first]) = before.checked_sub(1).and_then(|last| found.get_mut(last..before + 1)) {
            last.continues = !last.closed && last.marks == first.marks && first.outer.start == paragraph.start;
        }
    }
    found
}

/// What stands in quotation marks, marks left out: the `inner` spans of [`quoted`].
///
/// # Example
/// ```
/// let text = "He said: “We wait.” She called it 'a start'.";
/// let quoted: Vec<_> = rapporteur::text::quotations(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(quoted, ["We wait.", "a start"]);
/// ```
pub fn quotations(text: &str) -> Vec<Span> {
    quoted(text, &paragraphs(text)).into_iter().map(|quotation| quotation.inner).collect()
}

fn scan(text: &str, paragraph: Span, found: &mut Vec<Quotation>) {
    let (base, words) = (paragraph.start as usize, paragraph.of(text));
    // The marks that are open, where they stand, and where what they quote begins.
    let mut open: Option<(Marks, usize, usize)> = None;
    // The character that opened them, and up to where other marks stand within single ones.
    let (mut opener, mut nested) = (None, 0);
    let mut before: Option<char> = None;
    // The next closing single mark that is known, and where none is ahead: each is looked for once.
    let (mut closing, mut none_from): (Option<usize>, usize) = (None, words.len());
    let mut chars = words.char_indices().peekable();
    while let Some((at, mut mark)) = chars.next() {
        let mut past = at + mark.len_utf8();
        // Two single marks in a row are a double one, as archives print it.
        if matches!(mark, '\'' | '`') && chars.peek().is_some_and(|&(_, next)| next == mark) {
            (mark, past) = ('"', past + 1);
            chars.next();
        }
        let doubled = chars.peek().is_some_and(|&(_, next)| next == mark);
        if doubled && (mark == '‘' || mark == '’' && opener == Some('“') && open.is_some()) {
            past += mark.len_utf8();
            mark = if mark == '‘' { '“' } else { '”' };
            chars.next();
        }
        let after = chars.peek().map(|&(_, c)| c);
        if at < nested {
            before = Some(mark);
            continue;
        }
        let mut turn = turn(mark, before, after, open.map(|(family, ..)| family), opener);
        if turn == Some((Marks::Single, false)) && before == Some('s') && is_plural_owner(&words[past..]) {
            turn = None;
        }
        match (turn, open) {
            (Some((Marks::Double, true)), Some((Marks::Single, ..))) if closed_within(&words[past..]).is_some() => {
                nested = past + closed_within(&words[past..]).unwrap_or(0);
            }
            (Some((family, true)), Some((current, ..))) if family == Marks::Single && current != Marks::Single => {}
            (Some((family, true)), _) => {
                // A single mark must close within its paragraph, or it is an apostrophe.
                let inside = past;
                let mut closes = || {
                    if closing.is_none_or(|at| at <= inside) && inside < none_from {
                        closing = closes(&words[inside..]).map(|at| inside + at);
                        none_from = if closing.is_none() { inside } else { none_from };
                    }
                    closing.is_some_and(|at| at > inside)
                };
                if family != Marks::Single || closes() {
                    if let Some((marks, mark, start)) = open {
                        push(text, marks, [base + mark, base + start, base + at, base + at], false, found);
                    }
                    open = Some((family, at, inside));
                    opener = Some(mark);
                }
            }
            (Some((family, false)), Some((current, opened, start))) if family == current => {
                push(text, current, [base + opened, base + start, base + at, base + past], true, found);
                open = None;
            }
            _ => {}
        }
        before = Some(mark);
    }
    if let Some((marks, mark, start)) = open {
        let end = paragraph.end as usize;
        push(text, marks, [base + mark, base + start, end, end], false, found);
    }
}

fn push(text: &str, marks: Marks, [mark, start, end, past]: [usize; 4], closed: bool, found: &mut Vec<Quotation>) {
    let inner = Span::new(start, end).trimmed(text);
    if !inner.is_empty() {
        found.push(Quotation { inner, outer: Span::new(mark, past).trimmed(text), marks, closed, continues: false });
    }
}

/// What a character does here: opens (true) or closes (false) a quotation of a family, or nothing. The same character opens in one language and closes in
/// another, so what opened decides: “…”, „…“, „…”, ”…”; «…», »…«; ‘…’, ‚…‘.
fn turn(mark: char, before: Option<char>, after: Option<char>, open: Option<Marks>, opener: Option<char>) -> Option<(Marks, bool)> {
    let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | ':' | '/'));
    let free_after = after.is_none_or(|c| !c.is_alphanumeric());
    let opened_by = |family: Marks, marks: &[char]| open == Some(family) && opener.is_some_and(|opener| marks.contains(&opener));
    match mark {
        '“' if opened_by(Marks::Double, &['„', '‟']) => Some((Marks::Double, false)),
        '“' | '„' | '‟' => Some((Marks::Double, true)),
        '”' => Some((Marks::Double, open != Some(Marks::Double) && free_before && !free_after)),
        '「' | '『' => Some((Marks::Double, true)),
        '」' | '』' => Some((Marks::Double, false)),
        '‹' => Some((Marks::Single, !opened_by(Marks::Single, &['›']))),
        '›' => Some((Marks::Single, !opened_by(Marks::Single, &['‹']) && free_before && !free_after)),
        '«' => Some((Marks::Angle, !opened_by(Marks::Angle, &['»']))),
        '»' => Some((Marks::Angle, open != Some(Marks::Angle) && free_before && !free_after)),
        '"' | '＂' => {
            let opens = free_before && after.is_some_and(|c| !c.is_whitespace());
            let closes = before.is_some_and(|c| !c.is_whitespace()) && free_after;
            // Right behind a digit it is an inch or a second: 15" or 17".
            let measure = before.is_some_and(|c| c.is_ascii_digit()) && open != Some(Marks::Double);
            (!measure).then_some((Marks::Double, if opens == closes { open != Some(Marks::Double) } else { opens }))
        }
        '‘' if opened_by(Marks::Single, &['‚']) => Some((Marks::Single, false)),
        '‚' if free_before && after.is_some_and(char::is_alphanumeric) => Some((Marks::Single, true)),
        '‘' => Some((Marks::Single, true)),
        '’' | '\'' if open == Some(Marks::Single) && free_after && before.is_some_and(|c| !c.is_whitespace()) => {
            Some((Marks::Single, false))
        }
        '\'' if free_before && after.is_some_and(char::is_alphanumeric) => Some((Marks::Single, true)),
        _ => None,
    }
}

/// Characters behind double marks within which single ones around them must close, so that no text costs more than its length.
const NESTED: usize = 2000;

/// Where double marks that open here close again, if they stand within single ones: that is, if a single mark beside punctuation closes behind them
/// before others open. An apostrophe does not stand so.
fn closed_within(rest: &str) -> Option<usize> {
    let close = rest.find(['”', '“', '"', '„'])?;
    let past = close + rest[close..].chars().next().map_or(0, char::len_utf8);
    let (mut before, mut chars) = (' ', rest[past..].chars().take(NESTED).peekable());
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let beside = matches!(before, '.' | ',' | '!' | '?' | '…' | '”' | '"')
            || after.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'));
        if matches!(c, '’' | '\'') && !before.is_whitespace() && after.is_none_or(|c| !c.is_alphanumeric()) && beside {
            return Some(past);
        }
        if matches!(c, '‘' | '„') || c == '“' && before.is_whitespace() && beside {
            return None;
        }
        before = c;
    }
    None
}

/// Is a mark behind an s, with these words after it, the apostrophe of "the sailors’ strike"? So it is where a word follows and a mark beside
/// punctuation closes before another opens.
fn is_plural_owner(rest: &str) -> bool {
    let (mut before, mut chars) = ('s', rest.chars().take(NESTED).peekable());
    if !rest.starts_with(' ') || !rest[1..].starts_with(char::is_alphabetic) {
        return false;
    }
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        match c {
            '‘' | '‹' | '“' | '„' | '«' | '"' => return false,
            '\'' if before.is_whitespace() => return false,
            '’' | '\'' if matches!(before, '.' | ',' | '!' | '?' | '…') && after.is_none_or(|c| !c.is_alphanumeric()) => return true,
            _ => {}
        }
        before = c;
    }
    false
}

/// The next closing single mark ahead in this paragraph.
fn closes(rest: &str) -> Option<usize> {
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '’' | '\'' | '‘' | '›' | '‹') && !before.is_whitespace() && chars.peek().is_none_or(|(_, n)| !n.is_alphanumeric())
        {
            return Some(at);
        }
        before = c;
    }
    None
}
