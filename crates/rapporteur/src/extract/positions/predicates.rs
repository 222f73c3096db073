//! Predicates of stance: verbs with their subjects, adjectives, nouns that a verb carries, fixed phrases.
//!
//! It finds the parties through `parties.rs`, what they stand to through `points.rs`, and asks `held.rs` whether the stance is held.

use super::super::Extractor;
use super::super::clauses::Found;
use super::super::syntax::Syntax;
use super::held::Held;
use super::parties::{Region, Rows};
use super::rules::PositionRule;
use super::words::{Entry, Side};
use super::{Stance, Stand};
use std::ops::Range;

/// Reads the positions of one report.
pub(super) struct Reader<'s, 'a> {
    pub(super) rows: Rows<'s, 'a>,
    pub(super) extractor: &'s Extractor,
    said: &'s [Found],
    /// The sentence of the last predicate and who it was told of.
    last: Option<(usize, Vec<Range<usize>>)>,
    pub(super) found: Vec<Stand>,
    /// Of parties inserted beside one who only says something: they count where the party has no other position in the sentence.
    pub(super) beside: Vec<Stand>,
}

/// What a stance is told of: its word, what it is, what it is about.
pub(super) struct Told {
    pub(super) cue: usize,
    pub(super) stance: Stance,
    pub(super) point: Vec<usize>,
    pub(super) rule: PositionRule,
}

pub(super) fn stands(syntax: &Syntax<'_>, extractor: &Extractor, said: &[Found]) -> Vec<Stand> {
    let rows = Rows { syntax, words: &extractor.stances };
    let mut reader = Reader { rows, extractor, said, last: None, found: Vec::new(), beside: Vec::new() };
    let mut after = 0;
    for token in 0..syntax.len() {
        if token < after {
            continue;
        }
        if let Some(end) = reader.idiom(token) {
            after = end;
            continue;
        }
        let words = rows.words;
        let low = rows.low(token);
        if words.by(low).is_some() && token + 1 < rows.end(token) && rows.low(token + 1) == "by" {
            continue;
        }
        let known = reader.verb(token) || reader.adjective(token, low) || reader.noun(token) || reader.phrase(token);
        if !known && words.holds("willing", low) {
            reader.willing(token);
        }
        if !known {
            reader.spoken(token);
        }
    }
    let beside = std::mem::take(&mut reader.beside);
    for stand in beside {
        if !reader.found.iter().any(|other| other.actor == stand.actor) {
            reader.found.push(stand);
        }
    }
    for token in 0..syntax.len() {
        reader.agents(token);
    }
    reader.found
}

impl Reader<'_, '_> {
    fn syntax(&self) -> &Syntax<'_> {
        self.rows.syntax
    }

    /// A verb of stance.
    fn verb(&mut self, verb: usize) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let lemma = syntax.lemma[verb].as_str();
        if !syntax.xpos[verb].starts_with("VB") {
            return false;
        }
        // "Her prize and welcoming the games here will inspire many": a deed that is named and told of nobody.
        // "Asked by Reyes for her view": it is Reyes who asks, and nothing is called for.
        let asked = syntax.xpos[verb] == "VBN"
            && verb + 1 < rows.end(verb)
            && rows.low(verb + 1) == "by"
            && syntax.children(verb).all(|child| syntax.plain(child) != "aux");
        if asked {
            return false;
        }
        let named = syntax.xpos[verb] == "VBG"
            && (syntax.plain(verb) == "csubj"
                || syntax.plain(verb) == "conj" && syntax.head[verb].is_some_and(|head| syntax.upos[head] == "NOUN"));
        if named {
            return false;
        }
        let particle = syntax.children(verb).find(|&child| syntax.relation[child] == "compound:prt").map(|child| rows.low(child));
        let phrasal = particle.map(|particle| format!("{lemma}-{particle}"));
        let mut entries: Vec<Entry> = phrasal.iter().flat_map(|word| rows.words.of("verb", word)).cloned().collect();
        if entries.is_empty() {
            entries = rows.words.of("verb", lemma).to_vec();
        }
        let own = verb..verb + 1;
        if entries.is_empty() {
            // "refused to sign": against what would be signed.
            let refused =
                syntax.head[verb].is_some_and(|head| syntax.plain(verb) == "xcomp" && rows.words.holds("refuses", &syntax.lemma[head]));
            if !(refused && rows.words.holds("deeds", lemma)) {
                return false;
            }
            let takes = super::words::Takes { object: true, ..Default::default() };
            entries.push(Entry { stance: Stance::Support, takes });
        }
        let passive = syntax.children(verb).any(|child| matches!(syntax.relation[child], "aux:pass" | "nsubj:pass"));
        if passive {
            return false;
        }
        let loose = syntax.plain(verb) == "amod" || syntax.plain(verb) == "compound";
        let beside = self.beside(verb);
        if loose && beside.is_none() {
            return false;
        }
        let Some((entry, from)) = entries.iter().find_map(|entry| self.taken(entry, verb).map(|from| (entry, from))) else { return false };
        let Some(held) = (if loose { Some(plain(entry.stance)) } else { rows.held(verb, entry.stance, &own) }) else { return true };
        let mut told = self.told(verb, &held, from, PositionRule::Verb);
        if told.stance == Stance::Neutral && told.point.is_empty() {
            // "Ten voted for the extension, while Norland abstained": on what the others voted on.
            let before = self.found.iter().rev().take_while(|stand| rows.sentence_of(stand.cue) == rows.sentence_of(verb));
            told.point = before.map(|stand| stand.point.clone()).find(|point| !point.is_empty()).unwrap_or_default();
        }
        match self.holder(verb, &held, loose.then_some(beside).flatten()) {
            // "The brochure suggests trying the soup": what is printed has no stand.
            Some((subject, _)) if syntax.upos[subject] == "NOUN" && rows.words.holds("prints", &syntax.lemma[subject]) => {}
            Some((subject, limit)) => self.emit(subject, limit, told),
            None => self.emit_joined(verb, told),
        }
        true
    }

    /// The party right before a verb that the parser took for a word of a phrase.
    fn beside(&self, verb: usize) -> Option<usize> {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let mut before = verb.checked_sub(1)?;
        while before > rows.start(verb) && syntax.upos[before] == "ADV" {
            before -= 1;
        }
        rows.around(before).filter(|unit| unit.end == before + 1).map(|unit| unit.end - 1)
    }

    /// Who holds a stance: the head of the subject, and where the subject's words end at the latest.
    pub(super) fn holder(&self, word: usize, held: &Held, beside: Option<usize>) -> Option<(usize, usize)> {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        if let Some(beside) = beside {
            return Some((beside, word));
        }
        let own = syntax.source(word).map(|source| source.head);
        let finite = matches!(syntax.xpos[word], "VBD" | "VBZ" | "VBP");
        // "was the only state to vote no"
        let only = || {
            let noun = syntax.head[word].filter(|_| syntax.plain(word) == "acl")?;
            let is = syntax.children(noun).any(|child| syntax.plain(child) == "cop");
            syntax.children(noun).find(|&child| is && child < noun && syntax.plain(child) == "nsubj")
        };
        let own = own.or_else(only).or_else(|| rows.led_by_names(word).filter(|_| finite))?;
        let own = self.relative(own);
        let Some(under) = held.under else { return Some((own, word)) };
        let low = rows.low(own);
        let possessed = syntax.children(own).any(|child| syntax.relation[child] == "nmod:poss" && syntax.upos[child] == "PRON");
        let points_back = matches!(low, "it" | "they" | "he" | "she" | "we" | "i") || possessed;
        match syntax.source(under) {
            Some(speaker) if points_back => Some((self.relative(speaker.head), under)),
            _ => Some((own, word)),
        }
    }

    /// The noun that a relative pronoun stands for.
    pub(super) fn relative(&self, head: usize) -> usize {
        self.syntax().described(head).map_or(head, |(_, noun)| noun)
    }

    /// The stance with its point, conditions weighed.
    pub(super) fn told(&self, word: usize, held: &Held, from: usize, rule: PositionRule) -> Told {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let point = rows.point(&self.extractor.cues, word, from, held.stance);
        let end = rows.end(word);
        let mut stance = held.stance;
        let mut stop = point.last().map_or((word + 1).min(end), |&last| last + 1);
        while stop < end && syntax.is_mark(stop) {
            stop += 1;
        }
        let sided = matches!(stance, Stance::Support | Stance::Oppose);
        // "A pact that limited its fleet in return for aid": the condition is of what is described.
        let described = |at: usize| {
            std::iter::successors(Some(at), |&at| syntax.head[at])
                .take(6)
                .take_while(|&at| at != word)
                .any(|at| syntax.relation[at] == "acl:relcl")
        };
        let condition = rows.phrase_at("condition", stop).filter(|_| stop < end && !described(stop));
        let bound = condition.is_some_and(|words| words > 1 || held.modal || rows.low(stop) != "if");
        let qualified = (word..stop.min(end)).any(|at| rows.phrase_at("qualified", at).is_some())
            || stop < end && rows.phrase_at("qualified", stop).is_some();
        if sided && (bound || qualified) {
            stance = Stance::Conditional;
        }
        let rule = match (held.open, held.turned || stance != held.stance) {
            (true, _) => PositionRule::Open,
            (_, true) => PositionRule::Turned,
            _ => rule,
        };
        Told { cue: word, stance, point, rule }
    }

    /// Gives every party of a region its side.
    pub(super) fn emit(&mut self, subject: usize, limit: usize, told: Told) {
        if matches!(self.rows.low(subject), "we" | "i") {
            // Whoever speaks these words.
            let speaker =
                self.said.iter().filter(|found| found.content.binary_search(&told.cue).is_ok()).min_by_key(|found| found.content.len());
            if let Some(source) = speaker.and_then(|found| found.source.as_ref()) {
                let phrase = source.tokens[0]..source.tokens[source.tokens.len() - 1] + 1;
                let unit = self.rows.around(source.head).unwrap_or(phrase);
                self.push(unit, told.stance, &told.point, told.cue, told.rule);
            }
            return;
        }
        if subject >= limit && self.rows.sentence_of(subject) == self.rows.sentence_of(limit) {
            // The subject stands behind its verb: "rejected by", "said the envoy"; behind a comma another clause may begin.
            if (limit..subject).any(|token| self.rows.comma(token)) {
                return;
            }
            let unit = self.rows.around(subject).unwrap_or(subject..subject + 1);
            self.push(unit, told.stance, &told.point, told.cue, told.rule);
            return;
        }
        let region = self.rows.region(subject, limit);
        self.emit_region(region, &told);
    }

    /// A second predicate of the subject before, which the tree does not give it: "stressed the need to end it and, with Ostrel, opposed a fee".
    fn emit_joined(&mut self, verb: usize, told: Told) {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let Some(joint) = rows.joined_at(verb).filter(|_| matches!(syntax.xpos[verb], "VBD" | "VBZ")) else { return };
        let parties = match &self.last {
            Some((sentence, parties)) if *sentence == rows.sentence_of(verb) => parties.clone(),
            _ => {
                let main = syntax.root(verb).filter(|&root| root < joint && syntax.xpos[root] == syntax.xpos[verb]);
                let Some(subject) = main.and_then(|main| syntax.source(main).map(|source| source.head).or_else(|| rows.led_by_names(main)))
                else {
                    return;
                };
                rows.region(subject, main.unwrap_or(joint)).parties
            }
        };
        let mut region = Region { parties, inserted: Vec::new() };
        rows.inserts(joint + 1, verb, &mut region);
        self.emit_region(region, &told);
    }

    fn emit_region(&mut self, region: Region, told: &Told) {
        self.last = Some((self.rows.sentence_of(told.cue), region.parties.clone()));
        self.emit_gapped(&region, told);
        for party in region.parties {
            // "Many in Norland back the plan", "at a dinner with the envoy, Reyes said": what a preposition leads is no subject.
            if !self.rows.is_led(&party) {
                self.push(party, told.stance, &told.point, told.cue, told.rule);
            }
        }
        for (side, party) in region.inserted {
            let Some(stance) = beside(side, told.stance) else { continue };
            self.push(party, stance, &told.point, told.cue, if side == Side::Same { told.rule } else { PositionRule::Inserted });
        }
    }

    /// "opposed penalties and, with Ostrel, a fund": a second point that the subject shares with one more.
    fn emit_gapped(&mut self, region: &Region, told: &Told) {
        let rows = self.rows;
        let Some(joint) = told.point.last().map(|&last| last + 1).filter(|&joint| joint + 3 < rows.end(told.cue)) else { return };
        if !(rows.and(joint) && rows.comma(joint + 1)) {
            return;
        }
        let Some((Side::Same, from)) = rows.opener_at(joint + 2, rows.end(told.cue)) else { return };
        let (with, end) = rows.row(from, rows.end(told.cue));
        let noun = end + 1 < rows.end(told.cue) && rows.comma(end) && matches!(rows.syntax.upos[end + 1], "DET" | "NOUN" | "ADJ" | "PROPN");
        if noun {
            let point = rows.point(&self.extractor.cues, told.cue, end + 1, told.stance);
            for party in region.parties.iter().cloned().chain(with) {
                self.push(party, told.stance, &point, told.cue, told.rule);
            }
        }
    }

    pub(super) fn push(&mut self, actor: Range<usize>, stance: Stance, point: &[usize], cue: usize, rule: PositionRule) {
        let point: Vec<usize> = point.iter().copied().filter(|token| !actor.contains(token)).collect();
        let end = self.rows.end(cue);
        let asks = (end.saturating_sub(2)..end).any(|token| self.rows.syntax.form(token) == "?");
        if self.is_party(&actor) && !asks {
            self.found.push(Stand { actor, stance, point, cue, rule });
        }
    }

    /// Can these words be one who has a position: a name, he or she, the holder of an office, a body?
    fn is_party(&self, actor: &Range<usize>) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let first = rows.low(actor.start);
        if actor.len() == 1 && matches!(first, "he" | "she") {
            return true;
        }
        let led = if first == "the" { actor.start + 1 } else { actor.start };
        if rows.words.holds("crowd", rows.low(led.min(actor.end - 1))) || rows.is_part(actor) {
            return false;
        }
        if rows.unit(actor.start, actor.end).is_some() {
            return !actor.clone().all(|token| self.extractor.roles.is_time(rows.low(token)));
        }
        let definite =
            matches!(first, "the" | "its" | "his" | "her" | "their") || actor.clone().any(|token| syntax.plain(token) == "nmod:poss");
        let head = actor.clone().find(|&token| syntax.head[token].is_none_or(|head| !actor.contains(&head)));
        let named = actor.clone().any(|token| syntax.analysis.name_at(token).is_some());
        let roles = &self.extractor.roles;
        head.is_some_and(|head| {
            let lemma = syntax.lemma[head].as_str();
            let single = !matches!(syntax.xpos[head], "NNS" | "NNPS");
            single && (roles.is_person(lemma) && !roles.is_vague(lemma) || roles.is_body(lemma)) && (definite || named)
        })
    }
}

/// A stance that nothing governs.
pub(super) fn plain(stance: Stance) -> Held {
    Held { stance, turned: false, modal: false, open: false, under: None }
}

/// Where an inserted party stands beside a subject of this stance: who supports one that is against it is against it.
pub(super) fn beside(side: Side, subject: Stance) -> Option<Stance> {
    match (side, subject) {
        (Side::Same, stance) => Some(stance),
        (Side::Own(Stance::Support), Stance::Proposes) => Some(Stance::Support),
        (Side::Own(Stance::Support), stance) => Some(stance),
        (Side::Own(Stance::Oppose), Stance::Oppose) => Some(Stance::Support),
        (Side::Own(Stance::Oppose), Stance::Proposes | Stance::Support | Stance::Conditional) => Some(Stance::Oppose),
        _ => None,
    }
}
