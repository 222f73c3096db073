//! What a report tells of how things came out: done, not done, called off, done in part, denied, put off. Each sentence by itself; to what it is the
//! outcome is for `link::commitment` to say.
//!
//! Forecasts, doubts, wishes, hearsay and renewed promises are no outcomes.

use super::scene::Scene;
use super::{Due, due};
use crate::extract::syntax::Syntax;
use crate::extract::times::{Dates, TimeExpression, TimeKind};
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

/// One clause that tells an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The sentence it stands in.
    pub span: Span,
    /// Its words: who, what, and the verb, without the clauses that hang from it. The whole sentence, where no single verb tells it.
    pub clause: Vec<Span>,
    /// How it came out.
    pub outcome: Outcome,
    /// Lemmas of the verbs that tell it, in the order of the text.
    pub verbs: Vec<String>,
    /// The words for who or what it is about.
    pub subject: Option<Span>,
    /// When it came out so, as the clause tells it; of what was put off, the day to which it was.
    pub day: Option<Due>,
}

impl Deed {
    /// Is all of something told to be at its end, whatever was to be done?
    pub fn is_whole(&self) -> bool {
        self.verbs.iter().any(|verb| verb == WHOLE)
    }
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
    let named = |head: usize| syntax.spans(&syntax.phrase(head).tokens).first().copied();
    // What no single verb tells: the whole sentence.
    let whole = |outcome, day| {
        let verb = done.first().or(undone.first()).copied();
        let about = verb.and_then(|verb| scene.subject(verb)).or_else(|| syntax.root(first).and_then(|root| scene.subject(root)));
        let (clause, subject) = (vec![found.span], about.and_then(named));
        Deed { span: found.span, clause, outcome, verbs: lemmas(&done), subject, day }
    };
    let denies =
        tokens.iter().any(|&token| syntax.upos[token] == "VERB" && scene.words.is("deny", scene.lemma(token)) && !scene.is_negated(token));
    let none = tokens.iter().any(|&token| scene.lower(token) == "no" && syntax.plain(token) == "det")
        && tokens.iter().any(|&token| scene.words.is("exist", scene.lemma(token)));
    if denies || none {
        return vec![whole(Outcome::Denied, None)];
    }
    let moved =
        |time: &&TimeExpression| done.iter().any(|&verb| scene.words.is("move", scene.lemma(verb)) && due::is_until(scene, time, verb));
    let ahead = scene.times_of(&tokens).into_iter().filter(moved).filter_map(|time| due::ahead(scene, time)).next_back();
    if let Some(day) = ahead {
        return vec![whole(Outcome::Moved, Some(day))];
    }
    if (0..words.len()).any(|at| scene.words.is_off(&words[at..])) {
        return vec![whole(Outcome::Off, None)];
    }
    // "130 prisoners who have not come back": what is not done of a part, told beside.
    let beside =
        |&token: &usize| std::iter::successors(Some(token), |&at| syntax.head[at]).take(4).any(|at| syntax.relation[at] == "acl:relcl");
    let missing = undone.iter().any(beside);
    let part = missing || words.iter().any(|word| scene.words.is("partly", word));
    let told_by = |verb: usize, outcome: Outcome| {
        let clause = clause(scene, verb);
        // "refused to resume the talks": what was not done is the other verb's.
        let refused = scene.words.is("undone", scene.lemma(verb)).then(|| syntax.child(verb, &["xcomp"])).flatten();
        let verbs: Vec<usize> = [verb].into_iter().chain(refused).collect();
        let day = scene.times_of(&clause).into_iter().find_map(on);
        let subject = subject(scene, verb).and_then(named);
        Deed { span: found.span, clause: syntax.spans(&clause), outcome, verbs: lemmas(&verbs), subject, day }
    };
    if part {
        return done.iter().chain(&undone).map(|&verb| told_by(verb, Outcome::Partly)).collect();
    }
    // "Every one of the prisoners is home".
    let ended = tokens.iter().copied().find(|&token| {
        let stands = scene.words.is("state", scene.lemma(token)) && !scene.is_negated(token) && !scene.has_modal(token);
        let is = syntax.children(token).any(|child| child < token && matches!(scene.lower(child), "is" | "are" | "were" | "was"));
        let all = |subject: usize| syntax.below(subject, &[]).into_iter().any(|part| scene.words.is("whole", scene.lower(part)));
        stands && is && scene.subject(token).is_some_and(all)
    });
    let ended = ended.map(|_| {
        let deed = whole(Outcome::Done, None);
        Deed { verbs: [deed.verbs, vec![WHOLE.to_owned()]].concat(), ..deed }
    });
    let (undone, done) = (undone.iter().map(|&verb| (verb, Outcome::Undone)), done.iter().map(|&verb| (verb, Outcome::Done)));
    undone.chain(done).map(|(verb, outcome)| told_by(verb, outcome)).chain(ended).collect()
}

/// The days of a time on the calendar.
fn on(time: &TimeExpression) -> Option<Due> {
    let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time);
    let value = time.value.split('T').next().unwrap_or_default().to_owned();
    time.days.filter(|_| dated).map(|days| Due { span: time.span, value, days })
}

/// Who or what a clause is about: its subject; the noun that it describes ("prisoners *who came home*", "the draft *tabled by Veldania*"); of what a
/// sentence says that somebody is, that one ("ten students were the first *to receive it*").
fn subject(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let syntax = scene.syntax;
    let own = scene.subject(verb);
    if let Some((_, noun)) = own.and_then(|pronoun| syntax.described(pronoun)) {
        return Some(noun);
    }
    let described = || {
        let head = syntax.head[verb].filter(|_| matches!(syntax.plain(verb), "acl" | "advcl"))?;
        let whose = syntax.child(head, &["nsubj"]).filter(|_| scene.to(verb).is_some());
        whose.or_else(|| (syntax.plain(verb) == "acl").then_some(head))
    };
    own.or_else(described)
}

/// The words of the clause of a verb, in order: all that hangs from it but other clauses, who acts where another verb has the subject, and the noun that
/// it describes.
fn clause(scene: &Scene<'_, '_>, verb: usize) -> Vec<usize> {
    let syntax = scene.syntax;
    let other = |token: usize| {
        let purpose = || syntax.plain(token) == "advcl" && scene.to(token).is_some();
        let clause = match syntax.plain(token) {
            "advcl" => !purpose(),
            "acl" => syntax.relation[token] == "acl:relcl",
            "ccomp" | "parataxis" | "csubj" => true,
            "conj" => {
                matches!(syntax.upos[token], "VERB" | "AUX")
                    || scene.subject(token).is_some_and(|subject| syntax.head[subject] == Some(token))
            }
            _ => false,
        };
        clause && token != verb
    };
    let below = |top: usize| {
        let (mut found, mut open) = (Vec::new(), vec![top]);
        while let Some(token) = open.pop() {
            found.push(token);
            open.extend(syntax.children(token).filter(|&child| child != verb && !other(child)));
        }
        found
    };
    let mut tokens = below(verb);
    tokens.extend(subject(scene, verb).into_iter().flat_map(below));
    tokens.sort_unstable();
    tokens.dedup();
    tokens
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
