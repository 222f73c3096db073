//! A timeline as SVG: the day of each moment in one lane, the day it was first reported in the other, and the list under them.

use super::{Moment, Timeline};
use crate::picture::escaped;
use crate::short;
use rapporteur::record::day_written;

/// Pixels: the left edge of the plot and its width, the distance of stacked marks, of lines of the list, and a lane without marks.
const LEFT: i64 = 110;
const PLOT: i64 = 640;
const STACK: i64 = 18;
const LINE: i64 = 20;
const BARE: i64 = 24;
/// Characters of a line of the list.
const WIDE: usize = 96;

/// Both lanes over one axis of days; nothing but a line of text where no moment has a day.
pub fn svg(timeline: &Timeline) -> String {
    let moments = &timeline.moments;
    let days = || moments.iter().flat_map(|moment| moment.days.map(|days| days.0).into_iter().chain(moment.reported));
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    let x = |day: i64| LEFT + (day - first) * PLOT / (last - first).max(1);
    let upper = stacked(moments, &|moment: &Moment| moment.days.map(|days| days.0));
    let lower = stacked(moments, &|moment: &Moment| moment.reported);
    let height = |lane: &[Option<(i64, i64)>]| lane.iter().flatten().map(|(_, level)| level + 1).max().unwrap_or(0) * STACK + BARE;
    let (top, axis) = (36, 36 + height(&upper));
    let bottom = axis + height(&lower);
    let mut marks = String::new();
    for (number, (above, below)) in (1..).zip(upper.iter().zip(&lower)) {
        let above = above.map(|(day, level)| (x(day), axis - BARE / 2 - level * STACK));
        let below = below.map(|(day, level)| (x(day), axis + BARE / 2 + level * STACK + 8));
        if let (Some((one, two)), Some((three, four))) = (above, below) {
            marks += &format!("<line x1=\"{one}\" y1=\"{two}\" x2=\"{three}\" y2=\"{four}\" stroke=\"#999999\"/>\n");
        }
        for ((across, down), colour) in above.map(|at| (at, "#0072b2")).into_iter().chain(below.map(|at| (at, "#b34e00"))) {
            marks += &format!(
                "<circle cx=\"{across}\" cy=\"{down}\" r=\"8\" fill=\"{colour}\"/><text x=\"{across}\" y=\"{}\" text-anchor=\"middle\" fill=\"#ffffff\" font-size=\"9\">{number}</text>\n",
                down + 3
            );
        }
    }
    let mut list = String::new();
    for ((number, moment), y) in (1..).zip(moments).zip((bottom + 44..).step_by(LINE as usize)) {
        list += &format!("<text x=\"10\" y=\"{y}\">{}</text>\n", escaped(&line(number, moment)));
    }
    let days = |y: i64| {
        format!(
            "<text x=\"{LEFT}\" y=\"{y}\">{}</text><text x=\"{}\" y=\"{y}\" text-anchor=\"end\">{}</text>\n",
            day_written(first),
            LEFT + PLOT,
            day_written(last)
        )
    };
    let axes = if moments.iter().any(|moment| moment.days.is_some() || moment.reported.is_some()) {
        format!(
            "<line x1=\"{LEFT}\" y1=\"{axis}\" x2=\"{}\" y2=\"{axis}\" stroke=\"currentColor\"/>\n<text x=\"10\" y=\"{}\">happened</text>\n<text x=\"10\" y=\"{}\">reported</text>\n{}",
            LEFT + PLOT,
            axis - 8,
            axis + 20,
            days(bottom + 16)
        )
    } else {
        format!("<text x=\"10\" y=\"{}\">no day is known</text>\n", top + 16)
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\">\n<title>{}</title>\n<text x=\"10\" y=\"20\" font-weight=\"bold\">{}</text>\n{axes}{marks}{list}</svg>\n",
        LEFT + PLOT + 20,
        bottom + 60 + LINE * moments.len() as i64,
        escaped(&timeline.title),
        escaped(&clipped(&timeline.title)),
    )
}

/// The day of each moment in a lane, and how many of that day stand before it.
fn stacked(moments: &[Moment], day: &dyn Fn(&Moment) -> Option<i64>) -> Vec<Option<(i64, i64)>> {
    let of_day = |at: usize, day_here: i64| moments[..at].iter().filter(|moment| day(moment) == Some(day_here)).count() as i64;
    moments.iter().enumerate().map(|(at, moment)| day(moment).map(|here| (here, of_day(at, here)))).collect()
}

fn line(number: usize, moment: &Moment) -> String {
    clipped(&format!(
        "{number} · {} · {}, {} · {} · {}",
        moment.when(),
        moment.what,
        moment.status.label(),
        moment.words,
        short(&moment.id)
    ))
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= WIDE { text.to_owned() } else { text.chars().take(WIDE - 1).chain(['…']).collect() }
}
