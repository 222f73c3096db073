//! The words by which points are cut and weighed: the list `points.tsv` of a language's folder.

use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// What the leading words of a point do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Gets into touch: spoke, called, received a call.
    Contact,
    /// Has it as a subject: discussed, touched upon, focused on.
    Discuss,
    /// Says it or tells of it.
    Say,
    /// Lays weight on it.
    Stress,
    /// Hopes for it.
    Hope,
    /// Asks for it.
    Ask,
    /// Gives thanks for it.
    Thank,
    /// Greets, congratulates, condoles.
    Greet,
    /// Is glad of it.
    Praise,
    /// Is worried about it, finds fault with it, condemns it.
    Blame,
    /// Puts it forward.
    Propose,
    /// Stands behind it.
    Support,
    /// Binds himself to it: agreed, promised, decided.
    Agree,
    /// Will not have it.
    Refuse,
    /// None of these: something is told without a verb of telling.
    None,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Contact,
        Self::Discuss,
        Self::Say,
        Self::Stress,
        Self::Hope,
        Self::Ask,
        Self::Thank,
        Self::Greet,
        Self::Praise,
        Self::Blame,
        Self::Propose,
        Self::Support,
        Self::Agree,
        Self::Refuse,
        Self::None,
    ];

    /// The word for it in the list and the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Discuss => "discuss",
            Self::Say => "say",
            Self::Stress => "stress",
            Self::Hope => "hope",
            Self::Ask => "ask",
            Self::Thank => "thank",
            Self::Greet => "greet",
            Self::Praise => "praise",
            Self::Blame => "blame",
            Self::Propose => "propose",
            Self::Support => "support",
            Self::Agree => "agree",
            Self::Refuse => "refuse",
            Self::None => "none",
        }
    }

    fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.label() == label)
    }
}

/// How much force a point has: 1 a mention, 2 a hope, a question, a concern, 3 a stated aim, an appeal, 4 an agreement, a promise, a demand.
pub type Force = u8;

/// A mention of the subject.
pub const MENTION: Force = 1;

/// The words of a language by which points are cut and weighed.
#[derive(Debug, Default)]
pub struct PointWords {
    verbs: BTreeMap<String, (Act, Force)>,
    nouns: BTreeMap<String, (Act, Force)>,
    weights: BTreeMap<String, Force>,
    classes: BTreeMap<String, BTreeSet<String>>,
    /// Sets of words that mean nearly the same in such texts: each word to the numbers of its sets.
    alike: BTreeMap<String, BTreeSet<u32>>,
    opposites: BTreeSet<(String, String)>,
}

impl PointWords {
    /// Reads lines of `class<TAB>…`; the classes are explained at the head of the list. Lines that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut words = Self::default();
        for (at, line) in (0_u32..).zip(source.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || ResourceError { resource: "points", line: at as usize + 1, problem: format!("cannot read `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            let split = |list: &str| list.split(' ').map(str::to_owned).collect::<Vec<String>>();
            match fields[..] {
                [class @ ("verb" | "noun"), act, force, list] => {
                    let meaning = (Act::of(act).ok_or_else(wrong)?, force.parse().map_err(|_| wrong())?);
                    let table = if class == "verb" { &mut words.verbs } else { &mut words.nouns };
                    table.extend(split(list).into_iter().map(|word| (word, meaning)));
                }
                ["weight", force, list] => {
                    let force = force.parse().map_err(|_| wrong())?;
                    words.weights.extend(split(list).into_iter().map(|word| (word, force)));
                }
                ["alike", list] => {
                    for word in split(list) {
                        words.alike.entry(word).or_default().insert(at);
                    }
                }
                ["opposite", list] => {
                    let [one, other] = <[String; 2]>::try_from(split(list)).map_err(|_| wrong())?;
                    words.opposites.insert((one.clone(), other.clone()));
                    words.opposites.insert((other, one));
                }
                [
                    class @ ("requests" | "talks" | "receives" | "light" | "generic" | "party" | "anyone" | "tells" | "silent" | "public"
                    | "contrasts" | "teller" | "joint" | "joins" | "continues"),
                    list,
                ] => {
                    words.classes.entry(class.to_owned()).or_default().extend(split(list));
                }
                _ => return Err(wrong()),
            }
        }
        Ok(words)
    }

    /// What a verb does, with a particle or preposition that stands by it: "call" is a contact, "call+for" an appeal.
    pub(super) fn verb(&self, lemma: &str, with: &[&str]) -> Option<(Act, Force)> {
        let joined = with.iter().find_map(|with| self.verbs.get(&format!("{lemma}+{with}")));
        joined.or_else(|| self.verbs.get(lemma)).copied()
    }

    /// What a noun or adjective of doing does behind a light verb: "expressed concern".
    pub(super) fn noun(&self, lemma: &str) -> Option<(Act, Force)> {
        self.nouns.get(lemma).copied()
    }

    /// The force that a word lends to what is said: "must", "importance".
    pub(super) fn weight(&self, lemma: &str) -> Option<Force> {
        self.weights.get(lemma).copied()
    }

    fn is(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    /// Does this verb leave its meaning to its noun: express, give, make?
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.is("light", lemma)
    }

    /// Does something happen "at" someone's such: request, initiative?
    pub(super) fn is_request(&self, lemma: &str) -> bool {
        self.is("requests", lemma)
    }

    /// Is this a word for a contact that one may ask for: call, talk?
    pub(super) fn is_talk(&self, lemma: &str) -> bool {
        self.is("talks", lemma)
    }

    /// Does whom this verb leads to begin the contact: received a call from?
    pub(super) fn receives(&self, lemma: &str) -> bool {
        self.is("receives", lemma)
    }

    /// Does this word tell nothing of the subject: issue, matter, various?
    pub(super) fn is_generic(&self, lemma: &str) -> bool {
        self.is("generic", lemma)
    }

    /// Is this a word for one who meets: president, leader, side?
    pub(crate) fn is_party(&self, lemma: &str) -> bool {
        self.is("party", lemma)
    }

    /// May anyone who meets be called so: side, leader?
    pub(crate) fn is_anyone(&self, lemma: &str) -> bool {
        self.is("anyone", lemma)
    }

    /// Does what is told to these stand outside the contact: reporters?
    pub(super) fn is_public(&self, lemma: &str) -> bool {
        self.is("public", lemma)
    }

    /// Does a clause that this word begins tell something else: though?
    pub(super) fn contrasts(&self, word: &str) -> bool {
        self.is("contrasts", word)
    }

    /// Does a text that is so tell nothing of it: silent, unmentioned?
    pub(super) fn is_silent(&self, lemma: &str) -> bool {
        self.is("silent", lemma)
    }

    /// Is this a form of a verb by which accounts are told: says, told?
    pub(crate) fn tells(&self, word: &str) -> bool {
        self.is("tells", word)
    }

    /// Is this a word for a text, an office or a spokesman that tells an account?
    pub(crate) fn is_teller(&self, lemma: &str) -> bool {
        self.is("teller", lemma)
    }

    /// Does this word mean those who meet, all together: both, sides, leaders?
    pub(super) fn is_joint(&self, lemma: &str) -> bool {
        self.is("joint", lemma)
    }

    /// May this word begin a further item of a list: then, including?
    pub(super) fn joins(&self, word: &str) -> bool {
        self.is("joins", word)
    }

    /// Does a sentence that this word begins go on with the point before it: thus?
    pub(super) fn continues(&self, word: &str) -> bool {
        self.is("continues", word)
    }

    /// Do two words mean nearly the same in such texts?
    pub(crate) fn are_alike(&self, one: &str, other: &str) -> bool {
        let sets = |word: &str| self.alike.get(word);
        sets(one).zip(sets(other)).is_some_and(|(one, other)| !one.is_disjoint(other))
    }

    /// Are two words each other's contrary: open, closed?
    pub(crate) fn are_opposite(&self, one: &str, other: &str) -> bool {
        self.opposites.contains(&(one.to_owned(), other.to_owned()))
    }
}
