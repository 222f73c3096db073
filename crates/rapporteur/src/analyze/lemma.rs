//! Lemmas: words that must be known, then endings by tag, held against the words that are known to be lemmas. Learned by `xtask train lemmas`.

use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    /// Words that are lemmas, by kind of tag.
    bases: BTreeSet<u64>,
    /// The edits of each tag, the commonest first.
    edits: BTreeMap<String, Vec<Edit>>,
}

impl Lemmas {
    /// Reads the table: lines `word<TAB>tag<TAB>form<TAB>lemma`, `rule<TAB>tag<TAB>ending<TAB>cut<TAB>put` and `base<TAB>kind<TAB>lemmas`, tags of Penn
    /// and the kinds of them, `V` and `N`.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut lemmas = Self::default();
        let mut counts: BTreeMap<(String, Edit), usize> = BTreeMap::new();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["word", tag, form, lemma] => _ = lemmas.words.insert(key(tag, form), lemma.to_owned()),
                ["rule", tag, ending, cut, put] if cut.parse::<usize>().is_ok() => {
                    let edit = Edit { cut: cut.parse().unwrap_or(0), put: put.to_owned() };
                    *counts.entry((tag.to_owned(), edit.clone())).or_default() += 1;
                    lemmas.rules.insert((tag.to_owned(), ending.to_owned()), edit);
                }
                ["base", kind, words] => lemmas.bases.extend(words.split(' ').map(|word| key(kind, word))),
                _ => {
                    let problem =
                        "expected `word`, tag, form, lemma, or `rule`, tag, ending, cut, put, or `base`, kind, lemmas, separated by tabs"
                            .to_owned();
                    return Err(ResourceError { resource: "lemmas", line: at + 1, problem });
                }
            }
        }
        let mut counts: Vec<((String, Edit), usize)> = counts.into_iter().collect();
        counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        for ((tag, edit), _) in counts {
            lemmas.edits.entry(tag).or_default().push(edit);
        }
        Ok(lemmas)
    }

    /// The lemma of a form with a Penn tag. Proper names keep their case.
    pub fn of(&self, form: &str, tag: &str) -> String {
        let base = base(form, tag);
        if let Some(lemma) = self.words.get(&key(tag, &base)) {
            return lemma.clone();
        }
        let lemma = self.by_rule(&base, tag);
        self.known(&base, tag, &lemma).unwrap_or(lemma)
    }

    /// Where what the endings make is no known word: what another edit of the tag makes that is one. "Ruled" is of "rule", as "fooled" is of "fool".
    fn known(&self, base: &str, tag: &str, lemma: &str) -> Option<String> {
        let kind = kind(tag)?;
        let is_known = |word: &str| self.bases.contains(&key(kind, word));
        if is_known(lemma) {
            return None;
        }
        // What an irregular word puts in place of its end ("stood", "stand") is no ending of others.
        let fits = |edit: &&Edit| edit.put.chars().count() < 2 && base.chars().count() > edit.cut + 2 && is_known(&edit.apply(base));
        self.edits.get(tag)?.iter().find(fits).map(|edit| edit.apply(base))
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

/// The kind of an inflected form's tag, under which its lemma is known.
pub fn kind(tag: &str) -> Option<&'static str> {
    match tag {
        "VBD" | "VBG" | "VBN" | "VBP" | "VBZ" => Some("V"),
        "NNS" => Some("N"),
        _ => None,
    }
}

fn key(tag: &str, form: &str) -> u64 {
    xxh3_64(format!("{tag}\t{form}").as_bytes())
}
