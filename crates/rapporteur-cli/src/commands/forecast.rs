//! `rapporteur council forecast`: how a vote is likely to go, with what drives it; and how well such forecasts did.

use super::council::each_row;
use super::{Setting, docket};
use crate::arguments::CouncilForecast;
use crate::console::{output, progress, safe, width, wrapped};
use crate::problem::{Outcome, Problem, Verdict};
use crate::render::calibration;
use rapporteur::council::Seats;
use rapporteur::council::forecast::{
    Bin, Choice, Forecast, Forecaster, Intention, METHODS, MemberForecast, PastVote, Proposal, Scores, calibration as table, judge, score,
    slope, walk,
};
use rapporteur_desk::docket::{Intended, ToldDraft, ToldStep};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;

/// Who submits what all members agree on.
const PRESIDENT: &str = "President";
/// Years that are only learned from, where a file has so many.
const LEARNED: i16 = 15;

pub(super) fn run(setting: &Setting, seats: &Seats, asked: &CouncilForecast) -> Outcome {
    match &asked.evaluate {
        Some(file) => evaluate(setting, seats, asked, file),
        None => one(setting, seats, asked),
    }
}

fn one(setting: &Setting, seats: &Seats, asked: &CouncilForecast) -> Outcome {
    let on = setting.day(asked.on.as_deref().unwrap_or_default())?;
    let sitting = seats.members(on);
    if sitting.is_empty() {
        let (first, last) = seats.known();
        return Err(Problem::other(format!("the members on {on} are not known; the table covers {first} to {last}")));
    }
    let code = |name: &str| match seats.find(name, &sitting)[..] {
        [member] => Some(member.iso3.clone()),
        _ => None,
    };
    let member = |name: &str| {
        let all: Vec<&str> = sitting.iter().map(|member| member.name.as_str()).collect();
        code(name).ok_or_else(|| Problem::advised(format!("{name} is no member on {on}"), format!("the members are: {}", all.join(", "))))
    };
    let (presidents, named): (Vec<String>, Vec<String>) = asked.sponsors.iter().cloned().partition(|name| name == PRESIDENT);
    let (mut item, mut sponsors) = (asked.item.clone(), docket::states(setting, seats, on, &named)?);
    sponsors.extend(presidents);
    if let Some(symbol) = &asked.draft {
        let drafts = rapporteur_store::Record::open_to_read(&setting.path()?)?.drafts()?;
        let draft = drafts.into_iter().find(|draft| draft.symbol == *symbol);
        match draft {
            Some(draft) => {
                if item.is_empty() {
                    item = if draft.item.is_empty() { draft.title } else { draft.item };
                }
                sponsors.extend(draft.sponsors);
            }
            // Reports may tell of a draft that is not on the docket.
            None if asked.from_record => {}
            None => {
                let what = format!("there is no draft {symbol} in the record");
                return Err(Problem::advised(what, "`rapporteur council docket --all` lists them"));
            }
        }
    }
    let said = if asked.from_record { from_record(setting, asked.draft.as_deref())? } else { Intended::default() };
    sponsors.extend(said.sponsors.iter().cloned());
    let forecaster = Forecaster::read(rapporteur_data::COUNCIL_MODEL, rapporteur_data::COUNCIL_VOTES).map_err(Problem::other)?;
    let (item, region, thematic, topic) = known_item(forecaster.votes(), &item, asked);
    let proposal = Proposal {
        item,
        thematic,
        region,
        topic,
        sponsors: sponsors.iter().map(|name| code(name).unwrap_or_else(|| name.clone())).collect(),
    };
    let mut intentions = Vec::new();
    for said in &asked.intends {
        let wrong = || Problem::advised(format!("`{said}` is no intention"), "write it as MEMBER=yes, MEMBER=no or MEMBER=abstain");
        let (name, choice) = said.split_once('=').ok_or_else(wrong)?;
        let evidence =
            asked.evidence.iter().filter_map(|line| line.split_once('=')).find(|(who, _)| code(who).is_some() && code(who) == code(name));
        let evidence = evidence.map(|(_, sentence)| sentence.to_owned()).unwrap_or_default();
        intentions.push(Intention { member: member(name)?, choice: Choice::named(choice).ok_or_else(wrong)?, evidence });
    }
    // What the user states comes before what reports tell.
    let stated: Vec<String> = intentions.iter().map(|one| one.member.clone()).collect();
    let free = |member: &str| !stated.iter().any(|one| one == member) && sitting.iter().any(|one| one.iso3 == member);
    intentions.extend(said.intentions.into_iter().filter(|one| free(&one.member)));
    let open: Vec<ToldStep> = said.open.into_iter().filter(|step| step.by.iter().all(|member| free(member))).collect();
    let forecast = forecaster.forecast(seats, on, &proposal, &intentions);
    let mut out = output();
    if setting.json {
        let mut row = told(&forecast, &proposal, on);
        let step = |step: &ToldStep| json!({"iso3": step.by[0], "stance": step.what, "report": step.cited.report, "start": step.cited.span.start, "end": step.cited.span.end, "text": step.cited.words});
        row["open"] = open.iter().map(step).collect();
        writeln!(out, "{row}")?;
    } else {
        print(&mut out, &forecast, &proposal, on)?;
        for step in &open {
            let words = format!("not counted: {}, {}: “{}” ({})", step.by[0], step.what, safe(&step.cited.words), step.cited.mark());
            write!(out, "{}", wrapped(&words, width(), "  "))?;
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

/// What the record's reports tell of a vote on a draft: the one of the symbol, or the only one they tell of.
fn from_record(setting: &Setting, symbol: Option<&str>) -> Outcome<Intended> {
    let told = setting.desk()?.told_drafts()?;
    let fits = |draft: &&ToldDraft| symbol.is_none_or(|symbol| draft.symbols.contains(symbol));
    match told.iter().filter(fits).collect::<Vec<_>>()[..] {
        [draft] => Ok(draft.intended()),
        [] => {
            Err(Problem::advised("the reports tell of no such draft", "`rapporteur council docket --from-record` lists those they tell of"))
        }
        [..] => Err(Problem::advised(
            "the reports tell of several drafts",
            "name one with --draft; `rapporteur council docket --from-record` lists them",
        )),
    }
}

/// The agenda item as the recorded votes name it, and what they say of it: the one given, or one that stands in the title or holds it.
fn known_item(votes: &[PastVote], item: &str, asked: &CouncilForecast) -> (String, String, bool, String) {
    let fold = |text: &str| text.to_lowercase();
    let (given, title) = (fold(if item.is_empty() { &asked.title } else { item }), fold(&asked.title));
    let topic_in = |vote: &PastVote| {
        let topic = fold(&vote.proposal.topic);
        !topic.is_empty() && (title.contains(&topic) || given.contains(&topic))
    };
    let found = votes.iter().rfind(|vote| fold(&vote.proposal.item) == given).or_else(|| {
        let holds = |vote: &&PastVote| given.len() > 3 && (fold(&vote.proposal.item).contains(&given) || topic_in(vote));
        votes.iter().rfind(holds)
    });
    let or = |given: &str, found: Option<&String>| if given.is_empty() { found.cloned().unwrap_or_default() } else { given.to_owned() };
    let known = found.map(|vote| &vote.proposal);
    (
        known.map_or_else(|| if item.is_empty() { asked.title.clone() } else { item.to_owned() }, |known| known.item.clone()),
        or(&asked.region, known.map(|known| &known.region)),
        asked.thematic || known.is_some_and(|known| known.thematic && asked.region.is_empty()),
        or(&asked.topic, known.map(|known| &known.topic)),
    )
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        part if part >= 99.95 => "100".to_owned(),
        part if part < 10.0 => format!("{part:.1}"),
        part => format!("{part:.0}"),
    }
}

fn print(out: &mut impl Write, forecast: &Forecast, proposal: &Proposal, on: jiff::civil::Date) -> Outcome<()> {
    let ends = forecast.ends;
    writeln!(
        out,
        "Adopted {} %, vetoed {} %, not enough votes {} % ({} votes needed, {on})",
        percent(ends.adopted),
        percent(ends.vetoed),
        percent(ends.failed),
        forecast.needed
    )?;
    let item = if proposal.item.is_empty() { "no item is told".to_owned() } else { safe(&proposal.item) };
    writeln!(out, "  {item}: {} recorded votes on it before that day", forecast.votes_on_item)?;
    if forecast.votes_on_item == 0 {
        writeln!(out, "  no vote on this item is known: the habits of the members and of all drafts speak alone")?;
    }
    writeln!(out)?;
    writeln!(out, "  {:30} {:>6} {:>6} {:>8}  what moves its dissent most", "", "yes %", "no %", "abstain %")?;
    for member in &forecast.members {
        let name = format!("{}{}", member.name, if member.permanent { "*" } else { "" });
        let drivers: Vec<String> =
            member.drivers.iter().map(|(name, part)| format!("{}{name}", if *part > 0.0 { "+" } else { "-" })).collect();
        let [yes, no, abstain] = member.shares.map(percent);
        // As many drivers as the terminal has room for.
        let mut line = format!("  {name:30} {yes:>6} {no:>6} {abstain:>8}");
        for (at, driver) in drivers.iter().enumerate() {
            if at == 0 || line.chars().count() + driver.chars().count() + 2 <= width() {
                line += &format!("{}{driver}", if at == 0 { "  " } else { "; " });
            }
        }
        writeln!(out, "{line}")?;
        if let Some(said) = &member.said {
            let sentence = if said.evidence.is_empty() { String::new() } else { format!(": “{}”", safe(&said.evidence)) };
            write!(out, "{}", wrapped(&format!("it said it would vote {}{sentence}", said.choice.code()), width(), "      "))?;
        }
    }
    let past = forecast.past;
    writeln!(out)?;
    let base = forecast.base.map(percent);
    writeln!(out, "  base rate of all members on all recent drafts: yes {} %, no {} %, abstain {} %", base[0], base[1], base[2])?;
    write!(
        out,
        "{}",
        wrapped(
            &format!(
                "on {} past drafts of this kind ({}), walking forward: Brier {:.4} (the members' own rates: {:.4}), {} of {} vetoes foreseen",
                past.drafts,
                safe(&forecast.kind),
                f64::from(past.brier) / 10_000.0,
                f64::from(past.rate_brier) / 10_000.0,
                past.foreseen,
                past.vetoed
            ),
            width(),
            "  "
        )
    )?;
    if let Some(last) = forecast.known_to {
        writeln!(out, "  recorded votes are known to {last}; what came after is not in this forecast")?;
    }
    writeln!(out, "  * permanent member · + more dissent, - less · shares are of habit, not of reasons")?;
    Ok(())
}

fn rounded(value: f64) -> Value {
    json!((value * 10_000.0).round() / 10_000.0)
}

fn told(forecast: &Forecast, proposal: &Proposal, on: jiff::civil::Date) -> Value {
    let member = |member: &MemberForecast| {
        json!({
            "name": member.name, "iso3": member.iso3, "permanent": member.permanent,
            "yes": rounded(member.shares[0]), "no": rounded(member.shares[1]), "abstain": rounded(member.shares[2]),
            "decided": member.decided.code(), "last_on_item": member.last.map(Choice::code),
            "drivers": member.drivers.iter().map(|(name, part)| json!({"feature": name, "adds": rounded(*part)})).collect::<Vec<_>>(),
            "said": member.said.as_ref().map(|said| json!({"vote": said.choice.code(), "evidence": said.evidence})),
        })
    };
    let past = forecast.past;
    json!({
        "on": on.to_string(), "item": proposal.item, "region": proposal.region, "sponsors": proposal.sponsors,
        "adopted": rounded(forecast.ends.adopted), "vetoed": rounded(forecast.ends.vetoed), "failed": rounded(forecast.ends.failed),
        "veto_expected": forecast.veto_expected, "needed": forecast.needed,
        "members": forecast.members.iter().map(member).collect::<Vec<_>>(),
        "base_rate": {"yes": rounded(forecast.base[0]), "no": rounded(forecast.base[1]), "abstain": rounded(forecast.base[2])},
        "votes_on_item": forecast.votes_on_item, "known_to": forecast.known_to.map(|day| day.to_string()),
        "past": {"kind": forecast.kind, "drafts": past.drafts, "votes": past.votes, "brier": f64::from(past.brier) / 10_000.0,
                 "member_rate_brier": f64::from(past.rate_brier) / 10_000.0, "vetoed": past.vetoed, "vetoes_foreseen": past.foreseen},
    })
}

/// The votes of a CSV file, oldest first.
fn read(seats: &Seats, file: &Path) -> Outcome<Vec<PastVote>> {
    let mut votes = Vec::new();
    each_row(file, "forecast", &["date", "agenda_item", "yes", "no", "abstain"], |field| {
        votes.extend(PastVote::from_row(seats, field));
        Ok(())
    })?;
    votes.sort_by_key(|vote| vote.on);
    Ok(votes)
}

fn evaluate(setting: &Setting, seats: &Seats, asked: &CouncilForecast, file: &Path) -> Outcome {
    let votes = read(seats, file)?;
    let years = || votes.iter().map(|vote| vote.on.year());
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return Err(Problem::other(format!("{} holds no vote that can be used", file.display())));
    };
    let from = asked.from.unwrap_or(if last - first > LEARNED { first + LEARNED } else { i16::midpoint(first, last) + 1 });
    let to = asked.to.unwrap_or(last);
    let bar = progress("fitting");
    let foreseen = walk(&votes, &|year| bar.set_message(format!("votes before {year}")));
    bar.finish_and_clear();
    let years = judge(&votes, &foreseen, from, to);
    let whole = score(years.iter());
    if whole.cases.is_empty() {
        return Err(Problem::advised(
            format!("{} has no vote from {from} to {to} with six years of votes before it", file.display()),
            "name other years with --from and --to",
        ));
    }
    let by_year: Vec<(i16, Vec<Scores>)> = years.iter().map(|year| (year.year, score(std::iter::once(year)).methods)).collect();
    let kinds = [Choice::No, Choice::Abstain];
    if let Some(path) = &asked.plot {
        let curves: Vec<(&str, Vec<Bin>)> = kinds.iter().map(|kind| (kind.code(), table(&whole.cases, *kind))).collect();
        std::fs::write(path, calibration::plot(&curves)).map_err(Problem::file(format!("writing {}", path.display())))?;
    }
    let mut out = output();
    if setting.json {
        let method = |at: usize| {
            let mut value = scored(&whole.methods[at]);
            value["years"] = by_year.iter().map(|(year, methods)| (year.to_string(), scored(&methods[at]))).collect::<Map<_, _>>().into();
            value
        };
        let mut value = method(0);
        value["baselines"] =
            METHODS.iter().enumerate().skip(1).map(|(at, name)| ((*name).to_owned(), method(at))).collect::<Map<_, _>>().into();
        value["calibration"] = kinds
            .iter()
            .map(|kind| {
                let bins = table(&whole.cases, *kind);
                let bins: Vec<Value> = bins.iter().map(|bin| json!({"from": bin.bounds.0, "to": bin.bounds.1, "count": bin.count, "foreseen": rounded(bin.foreseen), "came": rounded(bin.came)})).collect();
                (kind.code().to_owned(), json!({"slope": rounded(slope(&whole.cases, *kind)), "bins": bins}))
            })
            .collect::<Map<_, _>>()
            .into();
        writeln!(out, "{value}")?;
    } else {
        writeln!(out, "{from} to {to}, each year foreseen from the years before it: {} votes of members", whole.cases.len())?;
        writeln!(
            out,
            "  {:26} {:>7} {:>7} {:>8} {:>8} {:>11} {:>14}",
            "", "Brier", "log", "macro-F1", "balanced", "veto recall", "veto precision"
        )?;
        for (name, scores) in METHODS.iter().zip(&whole.methods) {
            writeln!(
                out,
                "  {name:26} {:7.4} {:7.4} {:8.3} {:8.3} {:11.2} {:14.2}",
                scores.brier, scores.log_score, scores.macro_f1, scores.balanced_accuracy, scores.veto_recall, scores.veto_precision
            )?;
        }
        for (year, methods) in &by_year {
            writeln!(
                out,
                "  {year}: n {:4}, Brier {:.4}, log {:.4}, macro-F1 {:.3}",
                methods[0].n, methods[0].brier, methods[0].log_score, methods[0].macro_f1
            )?;
        }
        for kind in kinds {
            writeln!(out, "  calibration of `{}`, slope {:.2} (1 is right):", kind.code(), slope(&whole.cases, kind))?;
            for bin in table(&whole.cases, kind) {
                writeln!(
                    out,
                    "    {:5} to {:5}: {:6} votes, foreseen {:.4}, came {:.4}",
                    bin.bounds.0, bin.bounds.1, bin.count, bin.foreseen, bin.came
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Verdict::Good)
}

fn scored(scores: &Scores) -> Value {
    json!({
        "macro_f1": rounded(scores.macro_f1), "balanced_accuracy": rounded(scores.balanced_accuracy), "brier": rounded(scores.brier),
        "log_score": rounded(scores.log_score), "veto_recall": rounded(scores.veto_recall), "veto_precision": rounded(scores.veto_precision), "n": scores.n,
    })
}
