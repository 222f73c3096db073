//! `rapporteur positions`: where each stands on what, with the sentence that moved it.

use super::Setting;
use crate::arguments;
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::strip::{bar, date, svg};
use crate::standing::{Board, Evidence, Named, Standing, Step, board, stems};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::extract::{Stance, Voice};
use rapporteur::record::Published;
use rapporteur_desk::{Desk, interchange, short as short_key};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Questions that one page of the matrix has columns for.
const COLUMNS: usize = 12;

pub(super) fn run(setting: &Setting, wanted: &arguments::Positions) -> Outcome {
    let named = match &wanted.questions {
        Some(path) => {
            let source = std::fs::read_to_string(path).map_err(Problem::file(safe(&path.display().to_string())))?;
            Named::read(&source).map_err(|problem| Problem::advised(problem, "see `rapporteur positions --help` for an example"))?
        }
        None => Vec::new(),
    };
    let since = wanted.moved_since.as_deref().map(|day| Published::read(day).map_err(Problem::other)).transpose()?;
    let since = since.map(|time| time.days().0);
    let Desk { record, resources, .. } = setting.desk()?;
    let mut board = board(&resources.actors, &record.positions()?, &record.drafts()?, &named);
    if let Some(on) = &wanted.on {
        let words = stems(on);
        let is_meant = |id: &str, name: &str| id.starts_with(on.as_str()) || words.is_subset(&stems(name));
        let kept: BTreeSet<String> =
            board.questions.iter().filter(|(id, asked)| is_meant(id, &asked.name)).map(|(id, _)| id.clone()).collect();
        board.standings.retain(|standing| kept.contains(&standing.question));
    }
    if let Some(of) = &wanted.of {
        let ids = record.actors_named(of).unwrap_or_default();
        let state = rapporteur_desk::state(&resources, of).ok();
        let words = stems(of);
        let is_meant = |id: &str| {
            let party = &board.parties[id];
            let of_state = state.is_some() && party.state.as_deref() == state.as_deref();
            ids.iter().any(|known| known == id) || of_state || words.is_subset(&stems(&party.name))
        };
        let kept: BTreeSet<String> = board.parties.keys().filter(|id| is_meant(id)).cloned().collect();
        board.standings.retain(|standing| kept.contains(&standing.actor));
    }
    if let Some(since) = since {
        let moved = |standing: &Standing| standing.steps.iter().skip(1).any(|step| step.days.is_some_and(|days| days.1 >= since));
        board.standings.retain(moved);
    }
    let mut out = output();
    if wanted.svg {
        write!(out, "{}", svg(&board))?;
    } else if setting.json {
        for standing in &board.standings {
            writeln!(out, "{}", row(&board, standing))?;
        }
    } else if board.standings.is_empty() {
        writeln!(out, "nothing found")?;
    } else if wanted.on.is_some() || wanted.of.is_some() || since.is_some() {
        details(&mut out, &board, wanted.limit)?;
    } else {
        matrix(&mut out, &board, wanted.limit)?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// The sign of a stance in a cell.
pub(crate) fn sign(stance: Stance) -> char {
    match stance {
        Stance::Support => '+',
        Stance::Oppose => '-',
        Stance::Conditional => '~',
        Stance::Neutral => '0',
        Stance::Undecided => '?',
        Stance::Proposes => '>',
    }
}

/// The questions with how many actors stand on each: most actors first, then the newest.
fn questions(board: &Board) -> Vec<(&str, usize)> {
    let mut found: BTreeMap<&str, (usize, Option<i64>)> = BTreeMap::new();
    for standing in &board.standings {
        let entry = found.entry(&standing.question).or_default();
        entry.0 += 1;
        entry.1 = entry.1.max(standing.last().and_then(|step| step.days).map(|days| days.1));
    }
    let mut found: Vec<(&str, usize, Option<i64>)> = found.into_iter().map(|(id, (actors, last))| (id, actors, last)).collect();
    found.sort_by(|one, other| (other.1, other.2).cmp(&(one.1, one.2)).then(one.0.cmp(other.0)));
    found.into_iter().map(|(id, actors, _)| (id, actors)).collect()
}

/// Actors by questions.
fn matrix(out: &mut impl Write, board: &Board, limit: usize) -> Outcome<()> {
    let all = questions(board);
    // A question that one actor alone has a stance on is no question between actors; where there is no other, they are shown all the same.
    let shared: Vec<(&str, usize)> = all.iter().copied().filter(|(_, actors)| *actors > 1).collect();
    let shown: Vec<(&str, usize)> = if shared.is_empty() { all.clone() } else { shared }.into_iter().take(COLUMNS).collect();
    for (at, (id, actors)) in shown.iter().enumerate() {
        let count = format!("{actors} actor{}", if *actors == 1 { "" } else { "s" });
        writeln!(out, "{} {} {} · {count}", at + 1, short(id), safe(&board.questions[*id].name))?;
    }
    writeln!(out)?;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width() as u16);
    let mut header = vec![String::new()];
    header.extend((1..=shown.len()).map(|at| at.to_string()));
    table.set_header(header);
    let mut rows: BTreeMap<&str, Vec<(usize, &Standing)>> = BTreeMap::new();
    for standing in &board.standings {
        if let Some(at) = shown.iter().position(|(id, _)| *id == standing.question) {
            rows.entry(&standing.actor).or_default().push((at, standing));
        }
    }
    let mut rows: Vec<(&str, Vec<(usize, &Standing)>)> = rows.into_iter().collect();
    rows.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(board.parties[one.0].name.cmp(&board.parties[other.0].name)));
    let more = rows.len().saturating_sub(limit);
    for (actor, cells) in rows.into_iter().take(limit) {
        let mut line = vec![safe(&board.parties[actor].name)];
        for at in 0..shown.len() {
            let cell = cells.iter().find(|(column, _)| *column == at).map(|(_, standing)| cell(standing));
            line.push(cell.unwrap_or_default());
        }
        table.add_row(line);
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(
        out,
        "\n+ supports  - opposes  ~ on a condition  0 neutral  ? undecided  > proposes; a number: independent origins; an empty cell: nothing read"
    )?;
    let hidden = all.len() - shown.len();
    if hidden + more > 0 {
        writeln!(out, "{hidden} more questions, {more} more actors: --on WORDS, --of NAME, --limit")?;
    }
    Ok(())
}

/// "+2", and where it moved "- +2".
fn cell(standing: &Standing) -> String {
    let moves: Vec<String> = standing.steps.iter().map(|step| sign(step.stance).to_string()).collect();
    let kept = moves.len().saturating_sub(3);
    format!("{}{}", moves[kept..].join(" "), standing.last().map_or(0, Step::origins))
}

/// Each standing with its steps, the question above.
fn details(out: &mut impl Write, board: &Board, limit: usize) -> Outcome<()> {
    let mut shown = 0;
    for (id, _) in questions(board) {
        let standings: Vec<&Standing> = board.standings.iter().filter(|standing| standing.question == id).collect();
        let asked = &board.questions[id];
        let story = asked.story.as_deref().map(|story| format!(" · story {}", short(story))).unwrap_or_default();
        writeln!(out, "{} {}{story}", short(id), safe(&asked.name))?;
        let span = span(&standings);
        for standing in standings {
            if shown == limit {
                writeln!(out, "more: --limit")?;
                return Ok(());
            }
            shown += 1;
            let Some(last) = standing.last() else { continue };
            let count = match last.origins() {
                1 => "one origin (n = 1)".to_owned(),
                count => format!("{count} origins"),
            };
            writeln!(out, "  {}: {}, {count}{}", safe(&board.parties[&standing.actor].name), last.stance.label(), silence(board, last))?;
            if let Some((first, last)) = span.filter(|(first, last)| first < last) {
                writeln!(out, "    {} {} {}", date(first), bar(standing, first, last), date(last))?;
            }
            for step in &standing.steps {
                told(out, step)?;
            }
        }
    }
    Ok(())
}

fn span(standings: &[&Standing]) -> Option<(i64, i64)> {
    let days = || standings.iter().flat_map(|standing| &standing.steps).filter_map(|step| step.days);
    Some((days().map(|days| days.0).min()?, days().map(|days| days.1).max()?))
}

/// ", nothing heard for 12 days".
fn silence(board: &Board, last: &Step) -> String {
    match (board.newest, last.days) {
        (Some(newest), Some((_, day))) if newest > day => {
            let days = newest - day;
            format!(", nothing heard for {days} day{}", if days == 1 { "" } else { "s" })
        }
        _ => String::new(),
    }
}

fn told(out: &mut impl Write, step: &Step) -> Outcome<()> {
    let day = step.days.map_or_else(|| "day not known".to_owned(), |days| date(days.0));
    let mut seen = BTreeSet::new();
    for evidence in step.evidence.iter().filter(|evidence| seen.insert(evidence.sentence.clone())).take(3) {
        let by = evidence.voiced_by.as_ref().map(|by| format!(" · voiced by {}", safe(by))).unwrap_or_default();
        let own = if evidence.voice == Voice::Own { " · speaks for nobody else" } else { "" };
        let outlet = evidence.outlet.as_deref().unwrap_or("outlet not known");
        writeln!(out, "    {day} {} · {} · {}{by}{own}", step.stance.label(), safe(outlet), short(&evidence.report))?;
        write!(out, "{}", wrapped(&safe(&evidence.sentence), width(), "      "))?;
    }
    let more = step.evidence.iter().map(|evidence| &evidence.sentence).collect::<BTreeSet<_>>().len().saturating_sub(3);
    if more > 0 {
        writeln!(out, "      and {more} more")?;
    }
    Ok(())
}

/// The first nine characters of an identifier of the record; a symbol whole.
fn short(id: &str) -> String {
    if id.contains('/') || !id.is_ascii() || id.contains(' ') { safe(id) } else { short_key(id) }
}

/// One standing as JSON.
fn row(board: &Board, standing: &Standing) -> Value {
    let (asked, party) = (&board.questions[&standing.question], &board.parties[&standing.actor]);
    let last = standing.last();
    let evidence = |evidence: &Evidence| {
        json!({
            "report": evidence.report, "outlet": evidence.outlet, "origin": evidence.origin, "sentence": evidence.sentence,
            "start": evidence.place.map(|place| place.0), "end": evidence.place.map(|place| place.1), "point": evidence.point,
            "voiced_by": evidence.voiced_by, "voice": evidence.voice.label(), "rule": evidence.rule,
            "score": interchange::thousandths(evidence.score),
        })
    };
    let steps = standing.steps.iter().map(|step| {
        json!({
            "stance": step.stance.label(), "first": step.days.map(|days| date(days.0)), "last": step.days.map(|days| date(days.1)),
            "origins": step.origins(), "told": step.evidence.iter().map(evidence).collect::<Vec<_>>(),
        })
    });
    let silence = last.and_then(|step| step.days).zip(board.newest).map(|(days, newest)| (newest - days.1).max(0));
    json!({
        "question": {"id": standing.question, "name": asked.name, "story": asked.story},
        "actor": {"id": standing.actor, "name": party.name, "state": party.state},
        "stance": last.map(|step| step.stance.label()),
        "origins": last.map_or(0, Step::origins),
        "since": last.and_then(|step| step.days).map(|days| date(days.0)),
        "silent_days": silence,
        "steps": steps.collect::<Vec<_>>(),
    })
}
