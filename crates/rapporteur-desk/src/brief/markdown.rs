//! A brief in Markdown. Words from reports are escaped, so that no report can write the page.

use super::annex::Cited;
use super::phrases::Phrases;
use super::{Band, Front, Page, Section, Sheet};
use crate::interchange::cited::day;
use rapporteur::brief::{Carried, Citation, Head, OriginGroup, Reading, Said, StoryBrief, Thread};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Characters of Markdown and HTML that words from outside may not use.
const ESCAPED: &str = "\\`*_{}[]<>#|~&!";

/// Words from outside, so that they are words on the page and nothing else.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if ESCAPED.contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// Undoes [`escape`].
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next)) if ESCAPED.contains(next) => {
                plain.push(next);
                chars.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// What stands under a heading that has nothing under it.
pub(super) const NONE: &str = "None found.";

/// The page.
pub(super) fn page(laid: &Page<'_>) -> String {
    let mut page = format!("# {}\n", escape(laid.title));
    if let Some(front) = laid.front {
        // Writing to a string cannot fail.
        _ = write_front(&mut page, front, &laid.phrases, laid.annex.is_some());
    }
    for sheet in &laid.sheets {
        if laid.front.is_some() {
            _ = write!(page, "\n<a id=\"{}\"></a>\n", sheet.story.story);
        }
        _ = write_story(&mut page, sheet, &laid.phrases, laid.annex.is_some());
    }
    if let Some(annex) = laid.annex {
        _ = write_annex(&mut page, annex, &laid.phrases);
    }
    page
}

/// What the line of a day's brief begins with that says of which news it is.
pub(super) const NEWS: &str = "News: `";
/// What stands over reports whose day is not known.
pub(super) const UNDATED: &str = "Reports whose day is not known";

fn write_front(page: &mut String, front: &Front<'_>, phrases: &Phrases, annexed: bool) -> std::fmt::Result {
    writeln!(page, "\n{NEWS}{}`, {}\n", front.asked(), front.meaning())?;
    for band in Band::ALL {
        writeln!(page, "- [{}](#{}): {}", phrases.say(band.heading()), band.label(), front.of(band).count())?;
        for entry in front.of(band).filter(|entry| entry.band != Band::Same) {
            writeln!(page, "  - [{}](#{})", escape(&entry.story.headline), entry.story.story)?;
        }
    }
    if front.undated.1 > 0 {
        writeln!(page, "- [{}](#undated): {}", phrases.say(UNDATED), front.undated.1)?;
    }
    for band in Band::ALL {
        writeln!(page, "\n<a id=\"{}\"></a>\n\n## {}\n", band.label(), phrases.say(band.heading()))?;
        if front.of(band).next().is_none() {
            writeln!(page, "{}", phrases.say(NONE))?;
        }
        for (at, entry) in front.of(band).enumerate() {
            let story = entry.story;
            if band == Band::Same {
                writeln!(page, "- `{}` · {} · {}", story.story, escape(&story.headline), story.counts)?;
                continue;
            }
            if at > 0 {
                writeln!(page)?;
            }
            writeln!(page, "**[{}](#{})** · {}\n", escape(&story.headline), story.story, story.counts)?;
            let quoter = Quoter::of(story, phrases, annexed);
            for line in &entry.lines {
                let words = Some(escape(&line.words)).filter(|words| !words.is_empty());
                let cited = line.cited.as_ref().map(|citation| {
                    let (mark, by) = quoter.led(citation);
                    format!("“{}” — {by} {mark}", escape(&citation.words))
                });
                let told = [words, cited].into_iter().flatten().collect::<Vec<_>>().join(": ");
                writeln!(page, "- {}: {}", phrases.say(line.label), if told.is_empty() { phrases.say(NONE) } else { &told })?;
            }
        }
    }
    if let Some(more) = front.more() {
        writeln!(page, "\n{more}")?;
    }
    if front.undated.1 > 0 {
        writeln!(page, "\n<a id=\"undated\"></a>\n\n## {}\n", phrases.say(UNDATED))?;
        for (report, story) in &front.undated.0 {
            let title = escape(report.title.as_deref().unwrap_or("no headline"));
            let title = address_of(report.url.as_deref()).map_or(title.clone(), |url| format!("[{title}](<{url}>)"));
            let outlet = report.outlet.as_deref().map(|outlet| format!("{}: ", escape(outlet))).unwrap_or_default();
            writeln!(page, "- {outlet}{title} (`{}`, story `{story}`)", report.key)?;
        }
        if let Some(more) = front.more_undated() {
            writeln!(page, "\n{more}")?;
        }
    }
    Ok(())
}

/// The line that an annex begins with; no words from outside can stand so, since they are escaped.
pub(super) const ANNEX: &str = "<a id=\"annex\"></a>";

fn write_annex(page: &mut String, annex: &[Cited], phrases: &Phrases) -> std::fmt::Result {
    writeln!(page, "\n{ANNEX}\n\n## {}\n\n{}", phrases.say(ANNEX_HEADING), phrases.say(ANNEX_NOTE))?;
    for Cited { report, lines, .. } in annex {
        writeln!(page, "\n<a id=\"{}\"></a>\n\n### {}\n", report.key, escape(report.title.as_deref().unwrap_or("no headline")))?;
        let published = report.published.map(|time| spoken(&time.to_string()));
        let address = address_of(report.url.as_deref()).map(|url| format!("<{url}>"));
        let head = [report.outlet.as_deref().map(escape), published, address, Some(format!("`{}`", report.key))];
        writeln!(page, "{}", head.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        for line in lines {
            let mut written = String::new();
            for piece in line {
                for mark in &piece.begin {
                    write!(written, "<a id=\"{mark}\"></a>")?;
                }
                let words = escape(&piece.words);
                if piece.is_cited { write!(written, "<mark>{words}</mark>")? } else { written.push_str(&words) }
            }
            writeln!(page, "\n{}", at_line_start(written.trim()))?;
        }
    }
    Ok(())
}

/// What would begin a list, a rule or a heading at the beginning of a line begins a word.
fn at_line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// What stands over the texts of the cited reports.
pub(super) const ANNEX_HEADING: &str = "Annex: the cited reports";
/// What is said of them.
pub(super) const ANNEX_NOTE: &str = "The texts as they stand in the record; what the brief cites is marked.";

fn write_story<'a>(page: &mut String, sheet: &'a Sheet<'a>, phrases: &'a Phrases, annexed: bool) -> std::fmt::Result {
    let story = sheet.story;
    writeln!(page, "\n## {}\n", escape(&story.headline))?;
    writeln!(page, "`{}` · {} · {}\n", story.story, story.counts, period(story))?;
    let mut quoter = Quoter::of(story, phrases, annexed);
    writeln!(page, "### {}\n", phrases.say("What is reported"))?;
    none(page, phrases, story.summary.is_empty())?;
    for citation in &story.summary {
        quoter.write(page, citation, "")?;
    }
    if !story.threads.is_empty() {
        writeln!(page, "### {}\n", phrases.say(THREADS))?;
        for Thread { head, report } in &story.threads {
            writeln!(page, "- {} · {} · {} (`{report}`)", days(head), head.counts, escape(&head.headline))?;
        }
        writeln!(page)?;
    }
    let [happened, accounts, stands, due] = &sheet.sections;
    quoter.section(page, happened)?;
    writeln!(page, "### {}\n", phrases.say("Who said what"))?;
    none(page, phrases, story.voices.is_empty())?;
    for voice in &story.voices {
        writeln!(page, "**{}**\n", escape(&voice.name))?;
        for said in &voice.said {
            quoter.write(page, &said.citation, &told(said))?;
        }
    }
    writeln!(page, "### {}\n", phrases.say("Where reports differ"))?;
    none(page, phrases, story.numbers.is_empty())?;
    for number in &story.numbers {
        writeln!(page, "#### {}\n", escape(&number.quantity))?;
        for reading in &number.readings {
            writeln!(page, "**{}**\n", escape(&reading.words))?;
            for citation in reading.sentences.iter().take(READING) {
                quoter.write(page, citation, "")?;
            }
            if let Some(more) = more_like_it(reading) {
                writeln!(page, "{more}\n")?;
            }
        }
    }
    for section in [accounts, stands, due] {
        quoter.section(page, section)?;
    }
    for vote in &sheet.votes {
        writeln!(page, "### {} {}\n\n{}\n", phrases.say("Vote on"), escape(&vote.symbol), escape(&vote.words))?;
    }
    writeln!(page, "### {}\n", phrases.say("Only one origin has it"))?;
    none(page, phrases, sheet.own.is_empty())?;
    for citation in &sheet.own {
        quoter.write(page, citation, "")?;
    }
    writeln!(page, "### {}\n", phrases.say("Origins"))?;
    for (number, origin) in story.origins.iter().enumerate() {
        let name = if is_named(origin) { origin_name(origin).to_owned() } else { origin.reports.first().map(titled).unwrap_or_default() };
        writeln!(page, "{}. {}", number + 1, escape(&name))?;
        for report in &origin.reports {
            let title = escape(&titled(report));
            let title = address(report).map_or(title.clone(), |url| format!("[{title}](<{url}>)"));
            // What is not known of a report is said once, with the counts.
            let by =
                [report.outlet.as_deref().map(escape), report.published.as_deref().map(spoken)].into_iter().flatten().collect::<Vec<_>>();
            let by = if by.is_empty() { String::new() } else { format!("{}: ", by.join(", ")) };
            let copied = report.from.as_ref().map(|from| format!(", {} % as in `{from}`", (report.share + 5) / 10)).unwrap_or_default();
            writeln!(page, "   - {by}{title} (`{}`{copied})", report.report)?;
        }
    }
    writeln!(page, "\n### {}\n", phrases.say("Why these reports stand together"))?;
    if sheet.ties.is_empty() {
        writeln!(page, "{}", phrases.say(ONE_ORIGIN))?;
    }
    for tie in &sheet.ties {
        writeln!(page, "- `{}` and `{}`: {}", tie.first, tie.second, escape(&tie.terms.join(", ")))?;
    }
    if let Some(more) = &sheet.more_ties {
        writeln!(page, "\n{}\n", escape(more))?;
    }
    for corrected in &sheet.corrected {
        writeln!(page, "- {}", escape(corrected))?;
    }
    Ok(())
}

fn none(page: &mut String, phrases: &Phrases, is_empty: bool) -> std::fmt::Result {
    if is_empty { writeln!(page, "{}\n", phrases.say(NONE)) } else { Ok(()) }
}

/// What stands over the parts of a long story.
pub(super) const THREADS: &str = "Its parts in time";

/// From the first to the last day of a part.
pub fn days(head: &Head) -> String {
    match (day(head.first.as_deref()), day(head.last.as_deref())) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, last) => first.or(last).unwrap_or_default().to_owned(),
    }
}

/// Why the reports of a story without ties stand together.
pub(super) const ONE_ORIGIN: &str = "They carry one origin's words.";

/// Sentences of one reading that a brief prints; the others say the same.
pub(super) const READING: usize = 2;

/// What is said of the sentences of a reading that are not printed.
pub(super) fn more_like_it(reading: &Reading) -> Option<String> {
    match reading.sentences.len().saturating_sub(READING) {
        0 => None,
        1 => Some("1 more origin has this.".to_owned()),
        more => Some(format!("{more} more origins have this.")),
    }
}

/// The headline of a report, else its first words in quotation marks.
pub(super) fn titled(report: &Carried) -> String {
    let opening = || report.opening.as_deref().filter(|opening| !opening.is_empty()).map(|opening| format!("“{opening}”"));
    report.title.clone().or_else(opening).unwrap_or_else(|| "no headline".to_owned())
}

/// Is the agency or the outlet of an origin known?
pub(super) fn is_named(origin: &OriginGroup) -> bool {
    origin.reports.first().is_some_and(|report| report.credit.is_some() || report.outlet.is_some())
}

/// Who an origin is: the agency that is credited for it, else the outlet that printed it first.
pub fn origin_name(origin: &OriginGroup) -> &str {
    let first = origin.reports.first();
    let credit = first.and_then(|report| report.credit.as_deref());
    credit.or_else(|| first.and_then(|report| report.outlet.as_deref())).unwrap_or("outlet not known")
}

/// The address of a report, where a browser can ask for it and it cannot end the link that it stands in.
pub(super) fn address(report: &Carried) -> Option<&str> {
    address_of(report.url.as_deref())
}

/// An address as [`address`] takes it.
pub(super) fn address_of(url: Option<&str>) -> Option<&str> {
    let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))?;
    (!url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'))).then_some(url)
}

/// Cites sentences, each in full once.
struct Quoter<'a> {
    by: BTreeMap<&'a str, String>,
    addresses: BTreeMap<&'a str, &'a str>,
    annexed: bool,
    phrases: &'a Phrases,
    shown: Shown<'a>,
}

/// What a story's brief has printed: a sentence stands once.
#[derive(Default)]
pub(super) struct Shown<'a>(Vec<&'a Citation>);

impl<'a> Shown<'a> {
    /// Was it printed above, whole or within another, from this report or in the same words from another? From now on it was.
    pub(super) fn is_again(&mut self, citation: &'a Citation) -> bool {
        let stands = |shown: &&Citation| {
            shown.report == citation.report && shown.span.contains(citation.span) || is_same(&shown.words, &citation.words)
        };
        let again = self.0.iter().any(stands);
        self.0.push(citation);
        again
    }
}

/// Have two sentences the same words, but for capitals and marks?
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<Vec<_>>();
    one.len().abs_diff(other.len()) < 8 && letters(one) == letters(other)
}

impl<'a> Quoter<'a> {
    fn of(story: &'a StoryBrief, phrases: &'a Phrases, annexed: bool) -> Self {
        Self { by: names(story), addresses: addresses(story), annexed, phrases, shown: Shown::default() }
    }

    /// A citation's mark, which leads to the words in the annex, else to the report's address, where there is one; and who reports it, which leads to the
    /// address where the mark does not.
    fn led(&self, citation: &Citation) -> (String, String) {
        let (mark, by) =
            (citation.mark(), self.by.get(citation.report.as_str()).map(|by| escape(&on_page(by, citation))).unwrap_or_default());
        match (self.annexed, self.addresses.get(citation.report.as_str())) {
            (true, Some(url)) if !by.is_empty() => (format!("[`{mark}`](#{mark})"), format!("[{by}](<{url}>)")),
            (true, _) => (format!("[`{mark}`](#{mark})"), by),
            (false, Some(url)) => (format!("[`{mark}`](<{url}>)"), by),
            (false, None) => (format!("`{mark}`"), by),
        }
    }

    fn section(&mut self, page: &mut String, section: &'a Section) -> std::fmt::Result {
        writeln!(page, "### {}\n", self.phrases.say(section.heading))?;
        none(page, self.phrases, section.lines.is_empty())?;
        for line in &section.lines {
            writeln!(page, "**{}**\n", escape(&line.head))?;
            for (at, citation) in line.cited.iter().enumerate() {
                self.write(page, citation, if at == 0 { &line.note } else { "" })?;
            }
        }
        if let Some(more) = section.left_out() {
            writeln!(page, "{}\n", escape(&more))?;
        }
        Ok(())
    }

    fn write(&mut self, page: &mut String, citation: &'a Citation, note: &str) -> std::fmt::Result {
        let (mark, by) = self.led(citation);
        let led = format!("{by}{note} {mark}");
        let led = led.trim_start_matches([';', ' ']);
        if self.shown.is_again(citation) {
            writeln!(page, "> {} — {led}\n", self.phrases.say("above"))
        } else {
            writeln!(page, "> {}\n> — {led}\n", escape(&citation.words))
        }
    }
}

/// The addresses of a story's reports, by their keys.
pub(super) fn addresses(story: &StoryBrief) -> BTreeMap<&str, &str> {
    let reports = story.reports();
    reports.filter_map(|report| address(report).map(|url| (report.report.as_str(), url))).collect()
}

/// How often a statement is told, and whether its wordings differ in sense; with what to ask for more.
pub(super) fn told(said: &Said) -> String {
    let Some(times) = crate::told(said.reports, said.origins) else { return String::new() };
    let disputed = if said.disputed { ", wordings differ in sense" } else { "" };
    format!("; {times}{disputed}: {}", said.statement)
}

/// Whom to name for each report: outlet and day, as far as they are known. How many outlets are not known is said once, with the counts.
pub(super) fn names(story: &StoryBrief) -> BTreeMap<&str, String> {
    let name = |report: &Carried| {
        let parts = [report.outlet.clone(), report.published.as_deref().map(spoken)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    story.reports().map(|report| (report.report.as_str(), name(report))).collect()
}

/// Whom to name for a citation, with the page where there is one.
pub(super) fn on_page(by: &str, citation: &Citation) -> String {
    match citation.page {
        Some(page) if by.is_empty() => format!("page {page}"),
        Some(page) => format!("{by}, page {page}"),
        None => by.to_owned(),
    }
}

/// A published time as people read it: "2031-03-03 13:40 +01:00". Seconds are left out, the zone is not.
pub(super) fn spoken(published: &str) -> String {
    match published.split_once('T') {
        Some((day, time)) => {
            let zone = time.find(['Z', '+', '-']).map_or("", |at| &time[at..]);
            format!("{day} {} {}", &time[..time.len().min(5)], if zone == "Z" { "UTC" } else { zone }).trim_end().to_owned()
        }
        None => published.to_owned(),
    }
}

/// From the first to the last report of a story.
pub(super) fn period(story: &StoryBrief) -> String {
    match (&story.first, &story.last) {
        (Some(first), Some(last)) if first != last => format!("{} to {}", spoken(first), spoken(last)),
        (Some(first), _) => spoken(first),
        _ => "published time not known".to_owned(),
    }
}
