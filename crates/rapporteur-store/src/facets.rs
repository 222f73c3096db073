//! Stories narrowed to an outlet or an actor, and by what those that are shown can be narrowed.

use crate::read::{IN_PERIOD, StoryOrder, StoryRow, order_of};
use crate::{Record, Result};
use rusqlite::{OptionalExtension, params};

/// Which stories are wanted; where nothing is said, all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// First day on which one of its reports may have been published, counted from 1970.
    pub since: Option<i64>,
    /// Last day.
    pub until: Option<i64>,
    /// An outlet that has one of its reports.
    pub outlet: Option<String>,
    /// An actor that one of its reports means, by identifier.
    pub actor: Option<String>,
}

/// By what some stories can be narrowed: what most of them have first, each with how many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Outlets.
    pub outlets: Vec<(String, usize)>,
    /// States that are meant: identifier, name.
    pub states: Vec<(String, String, usize)>,
}

impl Record {
    /// The first `limit` of the stories that are wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stories_narrowed(&self, wanted: &Narrowed, order: StoryOrder, limit: usize) -> Result<Vec<StoryRow>> {
        let mut within = Vec::new();
        if wanted.since.is_some() || wanted.until.is_some() {
            within.push(IN_PERIOD);
        }
        if wanted.outlet.is_some() {
            within.push("EXISTS (SELECT 1 FROM story_member AS of JOIN report AS printed ON printed.id = of.report WHERE of.story = story.report AND printed.outlet = ?3)");
        }
        if wanted.actor.is_some() {
            within.push("story.report IN (SELECT of.story FROM actor_referent AS meant JOIN story_member AS of ON of.report = meant.report WHERE meant.actor = ?4)");
        }
        let within = if within.is_empty() { String::new() } else { format!("WHERE {}", within.join(" AND ")) };
        let which = format!("{within} ORDER BY {} LIMIT ?5", order_of(order));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.story_rows(&which, params![wanted.since, wanted.until, wanted.outlet, wanted.actor, limit])
    }

    /// One story as it is listed, by its key; none where there is no such story any more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn story_row(&self, key: &str) -> Result<Option<StoryRow>> {
        Ok(self.story_rows("WHERE report.key = ?1", params![format!("r{}", key.get(1..).unwrap_or_default())])?.pop())
    }

    /// By what some stories can be narrowed, `limit` of a kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn facets(&self, stories: &[StoryRow], limit: usize) -> Result<Facets> {
        let keys: Vec<String> = stories.iter().map(|story| format!("r{}", &story.key[1..])).collect();
        let keys = serde_json::Value::from(keys).to_string();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let outlets = "SELECT printed.outlet, count(DISTINCT member.story) AS stories FROM json_each(?1) AS asked JOIN report AS first ON first.key = asked.value
             JOIN story_member AS member ON member.story = first.id JOIN report AS printed ON printed.id = member.report
             WHERE printed.outlet IS NOT NULL GROUP BY printed.outlet ORDER BY stories DESC, printed.outlet LIMIT ?2";
        let states = "SELECT actor.id, actor.name, count(DISTINCT member.story) AS stories FROM json_each(?1) AS asked JOIN report AS first ON first.key = asked.value
             JOIN story_member AS member ON member.story = first.id JOIN actor_referent AS meant ON meant.report = member.report
             JOIN actor ON actor.id = meant.actor WHERE actor.kind = 'state' GROUP BY actor.id ORDER BY stories DESC, actor.name LIMIT ?2";
        let count = |count: i64| usize::try_from(count).unwrap_or_default();
        let outlets = self
            .connection
            .prepare_cached(outlets)?
            .query_map(params![keys, limit], |row| Ok((row.get(0)?, count(row.get(1)?))))?
            .collect::<rusqlite::Result<_>>()?;
        let states = self
            .connection
            .prepare_cached(states)?
            .query_map(params![keys, limit], |row| Ok((row.get(0)?, row.get(1)?, count(row.get(2)?))))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Facets { outlets, states })
    }

    /// The key of the report whose copy a report carries, its own where it carries none; none where it was not yet compared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn origin_of(&self, report: &str) -> Result<Option<String>> {
        let query = "SELECT origin.key FROM report JOIN carrier ON carrier.report = report.id JOIN report AS origin ON origin.id = carrier.origin WHERE report.key = ?1";
        Ok(self.connection.prepare_cached(query)?.query_row([report], |row| row.get(0)).optional()?)
    }
}
