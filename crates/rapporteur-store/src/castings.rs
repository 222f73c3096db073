//! The evidence of identity: which referents of which reports are cast as an actor, and why.

use crate::read::story_key;
use crate::told::read_referent;
use crate::{Error, Record, Result};
use rapporteur::extract::Referent;
use rapporteur::link::actor::Why;

/// One referent of one report, cast as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastRow {
    /// The report.
    pub report: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its published time as printed.
    pub published: Option<String>,
    /// Its text, of which the mentions are spans.
    pub text: String,
    /// The report whose copy it carries; itself where it carries nobody's.
    pub origin: String,
    /// The story it stands in; a story is cast for itself.
    pub story: String,
    /// Whom the report means, under which name and titles and where.
    pub referent: Referent,
    /// Why it is this actor.
    pub why: Why,
}

impl Record {
    /// The referents that are cast as an actor, by day, report and place in the report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn castings(&self, actor: &str) -> Result<Vec<CastRow>> {
        let query = "SELECT report.key, report.outlet, report.published, report.text, origin.key, story.key, casting.why,
                    referent.kind, referent.name, referent.key, referent.offices, referent.state, referent.mentions
             FROM actor_referent AS casting
             JOIN referent ON referent.report = casting.report AND referent.number = casting.referent
             JOIN report ON report.id = casting.report
             JOIN carrier ON carrier.report = casting.report JOIN report AS origin ON origin.id = carrier.origin
             JOIN story_member AS member ON member.report = casting.report JOIN report AS story ON story.id = member.story
             WHERE casting.actor = ?1 ORDER BY report.published, report.key, referent.number";
        let mut statement = self.connection.prepare_cached(query)?;
        let (mut rows, mut found) = (statement.query([actor])?, Vec::new());
        while let Some(row) = rows.next()? {
            let (story, why): (String, String) = (row.get(5)?, row.get(6)?);
            let (key, text): (String, String) = (row.get(0)?, row.get(3)?);
            let referent = crate::damage::within(&text, &key, "of an actor", read_referent(row, 7)?)?;
            found.push(CastRow {
                report: key,
                outlet: row.get(1)?,
                published: row.get(2)?,
                text,
                origin: row.get(4)?,
                story: story_key(&story),
                referent,
                why: Why::of(&why).ok_or_else(|| Error::damaged(format!("a referent is cast for an unknown reason `{why}`")))?,
            });
        }
        Ok(found)
    }
}
