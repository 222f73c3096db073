//! Actors by questions: what a page of them shows, and the signs in its cells.

use super::{Board, Standing, Step};
use rapporteur::extract::Stance;
use std::collections::BTreeMap;

/// Questions that one page of the matrix has columns for.
const COLUMNS: usize = 12;

/// Steps whose signs a cell shows: the last of them.
const SIGNS: usize = 3;

/// Actors by questions.
#[derive(Clone, Debug)]
pub struct Matrix<'b> {
    /// The questions, each with how many actors stand on it.
    pub columns: Vec<(&'b str, usize)>,
    /// The actors, each with what stands in each column.
    pub rows: Vec<(&'b str, Vec<Option<&'b Standing>>)>,
    /// Questions that have no column.
    pub hidden_questions: usize,
    /// Actors that have no row.
    pub hidden_actors: usize,
}

impl Board {
    /// The questions with how many actors stand on each: most actors first, then the newest.
    pub fn questions(&self) -> Vec<(&str, usize)> {
        let mut found: BTreeMap<&str, (usize, Option<i64>)> = BTreeMap::new();
        for standing in &self.standings {
            let entry = found.entry(&standing.question).or_default();
            entry.0 += 1;
            entry.1 = entry.1.max(standing.last().and_then(|step| step.days).map(|days| days.1));
        }
        let mut found: Vec<(&str, usize, Option<i64>)> = found.into_iter().map(|(id, (actors, last))| (id, actors, last)).collect();
        found.sort_by(|one, other| (other.1, other.2).cmp(&(one.1, one.2)).then(one.0.cmp(other.0)));
        found.into_iter().map(|(id, actors, _)| (id, actors)).collect()
    }

    /// The standings on one question.
    pub fn on(&self, question: &str) -> Vec<&Standing> {
        self.standings.iter().filter(|standing| standing.question == question).collect()
    }

    /// The matrix of the questions on which most stand, with at most `limit` actors.
    pub fn matrix(&self, limit: usize) -> Matrix<'_> {
        let all = self.questions();
        // A question that one actor alone has a stance on is no question between actors; where there is no other, they are shown all the same.
        let shared: Vec<(&str, usize)> = all.iter().copied().filter(|(_, actors)| *actors > 1).collect();
        let columns: Vec<(&str, usize)> = if shared.is_empty() { all.clone() } else { shared }.into_iter().take(COLUMNS).collect();
        let mut rows: BTreeMap<&str, Vec<Option<&Standing>>> = BTreeMap::new();
        for standing in &self.standings {
            if let Some(at) = columns.iter().position(|(id, _)| *id == standing.question) {
                rows.entry(&standing.actor).or_insert_with(|| vec![None; columns.len()])[at] = Some(standing);
            }
        }
        let mut rows: Vec<(&str, Vec<Option<&Standing>>)> = rows.into_iter().collect();
        let held = |cells: &[Option<&Standing>]| cells.iter().flatten().count();
        rows.sort_by(|one, other| held(&other.1).cmp(&held(&one.1)).then(self.parties[one.0].name.cmp(&self.parties[other.0].name)));
        let hidden_actors = rows.len().saturating_sub(limit);
        rows.truncate(limit);
        Matrix { hidden_questions: all.len() - columns.len(), hidden_actors, columns, rows }
    }

    /// Days from the last that a step is told on to the last on which anything was published; none where that is not known.
    pub fn silent_days(&self, step: &Step) -> Option<i64> {
        step.days.zip(self.newest).map(|((_, last), newest)| (newest - last).max(0))
    }
}

impl Standing {
    /// "+2", and where it moved "- +2": the signs of its last stances, and the origins of the last.
    pub fn signs(&self) -> String {
        let moves: Vec<String> = self.steps.iter().map(|step| sign(step.stance).to_string()).collect();
        let kept = moves.len().saturating_sub(SIGNS);
        format!("{} ({})", moves[kept..].join(" "), self.last().map_or(0, Step::origins))
    }

    /// Where it stands now, in words: "support, 2 origins, nothing heard for 3 days".
    pub fn words(&self, board: &Board) -> String {
        let Some(last) = self.last() else { return String::new() };
        let count = match last.origins() {
            1 => "one origin (n = 1)".to_owned(),
            count => format!("{count} origins"),
        };
        let silence = match board.silent_days(last) {
            None | Some(0) => String::new(),
            Some(1) => ", nothing heard for 1 day".to_owned(),
            Some(days) => format!(", nothing heard for {days} days"),
        };
        format!("{}, {count}{silence}", last.stance.label())
    }
}

/// The sign of a stance in a cell.
pub fn sign(stance: Stance) -> char {
    match stance {
        Stance::Support => '+',
        Stance::Oppose => '-',
        Stance::Conditional => '~',
        Stance::Neutral => '0',
        Stance::Undecided => '?',
        Stance::Proposes => '>',
    }
}
