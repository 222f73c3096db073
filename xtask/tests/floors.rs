//! The floors under the benchmark figures, as a test that says in its closing line when it could not run: where the benchmark data is absent it counts as
//! ignored and not as passed.

#![allow(clippy::print_stdout, reason = "a test harness speaks to the person who runs it")]

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let absent = eval(&["no-topic"]).is_ok_and(|printed| printed.starts_with("skipped"));
    let floors = Trial::test("floors_hold", || eval(&[]).map(|printed| println!("{printed}"))).with_ignored_flag(absent);
    if absent {
        println!("floors_hold is ignored: the benchmark data is not there (RAPPORTEUR_BENCH names its folder)");
    }
    libtest_mimic::run(&Arguments::from_args(), vec![floors]).exit_code()
}

/// What `xtask eval` prints; all of it as the reason where it fails.
fn eval(topics: &[&str]) -> Result<String, Failed> {
    let done = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("eval").args(topics).output()?;
    let printed = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    if done.status.success() { Ok(printed) } else { Err(printed.into()) }
}
