//! The layer of positions: which question each position of a story is about.
//!
//! A story is the component: its positions are grouped anew where one of its reports comes, goes or changes. Whom a position's referent means is
//! the cast's; where an actor stands over a period is worked out on reading.

use super::{Growth, Layer};
use crate::Result;
use crate::told::{POSITION, read_position};
use rapporteur::link::Turn;
use rapporteur::link::question::{Point, Question, group};
use rapporteur::resources::Frequencies;
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

pub(super) const LAYER: Layer =
    Layer { name: "positions", edition: 2, inputs: &["findings", "stories"], tables: &["question_position"], grow };

fn grow(growth: &mut Growth<'_>) -> Result<()> {
    let transaction = growth.transaction;
    for story in growth.stories.clone() {
        let reports: Vec<i64> = transaction
            .prepare_cached("SELECT report FROM story_member WHERE story = ?1")?
            .query_map([story], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut turns: Vec<(Turn, i64)> = reports.into_iter().map(|report| Ok((growth.turn(report)?, report))).collect::<Result<_>>()?;
        turns.sort_unstable();
        growth.touched.grouped += turns.len();
        let mut points = Vec::new();
        for &(_, report) in &turns {
            points.extend(of_report(transaction, &growth.resources.frequencies, report)?.into_iter().map(|point| (report, point)));
        }
        let (places, points): (Vec<i64>, Vec<Point>) = points.into_iter().unzip();
        let mut now: BTreeMap<(i64, u32), Question> = BTreeMap::new();
        for ((report, point), question) in places.iter().zip(&points).zip(group(&points)) {
            now.extend(question.map(|question| ((*report, point.number), question)));
        }
        write(transaction, &turns, now)?;
    }
    Ok(())
}

/// Writes the rows of a story's reports that differ.
fn write(transaction: &Transaction<'_>, turns: &[(Turn, i64)], mut now: BTreeMap<(i64, u32), Question>) -> Result<()> {
    for &(_, report) in turns {
        let kept: Vec<(u32, String, String)> = transaction
            .prepare_cached("SELECT number, question, name FROM question_position WHERE report = ?1")?
            .query_map([report], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (number, id, name) in kept {
            if now.get(&(report, number)).is_some_and(|question| question.id == id && question.name == name) {
                now.remove(&(report, number));
            } else {
                transaction
                    .prepare_cached("DELETE FROM question_position WHERE report = ?1 AND number = ?2")?
                    .execute(params![report, number])?;
            }
        }
    }
    for ((report, number), question) in now {
        transaction.prepare_cached("INSERT OR REPLACE INTO question_position VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            report,
            number,
            question.id,
            question.name
        ])?;
    }
    Ok(())
}

/// What the positions of a report are about, in their order.
fn of_report(transaction: &Transaction<'_>, frequencies: &Frequencies, report: i64) -> Result<Vec<Point>> {
    let (key, text): (String, String) = transaction
        .prepare_cached("SELECT key, text FROM report WHERE id = ?1")?
        .query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let query = format!("SELECT {POSITION} FROM position WHERE report = ?1 ORDER BY number");
    let mut statement = transaction.prepare_cached(&query)?;
    let (mut rows, mut found) = (statement.query([report])?, Vec::new());
    while let Some(row) = rows.next()? {
        let position = crate::damage::within(&text, &key, found.len(), read_position(row)?)?;
        found.push(Point::of(frequencies, &key, &text, found.len() as u32, &position));
    }
    Ok(found)
}
