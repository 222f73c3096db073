//! What a brief claims: its quotations with their citations, and its counts; read back from any of its formats.

use super::markdown::unescape;
use rapporteur::text::Span;
use serde_json::Value;

/// One thing that a brief claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// These words stand at this place of this report.
    Quotation { report: String, span: Span, words: String },
    /// Words set as a quotation, with no citation.
    Uncited { words: String },
    /// These counts stand behind this story.
    Counts { story: String, words: String },
}

impl Claim {
    pub(crate) fn name(&self) -> String {
        match self {
            Claim::Quotation { report, span, .. } => format!("{report}:{}-{}", span.start, span.end),
            Claim::Uncited { .. } => "quotation".to_owned(),
            Claim::Counts { story, .. } => story.clone(),
        }
    }

    pub(crate) fn words(&self) -> &str {
        match self {
            Claim::Quotation { words, .. } | Claim::Uncited { words } | Claim::Counts { words, .. } => words,
        }
    }
}

/// All claims of a brief, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    pub(crate) claims: Vec<Claim>,
}

/// Reads a brief in whichever format it is.
pub(crate) fn read(text: &str) -> Claims {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let mut claims = Vec::new();
    match serde_json::from_str(start) {
        Ok(value) => json(&value, &mut claims),
        Err(_) if start.starts_with('<') => html(start, &mut claims),
        Err(_) => markdown(start, &mut claims),
    }
    Claims { claims }
}

/// "r0123456789abcdef:120-260" with the words that should stand there.
fn quotation(mark: &str, words: String) -> Claim {
    let parts = mark.split_once(':').and_then(|(report, place)| {
        let (start, end) = place.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start <= end && report.starts_with('r')).then(|| (report.to_owned(), Span { start, end }))
    });
    match parts {
        Some((report, span)) => Claim::Quotation { report, span, words },
        None => Claim::Uncited { words },
    }
}

fn json(value: &Value, claims: &mut Vec<Claim>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| json(value, claims)),
        Value::Object(fields) => {
            if let (Some(report), Some(start), Some(end), Some(text)) = (
                fields.get("report").and_then(Value::as_str),
                fields.get("start"),
                fields.get("end"),
                fields.get("text").and_then(Value::as_str),
            ) {
                claims.push(quotation(&format!("{report}:{start}-{end}"), text.to_owned()));
            }
            if let (Some(story), Some(counts)) = (fields.get("story").and_then(Value::as_str), fields.get("counts")) {
                let count = |name: &str| counts[name].as_u64().unwrap_or_default() as usize;
                let words = rapporteur::brief::Counts { reports: count("reports"), outlets: count("outlets"), origins: count("origins") }
                    .to_string();
                claims.push(Claim::Counts { story: story.to_owned(), words });
            }
            fields.values().for_each(|value| json(value, claims));
        }
        _ => {}
    }
}

fn markdown(text: &str, claims: &mut Vec<Claim>) {
    let mut quoted: Vec<&str> = Vec::new();
    let flush = |quoted: &mut Vec<&str>, claims: &mut Vec<Claim>| {
        if !quoted.is_empty() {
            claims.push(Claim::Uncited { words: unescape(&quoted.join(" ")) });
            quoted.clear();
        }
    };
    for line in text.lines() {
        let code = |line: &str| line.trim_end().strip_suffix('`').and_then(|line| line.rsplit_once('`').map(|(_, mark)| mark.to_owned()));
        match line.strip_prefix('>').map(str::trim) {
            Some(rest) if rest.starts_with("— ") && !quoted.is_empty() => {
                claims.push(quotation(&code(rest).unwrap_or_default(), unescape(&quoted.join(" "))));
                quoted.clear();
            }
            Some(rest) => quoted.push(rest),
            None => {
                flush(&mut quoted, claims);
                // `s0123456789abcdef` · 3 reports, 2 outlets, 1 origin · ...
                let counts = line.strip_prefix("`s").and_then(|rest| rest.split_once("` · "));
                if let Some((key, rest)) = counts {
                    claims.push(Claim::Counts {
                        story: format!("s{key}"),
                        words: rest.split(" · ").next().unwrap_or_default().trim().to_owned(),
                    });
                }
            }
        }
    }
    flush(&mut quoted, claims);
}

fn html(text: &str, claims: &mut Vec<Claim>) {
    let value = |tag: &str, name: &str| {
        let rest = &tag[tag.find(&format!("{name}=\""))? + name.len() + 2..];
        Some(rest[..rest.find('"')?].to_owned())
    };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(end) = rest.find('>') else { break };
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        if tag == "<q" || tag.starts_with("<q ") {
            let words = unescape_html(after.split("</q>").next().unwrap_or_default());
            claims.push(quotation(&value(tag, "data-cite").unwrap_or_default(), words));
        } else if let Some(story) = value(tag, "data-story") {
            claims.push(Claim::Counts { story, words: unescape_html(after.split('<').next().unwrap_or_default()) });
        }
        rest = after;
    }
}

/// Undoes the template's escaping: named and numeric references of the five characters that HTML reserves.
fn unescape_html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(at + 1, |end| at + end + 1);
        match &rest[at..end] {
            "&amp;" | "&#38;" => plain.push('&'),
            "&lt;" | "&#60;" => plain.push('<'),
            "&gt;" | "&#62;" => plain.push('>'),
            "&quot;" | "&#34;" => plain.push('"'),
            "&#39;" | "&#x27;" | "&apos;" => plain.push('\''),
            other => plain.push_str(other),
        }
        rest = &rest[end..];
    }
    plain + rest
}
