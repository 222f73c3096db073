//! `rapporteur council` and `rapporteur rule`: members, votes decided by the rules, recorded votes replayed.

use super::{Setting, docket, forecast};
use crate::arguments::{Council, CouncilVote};
use crate::console::{output, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use rapporteur::council::{
    Ballot, BallotError, Decision, Question, Reading, Seats, Vote, adopt_without_vote, board, debate_due, decide, decide_by,
};
use rapporteur_desk::council::{decision_row, question};
use rapporteur_desk::{Calendar, rules};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

type Day = jiff::civil::Date;

pub(super) fn run(setting: &Setting, council: &Council) -> Outcome {
    let seats = Seats::read(rapporteur_data::COUNCIL).map_err(Problem::other)?;
    match council {
        Council::Members { on } => members(setting, &seats, setting.day(on)?),
        Council::Vote(vote) => one_vote(setting, &seats, vote),
        Council::Draft(command) => docket::draft(setting, &seats, command),
        Council::Docket { from_record: true, .. } => docket::told(setting),
        Council::Docket { on, all, .. } => docket::list(setting, on.as_deref(), *all),
        Council::Order { motions, amendment, passed } => docket::order(setting, motions, amendment, passed),
        Council::Forecast(forecast) => forecast::run(setting, &seats, forecast),
        Council::Replay { file } => replay(setting, &seats, file),
    }
}

fn members(setting: &Setting, seats: &Seats, on: Day) -> Outcome {
    let members = seats.members(on);
    if members.is_empty() {
        let (first, last) = seats.known();
        return Err(Problem::other(format!("the members on {on} are not known; the table covers {first} to {last}")));
    }
    let president = seats.president(on);
    let mut out = output();
    for member in members {
        let presides = president == Some(member);
        if setting.json {
            let fields = json!({"name": member.name, "iso3": member.iso3, "iso2": member.iso2, "permanent": member.permanent, "group": member.group, "presides": presides});
            writeln!(out, "{fields}")?;
        } else {
            let group = if member.permanent { "permanent" } else { &member.group };
            writeln!(out, "{:3} {:36} {group}{}", member.iso2, member.name, if presides { ", presides" } else { "" })?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn one_vote(setting: &Setting, seats: &Seats, vote: &CouncilVote) -> Outcome {
    let on = setting.day(&vote.on)?;
    let lists = [
        (&vote.yes, Vote::Yes),
        (&vote.no, Vote::No),
        (&vote.abstain, Vote::Abstain),
        (&vote.absent, Vote::Absent),
        (&vote.not_participating, Vote::NotParticipating),
        (&vote.not_voting, Vote::PresentNotVoting),
    ];
    let named: Vec<(String, Vote)> =
        lists.into_iter().flat_map(|(names, cast)| names.iter().map(move |name| (name.clone(), cast))).collect();
    let rest = vote.yes.is_empty().then_some(Vote::Yes);
    let ballot = Ballot::collect(seats, on, &named, rest).map_err(|error| match error {
        BallotError::Missing(_) => {
            Problem::advised(error, "name one for each, or leave out --yes: then all who are not named vote in favour")
        }
        error => Problem::other(error),
    })?;
    let parties = docket::states(setting, seats, on, &vote.party)?;
    let question = question(&vote.question, parties).unwrap_or(Question::Substantive);
    let reading = Reading::named(&vote.reading).unwrap_or_default();
    let decision = decide_by(reading, &question, &ballot).map_err(Problem::other)?;
    if let Some(symbol) = &vote.draft {
        if question != Question::Substantive {
            return Err(Problem::advised("only a vote on the draft itself ends it", "leave out --question, or --draft"));
        }
        docket::end(setting, symbol, on, &decision, &ballot)?;
    }
    let vetoed = decision.outcome == rapporteur::council::Outcome::Vetoed;
    let due = if vetoed { debate_due(on) } else { None };
    let mut out = output();
    if vote.svg {
        write!(out, "{}", board(&ballot, &decision))?;
    } else if setting.json {
        let mut row = decision_row(&question, reading, &ballot, &decision);
        row["assumed"] = ballot.assumed.into();
        writeln!(out, "{row}")?;
    } else {
        let read = if reading == Reading::Practice { String::new() } else { format!(" (by the reading `{}`)", reading.name()) };
        writeln!(out, "{}: {}{read}", decision.outcome.code().to_uppercase(), decision.reason)?;
        for cast in Vote::ALL {
            let who: Vec<String> =
                ballot.who(cast).map(|member| if member.permanent { format!("{}*", member.name) } else { member.name.clone() }).collect();
            if !who.is_empty() {
                let head = format!("{} {}", who.len(), cast.code());
                write!(out, "{}", wrapped(&format!("{head}: {}", who.join(", ")), width(), "  "))?;
            }
        }
        match ballot.assumed {
            0 => {}
            1 => writeln!(out, "  one of those in favour was not named")?,
            assumed => writeln!(out, "  {assumed} of those in favour were not named")?,
        }
        if let Some(due) = due {
            writeln!(
                out,
                "  The General Assembly is due to debate this veto by {due}, unless an emergency special session takes up the matter."
            )?;
        }
        writeln!(out, "  * permanent member · rules {}: `rapporteur rule {}`", decision.rules.join(", "), decision.rules[1])?;
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// One recorded vote decided again, and what is wrong with its record.
struct Replayed {
    id: String,
    decision: Option<Decision>,
    recorded: String,
    /// Does the record fit if the vote was procedural, which it does not say?
    fits_procedural: bool,
    /// Members of the day whom it does not name.
    unnamed: usize,
    defects: Vec<String>,
}

fn replay(setting: &Setting, seats: &Seats, file: &Path) -> Outcome {
    let (mut out, mut rows, mut same, mut defective, mut differ, mut procedural, mut silent) = (output(), 0, 0, 0, 0, 0, 0);
    each_row(file, "replay", &["id", "date", "yes", "no", "abstain"], |field| {
        let row = replay_row(seats, field);
        rows += 1;
        silent += usize::from(row.unnamed > 0 && row.defects.is_empty());
        let outcome = row.decision.as_ref().map_or("undecided", |decision| decision.outcome.code());
        let not_adopted = row.recorded == NOT_ADOPTED && matches!(outcome, "failed" | "vetoed");
        let agrees = row.recorded.is_empty() || row.recorded == outcome || row.fits_procedural || not_adopted;
        procedural += usize::from(row.fits_procedural && row.defects.is_empty());
        same += usize::from(agrees && row.defects.is_empty());
        defective += usize::from(!row.defects.is_empty());
        differ += usize::from(!agrees && row.defects.is_empty());
        if setting.json {
            let reason = row.decision.as_ref().map(|decision| decision.reason.as_str());
            writeln!(
                out,
                "{}",
                json!({"id": row.id, "outcome": outcome, "reason": reason, "recorded": row.recorded, "if_procedural": row.fits_procedural, "unnamed": row.unnamed, "defects": row.defects})
            )?;
        } else {
            for defect in &row.defects {
                writeln!(out, "defect {}: {}", safe(&row.id), safe(defect))?;
            }
            if row.fits_procedural && row.defects.is_empty() {
                writeln!(out, "as recorded, if the vote was procedural {}: as a substantive one {outcome}", safe(&row.id))?;
            }
            if !agrees && row.defects.is_empty() {
                writeln!(out, "DIFFERS {}: recorded {}, by the rules {outcome}", safe(&row.id), safe(&row.recorded))?;
            }
        }
        Ok(())
    })?;
    if !setting.json {
        let assumed = if procedural > 0 { format!(" ({procedural} if procedural)") } else { String::new() };
        writeln!(out, "{rows} votes: {same} as recorded{assumed}, {differ} otherwise, {defective} whose record is defective")?;
        if silent > 0 {
            let members = if silent == 1 { "one vote does not name" } else { &format!("{silent} votes do not name") };
            writeln!(out, "{members} all members of its day: those not named are taken not to have participated")?;
        }
    }
    out.flush()?;
    Ok(if differ == 0 { Verdict::Good } else { Verdict::Findings })
}

/// Goes over the rows of a CSV file of votes; `needed` are the columns it cannot do without. `field` gives a column of a row, empty where it is
/// missing.
pub(super) fn each_row(
    file: &Path,
    command: &str,
    needed: &[&str],
    mut take: impl for<'r> FnMut(&dyn Fn(&str) -> &'r str) -> Outcome<()>,
) -> Outcome<()> {
    let failed = |error: csv::Error| Problem::other(format!("reading {}: {error}", file.display()));
    let mut reader = csv::Reader::from_path(file).map_err(failed)?;
    let header = reader.headers().map_err(failed)?.clone();
    if let Some(missing) = needed.iter().find(|name| !header.iter().any(|column| column == **name)) {
        return Err(Problem::advised(
            format!("{} has no column `{missing}`", file.display()),
            format!("see `rapporteur council {command} --help` for the columns"),
        ));
    }
    for row in reader.records() {
        let row = row.map_err(failed)?;
        take(&|name| header.iter().position(|column| column == name).and_then(|at| row.get(at)).unwrap_or_default())?;
    }
    Ok(())
}

/// An outcome that a record keeps without its reason: too few votes, or a veto.
const NOT_ADOPTED: &str = "not adopted";

/// Columns that say what was put to the vote, ours first.
const QUESTIONS: [&str; 5] = ["question", "kind", "type", "vote_type", "vote type"];

fn replay_row<'a>(seats: &Seats, field: &dyn Fn(&str) -> &'a str) -> Replayed {
    let mut defects = Vec::new();
    let outcome = field("outcome").to_ascii_lowercase();
    let recorded = match () {
        () if outcome.contains("consensus") || outcome.contains("acclamation") || outcome.contains("without") => "adopted without a vote",
        () if outcome.starts_with("adopted") => "adopted",
        () if outcome.contains("veto") => "vetoed",
        // Records say so of drafts that were vetoed, too.
        () if ["not adopted", "rejected", "defeated", "not carried"].iter().any(|word| outcome.starts_with(word)) => NOT_ADOPTED,
        () if outcome.starts_with("fail") => "failed",
        () => "",
    };
    let lists = [("yes", "n_yes", Vote::Yes), ("no", "n_no", Vote::No), ("abstain", "n_abstain", Vote::Abstain)];
    let mut named = Vec::new();
    for (list, count, vote) in lists {
        let names: Vec<&str> = field(list).split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
        if field(count).parse().is_ok_and(|count: usize| count != names.len()) {
            defects.push(format!("{} are counted {list}, {} are named", field(count), names.len()));
        }
        named.extend(names.into_iter().map(|name| (name.to_owned(), vote)));
    }
    if field("suspect") == "1" {
        defects.push("marked suspect in the file".to_owned());
    }
    let asked = QUESTIONS.iter().map(|name| field(name).trim()).find(|asked| !asked.is_empty()).unwrap_or_default();
    let put = rapporteur_desk::council::question_code(asked);
    let parties = field("parties").split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let put = match put.as_str() {
        "" => Some(Question::Substantive),
        code => question(code, parties),
    };
    if put.is_none() {
        defects.push(format!("`{asked}` is no question that is put to a vote"));
    }
    let (mut fits_procedural, mut unnamed) = (false, 0);
    let decision = match field("date").parse::<Day>() {
        Err(error) => {
            defects.push(format!("the date cannot be read: {error}"));
            None
        }
        Ok(on) if recorded == "adopted without a vote" => Some(adopt_without_vote(on)),
        Ok(on) => {
            let decided = Ballot::collect(seats, on, &named, Some(Vote::NotParticipating)).and_then(|ballot| {
                unnamed = ballot.assumed;
                let decision = decide(put.as_ref().unwrap_or(&Question::Substantive), &ballot)?;
                // The record does not say what was put to the vote; a veto that did not count shows that it was procedural.
                let vetoed = decision.outcome == rapporteur::council::Outcome::Vetoed && recorded == "adopted" && asked.is_empty();
                fits_procedural =
                    vetoed && decide(&Question::Procedural, &ballot).is_ok_and(|decision| decision.outcome.code() == recorded);
                Ok(decision)
            });
            match decided {
                Ok(decision) => Some(decision),
                Err(error) => {
                    defects.push(error.to_string());
                    None
                }
            }
        }
    };
    Replayed { id: field("id").to_owned(), decision, recorded: recorded.to_owned(), fits_procedural, unnamed, defects }
}

pub(super) fn rule(setting: &Setting, code: Option<&str>) -> Outcome {
    let (mut out, calendar) = (output(), Calendar::read()?);
    match code {
        None => {
            for family in rules::families(&calendar)? {
                match (setting.json, family.is_long, &family.rules[..]) {
                    (true, _, rules) => rules.iter().try_for_each(|rule| writeln!(out, "{}", as_json(rule)))?,
                    (false, true, [first, .., last]) => writeln!(out, "{} to {} {}", first.code, last.code, family.name)?,
                    (false, _, rules) => rules.iter().try_for_each(|rule| writeln!(out, "{} {}", rule.code, rule.title))?,
                }
            }
        }
        Some(code) => {
            let rule = rules::page(&calendar, code)?;
            if setting.json {
                writeln!(out, "{}", as_json(&rule))?;
            } else {
                writeln!(out, "{} {}\n", rule.code, rule.title)?;
                for paragraph in rule.page.lines() {
                    write!(out, "{}", if paragraph.is_empty() { "\n".to_owned() } else { wrapped(paragraph, width(), "") })?;
                }
            }
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn as_json(rule: &rules::Page) -> Value {
    json!({"code": rule.code, "title": rule.title, "page": rule.page})
}
