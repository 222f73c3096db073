//! What figures count, as lines of the lexicon: acts and states of those who are counted, and the words that stand beside a figure.

use crate::text::{fold, stem};
use std::collections::{BTreeMap, BTreeSet};

/// How a word tells what figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A verb before the figure, of which what is counted is the object: "killed 12 people".
    Does,
    /// A participle behind it: "12 people were killed".
    Done,
    /// What those who are counted do themselves: "12 people died".
    Did,
    /// What they are: "12 people dead".
    Is,
    /// A noun that is what is counted: "12 deaths".
    Noun,
}

/// What a word beside a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// Those who are counted without a name of their own: "people".
    People,
    /// About so many.
    About,
    /// More than so many.
    Over,
    /// At least so many.
    Least,
    /// A word that may stand between an act and its figure.
    Leads,
    /// Before an act: it did not happen, or may not have.
    Unsure,
    /// The figure counts a part.
    Part,
    /// Between a figure's noun and its verb: "were".
    Helps,
    /// What may follow a participle behind its noun.
    Closes,
    /// Before where something is.
    Where,
    /// A noun that measures.
    Never,
    /// A noun of which one and several are two things: "the blast", "the blasts".
    Extent,
}

/// The lists.
#[derive(Debug, Default)]
pub struct Counted {
    acts: BTreeMap<(Form, String), String>,
    beside: BTreeSet<(Beside, String)>,
    vague: BTreeMap<String, (u64, u64)>,
    past: Vec<String>,
}

impl Counted {
    /// Adds a line: `does|done|did|is|noun<TAB>name<TAB>forms...`, `vague<TAB>word<TAB>least<TAB>most`, `past<TAB>phrases...`, or the name of a list and its
    /// words. Is it one?
    pub(super) fn add(&mut self, what: &str, words: &[&str]) -> bool {
        let form = match what {
            "does" => Some(Form::Does),
            "done" => Some(Form::Done),
            "did" => Some(Form::Did),
            "is" => Some(Form::Is),
            "noun" => Some(Form::Noun),
            _ => None,
        };
        if let Some(form) = form {
            let [name, forms @ ..] = words else { return false };
            self.acts.extend(forms.iter().map(|word| ((form, fold(word)), (*name).to_owned())));
            return !forms.is_empty();
        }
        let list = match what {
            "people" => Beside::People,
            "about" => Beside::About,
            "over" => Beside::Over,
            "least" => Beside::Least,
            "leads" => Beside::Leads,
            "unsure" => Beside::Unsure,
            "part" => Beside::Part,
            "helps" => Beside::Helps,
            "closes" => Beside::Closes,
            "where" => Beside::Where,
            "never" => Beside::Never,
            "extent" => Beside::Extent,
            "past" => {
                self.past.extend(words.iter().map(|phrase| format!(" {} ", fold(phrase))));
                return !words.is_empty();
            }
            "vague" => {
                let [word, least, most] = words else { return false };
                let (Ok(least), Ok(most)) = (least.parse(), most.parse()) else { return false };
                self.vague.insert(fold(word), (least, most));
                return least <= most;
            }
            _ => return false,
        };
        self.beside.extend(
            words.iter().map(|word| (list, if matches!(list, Beside::Never | Beside::Extent) { stem(&fold(word)) } else { fold(word) })),
        );
        !words.is_empty()
    }

    /// The act that a word tells in a form, by its printed name.
    pub fn act(&self, form: Form, folded: &str) -> Option<&str> {
        self.acts.get(&(form, folded.to_owned())).map(String::as_str)
    }

    /// Does a word stand in a list? Nouns are asked by their stem.
    pub fn is(&self, list: Beside, folded: &str) -> bool {
        self.beside.contains(&(list, folded.to_owned()))
    }

    /// The least and the most that a word may mean that stands for a number: "dozens".
    pub fn vague(&self, folded: &str) -> Option<(u64, u64)> {
        self.vague.get(folded).copied()
    }

    /// Do words, folded and parted by blanks, tell of another time or of a sum?
    pub fn is_past(&self, words: &str) -> bool {
        let words = format!(" {words} ");
        self.past.iter().any(|phrase| words.contains(phrase.as_str()))
    }
}
