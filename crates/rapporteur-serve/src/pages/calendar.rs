//! A month of what falls due: the grid of its days, and under it each day with what is due on it. What is due within some days, none of them named,
//! stands by itself: no report gave it a day, so no day is given to it here.

use super::ledger::{Asked, Line};
use super::{Layout, asked, counted, page};
use crate::app::App;
use crate::failure::Failure;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rapporteur::record::day_number;
use rapporteur_desk::{Period, ledger};
use rapporteur_store::LedgerRow;
use serde::Deserialize;

/// Which month; none for that of the last report, since no clock is asked here.
#[derive(Deserialize)]
pub(super) struct Month {
    month: Option<String>,
}

/// A day of the grid.
struct Cell {
    number: i8,
    /// What falls due on it, in words; empty where nothing does.
    due: String,
    count: usize,
    anchor: String,
}

/// A day, or some days, with what is due.
struct Day {
    anchor: String,
    title: String,
    ledger: Vec<Line>,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    layout: Layout,
    month: String,
    written: String,
    by: String,
    to: String,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    weeks: Vec<Vec<Option<Cell>>>,
    days: Vec<Day>,
    within: Vec<Line>,
    calendar: String,
}

pub(super) async fn month(State(app): State<App>, Query(month): Query<Month>, Query(query): Query<Asked>) -> Result<Response, Failure> {
    app.ask(move |desk| {
        let first = match asked(&month.month) {
            Some(written) => first_of(Period::read_range(written)?.since.map(date))?,
            None => first_of(desk.record.newest_day()?.map(date).or(Some(Date::constant(1970, 1, 1))))?,
        };
        let last = first.last_of_month();
        // Nothing is left out of the question but the days: what is due before and after the month is what the way there leads to.
        let (wanted, from, to) = (query.wanted()?, day_number(first), day_number(last));
        let [before, after] = desk.due_beside(&wanted, (from, to))?;
        let days =
            wanted.due.map_or((from, to), |due| (due.since.map_or(from, |day| day.max(from)), due.until.map_or(to, |day| day.min(to))));
        let asked_for = ledger::Asked { due: Some(Period { since: Some(days.0), until: Some(days.1) }), ..wanted };
        let rows = desk.first_of_ledger(&asked_for, usize::MAX)?.0;
        let due: Vec<(&LedgerRow, (i64, i64))> = rows.iter().filter_map(|row| Some((row, row.standing.due?))).collect();
        let href = |day: i64| {
            let month = date(day).strftime("%Y-%m").to_string();
            (query.of_month("/calendar", &month), named(date(day)))
        };
        let (before, after) = (before.map(href), after.map(href));
        let on = |day: Date| {
            let day = day_number(day);
            due.iter().filter(move |(_, days)| *days == (day, day)).map(|(row, _)| *row).collect::<Vec<_>>()
        };
        let (mut weeks, mut days) = (Vec::new(), Vec::new());
        let mut week: Vec<Option<Cell>> = (0..first.weekday().to_monday_zero_offset()).map(|_| None).collect();
        for day in first.series(1.day()).take_while(|day| *day <= last) {
            let (rows, anchor) = (on(day), format!("d{day}"));
            let due = if rows.is_empty() { String::new() } else { format!("{}, {} due", day.strftime("%-d %B"), rows.len()) };
            week.push(Some(Cell { number: day.day(), due, count: rows.len(), anchor: anchor.clone() }));
            if day.weekday() == Weekday::Sunday {
                weeks.push(std::mem::take(&mut week));
            }
            if !rows.is_empty() {
                days.push(Day {
                    anchor,
                    title: day.strftime("%A, %-d %B %Y").to_string(),
                    ledger: rows.into_iter().map(Line::of).collect(),
                });
            }
        }
        if !week.is_empty() {
            week.resize_with(7, || None);
            weeks.push(week);
        }
        let within = due.iter().filter(|(_, (first, last))| first != last && *first <= to && *last >= from);
        let layout = Layout::over(desk, &format!("Calendar, {}", named(first)))?.with_rows(query.of("/api/v1/ledger"));
        Ok(page(&Page {
            layout,
            month: named(first),
            written: first.strftime("%Y-%m").to_string(),
            by: asked(&query.by).unwrap_or_default().to_owned(),
            to: asked(&query.to).unwrap_or_default().to_owned(),
            before,
            after,
            weeks,
            days,
            within: within.map(|(row, _)| Line::of(row)).collect(),
            calendar: query.of("/calendar.ics"),
        }))
    })
    .await
}

fn first_of(day: Option<Date>) -> Result<Date, Failure> {
    day.map(Date::first_of_month).ok_or_else(|| Failure::asked("give a month, as 2022-02"))
}

/// The date of a day that is counted from 1970.
fn date(day: i64) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    jiff::Span::new().try_days(day).ok().and_then(|days| epoch.checked_add(days).ok()).unwrap_or(epoch)
}

fn named(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

impl Page {
    fn counted(&self) -> String {
        let rows = self.days.iter().map(|day| day.ledger.len()).sum::<usize>() + self.within.len();
        counted(rows, "row")
    }
}
