//! Reading actors and statements back: who there is, what was said, and every wording of it.

use crate::error::Kind;
use crate::told::{read_account, read_referent};
use crate::{Error, Record, Result};
use rapporteur::extract::{Account, Referent, ReferentKind};
use rapporteur::link::statement::Variant;
use rapporteur::link::witnesses;
use rapporteur::record::{Published, Report};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// One actor of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorRow {
    /// Its identifier.
    pub id: String,
    /// What it is.
    pub kind: ReferentKind,
    /// The name it is printed under most.
    pub name: String,
    /// The state it belongs to, as a code.
    pub state: Option<String>,
    /// Reports that mean it.
    pub reports: usize,
    /// Statements it makes.
    pub statements: usize,
}

/// How one report prints an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedActor {
    /// The report.
    pub report: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its published time as printed.
    pub published: Option<String>,
    /// The name there.
    pub name: String,
    /// The offices there, fullest first.
    pub offices: Vec<String>,
}

/// One report's wording of a statement.
#[derive(Clone, Debug)]
pub struct WordingRow {
    /// The report.
    pub report: Report,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// What the report tells.
    pub account: Account,
    /// Whom the report means by the source.
    pub referent: Option<Referent>,
    /// How it stands to the fullest wording.
    pub variant: Variant,
    /// Is it the fullest?
    pub fullest: bool,
}

impl WordingRow {
    /// The words of the content, parts joined by an ellipsis.
    pub fn words(&self) -> String {
        self.account.content.iter().map(|span| span.of(&self.report.text)).collect::<Vec<_>>().join(" … ")
    }

    /// The words that name the source.
    pub fn source(&self) -> String {
        self.account.source.iter().map(|span| span.of(&self.report.text)).collect::<Vec<_>>().join(" … ")
    }
}

/// One statement with all its wordings, earliest published first; of equals, the likelier origin.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// Its identifier.
    pub id: String,
    /// Who said it; none where no report names anyone.
    pub actor: Option<(String, String)>,
    /// Whom it was said to.
    pub addressee: Option<(String, String)>,
    /// The story of its first report.
    pub story: String,
    /// The wordings.
    pub wordings: Vec<WordingRow>,
}

impl StatementView {
    /// The fullest wording.
    pub fn fullest(&self) -> &WordingRow {
        self.wordings.iter().find(|wording| wording.fullest).unwrap_or(&self.wordings[0])
    }

    /// How many independent origins tell it: copies of one text count once, and so does one outlet.
    pub fn origins(&self) -> usize {
        witnesses(self.wordings.iter().map(|wording| (wording.origin.as_str(), wording.report.outlet.as_deref())))
    }
}

/// Which statements are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Actors that speak; empty for all.
    pub by: Vec<String>,
    /// Actors that are addressed; empty for all.
    pub to: Vec<String>,
    /// The story they stand in.
    pub story: Option<String>,
    /// The manner: `speech` and its like; none for all.
    pub manner: Option<&'static str>,
}

impl Record {
    /// All actors, those that speak most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actors(&self) -> Result<Vec<ActorRow>> {
        let query = "SELECT id, kind, name, state, (SELECT count(DISTINCT report) FROM actor_referent WHERE actor = id), (SELECT count(*) FROM statement WHERE actor = actor.id)
             FROM actor ORDER BY 6 DESC, 5 DESC, id";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: String = row.get(1)?;
            let kind = ReferentKind::of(&kind).ok_or_else(|| Error::damaged(format!("`{kind}` is no kind of actor")))?;
            let count = |at: usize| row.get::<_, i64>(at).map(|count| count as usize);
            found.push(ActorRow {
                id: row.get(0)?,
                kind,
                name: row.get(2)?,
                state: row.get(3)?,
                reports: count(4)?,
                statements: count(5)?,
            });
        }
        Ok(found)
    }

    /// The actors that an identifier or a name means: the one of that identifier, else all whose name, as printed anywhere, holds the words.
    ///
    /// # Errors
    /// When the file cannot be read, or there is none.
    pub fn actors_named(&self, name: &str) -> Result<Vec<String>> {
        let exact: Option<String> = self.connection.query_row("SELECT id FROM actor WHERE id = ?1", [name], |row| row.get(0)).optional()?;
        if let Some(id) = exact {
            return Ok(vec![id]);
        }
        let wanted = rapporteur::text::fold(name);
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT actor.id, actor.name FROM actor UNION SELECT DISTINCT actor_referent.actor, referent.name FROM actor_referent JOIN referent ON referent.report = actor_referent.report AND referent.number = actor_referent.referent ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut found = Vec::new();
        for row in rows {
            let (id, printed) = row?;
            let folded = rapporteur::text::fold(&printed);
            let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
            if folded == wanted || wanted.split(' ').all(|word| words.contains(&word)) {
                found.push(id);
            }
        }
        found.dedup();
        if found.is_empty() {
            return Err(Kind::Query(format!("nobody in the record goes by `{name}`; `rapporteur actors` lists who does")).into());
        }
        Ok(found)
    }

    /// How reports print an actor, in the order of their keys.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn printed(&self, actor: &str) -> Result<Vec<PrintedActor>> {
        let query = "SELECT report.key, outlet, published, referent.name, offices FROM actor_referent JOIN referent ON referent.report = actor_referent.report AND referent.number = actor_referent.referent
             JOIN report ON report.id = actor_referent.report WHERE actor = ?1 ORDER BY published, report.key, referent.number";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([actor])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let offices: String = row.get(4)?;
            let offices = serde_json::from_str(&offices).map_err(|error| Error::damaged(error.to_string()))?;
            found.push(PrintedActor { report: row.get(0)?, outlet: row.get(1)?, published: row.get(2)?, name: row.get(3)?, offices });
        }
        Ok(found)
    }

    /// The statements that are wanted, in the order of their identifiers' first reports; `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements(&self, wanted: &Wanted, mut each: impl FnMut(StatementView) -> bool) -> Result<()> {
        let list = |ids: &[String]| serde_json::json!(ids).to_string();
        let query = "SELECT DISTINCT statement.id FROM statement JOIN wording ON wording.statement = statement.id JOIN account ON account.report = wording.report AND account.number = wording.account
             JOIN carrier ON carrier.report = wording.report JOIN story_member ON story_member.report = wording.report JOIN report AS first ON first.id = story_member.story
             WHERE (?1 = '[]' OR actor IN (SELECT value FROM json_each(?1))) AND (?2 = '[]' OR statement.addressee IN (SELECT value FROM json_each(?2)))
             AND (?3 IS NULL OR first.key = ?3) AND (?4 IS NULL OR manner = ?4)
             GROUP BY statement.id ORDER BY min(carrier.rank), min(account.number), statement.id";
        let story = wanted.story.as_deref().map(|story| format!("r{}", &story[1..]));
        let ids: Vec<String> = self
            .connection
            .prepare_cached(query)?
            .query_map(params![list(&wanted.by), list(&wanted.to), story, wanted.manner], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut reports = BTreeMap::new();
        for id in ids {
            if !each(self.statement_of(&id, &mut reports)?) {
                break;
            }
            // Neighbours share reports; what is far behind is let go.
            if reports.len() > 512 {
                reports.clear();
            }
        }
        Ok(())
    }

    /// The statement of an identifier, or of an unambiguous beginning of one.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn statement(&self, name: &str) -> Result<StatementView> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM statement WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 2")?;
        let ids: Vec<String> = statement.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        match &ids[..] {
            [id] => self.statement_of(id, &mut BTreeMap::new()),
            [] => Err(Kind::Query(format!("there is no statement {name}; `rapporteur statements` lists them")).into()),
            _ => Err(Kind::Query(format!("{name} begins more than one statement; give more of it")).into()),
        }
    }

    fn statement_of(&self, id: &str, reports: &mut BTreeMap<i64, (Report, String)>) -> Result<StatementView> {
        let mut query = self.connection.prepare_cached("SELECT form, manner, standing, content, quoted, cue, source, speaker, account.addressee, addressed, medium, \"when\", place, within, rule, score, sense, variant, fullest, wording.report, rank, referent.kind, referent.name, referent.key, referent.offices, referent.state, referent.mentions
             FROM wording JOIN account ON account.report = wording.report AND account.number = wording.account JOIN carrier ON carrier.report = wording.report
             LEFT JOIN referent ON referent.report = wording.report AND referent.number = account.speaker WHERE statement = ?1 ORDER BY rank, account.number")?;
        let mut rows = query.query([id])?;
        let mut wordings = Vec::new();
        while let Some(row) = rows.next()? {
            wordings.push(self.wording(row, reports)?);
        }
        // Who had it first, as far as times are known: a day may be as late as its end.
        wordings.sort_by_key(|wording: &WordingRow| wording.report.published.map_or(i64::MAX, |time: Published| time.seconds().1));
        let Some(first) = wordings.first() else { return Err(Error::damaged(format!("{id} has no wording"))) };
        let story = self.story_of(&first.report.key)?;
        let actor = |column: &str| -> Result<Option<(String, String)>> {
            let query =
                format!("SELECT actor.id, actor.name FROM statement JOIN actor ON actor.id = statement.{column} WHERE statement.id = ?1");
            Ok(self.connection.prepare_cached(&query)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
        };
        Ok(StatementView { id: id.to_owned(), actor: actor("actor")?, addressee: actor("addressee")?, story, wordings })
    }

    fn wording(&self, row: &Row<'_>, reports: &mut BTreeMap<i64, (Report, String)>) -> Result<WordingRow> {
        let id: i64 = row.get(19)?;
        if let Entry::Vacant(entry) = reports.entry(id) {
            let mut origin = self
                .connection
                .prepare_cached("SELECT key FROM carrier JOIN report ON report.id = carrier.origin WHERE carrier.report = ?1")?;
            entry.insert((self.report_by_row(id)?, origin.query_row([id], |row| row.get(0))?));
        }
        let (report, origin) = reports[&id].clone();
        let variant: String = row.get(17)?;
        let variant = Variant::of(&variant).ok_or_else(|| Error::damaged(format!("`{variant}` is no variant")))?;
        let referent = row.get::<_, Option<String>>(21)?.map(|_| read_referent(row, 21)).transpose()?;
        Ok(WordingRow { report, origin, account: read_account(row)?, referent, variant, fullest: row.get(18)? })
    }

    /// The statements of the reports that the full-text search finds for any of some words, by identifier.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_near(&self, words: &[&str], limit: usize) -> Result<Vec<StatementView>> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let query: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
        let sql = "SELECT report_search.rowid FROM report_search WHERE report_search MATCH ?1 ORDER BY report_search.rank, report_search.rowid LIMIT ?2";
        let ids: Vec<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_map(params![query.join(" OR "), limit as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let (mut found, mut reports) = (BTreeMap::new(), BTreeMap::new());
        for id in ids {
            let mut statement =
                self.connection.prepare_cached("SELECT DISTINCT statement FROM wording WHERE report = ?1 ORDER BY statement")?;
            let ids: Vec<String> = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for id in ids {
                if let Entry::Vacant(entry) = found.entry(id) {
                    let view = self.statement_of(entry.key(), &mut reports)?;
                    entry.insert(view);
                }
            }
        }
        Ok(found.into_values().collect())
    }
}
