//! Agencies' messages of the telegraph's time: IPTC 7901 and ANPA-1312. Headline, author, text and time of sending.
//!
//! Head and tail are the wire's and are marked as such; the text is joined, since wires break it at a column.

use super::{Refusal, RefusalKind, names, wrapped};
use crate::record::{Draft, Published};
use crate::resources::{Lexicon, Resources};

const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';
/// The code that head and tail are marked with.
pub(super) const FRAME: &str = "wire";

pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Result<Draft, Refusal> {
    let lexicon = &resources.lexicon;
    let text = String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned())
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let draft = if bytes.starts_with(&[0x16, 0x16]) || super::head::is_anpa(bytes) { anpa(lexicon, &text) } else { iptc(lexicon, &text) };
    if draft.text.trim().is_empty() {
        return Err(Refusal::new(RefusalKind::Empty, "an agency's message without text"));
    }
    Ok(draft)
}

fn shown(line: &str) -> String {
    line.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// Words in capitals that say what a message is, on a line of their own above the headline.
fn is_signal(line: &str) -> bool {
    let bare = line.trim_end_matches(['=', '/', ' ', ':']).trim_matches(['(', ')', '[', ']']);
    !bare.is_empty()
        && bare.split_whitespace().count() <= 4
        && bare.chars().any(char::is_alphabetic)
        && bare.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '/' | '\'' | '.'))
        || ["1st lead", "2nd lead", "3rd lead"].iter().any(|lead| bare.to_lowercase().starts_with(lead))
}

/// "By Jon Falk, mw" without the sign of the agency behind it.
fn author(lexicon: &Lexicon, line: &str) -> Option<String> {
    let line = line.trim_end_matches(['=', ' ']);
    let name = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let name = match name.rsplit_once(',') {
        Some((name, sign)) if sign.trim().len() <= 5 && sign.chars().all(|c| c.is_lowercase() || c.is_whitespace()) => name,
        _ => name,
    };
    Some(names::people(lexicon, name).unwrap_or_else(|| name.trim().to_owned()))
}

/// "BC-Torven-Dam,1st Ld-Writethru,0120": the name of a story among its agency's, with its number of words.
fn is_slug(line: &str) -> bool {
    let line = line.trim_start_matches('^').trim_end_matches(['<', ' ']);
    let counted =
        line.rsplit_once(',').is_some_and(|(_, count)| (3..=4).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit()));
    let cycle = line.get(..3).is_some_and(|cycle| ["BC-", "AM-", "PM-"].iter().any(|known| known.eq_ignore_ascii_case(cycle)));
    (cycle && !line.trim_end().contains(' ')) || (counted && (cycle || line.contains('-') || !line.contains(' ')))
}

/// "U I CPA 05-03-30 09:30": service, day and hour on their way.
fn is_route(line: &str) -> bool {
    line.chars().any(|c| c.is_ascii_digit()) && !line.chars().any(char::is_lowercase) && line.split_whitespace().all(|word| word.len() <= 8)
}

/// "Talks end" of "URGENT Talks end": the word that says how urgent it is stands before some headlines.
fn unsignalled<'a>(lexicon: &Lexicon, line: &'a str) -> &'a str {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let loud = |word: &str| !word.chars().any(char::is_lowercase);
    if loud(first) && !loud(rest) && lexicon.pages.is_signal(first.trim_end_matches(':')) { rest.trim_start() } else { line }
}

/// A line to editors: "Eds: ADDS quote".
fn is_to_editors(line: &str) -> bool {
    let line = line.trim_start_matches('^').to_lowercase();
    ["eds:", "eds.", "editors:", "with photo", "with graphic"].iter().any(|start| line.starts_with(start))
}

/// Letters within which a dateline ends.
const DATELINE: usize = 60;

/// Is this the first line of a text: indented, or opened by a dateline, "TORVEN (TW) _ The …"?
fn is_lead(line: &str) -> bool {
    let indented = line.starts_with('\t') || line.starts_with("   ");
    let start: String = shown(line).chars().take(DATELINE).collect();
    let dated = [") - ", ") _ ", ") – ", ") — ", ") -- ", " _ ", " -- ", " — "].iter().filter_map(|mark| start.find(mark)).min();
    let placed = dated.is_some_and(|at| start[..at].split_whitespace().count() <= 7);
    !line.trim().is_empty() && (indented || (placed && start.starts_with(char::is_uppercase)))
}

/// Source and number, slug, headline with a sign behind it, text, sign-off, time.
fn iptc(lexicon: &Lexicon, text: &str) -> Draft {
    // What stands behind the sign for the text's end is a line of its own.
    let text = text.replace(END_OF_TEXT, &format!("{END_OF_TEXT}\n"));
    let lines: Vec<&str> = text.split('\n').collect();
    let mut draft = Draft::default();
    let first = lines.iter().position(|line| !shown(line).is_empty()).unwrap_or(0);
    // The head ends with the first empty line behind a headline, or at the last line that ends with its sign.
    let signed = lines.iter().skip(first).take(20).rposition(|line| shown(line).ends_with('=')).map(|at| first + at);
    let marked = lines.iter().take(first + 20).position(|line| line.contains(START_OF_TEXT));
    let slug = (first + 1..lines.len().min(first + 6)).find(|&at| shown(lines[at]).ends_with('/') || is_slug(&shown(lines[at])));
    let called = lines.get(first).is_some_and(|line| shown(line).starts_with("ZCZC"));
    let head_end = signed.or_else(|| {
        if called {
            return (first + 2..lines.len().min(first + 14)).find(|&at| is_lead(lines[at])).map(|at| at - 1);
        }
        let from = marked.or(slug.map(|slug| slug + 1))?;
        // Some leave no line between head and text.
        (from..lines.len().min(from + 12))
            .find(|&at| shown(lines[at]).is_empty() || (at > from && is_lead(lines[at])))
            .map(|at| at.saturating_sub(1))
    });
    let head_end = head_end.map_or(first + 1, |at| at + 1).min(lines.len());
    // The sign for the text's beginning can stand on the first line, which is no headline.
    let marked = marked.map(|at| at + usize::from(super::head::is_wire_head(&shown(lines[at]))));
    let heading = marked.or(slug.map(|slug| slug + 1)).unwrap_or(first + 1).min(head_end);
    let mut title = Vec::new();
    for line in lines[heading..head_end].iter().map(|line| shown(line)).filter(|line| !line.is_empty()) {
        // "(With photo)", "=(Roundup)=" are to editors; the line of a message's route has no small letter.
        let is_aside = line.trim_matches(['=', ' ']).starts_with('(') && line.trim_matches(['=', ' ']).ends_with(')');
        if is_aside || (called && title.is_empty() && is_route(&line)) {
            continue;
        }
        if let Some(author) = author(lexicon, &line) {
            draft.byline.get_or_insert(author);
        } else if draft.byline.is_none() && !line.ends_with('/') && !is_signal(&line) && !is_slug(&line) && !is_to_editors(&line) {
            title.push(unsignalled(lexicon, line.trim_matches(['=', ' '])).to_owned());
        }
    }
    draft.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    // The tail begins at a sign of it, or with the last lines that are no sentence.
    let end = tail(&lines, head_end);
    for line in &lines[end..] {
        if let Some(name) = shown(line).strip_prefix("Author:") {
            draft.byline.get_or_insert(name.trim().to_owned());
        }
        if let Some(sent) = sent(&shown(line)) {
            draft.published = Some(sent.to_string());
        }
    }
    framed(&mut draft, &lines[..head_end], &lines[head_end..end], &lines[end..]);
    draft
}

/// Where the tail begins: at "#", "* * *", the end of the text, a sign-off of small letters, or the time.
fn tail(lines: &[&str], head_end: usize) -> usize {
    let is_sign = |line: &str| {
        let bare = line.trim();
        bare.starts_with("# ")
            || bare == "#"
            || bare.starts_with("* * *")
            || bare.starts_with("-0-")
            || bare == "NNNN"
            || is_signed(bare)
            || bare.starts_with("Author:")
            || line.contains(END_OF_TEXT)
            || sent(&shown(line)).is_some()
    };
    let found = (head_end..lines.len()).find(|&at| is_sign(lines[at]));
    found.unwrap_or(lines.len())
}

/// "mw jf ml", "lo/th/cpa", "mw jf MORE": who wrote, in a few small letters each.
fn is_signed(line: &str) -> bool {
    let small = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_lowercase() || c == '/');
    let words: Vec<&str> = line.split_whitespace().take(12).collect();
    let parts: Vec<&str> = line.split('/').collect();
    let words = match words.split_last() {
        Some((&("MORE" | "END" | "ENDS"), before)) if !before.is_empty() => before,
        _ => &words[..],
    };
    let alone = words.len() == 1 && parts.len() >= 3 && parts.iter().all(|part| (1..=4).contains(&part.len()) && small(part));
    line.len() <= 40 && ((words.len() >= 2 && words.iter().all(|word| small(word))) || alone)
}

/// "041000 dec 21", "131137 GMT Nov 13": day, hour and minute, month and year of sending.
fn sent(line: &str) -> Option<Published> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (time, zone, month, year) = match words[..] {
        [time, month, year] => (time, "", month, year),
        [time, zone, month, year] => (time, zone, month, year),
        _ => return None,
    };
    if time.len() != 6 || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = match year.len() {
        2 if year.bytes().all(|byte| byte.is_ascii_digit()) => format!("{}{year}", if year < "70" { "20" } else { "19" }),
        4 => year.to_owned(),
        _ => return None,
    };
    Published::read(format!("{} {month} {year} {}:{} {zone}", &time[..2], &time[2..4], &time[4..]).trim()).ok()
}

/// Sets text and frame: head and tail stay in the text, each line known as the wire's.
fn framed(draft: &mut Draft, head: &[&str], body: &[&str], tail: &[&str]) {
    let frame =
        |lines: &[&str]| lines.iter().map(|line| shown(line)).filter(|line| line.chars().any(char::is_alphanumeric)).collect::<Vec<_>>();
    let (head, tail) = (frame(head), frame(tail));
    let body: String = body.iter().map(|line| line.replace(|c: char| c.is_control() && c != '\t', "")).collect::<Vec<_>>().join("\n");
    // Blank lines keep the frame's short lines from being joined with the text.
    let parts: Vec<String> =
        head.iter().cloned().chain([wrapped::broken_at_column(&body).trim().to_owned()]).chain(tail.iter().cloned()).collect();
    draft.text = parts.join("\n\n");
    draft.frame = head.into_iter().chain(tail).map(|line| (line, FRAME)).collect();
}

/// Lines that begin with "^" are the head's; a headline ends with "<", who wrote it with "="; the text is indented.
fn anpa(lexicon: &Lexicon, text: &str) -> Draft {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_text = |line: &&str| line.starts_with('\t') || line.starts_with("   ");
    let begin = lines.iter().position(is_text).unwrap_or(lines.len());
    let end = lines
        .iter()
        .rposition(|line| is_text(line) && !line.trim_start().starts_with(['^', END_OF_TEXT]) && !line.contains("GMT<"))
        .map_or(begin, |at| at + 1);
    // Lines that go on are not indented.
    let goes_on = |line: &&&str| !line.trim().is_empty() && !line.starts_with('^') && !line.contains([END_OF_TEXT, '<']);
    let end = end + lines[end..].iter().take_while(goes_on).count();
    let mut draft = Draft::default();
    for line in lines[..begin].iter().map(|line| shown(line)) {
        let bare = line.trim_start_matches('^').trim_end_matches(['<', '=', ' ']).trim();
        if let Some(author) = author(lexicon, bare) {
            draft.byline.get_or_insert(author);
        } else if line.starts_with('^')
            && line.ends_with('<')
            && !is_slug(bare)
            && !is_to_editors(bare)
            && !bare.contains("Photo ")
            && !bare.contains("--")
            && !bare.ends_with('.')
        {
            draft.title.get_or_insert_with(|| bare.to_owned());
        }
    }
    let body: Vec<String> =
        lines[begin..end.max(begin)].iter().map(|line| line.replace("``", "“").replace("''", "”").replace(" _ ", " — ")).collect();
    let body: Vec<&str> = body.iter().map(String::as_str).collect();
    // "AP-WF-06-29-17 2350GMT" closes a message of the AP.
    let closing = lines[end.max(begin)..].iter().map(|line| shown(line)).find_map(|line| {
        let at = line.find("GMT")?;
        let (before, clock) = (&line[..at], line.get(at.checked_sub(4)?..at)?);
        let day: Vec<&str> = before.split_whitespace().next()?.rsplit('-').take(3).collect();
        let &[year, day, month] = day.as_slice() else { return None };
        Published::read(&format!("20{year}-{month}-{day} {}:{} GMT", clock.get(..2)?, clock.get(2..)?)).ok()
    });
    draft.published = closing.map(|time| time.to_string());
    framed(&mut draft, &lines[..begin], &body, &lines[end.max(begin)..]);
    draft
}
