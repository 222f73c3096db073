//! Two official accounts of one contact, side by side: of two reports, or of one that carries both. Comparing is the engine's.

use crate::interchange::{Offsets, Positions};
use crate::{Error, Result};
use rapporteur::extract::Languages;
use rapporteur::ingest::{TextKeeping, finish};
use rapporteur::judge::readouts::{Compared, Label, Reading, Readout, compare, sides};
use rapporteur::link::actor::own_part;
use rapporteur::record::{Draft, Report};
use rapporteur::resources::{Actors, Resources};
use rapporteur::text::{Span, fold, words};
use rapporteur_store::ContactView;
use serde_json::{Value, json};

/// Two accounts, ready to be compared.
#[derive(Clone, Debug)]
pub struct Two {
    /// What the pair is called.
    pub id: String,
    /// Whose accounts they are, in the order of the sides.
    pub names: [String; 2],
    /// The reports that give them; the same one twice where it carries both.
    pub reports: [Report; 2],
    readings: [Reading; 2],
}

/// A report's name for others: the input's own, else its key.
fn public_id(report: &Report) -> &str {
    crate::interchange::public_id(report)
}

impl Two {
    /// Of two reports, an account each.
    pub fn of(resources: &Resources, languages: &Languages, reports: [Report; 2], names: [String; 2]) -> Self {
        let id = format!("{}+{}", public_id(&reports[0]), public_id(&reports[1]));
        let reads = |report: &Report| Reading::of(&resources.actors, languages.of(report.language.as_deref()), report);
        let readings = [reads(&reports[0]), reads(&reports[1])];
        Self { id, names, reports, readings }
    }

    /// Of one report that carries both; its sides as `named`, in the report's own words, else as it tells them.
    ///
    /// # Errors
    /// When it is not told whose two accounts it carries.
    pub fn of_one(resources: &Resources, languages: &Languages, report: Report, named: Option<[String; 2]>) -> Result<Self> {
        let reader = languages.of(report.language.as_deref());
        let reading = Reading::of(&resources.actors, reader, &report);
        let found = named.map_or_else(|| sides::parties(&resources.actors, &reading.readout(&report.text)), Vec::from);
        let names = <[String; 2]>::try_from(found).map_err(|found| {
            let told = match &found[..] {
                [one] => format!("the report tells the account of one side only ({one})"),
                _ => "the report tells no side's account that is known as such".to_owned(),
            };
            Error::advised(told, "name the sides as the report does (--sides India,Russia), or give two reports")
        })?;
        let readings = reading.parted(&resources.actors, reader, &report.text, [&names[0], &names[1]]);
        Ok(Self { id: public_id(&report).to_owned(), names, reports: [report.clone(), report], readings })
    }

    /// Of a row `{"id", "a": {"text"}, "b": {"text"}}` or `{"id", "text", "sides": {"a", "b"}}`; texts stay as they are.
    ///
    /// # Errors
    /// When a text is refused, or the sides of one report are not known.
    pub fn of_row(resources: &Resources, languages: &Languages, row: &Value) -> Result<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let report = |of: &Value| {
            let draft = Draft {
                text: text(&of["text"]).unwrap_or_default(),
                outlet: text(&of["outlet"]),
                published: text(&of["published"]).or_else(|| text(&row["published"])),
                ..Draft::default()
            };
            finish(resources, draft, TextKeeping::AsIs).map_err(|refusal| Error::advised(&refusal, refusal.advice()))
        };
        let mut two = if row["text"].is_string() {
            let names = text(&row["sides"]["a"]).zip(text(&row["sides"]["b"])).map(|(a, b)| [a, b]);
            Self::of_one(resources, languages, report(row)?, names)?
        } else {
            let reports = [report(&row["a"])?, report(&row["b"])?];
            let name = |report: &Report, other: &str| report.outlet.clone().unwrap_or_else(|| other.to_owned());
            let names = [name(&reports[0], "a"), name(&reports[1], "b")];
            Self::of(resources, languages, reports, names)
        };
        two.id = text(&row["id"]).unwrap_or(two.id);
        Ok(two)
    }

    /// Do two sides of a contact tell of it themselves?
    pub fn is_told_by_both(actors: &Actors, contact: &ContactView) -> bool {
        sides_told(actors, contact).len() > 1
    }

    /// The accounts that two sides of a contact give of it themselves: reports that offices of two states which took part published, the earlier first;
    /// else one report that carries the accounts of both.
    pub fn of_contact(resources: &Resources, languages: &Languages, contact: &ContactView) -> Option<Self> {
        let found = sides_told(&resources.actors, contact);
        let [(_, one, first), (_, other, second), ..] = found[..] else {
            return Self::of_one_telling(resources, languages, contact);
        };
        let (reports, names) = ([first.clone(), second.clone()], [one.to_owned(), other.to_owned()]);
        Some(Self::of(resources, languages, reports, names))
    }

    /// The first report on a contact that carries accounts of two states which took part.
    fn of_one_telling(resources: &Resources, languages: &Languages, contact: &ContactView) -> Option<Self> {
        contact.tellings.iter().find_map(|telling| {
            let two = Self::of_one(resources, languages, telling.report.clone(), None).ok()?;
            let is_side = |name: &String| resources.actors.state_named(name).is_some_and(|state| took_part(contact, &state.code));
            two.names.iter().all(is_side).then_some(two)
        })
    }

    fn readouts(&self) -> [Readout<'_>; 2] {
        [0, 1].map(|side| self.readings[side].readout(&self.reports[side].text))
    }

    /// The points of both, in the order of the first account and then of the second, each with its spans in either text.
    pub fn compared(&self, resources: &Resources, languages: &Languages) -> Vec<(Compared, [Vec<Span>; 2])> {
        let [a, b] = self.readouts();
        let reader = languages.of(self.reports[0].language.as_deref());
        let compared = compare(resources, reader, &a, &b);
        compared.into_iter().map(|point| (point.spans(&a, &b), point)).map(|(spans, point)| (point, spans)).collect()
    }

    /// How the accounts stand to a point, in words.
    pub fn label(&self, point: &Compared) -> String {
        let [one, other] = &self.names;
        match point.label {
            Label::Both => "both".to_owned(),
            Label::OnlyA => format!("only {one}"),
            Label::OnlyB => format!("only {other}"),
            Label::StrongerA => format!("both, stronger in {one}"),
            Label::StrongerB => format!("both, stronger in {other}"),
            Label::Contradicts => format!("CONTRADICTS{}", point.contrary.map(|sign| format!(": {}", sign.label())).unwrap_or_default()),
        }
    }

    /// The words of one side of a point.
    pub fn words(&self, side: usize, spans: &[Span]) -> String {
        spans.iter().map(|span| span.of(&self.reports[side].text)).collect::<Vec<_>>().join(" … ")
    }

    /// The row of the pair: `{"id", "sides", "points": [{"a", "b", "label", "rule", "sign", "score", "words"}]}`.
    pub fn row(&self, compared: &[(Compared, [Vec<Span>; 2])], offsets: Offsets) -> Value {
        let positions = [0, 1].map(|side: usize| Positions::new(&self.reports[side].text, offsets));
        let points = compared.iter().map(|(point, spans)| {
            let side = |side: usize| match &spans[side][..] {
                [] => Value::Null,
                spans => spans.iter().map(|span| json!([positions[side].at(span.start), positions[side].at(span.end)])).collect(),
            };
            let words = |side: usize| if spans[side].is_empty() { Value::Null } else { json!(self.words(side, &spans[side])) };
            json!({
                "a": side(0), "b": side(1), "label": point.label.label(), "rule": point.label.code(),
                "sign": point.contrary.map(|contrary| contrary.label()), "score": point.likeness, "words": {"a": words(0), "b": words(1)},
            })
        });
        json!({"id": self.id, "sides": {"a": self.names[0], "b": self.names[1]}, "points": points.collect::<Vec<_>>()})
    }
}

/// Does a state take part in a contact?
fn took_part(contact: &ContactView, code: &str) -> bool {
    contact.parties.iter().any(|(id, _, state)| state.as_deref() == Some(code) || own_part(id) == code)
}

/// The states of a contact whose own offices tell of it, each with the outlet and the first report of it.
fn sides_told<'a>(actors: &'a Actors, contact: &'a ContactView) -> Vec<(&'a str, &'a str, &'a Report)> {
    let mut found: Vec<(&str, &str, &Report)> = Vec::new();
    for report in contact.tellings.iter().map(|telling| &telling.report) {
        let office = report.outlet.as_deref().and_then(|outlet| Some((outlet, office_of(actors, outlet)?)));
        let Some((outlet, code)) = office.filter(|(_, code)| took_part(contact, code)) else { continue };
        if !found.iter().any(|(known, ..)| *known == code) {
            found.push((code, outlet, report));
        }
    }
    found
}

/// How many points were compared, and how the accounts stand to them.
pub fn counts(compared: &[(Compared, [Vec<Span>; 2])]) -> String {
    let of = |label: &Label| compared.iter().filter(|(point, _)| point.label == *label).count();
    let counts: Vec<String> =
        Label::ALL.iter().filter(|label| of(label) > 0).map(|label| format!("{} {}", of(label), label.label())).collect();
    format!("{} points: {}", compared.len(), if counts.is_empty() { "none".to_owned() } else { counts.join(", ") })
}

/// Words in the name of an outlet that make it an office where a state is named beside them. By hand, from the names of such sites; a guess.
const OFFICES: [&str; 16] = [
    "office",
    "ministry",
    "presidency",
    "president",
    "president's",
    "premier",
    "government",
    "cabinet",
    "chancellery",
    "chancellor",
    "secretariat",
    "department",
    "embassy",
    "mission",
    "palace",
    "kremlin",
];

/// Words that the name of a state has at most: "United States of America".
const STATE: usize = 4;

/// The state whose office an outlet is: "Foreign Ministry of Norway", "Kremlin"; of several that it names the first.
fn office_of<'a>(actors: &'a Actors, outlet: &str) -> Option<&'a str> {
    if let Some(body) = actors.organisation(outlet) {
        return body.state.as_deref();
    }
    let all: Vec<Span> = words(outlet).into_iter().map(|word| word.span).collect();
    all.iter().find(|span| OFFICES.contains(&fold(span.of(outlet)).as_str()))?;
    (0..all.len()).find_map(|first| {
        (first..all.len().min(first + STATE)).rev().find_map(|last| {
            let name = Span { start: all[first].start, end: all[last].end }.of(outlet);
            let name = name.trim_end_matches("'s").trim_end_matches("’s");
            let state = actors.state_named(name).or_else(|| actors.people(name)).or_else(|| actors.capital(name));
            state.map(|state| state.code.as_str())
        })
    })
}
