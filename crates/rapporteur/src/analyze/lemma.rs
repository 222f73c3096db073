//! Lemmas: words that must be known, then endings by tag. Learned by `xtask train lemmas`.

use crate::resources::ResourceError;
use std::collections::BTreeMap;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// The longest ending that a rule reads, in characters.
pub const LONGEST: usize = 5;

/// How a lemma is made from a form: characters cut at its end, then characters put there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Characters that go.
    pub cut: usize,
    /// Characters that come.
    pub put: String,
}

impl Edit {
    /// The edit that makes `lemma` of `form`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let common = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Self { cut: form.chars().count() - common, put: lemma.chars().skip(common).collect() }
    }

    fn apply(&self, form: &str) -> String {
        let keep = form.chars().count().saturating_sub(self.cut);
        form.chars().take(keep).chain(self.put.chars()).collect()
    }
}

/// Lemmas of a language.
#[derive(Debug, Default)]
pub struct Lemmas {
    words: HashMap<u64, String, foldhash::fast::FixedState>,
    rules: BTreeMap<(String, String), Edit>,
}

impl Lemmas {
    /// Reads the table: lines `word<TAB>tag<TAB>form<TAB>lemma` and `rule<TAB>tag<TAB>ending<TAB>cut<TAB>put`, tags of Penn.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut lemmas = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["word", tag, form, lemma] => _ = lemmas.words.insert(key(tag, form), lemma.to_owned()),
                ["rule", tag, ending, cut, put] if cut.parse::<usize>().is_ok() => {
                    let edit = Edit { cut: cut.parse().unwrap_or(0), put: put.to_owned() };
                    lemmas.rules.insert((tag.to_owned(), ending.to_owned()), edit);
                }
                _ => {
                    let problem = "expected `word`, tag, form, lemma or `rule`, tag, ending, cut, put, separated by tabs".to_owned();
                    return Err(ResourceError { resource: "lemmas", line: at + 1, problem });
                }
            }
        }
        Ok(lemmas)
    }

    /// The lemma of a form with a Penn tag. Proper names keep their case.
    pub fn of(&self, form: &str, tag: &str) -> String {
        let base = base(form, tag);
        if let Some(lemma) = self.words.get(&key(tag, &base)) {
            return lemma.clone();
        }
        self.by_rule(&base, tag)
    }

    /// The lemma by the endings alone.
    pub fn by_rule(&self, base: &str, tag: &str) -> String {
        let count = base.chars().count();
        for length in (0..=LONGEST.min(count)).rev() {
            let ending: String = base.chars().skip(count - length).collect();
            if let Some(edit) = self.rules.get(&(tag.to_owned(), ending)) {
                return edit.apply(base);
            }
        }
        base.to_owned()
    }
}

/// The form that lemmas are made from: as printed for proper names, else in small letters, apostrophes straight.
pub fn base(form: &str, tag: &str) -> String {
    if tag.starts_with("NNP") {
        return form.to_owned();
    }
    form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

fn key(tag: &str, form: &str) -> u64 {
    xxh3_64(format!("{tag}\t{form}").as_bytes())
}
