//! What a brief cites, for programs that keep references: BibTeX and RIS. One entry a report that is cited, in the order in which they are cited.
//!
//! Entries hold what the record knows and nothing else: no day on which an address was looked at, no author where no byline is printed.

use super::markdown::address_of;
use rapporteur::record::Report;
use std::fmt::Write;

/// The entries in BibTeX, the report's key as the key of each.
pub(super) fn bibtex(reports: &[Report]) -> String {
    let mut page = String::new();
    for report in reports {
        let day = Day::of(report);
        let mut fields = Vec::new();
        let mut field = |name: &'static str, value: Option<String>| fields.extend(value.map(|value| (name, value)));
        let words = |words: &Option<String>| words.as_deref().map(plain).filter(|words| !words.is_empty());
        // Braces within keep a byline from being taken apart as names, and a headline's capitals as they are.
        field("author", words(&report.byline).map(|byline| format!("{{{}}}", in_tex(&byline))));
        field("title", Some(format!("{{{}}}", in_tex(words(&report.title).as_deref().unwrap_or(NO_HEADLINE)))));
        field("howpublished", words(&report.outlet).map(|outlet| in_tex(&outlet)));
        field("year", day.year.clone());
        field("month", day.month.as_deref().map(|month| month.trim_start_matches('0').to_owned()));
        field("date", day.written());
        field("url", address_of(report.url.as_deref()).map(in_tex_address));
        field("language", words(&report.language).map(|language| in_tex(&language)));
        field("note", words(&report.credit).map(|credit| in_tex(&format!("credits {credit}"))));
        // Writing to a string cannot fail.
        _ = writeln!(page, "@misc{{{},", report.key);
        for (name, value) in fields {
            _ = writeln!(page, "  {name} = {{{value}}},");
        }
        page.push_str("}\n\n");
    }
    page.truncate(page.trim_end().len());
    if !page.is_empty() {
        page.push('\n');
    }
    page
}

/// The entries in RIS: lines with a tag of two letters, ended as the format has it.
pub(super) fn ris(reports: &[Report]) -> String {
    let mut page = String::new();
    for report in reports {
        let day = Day::of(report);
        let words = |words: &Option<String>| words.as_deref().map(plain).filter(|words| !words.is_empty());
        let published = day.year.as_ref().map(|year| {
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            format!("{year}/{}/{}/", part(&day.month), part(&day.day))
        });
        let lines = [
            ("TY", Some("NEWS".to_owned())),
            ("AU", words(&report.byline)),
            ("TI", words(&report.title).or_else(|| Some(NO_HEADLINE.to_owned()))),
            ("T2", words(&report.outlet)),
            ("PY", day.year.clone()),
            ("DA", published),
            ("UR", address_of(report.url.as_deref()).map(str::to_owned)),
            ("LA", words(&report.language)),
            ("N1", words(&report.credit).map(|credit| format!("credits {credit}"))),
            ("AN", Some(report.key.clone())),
            ("ER", Some(String::new())),
        ];
        for (tag, value) in lines {
            if let Some(value) = value {
                _ = write!(page, "{tag}  - {value}\r\n");
            }
        }
        page.push_str("\r\n");
    }
    page
}

/// The title of a report without one.
const NO_HEADLINE: &str = "(no headline)";

/// A published time as its numbers, as far as it is known.
struct Day {
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
}

impl Day {
    fn of(report: &Report) -> Self {
        let written = report.published.map(|time| time.to_string()).unwrap_or_default();
        let mut parts = written.split('T').next().unwrap_or_default().split('-').map(str::to_owned).filter(|part| !part.is_empty());
        Self { year: parts.next(), month: parts.next(), day: parts.next() }
    }

    fn written(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.year, &self.month, &self.day].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join("-"))
    }
}

/// Words on one line, without characters that steer a screen.
fn plain(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as TeX prints them: no report can give it an order.
fn in_tex(words: &str) -> String {
    let mut written = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                written.push('\\');
                written.push(c);
            }
            '\\' => written.push_str("\\textbackslash{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            c => written.push(c),
        }
    }
    written
}

/// An address, which styles print as it is: braces, which would end the field, stand as the bytes they are.
fn in_tex_address(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D")
}
