//! What a report tells of how things came out: done, not done, called off, done in part, denied, put off. Each sentence by itself; to what it is the
//! outcome is for `link::commitment` to say.
//!
//! Forecasts, doubts, wishes, hearsay and renewed promises are no outcomes.

use super::scene::Scene;
use super::{Due, due};
use crate::extract::syntax::Syntax;
use crate::extract::times::Dates;
use crate::extract::{Extractor, Findings, clauses::Found};
use crate::text::Span;

macro_rules! outcomes {
    ($(#[doc = $doc:literal] $outcome:ident $label:literal)*) => {
        /// How something came out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Outcome { $(#[doc = $doc] $outcome,)* }

        impl Outcome {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$outcome),*];

            /// The word for it in the record.
            pub fn label(self) -> &'static str {
                match self { $(Self::$outcome => $label),* }
            }

            /// The one of a word of the record.
            pub fn of(label: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.label() == label)
            }
        }
    };
}

outcomes! {
    #[doc = "It was done, or happened."] Done "done"
    #[doc = "It was not done, or will not be."] Undone "undone"
    #[doc = "It is off the table, or something took its place."] Off "off"
    #[doc = "Part of it was done."] Partly "partly"
    #[doc = "That it was done is denied."] Denied "denied"
    #[doc = "It was put off to a day."] Moved "moved"
}

/// One sentence that tells an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The sentence.
    pub span: Span,
    /// How it came out.
    pub outcome: Outcome,
    /// Lemmas of the verbs that tell it, in the order of the text.
    pub verbs: Vec<String>,
    /// The words for who or what the sentence is about.
    pub subject: Option<Span>,
    /// The day it was put off to.
    pub until: Option<Due>,
}

/// Stands among the verbs of a sentence that tells that all of something is at its end, whatever was to be done.
pub(crate) const WHOLE: &str = "=";

/// The outcomes that a report tells, in the order of the text. Total: any analysis gives a value.
pub(in crate::extract) fn deeds(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    found: &[Found],
    findings: &Findings,
    dates: &Dates<'_, '_>,
) -> Vec<Deed> {
    if extractor.commitments.is_empty() {
        return Vec::new();
    }
    let scene = Scene::of(syntax, extractor, found, findings, dates);
    (0..syntax.analysis.sentences.len()).flat_map(|sentence| of_sentence(&scene, sentence)).collect()
}

fn of_sentence(scene: &Scene<'_, '_>, sentence: usize) -> Vec<Deed> {
    let syntax = scene.syntax;
    let found = &syntax.analysis.sentences[sentence];
    let tokens: Vec<usize> = found.tokens.clone().collect();
    let Some(&first) = tokens.first() else { return Vec::new() };
    let words: Vec<&str> = tokens.iter().map(|&token| scene.lower(token)).collect();
    if scene.is_question(first)
        || tokens.iter().any(|&token| !syntax.xpos[token].starts_with("NNP") && scene.words.is("hedge", scene.lower(token)))
    {
        return Vec::new();
    }
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for &token in &tokens {
        match told(scene, token) {
            Some(true) => done.push(token),
            Some(false) => undone.push(token),
            None => {}
        }
    }
    let lemmas = |list: &[usize]| list.iter().map(|&token| scene.lemma(token).to_owned()).collect::<Vec<_>>();
    let root = syntax.root(first);
    let about =
        done.first().or(undone.first()).copied().and_then(|verb| scene.subject(verb)).or_else(|| root.and_then(|root| scene.subject(root)));
    let subject = about.and_then(|head| syntax.spans(&syntax.phrase(head).tokens).first().copied());
    let deed = |outcome, verbs, until| Deed { span: found.span, outcome, verbs, subject, until };
    let denies =
        tokens.iter().any(|&token| syntax.upos[token] == "VERB" && scene.words.is("deny", scene.lemma(token)) && !scene.is_negated(token));
    let none = tokens.iter().any(|&token| scene.lower(token) == "no" && syntax.plain(token) == "det")
        && tokens.iter().any(|&token| scene.words.is("exist", scene.lemma(token)));
    if denies || none {
        return vec![deed(Outcome::Denied, lemmas(&done), None)];
    }
    let moves = done.iter().any(|&token| scene.words.is("move", scene.lemma(token)));
    let mut until = scene
        .times()
        .iter()
        .filter(|time| syntax.within(time.span).any(|token| tokens.contains(&token)))
        .filter(|time| done.iter().any(|&verb| scene.words.is("move", scene.lemma(verb)) && due::is_until(scene, time, verb)))
        .filter_map(|time| due::ahead(scene, time));
    if let Some(until) = until.next_back().filter(|_| moves) {
        return vec![deed(Outcome::Moved, lemmas(&done), Some(until))];
    }
    if (0..words.len()).any(|at| scene.words.is_off(&words[at..])) {
        return vec![deed(Outcome::Off, lemmas(&done), None)];
    }
    // "130 prisoners who have not come back": what is not done of a part, told beside.
    let beside =
        |&token: &usize| std::iter::successors(Some(token), |&at| syntax.head[at]).take(4).any(|at| syntax.relation[at] == "acl:relcl");
    let (missing, undone): (Vec<usize>, Vec<usize>) = undone.into_iter().partition(beside);
    let part = !missing.is_empty() || words.iter().any(|word| scene.words.is("partly", word));
    if part && !(done.is_empty() && undone.is_empty() && missing.is_empty()) {
        done.extend(undone.into_iter().chain(missing));
        return vec![deed(Outcome::Partly, lemmas(&done), None)];
    }
    // "Every one of the prisoners is home".
    let ended = tokens.iter().copied().find(|&token| {
        let stands = scene.words.is("state", scene.lemma(token)) && !scene.is_negated(token) && !scene.has_modal(token);
        let is = syntax.children(token).any(|child| child < token && matches!(scene.lower(child), "is" | "are" | "were" | "was"));
        let all = |subject: usize| syntax.below(subject, &[]).into_iter().any(|part| scene.words.is("whole", scene.lower(part)));
        stands && is && scene.subject(token).is_some_and(all)
    });
    let mut deeds = Vec::new();
    if !undone.is_empty() {
        deeds.push(deed(Outcome::Undone, lemmas(&undone), None));
    }
    if !done.is_empty() || ended.is_some() {
        let mut verbs = lemmas(&done);
        verbs.extend(ended.map(|_| WHOLE.to_owned()));
        deeds.push(deed(Outcome::Done, verbs, None));
    }
    deeds
}

/// Is a verb told as done (true) or as not done (false)? None where it is neither.
fn told(scene: &Scene<'_, '_>, verb: usize) -> Option<bool> {
    let syntax = scene.syntax;
    if syntax.upos[verb] != "VERB" || scene.is_subordinate_to_if(verb) {
        return None;
    }
    let telling = scene.telling(verb);
    let reports = scene.words.is("report", scene.lemma(verb)) && telling.account.is_none();
    if scene.is_unreal(&telling) || reports || telling.source.is_some_and(|source| scene.words.is("hearsay", scene.lemma(source))) {
        return None;
    }
    let negated = scene.is_negated(verb);
    let modal = syntax.children(verb).find(|&child| child < verb && syntax.xpos[child] == "MD");
    let undoes = scene.words.is("undone", scene.lemma(verb)) || scene.words.is("break", scene.lemma(verb)) && object_is_word(scene, verb);
    if let Some(modal) = modal {
        let ahead = scene.words.is("will", scene.lower(modal)) || scene.words.is("would", scene.lower(modal));
        return (ahead && negated && telling.source.is_some()).then_some(false);
    }
    let helped = |words: &[&str]| syntax.children(verb).any(|child| child < verb && words.contains(&scene.lower(child)));
    let past = syntax.xpos[verb] == "VBD"
        || syntax.xpos[verb] == "VBN"
            && (helped(&["has", "have", "was", "were", "been", "'ve", "’ve"]) || matches!(syntax.plain(verb), "acl" | "advcl"))
        || helped(&["did", "has", "have"]);
    let achieved = scene.to(verb).is_some()
        && syntax.head[verb]
            .is_some_and(|head| scene.words.is("achieve", scene.lemma(head)) && matches!(syntax.plain(verb), "xcomp" | "acl" | "advcl"));
    if !(past || achieved) {
        return None;
    }
    Some(negated == undoes)
}

/// "broke its word", "broke the promise".
fn object_is_word(scene: &Scene<'_, '_>, verb: usize) -> bool {
    scene
        .syntax
        .children(verb)
        .any(|child| child > verb && matches!(scene.syntax.plain(child), "obj" | "obl") && scene.words.is("word", scene.lemma(child)))
}
