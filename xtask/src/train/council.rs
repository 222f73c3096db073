//! Fits the forecast of the Council's votes and writes its table and the votes it goes on from.

use crate::bench_data::Outcome;
use rapporteur::council::Seats;
use rapporteur::council::forecast::{Forecaster, METHODS, PastVote, choose, describe, fit, judge, score, walk};
use std::path::{Path, PathBuf};

/// The recorded votes, oldest first.
pub(crate) fn votes(bench: &Path) -> Outcome<Vec<PastVote>> {
    let seats = Seats::read(rapporteur_data::COUNCIL)?;
    let mut reader = csv::Reader::from_path(bench.join("council/votes_1994_2018.csv"))?;
    let header = reader.headers()?.clone();
    let mut votes = Vec::new();
    for row in reader.records() {
        let row = row?;
        let field = |name: &str| header.iter().position(|column| column == name).and_then(|at| row.get(at)).unwrap_or_default();
        votes.extend(PastVote::from_row(&seats, &field));
    }
    votes.sort_by_key(|vote| vote.on);
    Ok(votes)
}

pub(crate) fn train(bench: &Path) -> Outcome<()> {
    let votes = votes(bench)?;
    let mut foreseen = walk(&votes, &|year| println!("{year}"));
    let years = judge(&votes, &foreseen, 2009, 2018);
    for (first, last) in [(2009, 2013), (2014, 2018), (2009, 2018)] {
        let walked = score(years.iter().filter(|year| (first..=last).contains(&year.year)));
        for (name, scores) in METHODS.iter().zip(&walked.methods) {
            println!(
                "{first}-{last} {name:26} Brier {:.4} log {:.4} macro-F1 {:.3} balanced {:.3} veto recall {:.2} precision {:.2}",
                scores.brier, scores.log_score, scores.macro_f1, scores.balanced_accuracy, scores.veto_recall, scores.veto_precision
            );
        }
    }
    let next = votes.last().map_or(0, |vote| vote.on.year()) + 1;
    let choices = choose(&votes, &mut foreseen);
    let model = fit(&votes, &describe(&votes), next);
    let past = Forecaster::past(&votes, &foreseen, choices.veto);
    let lines: Vec<String> = votes.iter().map(PastVote::line).collect();
    let head = "# Recorded votes of the Security Council: day, item, T(heme) or C(ountry), region, topic, sponsors, yes, no, abstain.\n";
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/data");
    std::fs::write(data.join("council_model.tsv"), Forecaster::new(model, choices, past, Vec::new()).table())?;
    Ok(std::fs::write(data.join("council_votes.tsv"), format!("{head}{}\n", lines.join("\n")))?)
}
