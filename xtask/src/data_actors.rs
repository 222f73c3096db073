//! Builds the shipped gazetteer of states and holders of offices from openly licensed lists.

use crate::bench_data::{Outcome, field, folder, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Each list with the day as of which its open tenures are known.
const LEADERS_AS_OF: &str = "2022-10-10";
const MINISTERS_AS_OF: &str = "2023-01-10";
const POSTS_AS_OF: &str = "2023-01-10";
const HEADS_AS_OF: &str = "2026-08-22";

/// Writes `data/actors.tsv` of the data crate: lines `state` and `holder`, as `resources::Actors` reads them.
pub(crate) fn actors() -> Outcome<()> {
    let bench = folder().ok_or("the benchmark data is not there; set RAPPORTEUR_BENCH to its folder")?.join("actors");
    let mut table = String::from("# States, and who held which office when. Made by `cargo xtask data actors`; see SOURCES.toml.\n");
    let countries: Vec<Value> = serde_json::from_str(&text(&bench.join("world_countries/countries.json.gz"))?)?;
    let codes = states(&countries, &mut table)?;
    let mut holders = BTreeSet::new();
    leaders(&bench, &codes, &mut holders)?;
    ministers(&bench, &codes, &mut holders)?;
    posts(&bench, &mut holders)?;
    heads(&bench, &codes, &countries, &mut holders)?;
    let count = holders.len();
    for holder in holders {
        writeln!(table, "holder\t{}", holder.join("\t"))?;
    }
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rapporteur-data/data/actors.tsv"), &table)?;
    println!("{} states, {count} tenures, {} bytes", codes.values().collect::<BTreeSet<_>>().len(), table.len());
    Ok(())
}

/// Office, state, person's key, name, from, until, as of.
type Holder = [String; 7];

fn states(countries: &[Value], table: &mut String) -> Outcome<BTreeMap<String, String>> {
    let mut codes = BTreeMap::new();
    let mut sorted: Vec<&Value> = countries.iter().collect();
    sorted.sort_by_key(|country| field(country, "cca3").to_owned());
    for country in sorted {
        let code = match field(country, "cca3") {
            "UNK" => "XKX",
            code => code,
        };
        let (common, official) = (field(&country["name"], "common"), field(&country["name"], "official"));
        let words =
            |value: &Value| value.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect::<Vec<_>>();
        let latin = |word: &String| word.chars().count() > 3 && word.chars().all(|c| c.is_ascii() || ('À'..='ɏ').contains(&c));
        let mut aliases: BTreeSet<String> = words(&country["altSpellings"]).into_iter().filter(latin).collect();
        aliases.insert(official.to_owned());
        aliases.remove(common);
        let demonym = &country["demonyms"]["eng"];
        let people: BTreeSet<&str> = [field(demonym, "m"), field(demonym, "f")].into_iter().filter(|word| !word.is_empty()).collect();
        let join = |words: Vec<String>| words.join(";");
        writeln!(
            table,
            "state\t{code}\t{common}\t{}\t{}\t{}",
            join(aliases.iter().cloned().collect()),
            people.into_iter().collect::<Vec<_>>().join(";"),
            join(words(&country["capital"]))
        )?;
        for name in aliases.iter().map(String::as_str).chain([common, official]) {
            codes.insert(name.to_owned(), code.to_owned());
        }
    }
    Ok(codes)
}

/// The code of a state as lists of offices write its name.
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
        "Democratic Republic of the Congo" => "DR Congo",
        "Republic of the Congo" => "Congo",
        "Ivory Coast" => "Côte d'Ivoire",
        "East Timor" => "Timor-Leste",
        "Czech Republic" => "Czechia",
        "uk" => "United Kingdom",
        "usa" => "United States",
        name => name,
    };
    codes.get(other).or_else(|| codes.get(name)).cloned().unwrap_or_default()
}

fn leaders(bench: &Path, codes: &BTreeMap<String, String>, holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    let mut reader = csv::Reader::from_path(bench.join("world_leaders_2021/wikidata.csv"))?;
    for row in reader.records() {
        let row = row?;
        if row[5].is_empty() || row[5].starts_with('Q') {
            continue;
        }
        let office = capital(&row[3]);
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
            holders.insert([
                office,
                code(codes, &row[3]),
                row[0].into(),
                row[1].into(),
                row[6].into(),
                String::new(),
                MINISTERS_AS_OF.into(),
            ]);
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
            holders.insert([
                capital(&row[0]),
                String::new(),
                row[2].into(),
                row[1].into(),
                row[3].into(),
                row[4].into(),
                POSTS_AS_OF.into(),
            ]);
        }
    }
    Ok(())
}

/// Heads of state and government of thirty states in 2026; their persons have no key and are known by name.
fn heads(bench: &Path, codes: &BTreeMap<String, String>, countries: &[Value], holders: &mut BTreeSet<Holder>) -> Outcome<()> {
    let list: Value = serde_json::from_str(&std::fs::read_to_string(bench.join("world_leaders_2026/current_all-leaders.json"))?)?;
    let known: BTreeMap<String, String> = holders.iter().map(|holder| (holder[3].clone(), holder[2].clone())).collect();
    for (name, leader) in list["leaders"].as_object().ok_or("the list of heads has no leaders")? {
        let spelled: Vec<String> = name.split('_').map(capital).collect();
        let state = code(codes, &spelled.join(" ").replace("Usa", "usa").replace("Uk", "uk"));
        let Some(country) = countries.iter().find(|country| field(country, "cca3") == state) else { continue };
        for (post, title) in [("head_of_state", "Head of state"), ("head_of_government", "Head of government")] {
            let person = field(leader, post);
            if !person.is_empty() {
                let office = format!("{title} of {}", field(&country["name"], "common"));
                let key = known.get(person).cloned().unwrap_or_default();
                let since = field(leader, &format!("{post}_since")).to_owned();
                holders.insert([office, state.clone(), key, person.to_owned(), since, String::new(), HEADS_AS_OF.into()]);
            }
        }
    }
    Ok(())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
