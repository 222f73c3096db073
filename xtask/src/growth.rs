//! Inputs whose cost might grow faster than their size: each is read and told at two sizes, and the exponent is printed.
//!
//! Measures only. An exponent of 1 is linear; beyond 1.5 something takes the square of a length that an input chooses.

use crate::bench_data::Outcome;
use crate::eval_statements::languages;
use rapporteur::ingest::{Format, Stated, read_stated, sniff};
use rapporteur::record::derive::Summary;
use rapporteur::resources::Resources;
use std::time::Instant;

/// Characters of the smaller input, and how many times longer the other is.
const SMALL: usize = 20_000;
const TIMES: usize = 8;
/// Seconds beyond which the larger input is not tried.
const PATIENCE: f64 = 5.0;

type Make = fn(usize) -> String;

const INPUTS: [(&str, Make); 24] = [
    ("prose", |n| "The envoy said on Monday that “the talks go on” and left for home. ".repeat(n / 68)),
    ("full stops", |n| format!("The talks begin. {} a", ".".repeat(n))),
    ("ellipses", |n| format!("The talks begin. {}", "…".repeat(n))),
    ("opening, then closing marks", |n| format!("{}a{}", "“".repeat(n / 2), "”".repeat(n / 2))),
    ("single marks without end", |n| "‘a ".repeat(n / 3)),
    ("opening, then closing brackets", |n| format!("{}a{}", "(".repeat(n / 2), ")".repeat(n / 2))),
    ("nested quotations", |n| format!("{}{}", "“he said ‘she said ".repeat(n / 30), "’ ”".repeat(n / 30))),
    ("one sentence without end", |n| "river stone said that harbour envoy and told ".repeat(n / 45)),
    ("one word without end", |n| "word".repeat(n / 4)),
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
    let spend = |text: &str| {
        let started = Instant::now();
        let format = sniff(text.as_bytes(), "");
        let format = if matches!(format, Format::Foreign(_)) { Format::Text } else { format };
        for report in read_stated(resources, format, text.as_bytes(), &Stated::default()).into_iter().flatten() {
            _ = Summary::of(resources, &report);
            _ = languages.of(Some("en")).findings(&resources.actors, &report);
        }
        started.elapsed().as_secs_f64()
    };
    println!("{:32} {:>9} {:>9}  exponent", "input", SMALL, SMALL * TIMES);
    for (name, make) in INPUTS {
        let small = spend(&make(SMALL));
        if small * (TIMES * TIMES) as f64 > PATIENCE * 10.0 {
            println!("{name:32} {small:9.3}  too slow to go on");
            continue;
        }
        let large = spend(&make(SMALL * TIMES));
        println!("{name:32} {small:9.3} {large:9.3}  {:.2}", (large / small.max(0.001)).ln() / (TIMES as f64).ln());
    }
    Ok(())
}
