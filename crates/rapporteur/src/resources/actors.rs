//! Who there is: states with their names, peoples and capitals; organisations; who held which office between which days.

use super::ResourceError;
use crate::text::fold;
use std::collections::BTreeMap;

/// A state, or a territory that acts for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// ISO 3166-1 alpha-3 code.
    pub code: String,
    /// Its common English name.
    pub name: String,
}

/// An organisation, or a body of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// A short key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The state whose body it is, as a code.
    pub state: Option<String>,
}

/// One person's time in one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The office, with the state or body it belongs to.
    pub office: String,
    /// Code of the state, empty for an international post.
    pub state: String,
    /// Wikidata identifier of the person; empty where the list has none.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// First day, month or year (`2019-05-30`, `2019`); empty where it is not known.
    pub from: String,
    /// Last day, month or year; empty where it had not ended when the list was made, or is not known.
    pub until: String,
    /// The day as of which this is known.
    pub as_of: String,
}

/// Did someone hold an office on a day?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Yes.
    Yes,
    /// It cannot be told: the day lies in a year of change, before a beginning that is not known, or after the list was made.
    Unknown,
    /// No.
    No,
}

impl Tenure {
    /// Was the office held so on a day (`2022-02-24`)?
    pub fn on(&self, day: &str) -> Held {
        // ISO days compare as text; a year or month covers the days it is a prefix of, and what changed within it is not known.
        let compare = |bound: &str| bound.cmp(day.get(..bound.len()).unwrap_or(day));
        let covers = |bound: &str| bound.len() < day.len() && compare(bound).is_eq();
        let started = match self.from.as_str() {
            "" => Held::Unknown,
            from if covers(from) => Held::Unknown,
            from => {
                if compare(from).is_le() {
                    Held::Yes
                } else {
                    Held::No
                }
            }
        };
        let going = match self.until.as_str() {
            "" => {
                if day <= self.as_of.as_str() {
                    Held::Yes
                } else {
                    Held::Unknown
                }
            }
            until if covers(until) => Held::Unknown,
            until => {
                if compare(until).is_ge() {
                    Held::Yes
                } else {
                    Held::No
                }
            }
        };
        started.max(going)
    }
}

/// The gazetteer of actors.
#[derive(Debug, Default)]
pub struct Actors {
    states: BTreeMap<String, State>,
    /// Folded names, other names and capitals, to codes.
    state_names: BTreeMap<String, String>,
    /// Folded adjectives and names of peoples, to codes.
    peoples: BTreeMap<String, String>,
    organisations: Vec<Organisation>,
    organisation_names: BTreeMap<String, usize>,
    tenures: Vec<Tenure>,
    /// Folded names of persons, to places in `tenures`.
    persons: BTreeMap<String, Vec<usize>>,
}

impl Actors {
    /// Reads lines of
    /// `state<TAB>code<TAB>name<TAB>other names<TAB>peoples<TAB>capitals`, `alias<TAB>code<TAB>names`, `people<TAB>code<TAB>words`,
    /// `organisation<TAB>key<TAB>name<TAB>other names<TAB>state` and
    /// `holder<TAB>office<TAB>state<TAB>Wikidata id<TAB>name<TAB>from<TAB>until<TAB>as of`; several names in one field are parted by
    /// semicolons. Later lines win. Lines that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut actors = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["state", code, name, others, peoples, capitals] => {
                    actors.states.insert(code.to_owned(), State { code: code.to_owned(), name: name.to_owned() });
                    actors.name_state(code, [name].into_iter().chain(split(others)).chain(split(capitals)));
                    actors.peoples.extend(split(peoples).map(|people| (fold(people), code.to_owned())));
                }
                ["alias", code, names] => actors.name_state(code, split(names)),
                ["people", code, words] => actors.peoples.extend(split(words).map(|word| (fold(word), code.to_owned()))),
                ["organisation", key, name, others, state] => {
                    let number = actors.organisations.len();
                    let state = (!state.is_empty()).then(|| state.to_owned());
                    actors.organisations.push(Organisation { key: key.to_owned(), name: name.to_owned(), state });
                    actors.organisation_names.extend([name].into_iter().chain(split(others)).map(|name| (fold(name), number)));
                }
                ["holder", office, state, person, name, from, until, as_of] if [from, until, as_of].iter().all(|day| is_day(day)) => {
                    actors.persons.entry(plain(name)).or_default().push(actors.tenures.len());
                    let [office, state, person, name, from, until, as_of] =
                        [office, state, person, name, from, until, as_of].map(str::to_owned);
                    actors.tenures.push(Tenure { office, state, person, name, from, until, as_of });
                }
                _ => return Err(ResourceError { resource: "actors", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        Ok(actors)
    }

    fn name_state<'n>(&mut self, code: &str, names: impl Iterator<Item = &'n str>) {
        self.state_names.extend(names.map(|name| (fold(name), code.to_owned())));
    }

    /// The state of a code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.get(code)
    }

    /// The state that goes by a name, or whose capital does: "New Delhi" for India, where it acts.
    pub fn state_named(&self, name: &str) -> Option<&State> {
        self.state_names.get(&fold(name)).and_then(|code| self.state(code))
    }

    /// The state of a people or of its adjective.
    pub fn people(&self, word: &str) -> Option<&State> {
        let folded = fold(word);
        let found = self.peoples.get(&folded).or_else(|| self.peoples.get(folded.strip_suffix('s')?));
        found.and_then(|code| self.state(code))
    }

    /// The organisation that goes by a name.
    pub fn organisation(&self, name: &str) -> Option<&Organisation> {
        self.organisation_names.get(&fold(name)).map(|&number| &self.organisations[number])
    }

    /// What is known of the offices of a person of a full name.
    pub fn tenures_of(&self, name: &str) -> impl Iterator<Item = &Tenure> {
        self.persons.get(&plain(name)).into_iter().flatten().map(|&at| &self.tenures[at])
    }

    /// The tenures of an office, whatever its capital letters.
    pub fn office(&self, office: &str) -> impl Iterator<Item = &Tenure> {
        let wanted = fold(office);
        self.tenures.iter().filter(move |tenure| fold(&tenure.office) == wanted)
    }

    /// Everything known of offices, in the order of the list.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }
}

/// A person's name without its stops: "S. Jaishankar" is "S Jaishankar".
fn plain(name: &str) -> String {
    fold(&name.replace('.', ""))
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').map(str::trim).filter(|word| !word.is_empty())
}

fn is_day(day: &str) -> bool {
    matches!(day.len(), 0 | 4 | 7 | 10) && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}
