//! Chores of the project: build shipped data, evaluate against benchmark data, generate load, benchmark.

#![allow(clippy::print_stdout, reason = "a chore speaks to the person who runs it")]

mod bench;
mod bench_data;
mod bench_peers;
mod data;
mod data_actors;
mod eval;
mod eval_briefs;
mod eval_commitments;
mod eval_dossiers;
mod eval_events;
mod eval_language;
mod eval_petrarch;
mod eval_positions;
mod eval_published;
mod eval_readouts;
mod eval_statements;
mod eval_status;
mod eval_times;
mod eval_variants;
mod eval_verify;
mod fuzz;
mod fuzz_desk;
mod fuzz_readers;
mod generate;
mod generate_mixed;
mod generate_press;
mod growth;
mod open_news;
mod score;
mod train;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  eval [reprints|stories|html|published|language|statements|status|times|events|readouts|commitments|positions|verify|council|briefs]
                                   score against the benchmark data and the floors
  events FILE                      print the events of sentences, by the lexicon as it stands in its folder
  data frequencies                 rebuild the shipped table of document frequencies
  data actors                      rebuild the shipped list of states and holders of offices
  data names                       rebuild the shipped list of cities, given and family names
  train WHAT                       train a shipped model: splitter, lemmas, network, vectors, council, or all;
                                   teacher makes the labels that network learns from (an hour)
  fuzz CHARACTERS                  mutated reports through analysis and extraction: none may crash or be lost
  fuzz readers BYTES               mutated inputs of every format through the readers, likewise
  fuzz desk CHARACTERS             mutated briefs, memos, CoNLL-U and votes through what checks and reads them
  bench                            time `add` over generated reports, and the reprint step beside rensa
  bench language                   time the analysis of text on one core
  bench growth                     time odd inputs at four sizes: none may grow faster than its size
  bench spacy | textacy            these peers beside ours, trained on the same data where they are not yet (an hour)
  generate COUNT                   print generated reports with known copies, as JSON Lines
  generate press COUNT WORDS       the same, of open news in the benchmark data under other names, and of invented speech
  generate mixed COUNT FOLDER      write so many files of many formats, some of them no reports or damaged
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["eval", ref topics @ ..] => eval::run(topics),
        ["events", file] => eval::resources().and_then(|resources| eval_events::print(&resources, std::path::Path::new(file))),
        ["train", ref what @ ..] => train::run(what),
        ["fuzz", characters] => characters
            .parse()
            .map_err(Into::into)
            .and_then(|characters| eval::resources().and_then(|resources| fuzz::run(&resources, characters))),
        ["fuzz", "desk", characters] => characters.parse().map_err(Into::into).and_then(fuzz_desk::run),
        ["fuzz", "readers", bytes] => {
            bytes.parse().map_err(Into::into).and_then(|bytes| eval::resources().and_then(|resources| fuzz_readers::run(&resources, bytes)))
        }
        ["bench"] => bench::run(),
        ["bench", "growth"] => eval::resources().and_then(|resources| growth::run(&resources)),
        ["bench", what @ ("language" | "spacy" | "textacy")] => match (bench_data::folder(), what) {
            (Some(bench), "language") => eval_language::speeds(&bench),
            (Some(bench), "spacy") => bench_peers::spacy(&bench),
            (Some(bench), _) => bench_peers::textacy(&bench),
            (None, _) => Err("the benchmark data is not there: set RAPPORTEUR_BENCH to its folder".into()),
        },
        ["data", "frequencies"] => data::frequencies(),
        ["data", "actors"] => data_actors::actors(),
        ["data", "names"] => train::names(),
        ["generate", "mixed", count, folder] => {
            count.parse().map_err(Into::into).and_then(|count| generate_mixed::write(count, std::path::Path::new(folder)))
        }
        ["generate", count] => count
            .parse()
            .map_err(Into::into)
            .and_then(|count| generate::write(&generate::Matter::words(), count, 400, std::io::stdout().lock())),
        ["generate", "press", count, words] => press(count, words),
        _ => Err(USAGE.to_owned().into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Prints generated reports of open news.
fn press(count: &str, words: &str) -> bench_data::Outcome<()> {
    let bench = bench_data::folder().ok_or("the benchmark data is not here; set RAPPORTEUR_BENCH, or use `generate COUNT`")?;
    let matter = generate::Matter::Press(generate_press::Press::read(&bench)?);
    generate::write(&matter, count.parse()?, words.parse()?, std::io::stdout().lock())
}
