//! Recorded votes of the Council, decided again, where the benchmark data is at hand.

use crate::hands::{Bench, text};
use std::path::{Path, PathBuf};

#[test]
fn clean_recorded_votes_have_their_recorded_outcome() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench");
    let votes = std::env::var_os("RAPPORTEUR_BENCH").map_or(beside, PathBuf::from).join("council/votes_1994_2018.csv");
    if !votes.exists() {
        eprintln!("skipped: the recorded votes are not there (set RAPPORTEUR_BENCH to the folder of benchmark data)");
        return;
    }
    let output = Bench::new().run(&["council", "replay", &votes.to_string_lossy()]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}");
    let totals = "1611 votes: 1542 as recorded, 0 otherwise, 69 whose record is defective\n\
                  10 votes do not name all members of its day: those not named are taken not to have participated\n";
    assert!(printed.ends_with(totals), "{printed}");
}
