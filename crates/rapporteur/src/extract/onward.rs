//! A second verb that the parser puts into what was said, and that goes on with who says it: "said talks had stalled and urged both sides to return".
//!
//! It hangs that verb from the one before, as `mend.rs` does with the rest.

use super::Extractor;
use super::cues::Manner;
use super::mend::{takes_clause, tense};
use super::source::Source;
use super::syntax::{Move, Syntax};
use super::voices::{can_speak, may_speak};

/// "said talks had stalled and urged both sides to return": a second verb that the parser joins to what was said, and whose subject is the speaker.
pub(super) fn joined(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        if syntax.plain(token) != "conj" || syntax.upos[token] != "VERB" || syntax.quotation[token].is_some() {
            return None;
        }
        let clause = std::iter::successors(syntax.head[token], |&at| syntax.head[at])
            .take_while(|&at| at < token)
            .find(|&at| syntax.plain(at) != "conj")?;
        let verb = syntax.head[clause]
            .filter(|&verb| syntax.plain(clause) == "ccomp" && verb < clause && takes_clause(syntax, extractor, verb))?;
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl");
        let repeats = |child: usize| syntax.plain(child) == "mark" && syntax.lemma[child] == "that";
        // "was unfair, called for changes": beside an adjective, a participle is a past tense that was mistaken.
        // So it is beside "prices had fallen", which say nothing.
        let subject = syntax.children(clause).find(|&child| own(child));
        let speaks = subject.is_some_and(|subject| can_speak(syntax, extractor, subject));
        let mistaken = syntax.xpos[token] == "VBN"
            && (syntax.upos[clause] != "VERB" || !speaks)
            && !syntax.children(token).any(|child| syntax.plain(child) == "aux");
        let own_tense = if mistaken { Some(true) } else { tense(syntax, token) };
        // "has said talks will go on and proposed": what is told of as done goes on in the past.
        let told = tense(syntax, verb).or_else(|| is_perfect(syntax, verb).then_some(true));
        if syntax.children(token).any(|child| own(child) || repeats(child)) || own_tense? != told? {
            return None;
        }
        let says = extractor.cues.verb(&syntax.lemma[token]).iter().any(|cue| cue.manner == Manner::Speech)
            && syntax.children(token).any(|child| child > token && matches!(syntax.plain(child), "ccomp" | "xcomp" | "obj" | "obl"));
        let comma = syntax
            .children(token)
            .find(|&child| syntax.plain(child) == "cc")
            .and_then(|joint| joint.checked_sub(1))
            .is_some_and(|before| syntax.form(before) == ",");
        // After "would stall" or "had stalled" a verb in the simple past goes on with another; of several clauses the nearest counts as well.
        let near = nearest(syntax, token);
        let other = [clause, near].into_iter().any(|at| tense(syntax, at).is_none_or(|of_clause| Some(of_clause) != own_tense));
        let unsaid = is_refusal(syntax, extractor, token);
        // Without a comma "but gave no details" is the speaker's, and so is what stands in the past behind "would sail", where no verb in
        // the past goes on with the clause ("had sunk and left" may be all the ship's).
        let curt = other && unsaid && tells(syntax, extractor, token);
        let apart = !says && own_tense == Some(true) && syntax.xpos[token] == "VBD" && is_ahead(syntax, near);
        let speaker = if says { other || !speaks || comma } else { comma && (other || !speaks && unsaid) || curt || apart };
        speaker.then_some(Move { token, head: verb, relation: "conj" })
    });
    found.collect()
}

/// "said that the board “knows it well,” and again blamed Pell": a verb in the past outside the marks, which the parser joins to one within them, goes on for
/// the verb of saying around both.
pub(super) fn unquoted(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let quoted = |at: usize| syntax.quotation[at].is_some();
        let first = syntax.head[token].filter(|&first| {
            first < token && syntax.plain(token) == "conj" && syntax.upos[token] == "VERB" && quoted(first) && !quoted(token)
        })?;
        let joint = syntax.children(token).find(|&child| child < token && syntax.plain(child) == "cc" && !quoted(child))?;
        let own = |child: usize| child < token && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark" | "aux");
        let closed = joint.checked_sub(1).is_some_and(|before| syntax.is_mark(before) && quoted(before));
        if !closed || syntax.children(token).any(own) {
            return None;
        }
        let verb =
            std::iter::successors(Some(first), |&at| syntax.head[at]).take(6).find(|&at| !quoted(at) && syntax.upos[at] == "VERB")?;
        let past = matches!(syntax.xpos[token], "VBD" | "VBN") && tense(syntax, verb) == Some(true);
        let comma = (joint.saturating_sub(2)..joint).any(|mark| syntax.form(mark) == ",");
        (past && comma && takes_clause(syntax, extractor, verb)).then_some(Move { token, head: verb, relation: "conj" })
    });
    found.collect()
}

/// The clause right before one that "and" or "but" joins: the last of those it is joined to.
fn nearest(syntax: &Syntax<'_>, joined: usize) -> usize {
    let Some(first) = syntax.head[joined] else { return joined };
    let between = syntax.children(first).filter(|&child| child > first && child < joined && syntax.plain(child) == "conj");
    between.last().unwrap_or(first)
}

/// Is a clause one of what will or may be: "would sail"?
fn is_ahead(syntax: &Syntax<'_>, clause: usize) -> bool {
    let helper =
        |tag: &str| syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "aux" && syntax.xpos[child] == tag);
    let has = syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "aux" && syntax.lemma[child] == "have");
    !has && helper("MD")
}

/// "gave no details", "did not elaborate", "declined to comment": does a verb carry words, so that its "no" is that of a speaker?
fn tells(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let lemma = syntax.lemma[verb].as_str();
    let but = syntax.children(verb).any(|child| syntax.plain(child) == "cc" && syntax.lemma[child] == "but");
    but && (extractor.cues.is_light(lemma) || !extractor.cues.verb(lemma).is_empty() || extractor.limits.is_unsaid(lemma))
}

/// "said that he had told the crew the tug was safe but denied that he sent it out": a denial behind "but", however deep in what "he" said the parser joins
/// it, goes on with the speaker.
pub(super) fn turned(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        if syntax.plain(token) != "conj" || !takes_clause(syntax, extractor, token) || syntax.quotation[token].is_some() {
            return None;
        }
        let cues = extractor.cues.verb(&syntax.lemma[token]);
        let but = syntax.children(token).any(|child| syntax.plain(child) == "cc" && syntax.lemma[child] == "but");
        let content = syntax.children(token).any(|child| child > token && syntax.plain(child) == "ccomp");
        let own = |child: usize| child < token && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
        if !but || !content || syntax.children(token).any(own) || cues.iter().any(|cue| cue.frames.person) {
            return None;
        }
        let told =
            |at: usize| syntax.head[at].filter(|&verb| verb < at && syntax.plain(at) == "ccomp" && takes_clause(syntax, extractor, verb));
        let he = |child: usize| syntax.plain(child) == "nsubj" && matches!(syntax.lemma[child].as_str(), "he" | "she" | "it" | "they");
        let clause = std::iter::successors(syntax.head[token], |&at| syntax.head[at])
            .take(5)
            .find(|&at| told(at).is_some() && syntax.children(at).any(he))?;
        let verb = told(clause)?;
        let goes_on = tense(syntax, token)? == tense(syntax, verb)?;
        goes_on.then_some(Move { token, head: verb, relation: "conj" })
    });
    found.collect()
}

/// "announced his plan to leave, saying that": what a comma parts from an infinitive under a noun is said by who announced it, and is no part of the plan.
pub(super) fn appended(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let says = syntax.xpos[token] == "VBG" && extractor.cues.quotes(&syntax.lemma[token]) && syntax.quotation[token].is_none();
        let done = syntax.head[token].filter(|&done| says && done < token && syntax.plain(token) == "advcl")?;
        let noun = syntax.head[done].filter(|&noun| syntax.plain(done) == "acl" && syntax.xpos[done] == "VB" && noun < done)?;
        let verb = syntax.head[noun].filter(|&verb| verb < noun && syntax.plain(noun) == "obj" && syntax.upos[verb] == "VERB")?;
        (syntax.is_mark(token - 1) && tense(syntax, verb).is_some()).then_some(Move { token, head: verb, relation: "advcl" })
    });
    found.collect()
}

/// "said the mill would close when the season ends, saying that": what a comma parts from a thing that cannot speak is said by the subject of the nearest verb
/// above that can.
pub(super) fn noting(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let says = syntax.xpos[token] == "VBG" && takes_clause(syntax, extractor, token) && syntax.quotation[token].is_none();
        let above = syntax.head[token].filter(|&above| says && above < token && matches!(syntax.plain(token), "acl" | "advcl"))?;
        let start = syntax.below(token, &[])[0];
        let parted = syntax.is_mark(start) || start > 0 && syntax.is_mark(start - 1);
        let mute = |source: &Source| syntax.upos[source.head] == "NOUN" && !may_speak(syntax, extractor, source.head);
        if !parted || !syntax.source(token).is_some_and(|source| mute(&source)) {
            return None;
        }
        let speaks = |at: usize| {
            let told = syntax.upos[at] == "VERB" && at < token && tense(syntax, at).is_some() && syntax.quotation[at].is_none();
            told && syntax.source(at).is_some_and(|source| !mute(&source))
        };
        let verb = std::iter::successors(Some(above), |&at| syntax.head[at]).take(6).find(|&at| speaks(at))?;
        Some(Move { token, head: verb, relation: "advcl" })
    });
    found.collect()
}

/// "said she wants to see the pier rebuilt while the tugs wait, urging Norland to pay": a participle of speech that a comma parts from the end of what was
/// said, however deep in it the parser hangs it, goes on with the speaker. It does not where a person right before it may be who says it.
pub(super) fn trailed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let speaks = extractor.cues.verb(&syntax.lemma[token]).iter().any(|cue| cue.manner == Manner::Speech);
        let free = syntax.quotation[token].is_none() && syntax.relation[token] != "acl:relcl";
        let above = syntax.head[token].filter(|&above| {
            speaks && free && syntax.xpos[token] == "VBG" && above < token && matches!(syntax.plain(token), "advcl" | "acl")
        })?;
        let words = syntax.below(token, &[]);
        let start = words[0];
        let parted = syntax.form(start) == "," || start > 0 && syntax.form(start - 1) == ",";
        if !parted || is_persons(syntax, extractor, above) {
            return None;
        }
        // Up to what was said, through clauses that belong to it and no relative ones.
        let part = |at: usize| {
            let tied = matches!(syntax.plain(at), "advcl" | "xcomp" | "conj" | "acl" | "nmod" | "obl" | "ccomp");
            tied && syntax.relation[at] != "acl:relcl" && syntax.quotation[at].is_none()
        };
        let told =
            |at: usize| syntax.head[at].filter(|&verb| verb < at && takes_clause(syntax, extractor, verb) && syntax.plain(at) == "ccomp");
        let matter = |at: usize| {
            let cue = |verb: usize| {
                let takes = |frames: &super::cues::Frames| frames.object || frames.matter;
                extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.manner == Manner::Speech && takes(&cue.frames))
            };
            syntax.head[at].filter(|&verb| verb < at && syntax.upos[verb] == "VERB" && syntax.plain(at) == "obj" && cue(verb))
        };
        let up = |&at: &usize| syntax.head[at].filter(|&head| head < at && part(at) && told(at).is_none());
        let mut chain = std::iter::successors(Some(above), up).take(7);
        let content = chain.find(|&at| told(at).or_else(|| matter(at)).is_some())?;
        let verb = told(content).or_else(|| matter(content))?;
        let last = |at: usize| syntax.below(at, &[]).into_iter().rfind(|&token| !syntax.is_mark(token));
        let ends = last(token) == last(content) && (content != above || told(content).is_none());
        (ends && is_finite(syntax, verb) && syntax.quotation[verb].is_none()).then_some(Move { token, head: verb, relation: "advcl" })
    });
    found.collect()
}

/// Does a word end in a person, or has it one as its subject, so that a participle behind it may tell what that person says?
fn is_persons(syntax: &Syntax<'_>, extractor: &Extractor, above: usize) -> bool {
    let subject = syntax.children(above).find(|&child| syntax.plain(child) == "nsubj");
    let noun = matches!(syntax.upos[above], "NOUN" | "PROPN" | "PRON");
    let speaks = |noun: usize| super::voices::is_person(syntax, extractor, noun) && !matches!(syntax.low(noun), "he" | "she" | "they");
    noun && speaks(above) || subject.is_some_and(speaks)
}

/// Is a verb told as done, or now: "said", "has said", "says"?
fn is_finite(syntax: &Syntax<'_>, verb: usize) -> bool {
    tense(syntax, verb).is_some() || is_perfect(syntax, verb)
}

/// "We reject the use of force to mark the border and call on both sides to": a verb of speech in its base form that the parser joins to what something is
/// done for, where the main verb is one of speech in the present and so has the same form.
pub(super) fn lifted(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let speaks = |token: usize| extractor.cues.verb(&syntax.lemma[token]).iter().any(|cue| cue.manner == Manner::Speech);
    let found = (0..syntax.len()).filter_map(|token| {
        let done = syntax.head[token].filter(|&done| done < token && syntax.plain(token) == "conj" && syntax.xpos[token] == "VB")?;
        let infinitive = syntax.xpos[done] == "VB" && syntax.children(done).any(|child| child < done && syntax.lemma[child] == "to");
        let own = |child: usize| child < token && matches!(syntax.plain(child), "nsubj" | "aux" | "mark" | "expl");
        if !infinitive || speaks(done) || !speaks(token) || syntax.children(token).any(own) || syntax.quotation[token].is_some() {
            return None;
        }
        let verb = std::iter::successors(syntax.head[done], |&at| syntax.head[at]).take(4).find(|&at| syntax.upos[at] == "VERB")?;
        let urges = || extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.infinitive);
        let plain = syntax.xpos[verb] == "VBP" && speaks(verb) && (syntax.plain(done) != "xcomp" || !urges());
        plain.then_some(Move { token, head: verb, relation: "conj" })
    });
    found.collect()
}

/// "but gave no details", "but did not elaborate", "and declined to comment".
fn is_refusal(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    let negated = |token: usize| matches!(syntax.lemma[token].as_str(), "not" | "n't" | "n’t" | "no" | "never" | "nothing" | "little");
    extractor.limits.is_unsaid(&syntax.lemma[verb]) || syntax.below(verb, &[]).into_iter().take(6).any(negated)
}

/// "has said"?
fn is_perfect(syntax: &Syntax<'_>, verb: usize) -> bool {
    let have = |child: usize| child < verb && syntax.lemma[child] == "have" && matches!(syntax.xpos[child], "VBZ" | "VBP");
    syntax.xpos[verb] == "VBN" && syntax.children(verb).any(have)
}
