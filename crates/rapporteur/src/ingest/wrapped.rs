//! Text that is broken at a column, as mail, wires and printed papers are: the lines of a paragraph are joined again.
//!
//! Lines that go on are told by their length: each would have run over the column with the next line's first word. Where only
//! some lines are so, the breaks are the author's and stay.

/// The columns at which text is broken: characters of its longest lines. Mail has 72 to 78, wires 69, some papers 45.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=110;
/// Text is broken at a column when so many of a hundred line ends are forced by it. Prose with a paragraph a line has
/// almost none; wires with short paragraphs and no blank lines have 65. A guess between.
const FORCED: usize = 60;
/// Forced line ends within a sentence that are enough. One can be chance.
const ENOUGH: usize = 2;
/// Lengths that are tried as the column, longest first.
const COLUMNS_TRIED: usize = 6;
/// Passes after which a text is left as it is; each pass joins lines, and the second finds nothing in all but odd texts.
const PASSES: usize = 8;

/// The text with broken paragraphs joined; the same where it is not broken. Lines are kept, their edges trimmed where joined.
pub(super) fn unwrapped(text: &str) -> String {
    let mut text = unquoted(text);
    for _ in 0..PASSES {
        match joined(&text) {
            Some(joined) => text = joined,
            None => break,
        }
    }
    text
}

/// A text of which it is known that it was broken at a column, as wires are: lines that end within a sentence go on, however
/// few there are.
pub(super) fn broken_at_column(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut last = "";
    for line in unwrapped(text).lines() {
        let words = line.trim();
        let indented = line.starts_with(['\t', ' ']);
        let goes_on = last.chars().count() >= SHORTEST && !words.is_empty() && !indented && !ends_sentence(last) && !begins_item(words);
        if !whole.is_empty() {
            whole.push(if goes_on { ' ' } else { '\n' });
        }
        whole.push_str(if goes_on { words } else { line });
        // A line that was joined already is long and has ended.
        last = line.trim();
    }
    whole
}

/// Letters of the shortest line that a column breaks.
const SHORTEST: usize = 40;

/// The marks of quoted mail, "> ", at the beginning of lines: where all lines have them, they say nothing and go; where some
/// have, those lines are joined among themselves and each paragraph keeps one.
fn unquoted(text: &str) -> String {
    let level = |line: &str| line.trim_start().starts_with('>');
    let filled = || text.split('\n').filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| level(line)).count();
    if quoted < QUOTED {
        return text.to_owned();
    }
    let bare = |line: &str| {
        let rest = line.trim_start().strip_prefix('>').unwrap_or(line);
        rest.strip_prefix(' ').unwrap_or(rest).to_owned()
    };
    if quoted == filled().count() {
        return unquoted(&text.split('\n').map(bare).collect::<Vec<_>>().join("\n"));
    }
    let mut parts: Vec<String> = Vec::new();
    let lines: Vec<&str> = text.split('\n').collect();
    for run in lines.chunk_by(|one, other| level(one) == level(other)) {
        if level(run[0]) {
            let inner = unwrapped(&run.iter().map(|line| bare(line)).collect::<Vec<_>>().join("\n"));
            parts.extend(inner.split('\n').map(|line| if line.trim().is_empty() { String::new() } else { format!("> {line}") }));
        } else {
            parts.extend(run.iter().map(|line| (*line).to_owned()));
        }
    }
    parts.join("\n")
}

/// Quoted lines below which their marks are left alone.
const QUOTED: usize = 3;

/// Blanks at the beginning of a line that count as its own; more are those of a list or a centred line.
const INDENT: usize = 8;

/// Blanks by which the lines of an item stand behind its mark.
const HANGING: usize = 4;

struct Line<'a> {
    words: &'a str,
    indent: usize,
    length: usize,
}

fn joined(text: &str) -> Option<String> {
    let lines: Vec<Line<'_>> = text
        .split('\n')
        .map(|line| {
            let words = line.trim();
            let indent = line.trim_end().len() - words.len();
            // The first line of an indented paragraph is as long as the others with its indentation.
            Line { words, indent, length: words.chars().count() + indent.min(INDENT) }
        })
        .collect();
    // Line ends inside a block.
    let ends: Vec<usize> = (1..lines.len()).filter(|&at| !lines[at - 1].words.is_empty() && !lines[at].words.is_empty()).collect();
    let mut lengths: Vec<usize> = ends.iter().map(|&at| lines[at - 1].length).collect();
    lengths.sort_unstable_by(|one, other| other.cmp(one));
    // Some lines may be longer: addresses, tables, a line that was mended by hand.
    let longer = 1 + lengths.len() / 8;
    let mut columns: Vec<usize> = lengths.into_iter().take(longer + 1).filter(|length| COLUMNS.contains(length)).collect();
    columns.dedup();
    let within = |at: usize| !ends_sentence(lines[at - 1].words);
    let first = |at: usize| lines[at].words.split_whitespace().next().unwrap_or_default().chars().count();
    let forced_by = |column: usize, at: usize| lines[at - 1].length + 1 + first(at) > column.saturating_sub(1);
    let is_column = |column: usize| {
        let forced = ends.iter().filter(|&&at| forced_by(column, at)).count();
        let inside = ends.iter().filter(|&&at| forced_by(column, at) && within(at)).count();
        let small = ends.iter().any(|&at| forced_by(column, at) && within(at) && lines[at].words.starts_with(char::is_lowercase));
        forced * 100 >= ends.len() * FORCED && inside >= ENOUGH && small
    };
    let column = columns.into_iter().take(COLUMNS_TRIED).find(|&column| is_column(column));
    let by_indent = column.is_none() && is_indented(&lines, &ends);
    if column.is_none() && !by_indent {
        return None;
    }
    let forced = |at: usize| column.map_or_else(|| lines[at].indent == 0, |column| forced_by(column, at));
    let (mut joined, mut changed) = (String::with_capacity(text.len()), false);
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            let goes_on = !lines[at - 1].words.is_empty()
                && !line.words.is_empty()
                && !begins_item(line.words)
                && (line.indent <= lines[at - 1].indent.max(1) + 1
                    || (begins_item(lines[at - 1].words) && line.indent <= lines[at - 1].indent + HANGING))
                && (forced(at) || (within(at) && line.words.starts_with(char::is_lowercase)));
            if goes_on {
                changed = true;
                // A hyphen at the end may be the word's own: it stays, and the word is whole.
                if !(joined.ends_with('-') && joined.len() > 1 && joined[..joined.len() - 1].ends_with(char::is_alphabetic)) {
                    joined.push(' ');
                }
                joined.push_str(line.words);
                continue;
            }
            joined.push('\n');
        }
        joined.push_str(&text_of(line));
    }
    changed.then_some(joined)
}

/// Are paragraphs told by the indentation of their first lines alone, whatever the length of lines? Two or more are indented alike, no blank line
/// stands between them, and the lines that are not indented go on within a sentence.
fn is_indented(lines: &[Line<'_>], ends: &[usize]) -> bool {
    let indents: Vec<usize> = lines.iter().map(|line| line.indent).filter(|&indent| indent > 0).collect();
    let alike = indents.windows(2).all(|pair| pair[0] == pair[1]) && indents.first().is_some_and(|indent| (2..=INDENT).contains(indent));
    let flush: Vec<usize> = ends.iter().copied().filter(|&at| lines[at].indent == 0).collect();
    let within = flush.iter().filter(|&&at| !ends_sentence(lines[at - 1].words)).count();
    let small = flush.iter().filter(|&&at| lines[at].words.starts_with(char::is_lowercase)).count();
    let long = flush.iter().filter(|&&at| lines[at - 1].length >= *COLUMNS.start()).count();
    indents.len() >= 2 && alike && small >= ENOUGH && within * 100 >= flush.len() * 80 && long * 100 >= flush.len() * 80
}

/// A line with its indentation, which may begin a paragraph.
fn text_of(line: &Line<'_>) -> String {
    format!("{}{}", " ".repeat(line.indent.min(12)), line.words)
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    bare.ends_with(['.', '!', '?', ':', '…'])
}

/// "- ", "* ", "1. ", "(a) ": an item of a list begins its own line.
fn begins_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    matches!(first, "-" | "*" | "•" | "–" | "—" | "o" | ">" | "|")
        || first.starts_with(['•', '>', '|'])
        || (first.len() <= 4
            && first.ends_with(['.', ')'])
            && first.trim_matches(['(', ')', '.']).bytes().all(|byte| byte.is_ascii_digit())
            && first.len() > 1)
}
