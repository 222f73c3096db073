//! Other forms of stance: adjectives, nouns that a verb carries or whose holders are named, fixed phrases, readiness on a condition, and those after
//! "by".
//!
//! The verbs, and how a region of parties is given its sides, are in `predicates.rs`.

use super::predicates::{Reader, Told, beside, plain};
use super::rules::PositionRule;
use super::words::{Entry, Side};
use super::{Stance, Stand};
use std::ops::Range;

impl Reader<'_, '_> {
    /// An adjective of stance with a form of be: "is opposed to".
    pub(super) fn adjective(&mut self, token: usize, low: &str) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let Some(entry) = rows.words.of("adjective", low).first() else { return false };
        let is = syntax.children(token).any(|child| matches!(syntax.relation[child], "cop" | "aux:pass") || syntax.lemma[child] == "be");
        let remains =
            syntax.head[token].is_some_and(|head| syntax.plain(token) == "xcomp" && rows.words.holds("settled", &syntax.lemma[head]));
        if !is && !remains {
            return false;
        }
        let next = token + 1;
        let from = self.after_word(&entry.takes.words, token, next).or_else(|| entry.takes.none.then_some(rows.end(token)));
        let Some(from) = from else { return false };
        // "Is critical of Norland": of whom, and of nothing that is asked.
        let of_party =
            syntax.children(token).any(|child| child >= from && matches!(syntax.plain(child), "obl" | "nmod") && self.is_party_name(child));
        if of_party {
            return false;
        }
        let Some(held) = rows.held(token, entry.stance, &(token..token + 1)) else { return true };
        let subject = syntax.children(token).find(|&child| child < token && syntax.plain(child) == "nsubj");
        let holder = match subject {
            Some(subject) if held.under.is_none() => Some((self.relative(subject), token)),
            _ => self.holder(token, &held, None),
        };
        let Some((subject, limit)) = holder else { return true };
        let told = self.told(token, &held, from, PositionRule::Adjective);
        self.emit(subject, limit, told);
        true
    }

    /// "is in favour of", "is against".
    pub(super) fn phrase(&mut self, token: usize) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let Some((words, entry)) = rows.words.phrases(rows.low(token)).iter().find(|(words, _)| rows.is_at(words, token)) else {
            return false;
        };
        let end = token + words.len();
        let head = std::iter::successors(Some(token), |&at| syntax.head[at]).take(4).find(|&at| {
            syntax.children(at).any(|child| syntax.plain(child) == "cop") && syntax.children(at).any(|child| syntax.plain(child) == "nsubj")
        });
        let Some(head) = head.filter(|_| end < rows.end(token)) else { return false };
        let near = syntax
            .children(head)
            .filter(|&child| syntax.plain(child) == "cop")
            .last()
            .is_some_and(|cop| cop < token && (cop + 1..token).all(|between| matches!(syntax.upos[between], "ADV" | "PART")));
        if !near {
            return false;
        }
        let Some(held) = rows.held(head, entry.stance, &(token..end)) else { return true };
        let Some(subject) = syntax.children(head).find(|&child| child < token && syntax.plain(child) == "nsubj") else { return true };
        let subject = match held.under.and_then(|under| syntax.source(under)) {
            Some(speaker) if syntax.upos[subject] == "PRON" => speaker.head,
            _ => self.relative(subject),
        };
        let mut told = self.told(token, &held, end, PositionRule::Adjective);
        told.point = rows.point(&self.extractor.cues, token, end, told.stance);
        self.emit(subject, token, told);
        true
    }

    /// A noun of stance that a verb carries, or with its holder before it.
    pub(super) fn noun(&mut self, noun: usize) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        if syntax.upos[noun] != "NOUN" {
            return false;
        }
        let Some(entry) = rows.words.of("noun", &syntax.lemma[noun]).first() else { return false };
        self.of_holders(noun, entry);
        let carrier = syntax.head[noun].filter(|_| matches!(syntax.plain(noun), "obj" | "conj"));
        let Some(carrier) = carrier.filter(|&carrier| syntax.upos[carrier] == "VERB") else { return false };
        let lemma = syntax.lemma[carrier].as_str();
        let (carries, drops) = (rows.words.holds("carries", lemma), rows.words.holds("drops", lemma));
        if !carries && !drops || syntax.children(carrier).any(|child| syntax.relation[child] == "aux:pass") {
            return false;
        }
        // "Has the backing of Norland": it is Norland that backs.
        if rows.words.holds("borne", lemma) && noun + 1 < rows.end(noun) && rows.low(noun + 1) == "of" {
            return true;
        }
        // "Announced the support of five states": it is those who support.
        if noun + 1 < rows.end(noun) && rows.low(noun + 1) == "of" && syntax.children(noun).any(|child| rows.low(child) == "the") {
            return true;
        }
        let from = self.after_word(&entry.takes.words, noun, noun + 1).or_else(|| self.after_word(&entry.takes.words, carrier, noun + 1));
        let Some(from) = from.filter(|&from| from > noun) else { return false };
        let none = syntax.children(noun).any(|child| rows.words.holds("none", rows.low(child)));
        let Some(mut held) = rows.held(carrier, entry.stance, &(carrier..carrier + 1)) else { return true };
        if drops || none {
            // Who drops an objection no longer stands in the way; who withdraws support is no longer for it.
            match held.stance.denied() {
                Some(stance) => (held.stance, held.turned) = (stance, true),
                None => return true,
            }
        }
        let Some((subject, limit)) = self.holder(carrier, &held, None) else { return true };
        let mut told = self.told(carrier, &held, from, PositionRule::Noun);
        told.cue = noun;
        self.emit(subject, limit, told);
        true
    }

    /// "The plan met with opposition from Norland": those after "from" hold it, on what the noun or its clause is about.
    fn of_holders(&mut self, noun: usize, entry: &Entry) {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        if noun + 2 >= rows.end(noun)
            || rows.low(noun + 1) != "from"
            || syntax.children(noun).any(|child| rows.words.holds("none", rows.low(child)))
        {
            return;
        }
        let (parties, _) = rows.row(noun + 2, rows.end(noun));
        let verb =
            syntax.head[noun].filter(|&verb| syntax.upos[verb] == "VERB" && verb < noun && matches!(syntax.plain(noun), "obj" | "obl"));
        let Some(verb) = verb.filter(|&verb| {
            rows.words.holds("meets", &syntax.lemma[verb]) && rows.held(verb, Stance::Proposes, &(verb..verb + 1)).is_some()
        }) else {
            return;
        };
        let Some(thing) = syntax.children(verb).find(|&child| child < verb && syntax.plain(child) == "nsubj") else { return };
        if rows.is_name_word(thing) || syntax.upos[thing] == "PRON" {
            return;
        }
        let point: Vec<usize> = syntax.below(thing, &[]);
        for party in parties {
            self.push(party, entry.stance, &point, noun, PositionRule::Noun);
        }
    }

    /// A fixed phrase; where it ends.
    pub(super) fn idiom(&mut self, token: usize) -> Option<usize> {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let (words, entry) = rows.words.idioms(rows.low(token)).iter().find(|(words, _)| rows.is_at(words, token))?;
        let end = token + words.len();
        let takes = &entry.takes;
        let word =
            (token..end).find(|&word| syntax.upos[word] == "VERB").or_else(|| (token..end).find(|&word| syntax.source(word).is_some()))?;
        let next = if end < rows.end(token) && syntax.upos[end] == "ADV" { end + 1 } else { end };
        let from = self.after_word(&takes.words, word, next).filter(|&from| from >= end).or_else(|| {
            let object = takes.object
                && next < rows.end(token)
                && (matches!(syntax.upos[next], "DET" | "NOUN" | "PROPN" | "ADJ" | "PRON") || syntax.xpos[next] == "VBG");
            let infinitive = takes.infinitive && next < rows.end(token) && rows.low(next) == "to";
            (object || infinitive).then_some(next).or_else(|| takes.none.then_some(rows.end(token)))
        })?;
        // "has yet to decide", "is yet to say": what helps is no other verb.
        let helper =
            syntax.head[word].filter(|&head| head < word && word < head + 4 && matches!(syntax.lemma[head].as_str(), "have" | "be"));
        let held = rows.held(word, entry.stance, &(token..end)).or_else(|| rows.held(helper?, entry.stance, &(token..end)))?;
        let (subject, limit) = self.holder(word, &held, None)?;
        let mut told = self.told(word, &held, from, PositionRule::Idiom);
        if entry.stance == Stance::Undecided {
            told.rule = PositionRule::Open;
        }
        self.emit(subject, limit.min(token.max(subject + 1)), told);
        Some(end)
    }

    /// "is prepared to reduce emissions provided that".
    pub(super) fn willing(&mut self, token: usize) {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let Some(act) = syntax
            .children(token)
            .find(|&child| child > token && matches!(syntax.plain(child), "xcomp" | "advcl" | "ccomp") && syntax.upos[child] == "VERB")
        else {
            return;
        };
        if !rows.words.of("verb", &syntax.lemma[act]).is_empty() {
            return;
        }
        let point = rows.point(&self.extractor.cues, act, act, Stance::Conditional);
        let Some(&last) = point.last() else { return };
        let stop = (last + 1..rows.end(token)).find(|&at| !syntax.is_mark(at));
        if stop.is_none_or(|stop| rows.phrase_at("condition", stop).is_none()) {
            return;
        }
        let Some(held) = rows.held(token, Stance::Conditional, &(token..token + 1)) else { return };
        let subject = syntax
            .children(token)
            .find(|&child| child < token && syntax.plain(child) == "nsubj")
            .map(|subject| (self.relative(subject), token));
        let Some((subject, limit)) = subject.or_else(|| self.holder(token, &held, None)) else { return };
        self.emit(subject, limit, Told { cue: token, stance: Stance::Conditional, point, rule: PositionRule::Willing });
    }

    /// Who is inserted beside one who only says something: "Norland, supported by Ostrel, said that".
    pub(super) fn spoken(&mut self, verb: usize) {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        if syntax.upos[verb] != "VERB"
            || !matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP")
            || self.extractor.cues.verb(&syntax.lemma[verb]).is_empty()
        {
            return;
        }
        let Some(subject) = syntax.source(verb).map(|source| source.head).filter(|&subject| subject < verb) else { return };
        let region = rows.region(subject, verb);
        let told = region.inserted.iter().any(|(side, _)| *side != Side::Same);
        if !told {
            return;
        }
        let point = rows.point(&self.extractor.cues, verb, verb + 1, Stance::Proposes);
        for (side, party) in region.inserted {
            if let (Side::Own(stance), false) = (side, point.is_empty()) {
                self.beside.push(Stand { actor: party, stance, point: point.clone(), cue: verb, rule: PositionRule::Inserted });
            }
        }
    }

    /// Those after a participle and "by": "which was supported by", "a text tabled by".
    pub(super) fn agents(&mut self, token: usize) {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        if token + 2 >= rows.end(token) || rows.low(token + 1) != "by" {
            return;
        }
        let Some(Side::Own(stance)) = rows.words.by(rows.low(token)) else { return };
        let (parties, _) = rows.row(token + 2, rows.end(token));
        let placed = |party: &Range<usize>| self.found.iter().any(|stand| stand.actor == *party);
        let parties: Vec<Range<usize>> = parties.into_iter().filter(|party| !placed(party)).collect();
        if parties.is_empty() {
            return;
        }
        // The first participle of several tells what all belong to.
        let mut first = token;
        while matches!(syntax.plain(first), "conj" | "advcl" | "acl") && syntax.head[first].is_some_and(|head| syntax.xpos[head] == "VBN") {
            first = syntax.head[first].unwrap_or(first);
        }
        let Some(held) = rows.held(token, stance, &(token..token + 1)).or_else(|| (syntax.plain(first) == "acl").then(|| plain(stance)))
        else {
            return;
        };
        let passive = syntax.children(first).find(|&child| syntax.relation[child] == "nsubj:pass").map(|subject| self.relative(subject));
        let belongs = || syntax.head[first].filter(|_| syntax.plain(first) == "acl");
        if let Some(thing) = passive.or_else(belongs) {
            if rows.is_name_word(thing) && passive.is_none() || self.extractor.roles.is_person(&syntax.lemma[thing]) {
                return;
            }
            let clause = if syntax.is_below(first, thing) { vec![first] } else { Vec::new() };
            let mut without = clause;
            without.extend(
                syntax
                    .children(thing)
                    .filter(|&child| syntax.relation[child] == "acl:relcl" || syntax.is_below(token, child) && child != thing),
            );
            without.extend(syntax.children(thing).filter(|&child| matches!(syntax.plain(child), "case" | "cc" | "punct")));
            let point: Vec<usize> =
                syntax.below(thing, &without).into_iter().filter(|&part| !syntax.is_mark(part) || part > thing).collect();
            for party in parties {
                self.push(party, held.stance, &point, token, PositionRule::Agents);
            }
            return;
        }
        // "proposed a pause, supported by Norland"
        let verb = syntax.head[token];
        if let Some(stand) = self.found.iter().find(|stand| Some(stand.cue) == verb).cloned() {
            let Some(stance) = beside(Side::Own(stance), stand.stance) else { return };
            for party in parties {
                self.push(party, stance, &stand.point, token, PositionRule::Inserted);
            }
        }
    }
}
