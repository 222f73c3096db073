//! A cue put into the sentence it reports, between two marks: "Fees, the council says, will rise", "The dam (the pilot argues) will hold".
//!
//! It looks at the words alone, as the parser makes five different trees of them: who speaks stands between the first mark and the cue, and the clause
//! around both has its subject before the one mark and its predicate behind the other.

use super::Extractor;
use super::cues::{Cue, Manner};
use super::mend::takes_clause;
use super::syntax::{Move, Syntax};
use super::voices::can_speak;
use std::ops::Range;

/// Tokens between the mark that opens and the cue, and between the cue and the mark that closes.
const ASIDE: usize = 14;

/// Hangs the cue beside the clause it reports, each with its own subject.
pub(super) fn inserted(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let mut moves: Vec<Move> =
        (1..syntax.len()).filter_map(|open| Inserted::at(syntax, extractor, open)).flat_map(|found| found.moves(syntax)).collect();
    moves.extend((0..syntax.len()).filter_map(|verb| inverted(syntax, extractor, verb)).flatten());
    moves
}

/// The predicates that the parser hangs beneath their subjects, with those: each takes the place of its subject before anything is moved.
pub(super) fn beneath(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<(usize, usize)> {
    let found = (1..syntax.len()).filter_map(|open| Inserted::at(syntax, extractor, open));
    found.filter(|found| syntax.is_below(found.predicate, found.subject)).map(|found| (found.predicate, found.subject)).collect()
}

/// The parts of such a sentence, as tokens.
struct Inserted {
    /// The subject of the clause that is reported.
    subject: usize,
    speaker: usize,
    cue: usize,
    /// Whom it was said to, where and when: what stands between the cue and the mark that closes.
    rest: Range<usize>,
    /// The head of the predicate behind that mark.
    predicate: usize,
}

impl Inserted {
    fn at(syntax: &Syntax<'_>, extractor: &Extractor, open: usize) -> Option<Self> {
        let closes: &[&str] = match syntax.form(open) {
            "," => &[","],
            "(" => &[")"],
            "–" | "—" | "--" | "-" => &["–", "—", "--", "-"],
            _ => return None,
        };
        let sentence = syntax.analysis.sentences[syntax.sentence[open]].tokens.clone();
        let free = |token: usize| syntax.quotation[token].is_none();
        let cue = (open + 1..sentence.end.min(open + ASIDE)).find(|&token| syntax.upos[token] == "VERB")?;
        let named = |token: usize| {
            free(token)
                && matches!(syntax.upos[token], "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PRON" | "ADP" | "PART" | "ADV" | "CCONJ" | "X")
                && !matches!(syntax.xpos[token], "WP" | "WDT" | "WP$" | "WRB" | "TO")
        };
        let holds = |cue: &Cue| cue.frames.clause && matches!(cue.manner, Manner::Speech | Manner::Thought);
        let finite =
            matches!(syntax.xpos[cue], "VBD" | "VBZ" | "VBP") && !syntax.children(cue).any(|child| syntax.relation[child] == "aux:pass");
        if !finite || !free(cue) || !extractor.cues.verb(&syntax.lemma[cue]).iter().any(holds) || !(open + 1..cue).all(named) {
            return None;
        }
        let speaker = speaking(syntax, open + 1..cue).filter(|&noun| matches!(syntax.upos[noun], "NOUN" | "PROPN" | "PRON"))?;
        let close = (cue + 1..sentence.end.min(cue + ASIDE)).find(|&token| closes.contains(&syntax.form(token)))?;
        let adjunct = |token: usize| free(token) && !matches!(syntax.upos[token], "VERB" | "AUX" | "SCONJ") && !syntax.is_mark(token);
        if !(cue + 1..close).all(adjunct) {
            return None;
        }
        let first = (close + 1..sentence.end).find(|&token| syntax.upos[token] != "ADV")?;
        let predicate = match syntax.plain(first) {
            "aux" | "cop" => syntax.head[first]?,
            _ => first,
        };
        let finite = matches!(syntax.xpos[first], "MD" | "VBD" | "VBZ" | "VBP");
        let own = |child: usize| child > close && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl");
        if !finite || !free(first) || predicate < first || syntax.children(predicate).any(own) {
            return None;
        }
        let subject = top(syntax, sentence.start..open).filter(|&noun| noun < open)?;
        let whole = syntax.below(subject, &[]);
        // No verb of its own before the mark: "He left the pier, the mayor said, was shut" is another sentence.
        let spoken = |token: usize| !matches!(syntax.upos[token], "VERB" | "AUX") || whole.binary_search(&token).is_ok() && token > subject;
        let led = syntax.children(subject).any(|child| child < subject && syntax.plain(child) == "case");
        let nominal = matches!(syntax.upos[subject], "NOUN" | "PROPN" | "PRON" | "NUM" | "DET") && !led && free(subject);
        (nominal && (sentence.start..open).all(spoken)).then_some(Self { subject, speaker, cue, rest: cue + 1..close, predicate })
    }

    fn moves(&self, syntax: &Syntax<'_>) -> Vec<Move> {
        let passive = syntax.children(self.predicate).any(|child| syntax.relation[child] == "aux:pass");
        let mut moves = Vec::new();
        // The cue heads what it reports, or stands beside it.
        if syntax.is_below(self.predicate, self.cue) {
            moves.push(Move { token: self.predicate, head: self.cue, relation: "ccomp" });
        } else {
            moves.push(Move { token: self.cue, head: self.predicate, relation: "parataxis" });
        }
        moves.push(Move { token: self.speaker, head: self.cue, relation: "nsubj" });
        moves.push(Move { token: self.subject, head: self.predicate, relation: if passive { "nsubj:pass" } else { "nsubj" } });
        let own = self.rest.start - 1..self.rest.end;
        let loose = self.rest.clone().filter(|&token| syntax.head[token].is_none_or(|head| !own.contains(&head)));
        moves.extend(loose.map(|token| Move {
            token,
            head: self.cue,
            relation: if syntax.upos[token] == "ADV" { "advmod" } else { "obl" },
        }));
        moves
    }
}

/// The last noun phrase of a stretch: its head, which hangs from outside the stretch.
fn top(syntax: &Syntax<'_>, stretch: Range<usize>) -> Option<usize> {
    let last = stretch.end.checked_sub(1).filter(|last| stretch.contains(last))?;
    std::iter::successors(Some(last), |&at| syntax.head[at].filter(|head| stretch.contains(head))).last()
}

/// The head of the phrase that a stretch holds, though the parser gives what a preposition leads in it to the cue: "analysts at the bank".
fn speaking(syntax: &Syntax<'_>, stretch: Range<usize>) -> Option<usize> {
    let mut end = stretch.end;
    loop {
        let noun = top(syntax, stretch.start..end)?;
        let case = syntax.children(noun).find(|&child| child < noun && syntax.plain(child) == "case" && stretch.contains(&child));
        match case.filter(|&case| case > stretch.start) {
            Some(case) => end = case,
            None => return Some(noun),
        }
    }
}

/// "The dam, argues the pilot, will hold": who stands behind the cue is its subject, and what stands before it is that of the clause.
fn inverted(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> Option<[Move; 2]> {
    let opened = verb > 0 && syntax.form(verb - 1) == ",";
    if !opened || !takes_clause(syntax, extractor, verb) || syntax.quotation[verb].is_some() {
        return None;
    }
    let content = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "ccomp")?;
    let speaker = syntax.children(verb).find(|&child| child > verb && child < content && syntax.plain(child) == "obj")?;
    let before = syntax.children(verb).find(|&child| child < verb && syntax.plain(child) == "nsubj")?;
    let end = *syntax.below(speaker, &[]).last()?;
    let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
    let enclosed = syntax.form(end) == "," || end + 1 < syntax.len() && syntax.form(end + 1) == ",";
    let speaks = enclosed && can_speak(syntax, extractor, speaker) && !syntax.children(content).any(own);
    speaks.then_some([Move { token: before, head: content, relation: "nsubj" }, Move { token: speaker, head: verb, relation: "nsubj" }])
}
