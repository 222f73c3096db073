//! Builds the shipped lists of states and of holders of offices from openly licensed lists, one file for each licence.
//!
//! A list whose data have no licence of their own (REIGN: only its site names one) is left out.

use crate::bench_data::{Outcome, folder};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each list with the day as of which its open tenures are known.
const LEADERS_AS_OF: &str = "2022-10-10";
const MINISTERS_AS_OF: &str = "2023-01-10";
const POSTS_AS_OF: &str = "2023-01-10";
const HEADS_AS_OF: &str = "2026-08-22";

/// Writes `data/states.tsv` and `data/holders_*.tsv` of the data crate, as `resources::Actors` reads them.
pub(crate) fn actors() -> Outcome<()> {
    let bench = folder().ok_or("the benchmark data is not there; set RAPPORTEUR_BENCH to its folder")?.join("actors");
    let mut states = Vec::new();
    let codes = countries(&bench, &mut states)?;
    write("states", "States and territories. Made by `cargo xtask data actors`.", &states)?;
    let mut wikidata = BTreeSet::new();
    leaders(&bench, &codes, &mut wikidata)?;
    ministers(&bench, &codes, &mut wikidata)?;
    posts(&bench, &mut wikidata)?;
    write("holders_wikidata", "Who held which office when: facts of Wikidata. Made by `cargo xtask data actors`.", &lines(&wikidata))?;
    let mut current = BTreeSet::new();
    heads(&bench, &codes, &mut current)?;
    write("holders_2026", "Who holds which office in 2026. Made by `cargo xtask data actors`.", &lines(&current))
}

fn write(name: &str, head: &str, lines: &[String]) -> Outcome<()> {
    let table = format!("# {head} See SOURCES.toml.\n{}\n", lines.join("\n"));
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../crates/rapporteur-data/data/{name}.tsv")), &table)?;
    println!("{name}: {} lines, {} bytes", lines.len(), table.len());
    Ok(())
}

/// Office, state, person's key, name, from, until, as of.
type Holder = [String; 7];

fn lines(holders: &BTreeSet<Holder>) -> Vec<String> {
    holders.iter().map(|holder| format!("holder\t{}", holder.join("\t"))).collect()
}

/// The states and territories with their names and capitals, and the code of each name.
fn countries(bench: &Path, table: &mut Vec<String>) -> Outcome<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(bench.join("country_codes/country-codes.csv"))?;
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|one| one == name).ok_or_else(|| format!("the list of countries has no {name}"));
    let (code, display, capital) = (column("ISO3166-1-Alpha-3")?, column("CLDR display name")?, column("Capital")?);
    let others = [column("UNTERM English Short")?, column("UNTERM English Formal")?, column("official_name_en")?];
    let independent = column("is_independent")?;
    let mut codes = BTreeMap::new();
    let mut rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|row| row[code].to_owned());
    for row in rows.iter().filter(|row| !row[code].is_empty()) {
        let name = common(&row[display]);
        let mut names: BTreeSet<String> = others.iter().map(|&other| plain(&row[other])).filter(|name| !name.is_empty()).collect();
        names.remove(&name);
        // The list calls Taiwan independent; it has no seat in the United Nations, and Palestine and the Holy See are observers.
        let member = (&row[independent] == "Yes" && &row[code] != "TWN") || matches!(&row[code], "PSE" | "VAT");
        let kind = if member { "state" } else { "territory" };
        let listed = names.iter().cloned().collect::<Vec<_>>().join(";");
        table.push(format!("{kind}\t{}\t{name}\t{listed}\t\t{}", &row[code], &row[capital]));
        codes.extend(names.into_iter().chain([name]).map(|name| (name, row[code].to_owned())));
    }
    Ok(codes)
}

/// A country's name as English prints it.
fn common(display: &str) -> String {
    match display {
        "UK" => "United Kingdom".to_owned(),
        "US" => "United States".to_owned(),
        "Bosnia" => "Bosnia and Herzegovina".to_owned(),
        "Congo - Brazzaville" => "Congo".to_owned(),
        "Congo - Kinshasa" => "Democratic Republic of the Congo".to_owned(),
        name => name.replace(" & ", " and ").replace("St. ", "Saint ").replace('’', "'"),
    }
}

/// A name without its article and notes: "Russian Federation (the)", "the Republic of Albania", "Niue **".
fn plain(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or_default().trim_end_matches([' ', '*']);
    name.strip_prefix("the ").unwrap_or(name).to_owned()
}

/// The code of a state as lists of offices write its name; empty for one that the list of states does not have.
fn code(codes: &BTreeMap<String, String>, name: &str) -> String {
    let other = match name {
        "People's Republic of China" => "China",
        "United States of America" => "United States",
        "Kingdom of the Netherlands" => "Netherlands",
        "Republic of Ireland" => "Ireland",
        "The Gambia" => "Gambia",
        "The Bahamas" => "Bahamas",
        "Turkey" => "Türkiye",
        "Federated States of Micronesia" => "Micronesia",
        "State of Palestine" => "Palestine",
        "DR Congo" => "Democratic Republic of the Congo",
        "Republic of the Congo" => "Congo",
        "Ivory Coast" => "Côte d'Ivoire",
        "East Timor" => "Timor-Leste",
        "Czech Republic" => "Czechia",
        "São Tomé and Príncipe" => "São Tomé and Príncipe",
        "Kosovo" => return "XKX".to_owned(),
        name => name,
    };
    codes.get(other).or_else(|| codes.get(name)).cloned().unwrap_or_default()
}

/// An office's name that begins as offices are asked for: "Premier of China" and not of "the People's Republic of China".
fn office(title: &str, state: &str) -> String {
    let (post, of) = title.split_once(" of ").unwrap_or((title, state));
    let post = match post {
        "Federal Chancellor" => "Chancellor",
        "Prime minister" => "Prime Minister",
        "monarch" | "Monarch" => "Monarch",
        post => post,
    };
    let of = match of {
        "the People's Republic of China" => "China",
        "the Republic of Poland" => "Poland",
        of => of,
    };
    format!("{} of {of}", capital(post))
}

fn leaders(bench: &Path, codes: &BTreeMap<String, String>, holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    let mut reader = csv::Reader::from_path(bench.join("world_leaders_2021/wikidata.csv"))?;
    for row in reader.records() {
        let row = row?;
        if row[5].is_empty() || row[5].starts_with('Q') {
            continue;
        }
        let office = office(&row[3], &row[1]);
        holders.insert([office, code(codes, &row[1]), row[4].into(), row[5].into(), row[6].into(), row[7].into(), LEADERS_AS_OF.into()]);
    }
    Ok(())
}

fn ministers(bench: &Path, codes: &BTreeMap<String, String>, holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    let mut reader = csv::Reader::from_path(bench.join("foreign_ministers_2023/sources_foreign_wikidata.csv"))?;
    for row in reader.records() {
        let row = row?;
        if !row[0].is_empty() {
            let office = format!("Foreign Minister of {}", &row[3]);
            let open = [row[6].to_owned(), String::new(), MINISTERS_AS_OF.to_owned()];
            let [from, until, as_of] = open;
            holders.insert([office, code(codes, &row[3]), row[0].into(), row[1].into(), from, until, as_of]);
        }
    }
    Ok(())
}

/// Posts at international organisations; judges and permanent representatives are many to a post and are left out.
fn posts(bench: &Path, holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    for file in ["html_holders21.csv", "html_current.csv"] {
        let mut reader = csv::Reader::from_path(bench.join("foreign_ministers_2023").join(file))?;
        for row in reader.records() {
            let row = row?;
            if row[2].is_empty() || ["Judge", "Permanent Representative", "Under-Secretary"].iter().any(|many| row[0].starts_with(many)) {
                continue;
            }
            let days = [row[3].to_owned(), row[4].to_owned(), POSTS_AS_OF.to_owned()];
            let [from, until, as_of] = days;
            holders.insert([capital(&row[0]), String::new(), row[2].into(), row[1].into(), from, until, as_of]);
        }
    }
    Ok(())
}

/// Heads of state and government of thirty states in 2026, by their titles; their persons have no key and are known by name.
fn heads(bench: &Path, codes: &BTreeMap<String, String>, holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    let mut reader = csv::Reader::from_path(bench.join("world_leaders_2026/current_all-leaders.csv"))?;
    for row in reader.records() {
        let row = row?;
        let state = code(codes, &row[0]);
        for at in [2, 5] {
            let (title, name, since) = (row[at].split([',', '(']).next().unwrap_or_default().trim(), &row[at + 1], &row[at + 2]);
            // "Prime Minister (King)" beside "King": the set gives the one who governs for the one who reigns.
            let mixed = at == 5 && row[2].contains(&format!("({title})"));
            if !state.is_empty() && !name.is_empty() && !mixed {
                let office = format!("{title} of {}", &row[0]);
                holders.insert([office, state.clone(), String::new(), name.into(), since.into(), String::new(), HEADS_AS_OF.into()]);
            }
        }
    }
    Ok(())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
