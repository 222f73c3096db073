//! Figures of a sentence with what they count: the noun, its kinds, and the act in which it is counted.
//!
//! A figure is read only where the words right beside it say what it counts: an act of the list before it or behind its noun, a noun that is the act, a
//! magnitude. Whatever else stands with a number counts nothing here.

use super::appointed::{MONTHS, WEEKDAYS};
use super::rows::place_in_row;
use super::values::{Bound, Figure, figure};
use crate::resources::{Beside, Counted, Form, Frequencies};
use crate::text::{Span, Word, WordKind, fold, stem, words};
use std::collections::BTreeSet;

/// What a figure counts.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) figure: Figure,
    /// What is counted, in one word for those of one kind, with the act: equal where two figures count the same.
    pub(super) what: String,
    /// The noun as it is printed, and the act.
    pub(super) named: String,
    /// Words between the number and its noun, by which kinds are told apart: "three machine guns".
    pub(super) kinds: BTreeSet<String>,
    /// From the figure, or the act before it, to the end of what is counted.
    pub(super) words: Span,
    /// The stems of the figure and of what is counted, which say nothing of where and when.
    pub(super) own: BTreeSet<String>,
}

/// A sentence, cut into words once.
pub(super) struct Cut<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Word>,
    pub(super) folded: Vec<String>,
}

impl<'a> Cut<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let all = words(text);
        let folded = all.iter().map(|word| fold(word.span.of(text))).collect();
        Self { text, all, folded }
    }

    /// What stands between a word and the one before it.
    fn gap(&self, place: usize) -> &str {
        &self.text[self.all[place - 1].span.end as usize..self.all[place].span.start as usize]
    }

    /// Does a mark part a word from the one before it?
    fn parted(&self, place: usize) -> bool {
        self.gap(place).contains([',', ';', '.', ':', '(', ')', '"', '“', '”', '—', '–', '/', '|'])
    }

    fn span(&self, first: usize, last: usize) -> Span {
        Span { start: self.all[first].span.start, end: self.all[last].span.end }
    }

    /// The names of where what it tells is: "in Halden", "near the Sarn".
    pub(super) fn places(&self, counted: &Counted) -> BTreeSet<String> {
        // "17 fishermen from Lum": where they come from is not where it was.
        let is_where = |word: &str| word != "from" && counted.is(Beside::Where, word);
        let leads = (1..self.all.len()).filter(|&at| is_where(&self.folded[at - 1]) && !self.parted(at));
        let named = leads.map(|at| if self.folded[at] == "the" && at + 1 < self.all.len() && !self.parted(at + 1) { at + 1 } else { at });
        let is_time = |word: &str| MONTHS.contains(&word) || WEEKDAYS.contains(&word);
        named.filter(|&at| self.all[at].kind == WordKind::Capital && !is_time(&self.folded[at])).map(|at| self.folded[at].clone()).collect()
    }
}

/// The figures of a sentence that count something.
pub(super) fn counts(counted: &Counted, frequencies: &Frequencies, cut: &Cut<'_>) -> Vec<Count> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < cut.all.len() {
        let Some(figure) = figure(counted, cut.text, &cut.all, &cut.folded, at) else {
            found.extend(in_a_row(cut, at));
            at += 1;
            continue;
        };
        // "Magnitude-5.6" stands alone.
        let counting = || stands_alone(cut, &figure).then(|| count(counted, frequencies, cut, figure)).flatten();
        found.extend(magnitude(cut, &figure).or_else(counting));
        at = figure.words.1;
    }
    found
}

fn in_a_row(cut: &Cut<'_>, at: usize) -> Option<Count> {
    let place = place_in_row(&cut.folded, at)?;
    if cut.all[place.noun].kind != WordKind::Plain {
        return None;
    }
    let (first, last) = (at.min(place.noun), at.max(place.noun));
    let noun = stem(&cut.folded[place.noun]);
    Some(Count {
        figure: Figure { value: place.value, bound: Bound::Exact, words: (at, at + 1), at },
        what: format!("{noun} in a row {}", place.row),
        named: cut.all[last].span.of(cut.text).to_owned(),
        kinds: BTreeSet::new(),
        words: cut.span(first, last),
        own: BTreeSet::from([noun, stem(&cut.folded[at])]),
    })
}

/// Is it a number by itself, and no score, range, sum of money, decimal or part of another number: "58-3", "12 to 14", "$12", "1, 500"?
fn stands_alone(cut: &Cut<'_>, figure: &Figure) -> bool {
    let (first, end) = figure.words;
    let is_number = |place: usize| cut.all.get(place).is_some_and(|word| word.kind == WordKind::Number);
    let before = cut.all[..figure.at].last().map_or(&cut.text[..cut.all[figure.at].span.start as usize], |_| cut.gap(figure.at));
    let money = before.ends_with(['$', '€', '£', '¥', '.', '-', '–', '#', '/', '\'', '’']);
    let is_joint = |word: &str| matches!(word, "to" | "or" | "between" | "and");
    let is_range = figure.at > 1 && is_number(figure.at - 2) && matches!(cut.folded[figure.at - 1].as_str(), "to" | "or" | "and")
        || first > 0 && matches!(cut.folded[first - 1].as_str(), "between")
        || cut.folded.get(end).is_some_and(|word| is_joint(word) && word != "and") && is_number(end + 1);
    let beside = figure.at > 0 && is_number(figure.at - 1) || is_number(end) && cut.gap(end).trim().len() <= 1;
    let behind = cut.all.get(end).map_or("", |_| cut.gap(end));
    let joined = behind.starts_with(['-', '–', '/', '%', '\'', '’']) || behind.trim_start().starts_with('%');
    // "AK 47", "Flight 370", "room 12": the number is a name.
    let is_name = figure.at > 0
        && first == figure.at
        && before.trim().is_empty()
        && cut.all[figure.at - 1].kind == WordKind::Capital
        && figure.at > 1
        && !cut.parted(figure.at - 1);
    !money && !is_range && !beside && !joined && !is_name
}

/// What a figure of a quake's strength counts.
pub(super) const MAGNITUDE: &str = "magnitude";

/// "A magnitude of 5.6", "magnitude-5.6", "5.6 magnitude".
fn magnitude(cut: &Cut<'_>, figure: &Figure) -> Option<Count> {
    let is = |place: &usize| cut.folded.get(*place).is_some_and(|word| word == MAGNITUDE);
    let (first, end) = figure.words;
    // Without its fraction it may be the rest of a number that was cut in two.
    if !cut.folded[figure.at].contains('.') {
        return None;
    }
    let at = Some(end).filter(is).or_else(|| (first.saturating_sub(2)..first).rev().find(is))?;
    Some(Count {
        figure: *figure,
        what: MAGNITUDE.to_owned(),
        named: MAGNITUDE.to_owned(),
        kinds: BTreeSet::new(),
        words: cut.span(at.min(first), at.max(end - 1)),
        own: BTreeSet::from([MAGNITUDE.to_owned()]),
    })
}

/// A count in an act.
fn count(counted: &Counted, frequencies: &Frequencies, cut: &Cut<'_>, figure: Figure) -> Option<Count> {
    let (first, end) = figure.words;
    let noun = noun(counted, frequencies, cut, end);
    // "More than 30": the bound's own "more" is none of the words that make a part.
    let is_part = |range: std::ops::Range<usize>| range.into_iter().any(|at| counted.is(Beside::Part, &cut.folded[at]));
    let among = first > 0
        && (counted.is(Beside::Part, &cut.folded[first - 1])
            || first > 1 && cut.folded[first - 1] == "the" && is_part(first - 2..first - 1));
    if among || is_part(end..noun.unwrap_or(end)) {
        return None;
    }
    let last = noun.unwrap_or(end - 1);
    // "12 of the passengers": a part of a whole.
    let of = noun.map_or(end..(end + 1).min(cut.all.len()), |noun| end..noun);
    if !matches!(figure.bound, Bound::Vague(_)) && cut.folded[of].iter().any(|word| word == "of") {
        return None;
    }
    let said = noun.and_then(|noun| counted.act(Form::Noun, &cut.folded[noun])).or_else(|| {
        let word = cut.folded.get(end).filter(|_| noun.is_none() && !cut.parted(end))?;
        counted.act(Form::Noun, word)
    });
    let behind = || behind(counted, cut, last);
    let before = || before(counted, cut, first, noun.is_some(), end);
    let made = || noun.and_then(|noun| cut.folded[end..noun].iter().find_map(|word| counted.act(Form::Done, word)));
    let at = |act: &str| (act.to_owned(), None);
    let (act, place) = said.map(at).or_else(before).or_else(behind).or_else(|| made().map(at))?;
    let people = noun.is_none_or(|noun| said.is_some() || counted.is(Beside::People, &cut.folded[noun]));
    let stemmed = noun.map_or_else(String::new, |noun| stem(&cut.folded[noun]));
    let what = if people { "people".to_owned() } else { stemmed.clone() };
    let kinds = noun.map_or_else(BTreeSet::new, |noun| {
        let between = cut.folded[end..noun].iter().filter(|word| !matches!(word.as_str(), "of" | "the"));
        between.filter(|word| counted.act(Form::Done, word).is_none()).map(|word| stem(word)).collect()
    });
    let printed = noun.filter(|_| !people).map_or("people", |noun| cut.all[noun].span.of(cut.text));
    // "Killed 12", "2,001 had been injured": without a noun the act says what is counted.
    let shown = match (noun, place) {
        (Some(noun), _) => cut.span(first, noun.max(end - 1)),
        (None, Some(place)) => cut.span(first.min(place), place.max(end - 1)),
        (None, None) => cut.span(first, end),
    };
    Some(Count {
        figure,
        what: format!("{what} {act}"),
        named: format!("{printed} {act}"),
        kinds,
        words: shown,
        own: [stemmed, stem(&act)].into_iter().chain(cut.folded[first..end].iter().map(|word| stem(word))).collect(),
    })
}

/// The noun that a number counts: within three words, a plural or a word for people.
fn noun(counted: &Counted, frequencies: &Frequencies, cut: &Cut<'_>, end: usize) -> Option<usize> {
    for place in end..(end + 4).min(cut.all.len()) {
        let word = cut.folded[place].as_str();
        if cut.parted(place) || MONTHS.contains(&word) || WEEKDAYS.contains(&word) {
            return None;
        }
        let plural = word.len() > 4 && word.ends_with("men")
            || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("'s");
        let noun = plural
            || counted.is(Beside::People, word)
            || matches!(word, "men" | "women" | "children" | "police" | "personnel" | "troops" | "staff");
        let is_act = [Form::Does, Form::Done, Form::Did, Form::Is].iter().any(|form| counted.act(*form, word).is_some());
        if noun && (plural || !is_act) && word != "this" && !counted.is(Beside::Helps, word) {
            return (!counted.is(Beside::Never, &stem(word))).then_some(place);
        }
        let joins = matches!(word, "of" | "the" | "more" | "other");
        // "20 as firefighters fought", "12 killed in raids": what follows is another phrase.
        if !joins && (frequencies.rarity(word) < SMALL || counted.is(Beside::Helps, word))
            || counted.act(Form::Did, word).is_some()
            || counted.act(Form::Is, word).is_some()
        {
            return None;
        }
    }
    None
}

/// Rarity (thousandths of a nat) below which a word is one of those that join others. A guess.
const SMALL: u32 = 1500;

/// The act before a figure: "killed at least 12", "the death toll rose to 14".
fn before(counted: &Counted, cut: &Cut<'_>, first: usize, has_noun: bool, end: usize) -> Option<(String, Option<usize>)> {
    let mut at = first;
    while at > 0 && first - at < 5 && !cut.parted(at) && counted.is(Beside::Leads, &cut.folded[at - 1]) {
        at -= 1;
    }
    let verb = at.checked_sub(1).filter(|_| !cut.parted(at));
    let unsure = |verb: usize| (verb.saturating_sub(4)..verb).any(|place| counted.is(Beside::Unsure, &cut.folded[place]));
    if let Some(verb) = verb
        && let Some(act) = counted.act(Form::Does, &cut.folded[verb])
    {
        // "injured 30.", "killed 12 and": nothing else is counted.
        let closed = cut.all.get(end).is_none() || cut.parted(end) || counted.is(Beside::Closes, &cut.folded[end]);
        let passive =
            verb > 0 && !cut.folded[verb].ends_with("ing") && matches!(cut.folded[verb - 1].as_str(), "was" | "were" | "been" | "being");
        return (!unsure(verb) && !passive && (has_noun || closed)).then(|| (act.to_owned(), Some(verb)));
    }
    // "The death toll from the quake rose to 14".
    let near = first.saturating_sub(TOLL)..first;
    let toll = near.rev().take_while(|&place| place + 1 >= first || !cut.parted(place + 1)).find(|&place| cut.folded[place] == "toll")?;
    let led = cut.folded[first - 1].as_str();
    let is_death = toll > 0 && cut.folded[toll - 1] == "death";
    let closed = cut.all.get(end).is_none()
        || cut.parted(end)
        || has_noun
        || counted.is(Beside::Closes, &cut.folded[end])
        || counted.act(Form::Noun, &cut.folded[end]).is_some();
    let fits = is_death && closed && matches!(led, "to" | "at" | "of" | "is" | "was" | "reached" | "hit");
    counted.act(Form::Is, "dead").filter(|_| fits).map(|act| (act.to_owned(), Some(toll - 1)))
}

/// Words between "toll" and its figure. A guess.
const TOLL: usize = 9;

/// The act behind what is counted: "12 people were killed", "12 people, including a nurse, died", "12 dead".
fn behind(counted: &Counted, cut: &Cut<'_>, last: usize) -> Option<(String, Option<usize>)> {
    let mut at = last + 1;
    if at < cut.all.len() && cut.gap(at).contains([',', '—', '–', '(']) {
        // What stands between two marks is passed over.
        if !counted.is(Beside::Part, &cut.folded[at])
            && !matches!(cut.folded[at].as_str(), "most" | "many" | "mostly" | "all" | "some" | "both")
        {
            return None;
        }
        at = (at + 1..(at + ASIDE).min(cut.all.len())).find(|&place| cut.gap(place).contains([',', '—', '–', ')']))?;
    } else if at < cut.all.len() && cut.parted(at) {
        return None;
    }
    at = behind_phrase(counted, cut, at);
    let start = at;
    while at < cut.all.len() && at - start < 4 && counted.is(Beside::Helps, &cut.folded[at]) && (at == start || !cut.parted(at)) {
        at += 1;
    }
    if at >= cut.all.len() || at > start && cut.parted(at) {
        return None;
    }
    let word = cut.folded[at].as_str();
    let helps =
        cut.folded[start..at].iter().any(|word| matches!(word.as_str(), "were" | "was" | "been" | "being" | "are" | "is" | "be" | "got"));
    let closed = cut.all.get(at + 1).is_none_or(|_| cut.parted(at + 1) || counted.is(Beside::Closes, &cut.folded[at + 1]));
    let done = || counted.act(Form::Done, word).filter(|_| helps || closed && start == at);
    let did = || counted.act(Form::Did, word).filter(|_| !helps);
    counted.act(Form::Is, word).filter(|_| helps || closed || start == at).or_else(done).or_else(did).map(|act| (act.to_owned(), Some(at)))
}

/// "Nine envoys of Ostrel were expelled", "12 people in a bus were hurt": the verb behind a phrase that belongs to the noun, else the word itself.
fn behind_phrase(counted: &Counted, cut: &Cut<'_>, at: usize) -> usize {
    let leads = |place: usize| cut.folded.get(place).is_some_and(|word| word == "of" || counted.is(Beside::Where, word));
    if !leads(at) {
        return at;
    }
    let near = (at + 1..(at + PHRASE).min(cut.all.len()))
        .take_while(|&place| !cut.parted(place) && !matches!(cut.folded[place].as_str(), "who" | "that" | "which" | "where" | "and"));
    near.into_iter().find(|&place| matches!(cut.folded[place].as_str(), "were" | "have" | "had" | "are")).unwrap_or(at)
}

/// Words of a phrase between a noun and its verb. A guess.
const PHRASE: usize = 6;

/// Words of an aside between a noun and its verb. A guess.
const ASIDE: usize = 14;
