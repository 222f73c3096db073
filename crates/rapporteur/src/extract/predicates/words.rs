//! What words make of the predicates that depend on them: the word list `statuses.tsv` of a language's folder.
//!
//! It holds words and their effects. Which word governs which, and how effects add up, is the reading's matter.

use super::Status;
use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! labelled {
    ($(#[doc = $what:literal])* $name:ident: $($(#[doc = $doc:literal])* $one:ident $label:literal)*) => {
        $(#[doc = $what])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum $name { $($(#[doc = $doc])* $one),* }

        impl $name {
            fn read(label: &str) -> Option<Self> {
                match label { $($label => Some(Self::$one),)* _ => None }
            }
        }
    };
}

labelled! {
    /// What a word makes of its complement. The two-way implicatives are those of Karttunen 1971 and Nairn, Condoravdi and Karttunen 2006;
    /// the kinds of attitude follow FactBank (Saurí and Pustejovsky 2009).
    Effect:
    /// As true as the word itself: managed to, began to.
    Keeps "keeps"
    /// False where the word is true, true where it is false: failed to, prevented from.
    Fails "fails"
    /// What the object asks for or offers is not done: rejected a motion to.
    Rejects "rejects"
    /// True whatever becomes of the word: regretted that.
    Facts "facts"
    /// As its source tells it.
    Says "says"
    /// As its source tells it, against others: insisted that.
    Insists "insists"
    /// As its source tells it; what he will do himself is a threat.
    Warns "warns"
    /// Happened, by its source.
    Accuses "accuses"
    /// Its source says that it is not so.
    Denies "denies"
    /// Its source wants it of another.
    Asks "asks"
    /// Its source threatens with it.
    Threatens "threatens"
    /// A promise, or a threat where the deed is hostile: vowed to.
    Vows "vows"
    /// Its source puts it forward.
    Proposes "proposes"
    /// Its source binds himself to it.
    Promises "promises"
    /// It is intended or fixed for a day.
    Plans "plans"
    /// It is wished, feared, tried, thought: open.
    Opens "opens"
    /// The word's subject takes place as the word does: the talks will begin.
    Occurs "occurs"
}

impl Effect {
    /// Is it an act of speech, so that what it governs is by whose word it is?
    pub(super) fn is_speech(self) -> bool {
        !matches!(self, Self::Keeps | Self::Fails | Self::Rejects | Self::Facts | Self::Plans | Self::Opens | Self::Occurs)
    }
}

labelled! {
    /// Parts of speech of words with an effect.
    Part:
    /// A verb.
    Verb "verb"
    /// A noun.
    Noun "noun"
    /// An adjective.
    Adjective "adjective"
}

labelled! {
    /// Small words and word classes that are asked for by name.
    Class:
    /// Negation of a verb: not, never.
    Not "not"
    /// Pronouns that deny: nobody, none.
    Nobody "nobody"
    /// Determiners that deny: no, neither.
    No "no"
    /// Words after a negation that take it back: not only.
    Only "only"
    /// Auxiliaries of the future: will.
    Future "future"
    /// Auxiliaries of what would be.
    Would "would"
    /// Auxiliaries of what can be, whose negation says that it is not: can.
    Can "can"
    /// Auxiliaries of what may or should be.
    May "may"
    /// Marks of a condition: if, unless.
    If "if"
    /// Marks of a condition that only some words before them lift: even if.
    Even "even"
    /// Conjunctions whose clause is as open as what governs it: until.
    Until "until"
    /// Prepositions under which a thing is not so: without.
    Without "without"
    /// The mark of an infinitive: to.
    To "to"
    /// The verb of "is going to".
    Go "go"
    /// The verb of "has to", "has yet to".
    Have "have"
    /// The adverb of "has yet to".
    Yet "yet"
    /// The verb of copulas and passives: be.
    Be "be"
    /// Conjunctions that part what they join: but.
    But "but"
    /// Conjunctions of a clause that is said: that, whether.
    That "that"
    /// "under which".
    Under "under"
    /// "under which".
    Which "which"
    /// "according".
    According "according"
    /// Prepositions before whose word it is: by, from.
    From "from"
    /// Adverbs of what goes on: still.
    Still "still"
    /// Verbs of what goes on: continue.
    Lasts "lasts"
    /// Pronouns that point at no speaker: there, which.
    Impersonal "impersonal"
    /// Determiners of what is known: the, this.
    Definite "definite"
    /// Determiners of what is new: a, an.
    Indefinite "indefinite"
    /// "any".
    Any "any"
    /// Verbs of wanting, which with an object ask: wants him to pay.
    Wants "wants"
    /// Deeds that hurt the other side: expel, block.
    Hostile "hostile"
    /// Verbs that carry a noun of speech: made a threat.
    Carries "carries"
    /// Nouns for what happens, besides those of `limits.tsv`.
    Event "event"
}

/// How a predicate hangs from the word above it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Construction {
    /// A clause with its own subject or conjunction.
    Clause,
    /// An infinitive with its mark.
    Infinitive,
    /// A form in -ing without a preposition.
    Gerund,
    /// A participle or other form after a noun or verb: saw it built.
    Small,
    /// An object, or the subject of a passive.
    Object,
    /// A subject.
    Subject,
    /// A noun that is predicated: was refused entry.
    Predicate,
    /// The first part of a compound: merger talks.
    Compound,
    /// A relative clause with "under which".
    Under,
    /// A phrase or gerund under a preposition or conjunction.
    With(String),
    /// Anything else.
    Other,
}

impl Construction {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "clause" => Self::Clause,
            "infinitive" => Self::Infinitive,
            "gerund" => Self::Gerund,
            "object" => Self::Object,
            "subject" => Self::Subject,
            "predicate" => Self::Predicate,
            "under" => Self::Under,
            _ => Self::With(word.strip_prefix('+')?.to_owned()),
        })
    }
}

/// The effects of the words of a language.
#[derive(Debug, Default)]
pub struct Statuses {
    effects: BTreeMap<(Part, String), BTreeMap<Construction, Effect>>,
    classes: BTreeSet<(Class, String)>,
    described: BTreeMap<String, Status>,
}

impl Statuses {
    /// Reads the list; its head explains the lines. Lines that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form, or gives a word a second effect in one construction; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut statuses = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            statuses.line(line).map_err(|what| ResourceError {
                resource: "statuses.tsv",
                line: at + 1,
                problem: format!("{what} in `{line}`"),
            })?;
        }
        Ok(statuses)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        match line.split('\t').collect::<Vec<&str>>()[..] {
            ["words", class, words] => {
                let class = Class::read(class).ok_or("the class is not known")?;
                self.classes.extend(words.split(' ').map(|word| (class, word.to_owned())));
            }
            ["described", status, words] => {
                let status = Status::of(status).ok_or("the status is not known")?;
                self.described.extend(words.split(' ').map(|word| (word.to_owned(), status)));
            }
            [effect, part, constructions, words] => {
                let effect = Effect::read(effect).ok_or("the effect is not known")?;
                let part = Part::read(part).ok_or("the part of speech is not known")?;
                for construction in constructions.split(' ') {
                    let construction = Construction::read(construction).ok_or("a construction is not known")?;
                    for word in words.split(' ') {
                        let of = self.effects.entry((part, word.to_owned())).or_default();
                        if of.insert(construction.clone(), effect).is_some() {
                            return Err(format!("`{word}` has a second effect"));
                        }
                    }
                }
            }
            _ => return Err("three or four fields, parted by tabs, are expected".to_owned()),
        }
        Ok(())
    }

    /// What a word makes of what depends on it so.
    pub(super) fn effect(&self, part: Part, word: &str, construction: &Construction) -> Option<Effect> {
        let of = self.effects.get(&(part, word.to_owned()))?;
        of.get(construction).copied().or_else(|| {
            let lesser = of.get(&Construction::Infinitive).copied().filter(|_| *construction == Construction::Small);
            lesser.filter(|effect| matches!(effect, Effect::Opens | Effect::Fails))
        })
    }

    /// Has a noun an effect on anything?
    pub(super) fn is_noun(&self, word: &str) -> bool {
        self.effects.contains_key(&(Part::Noun, word.to_owned()))
    }

    /// Is a word of a class?
    pub(super) fn is(&self, class: Class, word: &str) -> bool {
        self.classes.contains(&(class, word.to_owned()))
    }

    /// The status of a noun that is described so: "a planned visit".
    pub(super) fn described(&self, word: &str) -> Option<Status> {
        self.described.get(word).copied()
    }
}
