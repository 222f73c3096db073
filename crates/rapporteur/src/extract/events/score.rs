//! How likely an event is right in type, parties and status: points by word and circumstance, learned on rows that were read beside their texts.

use super::event::{Event, EventParty};
use crate::analyze::NameKind;
use crate::extract::predicates::Status;
use crate::extract::roles::Roles;
use crate::extract::score::Scores;
use crate::extract::syntax::Syntax;

/// Tokens of a sentence from which on it is long, and up to which it is short. Guesses.
const LONG: usize = 45;
const SHORT: usize = 15;
/// Tokens of a party from which on it is long. A guess.
const WIDE: usize = 7;
/// Steps from an act to the top of its sentence from which on it stands deep. A guess.
const DEEP: usize = 4;
/// Prepositions of recipients that are told apart.
const CASES: [&str; 12] = ["to", "with", "on", "against", "for", "from", "of", "by", "in", "over", "into", "between"];

/// What an act that is told as plainly as it can be is worth at least: of 445 such rows 87 % were right.
const PLAIN: u16 = 650;

/// The score of an event, in thousandths; `middle` where the language has no points.
pub(super) fn likely(scores: &Scores, labels: &[String], middle: u16) -> u16 {
    let has = |wanted: &[&str]| labels.iter().any(|label| wanted.contains(&label.as_str()));
    let doubtful =
        has(&["long", "beside-quotation", "via", "parted", "capital"]) || has(&["who-far", "whom-far", "whom-below-3", "whom-below-4"]);
    let plain = has(&["under-root"]) && has(&["who-nsubj", "whom-nsubj"]) && !doubtful;
    scores.of_labels(labels).unwrap_or(middle).max(if plain { PLAIN } else { 0 })
}

/// What of an event counts, as labels of the table.
pub(in crate::extract) fn circumstances(syntax: &Syntax<'_>, roles: &Roles, event: &Event) -> Vec<String> {
    let trigger = syntax.within(event.trigger).start;
    let word = format!("word-{}", syntax.lemma[trigger]);
    // Neither rule nor type: how often those are right hangs on what the news is about. What the word is and how it is told holds elsewhere, too.
    let mut labels = vec!["base".to_owned(), word];
    let mut add = |holds: bool, label: &str| labels.extend(holds.then(|| label.to_owned()));
    let parties = || event.actors.iter().chain(&event.recipients);
    add(event.recipients.is_empty(), "actor-alone");
    add(event.actors.is_empty(), "recipient-alone");
    add(parties().count() > 2, "several");
    add(parties().all(|party| party.referent.is_some()), "known");
    add(event.place.is_some(), "placed");
    add(event.when.is_some(), "dated");
    add(event.via.is_some(), "via");
    add(event.of.is_some(), "of");
    add(event.status != Status::Happened, event.status.label());
    // How it is told.
    let noun = syntax.upos[trigger] == "NOUN";
    add(noun, "noun");
    add(!noun, &format!("form-{}", syntax.xpos[trigger]));
    // "held talks": where the noun hangs is where its verb does.
    let predicate = if noun { syntax.head[trigger].unwrap_or(trigger) } else { trigger };
    let under = syntax.plain(predicate);
    let under = if syntax.relation[predicate] == "acl:relcl" { "relcl" } else { under };
    add(true, &format!("under-{under}"));
    add(std::iter::successors(Some(trigger), |&at| syntax.head[at]).count() > DEEP, "deep");
    let sentence = &syntax.analysis.sentences[syntax.sentence[trigger]].tokens;
    add(sentence.len() > LONG, "long");
    add(sentence.len() < SHORT, "short");
    add(sentence.clone().any(|token| syntax.quotation[token].is_some()), "beside-quotation");
    add(sentence.clone().any(|token| matches!(syntax.form(token), ":" | ";" | "—")), "parted");
    add(syntax.is_capital(trigger), "capital");
    let helped = |wanted: &dyn Fn(usize) -> bool| syntax.children(predicate).any(|child| syntax.plain(child) == "aux" && wanted(child));
    add(helped(&|child| syntax.xpos[child] == "MD"), "modal");
    add(helped(&|child| syntax.lemma[child] == "have"), "so-far");
    // Who and whom: what they are, and where they hang.
    for (side, parties) in [("who", &event.actors), ("whom", &event.recipients)] {
        let Some(party) = parties.first() else { continue };
        let head = head(syntax, party);
        let mut add = |what: &str| labels.push(format!("{side}-{what}"));
        add(kind(syntax, roles, head));
        add(&hangs(syntax, head, trigger, predicate));
        if syntax.within(party.span).len() >= WIDE {
            add("wide");
        }
        let led = |wanted: &[&str]| syntax.children(head).any(|child| syntax.plain(child) == "det" && wanted.contains(&syntax.low(child)));
        if syntax.upos[head] == "NOUN" {
            let bare = !syntax
                .children(head)
                .any(|child| matches!(syntax.plain(child), "det" | "nummod") || syntax.relation[child] == "nmod:poss");
            let many = syntax.xpos[head] == "NNS";
            add(match (led(&["a", "an"]), bare, many) {
                (true, ..) => "one",
                (_, true, true) => "many",
                (_, true, false) => "bare",
                _ => "definite",
            });
        }
        if parties.len() > 1 {
            add("joined");
        }
        if parties.iter().any(|party| party.referent.is_none()) {
            add("unknown");
        }
        if head.abs_diff(trigger) > SHORT {
            add("far");
        }
    }
    labels
}

/// The token of a party that the others hang on.
fn head(syntax: &Syntax<'_>, party: &EventParty) -> usize {
    let tokens = syntax.within(party.span);
    let top = |&token: &usize| syntax.head[token].is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(top).unwrap_or(tokens.start)
}

/// What a party is by its words.
pub(in crate::extract) fn kind(syntax: &Syntax<'_>, roles: &Roles, head: usize) -> &'static str {
    match syntax.analysis.name_at(head).map(|name| name.kind) {
        Some(NameKind::Person) => "person",
        Some(NameKind::Organisation) => "body",
        Some(NameKind::Place) => "place",
        Some(_) => "name",
        None if syntax.upos[head] == "PRON" => "pronoun",
        None if roles.is_person(&syntax.lemma[head]) => "role",
        None if syntax.upos[head] == "PROPN" => "capital",
        None => "thing",
    }
}

/// Where a party hangs, seen from the act.
pub(in crate::extract) fn hangs(syntax: &Syntax<'_>, head: usize, trigger: usize, predicate: usize) -> String {
    let relation = syntax.plain(head);
    let hung = syntax.head[head];
    let case = || syntax.children(head).find(|&child| syntax.plain(child) == "case").map(|child| syntax.low(child).to_owned());
    let led = |relation: &str| match case().filter(|_| matches!(relation, "obl" | "nmod")) {
        Some(case) if CASES.contains(&case.as_str()) => format!("{relation}-{case}"),
        Some(_) => format!("{relation}-other"),
        None => relation.to_owned(),
    };
    if hung == Some(trigger) {
        return led(relation);
    }
    if hung == Some(predicate) {
        return format!("verb-{}", led(relation));
    }
    // Above it: the subject of a verb that governs it; below it: the part of a part.
    let up = |from: usize| std::iter::successors(Some(from), |&at| syntax.head[at]).take(12).collect::<Vec<_>>();
    let (of_act, of_party) = (up(trigger), up(head));
    let steps =
        of_party.iter().enumerate().find_map(|(down, token)| of_act.iter().position(|above| above == token).map(|above| (above, down)));
    match steps {
        Some((above, 0)) => format!("above-{}", above.min(4)),
        Some((0, down)) => format!("below-{}", down.min(4)),
        Some((above, down)) => format!("over-{}-{}-{relation}", above.min(4), down.min(3)),
        None => "elsewhere".to_owned(),
    }
}
