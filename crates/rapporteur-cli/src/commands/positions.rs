//! `rapporteur positions`: where each stands on what, with the sentence that moved it.

use super::Setting;
use crate::arguments;
use crate::console::{safe, table_width, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::extract::Voice;
use rapporteur::record::day_written;
use rapporteur_desk::standing::{Asked, Board, Named, Standing, Step, strip};
use rapporteur_desk::{interchange, short as short_key};
use std::io::Write;
use std::path::PathBuf;

/// Sentences that are shown of a step.
const EVIDENCE: usize = 3;

pub(super) fn run(setting: &Setting, wanted: &arguments::Positions) -> Outcome {
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(Problem::file(safe(&path.display().to_string())));
    let named = wanted.questions.as_ref().map(read).transpose()?.map(|source| Named::read(&source)).transpose()?;
    let asked = Asked {
        on: wanted.on.clone(),
        of: wanted.of.clone(),
        moved_since: wanted
            .moved_since
            .as_deref()
            .map(|day| setting.on_the_calendar(day))
            .transpose()?
            .as_deref()
            .map(Asked::day)
            .transpose()?,
        named: named.unwrap_or_default(),
        unsure: wanted.all_rows,
    };
    let board = setting.desk()?.standings(&asked)?;
    let mut out = wanted.written.paper()?;
    if wanted.svg {
        write!(out, "{}", strip::svg(&board, &board.standings.iter().collect::<Vec<_>>()))?;
    } else if setting.json {
        for standing in &board.standings {
            writeln!(out, "{}", interchange::standing(&board, standing))?;
        }
    } else if board.standings.is_empty() {
        writeln!(out, "nothing found")?;
    } else if wanted.on.is_some() || wanted.of.is_some() || wanted.moved_since.is_some() {
        details(&mut out, &board, wanted.rows.most())?;
    } else {
        matrix(&mut out, &board, wanted.rows.most())?;
    }
    out.finish()?;
    Ok(Verdict::Good)
}

/// Actors by questions.
fn matrix(out: &mut impl Write, board: &Board, limit: usize) -> Outcome<()> {
    let matrix = board.matrix(limit);
    for (at, (id, actors)) in matrix.columns.iter().enumerate() {
        let count = format!("{actors} actor{}", if *actors == 1 { "" } else { "s" });
        writeln!(out, "{} {} {} · {count}", at + 1, short(id), safe(&board.questions[*id].name))?;
    }
    writeln!(out)?;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(table_width());
    let mut header = vec![String::new()];
    header.extend((1..=matrix.columns.len()).map(|at| at.to_string()));
    table.set_header(header);
    for (actor, cells) in &matrix.rows {
        let cells = cells.iter().map(|cell| cell.map(Standing::signs).unwrap_or_default());
        table.add_row([safe(&board.parties[*actor].name)].into_iter().chain(cells).collect::<Vec<_>>());
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(
        out,
        "\n+ supports  - opposes  ~ on a condition  0 neutral  ? undecided  > proposes; a number: independent origins; an empty cell: nothing read"
    )?;
    let (questions, actors) = (matrix.hidden_questions, matrix.hidden_actors);
    if questions + actors > 0 {
        writeln!(out, "{questions} more questions, {actors} more actors: --on WORDS, --of NAME, --all")?;
    }
    Ok(())
}

/// Each standing with its steps, the question above.
fn details(out: &mut impl Write, board: &Board, limit: usize) -> Outcome<()> {
    let mut shown = 0;
    let all: usize = board.questions().iter().map(|(id, _)| board.on(id).len()).sum();
    for (id, _) in board.questions() {
        let standings = board.on(id);
        let asked = &board.questions[id];
        let story = asked.story.as_deref().map(|story| format!(" · story {}", short(story))).unwrap_or_default();
        writeln!(out, "{} {}{story}", short(id), safe(&asked.name))?;
        let days = strip::days(&standings);
        for standing in standings {
            if shown == limit {
                writeln!(out, "{} more: --all shows them", all - shown)?;
                return Ok(());
            }
            shown += 1;
            writeln!(out, "  {}: {}", safe(&board.parties[&standing.actor].name), standing.words(board))?;
            if let Some((first, last)) = days.filter(|(first, last)| first < last) {
                writeln!(out, "    {} {} {}", day_written(first), strip::bar(standing, first, last), day_written(last))?;
            }
            for step in &standing.steps {
                told(out, step)?;
            }
        }
    }
    Ok(())
}

fn told(out: &mut impl Write, step: &Step) -> Outcome<()> {
    let day = step.days.map_or_else(|| "day not known".to_owned(), |days| day_written(days.0));
    let (shown, more) = step.shown(EVIDENCE);
    for evidence in shown {
        let by = evidence.voiced_by.as_ref().map(|by| format!(" · voiced by {}", safe(by))).unwrap_or_default();
        let own = if evidence.voice == Voice::Own { " · speaks for nobody else" } else { "" };
        let outlet = evidence.outlet.as_deref().unwrap_or("outlet not known");
        writeln!(out, "    {day} {} · {} · {}{by}{own}", step.stance.label(), safe(outlet), short(&evidence.report))?;
        write!(out, "{}", wrapped(&safe(&evidence.sentence), width(), "      "))?;
    }
    if more > 0 {
        writeln!(out, "      and {more} more")?;
    }
    Ok(())
}

/// The first nine characters of an identifier of the record; a symbol whole.
fn short(id: &str) -> String {
    if id.contains('/') || !id.is_ascii() || id.contains(' ') { safe(id) } else { short_key(id) }
}
