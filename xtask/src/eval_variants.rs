//! The records of the coding manual turned over: other names, active to passive, negated, past to future. What was found before should be found
//! after, and what is negated should not.

use crate::bench_data::{Outcome, field};
use crate::eval::{Figure, floor};
use crate::eval_events::{Counts, Told, found, gold, plain};
use rapporteur::extract::Languages;
use rapporteur::resources::Resources;
use rapporteur::text::Span;
use serde_json::Value;
use std::collections::BTreeMap;

/// States that stand in for others, with their adjectives.
const STATES: [(&str, &str); 10] = [
    ("Norway", "Norwegian"),
    ("Peru", "Peruvian"),
    ("Kenya", "Kenyan"),
    ("Chile", "Chilean"),
    ("Belgium", "Belgian"),
    ("Ghana", "Ghanaian"),
    ("Malaysia", "Malaysian"),
    ("Mali", "Malian"),
    ("Latvia", "Latvian"),
    ("Zambia", "Zambian"),
];

/// A sentence with its states and peoples exchanged for others, and the parties of its events likewise.
fn renamed(resources: &Resources, text: &str, wanted: &[Told]) -> (String, Vec<Told>) {
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    let mut pairs: Vec<(String, &str)> = Vec::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphabetic()) {
        out += &rest[..start];
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        let capital = word.starts_with(char::is_uppercase) && word.len() > 2;
        let state = resources.actors.state_named(word).filter(|_| capital);
        let people = resources.actors.people(word).filter(|_| capital);
        let Some(code) = state.or(people).map(|state| state.code.clone()) else {
            out += word;
            continue;
        };
        let next = given.len() % STATES.len();
        let pair = STATES[*given.entry(code).or_insert(next)];
        let plural = people.is_some() && word.ends_with('s') && !word.ends_with("ss");
        let other = if state.is_some() { pair.0 } else { pair.1 };
        pairs.push((plain(word), other));
        out += other;
        out += if plural { "s" } else { "" };
    }
    out += rest;
    let turned = |words: &String| {
        let word = |one: &str| pairs.iter().find(|(from, _)| from == one).map_or_else(|| one.to_owned(), |(_, to)| plain(to));
        words.split(' ').map(word).collect::<Vec<_>>().join(" ")
    };
    let told = wanted.iter().map(|one| Told {
        actors: one.actors.iter().map(turned).collect(),
        recipients: one.recipients.iter().map(turned).collect(),
        ..one.clone()
    });
    (out, told.collect())
}

/// The parts of a sentence whose main verb is a past tense in "-ed" with a subject before and an object after it.
struct Parts<'t> {
    before: &'t str,
    subject: &'t str,
    verb: &'t str,
    lemma: String,
    object: &'t str,
    plural: bool,
    rest: &'t str,
}

fn parts<'t>(languages: &Languages, text: &'t str) -> Option<Parts<'t>> {
    let reader = languages.of(Some("en"));
    let analysis = reader.language.analyze(text);
    let tokens = &analysis.tokens;
    if analysis.sentences.len() != 1 {
        return None;
    }
    let root = tokens.iter().position(|token| token.head.is_none())?;
    let form = analysis.form(&tokens[root]);
    if analysis.xpos(&tokens[root]) != "VBD" || !form.ends_with("ed") {
        return None;
    }
    let child = |relation: &str| {
        (0..tokens.len()).find(|&at| tokens[at].head.map(|head| head as usize) == Some(root) && analysis.relation(&tokens[at]) == relation)
    };
    let below = |top: usize| {
        let inside = |mut at: usize| loop {
            if at == top {
                return true;
            }
            match tokens[at].head {
                Some(head) => at = head as usize,
                None => return false,
            }
        };
        let all: Vec<usize> = (0..tokens.len()).filter(|&at| inside(at)).collect();
        let (first, last) = (*all.first()?, *all.last()?);
        (last - first + 1 == all.len()).then(|| Span { start: tokens[first].span.start, end: tokens[last].span.end })
    };
    let (subject, object) = (child("nsubj")?, child("obj")?);
    let plural = matches!(analysis.xpos(&tokens[object]), "NNS" | "NNPS");
    let (subject, object, verb) = (below(subject)?, below(object)?, tokens[root].span);
    let ordered = subject.end <= verb.start && verb.end <= object.start;
    ordered.then(|| Parts {
        before: &text[..subject.start as usize],
        subject: subject.of(text),
        verb: verb.of(text),
        lemma: analysis.lemma(&tokens[root]),
        object: object.of(text),
        plural,
        rest: &text[object.end as usize..],
    })
}

fn lowered(words: &str) -> String {
    let article = ["The ", "A ", "An ", "Some "].iter().any(|one| words.starts_with(one));
    if article { words[..1].to_lowercase() + &words[1..] } else { words.to_owned() }
}

fn raised(words: &str) -> String {
    words.chars().next().map(|first| first.to_uppercase().to_string() + &words[first.len_utf8()..]).unwrap_or_default()
}

pub(crate) fn run(resources: &Resources, languages: &Languages, rows: &[Value]) -> Outcome<Vec<Figure>> {
    let [mut plain_names, mut other_names, mut active, mut passive, mut future] = [(); 5].map(|()| Counts::default());
    let (mut turned, mut silent) = (0, 0);
    for row in rows {
        let (text, wanted) = (field(row, "text"), gold(row));
        let before = found(resources, languages, text)?;
        plain_names.add(&wanted, &before);
        let (other, told) = renamed(resources, text, &wanted);
        other_names.add(&told, &found(resources, languages, &other)?);
        let Some(parts) = parts(languages, text) else { continue };
        turned += 1;
        active.add(&wanted, &before);
        let helper = if parts.plural { "were" } else { "was" };
        let words = format!(
            "{}{} {helper} {} by {}{}",
            parts.before,
            if parts.before.is_empty() { raised(parts.object) } else { parts.object.to_owned() },
            parts.verb,
            lowered(parts.subject),
            parts.rest
        );
        passive.add(&wanted, &found(resources, languages, &words)?);
        let words = format!("{}{} did not {} {}{}", parts.before, parts.subject, parts.lemma, parts.object, parts.rest);
        let given = found(resources, languages, &words)?;
        silent += usize::from(given.iter().all(|one| wanted.iter().all(|gold| gold.kind != one.kind)));
        let words = format!("{}{} will {} {}{}", parts.before, parts.subject, parts.lemma, parts.object, parts.rest);
        let given: Vec<Told> = found(resources, languages, &words)?
            .into_iter()
            .map(|one| {
                if matches!(one.kind.as_str(), "AGREE" | "THREATEN") {
                    Told { kind: one.of.clone().unwrap_or(one.kind.clone()), ..one }
                } else {
                    one
                }
            })
            .collect();
        future.add(&wanted, &given);
    }
    println!("     events: variants, {turned} sentences can be turned over; type F1 {:.1} as they stand", active.kind_f1());
    let below = |counts: &Counts, base: &Counts| base.kind_f1() - counts.kind_f1();
    println!(
        "     events: variants, type F1 below the original: other names {:.1}, passive {:.1}, future {:.1}",
        below(&other_names, &plain_names),
        below(&passive, &active),
        below(&future, &active)
    );
    Ok(vec![
        floor("events: variants with other names, type F1", other_names.kind_f1(), 85.0),
        floor("events: variants in the passive, type F1", passive.kind_f1(), 82.0),
        floor("events: variants in the future, type F1", future.kind_f1(), 88.0),
        floor("events: variants negated, none of the type, %", 100.0 * silent as f64 / turned.max(1) as f64, 91.0),
    ])
}
