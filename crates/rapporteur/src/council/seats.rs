//! Who sits on the Council on a day, who presides, and by which names members are called.

use crate::resources::ResourceError;
use crate::text::fold;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// A member with its seat on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// ISO 3166-1 code of three letters; formerly used codes for states that are no more.
    pub iso3: String,
    /// ISO 3166-1 code of two letters, or `-`.
    pub iso2: String,
    /// Name at the time, in English.
    pub name: String,
    /// Does it hold a permanent seat?
    pub permanent: bool,
    /// Regional group, or `-` where none is recorded.
    pub group: String,
    first: Date,
    last: Option<Date>,
}

/// The table of seats, 1946 to 2027.
#[derive(Debug)]
pub struct Seats {
    seats: Vec<Member>,
    aliases: Vec<(String, String)>,
}

/// First meeting: 17 January 1946; the first terms ran from the 12th.
const FIRST_DAY: Date = Date::constant(1946, 1, 12);
/// A month whose president is known from the record: February 2022, the Russian Federation.
const ANCHOR: (Date, &str) = (Date::constant(2022, 2, 1), "RUS");
/// Turns are told from the enlarged Council on.
const TURN_KNOWN: Date = Date::constant(1966, 1, 1);

/// The name under which a member takes its turn in the alphabet, folded.
fn official(name: &str) -> String {
    match name {
        "Soviet Union" => "union of soviet socialist republics".to_owned(),
        "Tanzania" => "united republic of tanzania".to_owned(),
        "Côte d'Ivoire" => "cote d'ivoire".to_owned(),
        name => fold(name),
    }
}

/// A name without case, accents and marks, so that "CÔTE D’IVOIRE" and "Cote d'Ivoire" are one.
fn plain(name: &str) -> String {
    let letters: String = fold(name.trim()).nfd().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '(' | ')' | '-')).collect();
    let letters = letters.replace('ı', "i").replace('-', " ");
    letters.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches("the ").to_owned()
}

/// A plain name without what stands in brackets, and with it before: "korea (republic of)" as "korea" and "republic of korea".
fn forms(plain: &str) -> [String; 2] {
    match plain.split_once('(') {
        Some((name, state)) => {
            let (name, state) = (name.trim(), state.trim_end_matches(')').trim());
            let state = state.strip_suffix(" the").unwrap_or(state);
            // The full form goes first: "Congo" alone is one of two states.
            [format!("{state} {name}"), name.to_owned()]
        }
        None => {
            let short = ["kingdom of the ", "kingdom of ", "state of ", "republic of "].iter().find_map(|form| plain.strip_prefix(form));
            [short.unwrap_or_default().to_owned(), String::new()]
        }
    }
}

/// The last day on which the elected members are known.
const LAST_DAY: Date = Date::constant(2027, 12, 31);

impl Seats {
    /// Reads the table: lines `seat<TAB>iso3<TAB>iso2<TAB>name<TAB>group<TAB>first<TAB>last` (group `*`: permanent; an empty last day: to
    /// this day) and `alias<TAB>iso3<TAB>name`.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut seats = Self { seats: Vec::new(), aliases: Vec::new() };
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let bad = || ResourceError { resource: "council", line: at + 1, problem: format!("cannot read `{line}`") };
            let day = |written: &str| written.parse::<Date>().map_err(|_| bad());
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["seat", iso3, iso2, name, group, first, last] => seats.seats.push(Member {
                    iso3: iso3.to_owned(),
                    iso2: iso2.to_owned(),
                    name: name.to_owned(),
                    permanent: group == "*",
                    group: if group == "*" { "-".to_owned() } else { group.to_owned() },
                    first: day(first)?,
                    last: if last.is_empty() { None } else { Some(day(last)?) },
                }),
                ["alias", iso3, name] => seats.aliases.push((plain(name), iso3.to_owned())),
                _ => return Err(bad()),
            }
        }
        Ok(seats)
    }

    /// The first and the last day for which members are known.
    pub fn known(&self) -> (Date, Date) {
        (FIRST_DAY, LAST_DAY)
    }

    /// The members on a day, in the English alphabetical order of their names; none outside the days that are known.
    pub fn members(&self, on: Date) -> Vec<&Member> {
        if !(FIRST_DAY..=LAST_DAY).contains(&on) {
            return Vec::new();
        }
        let mut members: Vec<&Member> =
            self.seats.iter().filter(|member| member.first <= on && member.last.is_none_or(|last| on <= last)).collect();
        members.sort_by_cached_key(|member| fold(&member.name));
        members
    }

    /// Who presides on a day, by the rule of one month each in English alphabetical order (rule C011); none
    /// before 1966, and outside the days that are known.
    pub fn president(&self, on: Date) -> Option<&Member> {
        if on < TURN_KNOWN || on > LAST_DAY {
            return None;
        }
        let month = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        let first_of = |month: i32| Date::new((month / 12) as i16, (month % 12 + 1) as i8, 1).expect("a month between 1966 and 2027");
        let (mut now, wanted) = (month(ANCHOR.0), month(on));
        let mut president = self.members(ANCHOR.0).into_iter().find(|member| member.iso3 == ANCHOR.1)?;
        while now != wanted {
            let step = (wanted - now).signum();
            now += step;
            let mut members = self.members(first_of(now));
            members.sort_by_key(|member| official(&member.name));
            let name = official(&president.name);
            president = if step > 0 {
                members.iter().find(|member| official(&member.name) > name).or(members.first())?
            } else {
                members.iter().rfind(|member| official(&member.name) < name).or(members.last())?
            };
        }
        Some(president)
    }

    /// Those of `members` that a name, an ISO code or a group (`P5`, `E10`, `A3`) means; empty where it means none.
    pub fn find<'m>(&self, name: &str, members: &[&'m Member]) -> Vec<&'m Member> {
        let code = name.trim().to_ascii_uppercase();
        let keep = |keep: &dyn Fn(&Member) -> bool| members.iter().copied().filter(|member| keep(member)).collect::<Vec<_>>();
        match code.as_str() {
            "P5" => return keep(&|member| member.permanent),
            "E10" | "E6" => return keep(&|member| !member.permanent),
            "A3" => return keep(&|member| member.group == "Africa"),
            _ => {}
        }
        let written = plain(name);
        // "Netherlands (Kingdom of the)": the form of state in brackets may be left out, where that leaves one member.
        let [bare, of] = forms(&written);
        for wanted in [&written, &bare, &of] {
            let called = keep(&|member| plain(&member.name) == *wanted || member.iso3 == code || member.iso2 == code);
            if !called.is_empty() {
                return called;
            }
            // Other names, and the name that a seat has now for the one it had then.
            let meant: Vec<&str> = self.aliases.iter().filter(|(alias, _)| alias == wanted).map(|(_, iso3)| iso3.as_str()).collect();
            let meant = keep(&|member| meant.contains(&member.iso3.as_str()));
            if !meant.is_empty() {
                return meant;
            }
        }
        Vec::new()
    }
}
