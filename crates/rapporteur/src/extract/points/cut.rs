//! Where one point ends and the next begins, read off the tree and the marks of a sentence.

use super::super::syntax::Syntax;
use super::words::{Act, Force, PointWords};
use crate::analyze::NameKind;
use std::ops::Range;

/// Telling words that an item of a list must have to be a point of its own. One is a mere pair: "trade and tourism".
const HEAVY: usize = 2;

/// Telling words behind "including" or "above all" that make the rest a point of its own. Tried: 3 to 6.
const LONG: usize = 5;

/// Telling words of a participle clause before the subject that make it a point of its own. A guess.
const LEAD: usize = 4;

/// What a verb does by itself, with its particle or the preposition right behind it.
pub(super) fn verb_act(syntax: &Syntax<'_>, words: &PointWords, verb: usize) -> Option<(Act, Force)> {
    let near = |token: usize| (token == verb + 1 || token == verb + 2) && matches!(syntax.upos[token], "ADP" | "ADV" | "PART");
    let behind = (verb + 1..(verb + 3).min(syntax.len())).filter(|&token| near(token)).map(|token| syntax.lemma[token].as_str());
    let particles =
        syntax.children(verb).filter(|&child| syntax.relation[child] == "compound:prt").map(|child| syntax.lemma[child].as_str());
    let with: Vec<&str> = particles.chain(behind).collect();
    words.verb(&syntax.lemma[verb].to_lowercase(), &with)
}

/// Tokens before its verb that words behind a comma may have which tell whose account it is: "a statement issued by the office of the president said".
const TAIL: usize = 14;

/// A stretch of a sentence that becomes a point.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The verb of the act it belongs to, which may stand before it: items of a list share one.
    pub(super) verb: Option<usize>,
    /// Is it an item of a list whose verb another piece holds?
    pub(super) item: bool,
    /// Words that tell whose account it is: "the spokesman said that" before it, ", it said" behind it; empty where none do.
    pub(super) told_by: Range<usize>,
}

/// The pieces of one sentence, in order; none for a heading.
pub(super) fn pieces(syntax: &Syntax<'_>, words: &PointWords, sentence: usize) -> Vec<Piece> {
    let tokens = syntax.analysis.sentences[sentence].tokens.clone();
    if !tokens.clone().any(|token| is_predicate(syntax, token)) {
        return Vec::new();
    }
    let first = begin(syntax, words, &tokens);
    let mut starts: Vec<(usize, Option<usize>)> = vec![(first, None)];
    for token in first..tokens.end {
        if let Some(start) = clause(syntax, words, token).filter(|&start| start > first) {
            starts.push((start, None));
        }
        if let Some((start, verb)) = item(syntax, words, &tokens, token).filter(|&(start, _)| start > first) {
            starts.push((start, Some(verb)));
        }
    }
    starts.extend(lead(syntax, words, &tokens).map(|start| (start, None)));
    starts.sort_unstable();
    starts.dedup_by_key(|(start, _)| *start);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, &(start, of)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(tokens.end, |next| next.0);
        let (inside, told_by) = trimmed(syntax, words, start..end);
        let told_by = if first > tokens.start { tokens.start..first } else { told_by };
        if inside.is_empty() || told(syntax, words, inside.clone()) == 0 && at > 0 && of.is_none() && names_nobody(syntax, inside.clone()) {
            // "and the chair took note of them" tells nothing by itself: it stays with what it follows.
            if let Some(before) = pieces.last_mut() {
                before.tokens.end = trimmed(syntax, words, before.tokens.start..end).0.end.max(before.tokens.end);
            }
            continue;
        }
        let verb = of.or_else(|| head(syntax, inside.clone()));
        pieces.push(Piece { tokens: inside, verb, item: of.is_some(), told_by });
    }
    // The first of several items begins at their verb: who does it belongs to all of them.
    for at in 1..pieces.len() {
        let (Some(verb), true) = (pieces[at].verb, pieces[at].item) else { continue };
        let before = &mut pieces[at - 1];
        let active = syntax.children(verb).all(|child| syntax.relation[child] != "nsubj:pass");
        if !before.item && active && before.tokens.contains(&verb) {
            before.tokens.start = verb;
        } else if !before.item && !before.tokens.contains(&verb) {
            // The items stand before their verb: "the talks and the ships were discussed".
            before.verb = Some(verb);
            before.item = true;
        }
    }
    pieces.retain(|piece| !piece.tokens.is_empty() && !is_caption(syntax, words, piece));
    pieces
}

/// Is this a heading with a participle, and nothing that is told: "Communicated by the adviser"?
fn is_caption(syntax: &Syntax<'_>, words: &PointWords, piece: &Piece) -> bool {
    piece.verb.is_some_and(|verb| {
        syntax.head[verb].is_none()
            && syntax.xpos[verb] == "VBN"
            && verb_act(syntax, words, verb).is_none()
            && !syntax.children(verb).any(|child| matches!(syntax.plain(child), "nsubj" | "aux" | "cop"))
    })
}

/// Is this a verb, or a noun or adjective that something is said to be?
fn is_predicate(syntax: &Syntax<'_>, token: usize) -> bool {
    syntax.upos[token] == "VERB" || syntax.children(token).any(|child| matches!(syntax.plain(child), "cop" | "nsubj"))
}

/// Telling words of a stretch.
fn told(syntax: &Syntax<'_>, words: &PointWords, tokens: Range<usize>) -> usize {
    tokens.filter(|&token| tells(syntax, words, token)).count()
}

/// Does a token tell what is spoken of?
pub(super) fn tells(syntax: &Syntax<'_>, words: &PointWords, token: usize) -> bool {
    let lemma = syntax.lemma[token].to_lowercase();
    matches!(syntax.upos[token], "NOUN" | "PROPN" | "ADJ" | "VERB" | "NUM")
        && !words.is_generic(&lemma)
        && !words.is_party(&lemma)
        && !words.is_teller(&lemma)
        && (syntax.upos[token] != "VERB" || verb_act(syntax, words, token).is_none() && !words.is_light(&lemma))
}

fn names_nobody(syntax: &Syntax<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().all(|token| syntax.upos[token] != "PROPN")
}

/// A stretch without the marks and joining words at its edges, and without words at its end that tell whose account it is, which come second.
fn trimmed(syntax: &Syntax<'_>, words: &PointWords, tokens: Range<usize>) -> (Range<usize>, Range<usize>) {
    let joins = |token: usize| syntax.is_mark(token) || syntax.upos[token] == "CCONJ";
    let last = |tokens: Range<usize>| tokens.clone().rev().find(|&token| !joins(token)).map_or(tokens.start, |last| last + 1);
    let start = tokens.clone().find(|&token| !joins(token)).unwrap_or(tokens.end);
    let mut end = last(start..tokens.end);
    let mut told_by = end..end;
    // ", the chancellery added" and ", it said" tell whose account it is.
    while let Some(cut) = tail(syntax, words, start..end) {
        told_by = cut + 1..end;
        end = last(start..cut);
    }
    (start..end, told_by)
}

/// Where words at the end of a stretch begin that only tell who gives this account.
fn tail(syntax: &Syntax<'_>, words: &PointWords, tokens: Range<usize>) -> Option<usize> {
    let comma = tokens.clone().rev().find(|&token| syntax.form(token) == ",")?;
    if comma + 1 < tokens.end && syntax.form(comma + 1) == "according" {
        return Some(comma);
    }
    let rest = comma + 1..tokens.end;
    let verb = rest.clone().rev().find(|&token| syntax.upos[token] == "VERB")?;
    let before = rest.start..verb;
    let teller = before.len() <= TAIL && before.into_iter().any(|token| is_teller(syntax, words, token));
    // "…,” the envoy told reporters": what is told outside is his account.
    let outside = (verb..tokens.end).any(|token| words.is_public(&syntax.lemma[token]));
    (tells_account(syntax, words, verb) && (teller || outside) && verb + 3 >= tokens.end).then_some(comma)
}

/// Is this a word for a text, an office or a spokesman that tells an account: "statement", "it", an organisation?
fn is_teller(syntax: &Syntax<'_>, words: &PointWords, token: usize) -> bool {
    let form = syntax.form(token);
    let acronym = form.len() > 1 && syntax.upos[token] == "PROPN" && form.chars().all(char::is_uppercase);
    let body = || syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Organisation);
    acronym || words.is_teller(&syntax.lemma[token].to_lowercase()) || words.is_teller(&form.to_lowercase()) || body()
}

/// Is this a verb by which an account is given?
fn tells_account(syntax: &Syntax<'_>, words: &PointWords, verb: usize) -> bool {
    verb_act(syntax, words, verb).is_some_and(|(act, _)| matches!(act, Act::Say | Act::Stress | Act::Agree))
}

/// Where the account itself begins: behind "the spokesman stated that", "according to the presidency,".
fn begin(syntax: &Syntax<'_>, words: &PointWords, tokens: &Range<usize>) -> usize {
    let Some(root) = tokens.clone().find(|&token| syntax.head[token].is_none()) else { return tokens.start };
    let teller = |noun: usize| syntax.below(noun, &[]).iter().any(|&token| is_teller(syntax, words, token));
    let lead = |token: usize| {
        let comma = (token..tokens.end).find(|&at| syntax.form(at) == ",")?;
        Some(comma + 1).filter(|&at| at < tokens.end)
    };
    if syntax.form(tokens.start).eq_ignore_ascii_case("according") {
        return lead(tokens.start).unwrap_or(tokens.start);
    }
    let near = |token: usize| token < tokens.start + TAIL && is_teller(syntax, words, token) && syntax.upos[token] != "PRON";
    if syntax.upos[tokens.start] == "ADP"
        && let Some(start) = lead(tokens.start).filter(|&start| start < root && (tokens.start..start).any(near))
    {
        return start;
    }
    let says = verb_act(syntax, words, root).is_some_and(|(act, _)| act == Act::Say);
    let subject = syntax.children(root).find(|&child| child < root && syntax.plain(child) == "nsubj");
    let clause = syntax.children(root).find(|&child| child > root && matches!(syntax.plain(child), "ccomp" | "parataxis"));
    match (subject, clause) {
        (Some(subject), Some(clause)) if says && teller(subject) => {
            let start = syntax.below(clause, &[]).first().copied().unwrap_or(clause);
            let start = if syntax.lemma[start] == "that" { start + 1 } else { start };
            // What stands between belongs to the telling too.
            if start > root { start } else { tokens.start }
        }
        _ => tokens.start,
    }
}

/// The verb that leads a stretch: the one highest in the tree, the first of equals.
fn head(syntax: &Syntax<'_>, tokens: Range<usize>) -> Option<usize> {
    let depth = |token: usize| std::iter::successors(syntax.head[token], |&at| syntax.head[at]).take(60).count();
    let light = |token: usize| syntax.upos[token] == "VERB" || syntax.children(token).any(|child| syntax.plain(child) == "cop");
    tokens
        .clone()
        .filter(|&token| light(token))
        .min_by_key(|&token| (depth(token), token))
        .or_else(|| tokens.into_iter().find(|&token| syntax.upos[token] == "VERB"))
}

/// The first token of what a joined clause brings, its conjunction and mark included.
fn edge(syntax: &Syntax<'_>, token: usize) -> usize {
    let joint = syntax.children(token).find(|&child| child < token && matches!(syntax.plain(child), "cc" | "mark"));
    let first = syntax.below(token, &[]).first().copied().unwrap_or(token).min(token);
    joint.map_or(first, |joint| joint.min(first))
}

/// Is this verb finite by itself?
fn is_finite(syntax: &Syntax<'_>, token: usize) -> bool {
    matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP")
        || syntax.children(token).any(|child| matches!(syntax.plain(child), "aux" | "cop"))
        || syntax.xpos[token] == "VBN"
}

/// Where a further clause begins that is a point of its own.
fn clause(syntax: &Syntax<'_>, words: &PointWords, token: usize) -> Option<usize> {
    // A semicolon parts clauses.
    if syntax.form(token) == ";" {
        return Some(token + 1);
    }
    if !is_predicate(syntax, token) {
        return None;
    }
    let act = verb_act(syntax, words, token).map(|(act, _)| act).or_else(|| words.is_light(&syntax.lemma[token]).then_some(Act::Say));
    let act = act.or_else(|| words.noun(syntax.low(token)).map(|(act, _)| act));
    let start = edge(syntax, token);
    let before = start.checked_sub(1).filter(|&at| syntax.sentence[at] == syntax.sentence[token]);
    let comma = syntax.form(start) == "," || before.is_some_and(|at| syntax.form(at) == ",");
    // ", adding that …"
    if matches!(syntax.plain(token), "advcl" | "acl" | "ccomp" | "parataxis") && syntax.xpos[token] == "VBG" && comma {
        let content = syntax.children(token).any(|child| child > token && matches!(syntax.plain(child), "ccomp" | "obj"));
        let said = act.is_some_and(|act| !matches!(act, Act::None | Act::Contact)) && !words.is_light(&syntax.lemma[token]);
        return (content && said).then_some(start);
    }
    let subject = syntax.children(token).find(|&child| matches!(syntax.plain(child), "nsubj" | "expl"));
    // ", which the envoy seconded": what another does with it; ", though the gate is shut".
    let named = |noun: usize| syntax.upos[noun] == "PROPN" || words.is_party(&syntax.lemma[noun].to_lowercase());
    if syntax.relation[token] == "acl:relcl" && comma {
        let other = subject.is_some_and(named) && verb_act(syntax, words, token).is_some();
        return other.then_some(start);
    }
    let contrast =
        syntax.children(token).any(|child| child < token && syntax.plain(child) == "mark" && words.contrasts(&syntax.lemma[child]));
    if syntax.plain(token) == "advcl" && comma && contrast {
        return subject.map(|_| start);
    }
    if syntax.plain(token) == "parataxis" {
        let teller = subject.is_some_and(|subject| is_teller(syntax, words, subject)) && tells_account(syntax, words, token);
        return (subject.is_some_and(|subject| subject < token) && comma && act.is_some() && !teller && is_free(syntax, token))
            .then_some(start);
    }
    if syntax.plain(token) != "conj" || syntax.quotation[token].is_some() && syntax.quotation[token] != syntax.quotation[start] {
        return None;
    }
    let first = std::iter::successors(Some(token), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).take(20).last()?;
    let pronoun = subject.is_some_and(|subject| matches!(syntax.lemma[subject].as_str(), "this" | "that" | "it" | "which"));
    if is_free(syntax, token) {
        let told_of = act.is_some() || syntax.plain(first) != "parataxis" && subject.is_some();
        return (is_finite(syntax, token) && is_predicate(syntax, first) && !pronoun && told_of).then_some(start);
    }
    let marked = syntax.children(token).any(|child| child < token && syntax.plain(child) == "mark" && syntax.lemma[child] == "that");
    let further = marked && !pronoun;
    // What the parser joins to what was said, and what is a further act of who speaks.
    let own =
        syntax.xpos[token] == "VBD" || syntax.xpos[token] == "VBN" && syntax.children(token).all(|child| syntax.plain(child) != "aux");
    let who = subject.is_none_or(|subject| {
        words.is_joint(&syntax.lemma[subject].to_lowercase()) || words.is_party(&syntax.lemma[subject].to_lowercase())
    });
    let tells = own && act.is_some() && who && syntax.plain(first) != "acl";
    // "agreed to send … and to open …"
    let infinitive = matches!(syntax.plain(first), "xcomp" | "ccomp" | "acl")
        && syntax.children(token).any(|child| child < token && syntax.lemma[child] == "to" && syntax.plain(child) == "mark")
        && told(syntax, words, token..syntax.below(token, &[]).last().copied().unwrap_or(token) + 1) >= HEAVY
        && syntax.plain(first) != "acl";
    (further || tells || infinitive).then_some(start)
}

/// Does a joined clause stand beside the main one, and not within what is said?
fn is_free(syntax: &Syntax<'_>, token: usize) -> bool {
    std::iter::successors(Some(token), |&at| syntax.head[at])
        .take(40)
        .all(|at| syntax.head[at].is_none() || matches!(syntax.plain(at), "conj" | "parataxis"))
}

/// Where a further item begins in a list of what is spoken of, and the verb that has the list.
fn item(syntax: &Syntax<'_>, words: &PointWords, tokens: &Range<usize>, token: usize) -> Option<(usize, usize)> {
    let person = words.is_party(&syntax.lemma[token].to_lowercase())
        || syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person);
    let joined = syntax.plain(token) == "conj" && matches!(syntax.upos[token], "NOUN" | "PROPN") && !is_predicate(syntax, token) && !person;
    let word = syntax.low(token);
    let comma = token > tokens.start && syntax.form(token - 1) == ",";
    let further = comma && (words.joins(word) || word == "above");
    let aspect = comma && word == "then";
    if !(joined || further) || syntax.quotation[token].is_some() {
        return None;
    }
    // A small word that leads an item stands below it.
    let top = if further && matches!(syntax.plain(token), "case" | "mark" | "advmod" | "fixed") { syntax.head[token]? } else { token };
    let verb = governing(syntax, words, tokens, top)?;
    if aspect {
        return Some((token, verb));
    }
    let below = if joined {
        syntax.below(token, &[])
    } else {
        (token..tokens.end).take_while(|&at| at == token || !matches!(syntax.form(at), "," | ";" | ".")).collect()
    };
    let inner: Vec<usize> =
        syntax.children(token).filter(|&child| syntax.plain(child) == "conj").flat_map(|child| syntax.below(child, &[])).collect();
    let own = below.iter().filter(|&&at| !inner.contains(&at) && tells(syntax, words, at)).count();
    if further {
        return (own >= LONG).then_some((token, verb));
    }
    let refers = syntax.children(token).any(|child| child < token && syntax.xpos[child] == "PRP$");
    let start = edge(syntax, token);
    let before = told(syntax, words, verb.min(start) + 1..start);
    let framed =
        syntax.children(token).any(|child| matches!(syntax.plain(child), "det" | "nmod" | "acl") || syntax.relation[child] == "nmod:poss")
            || syntax.children(token).filter(|&child| matches!(syntax.plain(child), "amod" | "compound")).count() >= HEAVY;
    (own >= HEAVY && framed && !refers && before + usize::from(verb > start) * HEAVY >= 1).then_some((start, verb))
}

/// The verb of talk above a token, if nothing that is said stands between: "discussed", "briefed … on".
fn governing(syntax: &Syntax<'_>, words: &PointWords, tokens: &Range<usize>, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..12 {
        let head = syntax.head[at].filter(|head| tokens.contains(head))?;
        let topic =
            matches!(syntax.plain(at), "obj" | "obl" | "nmod" | "conj" | "acl" | "nsubj" | "advcl" | "xcomp" | "amod" | "dep" | "advmod");
        if !topic || matches!(syntax.relation[at], "acl:relcl") {
            return None;
        }
        at = head;
        let lemma = syntax.lemma[at].as_str();
        if syntax.upos[at] == "VERB" || is_predicate(syntax, at) {
            let near: Vec<&str> = syntax
                .children(at)
                .filter(|&child| matches!(syntax.plain(child), "obj" | "nsubj" | "obl"))
                .map(|child| syntax.lemma[child].as_str())
                .collect();
            let act = verb_act(syntax, words, at).map(|(act, _)| act);
            let noun = near.iter().find_map(|noun| words.noun(noun)).map(|(act, _)| act);
            let act = if words.is_light(lemma) || act.is_none() { noun.or(act) } else { act };
            if syntax.xpos[at] != "VBG" && matches!(act, Some(Act::Discuss | Act::Say)) {
                let clause = syntax.children(at).any(|child| syntax.plain(child) == "ccomp" && syntax.is_below(token, child));
                return (!clause).then_some(at);
            }
            if act.is_some() {
                return None;
            }
        }
    }
    None
}

/// Where the main clause begins behind a participle clause that tells something by itself: "Following up on the talks in …, both leaders".
fn lead(syntax: &Syntax<'_>, words: &PointWords, tokens: &Range<usize>) -> Option<usize> {
    let root = tokens.clone().find(|&token| syntax.head[token].is_none())?;
    let clause = syntax.children(root).find(|&child| child < root && syntax.plain(child) == "advcl" && syntax.xpos[child] == "VBG")?;
    let below = syntax.below(clause, &[]);
    let last = *below.last()?;
    let comma = (last..root).find(|&token| syntax.form(token) == ",")?;
    (below.first() == Some(&tokens.start) && told(syntax, words, below[0]..last + 1) >= LEAD).then_some(comma + 1)
}
