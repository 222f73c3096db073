//! Positions over time: a strip of signs for a terminal, circles in SVG.

use super::{Board, Standing, sign};
use crate::picture::escaped;
use rapporteur::extract::Stance;
use rapporteur::record::day_written;
use rapporteur::text::fold;

/// Characters of a strip.
const WIDE: i64 = 48;

/// The first and the last day that standings tell of, counted from 1970.
pub fn days(standings: &[&Standing]) -> Option<(i64, i64)> {
    let days = || standings.iter().flat_map(|standing| &standing.steps).filter_map(|step| step.days);
    Some((days().map(|days| days.0).min()?, days().map(|days| days.1).max()?))
}

/// The stances of one standing between two days: a sign where it is told, a line where it goes on, dots before and after.
pub fn bar(standing: &Standing, first: i64, last: i64) -> String {
    let place = |day: i64| usize::try_from((day - first) * (WIDE - 1) / (last - first).max(1)).unwrap_or(0).min(WIDE as usize - 1);
    let mut signs = vec!['.'; WIDE as usize];
    for step in &standing.steps {
        let Some((from, to)) = step.days else { continue };
        let (from, to) = (place(from), place(to));
        signs[from..=to.max(from)].fill('=');
        (signs[from], signs[to.max(from)]) = (sign(step.stance), sign(step.stance));
    }
    signs.into_iter().collect()
}

/// Rows of actors under each question, circles at the days of their steps. Words are escaped; it has neither style nor script.
pub fn svg(board: &Board, standings: &[&Standing]) -> String {
    let (first, last) = days(standings).unwrap_or_default();
    let x = |day: i64| LEFT + (day - first) * PLOT / (last - first).max(1);
    let mut rows = standings.to_vec();
    rows.sort_by_key(|standing| (&standing.question, fold(&board.parties[&standing.actor].name)));
    let (mut body, mut y, mut question) = (String::new(), 30, "");
    for standing in rows {
        if standing.question != question {
            question = &standing.question;
            body += &format!(
                "<text x=\"10\" y=\"{}\" font-weight=\"bold\">{}</text>\n",
                y + 14,
                escaped(&cut(&board.questions[question].name, 100))
            );
            y += 26;
        }
        body += &format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
            LEFT - 14,
            y + 4,
            escaped(&cut(&board.parties[&standing.actor].name, 30))
        );
        for step in &standing.steps {
            let Some((from, to)) = step.days else { continue };
            let (colour, label) = (colour(step.stance), step.stance.label());
            if to > from {
                body +=
                    &format!("<line x1=\"{}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"3\"/>\n", x(from), x(to));
            }
            body += &format!(
                "<circle cx=\"{}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"><title>{} {label}, n = {}</title></circle>\n",
                x(from),
                day_written(from),
                step.origins()
            );
        }
        y += 22;
    }
    let mut legend = String::new();
    for (at, stance) in (0..).zip(Stance::ALL) {
        let left = 10 + at * 105;
        legend += &format!(
            "<circle cx=\"{left}\" cy=\"12\" r=\"5\" fill=\"{}\"/><text x=\"{}\" y=\"16\">{}</text>\n",
            colour(stance),
            left + 9,
            stance.label()
        );
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Positions over time\" fill=\"currentColor\" font-family=\"sans-serif\" font-size=\"12\">\n{legend}{body}<text x=\"{LEFT}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n</svg>\n",
        LEFT + PLOT + 20,
        y + 24,
        y + 10,
        day_written(first),
        LEFT + PLOT,
        y + 10,
        day_written(last)
    )
}

const LEFT: i64 = 220;
const PLOT: i64 = 460;

/// Colours that people who see red and green alike can tell apart (Okabe and Ito 2008).
fn colour(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "#0072b2",
        Stance::Oppose => "#d55e00",
        Stance::Conditional => "#cc79a7",
        Stance::Neutral => "#999999",
        Stance::Undecided => "#f0e442",
        Stance::Proposes => "#009e73",
    }
}

/// The beginning of words for which there is no room.
fn cut(words: &str, most: usize) -> String {
    let kept: String = words.chars().take(most).collect();
    if kept.len() < words.len() { kept + "…" } else { kept }
}
