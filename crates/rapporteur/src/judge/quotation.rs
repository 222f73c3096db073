//! Words in quotation marks: they must stand so in the record, in marks, from this speaker.

use super::lay::{Step, lay};
use super::lexemes::{Lexeme, Piece, ends_between, is_put, lexemes, parted_between, pieces};
use super::voice::{may_be, objection};
use super::{Candidate, Claim, Context, Grade, Judgement, turned};
use crate::extract::{Effect, Meanings};
use std::collections::BTreeSet;

/// Of a claim's words, in tenths, that a wording must have for the claim to be an altered form of it.
const ALIKE: usize = 6;

/// A claim laid under one wording.
struct Laid {
    candidate: usize,
    record: Vec<Lexeme>,
    steps: Vec<Step>,
    matched: usize,
    faults: usize,
    /// Laid under the wording without what the report's editor put into it in brackets.
    without: bool,
}

/// Judges words in marks by the wordings of the record.
pub(super) fn judge(context: &Context<'_>, claim: &Claim<'_>, candidates: &[Candidate<'_>]) -> Judgement {
    let pieces: Vec<Piece> = claim.words.iter().flat_map(|&span| pieces(claim.text, span)).collect();
    let words = pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    if words == 0 {
        return Judgement { grade: Grade::Unclear, reason: Some("there are no words in it".to_owned()), candidate: None };
    }
    // "They [the pilots] never asked": what the report's editor put in is not the speaker's.
    let best = |at: usize, candidate: &Candidate<'_>| {
        let whole = laid(at, candidate, &pieces, words, false);
        if whole.as_ref().is_none_or(|laid| laid.faults == 0) {
            return whole;
        }
        laid(at, candidate, &pieces, words, true).filter(|laid| laid.faults == 0).or(whole)
    };
    let laid: Vec<Laid> = candidates.iter().enumerate().filter_map(|(at, candidate)| best(at, candidate)).collect();
    let whole = laid.iter().filter(|laid| laid.faults == 0).map(|laid| exact(context, claim, &candidates[laid.candidate], laid, &pieces));
    // What holds wins; of what does not, the nearest to holding.
    if let Some(found) = whole.min_by_key(|judgement| judgement.grade) {
        return found;
    }
    let near = laid.iter().filter(|laid| laid.matched * 10 >= words * ALIKE && laid.matched > 1);
    let near = near.min_by_key(|laid| (laid.faults, !speaks(context, claim, &candidates[laid.candidate])));
    near.map_or_else(Judgement::nothing, |laid| {
        let candidate = &candidates[laid.candidate];
        Judgement::of(
            Grade::Altered,
            told(context.meanings, claim.text, candidate.text, &laid.record, &pieces, &laid.steps),
            laid.candidate,
        )
    })
}

fn speaks(context: &Context<'_>, claim: &Claim<'_>, candidate: &Candidate<'_>) -> bool {
    may_be(context, &claim.voice, &candidate.voice, false)
}

fn laid(at: usize, candidate: &Candidate<'_>, pieces: &[Piece], words: usize, without: bool) -> Option<Laid> {
    let mut record = lexemes(candidate.text, &candidate.account.content);
    if without {
        let all = record.len();
        record.retain(|lexeme| !is_put(candidate.text, lexeme));
        if record.len() == all {
            return None;
        }
    }
    // Most words must be there at all before their order is looked at.
    let forms: BTreeSet<&str> = record.iter().map(|lexeme| lexeme.form.as_str()).collect();
    let shared = pieces.iter().filter(|piece| matches!(piece, Piece::Word(word) if forms.contains(word.form.as_str()))).count();
    if shared * 10 < words * ALIKE {
        return None;
    }
    let steps = lay(pieces, &record, &|claim, record| claim.form == record.form);
    let matched = steps.iter().filter(|step| matches!(step, Step::Same(..))).count();
    let faults = steps.iter().filter(|step| matches!(step, Step::Other(..) | Step::Extra(_) | Step::Left(_))).count();
    Some(Laid { candidate: at, record, steps, matched, faults, without })
}

/// A claim whose every word stands in a wording, in order.
fn exact(context: &Context<'_>, claim: &Claim<'_>, candidate: &Candidate<'_>, laid: &Laid, pieces: &[Piece]) -> Judgement {
    let at = laid.candidate;
    if let Some(turned) = turned(candidate) {
        return Judgement::of(Grade::Denied, turned, at);
    }
    if !in_marks(candidate, laid) {
        return Judgement::of(Grade::Printed, "the report tells this without quotation marks, in its own words".to_owned(), at);
    }
    if let Some((grade, reason)) = objection(context, &claim.voice, &candidate.voice, false) {
        return Judgement::of(grade, reason, at);
    }
    if let Some((effect, words)) = bound(context.meanings, claim, candidate, laid, pieces) {
        let reason = format!("left out: “{words}”; changes the sense ({})", effect.label());
        return Judgement::of(Grade::Altered, reason, at);
    }
    let covered = laid.steps.iter().any(|step| matches!(step, Step::Covered(..)));
    let put = laid.without || pieces.iter().any(|piece| matches!(piece, Piece::Put(_)));
    let grade = if put {
        Grade::Bracketed
    } else if covered {
        Grade::Cut
    } else {
        Grade::Exact
    };
    Judgement::of(grade, None, at)
}

/// Do nearly all matched words stand in quotation marks of the report?
fn in_marks(candidate: &Candidate<'_>, laid: &Laid) -> bool {
    let marked = |word: &usize| candidate.account.quoted.iter().any(|quoted| quoted.contains(laid.record[*word].span));
    let matched: Vec<usize> =
        laid.steps.iter().filter_map(|step| if let Step::Same(_, word) = *step { Some(word) } else { None }).collect();
    matched.iter().filter(|word| marked(word)).count() * 10 >= matched.len() * 9
}

/// What binds the claimed words in the record's sentence and is left out of the claim: a "not" or an "if" before them, an "unless" after them, or
/// either under an ellipsis.
fn bound(meanings: &Meanings, claim: &Claim<'_>, candidate: &Candidate<'_>, laid: &Laid, pieces: &[Piece]) -> Option<(Effect, String)> {
    let record = &laid.record;
    let matched: Vec<usize> =
        laid.steps.iter().filter_map(|step| if let Step::Same(_, word) = *step { Some(word) } else { None }).collect();
    let (&first, &last) = (matched.first()?, matched.last()?);
    let condition = |word: usize| meanings.opens_condition(record[word..].iter().map(|lexeme| lexeme.form.as_str()));
    let binds = |word: usize| match meanings.effect(&record[word].form) {
        Some(Effect::Negation) => Some(Effect::Negation),
        _ => condition(word).then_some(Effect::Condition),
    };
    let ends = |word: usize| word + 1 >= record.len() || ends_between(candidate.text, &record[word], &record[word + 1]);
    let parted = |word: usize| parted_between(candidate.text, &record[word], &record[word + 1]);
    let print = |from: usize, to: usize| {
        let (start, end) = (record[from].span.start as usize, record[to].span.end as usize);
        candidate.text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // After the claim, to the end of the sentence: a condition wherever it stands.
    let opens_gap = matches!(pieces.last(), Some(Piece::Gap));
    let mut at = last;
    while !opens_gap && !ends(at) {
        at += 1;
        if condition(at) {
            let end = (at..record.len()).find(|&word| ends(word)).unwrap_or(record.len() - 1);
            return Some((Effect::Condition, print(at, end)));
        }
    }
    // Before it, in its own clause; a condition in the clause before binds words that are shown as a sentence of their own.
    let sentence = (0..first).rev().find(|&word| ends(word)).map_or(0, |word| word + 1);
    let clause = (sentence..first).rev().find(|&word| parted(word)).map_or(sentence, |word| word + 1);
    let shown_whole = pieces.iter().find_map(|piece| if let Piece::Word(word) = piece { Some(word.capital) } else { None }) == Some(true)
        && !record[first].capital;
    for word in (sentence..first).rev() {
        let own = word >= clause;
        match binds(word) {
            Some(Effect::Negation) if own && first - word <= NEAR => return Some((Effect::Negation, print(word, first.saturating_sub(1)))),
            Some(Effect::Condition) if own || shown_whole => return Some((Effect::Condition, print(word, first.saturating_sub(1)))),
            _ => {}
        }
    }
    // Under an ellipsis: what stands in one sentence with kept words.
    let mut covered = laid.steps.iter().filter_map(|step| match *step {
        Step::Covered(piece, word) if pieces[piece] == Piece::Gap => Some(word),
        _ => None,
    });
    let kept: BTreeSet<usize> = matched.iter().copied().collect();
    let beside = |word: usize| {
        let before = (0..word).rev().take_while(|&other| !ends(other)).any(|other| kept.contains(&other));
        before || (word..record.len() - 1).take_while(|&other| !ends(other)).any(|other| kept.contains(&(other + 1)))
    };
    let gap = covered.find_map(|word| binds(word).filter(|_| beside(word)).map(|effect| (effect, print(word, word))));
    // In brackets: what the editor put in must not turn the sense, nor take such a word away.
    gap.or_else(|| {
        let put = pieces.iter().enumerate().find_map(|(at, piece)| {
            let Piece::Put(words) = piece else { return None };
            let under = |effect: Effect| {
                laid.steps
                    .iter()
                    .any(|step| matches!(*step, Step::Covered(piece, word) if piece == at && self::binds(meanings, &record[word], effect)))
            };
            [Effect::Negation, Effect::Condition]
                .into_iter()
                .find(|&effect| under(effect) != words.iter().any(|word| self::binds(meanings, word, effect)))
        });
        put.map(|effect| (effect, claim.words.first().map_or(String::new(), |span| span.of(claim.text).to_owned())))
    })
}

fn binds(meanings: &Meanings, word: &Lexeme, effect: Effect) -> bool {
    meanings.effect(&word.form) == Some(effect)
}

/// Words before a claim within which a negation of its clause binds it.
const NEAR: usize = 8;

/// What the record has, words left out as `[-…-]` and words put in as `{+…+}`, and what of it changes the sense.
pub(super) fn told(meanings: &Meanings, claim: &str, report: &str, record: &[Lexeme], pieces: &[Piece], steps: &[Step]) -> String {
    let word = |piece: usize| match &pieces[piece] {
        Piece::Word(word) => Some(word),
        _ => None,
    };
    let mut printed: Vec<String> = Vec::new();
    let mut effects: BTreeSet<Effect> = BTreeSet::new();
    let (mut gone, mut new): (Vec<&Lexeme>, Vec<&Lexeme>) = (Vec::new(), Vec::new());
    let mut flush = |gone: &mut Vec<&Lexeme>, new: &mut Vec<&Lexeme>, printed: &mut Vec<String>| {
        let of = |words: &[&Lexeme], text: &str| words.iter().map(|word| word.span.of(text)).collect::<Vec<_>>().join(" ");
        let held = |words: &[&Lexeme]| {
            words.iter().filter_map(|word| meanings.effect(&word.form).map(|effect| (effect, word.form.clone()))).collect::<BTreeSet<_>>()
        };
        effects.extend(held(gone).symmetric_difference(&held(new)).map(|(effect, _)| *effect));
        if !gone.is_empty() {
            printed.push(format!("[-{}-]", of(gone, report)));
        }
        if !new.is_empty() {
            printed.push(format!("{{+{}+}}", of(new, claim)));
        }
        gone.clear();
        new.clear();
    };
    for step in steps {
        match *step {
            Step::Same(piece, _) => {
                flush(&mut gone, &mut new, &mut printed);
                printed.extend(word(piece).map(|word| word.span.of(claim).to_owned()));
            }
            Step::Other(piece, at) => {
                gone.push(&record[at]);
                new.extend(word(piece));
            }
            Step::Extra(piece) => new.extend(word(piece)),
            Step::Left(at) => gone.push(&record[at]),
            Step::Covered(..) => {}
        }
    }
    flush(&mut gone, &mut new, &mut printed);
    let mut told = format!("the record has: {}", printed.join(" "));
    if !effects.is_empty() {
        let effects: Vec<&str> = effects.into_iter().map(Effect::label).collect();
        told += &format!("; changes the sense ({})", effects.join(", "));
    }
    told
}
