//! Reports of open news in the benchmark data, under short names: releases of the President of Russia (`k67315`), Wikinews of MEANTIME (`m5403`) and of GUM
//! (`gkorea`), all reports of an event of ECB+ (`e11ecb`). Each is a row as `add` reads it.

use crate::bench_data::{Outcome, field, rows};
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// The reports by their short names.
pub(crate) struct News(BTreeMap<String, Vec<Value>>);

impl News {
    /// Reads them all.
    pub(crate) fn read(bench: &Path) -> Outcome<Self> {
        let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for row in rows(&bench.join("news/kremlin_releases.jsonl.gz"))? {
            let name = field(&row, "id").replace("putin-", "k");
            let report = json!({"id": name, "url": row["url"], "title": row["title"], "outlet": row["outlet"], "published": row["published"], "text": row["text"]});
            found.entry(name).or_default().push(report);
        }
        for row in rows(&bench.join("quotes/gum_news.jsonl.gz"))? {
            let name = field(&row, "id").replace("GUM_news_", "g");
            let mut parts = field(&row, "text").splitn(3, "\n\n");
            if let (Some(title), Some(printed), Some(text)) = (parts.next(), parts.next(), parts.next()) {
                let printed = printed.split_once(", ").map_or(printed, |(_, day)| day);
                found.entry(name.clone()).or_default().push(wikinews(&name, field(&row, "url"), title, printed, text)?);
            }
        }
        for row in rows(&bench.join("stories/ecbplus_topics1-35.jsonl.gz"))? {
            let id = format!("e{}", field(&row, "id"));
            found.entry(format!("e{}", field(&row, "story"))).or_default().push(json!({"id": id, "text": row["text"]}));
        }
        for (number, lines) in meantime(bench)? {
            if let [title, printed, text @ ..] = &lines[..]
                && let Ok(report) =
                    wikinews(&format!("m{number}"), &format!("https://en.wikinews.org/?curid={number}"), title, printed, &text.join(" "))
            {
                found.insert(format!("m{number}"), vec![report]);
            }
        }
        Ok(Self(found))
    }

    /// The reports whose licence lets others change them: all but those of ECB+.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(|(name, _)| !name.starts_with('e')).flat_map(|(_, reports)| reports)
    }

    /// The reports of a name.
    pub(crate) fn named(&self, name: &str) -> &[Value] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn wikinews(name: &str, url: &str, title: &str, printed: &str, text: &str) -> Outcome<Value> {
    let day = jiff::civil::Date::strptime("%B %d, %Y", printed.trim())?;
    Ok(json!({"id": name, "url": url, "title": title.trim(), "outlet": "Wikinews", "published": day.to_string(), "text": text}))
}

/// The sentences of MEANTIME's reports, headline and day first, by number; what is no XML is passed over.
fn meantime(bench: &Path) -> Outcome<BTreeMap<String, Vec<String>>> {
    let file = std::fs::File::open(bench.join("news/meantime_airbus_apple.tar.gz"))?;
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut found = BTreeMap::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let number: String = name.chars().take_while(char::is_ascii_digit).collect();
        let mut source = String::new();
        if number.is_empty() || !name.ends_with(".xml") || entry.read_to_string(&mut source).is_err() {
            continue;
        }
        if let Some(sentences) = sentences(&source) {
            found.insert(number, sentences);
        }
    }
    Ok(found)
}

fn sentences(source: &str) -> Option<Vec<String>> {
    let mut reader = quick_xml::Reader::from_str(source);
    let (mut words, mut at): (BTreeMap<u32, Vec<String>>, Option<u32>) = (BTreeMap::new(), None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.name().as_ref() == "token" => {
                let number = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "sentence")?;
                at = number.value.parse().ok();
                words.entry(at?).or_default().push(String::new());
            }
            Event::Text(text) => {
                if let Some(word) = at.and_then(|at| words.get_mut(&at)).and_then(|words| words.last_mut()) {
                    word.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let meant = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                };
                if let Some(word) = at.and_then(|at| words.get_mut(&at)).and_then(|words| words.last_mut()) {
                    word.push_str(meant);
                }
            }
            Event::End(tag) if tag.name().as_ref() == "token" => at = None,
            Event::Eof => return Some(words.into_values().map(|words| joined(&words)).collect()),
            _ => {}
        }
    }
}

/// Words of one sentence with the spaces of print; straight quotation marks open and close in turn.
fn joined(words: &[String]) -> String {
    let (mut text, mut is_open) = (String::new(), false);
    for word in words {
        let closing = matches!(word.as_str(), "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "'" | "..." | "…")
            || matches!(word.as_str(), "'s" | "n't" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "’s");
        match word.as_str() {
            "\"" | "``" | "''" if is_open && word != "``" => {
                text.truncate(text.trim_end().len());
                text.push_str("\" ");
                is_open = false;
            }
            "\"" | "``" | "''" => {
                text.push('"');
                is_open = true;
            }
            _ if closing => {
                text.truncate(text.trim_end().len());
                text.push_str(word);
                text.push(' ');
            }
            _ => {
                text.push_str(word);
                if !matches!(word.as_str(), "(" | "[" | "$" | "£" | "€") {
                    text.push(' ');
                }
            }
        }
    }
    text.trim().to_owned()
}
