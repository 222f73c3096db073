//! What is new to a reader: reports of some days, or those that were added since a brief was last kept as read.
//!
//! A mark is a number of reports and no time: reports are numbered as they are added and no number is given twice, so that what came after it is the
//! same whenever it is asked, and no clock is needed.

use crate::read::story_key;
use crate::{Record, Result, StoryRow};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// Which reports are news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Those published on these days, counted from 1970; an end that is not given is open.
    Days {
        /// The first day.
        since: Option<i64>,
        /// The last day.
        until: Option<i64>,
    },
    /// Those that were added after so many.
    After(u64),
}

/// The reports of a story, by what they are to who asks for news. Undated ones are neither where days are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    /// Keys of the reports that are news.
    pub new: BTreeSet<String>,
    /// Keys of those from before.
    pub old: BTreeSet<String>,
}

impl News {
    /// A member of a story is news: ?1 and ?2 are `bounds`. Each kind of news is asked for in its own words, since only then an index answers.
    fn is_news(self) -> &'static str {
        match self {
            Self::Days { .. } => "member.last_day >= ?1 AND member.first_day <= ?2",
            Self::After(_) => "member.report > ?1 AND member.report <= ?2",
        }
    }

    /// A member of a story is from before.
    fn is_old(self) -> &'static str {
        match self {
            Self::Days { .. } => "member.last_day < ?1",
            Self::After(_) => "member.report <= ?1",
        }
    }

    fn bounds(self) -> [i64; 2] {
        match self {
            Self::Days { since, until } => [since.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX)],
            Self::After(reports) => [i64::try_from(reports).unwrap_or(i64::MAX), i64::MAX],
        }
    }
}

impl Record {
    /// The stories that have news, those that most origins tell first; and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stories_with(&self, news: News, limit: usize) -> Result<(Vec<StoryRow>, usize)> {
        let [first, last] = news.bounds();
        let members = format!("SELECT member.story FROM story_member AS member WHERE {}", news.is_news());
        let rows = self.story_rows(
            &format!("WHERE story.report IN ({members}) ORDER BY origins DESC, reports DESC, key LIMIT ?3"),
            params![first, last, limit as i64],
        )?;
        let count = format!("SELECT count(*) FROM story WHERE report IN ({members})");
        let count: i64 = self.connection.prepare_cached(&count)?.query_row([first, last], |row| row.get(0))?;
        Ok((rows, count as usize))
    }

    /// Which reports of a story are news.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fresh(&self, story: &str, news: News) -> Result<Fresh> {
        let [first, last] = news.bounds();
        let query = format!(
            "SELECT report.key, {}, {}
             FROM report AS first JOIN story_member AS member ON member.story = first.id JOIN report ON report.id = member.report
             WHERE first.key = ?3",
            news.is_news(),
            news.is_old()
        );
        let mut fresh = Fresh::default();
        let mut statement = self.connection.prepare_cached(&query)?;
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<bool>>(1)?, row.get::<_, Option<bool>>(2)?));
        for row in statement.query_map(params![first, last, format!("r{}", &story[1..])], row)? {
            match row? {
                (key, Some(true), _) => fresh.new.insert(key),
                (key, _, Some(true)) => fresh.old.insert(key),
                _ => false,
            };
        }
        Ok(fresh)
    }

    /// Is a report among a story's news that carries nobody's copy of before?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_new_origin(&self, story: &str, news: News) -> Result<bool> {
        let [first, last] = news.bounds();
        let query = format!(
            "SELECT 1 FROM report AS first JOIN story_member AS member ON member.story = first.id JOIN carrier ON carrier.report = member.report
             WHERE first.key = ?3 AND carrier.origin = member.report AND {}",
            news.is_news()
        );
        Ok(self.connection.prepare_cached(&query)?.exists(params![first, last, format!("r{}", &story[1..])])?)
    }

    /// The first undated reports by their keys, each with its story; and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn undated(&self, limit: usize) -> Result<(Vec<(String, String)>, usize)> {
        let query = "SELECT report.key, first.key FROM story_member AS member JOIN report ON report.id = member.report
             JOIN report AS first ON first.id = member.story WHERE member.last_day IS NULL ORDER BY report.key LIMIT ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let row = |row: &Row<'_>| Ok((row.get(0)?, story_key(&row.get::<_, String>(1)?)));
        let found = statement.query_map([limit as i64], row)?.collect::<rusqlite::Result<_>>()?;
        let count = "SELECT count(*) FROM story_member WHERE last_day IS NULL";
        let count: i64 = self.connection.prepare_cached(count)?.query_row([], |row| row.get(0))?;
        Ok((found, count as usize))
    }

    /// The last day on which a report of a story was published, counted from 1970.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_day(&self) -> Result<Option<i64>> {
        Ok(self.connection.prepare_cached("SELECT max(last_day) FROM story_member")?.query_row([], |row| row.get(0))?)
    }

    /// The first day on which a report of a story may have been published, counted from 1970.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn oldest_day(&self) -> Result<Option<i64>> {
        Ok(self.connection.prepare_cached("SELECT min(first_day) FROM story_member")?.query_row([], |row| row.get(0))?)
    }

    /// How many reports there were when the brief of a title was last kept as read; none where it never was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mark(&self, brief: &str) -> Result<Option<u64>> {
        let query = "SELECT reports FROM mark WHERE brief = ?1";
        let reports: Option<i64> = self.connection.prepare_cached(query)?.query_row([brief], |row| row.get(0)).optional()?;
        Ok(reports.and_then(|reports| u64::try_from(reports).ok()))
    }

    /// How many of the first reports are compared: what a brief that is made now can tell of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compared(&self) -> Result<u64> {
        let query = "SELECT coalesce((SELECT min(report) - 1 FROM waiting), (SELECT max(id) FROM report), 0)";
        Ok(self.connection.prepare_cached(query)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// The keys of the compared reports that were added after so many, in the order in which they were added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn added_after(&self, reports: u64) -> Result<Vec<String>> {
        let bound = |reports: u64| i64::try_from(reports).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached("SELECT key FROM report WHERE id > ?1 AND id <= ?2 ORDER BY id")?;
        let keys = statement.query_map(params![bound(reports), bound(self.compared()?)], |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps the brief of a title as read up to so many reports.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_mark(&mut self, brief: &str, reports: u64) -> Result<()> {
        let reports = i64::try_from(reports).unwrap_or(i64::MAX);
        let keep = "INSERT INTO mark VALUES (?1, ?2) ON CONFLICT (brief) DO UPDATE SET reports = max(reports, excluded.reports)";
        self.connection.execute(keep, params![brief, reports])?;
        Ok(())
    }
}
