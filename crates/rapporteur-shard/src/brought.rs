//! Linking and grouping over rows that another engine has brought together: Spark joins by key and finds components, and what it hands over is
//! decided and grouped here, by the functions that the record and the shards use.
//!
//! A row is a JSON object; what it holds is said with each function. Rows may come in any order.

use crate::analyze::Engine;
use crate::group::{copied, row, sketch, stories};
use crate::link::{copy, link_row, removed};
use crate::{Error, Result};
use rapporteur::link::Pair;
use rapporteur::link::reprint::{self, Carrier, Imprint, Likely, copytext};
use rapporteur::link::story::{self, Tie};
use rapporteur::record::Published;
use rapporteur_desk::export::Row;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many keys two reports share to be worth deciding on, and with how many holders before it a key pairs each: for copies, and for ties.
pub const JOINS: [(usize, usize); 2] = [(reprint::SHARED_KEYS, reprint::NEAR), (story::SHARED_KEYS, story::NEAR)];

/// A tie of at least so many thousandths leads from one origin to another.
pub const STRONG: u16 = story::STRONG;

/// A row that is brought.
struct Brought(Value);

impl Brought {
    fn read(json: &str) -> Result<Self> {
        serde_json::from_str(json).map(Self).map_err(|error| Error::told(format!("a row cannot be read: {error}")))
    }

    fn all(rows: &[String]) -> Result<Vec<Self>> {
        rows.iter().map(|row| Self::read(row)).collect()
    }

    fn word(&self, name: &str) -> Option<&str> {
        self.0[name].as_str()
    }

    fn must(&self, name: &str) -> Result<&str> {
        self.word(name).ok_or_else(|| Error::told(format!("a row has no `{name}`")))
    }

    fn published(&self, name: &str) -> Result<Option<Published>> {
        let read = self.word(name).map(Published::read).transpose();
        read.map_err(|error| Error::told(error.to_string()))
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let digits = self.must(name)?;
        let byte = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        (0..digits.len()).step_by(2).map(byte).collect::<Option<_>>().ok_or_else(|| Error::told(format!("`{name}` holds no hex digits")))
    }

    fn imprint(&self) -> Result<Imprint> {
        let published = self.published("published")?;
        Ok(Imprint {
            key: self.must("key")?.to_owned(),
            outlet: self.word("outlet").map(str::to_owned),
            credit: self.word("credit").map(str::to_owned),
            seconds: published.map(|time| time.seconds()),
            days: published.map(|time| time.days()),
            headline: self.word("title").unwrap_or_default().to_owned(),
            words: self.0["words"].as_u64().unwrap_or_default() as u32,
        })
    }
}

/// The place of each report by its key.
fn places(reports: &[Brought]) -> Result<BTreeMap<&str, u32>> {
    reports.iter().zip(0..).map(|(report, place)| Ok((report.must("key")?, place))).collect()
}

fn pair(places: &BTreeMap<&str, u32>, row: &Brought) -> Result<Pair> {
    let place = |name: &str| {
        let key = row.must(name)?;
        places.get(key).copied().ok_or_else(|| Error::told(format!("{key} is linked and was not brought")))
    };
    Ok(Pair { first: place("first")?, second: place("second")? })
}

/// Decides pairs of reports: `first`, `second` (keys), and of each `…_text` and `…_removed` (JSON, as `shard analyze` writes it). The rows that
/// `shard link` writes come back, in the order of the pairs, the lesser key first.
///
/// # Errors
/// When a row is not so.
pub fn decide(pairs: &[String]) -> Result<Vec<Row>> {
    let decided = |pair: &String| {
        let pair = Brought::read(pair)?;
        let text = |side: &str| {
            let gone = removed(pair.word(&format!("{side}_removed")).unwrap_or("[]"))?;
            Ok::<_, Error>(copytext(pair.must(&format!("{side}_text"))?, &gone))
        };
        let (one, other) = if pair.must("first")? < pair.must("second")? { ("first", "second") } else { ("second", "first") };
        Ok(link_row(pair.must(one)?, pair.must(other)?, &reprint::decide(&text(one)?, &text(other)?)))
    };
    pairs.par_iter().map(decided).collect()
}

/// Groups components of copies: reports (`key`, `id`, `outlet`, `credit`, `published`, `title`, `words`) and the copies among them (rows of
/// `shard link`). The rows of `export reprints` come back, each with `likely` for [`grouped`], in the order of the reports.
///
/// # Errors
/// When a row is not so, or a copy is of a report that was not brought.
pub fn origins(engine: &Engine, reports: &[String], copies: &[String]) -> Result<Vec<Row>> {
    let (reports, copies) = (Brought::all(reports)?, Brought::all(copies)?);
    let imprints = reports.iter().map(Brought::imprint).collect::<Result<Vec<_>>>()?;
    let places = places(&reports)?;
    let decision = |row: &Brought| row.0.as_object().and_then(copy).ok_or_else(|| Error::told("a row is no copy"));
    let decided = copies.iter().map(|row| Ok((pair(&places, row)?, decision(row)?))).collect::<Result<Vec<_>>>()?;
    let mut with: Vec<Vec<usize>> = vec![Vec::new(); reports.len()];
    for (at, (pair, _)) in decided.iter().enumerate() {
        with[pair.first as usize].push(at);
        with[pair.second as usize].push(at);
    }
    let name = |place: u32| {
        let (report, key) = (&reports[place as usize], &imprints[place as usize].key);
        (report.word("id").unwrap_or(key).to_owned(), key.clone())
    };
    let carriers = reprint::group(&engine.resources.lexicon, &imprints, &decided);
    let row = |(place, carrier): (u32, &Carrier)| {
        let mut row = copied(place, carrier, with[place as usize].iter().map(|&at| &decided[at]), name);
        row.insert("likely".to_owned(), json!(carrier.likely.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>()));
        row
    };
    Ok((0..).zip(&carriers).map(row).collect())
}

/// Ties pairs of origins: `first`, `second` (keys), and of each `…_sketch` (hex digits) and `…_published`. Those that are tied come back, with the
/// thousandths in `tie`.
///
/// # Errors
/// When a row is not so.
pub fn tie(pairs: &[String]) -> Result<Vec<Row>> {
    let tied = |pair: &String| {
        let pair = Brought::read(pair)?;
        let side = |side: &str| {
            let days = pair.published(&format!("{side}_published"))?.map(|time| time.days());
            Ok::<_, Error>((sketch(&pair.bytes(&format!("{side}_sketch"))?), days))
        };
        let (one, other) = (side("first")?, side("second")?);
        let tie = story::score((&one.0, one.1), (&other.0, other.1));
        let names = (pair.must("first")?, pair.must("second")?);
        Ok((tie >= story::FAINT).then(|| row(json!({"first": names.0, "second": names.1, "tie": tie}))))
    };
    pairs.par_iter().map(tied).filter_map(Result::transpose).collect()
}

/// Groups components of origins, with all who carry their copy, into stories: reports as for [`origins`] with their `origin` and `likely`, and the
/// ties among their origins. The rows of `export stories` come back, in the order of the reports.
///
/// # Errors
/// When a row is not so, or an origin was not brought.
pub fn grouped(reports: &[String], ties: &[String]) -> Result<Vec<Row>> {
    let (reports, ties) = (Brought::all(reports)?, Brought::all(ties)?);
    let imprints = reports.iter().map(Brought::imprint).collect::<Result<Vec<_>>>()?;
    let places = places(&reports)?;
    let carrier = |report: &Brought| {
        let origin = report.must("origin")?;
        let origin = places.get(origin).copied().ok_or_else(|| Error::told(format!("the origin {origin} was not brought")))?;
        let likely = Likely::from_bytes(&report.bytes("likely")?).ok_or_else(|| Error::told("`likely` cannot be read"))?;
        Ok(Carrier { origin, from: None, share: 0, likely })
    };
    let carriers = reports.iter().map(carrier).collect::<Result<Vec<_>>>()?;
    let tied = |row: &Brought| Ok(Tie { pair: pair(&places, row)?, score: row.0["tie"].as_u64().unwrap_or_default() as u16 });
    let ties = ties.iter().map(tied).collect::<Result<Vec<_>>>()?;
    let row = |(place, first): (usize, u32)| {
        let key = &imprints[place].key;
        row(
            json!({"id": reports[place].word("id").unwrap_or(key), "key": key, "story": format!("s{}", &imprints[first as usize].key[1..])}),
        )
    };
    Ok(stories(&imprints, &carriers, &ties).into_iter().enumerate().map(row).collect())
}
