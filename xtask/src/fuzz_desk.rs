//! Mutated briefs, memos, CoNLL-U and votes through what checks and reads them: none may crash or hang, and a forged brief never holds.
//!
//! The record is that of the bundled example, its archives left out.

use crate::bench_data::Outcome;
use crate::eval_language::cpu_seconds;
use crate::fuzz::mutated;
use rapporteur::analyze::conllu;
use rapporteur::council::forecast::PastVote;
use rapporteur::council::{Ballot, Seats};
use rapporteur::ingest::{Format, Stated, sniff};
use rapporteur_desk::Desk;
use rapporteur_desk::brief::{Asked, Format as BriefFormat, read};
use rapporteur_store::{Arrival, Piece, Record};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// No input may take longer, by the processor's time.
const SLOWEST: f64 = 2.0;
/// Claims of the memo.
const CLAIMS: usize = 6;

/// What is mutated, and what is done with it: whether it is as it was given out, where that is asked.
type Check<'a> = Box<dyn Fn(&str) -> Outcome<bool> + 'a>;

/// Briefs, memos, CoNLL-U and votes, mutated until they have this many characters.
pub(crate) fn run(characters: usize) -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("rapporteur-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = on_record(&folder.join("record.db"), characters);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn on_record(path: &Path, characters: usize) -> Outcome<()> {
    let languages = rapporteur_desk::languages()?;
    fill(path)?;
    let desk = Desk::at(path)?;
    let stories = desk.best(None, 12)?;
    let seats = Seats::read(rapporteur_data::COUNCIL)?;
    let english = rapporteur_desk::languages()?;
    let mut inputs: Vec<(&str, String, Check<'_>)> = Vec::new();
    for (name, format) in
        [("brief in Markdown", BriefFormat::Md), ("brief in HTML", BriefFormat::Html), ("brief in JSON", BriefFormat::Json)]
    {
        let brief = desk.brief(&Asked::plain("Brief", format), &stories)?;
        let holds = |text: &str| Ok(desk.check_brief(&read(text)).is_ok_and(|checked| checked.faults.is_empty()));
        inputs.push((name, brief, Box::new(holds)));
    }
    let memo = stories
        .iter()
        .flat_map(|story| &story.voices)
        .flat_map(|voice| voice.said.iter().map(|said| format!("{} said: “{}”. ", voice.name, said.citation.words)));
    let judge = |text: &str| Ok(desk.claims(&languages, text).is_err());
    inputs.push(("memo", memo.take(CLAIMS).collect(), Box::new(judge)));
    let sentence = "# text = They met.\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n".repeat(20);
    let retag = |text: &str| Ok(conllu::retag(&english.of(Some("en")).language, text).is_empty());
    inputs.push(("CoNLL-U", sentence, Box::new(retag)));
    let votes: String = rapporteur_data::COUNCIL_VOTES.lines().take(200).map(|line| format!("{line}\n")).collect();
    inputs.push(("table of votes", votes, Box::new(|text| Ok(PastVote::read_table(text).is_err()))));
    let on = "2022-02-25".parse()?;
    let line = "yes: Albania, Brazil, France, Gabon, Ghana, Ireland, Kenya, Mexico, Norway, United Kingdom, United States; no: Russian Federation; abstain: China, India, United Arab Emirates";
    inputs.push(("ballot", line.to_owned(), Box::new(move |text| Ok(Ballot::read_line(&seats, on, text).is_none()))));
    std::panic::set_hook(Box::new(|_| {}));
    let (mut seed, mut problems) = (1, Vec::new());
    for (name, input, check) in &inputs {
        let (mut done, mut tried, mut slowest) = (0, 0, 0.0_f64);
        while done < characters / inputs.len() {
            let text = mutated(input, seed);
            seed += 1;
            done += text.chars().count();
            tried += 1;
            let started = cpu_seconds()?;
            let told = catch_unwind(AssertUnwindSafe(|| check(&text)));
            let took = cpu_seconds()? - started;
            slowest = slowest.max(took);
            match told {
                Err(_) => problems.push(format!("{name}, seed {seed}: crashed")),
                Ok(Err(error)) => problems.push(format!("{name}, seed {seed}: {error}")),
                // The first line of a brief is its writer's title.
                Ok(Ok(true)) if name.starts_with("brief") && said(&text) != said(input) => {
                    problems.push(format!("{name}, seed {}: forged, and holds", seed - 1));
                }
                Ok(Ok(_)) => {}
            }
            if took > SLOWEST {
                problems.push(format!("{name}, seed {seed}: took {took:.1} s"));
            }
        }
        println!("{name}: {tried} mutated, {done} characters, the slowest {slowest:.2} s");
    }
    println!("{} problems", problems.len());
    problems.iter().take(20).for_each(|problem| println!("  {problem}"));
    if problems.is_empty() { Ok(()) } else { Err("what is mutated breaks something".into()) }
}

/// The letters and digits behind the first line.
fn said(text: &str) -> String {
    text.split_once('\n').map_or(text, |(_, rest)| rest).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Makes the record of the example.
fn fill(path: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/crisis-week"), &mut files)?;
    files.sort();
    let mut record = Record::open(path)?;
    let resources = rapporteur_desk::resources_of(&record)?;
    let pieces = files.into_iter().filter_map(|file| {
        let bytes = std::fs::read(&file).ok()?;
        let format = sniff(&bytes[..bytes.len().min(4096)], &file.to_string_lossy());
        let held = matches!(
            format,
            Format::Gzip | Format::Zip | Format::Tar | Format::Warc | Format::Arc | Format::Foreign(_) | Format::JsonLines
        );
        (!held).then(|| Arrival::Piece(Piece { input: file.to_string_lossy().into_owned(), format, stated: Stated::default(), bytes }))
    });
    let stop = AtomicBool::new(false);
    rapporteur_store::add(&mut record, &resources, pieces, &stop, |_| {})?;
    record.derive(&resources, &rapporteur_desk::languages()?, &stop, &|_, _, _| {})?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> Outcome<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
