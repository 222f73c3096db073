//! Reading positions back: who stands where on which question, each with its day and its words.

use crate::damage::within;
use crate::layers::read_published;
use crate::told::{POSITION, read_position};
use crate::{Error, Record, Result};
use rapporteur::extract::Position;
use rapporteur::record::Published;
use std::collections::BTreeSet;

/// One position of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionRow {
    /// The key of the report.
    pub report: String,
    /// Its number in the report.
    pub number: u32,
    /// The outlet of the report.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// The story of the report.
    pub story: String,
    /// The actor: identifier, name, and the state it belongs to; none where the record has none for the words.
    pub actor: Option<(String, String, Option<String>)>,
    /// The words that name the actor.
    pub printed: String,
    /// The title the report gives it.
    pub office: Option<String>,
    /// The question: identifier and name; none where the words only point at something.
    pub question: Option<(String, String)>,
    /// What it is about, in the words of the report, parts joined by an ellipsis.
    pub point: String,
    /// The sentence or sentences that tell it.
    pub sentence: String,
    /// Where the sentence stands.
    pub place: (u32, u32),
    /// As the report tells it.
    pub told: Position,
}

/// Which positions are read.
enum Which<'a> {
    All,
    /// Of reports of these keys.
    In(&'a [&'a str]),
    /// On the questions of these identifiers.
    On(&'a BTreeSet<String>),
}

impl Record {
    /// All positions, in the order of the days of their reports, those without a day last; then by report and place.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions(&self) -> Result<Vec<PositionRow>> {
        self.positions_where(Which::All)
    }

    /// The positions that some reports tell, in the same order; reports by their keys.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions_in(&self, reports: &[&str]) -> Result<Vec<PositionRow>> {
        self.positions_where(Which::In(reports))
    }

    /// The positions on some questions, in the same order; questions by their identifiers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions_on(&self, questions: &BTreeSet<String>) -> Result<Vec<PositionRow>> {
        self.positions_where(Which::On(questions))
    }

    /// The questions on which the record has positions, with their names.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT DISTINCT question, name FROM question_position")?;
        Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The questions on which one of some actors has a position, or anyone who belongs to a state: actors by their identifiers, the state by its code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions_of(&self, actors: &[String], state: Option<&str>) -> Result<BTreeSet<String>> {
        let by_actor =
            "SELECT question FROM actor_referent CROSS JOIN position USING (report, referent) JOIN question_position USING (report, number)
             WHERE actor_referent.actor IN (SELECT value FROM json_each(?1))";
        // As a row reads it: what the cast says of its actor, else what its report says.
        let by_state =
            "SELECT question FROM actor_referent CROSS JOIN position USING (report, referent) JOIN question_position USING (report, number)
             WHERE actor_referent.state = ?1
             UNION SELECT question FROM referent CROSS JOIN actor_referent ON actor_referent.report = referent.report AND actor_referent.referent = referent.number
             CROSS JOIN position ON position.report = referent.report AND position.referent = referent.number
             JOIN question_position ON question_position.report = position.report AND question_position.number = position.number
             WHERE referent.state = ?1 AND actor_referent.state IS NULL";
        let ask = |query: &str, whose: &str| -> Result<BTreeSet<String>> {
            let mut statement = self.connection.prepare_cached(query)?;
            Ok(statement.query_map([whose], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        };
        let mut found = ask(by_actor, &serde_json::json!(actors).to_string())?;
        if let Some(state) = state {
            found.extend(ask(by_state, state)?);
        }
        Ok(found)
    }

    /// The questions on which somebody has a position who is no actor of the record, and stands there by the words of a report alone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions_of_words(&self) -> Result<BTreeSet<String>> {
        let query = "SELECT DISTINCT question FROM question_position JOIN position USING (report, number)
             WHERE NOT EXISTS (SELECT 1 FROM actor_referent WHERE actor_referent.report = position.report
                               AND actor_referent.referent = position.referent)";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn positions_where(&self, which: Which<'_>) -> Result<Vec<PositionRow>> {
        let (told_by, of) = match which {
            Which::All => ("WHERE ?1 IS NULL", None),
            Which::In(keys) => (
                "WHERE position.report IN (SELECT id FROM report WHERE key IN (SELECT value FROM json_each(?1)))",
                Some(serde_json::json!(keys)),
            ),
            Which::On(questions) => (
                "WHERE (position.report, position.number) IN
                     (SELECT report, number FROM question_position WHERE question IN (SELECT value FROM json_each(?1)))",
                Some(serde_json::json!(questions)),
            ),
        };
        let query = format!(
            "SELECT {POSITION}, report.key, position.number, report.outlet, report.published, origin.key, home.key, actor_referent.actor, actor_referent.name,
                    coalesce(actor_referent.state, referent.state), referent.offices, question, question_position.name, report.text
             FROM position JOIN report ON report.id = position.report
             JOIN story_member ON story_member.report = report.id JOIN report AS home ON home.id = story
             JOIN carrier ON carrier.report = report.id JOIN report AS origin ON origin.id = carrier.origin
             LEFT JOIN question_position ON question_position.report = position.report AND question_position.number = position.number
             LEFT JOIN actor_referent ON actor_referent.report = position.report AND actor_referent.referent = position.referent
             LEFT JOIN referent ON referent.report = position.report AND referent.number = position.referent
             {told_by} ORDER BY report.id, position.number"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let (mut rows, mut found) = (statement.query([of.map(|of| of.to_string())])?, Vec::new());
        while let Some(row) = rows.next()? {
            let text: String = row.get(FIRST + 12)?;
            let told = within(&text, &row.get::<_, String>(FIRST)?, row.get::<_, i64>(FIRST + 1)?, read_position(row)?)?;
            let (actor, name): (Option<String>, Option<String>) = (row.get(FIRST + 6)?, row.get(FIRST + 7)?);
            let state: Option<String> = row.get(FIRST + 8)?;
            let offices: Option<String> = row.get(FIRST + 9)?;
            let offices: Vec<String> = offices
                .map(|offices| serde_json::from_str(&offices).map_err(|error| Error::damaged(error.to_string())))
                .transpose()?
                .unwrap_or_default();
            let question: Option<String> = row.get(FIRST + 10)?;
            let called: Option<String> = row.get(FIRST + 11)?;
            let words = |at: rapporteur::text::Span| at.checked_of(&text).unwrap_or_default().to_owned();
            let place = around(&text, &told);
            found.push(PositionRow {
                report: row.get(FIRST)?,
                number: row.get(FIRST + 1)?,
                outlet: row.get(FIRST + 2)?,
                published: read_published(row.get(FIRST + 3)?)?,
                origin: row.get(FIRST + 4)?,
                story: crate::read::story_key(&row.get::<_, String>(FIRST + 5)?),
                actor: actor.zip(name).map(|(id, name)| (id, name, state)),
                printed: words(told.actor),
                office: offices.into_iter().next(),
                question: question.zip(called),
                point: told.point.iter().map(|&span| words(span)).collect::<Vec<_>>().join(" … "),
                sentence: text.get(place.0 as usize..place.1 as usize).unwrap_or_default().to_owned(),
                place,
                told,
            });
        }
        found.sort_by(|one: &PositionRow, other| order(one).cmp(&order(other)));
        Ok(found)
    }
}

/// Columns of `POSITION`.
const FIRST: usize = 10;

fn order(row: &PositionRow) -> (i64, &str, u32) {
    (row.published.as_ref().map_or(i64::MAX, |time| time.seconds().0), &row.report, row.number)
}

/// The words around a position, from the line's beginning or the last full stop to the next.
fn around(text: &str, told: &Position) -> (u32, u32) {
    let spans = told.point.iter().chain([&told.actor, &told.cue]);
    let (first, last) = spans.fold((told.actor.start, told.actor.end), |(first, last), span| (first.min(span.start), last.max(span.end)));
    let (Some(before), Some(after)) = (text.get(..first as usize), text.get(last as usize..)) else { return (first, last) };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let stop = |mark: &&str| before[line..].rfind(*mark).map(|at| line + at + mark.len());
    let start = [". ", "? ", "! ", ".” ", ".\" "].iter().filter_map(stop).max().unwrap_or(line);
    let rest = after.find('\n').map_or(after, |end| &after[..end]);
    let end = [". ", "? ", "! "].into_iter().filter_map(|mark| rest.find(mark).map(|at| at + 1)).min();
    let whole = if rest.len() < after.len() { rest.len() } else { rest.trim_end().len() };
    (start as u32, last + end.unwrap_or(whole) as u32)
}
