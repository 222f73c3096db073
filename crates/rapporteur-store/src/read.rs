//! Reading the record: reports, who carries whom, stories, full-text search, and a user's own SQL.

use crate::damage::within;
use crate::error::Kind;
use crate::facets::Narrowed;
use crate::layers::{read_passages, read_published, read_sketch};
use crate::{Error, Record, Result};
use rapporteur::brief::Counts;
use rapporteur::link::story::shared_terms;
use rapporteur::record::{Removal, Report, Why};
use rapporteur::text::Span;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Who carries whose copy: one row a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRow {
    /// The report.
    pub report: String,
    /// The likely origin; the report itself where it carries nobody's copy.
    pub origin: String,
    /// Whom it has the copy from.
    pub copied_from: Option<String>,
    /// Thousandths of the report that are copied.
    pub share: u16,
    /// What it shares with other reports as copy, the one it copies from first, then by key.
    pub shared: Vec<SharedCopy>,
}

/// The passages that a report shares with one other, as copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCopy {
    /// The other report.
    pub other: String,
    /// The passages: here, and in the other.
    pub passages: Vec<(Span, Span)>,
}

/// A story: its key and its reports, likeliest origin first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryView {
    /// `s` and the hex digits of its first report's key.
    pub key: String,
    /// Its reports.
    pub reports: Vec<Report>,
    /// For each report, origin and source by place in `reports`, and the thousandths that are copied.
    pub carriers: Vec<(usize, Option<usize>, u16)>,
}

/// A story as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryRow {
    /// The story's key.
    pub key: String,
    /// Its headline.
    pub headline: String,
    /// Its reports, outlets and independent origins.
    pub counts: Counts,
    /// First and last published time, as printed in the record.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
}

/// Which stories come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryOrder {
    /// Those with the latest report.
    Newest,
    /// Those that most origins tell.
    Weightiest,
}

/// Why two origins stand in one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryTieRow {
    /// One origin.
    pub first: String,
    /// The other.
    pub second: String,
    /// Thousandths.
    pub score: u16,
    /// Shared terms that speak loudest.
    pub terms: Vec<String>,
}

/// One report found by a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The report's key.
    pub report: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Published time as printed.
    pub published: Option<String>,
    /// Words around the match; matches between U+0001 and U+0002.
    pub snippet: String,
}

/// What a search finds of a report; its number last.
pub(crate) const HIT: &str = "SELECT key, report.title, outlet, published, snippet(report_search, 1, char(1), char(2), '…', 24), report.id
     FROM report_search JOIN report ON report.id = report_search.rowid";

/// How stories are ordered.
pub(crate) fn order_of(order: StoryOrder) -> &'static str {
    match order {
        StoryOrder::Newest => "newest DESC, key",
        StoryOrder::Weightiest => "origins DESC, reports DESC, key",
    }
}

pub(crate) fn read_hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    Ok(Hit { report: row.get(0)?, title: row.get(1)?, outlet: row.get(2)?, published: row.get(3)?, snippet: row.get(4)? })
}

/// Asks with the words of a search, as the search's own language where they may be of it, else as words.
pub(crate) fn ask<T>(query: &str, ask: impl Fn(&str) -> rusqlite::Result<T>) -> Result<T> {
    let words = crate::asked::words(query);
    if words.is_empty() {
        return Err(Kind::Query(format!("the search `{query}` has no word in it; give one word or more")).into());
    }
    // NEAR(…) and brackets are the search's own language, if they are used as it wants them; else they are marks between words.
    if crate::asked::may_be_query(query)
        && let Ok(found) = ask(query)
    {
        return Ok(found);
    }
    ask(&words).map_err(|error| Kind::Query(format!("the search `{query}` cannot be read: {error}; put phrases in double quotes")).into())
}

/// Which stories have a report of a period, from day ?1 to day ?2.
fn of_period(since: Option<i64>, until: Option<i64>) -> String {
    if since.is_none() && until.is_none() { String::new() } else { format!("WHERE {IN_PERIOD}") }
}

/// A story has a report of the period between ?1 and ?2.
pub(crate) const IN_PERIOD: &str =
    "story.report IN (SELECT story FROM story_member WHERE last_day >= coalesce(?1, last_day) AND first_day <= coalesce(?2, first_day))";

const REPORT: &str = "SELECT id, key, own_id, url, title, outlet, published, dateline, credit, byline, language, text FROM report";

/// The report of a row.
pub(crate) fn report_of(connection: &Connection, id: i64) -> Result<Report> {
    let mut statement = connection.prepare_cached(&format!("{REPORT} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or_else(|| Error::damaged("a report is missing"))?;
    let mut statement = connection.prepare_cached("SELECT start, \"end\", why FROM removed WHERE report = ?1 ORDER BY start")?;
    let removal =
        |row: &Row<'_>| Ok(Removal { span: Span { start: row.get(0)?, end: row.get(1)? }, why: Why::from_code(&row.get::<_, String>(2)?) });
    let (key, text): (String, String) = (row.get(1)?, row.get(11)?);
    let removed = statement
        .query_map([id], removal)?
        .map(|removal| removal.map_err(Error::from).and_then(|removal| within(&text, &key, removal.span.start, removal)))
        .collect::<Result<Vec<_>>>()?;
    Ok(Report {
        key,
        own_id: row.get(2)?,
        url: row.get(3)?,
        title: row.get(4)?,
        outlet: row.get(5)?,
        published: read_published(row.get(6)?)?,
        dateline: row.get(7)?,
        credit: row.get(8)?,
        byline: row.get(9)?,
        language: row.get(10)?,
        text,
        removed,
        notices: Vec::new(),
    })
}

/// The key of the story that a report's key names.
pub(crate) fn story_key(report: &str) -> String {
    format!("s{}", &report[1..])
}

impl Record {
    /// How many reports there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn len(&self) -> Result<usize> {
        Ok(self.connection.query_row("SELECT count(*) FROM report", [], |row| row.get::<_, i64>(0))? as usize)
    }

    /// True when it holds no report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(!self.connection.prepare_cached("SELECT 1 FROM report LIMIT 1")?.exists([])?)
    }

    /// The keys of all reports, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keys(&self) -> Result<Vec<String>> {
        self.strings("SELECT key FROM report ORDER BY key", [])
    }

    /// The report of a key, of an unambiguous beginning of a key, or of the input's own identifier.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn report(&self, name: &str) -> Result<Report> {
        let by_own = || self.strings("SELECT key FROM report WHERE own_id = ?1 OR url = ?1 ORDER BY key", [name]);
        let mut begins = true;
        let keys = match self.strings("SELECT key FROM report WHERE key >= ?1 AND key < ?1 || 'g' ORDER BY key LIMIT 9", [name])? {
            keys if keys.is_empty() || !name.starts_with('r') => {
                begins = false;
                by_own()?
            }
            keys => keys,
        };
        match keys.as_slice() {
            [key] => {
                let id = self.connection.query_row("SELECT id FROM report WHERE key = ?1", [key], |row| row.get(0))?;
                self.report_by_row(id)
            }
            [] => Err(Kind::Query(match crate::forgotten::refused(&self.connection, name)? {
                Some(why) => format!("{name} was {why}"),
                None => format!("there is no report {name}; `rapporteur search WORDS` finds reports"),
            })
            .into()),
            several if begins => Err(Error::ambiguous("reports", name, several)),
            several => Err(Kind::Query(format!("several reports are called {name}: {}; give the key of one", several.join(", "))).into()),
        }
    }

    pub(crate) fn reports_by_row(&self, ids: &[i64]) -> Result<Vec<Report>> {
        ids.iter().map(|&id| self.report_by_row(id)).collect()
    }

    pub(crate) fn report_by_row(&self, id: i64) -> Result<Report> {
        report_of(&self.connection, id)
    }

    /// The inputs a report came from, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn inputs(&self, key: &str) -> Result<Vec<String>> {
        self.strings("SELECT input FROM sighting JOIN report ON report.id = sighting.report WHERE key = ?1 ORDER BY input", [key])
    }

    /// The other texts under a report's address, by key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn versions(&self, key: &str) -> Result<Vec<String>> {
        self.strings("SELECT other.key FROM report JOIN report AS other ON other.url = report.url AND other.id <> report.id WHERE report.key = ?1 ORDER BY other.key", [key])
    }

    /// Who carries a report's copy and whose copy it carries; none where it was not yet compared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copy_row(&self, key: &str) -> Result<Option<CopyRow>> {
        let query = "SELECT report.id, origin.key, source.key, carrier.share FROM report JOIN carrier ON carrier.report = report.id
             JOIN report AS origin ON origin.id = carrier.origin LEFT JOIN report AS source ON source.id = carrier.copied_from WHERE report.key = ?1";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?, row.get(3)?));
        let found = self.connection.prepare_cached(query)?.query_row([key], row).optional()?;
        let Some((id, origin, copied_from, share)) = found else { return Ok(None) };
        let mut shared = Vec::new();
        for (query, here_first) in [
            ("SELECT key, passages FROM copy_link JOIN report ON report.id = second WHERE first = ?1 AND verdict = 'copy'", true),
            ("SELECT key, passages FROM copy_link JOIN report ON report.id = first WHERE second = ?1 AND verdict = 'copy'", false),
        ] {
            let mut statement = self.connection.prepare_cached(query)?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                let passages = read_passages(&row.get::<_, String>(1)?)?;
                let passages = if here_first { passages } else { passages.into_iter().map(|(there, here)| (here, there)).collect() };
                shared.push(SharedCopy { other: row.get(0)?, passages });
            }
        }
        shared.sort_by(|a, b| (copied_from.as_ref() != Some(&a.other), &a.other).cmp(&(copied_from.as_ref() != Some(&b.other), &b.other)));
        Ok(Some(CopyRow { report: key.to_owned(), origin, copied_from, share, shared }))
    }

    /// The first `limit` stories with a report from some days, counted from 1970; from any where neither is given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stories(&self, since: Option<i64>, until: Option<i64>, order: StoryOrder, limit: usize) -> Result<Vec<StoryRow>> {
        self.stories_narrowed(&Narrowed { since, until, ..Narrowed::default() }, order, limit)
    }

    /// How many stories have a report of the period.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_stories(&self, since: Option<i64>, until: Option<i64>) -> Result<usize> {
        let query = format!("SELECT count(*), ?1, ?2 FROM story {}", of_period(since, until));
        let count: i64 = self.connection.prepare_cached(&query)?.query_row(params![since, until], |row| row.get(0))?;
        Ok(count as usize)
    }

    /// Rows of stories: those of what stands behind the tables of the query.
    pub(crate) fn story_rows(&self, which: &str, parameters: impl rusqlite::Params) -> Result<Vec<StoryRow>> {
        let query = format!(
            "SELECT key, headline, reports, outlets, origins, first, last,
             (SELECT count(*) FROM story_member AS member JOIN report AS told ON told.id = member.report WHERE member.story = story.report AND told.outlet IS NULL)
             FROM story JOIN report ON report.id = story.report {which}"
        );
        let count = |row: &Row<'_>, at: usize| row.get::<_, i64>(at).map(|count| count as usize);
        let row = |row: &Row<'_>| {
            Ok(StoryRow {
                key: story_key(&row.get::<_, String>(0)?),
                headline: row.get(1)?,
                counts: Counts { reports: count(row, 2)?, outlets: count(row, 3)?, unknown: count(row, 7)?, origins: count(row, 4)? },
                first: row.get(5)?,
                last: row.get(6)?,
            })
        };
        let mut statement = self.connection.prepare_cached(&query)?;
        Ok(statement.query_map(parameters, row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The key of the story a report stands in; none where it was not yet compared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn story_of(&self, report: &str) -> Result<Option<String>> {
        let query = "SELECT first.key FROM report JOIN story_member ON story_member.report = report.id JOIN report AS first ON first.id = story_member.story WHERE report.key = ?1";
        let first: Option<String> = self.connection.prepare_cached(query)?.query_row([report], |row| row.get(0)).optional()?;
        Ok(first.map(|first| story_key(&first)))
    }

    /// The story of a key or of an unambiguous beginning of one. A key that another has taken the place of still leads to
    /// the story, since it names one of its reports.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn story(&self, name: &str) -> Result<StoryView> {
        let unknown = || Error::from(Kind::Query(format!("there is no story {name}; `rapporteur stories` lists them")));
        let begun = format!("r{}", name.strip_prefix('s').ok_or_else(unknown)?);
        let stories = self.strings(
            "SELECT DISTINCT first.key FROM report JOIN story_member ON story_member.report = report.id JOIN report AS first ON first.id = story_member.story
             WHERE report.key >= ?1 AND report.key < ?1 || 'g' ORDER BY first.key",
            [begun.as_str()],
        )?;
        // What is listed under the name goes before stories that only hold a report of it.
        let own: Vec<&String> = stories.iter().filter(|first| first.starts_with(&begun)).collect();
        let key = match (&own[..], &stories[..]) {
            ([one], _) => story_key(one),
            ([], [one]) => story_key(one),
            ([], []) => return Err(unknown()),
            (_, several) => {
                return Err(Error::ambiguous("stories", name, &several.iter().map(|first| story_key(first)).collect::<Vec<_>>()));
            }
        };
        let query = "SELECT member.report, carrier.origin, carrier.copied_from, carrier.share FROM report AS first JOIN story_member AS member ON member.story = first.id
             JOIN carrier ON carrier.report = member.report WHERE first.key = ?1 ORDER BY carrier.rank";
        let rows: Vec<(i64, i64, Option<i64>, u16)> = self
            .connection
            .prepare_cached(query)?
            .query_map([format!("r{}", &key[1..])], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let place = |id: i64| {
            rows.iter().position(|row| row.0 == id).ok_or_else(|| Error::damaged("a carrier stands in another story than its origin"))
        };
        let carriers = rows
            .iter()
            .map(|&(_, origin, from, share)| Ok((place(origin)?, from.map(place).transpose()?, share)))
            .collect::<Result<_>>()?;
        let reports = rows.iter().map(|&(id, ..)| self.report_by_row(id)).collect::<Result<_>>()?;
        Ok(StoryView { key, reports, carriers })
    }

    /// What ties a story's origins, strongest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn story_ties(&self, story: &str) -> Result<Vec<StoryTieRow>> {
        let query = "SELECT one.key, two.key, tie.score, ours.terms, ours.leading, theirs.terms, theirs.leading FROM report AS first
             JOIN story_member AS member ON member.story = first.id JOIN story_tie AS tie ON tie.first = member.report
             JOIN story_member AS other ON other.report = tie.second AND other.story = first.id
             JOIN report AS one ON one.id = tie.first JOIN report AS two ON two.id = tie.second
             JOIN sketch AS ours ON ours.report = tie.first JOIN sketch AS theirs ON theirs.report = tie.second
             WHERE first.key = ?1 ORDER BY tie.score DESC, one.key, two.key";
        let sketch =
            |row: &Row<'_>, at: usize| Ok::<_, rusqlite::Error>(read_sketch(&row.get::<_, Vec<u8>>(at)?, &row.get::<_, String>(at + 1)?));
        let row = |row: &Row<'_>| {
            let terms = shared_terms(&sketch(row, 3)?, &sketch(row, 5)?);
            Ok(StoryTieRow { first: row.get(0)?, second: row.get(1)?, score: row.get(2)?, terms })
        };
        Ok(self.connection.prepare_cached(query)?.query_map([format!("r{}", &story[1..])], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Reports whose headline or text holds the words, best first.
    ///
    /// # Errors
    /// When the query is not one that SQLite's full-text search reads.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        let sql = format!("{HIT} WHERE report_search MATCH ?1 ORDER BY report_search.rank, key LIMIT ?2");
        ask(query, |words| self.connection.prepare(&sql)?.query_map(params![words, limit as i64], read_hit)?.collect())
    }

    /// Runs one reading statement; hands over the column names, then each row.
    ///
    /// # Errors
    /// When the statement is wrong, or would write.
    pub fn sql(&self, statement: &str, columns: impl FnMut(&[String]), mut each: impl FnMut(Vec<Value>)) -> Result<()> {
        self.sql_while(statement, columns, |row| {
            each(row);
            true
        })
    }

    /// The same, until `each` says that it wants no more.
    ///
    /// # Errors
    /// As [`Record::sql`].
    pub fn sql_while(&self, statement: &str, mut columns: impl FnMut(&[String]), mut each: impl FnMut(Vec<Value>) -> bool) -> Result<()> {
        let wrong = |error: rusqlite::Error| Error::from(Kind::Query(error.to_string()));
        if statement.trim().trim_end_matches(';').is_empty() {
            return Err(Kind::Query("there is no statement; ask for instance SELECT count(*) FROM report".to_owned()).into());
        }
        let mut statement = self.connection.prepare(statement).map_err(wrong)?;
        if !statement.readonly() {
            return Err(Kind::Query("the record is read only here; use a SELECT statement".to_owned()).into());
        }
        let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        columns(&names);
        let mut rows = statement.query([]).map_err(wrong)?;
        while let Some(row) = rows.next().map_err(wrong)? {
            if !each((0..names.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>().map_err(wrong)?) {
                break;
            }
        }
        Ok(())
    }

    fn strings(&self, query: &str, parameters: impl rusqlite::Params) -> Result<Vec<String>> {
        Ok(self.connection.prepare_cached(query)?.query_map(parameters, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
