//! The vote board: seats in a horseshoe with their votes, the tally against the line that must be reached, the vetoes.
//!
//! SVG as text, readable without colour: each seat carries its vote as a sign besides. Integer coordinates, so that the same
//! ballot gives the same bytes.

use super::ballot::{Ballot, Vote};
use super::decide::{Decision, Outcome};
use std::fmt::Write;

/// Middles of the seats, left to right: even steps along an ellipse of half axes 300 and 235, worked out once, so that no
/// machine draws them differently.
const FIFTEEN: [(i64, i64); 15] = [
    (95, 410),
    (64, 340),
    (64, 264),
    (93, 193),
    (145, 136),
    (210, 96),
    (283, 73),
    (360, 65),
    (437, 73),
    (510, 96),
    (575, 136),
    (627, 193),
    (656, 264),
    (656, 340),
    (625, 410),
];
/// The same for the Council of eleven, until 1965.
const ELEVEN: [(i64, i64); 11] =
    [(95, 410), (60, 310), (85, 206), (157, 127), (254, 80), (360, 65), (466, 80), (563, 127), (635, 206), (660, 310), (625, 410)];

const WIDTH: i64 = 720;
const MIDDLE: (i64, i64) = (360, 330);

/// The sign and the colour of a vote.
fn look(vote: Vote) -> (&'static str, &'static str) {
    match vote {
        Vote::Yes => ("+", "#2f7d4f"),
        Vote::No => ("−", "#b3361e"),
        Vote::Abstain => ("○", "#8a7a3a"),
        Vote::Absent | Vote::NotParticipating | Vote::PresentNotVoting => ("·", "#8b8f94"),
    }
}

/// Draws a decided ballot.
pub fn board(ballot: &Ballot, decision: &Decision) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    _ = draw(&mut svg, ballot, decision);
    svg
}

fn draw(svg: &mut String, ballot: &Ballot, decision: &Decision) -> std::fmt::Result {
    let title = format!("Vote of {}: {}, {}", ballot.on, decision.outcome.code(), decision.reason);
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 520" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif">"#
    )?;
    writeln!(svg, "<title>{}</title>\n<rect width=\"{WIDTH}\" height=\"520\" fill=\"#fdfcf9\"/>", escape(&title))?;
    let seats = ballot.votes.len();
    let places: &[(i64, i64)] = if seats <= ELEVEN.len() { &ELEVEN } else { &FIFTEEN };
    for ((member, vote), &(x, y)) in ballot.votes.iter().zip(places) {
        let (sign, colour) = look(*vote);
        let veto = decision.outcome == Outcome::Vetoed && decision.against.contains(member);
        writeln!(svg, "<g><title>{}: {}</title>", escape(&member.name), vote.code())?;
        if veto {
            writeln!(svg, r##"<circle cx="{x}" cy="{y}" r="34" fill="none" stroke="#b3361e" stroke-width="4"/>"##)?;
        }
        let ring = if member.permanent { r##" stroke="#1c1b19" stroke-width="3""## } else { "" };
        writeln!(svg, r#"<circle cx="{x}" cy="{y}" r="27" fill="{colour}"{ring}/>"#)?;
        writeln!(
            svg,
            r##"<text x="{x}" y="{}" text-anchor="middle" fill="#fff" font-size="15" font-weight="600">{}</text>"##,
            y - 1,
            escape(&member.iso2)
        )?;
        writeln!(svg, r##"<text x="{x}" y="{}" text-anchor="middle" fill="#fff" font-size="15">{sign}</text></g>"##, y + 15)?;
    }
    let (x, y) = MIDDLE;
    writeln!(
        svg,
        r##"<text x="{x}" y="{}" text-anchor="middle" fill="#1c1b19" font-size="30" font-weight="700">{}</text>"##,
        y - 70,
        decision.outcome.code().to_uppercase()
    )?;
    writeln!(
        svg,
        r##"<text x="{x}" y="{}" text-anchor="middle" fill="#67635b" font-size="16">{} in favour, {} against, {} needed</text>"##,
        y - 40,
        decision.yes,
        decision.no,
        decision.needed
    )?;
    writeln!(svg, r##"<text x="{x}" y="{}" text-anchor="middle" fill="#67635b" font-size="14">{}</text>"##, y - 16, ballot.on)?;
    tally(svg, seats, decision)?;
    writeln!(
        svg,
        r##"<text x="{x}" y="505" text-anchor="middle" fill="#67635b" font-size="13">+ in favour   − against   ○ abstained   · not voting   ring: permanent, red ring: veto</text>"##
    )?;
    writeln!(svg, "</svg>")
}

/// A cell a seat, those in favour filled, and the line that must be reached.
fn tally(svg: &mut String, seats: usize, decision: &Decision) -> std::fmt::Result {
    let (cell, top) = (24, 445);
    let left = MIDDLE.0 - cell * seats as i64 / 2;
    for seat in 0..seats {
        let fill = if seat < decision.yes { "#2f7d4f" } else { "#e6e1d6" };
        writeln!(svg, r#"<rect x="{}" y="{top}" width="{}" height="16" fill="{fill}"/>"#, left + cell * seat as i64, cell - 2)?;
    }
    let line = left + cell * decision.needed as i64 - 1;
    writeln!(svg, r##"<path d="M{line} {}V{}" stroke="#1c1b19" stroke-width="2"/>"##, top - 8, top + 24)?;
    writeln!(svg, r##"<text x="{line}" y="{}" text-anchor="middle" fill="#1c1b19" font-size="13">{}</text>"##, top - 13, decision.needed)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
