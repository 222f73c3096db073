//! Draft resolutions in the record: what was done with each is kept, and where it stands is worked out from that.

use crate::record::Record;
use crate::{Error, Result};
use rapporteur::council::{CouncilDraft, Move};
use rusqlite::{OptionalExtension, params};

impl Record {
    /// Keeps a new draft.
    ///
    /// # Errors
    /// When its symbol is taken, or the record fails.
    pub fn open_draft(&mut self, draft: &CouncilDraft) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let taken = transaction.prepare("SELECT 1 FROM draft WHERE symbol = ?1")?.exists([&draft.symbol])?;
        if taken {
            return Err(Error::conflict(format!("draft {} is in the record already; move it with `council draft move`", draft.symbol)));
        }
        transaction
            .execute("INSERT INTO draft (symbol, title, item) VALUES (?1, ?2, ?3)", params![draft.symbol, draft.title, draft.item])?;
        insert_steps(&transaction, transaction.last_insert_rowid(), draft, 0)?;
        Ok(transaction.commit()?)
    }

    /// Keeps the last step of a draft.
    ///
    /// # Errors
    /// When the draft is unknown, or was moved by another since it was read.
    pub fn move_draft(&mut self, draft: &CouncilDraft) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let known = "SELECT d.id, count(*) FROM draft d JOIN draft_step s ON s.draft = d.id WHERE d.symbol = ?1 GROUP BY d.id";
        let found: Option<(i64, i64)> = transaction.query_row(known, [&draft.symbol], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((id, steps)) if steps + 1 == draft.history.len() as i64 => insert_steps(&transaction, id, draft, draft.history.len() - 1)?,
            Some(_) => return Err(Error::conflict(format!("draft {} was moved by another meanwhile; look again", draft.symbol))),
            None => return Err(Error::conflict(format!("there is no draft {} in the record", draft.symbol))),
        }
        Ok(transaction.commit()?)
    }

    /// All drafts with their histories, by the day of their circulation and their symbol.
    ///
    /// # Errors
    /// When the record fails, or holds a history that no draft can have.
    pub fn drafts(&self) -> Result<Vec<CouncilDraft>> {
        let mut drafts = Vec::new();
        let mut all = self.connection.prepare("SELECT id, symbol, title, item FROM draft")?;
        let rows = all.query_map([], |row| Ok((row.get::<_, i64>(0)?, [row.get::<_, String>(1)?, row.get(2)?, row.get(3)?])))?;
        for row in rows {
            let (id, [symbol, title, item]) = row?;
            drafts.push(self.draft(id, &symbol, &title, &item)?);
        }
        drafts.sort_by(|a: &CouncilDraft, b| (a.history[0].on, &a.symbol).cmp(&(b.history[0].on, &b.symbol)));
        Ok(drafts)
    }

    fn draft(&self, id: i64, symbol: &str, title: &str, item: &str) -> Result<CouncilDraft> {
        let damaged = |what: &str| Error::damaged(format!("draft {symbol}: {what}"));
        let mut steps =
            self.connection.prepare_cached("SELECT day, step, by_members, note FROM draft_step WHERE draft = ?1 ORDER BY number")?;
        let rows = steps.query_map([id], |row| Ok([row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        let mut draft: Option<CouncilDraft> = None;
        for row in rows {
            let [day, step, by, note] = row?;
            let on = day.parse().map_err(|_| damaged("a day cannot be read"))?;
            let step = Move::named(&step).ok_or_else(|| damaged("a step is unknown"))?;
            let by: Vec<String> = by.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            match &mut draft {
                None => draft = Some(CouncilDraft::circulated(symbol, title, item, by, on)),
                Some(draft) => draft.make(step, on, by, &note).map_err(|error| damaged(&error.to_string()))?,
            }
        }
        draft.ok_or_else(|| damaged("it has no history"))
    }
}

fn insert_steps(transaction: &rusqlite::Transaction<'_>, id: i64, draft: &CouncilDraft, from: usize) -> Result<()> {
    let mut insert = transaction.prepare("INSERT INTO draft_step VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (number, step) in (0_i64..).zip(&draft.history).skip(from) {
        insert.execute(params![id, number, step.on.to_string(), step.step.name(), step.by.join(";"), step.note])?;
    }
    Ok(())
}
