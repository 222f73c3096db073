//! What is told without marks: it holds where the same speaker said it, to the same effect, and nothing of the content is another thing.
//!
//! Words must be the record's, in order, but for small words, forms of one verb, and what telling changes of itself (I, he; will, would). Other words
//! may mean the same; that is not judged here.

use super::lay::{Step, lay};
use super::lexemes::{Lexeme, Piece, ends_between, expanded, lexemes, parted_between};
use super::quotation::told;
use super::voice::{may_be, objection};
use super::{Candidate, Claim, Context, Grade, Judgement, may_stand_for, rest_of_sentence};
use crate::extract::{Effect, Form, Meanings, Polarity, Rule, Sense, Standing};
use crate::text::Span;
use std::collections::BTreeSet;

/// Of a claim's telling words, in tenths, that a wording must have for the claim to be an altered form of it.
const ALIKE: usize = 6;

struct Laid {
    candidate: usize,
    record: Vec<Lexeme>,
    steps: Vec<Step>,
    /// Telling words of the claim that the wording has.
    matched: usize,
    /// What speaks against it: words and phrases that differ.
    faults: usize,
    /// Telling words of the wording that the claim leaves out.
    left: usize,
    /// Of these the run, first and last word, that binds or turns what the claim keeps.
    binding: Option<(usize, usize)>,
}

/// Judges a claim without marks by the wordings of the record.
pub(super) fn judge(context: &Context<'_>, claim: &Claim<'_>, candidates: &[Candidate<'_>]) -> Judgement {
    let meanings = context.meanings;
    let words: Vec<Lexeme> = without_that(expanded(meanings, lexemes(claim.text, claim.words)));
    let telling = words.iter().filter(|word| !meanings.is_light(&word.form)).count();
    if telling == 0 {
        return Judgement { grade: Grade::Unclear, reason: Some("it has no telling word".to_owned()), candidate: None };
    }
    let pieces: Vec<Piece> = words.into_iter().map(Piece::Word).collect();
    let laid: Vec<Laid> =
        candidates.iter().enumerate().filter_map(|(at, candidate)| laid(context, at, candidate, &pieces, telling)).collect();
    let whole = laid.iter().filter(|laid| laid.faults == 0).map(|laid| agrees(context, claim, &candidates[laid.candidate], laid));
    if let Some(found) = whole.min_by_key(|judgement| judgement.grade) {
        return found;
    }
    let speaks = |laid: &Laid| may_be(context, &claim.voice, &candidates[laid.candidate].voice, true);
    let near = laid.iter().filter(|laid| laid.matched * 10 >= telling * ALIKE && laid.matched > 1);
    let near = near.min_by_key(|laid| (!speaks(laid), laid.faults, laid.left));
    near.map_or_else(Judgement::nothing, |laid| {
        let candidate = &candidates[laid.candidate];
        let grade = if speaks(laid) { Grade::Altered } else { Grade::Misattributed };
        let reason = match grade {
            Grade::Altered => {
                let mut reason = told(meanings, claim.text, candidate.text, &laid.record, &pieces, &laid.steps);
                // Where words were put in or exchanged, those left out are shown there.
                if let Some((first, last)) = laid.binding.filter(|_| !reason.contains("+}") && !reason.contains("-]")) {
                    reason += &left(meanings, candidate.text, &laid.record[first..=last]);
                }
                reason
            }
            _ => format!("the record has something like it from {}", candidate.voice.name()),
        };
        Judgement::of(grade, reason, laid.candidate)
    })
}

/// A leading "that" belongs to the telling.
fn without_that(mut words: Vec<Lexeme>) -> Vec<Lexeme> {
    if words.first().is_some_and(|word| word.form == "that") {
        words.remove(0);
    }
    words
}

/// The content with the rest of its sentence, where nothing but a comma parts them: what reading a report closely cut off may be claimed, and what
/// a claim adds must stand there.
fn to_end_of_sentence(candidate: &Candidate<'_>) -> Vec<Span> {
    let mut spans = candidate.account.content.clone();
    let Some(last) = spans.last_mut() else { return spans };
    let tail = rest_of_sentence(candidate.text, *last);
    let own = |span: &Span| span.overlaps(tail);
    if !candidate.account.cue.iter().any(own) && !candidate.account.source.iter().any(own) {
        last.end = tail.end;
    }
    spans
}

fn laid(context: &Context<'_>, at: usize, candidate: &Candidate<'_>, pieces: &[Piece], telling: usize) -> Option<Laid> {
    let meanings = context.meanings;
    let record = without_that(expanded(meanings, lexemes(candidate.text, &to_end_of_sentence(candidate))));
    // Most words must be there at all before their order is looked at; forms of one word begin alike.
    let starts: BTreeSet<String> = record.iter().map(|word| start(meanings, word)).collect();
    let shares =
        |piece: &&Piece| matches!(piece, Piece::Word(word) if !meanings.is_light(&word.form) && starts.contains(&start(meanings, word)));
    if pieces.iter().filter(shares).count() * 10 < telling * (ALIKE - 1) {
        return None;
    }
    let quotes = candidate.account.form != Form::Indirect;
    let same = |claim: &Lexeme, record: &Lexeme| {
        claim.form == record.form
            || (quotes && meanings.told_as(&record.form, &claim.form))
            || (!quotes && meanings.told_again(&record.form, &claim.form))
            || meanings.form(&claim.form) == meanings.form(&record.form)
            || meanings.effect(&claim.form).is_none()
                && meanings.effect(&record.form).is_none()
                && context.language.same_lemma(&claim.form, &record.form)
    };
    let steps = lay(pieces, &record, &same);
    let light = |word: &Lexeme| meanings.is_light(&word.form);
    let matched = steps
        .iter()
        .filter(|step| matches!(**step, Step::Same(piece, _) if matches!(&pieces[piece], Piece::Word(word) if !light(word))))
        .count();
    // What telling puts in: "it cost" told as "it had cost", "called it a farce" as "said it was a farce", "promised to pay" as "said he would pay".
    let predicate = candidate.account.rule == Rule::Predicate;
    let bound = matches!(candidate.account.sense, Sense::Promises | Sense::Threatens) && candidate.account.rule == Rule::Infinitive;
    let told = |piece: usize, word: &Lexeme| {
        let next = steps.iter().find_map(|step| match *step {
            Step::Same(other, at) if other == piece + 1 => Some(at),
            _ => None,
        });
        let had = |at: usize| at > 0 && meanings.form(&record[at - 1].form) == meanings.form(&word.form);
        quotes && meanings.is_perfect(&word.form) && next.is_some_and(|at| !had(at) && meanings.effect(&record[at].form).is_none())
            || predicate && meanings.is_copula(&word.form)
            || bound && meanings.is_ahead(&word.form)
    };
    let differs = |step: &&Step| match **step {
        Step::Extra(piece) => matches!(&pieces[piece], Piece::Word(word) if !light(word) && !told(piece, word)),
        Step::Other(piece, word) => !light(&record[word]) || matches!(&pieces[piece], Piece::Word(word) if !light(word)),
        _ => false,
    };
    let gone = left_out(meanings, candidate, &record, &steps);
    let faults = steps.iter().filter(differs).count() + gone.len();
    let left = record.iter().filter(|word| !light(word)).count().saturating_sub(matched);
    Some(Laid { candidate: at, record, steps, matched, faults, left, binding: gone.last().copied() })
}

/// What a claim leaves out, in words, and what that does to the sense.
fn left(meanings: &Meanings, report: &str, gone: &[Lexeme]) -> String {
    let (Some(first), Some(last)) = (gone.first(), gone.last()) else { return String::new() };
    let words = report.get(first.span.start as usize..last.span.end as usize).unwrap_or_default();
    let binds = (0..gone.len()).any(|at| meanings.opens_condition(gone[at..].iter().map(|word| word.form.as_str())));
    let effect = gone.iter().find_map(|word| meanings.effect(&word.form)).filter(|effect| *effect != Effect::Number);
    let effect = if binds { Some(Effect::Condition) } else { effect };
    let effect = effect.map(|effect| format!("; changes the sense ({})", effect.label())).unwrap_or_default();
    format!("; left out: “{}”{effect}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The first letters of a word's form: words that differ in them are taken for two without a closer look.
fn start(meanings: &Meanings, word: &Lexeme) -> String {
    meanings.form(&word.form).chars().take(2).collect()
}

/// The wording's phrases, by first and last word, that the claim leaves out and that bind or turn what it keeps. What adds a circumstance may go: a phrase that a mark
/// parts or a preposition begins, as long as nothing in it turns the sense.
fn left_out(meanings: &Meanings, candidate: &Candidate<'_>, record: &[Lexeme], steps: &[Step]) -> Vec<(usize, usize)> {
    let used: Vec<usize> = steps
        .iter()
        .filter_map(|step| match *step {
            Step::Same(_, word) | Step::Other(_, word) => Some(word),
            _ => None,
        })
        .collect();
    let (Some(&first), Some(&last)) = (used.first(), used.last()) else { return vec![(0, record.len().saturating_sub(1))] };
    let text = candidate.text;
    let ends = |word: usize| word + 1 >= record.len() || ends_between(text, &record[word], &record[word + 1]);
    let parted = |word: usize| word + 1 >= record.len() || parted_between(text, &record[word], &record[word + 1]);
    let condition = |word: usize| meanings.opens_condition(record[word..].iter().map(|lexeme| lexeme.form.as_str()));
    let turns = |word: usize| meanings.effect(&record[word].form).is_some_and(|effect| effect != Effect::Number) || condition(word);
    let light = |word: usize| meanings.is_light(&record[word].form);
    let mut gone = Vec::new();
    // Before: nothing of its own sentence, but for small words or an adverbial that a comma parts.
    let start = (0..first).rev().find(|&word| ends(word)).map_or(0, |word| word + 1);
    if start < first {
        let small = (start..first).all(light);
        let free = parted(first - 1) && !(start..first).any(turns);
        gone.extend((!small && !free).then_some((start, first - 1)));
    }
    // Within: runs of words left out.
    let mut run: Option<usize> = None;
    for word in first..=last {
        if used.binary_search(&word).is_err() {
            run.get_or_insert(word);
            continue;
        }
        if let Some(from) = run.take() {
            let small = (from..word).all(light);
            let phrase = (from > 0 && parted(from - 1)) || meanings.is_link(&record[from].form) || ends(word - 1);
            gone.extend((!small && (!phrase || (from..word).any(turns))).then_some((from, word - 1)));
        }
    }
    // After: to the end of the sentence.
    let end = (last..record.len()).find(|&word| ends(word)).unwrap_or(record.len() - 1);
    if last < end {
        let bound = (last + 1..=end).any(condition);
        let phrase = parted(last) || meanings.is_link(&record[last + 1].form);
        let small = (last + 1..=end).all(light);
        gone.extend((bound || !(phrase || small)).then_some((last + 1, end)));
    }
    gone
}

/// The words are the record's: is it the same sense, and the same speaker?
fn agrees(context: &Context<'_>, claim: &Claim<'_>, candidate: &Candidate<'_>, laid: &Laid) -> Judgement {
    let (at, record) = (laid.candidate, candidate.account);
    let cue = record.cue_words(candidate.text).unwrap_or_else(|| record.sense.label().to_owned());
    if let Some(account) = claim.account {
        let (claimed, kept) = (account.polarity(), record.polarity());
        let contrary = match (account.standing, record.standing) {
            (one, other) if one == other => None,
            (_, Standing::Negated) => Some("the report says that this was not said".to_owned()),
            (_, Standing::Hypothetical) => Some("the report says that this may be said, not that it was".to_owned()),
            _ => Some("the report says that it was said".to_owned()),
        };
        let contrary = contrary.or_else(|| {
            (claimed != kept).then(|| match kept {
                Polarity::Affirmed => format!("the record has it as said: “{cue}” ({})", record.sense.label()),
                Polarity::Open => format!("the record leaves it open: “{cue}” ({})", record.sense.label()),
                Polarity::Denied => format!("the record has the contrary: “{cue}” ({})", record.sense.label()),
            })
        });
        if let Some(reason) = contrary {
            return Judgement::of(Grade::Denied, reason, at);
        }
        if !may_stand_for(account, record) {
            return Judgement::of(
                Grade::Altered,
                format!("the record has “{cue}” ({}), not {}", record.sense.label(), account.sense.label()),
                at,
            );
        }
    }
    if let Some((grade, reason)) = objection(context, &claim.voice, &candidate.voice, record.form == Form::Indirect) {
        return Judgement::of(grade, reason, at);
    }
    let words: Vec<&str> = record.content.iter().map(|span| span.of(candidate.text)).collect();
    Judgement::of(Grade::Told, format!("the record has: {}", words.join(" … ")), at)
}
