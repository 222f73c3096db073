//! Who there is: states with their names, peoples and capitals; organisations; who held which office between which days.

use super::ResourceError;
use crate::text::{fold, spelling};
use std::collections::BTreeMap;

/// A state, or a territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// ISO 3166-1 alpha-3 code.
    pub code: String,
    /// Its common English name.
    pub name: String,
    /// What it is in law.
    pub status: Status,
}

/// What a country is in law, by one outward sign: a seat in the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A member of the United Nations, or an observer state.
    State,
    /// None of these: part of a state, or a state that few recognise.
    Territory,
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
    /// Folded names and other names, to codes.
    state_names: BTreeMap<String, String>,
    /// Folded names of capitals, to codes.
    capitals: BTreeMap<String, String>,
    /// Folded adjectives and names of peoples, to codes.
    peoples: BTreeMap<String, String>,
    organisations: Vec<Organisation>,
    organisation_names: BTreeMap<String, usize>,
    tenures: Vec<Tenure>,
    /// Spellings of each word of the names of holders, to places in `tenures`, in order.
    holders: Vec<(String, u32)>,
    /// Folded titles to the offices that they name, by their first words.
    posts: BTreeMap<String, Vec<String>>,
}

impl Actors {
    /// Reads lines of
    /// `state<TAB>code<TAB>name<TAB>other names<TAB>peoples<TAB>capitals` (`territory` for one without a seat in the United Nations),
    /// `alias<TAB>code<TAB>names`, `capital<TAB>code<TAB>names`, `people<TAB>code<TAB>words`,
    /// `organisation<TAB>key<TAB>name<TAB>other names<TAB>state`, `post<TAB>titles<TAB>offices` (which offices of the list a title names) and
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
                [kind @ ("state" | "territory"), code, name, others, peoples, capitals] => {
                    let status = if kind == "state" { Status::State } else { Status::Territory };
                    actors.states.insert(code.to_owned(), State { code: code.to_owned(), name: name.to_owned(), status });
                    actors.name_state(code, [name].into_iter().chain(split(others)));
                    actors.capitals.extend(split(capitals).map(|name| (fold(name), code.to_owned())));
                    actors.peoples.extend(split(peoples).map(|people| (fold(people), code.to_owned())));
                }
                ["alias", code, names] => actors.name_state(code, split(names)),
                ["capital", code, names] => actors.capitals.extend(split(names).map(|name| (fold(name), code.to_owned()))),
                ["post", titles, offices] => {
                    let offices: Vec<String> = split(offices).map(fold).collect();
                    actors.posts.extend(split(titles).map(|title| (fold(title), offices.clone())));
                }
                ["people", code, words] => actors.peoples.extend(split(words).map(|word| (fold(word), code.to_owned()))),
                ["organisation", key, name, others, state] => {
                    let number = actors.organisations.len();
                    let state = (!state.is_empty()).then(|| state.to_owned());
                    actors.organisations.push(Organisation { key: key.to_owned(), name: name.to_owned(), state });
                    actors.organisation_names.extend([name].into_iter().chain(split(others)).map(|name| (fold(name), number)));
                }
                ["holder", office, state, person, name, from, until, as_of] if [from, until, as_of].iter().all(|day| is_day(day)) => {
                    let place = actors.tenures.len() as u32;
                    actors.holders.extend(name.split([' ', '-']).filter(|word| word.len() > 1).map(|word| (spelling(word), place)));
                    let [office, state, person, name, from, until, as_of] =
                        [office, state, person, name, from, until, as_of].map(str::to_owned);
                    actors.tenures.push(Tenure { office, state, person, name, from, until, as_of });
                }
                _ => return Err(ResourceError { resource: "actors", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        actors.holders.sort_unstable();
        Ok(actors)
    }

    fn name_state<'n>(&mut self, code: &str, names: impl Iterator<Item = &'n str>) {
        self.state_names.extend(names.map(|name| (fold(name), code.to_owned())));
    }

    /// The state of a code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.get(code)
    }

    /// All states and territories, by code.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.states.values()
    }

    /// The state that goes by a name.
    pub fn state_named(&self, name: &str) -> Option<&State> {
        self.state_names.get(&fold(name)).and_then(|code| self.state(code))
    }

    /// The state whose capital goes by a name: "New Delhi" is India, where it acts. A capital that has its state's name is not one of these.
    pub fn capital(&self, name: &str) -> Option<&State> {
        let folded = fold(name);
        let code = self.capitals.get(&folded).filter(|_| !self.state_names.contains_key(&folded));
        code.and_then(|code| self.state(code))
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

    /// What is known of the offices of a person of a full name, in whatever spelling, family name first or last.
    pub fn tenures_of(&self, name: &str) -> impl Iterator<Item = &Tenure> {
        let orders = orders(name);
        let last = name.split([' ', '-']).rfind(|word| word.len() > 1).unwrap_or(name);
        self.tenures_with(last).filter(move |tenure| orders.contains(&spelling(&tenure.name)))
    }

    /// The tenures of persons one of whose names is spelled like a word.
    pub fn tenures_with(&self, word: &str) -> impl Iterator<Item = &Tenure> {
        let wanted = spelling(word);
        let start = self.holders.partition_point(|(word, _)| *word < wanted);
        self.holders[start..].iter().take_while(move |(word, _)| *word == wanted).map(|&(_, place)| &self.tenures[place as usize])
    }

    /// Who a title of a state means, as far as the list tells: the tenures of the offices that go by it. None of them where no line says what the
    /// title means.
    pub fn titled<'t>(&'t self, title: &str, state: &str) -> impl Iterator<Item = &'t Tenure> {
        let offices = self.posts.get(&fold(title)).map(Vec::as_slice).unwrap_or_default();
        let state = state.to_owned();
        self.tenures.iter().filter(move |tenure| !offices.is_empty() && tenure.state == state && is_one_of(&tenure.office, offices))
    }

    /// Is this a tenure of an office that a title names?
    pub fn is_titled(&self, tenure: &Tenure, title: &str) -> bool {
        self.posts.get(&fold(title)).is_some_and(|offices| is_one_of(&tenure.office, offices))
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

/// Does an office begin with one of these titles: "Foreign Minister of India" with "foreign minister"?
fn is_one_of(office: &str, titles: &[String]) -> bool {
    let office = fold(office);
    titles.iter().any(|title| office.strip_prefix(title.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(" of ")))
}

/// The keys of a name's orders: as it stands, its first word last, its last word first.
fn orders(name: &str) -> [String; 3] {
    let whole = spelling(name);
    let (first, last) = (name.split_once(' '), name.rsplit_once(' '));
    let turned = |pair: Option<(&str, &str)>| pair.map_or_else(|| whole.clone(), |(left, right)| spelling(&format!("{right} {left}")));
    [turned(first), turned(last), whole]
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').map(str::trim).filter(|word| !word.is_empty())
}

fn is_day(day: &str) -> bool {
    matches!(day.len(), 0 | 4 | 7 | 10) && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}
