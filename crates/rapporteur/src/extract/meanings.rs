//! Small words and what they do to the sense, for judging claims and comparing wordings: the word list `meanings.tsv` of a language's folder.

use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};

/// What a word does to the sense of what it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Turns it round: not, never, without.
    Negation,
    /// Says how sure or bound it is: may, will, must.
    Modal,
    /// Binds it to something: if, unless, until.
    Condition,
    /// Says how far it goes: only, most, all.
    Limit,
    /// Counts: a number, or a word that multiplies one.
    Number,
}

impl Effect {
    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Modal => "modal",
            Self::Condition => "condition",
            Self::Limit => "limit",
            Self::Number => "number",
        }
    }
}

/// The small words of a language.
#[derive(Debug, Default)]
pub struct Meanings {
    effects: BTreeMap<String, Effect>,
    /// Several words that bind as a condition.
    conditions: Vec<Vec<String>>,
    light: BTreeSet<String>,
    links: BTreeSet<String>,
    generic: BTreeSet<String>,
    determiners: BTreeSet<String>,
    first: BTreeSet<String>,
    third: BTreeSet<String>,
    /// Words that are forms of one, each to the first of them.
    forms: BTreeMap<String, String>,
    /// What a word multiplies a number by, in powers of ten.
    multipliers: BTreeMap<String, usize>,
    months: BTreeSet<String>,
    /// What tells of the past before the past: had.
    perfect: BTreeSet<String>,
    /// With what a promise is told: will, would.
    ahead: BTreeSet<String>,
    /// What is said of something beside it, as "described it as".
    copulas: BTreeSet<String>,
    /// What becomes of a word when it is told of: will, would.
    backshifts: BTreeSet<(String, String)>,
    /// Whole words, or endings behind `*`, and the words they stand for.
    contractions: Vec<(String, Vec<String>)>,
}

impl Meanings {
    /// Reads lines of `class<TAB>words`; the classes are explained at the head of the list. Lines that are empty or begin with `#` are
    /// comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut meanings = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || ResourceError { resource: "meanings", line: at + 1, problem: format!("cannot read `{line}`") };
            let (class, words) = line.split_once('\t').ok_or_else(wrong)?;
            if class == "conditions" {
                meanings.conditions.extend(words.split('|').map(|phrase| phrase.split(' ').map(str::to_owned).collect()));
                continue;
            }
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let first = words.first().cloned().ok_or_else(wrong)?;
            let effect = match class {
                "negation" => Some(Effect::Negation),
                "modal" => Some(Effect::Modal),
                "condition" => Some(Effect::Condition),
                "limit" => Some(Effect::Limit),
                "measure" => Some(Effect::Number),
                _ => None,
            };
            match (class, effect) {
                (_, Some(effect)) => meanings.effects.extend(words.into_iter().map(|word| (word, effect))),
                ("light", _) => meanings.light.extend(words),
                ("link", _) => meanings.links.extend(words),
                ("generic", _) => meanings.generic.extend(words),
                ("determiner", _) => meanings.determiners.extend(words),
                ("first", _) => meanings.first.extend(words),
                ("third", _) => meanings.third.extend(words),
                ("form", _) => meanings.forms.extend(words.into_iter().map(|word| (word, first.clone()))),
                // A number in words is a form of its figures.
                ("number", _) => meanings.forms.extend(words.into_iter().zip(1..).map(|(word, number)| (word, number.to_string()))),
                ("multiplier", _) => {
                    let [word, zeros] = <[String; 2]>::try_from(words).map_err(|_| wrong())?;
                    meanings.multipliers.insert(word, zeros.parse().map_err(|_| wrong())?);
                }
                ("month", _) => meanings.months.extend(words),
                ("perfect", _) => meanings.perfect.extend(words),
                ("ahead", _) => meanings.ahead.extend(words),
                ("copula", _) => meanings.copulas.extend(words),
                ("backshift", _) => {
                    let [now, then] = <[String; 2]>::try_from(words).map_err(|_| wrong())?;
                    meanings.backshifts.insert((now, then));
                }
                ("contraction", _) => meanings.contractions.push((first, words[1..].to_vec())),
                _ => return Err(wrong()),
            }
        }
        Ok(meanings)
    }

    /// What a folded word does to the sense.
    pub fn effect(&self, word: &str) -> Option<Effect> {
        let number = || (word.contains(|c: char| c.is_ascii_digit()) || self.number(word)).then_some(Effect::Number);
        self.effects.get(word).copied().or_else(|| word.ends_with("n't").then_some(Effect::Negation)).or_else(number)
    }

    /// Does what begins with these folded words bind what it stands beside: "if", "only when"?
    pub(crate) fn opens_condition<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> bool {
        let single = words.clone().next().is_some_and(|word| self.effects.get(word) == Some(&Effect::Condition));
        let begin = |phrase: &Vec<String>| words.clone().take(phrase.len()).eq(phrase.iter().map(String::as_str));
        single || self.conditions.iter().any(begin)
    }

    fn number(&self, word: &str) -> bool {
        self.forms.get(word).is_some_and(|form| form.as_bytes()[0].is_ascii_digit())
    }

    /// May this word be left out or put in?
    pub(crate) fn is_light(&self, word: &str) -> bool {
        self.light.contains(word)
    }

    /// May a phrase that this word begins be left off?
    pub(crate) fn is_link(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// Does a noun phrase begin with this word?
    pub(crate) fn is_determiner(&self, word: &str) -> bool {
        self.determiners.contains(word)
    }

    /// Does this word fit whoever speaks for somebody?
    pub(crate) fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(word)
    }

    /// Is this he, she, it or they?
    pub(crate) fn is_third(&self, word: &str) -> bool {
        self.third.contains(word)
    }

    /// Is this I or we?
    pub(crate) fn is_first(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// The form under which words are compared: of forms of one verb the first, of a number its figures.
    pub(crate) fn form<'w>(&'w self, word: &'w str) -> &'w str {
        self.forms.get(word).map_or(word, String::as_str)
    }

    /// A number in words as its figures; any other word as it is.
    pub(crate) fn figures<'w>(&'w self, word: &'w str) -> &'w str {
        if self.number(word) { self.form(word) } else { word }
    }

    /// May one tell `said` as `told`: "we will" as "they would"?
    pub(crate) fn told_as(&self, said: &str, told: &str) -> bool {
        self.backshifts.contains(&(said.to_owned(), told.to_owned())) || (self.is_first(said) && self.is_third(told))
    }

    /// May one tell of the past, or say anew of what lies ahead, `said` as `told`: "would" as "will"?
    pub(crate) fn told_again(&self, said: &str, told: &str) -> bool {
        self.effect(said) == Some(Effect::Modal) && self.backshifts.contains(&(told.to_owned(), said.to_owned()))
    }

    /// A number in figures with a word that multiplies it, as figures alone: 31 and "thousand" as 31000, 2.5 and "million" as 2500000.
    pub(crate) fn multiplied(&self, number: &str, word: &str) -> Option<String> {
        let zeros = *self.multipliers.get(word)?;
        let (whole, part) = self.figures(number).split_once('.').unwrap_or((self.figures(number), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > zeros {
            return None;
        }
        let all = format!("{whole}{part}{}", "0".repeat(zeros - part.len()));
        Some(all.trim_start_matches('0').to_owned()).filter(|all| !all.is_empty())
    }

    /// Is this the name of a month?
    pub(crate) fn is_month(&self, word: &str) -> bool {
        self.months.contains(word)
    }

    /// Does this word put what was past when it was said before that: "it cost", "it had cost"?
    pub(crate) fn is_perfect(&self, word: &str) -> bool {
        self.perfect.contains(word)
    }

    /// Does this word tell what one has promised: "he will pay"?
    pub(crate) fn is_ahead(&self, word: &str) -> bool {
        self.ahead.contains(word)
    }

    /// May this word stand between a thing and what it is called: "called it a farce", "said it was a farce", "described it as a farce"?
    pub(crate) fn is_copula(&self, word: &str) -> bool {
        self.copulas.contains(word)
    }

    /// The words that a contraction stands for; itself where it is none.
    pub(crate) fn expanded(&self, word: &str) -> Vec<String> {
        if !word.contains('\'') && !self.contractions.iter().any(|(short, _)| short == word) {
            return vec![word.to_owned()];
        }
        for (short, full) in &self.contractions {
            let stem = match short.strip_prefix('*') {
                Some(ending) => word.strip_suffix(ending).filter(|stem| !stem.is_empty()),
                None => (short == word).then_some(""),
            };
            if let Some(stem) = stem {
                return full.iter().map(|word| word.replace('*', stem)).collect();
            }
        }
        vec![word.to_owned()]
    }
}
