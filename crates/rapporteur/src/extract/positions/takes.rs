//! What a verb of stance takes: whether what follows it is what its stance is about, and where that begins.
//!
//! It knows nothing of who holds the stance, nor whether it is held.

use super::Stance;
use super::predicates::Reader;
use super::words::Entry;
use crate::analyze::NameKind;

impl Reader<'_, '_> {
    /// Where what a verb's stance is about begins, if it takes it so; one past the verb where nothing need follow.
    pub(super) fn taken(&self, entry: &Entry, verb: usize) -> Option<usize> {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let (takes, end) = (&entry.takes, rows.end(verb));
        let mut next = verb + 1;
        while next < end && (syntax.upos[next] == "ADV" || syntax.relation[next] == "compound:prt") {
            next += 1;
        }
        let right = |relations: &[&str]| syntax.children(verb).find(|&child| child > verb && relations.contains(&syntax.plain(child)));
        let clause = right(&["ccomp"]).or_else(|| right(&["xcomp"]).filter(|_| next < end && rows.low(next) == "that"));
        if takes.mandate && clause.is_some_and(|clause| self.is_mandate(clause)) {
            return Some(next);
        }
        // "suggested there were too few boats" proposes nothing.
        let there = next < end && rows.low(next) == "there" && syntax.upos[next] == "PRON";
        if takes.mandate && (there || clause.is_some_and(|clause| self.is_fact(clause) || takes.object && self.has_subject(clause, next))) {
            return None;
        }
        // "called the race for Reyes"
        let named =
            rows.words.holds("bare", &syntax.lemma[verb]) && right(&["obj"]).is_some_and(|object| syntax.below(object, &[])[0] == next);
        if named {
            return None;
        }
        if takes.clause && (right(&["ccomp"]).is_some() || next < end && rows.low(next) == "that") {
            let from = right(&["ccomp"]).map_or(next, |clause| syntax.below(clause, &[])[0]);
            // "Agreed fees should not fall": where the parser loses who is spoken of, nothing is known.
            return (syntax.upos[from] != "AUX").then_some(from);
        }
        if let Some(from) = self.after_word(&takes.words, verb, next) {
            // "I agree with Reyes": of what nothing tells.
            let with_person = rows.words.holds("concurs", &syntax.lemma[verb]) && rows.low(from - 1) == "with" && self.is_person_at(from);
            // "I speak for the people": for whom, and not for what.
            let for_people = rows.low(from - 1) == "for"
                && (from..end.min(from + 5))
                    .find(|&token| syntax.upos[token] == "NOUN")
                    .is_some_and(|noun| rows.words.holds("helped", &syntax.lemma[noun]));
            return (!with_person && !for_people).then_some(from);
        }
        let object = right(&["obj"]);
        let asks = || {
            right(&["xcomp", "ccomp", "advcl"]).is_some_and(|act| syntax.children(act).any(|mark| rows.low(mark) == "to" && mark > verb))
        };
        let person = |object: usize| {
            self.extractor.roles.is_person(&syntax.lemma[object])
                || syntax.analysis.name_at(object).is_some_and(|name| name.kind == NameKind::Person)
        };
        let matter = || {
            object.is_some_and(|object| {
                let lemma = syntax.lemma[object].as_str();
                !person(object) && (self.extractor.limits.is_matter(lemma) || rows.words.holds("texts", lemma))
            })
        };
        // "commended Reyes for her patience", "condemned Norland over it" is no position on a question.
        let party = |object: usize| person(object) || self.is_party_name(object);
        if rows.words.holds("praises", &syntax.lemma[verb]) && object.is_some_and(party) {
            return None;
        }
        // "I want people to know": what is asked is only heed.
        let heed = || right(&["xcomp", "ccomp", "advcl"]).is_some_and(|act| rows.words.holds("heeds", &syntax.lemma[act]));
        if takes.asked && heed() {
            return None;
        }
        // "urged Norland against it"
        if takes.person
            && object.is_some_and(|object| {
                syntax.below(object, &[]).last().is_some_and(|&last| last + 1 < end && rows.low(last + 1) == "against")
            })
        {
            return None;
        }
        // "The president wants it to stop": of what nothing tells.
        if takes.asked && object.is_some_and(|object| syntax.lemma[object] == "it") {
            return None;
        }
        // "Submitted evidence to the inquiry": papers that are handed in.
        if takes.matter && entry.stance == Stance::Proposes && object.is_some_and(|object| rows.words.holds("filed", &syntax.lemma[object]))
        {
            return None;
        }
        // "Requested anonymity", "accepted the job": for oneself.
        if object.is_some_and(|object| rows.words.holds("private", &syntax.lemma[object])) {
            return None;
        }
        if takes.object || takes.person || takes.asked && object.is_some() && asks() || takes.matter && matter() {
            let helped = matches!(entry.stance, Stance::Support | Stance::Oppose)
                && object.is_some_and(|object| rows.words.holds("helped", &syntax.lemma[object]));
            let begins = next < end
                && (matches!(syntax.upos[next], "DET" | "ADJ" | "NOUN" | "PROPN" | "PRON" | "NUM") || syntax.xpos[next] == "VBG")
                && !helped;
            let quoted = next < end && syntax.quotation[next].is_some() && syntax.quotation[verb].is_none();
            if begins || quoted {
                return Some(next);
            }
        }
        if takes.infinitive && next < end && rows.low(next) == "to" {
            return Some(next);
        }
        let closes = next >= end || syntax.is_mark(next) || matches!(rows.low(next), "and" | "but" | "on" | "in" | "while");
        (takes.none && closes).then_some(end)
    }

    /// Does a clause say what should be: "that it be shorter", "that it should end"?
    fn is_mandate(&self, clause: usize) -> bool {
        let syntax = self.rows.syntax;
        let base = |token: usize| syntax.xpos[token] == "VB";
        let helped = |wanted: &dyn Fn(usize) -> bool| {
            syntax.children(clause).any(|child| child < clause && matches!(syntax.plain(child), "aux" | "cop") && wanted(child))
        };
        let to = syntax.children(clause).any(|child| self.rows.low(child) == "to" && child < clause);
        // "that the text also include it": no third person with a single subject.
        let single = |child: usize| syntax.plain(child) == "nsubj" && matches!(syntax.xpos[child], "NN" | "NNP");
        let plain = |clause: usize| syntax.xpos[clause] == "VBP" && syntax.children(clause).any(single);
        let modal = helped(&|child| syntax.xpos[child] == "MD");
        // "The parties could meet": what might be, or might have been, is only supposed.
        let supposed = || {
            syntax
                .children(clause)
                .any(|child| child < clause && (syntax.plain(child) == "cop" || matches!(self.rows.low(child), "have" | "be")))
        };
        helped(&|child| matches!(self.rows.low(child), "should" | "must"))
            || helped(&|child| self.rows.low(child) == "could") && !supposed()
            || !modal && !to && (base(clause) || plain(clause) || helped(&base))
    }

    /// Has a clause that begins here a subject of its own: "suggested the fee would rise" proposes no fee?
    fn has_subject(&self, clause: usize, from: usize) -> bool {
        let syntax = self.rows.syntax;
        syntax.plain(clause) == "ccomp"
            && syntax.children(clause).any(|child| child >= from && child < clause && syntax.plain(child) == "nsubj")
    }

    /// Does a clause say what is or was: "there were too few boats", "the fee was too high"? What is spelled as its lemma may be no past tense.
    fn is_fact(&self, clause: usize) -> bool {
        let syntax = self.rows.syntax;
        let told = matches!(syntax.xpos[clause], "VBD" | "VBZ") && self.rows.low(clause) != syntax.lemma[clause];
        let helped = |child: usize| {
            child < clause && matches!(syntax.plain(child), "aux" | "cop") && matches!(syntax.xpos[child], "VBD" | "VBZ" | "VBP")
        };
        told || syntax.children(clause).any(helped)
    }

    /// Is the first noun from here on a person?
    fn is_person_at(&self, from: usize) -> bool {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let noun = (from..rows.end(from).min(from + 6)).find(|&token| {
            matches!(syntax.upos[token], "NOUN" | "PROPN" | "PRON")
                && !matches!(syntax.plain(token), "compound" | "nmod:poss")
                && syntax.relation[token] != "nmod:poss"
        });
        noun.is_some_and(|noun| {
            syntax.upos[noun] == "PRON"
                || self.extractor.roles.is_person(&syntax.lemma[noun])
                || syntax.analysis.name_at(noun).is_some_and(|name| name.kind == NameKind::Person)
        })
    }

    /// Is a noun the name of a state, a body or a place, and nothing more?
    pub(super) fn is_party_name(&self, noun: usize) -> bool {
        let syntax = self.rows.syntax;
        syntax.upos[noun] == "PROPN"
            && syntax.analysis.name_at(noun).is_some_and(|name| matches!(name.kind, NameKind::Organisation | NameKind::Place))
    }

    /// Where the phrase under one of these words begins: right behind, or hung from `head` farther off.
    pub(super) fn after_word(&self, words: &[String], head: usize, next: usize) -> Option<usize> {
        let (rows, syntax) = (self.rows, self.rows.syntax);
        let end = rows.end(head);
        // "agreed to meet" is no agreement to something.
        let act = next + 1 < end && rows.low(next) == "to" && syntax.xpos[next + 1] == "VB";
        // "urged them for years": how long is not what for; "called not for sanctions but": the other side.
        let apart = |word: usize| {
            let denied = word > 0 && rows.is_negation(word - 1);
            let noun = (word + 1..end.min(word + 7)).find(|&token| syntax.upos[token] == "NOUN");
            let lasts = noun.is_some_and(|noun| {
                rows.words.holds("lasting", rows.low(noun)) && (word + 1..noun).all(|token| syntax.upos[token] != "PROPN")
            });
            // "The changes he is pushing for are": what is called for stands before it.
            let finite =
                word + 1 < end && (syntax.upos[word + 1] == "AUX" || matches!(syntax.xpos[word + 1], "VBZ" | "VBP" | "VBD" | "MD"));
            denied || lasts || finite || word + 1 < end && self.extractor.roles.is_time(rows.low(word + 1))
        };
        let right = (next < end && words.iter().any(|word| word == rows.low(next)) && !act && !apart(next)).then_some(next + 1);
        let led_by = |low: &str| words.iter().any(|word| word == low);
        let led = || {
            let parts = syntax
                .children(head)
                .filter(|&child| child > head && matches!(syntax.plain(child), "obl" | "nmod" | "advcl" | "xcomp" | "acl" | "ccomp"));
            parts
                .flat_map(|part| syntax.children(part))
                .find(|&word| {
                    let infinitive = rows.low(word) == "to" && syntax.plain(word) == "mark";
                    matches!(syntax.plain(word), "case" | "mark") && led_by(rows.low(word)) && !infinitive && !apart(word)
                })
                .map(|word| word + 1)
        };
        right.or_else(led).filter(|&from| from < end)
    }
}
