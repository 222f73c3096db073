//! Inputs whose cost might grow faster than their size: each is read and told at four sizes, by the processor's time.
//!
//! Measures only. What a character costs should be the same at all sizes: the last columns say how many times more it costs at the largest size
//! than at the one of 100,000, and how many times more than in prose. At the smallest size what is set up for a report weighs most.

use crate::bench_data::Outcome;
use crate::eval_language::cpu_seconds;
use crate::eval_statements::languages;
use rapporteur::ingest::{Format, Stated, read_stated, sniff};
use rapporteur::record::derive::Summary;
use rapporteur::resources::Resources;
use std::io::Write;

/// Characters of the inputs.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 3_000_000];
/// Place among them of the size with which the largest is compared.
const BASE: usize = 1;
/// Seconds at one size beyond which the next is not tried.
const PATIENCE: f64 = 60.0;

type Make = fn(usize) -> String;

/// Words of no sentence.
const WORDS: [&str; 12] = ["river", "stone", "harbour", "said", "that", "envoy", "and", "told", "council", "winter", "of", "ships"];

const INPUTS: [(&str, Make); 32] = [
    ("prose", |n| "The envoy said on Monday that “the talks go on” and left for home. ".repeat(n / 68)),
    ("full stops", |n| format!("The talks begin. {} a", ".".repeat(n))),
    ("ellipses", |n| format!("The talks begin. {}", "…".repeat(n))),
    ("opening, then closing marks", |n| format!("{}a{}", "“".repeat(n / 2), "”".repeat(n / 2))),
    ("single marks without end", |n| "‘a ".repeat(n / 3)),
    ("opening, then closing brackets", |n| format!("{}a{}", "(".repeat(n / 2), ")".repeat(n / 2))),
    ("nested quotations", |n| format!("{}{}", "“he said ‘she said ".repeat(n / 30), "’ ”".repeat(n / 30))),
    ("one sentence without end", |n| "river stone said that harbour envoy and told ".repeat(n / 45)),
    ("one word without end", |n| "word".repeat(n / 4)),
    ("nested quotations, words between", |n| {
        format!("{}{}", "“he said on Monday that the harbour ".repeat(n / 80), "” and that the pier would stay open ".repeat(n / 80))
    }),
    ("words without a stop", |n| (0..n / 8).map(|at| format!("{} ", WORDS[(at * 7 + at / 13) % WORDS.len()])).collect()),
    ("emoji", |n| "🚢".repeat(n)),
    ("opening marks with spaces", |n| "“ ".repeat(n / 2)),
    ("less-than signs", |n| "<".repeat(n)),
    ("ampersands", |n| "&".repeat(n)),
    ("furniture", |n| "ALSO READ: Five things to know about the strait\n".repeat(n / 48)),
    ("short lines", |n| "The pier is shut.\n".repeat(n / 18)),
    ("broken lines", |n| "The harbour council voted on Saturday to keep the northern pier open\n".repeat(n / 69)),
    ("new names", |n| (0..n / 60).map(|at| format!("Minister Ana{at} Reyes{at} met envoy Bo{at} Holt{at} on Monday. ")).collect()),
    ("new quotations", |n| {
        (0..n / 70).map(|at| format!("“We count {at} ships here,” said Minister Ana{at} Reyes{at} of Oslo. ")).collect()
    }),
    ("page: meta without end", |n| format!("<html><head>{}", "<meta name=\"a\" ".repeat(n / 15))),
    ("page: details", |n| format!("<html><body>{}a", "<details>".repeat(n / 9))),
    ("page: header, aside, figure", |n| format!("<html><body>{}a", "<header><aside><figure><dl>".repeat(n / 27))),
    ("page: paragraphs", |n| {
        format!(
            "<html><body><h1>The talks begin today</h1>{}",
            "<p>The envoy said on Monday that “the talks go on” and left for home.</p>".repeat(n / 74)
        )
    }),
    ("table: rows", |n| format!("id,title,text\n{}", "1,Talks,The envoy said that the talks go on.\n".repeat(n / 43))),
    ("mail: lines", |n| {
        format!(
            "From: a@b.example\nSubject: Talks\nDate: Sat, 4 Dec 2021 10:00:00 +0100\n\n{}",
            "The envoy said that the talks go on.\n".repeat(n / 37)
        )
    }),
    ("page: attributes", |n| format!("<html><body><p {}>a</p>", (0..n / 8).map(|at| format!("a{at}=b ")).collect::<String>())),
    ("page: q without end", |n| format!("<html><body><p>{}", "<q>a ".repeat(n / 5))),
    ("page: links", |n| {
        format!("<html><body><h1>The talks begin today</h1>{}", "<p><a href=\"/a\">Talks begin again</a></p>".repeat(n / 42))
    }),
    ("page: articles", |n| format!("<html><body>{}", "<article><h1>Talks begin</h1><p>They met.</p></article>".repeat(n / 55))),
    ("feed: entries", |n| {
        format!("<rss><channel>{}", "<item><title>Talks</title><description>They met.</description></item>".repeat(n / 72))
    }),
    ("feed: tags without end", |n| format!("<rss><channel><item><title>a</title>{}", "<b <".repeat(n / 4))),
];

/// Prints time at both sizes and the exponent of each input.
pub(crate) fn run(resources: &Resources) -> Outcome<()> {
    let languages = languages()?;
    let spend = |text: &str| -> Outcome<f64> {
        let started = cpu_seconds()?;
        let format = sniff(text.as_bytes(), "");
        let format = if matches!(format, Format::Foreign(_)) { Format::Text } else { format };
        for report in read_stated(resources, format, text.as_bytes(), &Stated::default()).into_iter().flatten() {
            _ = Summary::of(resources, &report);
            _ = languages.of(Some("en")).findings(&resources.actors, &report);
        }
        Ok(cpu_seconds()? - started)
    };
    println!("{:34} {}  {:>8} {:>9}", "seconds of the processor", SIZES.map(|size| format!("{size:>10}")).join(" "), "by size", "to prose");
    let mut prose = 0.0;
    for (name, make) in INPUTS {
        let mut rates = Vec::new();
        print!("{name:34}");
        for size in SIZES {
            let text = make(size);
            let seconds = spend(&text)?;
            print!(" {seconds:10.3}");
            std::io::stdout().flush()?;
            rates.push(seconds / text.chars().count().max(1) as f64);
            if seconds > PATIENCE {
                break;
            }
        }
        let last = rates.last().copied().unwrap_or_default();
        if prose == 0.0 {
            prose = last;
        }
        // The clock ticks a hundred times a second: less than five ticks say nothing.
        let base = rates.get(BASE).copied().filter(|rate| rate * SIZES[BASE] as f64 >= 0.05);
        let by_size = base.map_or("-".to_owned(), |base| format!("{:.2}", last / base));
        println!("  {by_size:>8} {:9.2}{}", last / prose, if rates.len() < SIZES.len() { "  too slow to go on" } else { "" });
    }
    Ok(())
}
