//! A language's `times.tsv`: classes of words, forms, rules. Whoever adds a language writes such a file and touches no code.
//!
//! Lines are `kind<TAB>…`, `#` begins a remark:
//! - `published`, a day: the publication day of the examples;
//! - `class`, name, entries `value=word` or further words of the same value;
//! - `form`, name, pattern, value: a part that rules share; several lines of one name are alternatives;
//! - `rule`, code, title, pattern, type, value, example, counter-example: see [`super::pattern`] and [`super::meaning`]. In the example the
//!   expression stands in square brackets, its value after ` = `; in the counter-example the rule finds nothing;
//! - `sense`, `past` or `future`, words: verbs and adjectives under which a time lies before or after; `until`, words: prepositions before what
//!   lies ahead; `after`, words: those before what lies behind;
//! - `join`, words: words between two dates of which the second has the year of both;
//! - `place`, name, zone: where a report is from, and what hours are meant there.

use super::pattern::{Graph, Names, Step, Test, read};
use super::words::{Shape, Word};
use crate::resources::ResourceError;
use std::collections::BTreeMap;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeKind {
    /// A day or something longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimeKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Time, Self::Duration, Self::Set];

    /// The word of TimeML for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// One rule of a language with its page.
#[derive(Clone, Debug)]
pub struct TimeRule {
    /// Its code.
    pub code: String,
    /// What it reads.
    pub title: String,
    /// Its pattern, as written.
    pub pattern: String,
    /// What its values are.
    pub kind: TimeKind,
    /// Its value, as written.
    pub value: String,
    /// An example: the expression in square brackets, its value after ` = `.
    pub example: String,
    /// A text in which it finds nothing; empty where none is needed.
    pub counter_example: String,
    pub(super) graph: Graph,
    pub(super) template: Template,
}

/// A value with places for what the pattern took.
#[derive(Clone, Debug, Default)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Place { name: u16, plus: i64, form: PartForm },
}

#[derive(Clone, Copy, Debug)]
enum PartForm {
    Plain,
    /// With leading zeros up to two digits.
    Two,
    /// Hours before and after noon on a clock of twelve.
    Forenoon,
    Afternoon,
    /// Hours and minutes in four digits, with a colon between.
    Clock,
    /// The decade of a year, as `199X`.
    Decade,
}

impl Template {
    fn read(names: &mut Names, written: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((text, after)) = rest.split_once('{') {
            let (inside, after) = after.split_once('}').ok_or("`}` is missing")?;
            let (name, form) = inside.split_once(':').unwrap_or((inside, ""));
            let (name, plus) = match name.strip_suffix("-1") {
                Some(name) => (name, -1),
                None => (name, 0),
            };
            let form = match form {
                "" => PartForm::Plain,
                "2" => PartForm::Two,
                "am" => PartForm::Forenoon,
                "pm" => PartForm::Afternoon,
                "clock" => PartForm::Clock,
                "decade" => PartForm::Decade,
                _ => return Err(format!("`{form}` is no way to write a number")),
            };
            parts.extend([Part::Text(text.to_owned()), Part::Place { name: names.capture(name), plus, form }]);
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// The value with what was taken in its places; what was not taken is empty.
    pub(super) fn fill(&self, taken: &[(u16, String)]) -> String {
        let mut value = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => value.push_str(text),
                Part::Place { name, plus, form } => {
                    let Some((_, text)) = taken.iter().rev().find(|(taken, _)| taken == name) else { continue };
                    match (form, text.parse::<i64>().map(|number| number + plus)) {
                        (PartForm::Two, Ok(number)) => value.push_str(&format!("{number:02}")),
                        (PartForm::Forenoon, Ok(hour)) => value.push_str(&format!("{:02}", hour % 12)),
                        (PartForm::Afternoon, Ok(hour)) => value.push_str(&format!("{:02}", hour % 12 + 12)),
                        (PartForm::Clock, Ok(number)) => value.push_str(&format!("{:02}:{:02}", number / 100, number % 100)),
                        (PartForm::Decade, Ok(year)) => value.push_str(&format!("{}X", year / 10)),
                        (PartForm::Plain, Ok(number)) if *plus != 0 => value.push_str(&number.to_string()),
                        _ => value.push_str(text),
                    }
                }
            }
        }
        value
    }
}

/// What may stand second in what a pattern takes. Most rules that can begin with a word are out after a look at the next one.
#[derive(Clone, Debug)]
pub(super) struct Second {
    /// The words, by number, digits last.
    words: Vec<bool>,
    /// One word may be all of it.
    ends: bool,
    /// Any word may.
    any: bool,
}

impl Second {
    fn none(digits: usize) -> Self {
        Self { words: vec![false; digits + 1], ends: false, any: false }
    }

    /// Can it go on with this word, or needs it none?
    pub(super) fn allows(&self, next: Option<&Word>) -> bool {
        let listed = |word: &Word| match (word.shape, word.id) {
            (Shape::Digits(..), _) => self.words[self.words.len() - 1],
            (_, Some(id)) => self.words[id as usize],
            _ => false,
        };
        self.ends || self.any || next.is_some_and(listed)
    }
}

/// The time expressions of one language.
#[derive(Debug, Default)]
pub struct Times {
    pub(super) names: Names,
    /// The entries of each class: word, whether it wants a capital letter, value; by word.
    pub(super) classes: Vec<Vec<(u32, bool, String)>>,
    pub(super) forms: Vec<Vec<(Graph, Template)>>,
    pub(super) rules: Vec<TimeRule>,
    /// The rules that can begin with a word, by its number.
    pub(super) by_word: Vec<Vec<u16>>,
    /// The rules that can begin with digits.
    pub(super) by_digits: Vec<u16>,
    /// The words that each form can begin with, by number, digits last.
    pub(super) first: Vec<Vec<bool>>,
    /// What may follow the first word of each rule.
    pub(super) second: Vec<Second>,
    pub(super) past: Vec<String>,
    pub(super) future: Vec<String>,
    pub(super) until: Vec<String>,
    /// Prepositions behind which something was held.
    pub(super) after: Vec<String>,
    pub(super) joins: Vec<String>,
    pub(super) places: BTreeMap<String, String>,
    published: String,
}

impl Times {
    /// Reads the rules of a language; an empty text has none.
    ///
    /// # Errors
    /// When a line is not in its format; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut times = Self::default();
        let mut codes = std::collections::BTreeSet::new();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let read = times.line(&fields, &mut codes);
            read.map_err(|problem| ResourceError { resource: "times.tsv", line: at + 1, problem })?;
        }
        times.index();
        Ok(times)
    }

    /// The rules, in the order of the file.
    pub fn rules(&self) -> &[TimeRule] {
        &self.rules
    }

    /// The publication day of the examples.
    pub fn published(&self) -> &str {
        &self.published
    }

    fn line(&mut self, fields: &[&str], codes: &mut std::collections::BTreeSet<String>) -> Result<(), String> {
        match *fields {
            ["published", day] => day.clone_into(&mut self.published),
            ["class", name, entries] => {
                let mut class = Vec::new();
                let mut value = String::new();
                for entry in entries.split(' ') {
                    let word = match entry.split_once('=') {
                        Some((named, word)) => {
                            named.clone_into(&mut value);
                            word
                        }
                        None => entry,
                    };
                    let capital = word.starts_with(char::is_uppercase);
                    class.push((self.names.vocabulary.add(word), capital, value.clone()));
                }
                class.sort();
                self.names.classes.insert(name.to_owned(), self.classes.len());
                self.classes.push(class);
            }
            ["form", name, pattern, value] => {
                let graph = read(&mut self.names, pattern)?;
                let template = Template::read(&mut self.names, value)?;
                let next = self.forms.len();
                let form = *self.names.forms.entry(name.to_owned()).or_insert(next);
                if form == next {
                    self.forms.push(Vec::new());
                }
                let names = |step: &Step| matches!(step, Step::Take(element) | Step::Not(element) if matches!(element.test, Test::Form(named) if named >= form));
                if graph.steps.iter().flatten().any(|(step, _)| names(step)) {
                    return Err("a form names only forms that came before it".to_owned());
                }
                self.forms[form].push((graph, template));
            }
            ["rule", code, title, pattern, kind, value, example, counter_example] => {
                if !codes.insert(code.to_owned()) {
                    return Err(format!("there are two rules {code}"));
                }
                let kind = TimeKind::ALL.into_iter().find(|known| known.label() == kind).ok_or(format!("`{kind}` is no type of time"))?;
                let graph = read(&mut self.names, pattern)?;
                let template = Template::read(&mut self.names, value)?;
                let [code, title, pattern, value, example, counter_example] =
                    [code, title, pattern, value, example, counter_example].map(str::to_owned);
                self.rules.push(TimeRule { code, title, pattern, kind, value, example, counter_example, graph, template });
            }
            ["sense", "past", words] => self.past.extend(words.split(' ').map(str::to_owned)),
            ["sense", "future", words] => self.future.extend(words.split(' ').map(str::to_owned)),
            ["sense", "after", words] => self.after.extend(words.split(' ').map(str::to_owned)),
            ["sense", "until", words] => self.until.extend(words.split(' ').map(str::to_owned)),
            ["join", words] => self.joins.extend(words.split(' ').map(str::to_owned)),
            ["place", name, zone] => _ = self.places.insert(name.to_owned(), zone.to_owned()),
            [kind, ..] => return Err(format!("`{kind}` is no kind of line, or fields are missing")),
            [] => {}
        }
        Ok(())
    }

    /// Which words each form and rule can begin with.
    fn index(&mut self) {
        let digits = self.names.vocabulary.len();
        // A form names only forms that came before it.
        let mut of_forms = Vec::with_capacity(self.forms.len());
        for form in 0..self.forms.len() {
            let (mut first, mut second) = (vec![false; digits + 1], Second::none(digits));
            for (graph, _) in &self.forms[form] {
                self.begins(graph, 0, &mut first);
                self.goes_on(&of_forms, graph, 0, &mut second);
            }
            self.first.push(first);
            of_forms.push(second);
        }
        for rule in &self.rules {
            let mut second = Second::none(digits);
            self.goes_on(&of_forms, &rule.graph, 0, &mut second);
            self.second.push(second);
        }
        self.by_word = vec![Vec::new(); digits];
        for (at, rule) in self.rules.iter().enumerate() {
            let mut first = vec![false; digits + 1];
            self.begins(&rule.graph, 0, &mut first);
            for (rules, first) in self.by_word.iter_mut().chain([&mut self.by_digits]).zip(first) {
                if first {
                    rules.push(at as u16);
                }
            }
        }
    }

    fn begins(&self, graph: &Graph, state: usize, first: &mut [bool]) {
        let digits = first.len() - 1;
        for (step, next) in &graph.steps[state] {
            match step {
                Step::Take(element) => match &element.test {
                    Test::Words(words) => words.iter().for_each(|&(word, _)| first[word as usize] = true),
                    Test::Class(class) => self.classes[*class].iter().for_each(|&(word, ..)| first[word as usize] = true),
                    Test::Form(form) => {
                        first.iter_mut().zip(self.first.get(*form).into_iter().flatten()).for_each(|(first, &of_form)| *first |= of_form)
                    }
                    Test::Number(..) => first[digits] = true,
                    Test::Any => {}
                },
                Step::Not(_) | Step::Open | Step::Close | Step::Pass => self.begins(graph, *next, first),
            }
        }
    }

    /// What may come second from a state on; `forms` holds it for the forms.
    fn goes_on(&self, forms: &[Second], graph: &Graph, state: usize, second: &mut Second) {
        for (step, next) in &graph.steps[state] {
            match step {
                Step::Take(element) => match &element.test {
                    Test::Form(form) => {
                        let inner = &forms[*form];
                        second.words.iter_mut().zip(&inner.words).for_each(|(word, &of_form)| *word |= of_form);
                        second.any |= inner.any;
                        if inner.ends {
                            self.after_first(graph, *next, second);
                        }
                    }
                    Test::Words(_) | Test::Class(_) | Test::Number(..) | Test::Any => self.after_first(graph, *next, second),
                },
                Step::Not(_) | Step::Open | Step::Close | Step::Pass => self.goes_on(forms, graph, *next, second),
            }
        }
    }

    fn after_first(&self, graph: &Graph, state: usize, second: &mut Second) {
        second.ends |= state == graph.accept;
        for (step, next) in &graph.steps[state] {
            match step {
                Step::Take(element) if matches!(element.test, Test::Any) => second.any = true,
                Step::Take(_) => {}
                Step::Not(_) | Step::Open | Step::Close | Step::Pass => self.after_first(graph, *next, second),
            }
        }
        self.begins(graph, state, &mut second.words);
    }
}
