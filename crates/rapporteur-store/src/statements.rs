//! Reading actors and statements back: who there is, what was said, and every wording of it.

use crate::asked::quoted;
use crate::damage::within;
use crate::error::Kind;
use crate::layers::words;
use crate::told::{ACCOUNT, PLACES, read_account, read_referent};
use crate::{Error, Record, Result};
use rapporteur::extract::{Account, Referent, ReferentKind};
use rapporteur::link::actor::identifier;
use rapporteur::link::statement::Variant;
use rapporteur::link::witnesses;
use rapporteur::record::{Published, Report};
use rapporteur::text::mark;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Others who said it together with that one.
    pub others: Vec<(String, String)>,
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
    /// The state, as a code, that speaks, or to which who speaks belongs, named or not.
    pub state: Option<String>,
    /// The story they stand in.
    pub story: Option<String>,
    /// The manner: `speech` and its like; none for all.
    pub manner: Option<&'static str>,
    /// First and last day of one of its reports, counted from 1970.
    pub days: Option<(i64, i64)>,
    /// Stems that one of its wordings holds, all of them.
    pub about: Vec<String>,
    /// A statement of which no wording has this score, in thousandths, is left out.
    pub least: u16,
}

fn read_actor(row: &Row<'_>) -> Result<ActorRow> {
    let kind: String = row.get(1)?;
    let kind = ReferentKind::of(&kind).ok_or_else(|| Error::damaged(format!("`{kind}` is no kind of actor")))?;
    let count = |at: usize| row.get::<_, i64>(at).map(|count| count as usize);
    Ok(ActorRow { id: row.get(0)?, kind, name: row.get(2)?, state: row.get(3)?, reports: count(4)?, statements: count(5)? })
}

/// Those who say an account together with its speaker, as actors.
const WITH: &str = "account_speaker ON account_speaker.report = wording.report AND account_speaker.account = wording.account
             JOIN actor_referent ON actor_referent.report = account_speaker.report AND actor_referent.referent = account_speaker.referent";

/// Statements of some actors: their own, and those that they make together with the speaker.
const OF_ACTORS: &str = "statement.id IN (SELECT id FROM statement WHERE actor IN (SELECT value FROM json_each(?))
     UNION SELECT wording.statement FROM actor_referent
         JOIN account_speaker ON account_speaker.report = actor_referent.report AND account_speaker.referent = actor_referent.referent
         JOIN wording ON wording.report = account_speaker.report AND wording.account = account_speaker.account
         WHERE actor_referent.actor IN (SELECT value FROM json_each(?)))";

/// What is wanted, as a query goes on behind what it selects, beginning where an index leaves least to look at; whether a statement may stand in several of
/// its rows; and its values in order.
fn wanted_from(wanted: &Wanted) -> (String, bool, Vec<Value>) {
    let list = |ids: &[String]| Value::from(serde_json::json!(ids).to_string());
    let wording = "CROSS JOIN wording ON wording.report = story_member.report CROSS JOIN statement ON statement.id = wording.statement";
    let (has_about, has_story) = (!wanted.about.is_empty(), wanted.story.is_some());
    let by_day = !has_about && !has_story && wanted.by.is_empty() && wanted.to.is_empty() && wanted.days.is_some();
    let from = match () {
        () if has_about => format!(
            "statement_search CROSS JOIN wording ON wording.report = statement_search.rowid >> {PLACES} AND account = statement_search.rowid & {} CROSS JOIN statement ON statement.id = wording.statement",
            (1_i64 << PLACES) - 1
        ),
        () if has_story => format!("report AS first CROSS JOIN story_member ON story = first.id {wording}"),
        () if by_day => format!("story_member {wording}"),
        () => "statement".to_owned(),
    };
    let held = |rule: &str| {
        format!(
            "EXISTS (SELECT 1 FROM wording JOIN story_member ON story_member.report = wording.report WHERE wording.statement = statement.id AND {rule})"
        )
    };
    let mut rules: Vec<(String, Vec<Value>)> = Vec::new();
    if has_about {
        let marks: Vec<String> = wanted.about.iter().map(|stem| mark(stem)).collect();
        rules.push(("statement_search MATCH ?".to_owned(), vec![Value::from(marks.join(" AND "))]));
    }
    if let Some(story) = &wanted.story {
        let rule = if has_about { held("story = (SELECT id FROM report WHERE key = ?)") } else { "first.key = ?".to_owned() };
        rules.push((rule, vec![Value::from(format!("r{}", &story[1..]))]));
    }
    if let Some((first, last)) = wanted.days {
        let rule = "last_day >= ? AND first_day <= ?";
        rules.push((if by_day { rule.to_owned() } else { held(rule) }, vec![Value::from(first), Value::from(last)]));
    }
    if !wanted.by.is_empty() {
        rules.push((OF_ACTORS.to_owned(), vec![list(&wanted.by), list(&wanted.by)]));
    }
    if !wanted.to.is_empty() {
        rules.push(("addressee IN (SELECT value FROM json_each(?))".to_owned(), vec![list(&wanted.to)]));
    }
    if wanted.least > 0 {
        let rule = "EXISTS (SELECT 1 FROM wording JOIN account ON account.report = wording.report AND account.number = wording.account
             WHERE wording.statement = statement.id AND score >= ?)";
        rules.push((rule.to_owned(), vec![Value::from(i64::from(wanted.least))]));
    }
    if let Some(state) = &wanted.state {
        // Who has no name is no actor, and belongs to a state all the same.
        let rule = "(actor IN (SELECT id FROM actor WHERE state = ?) OR EXISTS (SELECT 1 FROM wording JOIN account ON account.report = wording.report AND account.number = wording.account
             JOIN referent ON referent.report = account.report AND referent.number = account.speaker WHERE wording.statement = statement.id AND referent.state = ?)
             OR EXISTS (SELECT 1 FROM wording JOIN account_speaker ON account_speaker.report = wording.report AND account_speaker.account = wording.account
             JOIN referent ON referent.report = account_speaker.report AND referent.number = account_speaker.referent WHERE wording.statement = statement.id AND referent.state = ?))";
        rules.push((rule.to_owned(), vec![Value::from(state.clone()); 3]));
    }
    if let Some(manner) = wanted.manner {
        rules.push(("manner = ?".to_owned(), vec![Value::from(manner.to_owned())]));
    }
    let (conditions, values): (Vec<String>, Vec<Vec<Value>>) = rules.into_iter().unzip();
    let conditions = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    (format!("FROM {from} {conditions}"), from != "statement", values.concat())
}

impl Record {
    /// The first `limit` actors of a kind, or of all, those that speak most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actors(&self, kind: Option<ReferentKind>, limit: usize) -> Result<Vec<ActorRow>> {
        let query = "SELECT id, kind, name, state, reports, statements FROM actor WHERE ?1 IS NULL OR kind = ?1 ORDER BY statements DESC, reports DESC, id LIMIT ?2";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query(params![kind.map(ReferentKind::label), i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read_actor(row)?);
        }
        Ok(found)
    }

    /// How many actors there are of a kind, or in all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actors_len(&self, kind: Option<ReferentKind>) -> Result<usize> {
        let query =
            if kind.is_some() { "SELECT count(*) FROM actor WHERE kind = ?1" } else { "SELECT count(*) FROM actor WHERE ?1 IS NULL" };
        let count = self.connection.prepare_cached(query)?.query_row([kind.map(ReferentKind::label)], |row| row.get::<_, i64>(0))?;
        Ok(count as usize)
    }

    /// The actor of an identifier; none where there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actor(&self, id: &str) -> Result<Option<ActorRow>> {
        let mut statement = self.connection.prepare_cached("SELECT id, kind, name, state, reports, statements FROM actor WHERE id = ?1")?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(read_actor).transpose()
    }

    /// The actors that an identifier or a name means: the one of that identifier, with its kind or, where one alone goes by it, without; else all
    /// whose name, as printed anywhere, holds the words.
    ///
    /// # Errors
    /// When the file cannot be read, or there is none.
    pub fn actors_named(&self, name: &str) -> Result<Vec<String>> {
        let own = ReferentKind::ALL.map(|kind| identifier(kind, name));
        let mut found = Vec::new();
        for id in own.iter().map(String::as_str).chain([name]) {
            found.extend(self.actor(id)?.map(|actor| actor.id));
        }
        if found.len() == 1 {
            return Ok(found);
        }
        let words = words(name);
        let query = "SELECT actor FROM actor_word WHERE word IN (SELECT value FROM json_each(?1)) GROUP BY actor HAVING count(*) = ?2";
        let wanted: BTreeSet<&String> = words.iter().collect();
        let mut statement = self.connection.prepare_cached(query)?;
        let holding: Vec<String> = statement
            .query_map(params![serde_json::json!(words).to_string(), wanted.len() as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for actor in holding {
            // The words may stand in several of its names; one name must hold them all.
            let mut names = self.connection.prepare_cached("SELECT name FROM actor_name WHERE actor = ?1 AND sort = 'name'")?;
            let names: Vec<String> = names.query_map([&actor], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let holds = |name: &String| {
                let held = self::words(name);
                words.iter().all(|word| held.contains(word))
            };
            if names.iter().any(holds) {
                found.push(actor);
            }
        }
        found.sort();
        found.dedup();
        if found.is_empty() || words.is_empty() {
            return Err(Kind::Query(format!("nobody in the record goes by `{name}`; `rapporteur actors` lists who does")).into());
        }
        Ok(found)
    }

    /// All actors: identifiers and names, in no order that tells anything.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actor_names(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT id, name FROM actor")?;
        Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
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

    /// The statements that are wanted, those of likelier origins first, then in the order of their texts; `each` says false to stop.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements(&self, wanted: &Wanted, mut each: impl FnMut(StatementView) -> bool) -> Result<()> {
        let (from, several, values) = wanted_from(wanted);
        let once = if several { "GROUP BY statement.id" } else { "" };
        let query = format!("SELECT statement.id {from} {once} ORDER BY statement.place, statement.id");
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut reports = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if !each(self.statement_of(&row.get::<_, String>(0)?, &mut reports)?) {
                break;
            }
            // Neighbours share reports; what is far behind is let go.
            if reports.len() > 512 {
                reports.clear();
            }
        }
        Ok(())
    }

    /// How many statements are wanted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_len(&self, wanted: &Wanted) -> Result<usize> {
        let (from, _, values) = wanted_from(wanted);
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(DISTINCT statement.id) {from}"))?;
        Ok(statement.query_row(rusqlite::params_from_iter(values), |row| row.get::<_, i64>(0))? as usize)
    }

    /// The statement of an identifier, or of an unambiguous beginning of one.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn statement(&self, name: &str) -> Result<StatementView> {
        self.statement_of(&self.only_id("statement", name)?, &mut BTreeMap::new())
    }

    /// The identifier in a table that a name is, or begins alone; `what` is what the table holds.
    pub(crate) fn only_id(&self, what: &str, name: &str) -> Result<String> {
        self.only_of((what, what, &format!("{what}s")), name)
    }

    /// The same of a table, the word for what its rows are, and the command that lists them.
    pub(crate) fn only_of(&self, (table, what, lists): (&str, &str, &str), name: &str) -> Result<String> {
        let query = format!("SELECT id FROM {table} WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 9");
        let mut statement = self.connection.prepare_cached(&query)?;
        let ids: Vec<String> = statement.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        match &ids[..] {
            [id] => Ok(id.clone()),
            [] => Err(Kind::Query(format!("there is no {what} {name}; `rapporteur {lists}` lists them")).into()),
            several => Err(Error::ambiguous(&format!("{what}s"), name, several)),
        }
    }

    fn statement_of(&self, id: &str, reports: &mut BTreeMap<i64, (Report, String)>) -> Result<StatementView> {
        let sql = format!("SELECT {ACCOUNT}, variant, fullest, wording.report, referent.kind, referent.name, referent.key, referent.offices, referent.state, referent.mentions
             FROM wording JOIN account ON account.report = wording.report AND account.number = wording.account JOIN carrier ON carrier.report = wording.report
             LEFT JOIN referent ON referent.report = wording.report AND referent.number = account.speaker WHERE statement = ?1 ORDER BY rank, account.number");
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query([id])?;
        let mut wordings = Vec::new();
        while let Some(row) = rows.next()? {
            wordings.push(self.wording(row, reports)?);
        }
        // Who had it first, as far as times are known: a day may be as late as its end.
        wordings.sort_by_key(|wording: &WordingRow| wording.report.published.map_or(i64::MAX, |time: Published| time.seconds().1));
        let Some(first) = wordings.first() else { return Err(Error::damaged(format!("{id} has no wording"))) };
        let story = self.story_of(&first.report.key)?.ok_or_else(|| Error::damaged(format!("{id} stands in no story")))?;
        let sql = "SELECT actor, actor_name, addressee, addressee_name FROM statement WHERE id = ?1";
        let pair = |row: &Row<'_>, at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(at)?.zip(row.get(at + 1)?));
        let (actor, addressee) = self.connection.prepare_cached(sql)?.query_row([id], |row| Ok((pair(row, 0)?, pair(row, 2)?)))?;
        let sql = format!(
            "SELECT DISTINCT actor_referent.actor, actor_referent.name FROM wording JOIN {WITH} WHERE wording.statement = ?1 ORDER BY actor_referent.name, actor_referent.actor"
        );
        let mut others = self.connection.prepare_cached(&sql)?;
        let others = others.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        let others = others.into_iter().filter(|(other, _)| actor.as_ref().is_none_or(|(id, _): &(String, String)| id != other)).collect();
        Ok(StatementView { id: id.to_owned(), actor, others, addressee, story, wordings })
    }

    fn wording(&self, row: &Row<'_>, reports: &mut BTreeMap<i64, (Report, String)>) -> Result<WordingRow> {
        let id: i64 = row.get(20)?;
        if let Entry::Vacant(entry) = reports.entry(id) {
            let mut origin = self
                .connection
                .prepare_cached("SELECT key FROM carrier JOIN report ON report.id = carrier.origin WHERE carrier.report = ?1")?;
            entry.insert((self.report_by_row(id)?, origin.query_row([id], |row| row.get(0))?));
        }
        let (report, origin) = reports[&id].clone();
        let variant: String = row.get(18)?;
        let variant = Variant::of(&variant).ok_or_else(|| Error::damaged(format!("`{variant}` is no variant")))?;
        let referent = row.get::<_, Option<String>>(21)?.map(|_| read_referent(row, 21)).transpose()?;
        let account = within(&report.text, &report.key, "of a statement", read_account(row)?)?;
        Ok(WordingRow { report, origin, account, referent, variant, fullest: row.get(19)? })
    }

    /// The statements of the reports that hold most of some words, by identifier: each word with its weight, of `limit` reports at most. A report counts
    /// for the sum of the weights of the words that it has, however often; of equal ones the likelier origin comes first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_near(&self, words: &[(&str, u32)], limit: usize) -> Result<Vec<StatementView>> {
        // By the numbers of reports, which leave few gaps: a common word stands in every second one.
        let mut holding: Vec<u64> = Vec::new();
        let mut statement = self.connection.prepare_cached("SELECT rowid FROM report_search WHERE report_search MATCH ?1")?;
        for &(word, weight) in words {
            let mut rows = statement.query([quoted(word)])?;
            while let Some(row) = rows.next()? {
                let id = row.get::<_, u32>(0)? as usize;
                holding.resize(holding.len().max(id + 1), 0);
                holding[id] += u64::from(weight);
            }
        }
        let holding = (0..).zip(holding).filter(|&(_, weight)| weight > 0);
        let mut nearest: Vec<(Reverse<u64>, i64)> = holding.map(|(id, weight)| (Reverse(weight), id)).collect();
        if nearest.len() > limit && limit > 0 {
            let &mut (least, _) = nearest.select_nth_unstable(limit - 1).1;
            let (kept, equal): (Vec<_>, Vec<_>) =
                nearest.into_iter().filter(|(weight, _)| *weight <= least).partition(|(weight, _)| *weight < least);
            let mut rank = self.connection.prepare_cached("SELECT rank FROM carrier WHERE report = ?1")?;
            let ranked = equal.into_iter().map(|(_, id)| Ok((rank.query_row([id], |row| row.get(0)).optional()?, id)));
            let mut ranked = ranked.collect::<Result<Vec<(Option<Vec<u8>>, i64)>>>()?;
            ranked.sort_unstable();
            nearest = kept;
            nearest.extend(ranked.into_iter().take(limit - nearest.len()).map(|(_, id)| (least, id)));
        }
        let (mut found, mut reports) = (BTreeMap::new(), BTreeMap::new());
        for (_, id) in nearest {
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
