//! Scores events on the unit tests of PETRARCH: triples of type, source and target. The codes of actors are those of the tests' own dictionaries,
//! looked up in the words of our parties; their verb codes become PLOVER types by the manual's table. What has no PLOVER type (statements) is left out.

use crate::bench_data::{Outcome, text};
use crate::eval::{Figure, floor};
use crate::eval_events::{Told, found_on};
use rapporteur::extract::Languages;
use rapporteur::resources::Resources;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A code and the days between which it holds, both in the form 19950101; empty where open.
#[derive(Clone, Debug)]
struct Code {
    code: String,
    from: String,
    until: String,
}

/// Names in capitals to their codes.
struct Dictionary {
    actors: Vec<(String, Vec<Code>)>,
    agents: Vec<(String, String)>,
}

fn day(written: &str) -> String {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 6 { format!("19{digits}") } else { digits }
}

fn code(inside: &str) -> Code {
    let inside = inside.trim();
    let (name, rest) = inside.split_once(['<', '>', ' ']).unwrap_or((inside, ""));
    let mark = inside[name.len()..].trim_start();
    let open = |from: &str, until: &str| Code { code: name.trim().to_owned(), from: day(from), until: day(until) };
    match mark.chars().next() {
        Some('<') => open("", mark),
        Some('>') => open(mark, ""),
        _ => rest.split_once('-').map_or_else(|| open("", ""), |(from, until)| open(from, until)),
    }
}

impl Dictionary {
    fn read(folder: &Path) -> Outcome<Self> {
        let mut actors: Vec<(String, Vec<Code>)> = Vec::new();
        let mut group = 0;
        for line in std::fs::read_to_string(folder.join("PETR.Validate.actors.txt"))?.lines() {
            let plain = line.split('#').next().unwrap_or_default();
            if plain.trim().is_empty() || plain.starts_with('<') || plain.starts_with("-->") {
                continue;
            }
            let (name, codes) = plain.split_once('[').unwrap_or((plain, ""));
            let name = name.replace('_', " ").trim_start_matches('+').trim().to_owned();
            if !plain.starts_with('+') && !name.is_empty() {
                group = actors.len();
            }
            if !name.is_empty() {
                let inherited =
                    if plain.starts_with('+') { actors.get(group).map(|(_, codes)| codes.clone()).unwrap_or_default() } else { Vec::new() };
                actors.push((name, inherited));
            }
            if !codes.is_empty() {
                let one = code(codes.split(']').next().unwrap_or_default());
                for (_, codes) in &mut actors[group..] {
                    codes.push(one.clone());
                }
            }
        }
        let mut agents = Vec::new();
        for line in std::fs::read_to_string(folder.join("PETR.Validate.agents.txt"))?.lines() {
            let plain = line.split('#').next().unwrap_or_default();
            let Some((name, code)) = plain.split_once('[') else { continue };
            let name = name.split('{').next().unwrap_or_default().replace('_', " ").trim().to_owned();
            let code = code.split(']').next().unwrap_or_default().trim().to_owned();
            for word in if name.contains("!MINST!") { vec!["MINISTER", "MINISTRY"] } else { vec![""] } {
                agents.push((name.replace("!MINST!", word), code.clone()));
            }
        }
        actors.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        agents.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Ok(Self { actors, agents })
    }

    /// The code of a party's words on a day.
    fn code(&self, words: &str, on: &str) -> Option<String> {
        let upper = format!(" {} ", words.to_uppercase().replace('-', " "));
        let holds = |name: &str| upper.contains(&format!(" {}", name.replace('-', " ")));
        let actor = self.actors.iter().find(|(name, _)| holds(name)).and_then(|(_, codes)| {
            let valid =
                |code: &&Code| (code.from.is_empty() || on >= code.from.as_str()) && (code.until.is_empty() || on <= code.until.as_str());
            codes.iter().rfind(valid).map(|code| code.code.clone())
        });
        let agent = self.agents.iter().find(|(name, _)| holds(name)).map(|(_, code)| code.clone());
        match (actor, agent) {
            (Some(actor), Some(agent)) if actor.ends_with(agent.trim_matches('~')) => Some(actor),
            (Some(actor), Some(agent)) => Some(agent.replace('~', &actor)),
            (Some(actor), None) => Some(actor),
            (None, Some(agent)) => Some(agent.replace('~', "---")),
            (None, None) => None,
        }
    }
}

/// PLOVER types of CAMEO codes, by the table of the manual.
fn types(table: &str) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for line in table.lines() {
        let Some((code, rest)) = line.split_once(':').filter(|(code, _)| code.len() > 2 && code.bytes().all(|b| b.is_ascii_digit())) else {
            continue;
        };
        let kind = rest.split(',').next().unwrap_or_default().trim();
        types.entry(code.to_owned()).or_insert_with(|| kind.to_owned());
    }
    // An appeal is a request; the table begins after it.
    for code in ["020", "021", "022", "023", "024", "025", "026", "027", "028"] {
        types.insert(code.to_owned(), "REQUEST".to_owned());
    }
    types
}

/// One attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

type Triples = BTreeSet<(String, String, String)>;

fn triples(given: &[Told], dictionary: &Dictionary, on: &str) -> Triples {
    let mut found = Triples::new();
    for event in given {
        // What lies ahead is an agreement to us and the act itself to PETRARCH, but for verbs of agreeing and promising.
        let ahead = event.kind == "AGREE" && !event.rule.starts_with("E00");
        let kind = event.of.as_ref().filter(|_| ahead).unwrap_or(&event.kind);
        for actor in event.actors.iter().filter_map(|words| dictionary.code(words, on)) {
            for recipient in event.recipients.iter().filter_map(|words| dictionary.code(words, on)) {
                if actor != recipient {
                    found.insert((kind.clone(), actor.clone(), recipient));
                }
            }
        }
    }
    found
}

/// Scores triples; `show` prints what differs.
pub(crate) fn run(resources: &Resources, languages: &Languages, bench: &Path, show: bool) -> Outcome<Vec<Figure>> {
    let folder = bench.join("events/petrarch_unittest");
    let dictionary = Dictionary::read(&folder)?;
    let types = types(&std::fs::read_to_string(bench.join("events/CAMEO2PLOVER-2021.txt"))?);
    let records = text(&folder.join("PETR.UnitTest.records.parsing_parsed_udpipe_2.0.xml.gz"))?;
    let (mut right, mut given, mut wanted, mut left_out) = (0, 0, 0, 0);
    for record in records.split("<Sentence ").skip(1) {
        let record = record.split("</Sentence>").next().unwrap_or_default();
        let on = attribute(record, "date");
        let mut gold = Triples::new();
        for coding in record.split("<EventCoding ").skip(1) {
            let (code, source, target) = (attribute(coding, "eventcode"), attribute(coding, "sourcecode"), attribute(coding, "targetcode"));
            match types.get(code) {
                Some(kind) => _ = gold.insert((kind.clone(), source.to_owned(), target.to_owned())),
                None => left_out += usize::from(!code.is_empty()),
            }
        }
        let text = record.split_once("<Text>").and_then(|(_, rest)| rest.split("</Text>").next()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&quot;", "\"").replace("&amp;", "&");
        let published = format!("{}-{}-{}", on.get(..4).unwrap_or("1995"), on.get(4..6).unwrap_or("01"), on.get(6..8).unwrap_or("01"));
        let told = found_on(resources, languages, &text, Some(&published))?;
        let found = triples(&told, &dictionary, on);
        right += gold.intersection(&found).count();
        given += found.len();
        wanted += gold.len();
        if show && gold != found {
            println!(
                "{text}\n   - {:?}\n   + {:?}",
                gold.difference(&found).collect::<Vec<_>>(),
                found.difference(&gold).collect::<Vec<_>>()
            );
        }
    }
    println!("     events: petrarch, {right} right of {given} given and {wanted} wanted; {left_out} codes have no PLOVER type");
    Ok(vec![floor("events: petrarch unit tests, triple F1", 200.0 * right as f64 / (given + wanted).max(1) as f64, 46.0)])
}
