//! `rapporteur council draft`, `docket` and `order`: drafts in the record, and the order of business around a vote.

use super::Setting;
use crate::arguments::CouncilDraftCommand;
use crate::console::{pages, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::council::procedure::{Amendment, Change, Fate, Motion, precedence, put};
use rapporteur::council::{Ballot, CouncilDraft, Decision, Move, Seats, Stage, check_symbol};
use rapporteur_desk::short;
use rapporteur_desk::votes::row;
use rapporteur_store::Record;
use serde_json::json;
use std::io::Write;

pub(super) fn draft(setting: &Setting, seats: &Seats, command: &CouncilDraftCommand) -> Outcome {
    let mut record = setting.open()?;
    let draft = match command {
        CouncilDraftCommand::Open { symbol, on, title, item, by } => {
            let on = setting.day(on)?;
            check_symbol(symbol, on).map_err(Problem::other)?;
            let draft = CouncilDraft::circulated(symbol, title, item, states(setting, seats, on, by)?, on);
            record.open_draft(&draft)?;
            draft
        }
        CouncilDraftCommand::Move { symbol, step, on, by, note } => {
            let (mut draft, on) = (find(&record, symbol)?, setting.day(on)?);
            let step = Move::named(step).ok_or_else(|| {
                let all: Vec<&str> = Move::ALL.iter().map(|step| step.name()).collect();
                Problem::advised(format!("there is no move `{step}`"), format!("the moves are: {}", all.join(", ")))
            })?;
            draft.make(step, on, states(setting, seats, on, by)?, note).map_err(Problem::other)?;
            record.move_draft(&draft)?;
            draft
        }
        CouncilDraftCommand::Show { symbol } => find(&record, symbol)?,
    };
    let mut out = pages();
    if setting.json {
        writeln!(out, "{}", row(&draft))?;
    } else {
        writeln!(out, "{}: {}", safe(&draft.symbol), draft.stage().name())?;
        for (name, value) in [("title", &draft.title), ("item", &draft.item), ("sponsors", &draft.sponsors.join(", "))] {
            if !value.is_empty() {
                write!(out, "{}", wrapped(&format!("{name}: {}", safe(value)), width(), "  "))?;
            }
        }
        for step in &draft.history {
            let by = if step.by.is_empty() { String::new() } else { format!(" by {}", step.by.join(", ")) };
            let note = if step.note.is_empty() { String::new() } else { format!(" ({})", safe(&step.note)) };
            writeln!(out, "  {} {}{by}{note}: {}", step.on, step.step.name(), step.stage.name())?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// What reports tell of drafts, to be confirmed.
pub(super) fn told(setting: &Setting) -> Outcome {
    let drafts = setting.desk()?.told_drafts()?;
    let mut out = pages();
    for draft in &drafts {
        if setting.json {
            writeln!(out, "{}", draft.row())?;
            continue;
        }
        let symbols = draft.symbols.iter().cloned().collect::<Vec<_>>().join(", ");
        let symbol = if symbols.is_empty() { "no symbol is printed".to_owned() } else { symbols };
        write!(out, "{}", wrapped(&safe(&format!("{} · {symbol} · {}", short(&draft.story), draft.title)), width(), ""))?;
        for step in draft.steps.iter().chain(&draft.intentions) {
            let by = if step.by.is_empty() { String::new() } else { format!(": {}", step.by.join(", ")) };
            write!(out, "{}", wrapped(&safe(&format!("{}, {}{by}", step.what, step.when)), width(), "  "))?;
            write!(out, "{}", wrapped(&safe(&format!("{} ({})", step.cited.words, step.cited.mark())), width(), "      "))?;
        }
        let how = draft.command().unwrap_or_else(|| "rapporteur council draft open SYMBOL --on DAY, once its symbol is known".to_owned());
        writeln!(out, "  to take it in: {}\n", safe(&how))?;
    }
    if drafts.is_empty() && !setting.json {
        writeln!(out, "nothing found")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// Ends a draft of the record by a vote: the ballot is kept with its last step.
pub(super) fn end(setting: &Setting, symbol: &str, on: jiff::civil::Date, decision: &Decision, ballot: &Ballot) -> Outcome<()> {
    let mut record = setting.open()?;
    let mut draft = find(&record, symbol)?;
    if draft.stage() != Stage::PutToVote {
        draft.make(Move::PutToVote, on, Vec::new(), "").map_err(Problem::other)?;
        record.move_draft(&draft)?;
    }
    draft.make(Move::deciding(&decision.outcome), on, Vec::new(), &ballot.line()).map_err(Problem::other)?;
    Ok(record.move_draft(&draft)?)
}

fn find(record: &Record, symbol: &str) -> Outcome<CouncilDraft> {
    let found = record.drafts()?.into_iter().find(|draft| draft.symbol == symbol);
    found.ok_or_else(|| {
        Problem::advised(format!("there is no draft {symbol} in the record"), "`rapporteur council docket --all` lists them")
    })
}

/// The names of members that names, codes and groups mean; other states keep the name they are given.
///
/// # Errors
/// When one is named twice, or is neither a member nor a state that the lists know.
pub(super) fn states(setting: &Setting, seats: &Seats, on: jiff::civil::Date, names: &[String]) -> Outcome<Vec<String>> {
    let sitting = seats.members(on);
    let mut found: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if name.contains(';') {
            return Err(Problem::advised(format!("`{name}` holds a semicolon"), "separate members with commas"));
        }
        let meant: Vec<String> = match &seats.find(name, &sitting)[..] {
            [] if rapporteur_desk::state(&setting.lists()?, name).is_err() => {
                return Err(Problem::advised(
                    format!("`{name}` is neither a member on {on} nor a state that the lists know"),
                    "give its name or its code (IND); states of your own are added with `rapporteur lexicon add`",
                ));
            }
            [] => vec![name.to_owned()],
            meant => meant.iter().map(|member| member.name.clone()).collect(),
        };
        if let [one] = &meant[..]
            && found.contains(one)
        {
            return Err(Problem::advised(format!("{one} is named twice"), "name each once"));
        }
        found.extend(meant.into_iter().filter(|member| !found.contains(member)).collect::<Vec<_>>());
    }
    Ok(found)
}

pub(super) fn list(setting: &Setting, on: Option<&str>, all: bool) -> Outcome {
    let on = on.map(|on| setting.day(on)).transpose()?;
    let record = Record::open_to_read(&setting.path()?)?;
    let mut out = pages();
    let mut shown = 0;
    for draft in record.drafts()? {
        let stage = match on {
            Some(on) => draft.stage_on(on),
            None => Some(draft.stage()),
        };
        let Some(stage) = stage.filter(|stage: &Stage| all || stage.is_open()) else { continue };
        shown += 1;
        if setting.json {
            let mut value = row(&draft);
            value["stage"] = json!(stage.name());
            writeln!(out, "{value}")?;
        } else {
            let since = draft.history.iter().rfind(|step| on.is_none_or(|on| step.on <= on)).map(|step| step.on.to_string());
            let what = if draft.item.is_empty() { &draft.title } else { &draft.item };
            writeln!(out, "{:14} {:16} since {}  {}", safe(&draft.symbol), stage.name(), since.unwrap_or_default(), safe(what))?;
        }
    }
    if shown == 0 && !setting.json {
        writeln!(out, "no drafts on the table; open one with `rapporteur council draft open`")?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

pub(super) fn order(setting: &Setting, motions: &[String], amendments: &[String], passed: &[String]) -> Outcome {
    let mut out = pages();
    let motions = motions.iter().map(|name| {
        let all: Vec<&str> = Motion::ALL.iter().map(|motion| motion.name()).collect();
        let unknown = || Problem::advised(format!("there is no motion `{name}`"), format!("the motions are: {}", all.join(", ")));
        Motion::named(name.trim()).ok_or_else(unknown)
    });
    for (at, motion) in precedence(&motions.collect::<Outcome<Vec<_>>>()?).into_iter().enumerate() {
        if setting.json {
            writeln!(
                out,
                "{}",
                json!({"place": at + 1, "motion": motion.name(), "debate": !motion.without_debate(), "rules": ["C015", "C004"]})
            )?;
        } else {
            writeln!(out, "{}. {}{}", at + 1, motion.name(), if motion.without_debate() { ", without debate" } else { "" })?;
        }
    }
    let amendments = amendments.iter().map(|written| amendment(written)).collect::<Outcome<Vec<_>>>()?;
    for (at, (amendment, fate)) in put(&amendments, |amendment| passed.contains(&amendment.name)).into_iter().enumerate() {
        let fate = match fate {
            Fate::Passed => "passed",
            Fate::Rejected => "not passed",
            Fate::Fell => "falls, not put",
        };
        if setting.json {
            writeln!(out, "{}", json!({"place": at + 1, "amendment": amendment.name, "fate": fate, "rules": ["C013"]}))?;
        } else {
            writeln!(out, "{}. {}: {fate}", at + 1, safe(&amendment.name))?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn amendment(written: &str) -> Outcome<Amendment> {
    let wrong =
        || Problem::advised(format!("`{written}` is no amendment"), "write it as NAME:adds|deletes|replaces:DISTANCE[:EXCLUDED,EXCLUDED]");
    let parts: Vec<&str> = written.split(':').collect();
    let (name, change, distance, excludes) = match parts[..] {
        [name, change, distance] => (name, change, distance, ""),
        [name, change, distance, excludes] => (name, change, distance, excludes),
        _ => return Err(wrong()),
    };
    let change = match change {
        "adds" => Change::Adds,
        "deletes" => Change::Deletes,
        "replaces" => Change::Replaces,
        _ => return Err(wrong()),
    };
    Ok(Amendment {
        name: name.to_owned(),
        change,
        distance: distance.parse().map_err(|_| wrong())?,
        excludes: excludes.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
    })
}
