//! Positions over time: a strip of signs for a terminal, circles in SVG.

use crate::commands::positions::sign;
use crate::standing::{Board, Standing};
use rapporteur::extract::Stance;
use rapporteur::text::fold;

/// Characters of a strip.
const WIDE: i64 = 48;

/// A day as it is written, from its number since 1970.
pub(crate) fn date(day: i64) -> String {
    let span = jiff::Span::new().try_days(day).unwrap_or_default();
    jiff::civil::date(1970, 1, 1).checked_add(span).map_or_else(|_| "day not known".to_owned(), |date| date.to_string())
}

/// The stances of one standing between two days: a sign where it is told, a line where it goes on, dots before and after.
pub(crate) fn bar(standing: &Standing, first: i64, last: i64) -> String {
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

/// Rows of actors under each question, circles at the days of their steps.
pub(crate) fn svg(board: &Board) -> String {
    let days = || board.standings.iter().flat_map(|standing| &standing.steps).filter_map(|step| step.days);
    let (first, last) = (days().map(|days| days.0).min().unwrap_or(0), days().map(|days| days.1).max().unwrap_or(0));
    let x = |day: i64| LEFT + (day - first) * PLOT / (last - first).max(1);
    let mut rows: Vec<&Standing> = board.standings.iter().collect();
    rows.sort_by_key(|standing| (&standing.question, fold(&board.parties[&standing.actor].name)));
    let (mut body, mut y, mut question) = (String::new(), 30, "");
    for standing in rows {
        if standing.question != question {
            question = &standing.question;
            body += &format!("<text x=\"10\" y=\"{}\" font-weight=\"bold\">{}</text>\n", y + 14, escaped(&board.questions[question].name));
            y += 26;
        }
        body += &format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
            LEFT - 14,
            y + 4,
            escaped(&board.parties[&standing.actor].name)
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
                date(from),
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
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"12\">\n{legend}{body}<text x=\"{LEFT}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n</svg>\n",
        LEFT + PLOT + 20,
        y + 24,
        y + 10,
        date(first),
        LEFT + PLOT,
        y + 10,
        date(last)
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

fn escaped(text: &str) -> String {
    crate::console::safe(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
