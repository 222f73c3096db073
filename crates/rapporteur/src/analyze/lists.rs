//! Reading by lists, for a language without a model: tags of closed classes and of listed verbs, noun phrases, who says something, and what is
//! said, as the trees that the reading of statements asks for. What the lists do not tell stays `X` and hangs from the root.
//!
//! It is made for sentences that report speech and reads no others: where a sentence has no listed verb, or one that is negated or stands behind
//! another clause, nothing hangs from it, and nothing is extracted.

use super::gazetteer::{Gazetteer, Hint, Known};
use super::names::NameKind;
use crate::resources::ResourceError;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Tags, universal and Penn's, that words have.
pub(super) const TAGS: [&str; 19] = [
    "X|_",
    "DET|DT",
    "ADP|IN",
    "PRON|PRP",
    "CCONJ|CC",
    "SCONJ|IN",
    "ADV|RB",
    "PART|RB",
    "AUX|VBZ",
    "VERB|VBD",
    "VERB|VBZ",
    "NOUN|NN",
    "PROPN|NNP",
    "ADJ|JJ",
    "NUM|CD",
    "PUNCT|,",
    "PUNCT|.",
    "PUNCT|:",
    "PUNCT|''",
];

/// Relations that tokens hang by.
pub(super) const RELATIONS: [&str; 12] =
    ["dep", "root", "punct", "nsubj", "det", "amod", "nmod:desc", "flat", "nmod", "case", "appos", "ccomp"];

/// What was read of a sentence: for each token the place of its tag in [`TAGS`], its head (0 for the root, else the token counted from 1), the place of its
/// relation in [`RELATIONS`]; and the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListReading {
    pub(super) tags: Vec<u8>,
    pub(super) heads: Vec<u32>,
    pub(super) relations: Vec<u8>,
    pub(super) names: Vec<(Range<usize>, NameKind)>,
}

/// The lists of a language.
#[derive(Debug, Default)]
pub struct Lists {
    /// Words in small letters, with the place of their tag.
    words: BTreeMap<String, u8>,
    /// Words of genitive articles, which join a noun to the one before it.
    genitive: Vec<String>,
    /// Prepositions that do so.
    joins: Vec<String>,
    /// Articles and pronouns that no subject begins with.
    oblique: Vec<String>,
    /// Verbs that take an object as well.
    takes: Vec<String>,
    /// Words that stand for a verb of speech behind a quotation: "…“, so der Minister".
    stands: Vec<String>,
    /// Words that deny.
    denies: Vec<String>,
    /// Words that open a clause that is said.
    opens: Vec<String>,
    /// Verbs of what is only reported: what stands before a verb of speech and has one is said.
    reported: Vec<String>,
    /// Endings of words for offices, and words that stand before a name alone.
    offices: Vec<String>,
    addresses: Vec<String>,
    /// Words of times, which are nobody.
    times: Vec<String>,
}

/// Words of a name behind an office, at most.
const NAME: usize = 3;

impl Lists {
    /// Reads the lists: lines `UPOS|XPOS<TAB>words`, and `genitive`, `joins`, `oblique`, `takes`, `stands`, `denies`, `opens`, `reported`, `office`, `address` and `time`
    /// with words.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut lists = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let problem = || {
                ResourceError {
                resource: "lists",
                line: at + 1,
                problem: "expected a tag, or genitive, joins, oblique, takes, stands, denies, opens, reported, office, address or time, then words, separated by a tab".to_owned(),
            }
            };
            let (list, words) = line.split_once('\t').ok_or_else(problem)?;
            let words = words.split(' ').map(str::to_owned);
            let own = match list {
                "genitive" => &mut lists.genitive,
                "joins" => &mut lists.joins,
                "oblique" => &mut lists.oblique,
                "takes" => &mut lists.takes,
                "stands" => &mut lists.stands,
                "denies" => &mut lists.denies,
                "opens" => &mut lists.opens,
                "reported" => &mut lists.reported,
                "office" => &mut lists.offices,
                "address" => &mut lists.addresses,
                "time" => &mut lists.times,
                tag => {
                    let tag = TAGS.iter().position(|&known| known == tag).ok_or_else(problem)?;
                    lists.words.extend(words.map(|word| (word, tag as u8)));
                    continue;
                }
            };
            own.extend(words);
        }
        Ok(lists)
    }

    /// Are there none?
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Reads the sentences of a text, each by itself but for last names of persons that the text names in full.
    pub(super) fn read_all(&self, gazetteer: &Gazetteer, sentences: &[Vec<&str>]) -> Vec<ListReading> {
        let mut read: Vec<Sentence<'_>> = sentences.iter().map(|forms| Sentence::of(self, gazetteer, forms)).collect();
        let full = read.iter().flat_map(|sentence| sentence.names.iter().map(|(tokens, kind)| (sentence.forms, tokens, kind)));
        let full = full.filter(|(_, tokens, kind)| **kind == NameKind::Person && tokens.len() > 1);
        let last_names: BTreeSet<&str> = full.map(|(forms, tokens, _)| forms[tokens.end - 1]).collect();
        for sentence in &mut read {
            sentence.name_again(&last_names);
        }
        let finished = read.into_iter().map(|mut sentence| {
            let phrases = sentence.phrases();
            let root = sentence.speech(&phrases);
            sentence.finish(root)
        });
        finished.collect()
    }
}

/// A noun phrase: its tokens, its head, the preposition it stands behind.
#[derive(Clone, Debug)]
struct Phrase {
    tokens: Range<usize>,
    head: usize,
    case: Option<usize>,
}

struct Sentence<'s> {
    lists: &'s Lists,
    forms: &'s [&'s str],
    low: Vec<String>,
    hints: Vec<Hint>,
    tags: Vec<u8>,
    /// Head and relation of each token that has one.
    tree: Vec<Option<(usize, &'static str)>>,
    names: Vec<(Range<usize>, NameKind)>,
}

impl<'s> Sentence<'s> {
    fn of(lists: &'s Lists, gazetteer: &Gazetteer, forms: &'s [&'s str]) -> Self {
        let low: Vec<String> = forms.iter().map(|form| form.to_lowercase()).collect();
        let hints = gazetteer.matches(forms);
        let mut sentence = Self { lists, forms, low, hints, tags: Vec::new(), tree: vec![None; forms.len()], names: Vec::new() };
        sentence.tag();
        sentence.name();
        sentence
    }

    fn is(&self, token: usize, upos: &str) -> bool {
        self.tags.get(token).is_some_and(|&tag| TAGS[usize::from(tag)].split('|').next() == Some(upos))
    }

    fn is_comma(&self, token: usize) -> bool {
        self.forms.get(token).is_some_and(|form| *form == ",")
    }

    fn among(&self, list: &[String], token: usize) -> bool {
        self.low.get(token).is_some_and(|word| list.contains(word))
    }

    /// Gives each token its tag: of the lists, else by its letters.
    fn tag(&mut self) {
        let place = |tag: &str| TAGS.iter().position(|&known| known == tag).unwrap_or(0) as u8;
        for (at, form) in self.forms.iter().enumerate() {
            let capital = form.starts_with(char::is_uppercase);
            let tag = match self.lists.words.get(&self.low[at]) {
                // A noun may look like a listed word: only at the beginning is that one's capital no noun's.
                Some(&tag) if !capital || at == 0 || self.opens_after_mark(at) => tag,
                _ if !form.chars().any(char::is_alphanumeric) => match *form {
                    "," => place("PUNCT|,"),
                    "." | "!" | "?" | "…" => place("PUNCT|."),
                    ":" | ";" | "–" | "—" | "-" => place("PUNCT|:"),
                    _ => place("PUNCT|''"),
                },
                _ if form.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) => place("NUM|CD"),
                _ if capital => place("NOUN|NN"),
                _ => 0,
            };
            self.tags.push(tag);
        }
        let said = place("VERB|VBD");
        for at in 1..self.tags.len() {
            if self.among(&self.lists.stands, at) && self.is_comma(at - 1) && (self.is(at + 1, "DET") || self.is(at + 1, "NOUN")) {
                self.tags[at] = said;
            }
        }
        // A small word between an article or another such word and a noun describes it.
        for at in (0..self.tags.len()).rev() {
            let noun = self.is(at + 1, "NOUN") || self.is(at + 1, "ADJ");
            if self.tags[at] == 0 && noun && at > 0 && !self.is(at - 1, "VERB") {
                self.tags[at] = place("ADJ|JJ");
            }
        }
    }

    /// Does a token stand right behind a mark that opens a quotation?
    fn opens_after_mark(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.forms[before], "„" | "“" | "»" | "«" | "\"" | ":"))
    }

    fn is_office(&self, token: usize) -> bool {
        // "Usyk-Promoter", "Verdi-Sprecher": two words made one are no name, but for double given names.
        let made = self.forms[token].contains('-') && !self.hints[token].given;
        self.is(token, "NOUN") && (made || self.lists.offices.iter().any(|ending| self.low[token].ends_with(ending.as_str())))
    }

    /// Finds names: known places and organisations; persons by a known given name, an office or an address before them.
    fn name(&mut self) {
        let proper = TAGS.iter().position(|&tag| tag == "PROPN|NNP").unwrap_or(0) as u8;
        let mut at = 0;
        while at < self.forms.len() {
            let start = at;
            at += 1;
            if !self.is(start, "NOUN") {
                continue;
            }
            let run = (start..self.forms.len()).take_while(|&token| self.is(token, "NOUN")).count();
            let titled = start.checked_sub(1).is_some_and(|before| self.is_office(before) || self.among(&self.lists.addresses, before));
            let office = self.is_office(start) || self.among(&self.lists.addresses, start);
            // Two or three nouns beside a verb of speech, with nothing that describes them, are a name: other nouns are written as one word.
            let bare = start.checked_sub(1).is_none_or(|before| self.is(before, "PUNCT") || self.is(before, "VERB"));
            let beside = self.is(start + run, "VERB") || start.checked_sub(1).is_some_and(|before| self.is(before, "VERB"));
            let several = self.low.get(start + run).is_some_and(|verb| self.is(start + run, "VERB") && verb.ends_with("en"));
            // What begins a sentence has a capital, be it no noun: "Andere Berichte".
            let describes = start == 0 && ["e", "er", "en", "es"].iter().any(|ending| self.low[start].ends_with(ending));
            let fits = (2..=NAME).contains(&run) && !several && !describes && !self.among(&self.lists.times, start);
            let alone = bare && beside && fits;
            let acronym = self.forms[start].chars().count() > 1 && self.forms[start].chars().all(char::is_uppercase);
            let (length, kind) = match self.hints[start].known {
                _ if office => continue,
                _ if titled => (run.min(NAME), NameKind::Person),
                _ if self.hints[start].given && run > 1 => (run.min(NAME), NameKind::Person),
                _ if alone && !self.hints[start + 1].given => (run, NameKind::Person),
                Some(Known::Country | Known::City) if self.hints[start].first => (self.known_from(start), NameKind::Place),
                Some(Known::Organisation) if self.hints[start].first => (self.known_from(start), NameKind::Organisation),
                _ if acronym => (1, NameKind::Organisation),
                _ => continue,
            };
            at = start + length;
            self.tags[start..at].fill(proper);
            self.names.push((start..at, kind));
        }
    }

    /// Names again whom the text names in full elsewhere.
    fn name_again(&mut self, last_names: &BTreeSet<&str>) {
        let proper = TAGS.iter().position(|&tag| tag == "PROPN|NNP").unwrap_or(0) as u8;
        for at in 0..self.forms.len() {
            let alone = !self.is(at + 1, "NOUN") && !at.checked_sub(1).is_some_and(|before| self.is(before, "PROPN"));
            if self.is(at, "NOUN") && alone && last_names.contains(self.forms[at]) {
                self.tags[at] = proper;
                self.names.push((at..at + 1, NameKind::Person));
            }
        }
        self.names.sort_by_key(|(tokens, _)| tokens.start);
    }

    /// How many tokens a known name has that begins here.
    fn known_from(&self, start: usize) -> usize {
        let known = self.hints[start].known;
        1 + (start + 1..self.forms.len()).take_while(|&at| self.hints[at].known == known && !self.hints[at].first).count()
    }

    fn name_from(&self, token: usize) -> Option<&Range<usize>> {
        self.names.iter().map(|(tokens, _)| tokens).find(|tokens| tokens.start == token)
    }

    /// The noun phrases, in order: an article, what describes, nouns and a name; pronouns alone.
    fn phrases(&mut self) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        let mut at = 0;
        while at < self.forms.len() {
            if self.is(at, "PRON") {
                found.push(Phrase { tokens: at..at + 1, head: at, case: None });
                at += 1;
                continue;
            }
            let start = at;
            let mut end = at + usize::from(self.is(at, "DET"));
            while self.is(end, "ADJ") || self.is(end, "NUM") {
                end += 1;
            }
            let nouns = end;
            while self.is(end, "NOUN") || self.is(end, "PROPN") {
                end += 1;
            }
            if nouns == end {
                at += 1;
                continue;
            }
            let named = (nouns..end).find(|&token| self.name_from(token).is_some());
            let head = named.unwrap_or(end - 1);
            for token in start..end {
                let relation = match () {
                    () if token == head => continue,
                    () if self.is(token, "DET") => "det",
                    () if self.is(token, "ADJ") || self.is(token, "NUM") => "amod",
                    () if token < head => "nmod:desc",
                    () => "flat",
                };
                self.tree[token] = Some((head, relation));
            }
            let case = start.checked_sub(1).filter(|&before| self.is(before, "ADP"));
            if let Some(case) = case {
                self.tree[case] = Some((head, "case"));
            }
            self.join(&mut found, Phrase { tokens: start..end, head, case });
            at = end;
        }
        found
    }

    /// Puts a phrase under the one before it where it belongs there: a genitive, "aus Lum", a name between commas.
    fn join(&mut self, found: &mut Vec<Phrase>, phrase: Phrase) {
        let start = phrase.case.unwrap_or(phrase.tokens.start);
        let last = found.last_mut().filter(|last| !self.is(last.head, "PRON"));
        if let Some(last) = last {
            let adjacent = last.tokens.end == start;
            let noun = self.is(last.head, "NOUN") && last.case.is_none();
            let genitive = phrase.case.is_none() && self.among(&self.lists.genitive, start) && noun;
            let joined = phrase.case.is_some_and(|case| self.among(&self.lists.joins, case));
            let aside = last.tokens.end + 1 == start && self.is_comma(last.tokens.end) && self.name_from(start).is_some();
            let closed = phrase.tokens.end >= self.forms.len() || self.is(phrase.tokens.end, "PUNCT");
            let relation = match () {
                () if adjacent && (genitive || joined) => "nmod",
                () if aside && closed && phrase.case.is_none() => "appos",
                () => {
                    found.push(phrase);
                    return;
                }
            };
            self.tree[phrase.head] = Some((last.head, relation));
            if relation == "appos" {
                self.tree[last.tokens.end] = Some((phrase.head, "punct"));
            }
            // The comma that closes what is put in belongs to it.
            let closes = relation == "appos" && self.is_comma(phrase.tokens.end);
            if closes {
                self.tree[phrase.tokens.end] = Some((phrase.head, "punct"));
            }
            last.tokens.end = phrase.tokens.end + usize::from(closes);
            return;
        }
        found.push(phrase);
    }

    /// Hangs who speaks and what is said from the verb of speech. Gives the root.
    fn speech(&mut self, phrases: &[Phrase]) -> usize {
        let verb = (0..self.forms.len()).find(|&token| self.is(token, "VERB") && self.is_main(token));
        let Some(verb) = verb else { return 0 };
        let denied = (0..self.forms.len())
            .any(|token| self.among(&self.lists.denies, token) && token.abs_diff(verb) < 5 && !self.parts(token, verb));
        if denied {
            return verb;
        }
        let time = |phrase: &Phrase| phrase.tokens.clone().any(|token| self.among(&self.lists.times, token));
        let free = |phrase: &&Phrase| phrase.case.is_none() && !self.among(&self.lists.oblique, phrase.tokens.start) && !time(phrase);
        let apart = |from: usize, to: usize| {
            (from..to).all(|token| {
                self.is(token, "ADV") || self.is(token, "NUM") || self.among(&self.lists.times, token) || self.in_case(phrases, token)
            })
        };
        let before = phrases.iter().rev().filter(|phrase| phrase.tokens.end <= verb).find(free);
        let before = before.filter(|phrase| self.begins(phrase, verb) && apart(phrase.tokens.end, verb));
        let behind = phrases.iter().filter(|phrase| phrase.tokens.start > verb).find(free);
        let behind = behind.filter(|phrase| apart(verb + 1, phrase.tokens.start));
        // "…, kritisierte die Reaktion": what stands behind such a verb is who speaks only where it is somebody.
        let somebody = |phrase: &&Phrase| self.is(phrase.head, "PROPN") || self.is(phrase.head, "PRON") || self.is_office(phrase.head);
        let takes = self.among(&self.lists.takes, verb);
        let Some(subject) = before.or(behind.filter(|phrase| !takes || somebody(phrase))).cloned() else { return verb };
        self.tree[subject.head] = Some((verb, "nsubj"));
        let after = verb.max(subject.tokens.end.saturating_sub(1)) + 1;
        let inserted = before.is_none().then(|| self.said_before(verb)).flatten();
        let said = match (self.said_behind(after), inserted) {
            // The verb stands in the middle of what is said: "Wenn es regnet, sagte der Sprecher, werde gewartet".
            (Some((head, behind)), Some((_, ahead))) => Some((head, ahead.chain(behind))),
            (Some((head, behind)), None) => Some((head, (0..0).chain(behind))),
            // A clause that only leads to another is not said alone.
            (None, Some((Some(head), ahead))) if !self.is(0, "SCONJ") && ahead.len() > 2 => Some((head, ahead.chain(0..0))),
            _ => None,
        };
        if let Some((head, tokens)) = said {
            for token in tokens {
                if token == head {
                    self.tree[token] = Some((verb, "ccomp"));
                } else if self.tree[token].is_none() {
                    self.tree[token] = Some((head, "dep"));
                }
            }
            let speaks = TAGS.iter().position(|&tag| tag == "VERB|VBZ").unwrap_or(0) as u8;
            self.tags[head] = speaks;
        }
        verb
    }

    /// Does a verb head its sentence or what stands behind a quotation? One behind a subordinating word or a comma and a small word does not.
    fn is_main(&self, verb: usize) -> bool {
        let first = (0..verb).rev().find(|&token| self.is(token, "PUNCT")).map_or(0, |mark| mark + 1);
        !(first..verb).any(|token| self.is(token, "SCONJ"))
    }

    /// Does punctuation stand between two tokens?
    fn parts(&self, one: usize, other: usize) -> bool {
        (one.min(other)..one.max(other)).any(|token| self.is(token, "PUNCT"))
    }

    /// Is a token part of a phrase with a preposition?
    fn in_case(&self, phrases: &[Phrase], token: usize) -> bool {
        phrases.iter().any(|phrase| phrase.case.is_some_and(|case| (case..phrase.tokens.end).contains(&token)))
    }

    /// Does a phrase begin its clause, so that it is whom the verb is of?
    fn begins(&self, phrase: &Phrase, verb: usize) -> bool {
        let before = phrase.tokens.start.checked_sub(1);
        let opens = before.is_none_or(|before| self.is(before, "PUNCT") && !self.is_comma(before) || self.is(before, "CCONJ"));
        opens && phrase.tokens.end <= verb
    }

    /// What is said behind a comma: "…, dass die Brücke gesperrt ist", "…, die Brücke sei gesperrt".
    fn said_behind(&self, after: usize) -> Option<(usize, Range<usize>)> {
        let quotes = |token: usize| matches!(self.forms[token], "„" | "“" | "”" | "»" | "«" | "\"");
        let comma = (after..self.forms.len()).find(|&token| self.is(token, "PUNCT") && !quotes(token))?;
        if !self.is_comma(comma) {
            return None;
        }
        let end =
            (comma + 1..self.forms.len()).find(|&token| self.forms[token] == "." || self.forms[token] == ";").unwrap_or(self.forms.len());
        let tokens = comma + 1..end;
        let opened = self.among(&self.lists.opens, comma + 1);
        // In the clause behind the comma, or right behind what is put into it; a clause that describes ends with its verb.
        let first = tokens.clone().find(|&token| self.is_comma(token)).unwrap_or(end);
        let ends = |token: usize| token + 1 >= end || self.is_comma(token + 1);
        let heads = |token: &usize| (*token < first || self.is_comma(token - 1)) && !ends(*token);
        let reported = tokens.clone().find(|token| self.among(&self.lists.reported, *token) && heads(token));
        let head = if opened { tokens.clone().rev().find(|&token| !self.is(token, "PUNCT")) } else { reported }?;
        (tokens.len() > 2).then_some((head, tokens))
    }

    /// What is said before the comma of a verb that its subject stands behind: "Die Brücke sei gesperrt, sagte der Sprecher".
    fn said_before(&self, verb: usize) -> Option<(Option<usize>, Range<usize>)> {
        let comma = verb.checked_sub(1).filter(|&before| self.is_comma(before))?;
        let tokens = 0..comma;
        let quoted = tokens.clone().any(|token| matches!(self.forms[token], "„" | "“" | "”" | "»" | "«" | "\""));
        let verbs = tokens.clone().find(|&token| self.among(&self.lists.reported, token) || self.is(token, "AUX"));
        let head = verbs.or_else(|| tokens.clone().find(|&token| self.tags[token] == 0));
        (!self.is(0, "PUNCT") && !quoted && !tokens.is_empty()).then_some((head, tokens))
    }

    fn finish(self, root: usize) -> ListReading {
        let relation = |name: &str| RELATIONS.iter().position(|&known| known == name).unwrap_or(0) as u8;
        let mut reading = ListReading { tags: self.tags, names: self.names, ..ListReading::default() };
        for (at, link) in self.tree.into_iter().enumerate() {
            let mark = TAGS[usize::from(reading.tags[at])].starts_with("PUNCT");
            let (head, of) = match link {
                _ if at == root => (0, "root"),
                Some((head, of)) => (head as u32 + 1, of),
                None => (root as u32 + 1, if mark { "punct" } else { "dep" }),
            };
            reading.heads.push(head);
            reading.relations.push(relation(of));
        }
        reading
    }
}
