//! What a cue makes of its content: said, asked, promised, denied, refused; the word list `senses.tsv` of a language's folder.
//!
//! The sense of a statement is its cue and its content together: "denied it had mined the strait" says the opposite of its content. This
//! room names the sense; it does not judge whether two statements agree.

use super::cues::Manner;
use super::rules::Rule;
use crate::resources::ResourceError;
use std::collections::BTreeMap;

macro_rules! senses {
    ($($(#[doc = $doc:literal])* $sense:ident $label:literal $polarity:ident)*) => {
        /// What the source does with the content. A closed list; each has a stable label.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Sense {
            $($(#[doc = $doc])* $sense,)*
        }

        impl Sense {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$sense),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$sense => $label),* }
            }

            /// Where its source stands to the content.
            pub fn polarity(self) -> Polarity {
                match self { $(Self::$sense => Polarity::$polarity),* }
            }
        }
    };
}

senses! {
    /// States it, without more.
    Says "says" Affirmed
    /// Says that it is so when asked or charged: confirms, admits, concedes.
    Confirms "confirms" Affirmed
    /// Says that it will be so.
    Predicts "predicts" Affirmed
    /// Says that it threatens: a danger, a cost.
    Warns "warns" Affirmed
    /// Says that he will do it if he does not get his way.
    Threatens "threatens" Affirmed
    /// Binds himself to it.
    Promises "promises" Affirmed
    /// Is ready to do or give it.
    Offers "offers" Affirmed
    /// Agrees to it or with it.
    Agrees "agrees" Affirmed
    /// Puts it forward: proposes, suggests, recommends.
    Proposes "proposes" Affirmed
    /// Wants it done by another: asks for it, calls for it, urges it.
    Requests "requests" Affirmed
    /// Requires it.
    Demands "demands" Affirmed
    /// Tells another to do it, as one who may.
    Orders "orders" Affirmed
    /// Charges someone with it.
    Accuses "accuses" Affirmed
    /// Finds fault with it.
    Criticises "criticises" Affirmed
    /// Condemns it.
    Condemns "condemns" Affirmed
    /// Praises it.
    Praises "praises" Affirmed
    /// Is glad of it: welcomes.
    Welcomes "welcomes" Affirmed
    /// Stands behind it: supports, endorses, defends.
    Supports "supports" Affirmed
    /// Is sorry for it.
    Regrets "regrets" Affirmed
    /// Asks whether it is so, or leaves it as a question.
    Asks "asks" Open
    /// Does not believe it, or questions it.
    Doubts "doubts" Open
    /// Says that it is not so.
    Denies "denies" Denied
    /// Will not do or give it.
    Refuses "refuses" Denied
    /// Will not have it: rejects, dismisses, opposes, rules out.
    Rejects "rejects" Denied
    /// Holds it to be so.
    Thinks "thinks" Affirmed
    /// Fears it.
    Fears "fears" Affirmed
    /// Hopes for it.
    Hopes "hopes" Affirmed
    /// Wants it.
    Wants "wants" Affirmed
    /// Means to do it.
    Plans "plans" Affirmed
    /// Is fond of it.
    Likes "likes" Affirmed
    /// Is averse to it.
    Dislikes "dislikes" Denied
    /// Bears it out, as a document, a poll or a study does.
    Shows "shows" Affirmed
}

impl Sense {
    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The sense of a cue that the list does not have.
    pub(super) fn usual(manner: Manner) -> Self {
        match manner {
            Manner::Speech => Self::Says,
            Manner::Thought => Self::Thinks,
            Manner::Intent => Self::Wants,
            Manner::Stance => Self::Supports,
            Manner::Evidence => Self::Shows,
        }
    }
}

/// Where a source stands to the content of its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polarity {
    /// It is told as so, wanted or done.
    Affirmed,
    /// It is left open: asked, doubted.
    Open,
    /// It is told as not so, not wanted or not done.
    Denied,
}

impl Polarity {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Open => "open",
            Self::Denied => "denied",
        }
    }
}

/// Part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CueKind {
    Verb,
    Noun,
    Adjective,
}

/// In which construction a cue takes its content, as far as that tells its senses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Construction {
    Clause,
    /// A clause of what is to be done.
    Mandate,
    Quotation,
    Infinitive,
    Predicate,
    Phrase,
    Object,
}

impl Construction {
    fn of(rule: Rule) -> Self {
        match rule {
            Rule::Quote | Rule::Continued | Rule::Floating | Rule::Credit | Rule::Turn => Self::Quotation,
            Rule::Clause | Rule::Around | Rule::According | Rule::Noun | Rule::Adjective | Rule::Free => Self::Clause,
            Rule::Infinitive => Self::Infinitive,
            Rule::Predicate => Self::Predicate,
            Rule::Phrase => Self::Phrase,
            Rule::Object | Rule::Embedded => Self::Object,
        }
    }

    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "clause" => Self::Clause,
            "mandate" => Self::Mandate,
            "quote" => Self::Quotation,
            "infinitive" => Self::Infinitive,
            "as" => Self::Predicate,
            "phrase" => Self::Phrase,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// The senses of the cues of a language.
#[derive(Debug, Default)]
pub struct Senses {
    /// Of a word in one construction, and in all others.
    of: BTreeMap<(CueKind, String, Option<Construction>), Sense>,
}

impl Senses {
    /// Reads lines of `sense<TAB>verb|noun|adjective<TAB>constructions<TAB>words`, where `any` stands for every construction that no other line
    /// names. Lines that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form, or gives a word two senses in one construction; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut senses = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| ResourceError { resource: "senses", line: at + 1, problem: format!("{what} in `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            let [sense, kind, constructions, words] = fields[..] else { return Err(wrong("four fields, parted by tabs, are expected")) };
            let sense = Sense::of(sense).ok_or_else(|| wrong("the sense is not known"))?;
            let kind = match kind {
                "verb" => CueKind::Verb,
                "noun" => CueKind::Noun,
                "adjective" => CueKind::Adjective,
                _ => return Err(wrong("the part of speech is not known")),
            };
            for construction in constructions.split(' ') {
                let construction = match construction {
                    "any" => None,
                    word => Some(Construction::read(word).ok_or_else(|| wrong("a construction is not known"))?),
                };
                for word in words.split(' ') {
                    if senses.of.insert((kind, word.to_owned(), construction), sense).is_some() {
                        return Err(wrong(&format!("{word} has a second sense")));
                    }
                }
            }
        }
        Ok(senses)
    }

    /// The sense that a cue gives to content found by a rule. `with` are its prepositions and particles.
    pub(super) fn of(&self, kind: CueKind, word: &str, with: &[&str], rule: Rule) -> Option<Sense> {
        let of = |word: &str| {
            let of = |construction| self.of.get(&(kind, word.to_owned(), construction)).copied();
            of(Some(Construction::of(rule))).or_else(|| of(None))
        };
        with.iter().find_map(|with| of(&format!("{word}+{with}"))).or_else(|| of(word))
    }
    /// The sense that a verb gives to a clause of what is to be done, where that is one of its own.
    pub(super) fn of_mandate(&self, verb: &str) -> Option<Sense> {
        self.of.get(&(CueKind::Verb, verb.to_owned(), Some(Construction::Mandate))).copied()
    }
}
