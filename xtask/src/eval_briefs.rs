//! Briefs of thirty stories of open news against what an editor expects of them (`xtask/training/briefs.tsv`), and against the rules of every brief: no
//! sentence twice, no pronoun that nothing before it explains, every part verified, every link inside the file alive.
//!
//! It makes one record of all reports, so that stories have to be kept apart too. It does not judge how well a brief reads.

use crate::bench_data::{Outcome, field};
use crate::eval::{Figure, ceiling, floor};
use crate::open_news::News;
use rapporteur::brief::StoryBrief;
use rapporteur::ingest::{Format as Input, Stated};
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_desk::brief::{Asked, Format, read};
use rapporteur_store::{Arrival, Piece, Record};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const LIST: &str = include_str!("../training/briefs.tsv");

/// A story of the list.
struct Story<'a> {
    name: &'a str,
    /// Was its brief read while the method was mended?
    seen: bool,
    reports: Vec<&'a str>,
    points: Vec<Point<'a>>,
}

/// One thing that a brief must have, or must not.
struct Point<'a> {
    kind: &'a str,
    place: &'a str,
    words: &'a str,
}

fn list() -> Outcome<Vec<Story<'static>>> {
    let mut stories: Vec<Story<'_>> = Vec::new();
    for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["story", name, read, reports] => {
                let reports = reports.split(' ').collect();
                stories.push(Story { name, seen: read == "seen", reports, points: Vec::new() });
            }
            [kind, place, words] => stories.last_mut().ok_or("a point before any story")?.points.push(Point { kind, place, words }),
            _ => return Err(format!("not a line of the list: {line}").into()),
        }
    }
    Ok(stories)
}

/// Counts over briefs.
#[derive(Default)]
struct Count {
    points: usize,
    hold: usize,
    twice: usize,
    pronouns: usize,
    faults: usize,
    dead: usize,
}

/// Makes the briefs and counts what holds. `RAPPORTEUR_BRIEFS` names a folder to which they are written, to be read.
pub(crate) fn run(resources: &Resources, bench: &Path) -> Outcome<Vec<Figure>> {
    let (news, stories) = (News::read(bench)?, list()?);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("record.db");
    let keys = fill(resources, &news, &stories, &path)?;
    let desk = Desk::at(&path)?;
    let read_in = std::env::var_os("RAPPORTEUR_BRIEFS").map(std::path::PathBuf::from);
    let (mut seen, mut kept) = (Count::default(), Count::default());
    for (number, story) in stories.iter().enumerate() {
        let mut most: BTreeMap<String, usize> = BTreeMap::new();
        for row in story.reports.iter().flat_map(|name| news.named(name)) {
            if let Some(found) = keys.get(field(row, "id")).map(|key| desk.record.story_of(key)).transpose()?.flatten() {
                *most.entry(found).or_default() += 1;
            }
        }
        let key = most.iter().max_by_key(|(_, reports)| **reports).ok_or_else(|| format!("no story for {}", story.name))?.0;
        let brief = desk.story(key)?;
        let count = if story.seen { &mut seen } else { &mut kept };
        let written = judge(&desk, story, &brief, count)?;
        if let Some(folder) = &read_in
            && story.seen
        {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(format!("{:02} {}.md", number + 1, story.name)), written)?;
        }
    }
    let share = |count: &Count| 100.0 * count.hold as f64 / count.points.max(1) as f64;
    let sum = |of: fn(&Count) -> usize| (of(&seen) + of(&kept)) as f64;
    println!(
        "     briefs: {} points of {} stories; {} of them of briefs not read before the count",
        seen.points + kept.points,
        stories.len(),
        kept.points
    );
    Ok(vec![
        floor("briefs: points that hold, of briefs read, %", share(&seen), 90.0),
        floor("briefs: points that hold, of briefs not read, %", share(&kept), 90.0),
        ceiling("briefs: sentences twice", sum(|count| count.twice), 0.0),
        ceiling("briefs: pronouns unresolved in what is reported", sum(|count| count.pronouns), 0.0),
        ceiling("briefs: parts that do not verify", sum(|count| count.faults), 0.0),
        ceiling("briefs: dead links in the file", sum(|count| count.dead), 0.0),
    ])
}

/// Makes the record; the keys of the reports by their own identifiers.
fn fill(resources: &Resources, news: &News, stories: &[Story<'_>], path: &Path) -> Outcome<BTreeMap<String, String>> {
    let rows = stories.iter().flat_map(|story| &story.reports).flat_map(|name| news.named(name));
    let arrivals: Vec<Arrival> = rows
        .map(|row| {
            let input = field(row, "id").to_owned();
            Arrival::Piece(Piece { input, format: Input::JsonLines, stated: Stated::default(), bytes: row.to_string().into_bytes() })
        })
        .collect();
    let mut record = Record::open(path)?;
    let (stop, mut keys) = (AtomicBool::new(false), BTreeMap::new());
    rapporteur_store::add(&mut record, resources, arrivals.into_iter(), &stop, |batch| {
        for (input, fate) in batch {
            if let rapporteur_store::Fate::Kept(_, key, _) = fate {
                keys.insert(input.split(':').next().unwrap_or_default().to_owned(), key.clone());
            }
        }
    })?;
    record.derive(resources, &rapporteur_desk::languages()?, &stop, &|_, _, _| {})?;
    Ok(keys)
}

/// Counts one brief, and gives it as Markdown.
fn judge(desk: &Desk, story: &Story<'_>, brief: &StoryBrief, count: &mut Count) -> Outcome<String> {
    let stories = std::slice::from_ref(brief);
    let value: Value = serde_json::from_str(&desk.brief(&Asked::plain(story.name, Format::Json), stories)?)?;
    let laid = &value["stories"][0];
    let mut missed = Vec::new();
    for point in &story.points {
        count.points += 1;
        if holds(laid, point) {
            count.hold += 1;
        } else {
            missed.push(format!("{} {}: {}", point.kind, point.place, point.words));
        }
    }
    let annexed = |format| Asked { annex: true, ..Asked::plain(story.name, format) };
    let markdown = desk.brief(&annexed(Format::Md), stories)?;
    count.faults += desk.check_brief(&read(&markdown))?.faults.len();
    let page = desk.brief(&annexed(Format::Html), stories)?;
    count.faults += desk.check_brief(&read(&page))?.faults.len();
    let dead = dead(&page);
    count.dead += dead.len();
    let twice = twice(&markdown);
    count.twice += twice.len();
    let pronouns: Vec<String> = quotes(&laid["summary"]).into_iter().filter(|words| hangs(words)).collect();
    count.pronouns += pronouns.len();
    let found = [("missed", missed), ("twice", twice), ("pronoun", pronouns), ("dead link", dead)];
    for (what, one) in found.into_iter().flat_map(|(what, all)| all.into_iter().map(move |one| (what, one))) {
        // What the kept briefs say is not looked at; that a point of theirs fails is.
        if story.seen || what == "missed" {
            println!("     briefs: {}, {what} {one}", story.name);
        }
    }
    Ok(desk.brief(&Asked::plain(story.name, Format::Md), stories)?)
}

/// Does a point hold of a brief, as it stands in the interchange?
fn holds(laid: &Value, point: &Point<'_>) -> bool {
    let lines = |section: &str| -> Vec<String> {
        let lines = laid[section].as_array().into_iter().flatten();
        lines.map(|line| format!("{} {}", field(line, "what"), quotes(line).join(" "))).collect()
    };
    let texts: Vec<String> = match point.place.split_once(':') {
        Some((_, name)) => {
            let voices = laid["voices"].as_array().into_iter().flatten();
            voices.filter(|voice| stands(field(voice, "name"), name)).flat_map(|voice| quotes(&voice["said"])).collect()
        }
        None => match point.place {
            "headline" => vec![field(laid, "headline").to_owned()],
            "days" => ["first", "last"].iter().map(|end| field(laid, end).get(..10).unwrap_or_default().to_owned()).collect(),
            "lead" => quotes(&laid["summary"]).into_iter().take(1).collect(),
            "reported" => vec![quotes(&laid["summary"]).join(" ")],
            "speakers" => laid["voices"].as_array().into_iter().flatten().map(|voice| field(voice, "name").to_owned()).collect(),
            "differ" => laid["numbers"].as_array().into_iter().flatten().map(|number| quotes(number).join(" ")).collect(),
            "page" => vec![format!("{} {}", field(laid, "headline"), quotes(laid).join(" "))],
            section => lines(section),
        },
    };
    let found = texts.iter().any(|text| stands(text, point.words));
    match point.kind {
        "not" => !found,
        "day" => texts.iter().all(|text| text == point.words),
        _ => found,
    }
}

/// All words that are cited in a part of a brief.
fn quotes(part: &Value) -> Vec<String> {
    match part {
        Value::Array(parts) => parts.iter().flat_map(quotes).collect(),
        Value::Object(fields) if fields.contains_key("text") && fields.contains_key("report") => vec![field(part, "text").to_owned()],
        Value::Object(fields) => fields.values().flat_map(quotes).collect(),
        _ => Vec::new(),
    }
}

/// Do all words of a pattern stand in a text?
fn stands(text: &str, pattern: &str) -> bool {
    let text = format!(" {} ", plain(text));
    pattern.split(' ').all(|word| {
        word.split('/').any(|choice| match choice.replace(['_', '-'], " ").strip_suffix('*') {
            Some(beginning) => text.contains(&format!(" {beginning}")),
            None => text.contains(&format!(" {} ", choice.replace(['_', '-'], " "))),
        })
    })
}

/// Words in small letters, parted by one space, with what belongs within them.
fn plain(text: &str) -> String {
    let small = text.to_lowercase().replace('’', "'");
    let kept = small.replace(|c: char| !(c.is_alphanumeric() || ".,'".contains(c)), " ");
    let words = kept.split(' ').map(|word| word.trim_matches(['.', ',', '\'']));
    words.map(|word| word.strip_suffix("'s").unwrap_or(word)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Sentences that a brief prints more than once, whole or within another.
fn twice(markdown: &str) -> Vec<String> {
    let body = markdown.split("<a id=\"annex\"></a>").next().unwrap_or_default();
    let quoted =
        body.lines().filter_map(|line| line.strip_prefix("> ")).filter(|line| !line.starts_with('—') && !line.starts_with("above —"));
    let all: Vec<String> = quoted.map(plain).collect();
    let again = |at: usize| {
        all.iter().enumerate().any(|(other, words)| (other < at || words.len() > all[at].len()) && other != at && words.contains(&all[at]))
    };
    (0..all.len()).filter(|&at| all[at].split(' ').count() > 5 && again(at)).map(|at| all[at].clone()).collect()
}

const PRONOUNS: [&str; 9] = ["he", "she", "him", "his", "her", "they", "them", "their", "it"];
/// Words that may stand first without being what a pronoun means.
const LEADING: [&str; 26] = [
    "on", "in", "at", "but", "and", "when", "after", "while", "as", "if", "for", "by", "with", "from", "since", "although", "before",
    "during", "later", "so", "also", "then", "however", "that", "this", "there",
];

/// Does a sentence have a pronoun with nothing before it that it can mean? Brackets resolve one: "he \[Orlen\]".
fn hangs(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let Some(at) = words.iter().position(|word| PRONOUNS.contains(&bare(word).as_str())) else { return false };
    if words.get(at + 1).is_some_and(|next| next.starts_with('[')) {
        return false;
    }
    // "It is the first time that ...", "It was agreed": nothing is meant.
    let empty = bare(words[at]) == "it" && at == 0 && words.get(1).is_some_and(|next| matches!(*next, "is" | "was"));
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let meant = words[..at].iter().enumerate().any(|(place, word)| {
        let (small, is_capital) = (bare(word), word.starts_with(char::is_uppercase));
        matches!(small.as_str(), "the" | "a" | "an")
            || is_capital && !days.contains(&small.as_str()) && (place > 0 || !LEADING.contains(&small.as_str()))
            || place > 0 && small.ends_with('s') && small.len() > 4
    });
    !empty && !meant
}

/// Links of a page to itself that lead nowhere.
fn dead(page: &str) -> Vec<String> {
    let after = |mark: &str| -> BTreeSet<String> {
        page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    after("href=\"#").difference(&after(" id=\"")).cloned().collect()
}
