//! The schemas of rows: every row of the example is as its schema says, and every field that appears is described.
//!
//! What checks here knows the few keywords that the schemas use and refuses any other, so that nothing in them stands unchecked. A validator
//! of the whole standard would bring some forty crates for that.

use crate::hands::Bench;
use rapporteur::extract::{
    CommitmentKind, ContactKind, EventType, Form, Manner, MentionKind, ReferentKind, Sense, Stance, Standing, Status, Voice,
};
use rapporteur::link::actor::Why;
use rapporteur::link::{commitment, statement::Variant};
use rapporteur_desk::schemas::{SCHEMAS, Schema};
use serde_json::Value;

/// What prints rows of each kind.
const PRINTED: [(&str, &[&str]); 27] = [
    ("reports", &["export", "reports"]),
    ("reports", &["export", "reports", "--offsets", "chars"]),
    ("reprints", &["export", "reprints"]),
    ("stories", &["export", "stories"]),
    ("actors", &["export", "actors"]),
    ("actors", &["actors", "--json"]),
    ("statements", &["export", "statements"]),
    ("statements", &["statements", "--json"]),
    ("contacts", &["export", "contacts"]),
    ("contacts", &["contacts", "--json"]),
    ("events", &["export", "events"]),
    ("events", &["events", "--json", "--all-rows"]),
    ("polecat", &["export", "polecat"]),
    ("commitments", &["export", "commitments"]),
    ("commitments", &["ledger", "--json"]),
    ("positions", &["export", "positions"]),
    ("drafts", &["export", "drafts"]),
    ("story-list", &["stories", "--json"]),
    ("actor", &["actor", "Oss", "--json"]),
    ("actor", &["actor", "Oss", "--why", "--json"]),
    ("standings", &["positions", "--json"]),
    ("moments", &["timeline", "Veldania", "--json"]),
    ("corrections", &["corrections", "--all", "--json"]),
    ("searches", &["searches", "--json"]),
    ("brief", &["brief", "--format", "json"]),
    ("brief", &["brief", "--since", "2031-03-04", "--annex", "--format", "json"]),
    ("alerts", &["watch", "--once", "--json", "--today", "2031-03-12", "watch.toml"]),
];

#[test]
fn rows_of_the_example_are_as_their_schemas_say() {
    let bench = Bench::new();
    bench.good(&["demo", "--into", "demo"]);
    bench.good(&["council", "draft", "open", "S/2022/155", "--on", "2022-02-24", "--item", "Ukraine", "--by", "Albania"]);
    bench.good(&["actor", "same", "person:katrin-oss", "person:tomas-reyl", "--why", "a test of rows"]);
    bench.good(&["undo", "1"]);
    bench.good(&["search", "strait", "--save", "Strait"]);
    bench.good(&["report", "edit", "r4b8e", "--outlet", "Meridian Newswire", "--language", ""]);
    bench.good(&["undo", "2"]);
    bench.good(&["report", "remove", "r9a13", "--why", "a test of rows"]);
    // A report that was not yet compared has rows too, with less in them.
    bench.write("late.txt", "The pilots of Halden met at noon.");
    bench.good(&["add", "--quiet", "--later", "late.txt"]);
    bench.write("in/new.txt", "The pilots of Halden met again. “We will go back to work by 14 March 2031,” their speaker Ana Wells said.");
    bench.write(
        "watch.toml",
        "[[source]]\nat = \"in\"\n[[alert]]\nname = \"pilots\"\nsearch = \"pilots\"\n[[alert]]\nname = \"soon\"\ndue = \"9d\"\n",
    );
    let mut wrong = Vec::new();
    for (name, arguments) in PRINTED {
        let schema = Schema::named(name).expect("the kind has a schema").value();
        let printed = bench.good(arguments);
        let mut rows = 0;
        for line in printed.lines() {
            let row: Value = serde_json::from_str(line).expect("a row is JSON");
            validate(&schema, &schema, &row, name, &mut wrong);
            rows += 1;
        }
        assert!(rows > 0, "{arguments:?} prints no row to look at");
    }
    for name in ["reports", "reprints", "stories", "actors", "statements", "contacts", "events", "polecat", "commitments", "positions"] {
        let header = bench.good(&["export", name, "--format", "csv"]);
        let schema = Schema::named(name).expect("the kind has a schema").value();
        let named: Vec<&str> = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        assert_eq!(header.lines().next(), Some(named.join(",").as_str()), "columns of {name}");
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_field_is_described_in_its_place() {
    for schema in SCHEMAS {
        let value = schema.value();
        assert_eq!(value["$id"], format!("{}.json", schema.name).as_str());
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema.meaning().ends_with('.'), "{} says what a row is", schema.name);
        let fields = schema.fields();
        assert!(fields.len() >= 3, "{} has fields", schema.name);
        for field in fields {
            assert!(field.meaning.ends_with('.'), "{}: {} is described in a sentence", schema.name, field.path);
            assert!(!field.values.is_empty(), "{}: {} has values", schema.name, field.path);
        }
    }
}

/// Closed lists in the schemas are those of the engine, whether or not the example has all of them.
#[test]
fn lists_of_words_are_those_of_the_engine() {
    let held = |name: &str, place: &str, engine: &[&str]| {
        let schema = Schema::named(name).expect("the kind has a schema").value();
        let listed = schema.pointer(place).and_then(|one| one["enum"].as_array()).unwrap_or_else(|| panic!("{name} has a list at {place}"));
        let mut listed: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
        let mut engine = engine.to_vec();
        listed.sort_unstable();
        engine.sort_unstable();
        assert_eq!(listed, engine, "{name}, {place}");
    };
    let wording = |field: &str| format!("/$defs/wording/properties/{field}");
    held("statements", &wording("form"), &Form::ALL.map(Form::label));
    held("statements", &wording("manner"), &Manner::ALL.map(Manner::label));
    held("statements", &wording("sense"), &Sense::ALL.map(Sense::label));
    held("statements", &wording("standing"), &Standing::ALL.map(Standing::label));
    held("statements", &wording("variant"), &Variant::ALL.map(Variant::label));
    held("contacts", "/properties/kind", &ContactKind::ALL.map(ContactKind::label));
    held("contacts", "/properties/status", &Status::ALL.map(Status::label));
    held("events", "/properties/type", &EventType::ALL.map(EventType::label));
    held("events", "/properties/status", &Status::ALL.map(Status::label));
    held("moments", "/properties/status", &Status::ALL.map(Status::label));
    held("commitments", "/properties/kind", &CommitmentKind::ALL.map(CommitmentKind::label));
    held("commitments", "/properties/status", &commitment::Status::ALL.map(commitment::Status::label));
    held("positions", "/properties/stance", &Stance::ALL.map(Stance::label));
    held("positions", "/properties/voice", &Voice::ALL.map(Voice::label));
    held("standings", "/properties/stance", &Stance::ALL.map(Stance::label));
    held("actors", "/properties/kind", &ReferentKind::ALL.map(ReferentKind::label));
    held("actor", "/properties/cast/items/properties/why", &Why::ALL.map(Why::label));
    held("actor", "/properties/cast/items/properties/mentions/items/properties/kind", &MentionKind::ALL.map(MentionKind::label));
}

#[test]
fn what_is_not_as_its_schema_says_is_found() {
    let schema = Schema::named("statements").expect("the kind has a schema").value();
    let faults = |row: &str| {
        let (row, mut wrong) = (serde_json::from_str(row).expect("it is JSON"), Vec::new());
        validate(&schema, &schema, &row, "row", &mut wrong);
        wrong.len()
    };
    let row = r#"{"id":"q1","speaker":null,"speaker_id":null,"speakers":[],"addressee":null,"addressee_id":null,"when":null,"when_value":null,"story":"s1","origins":1,"wordings":[]}"#;
    assert_eq!(faults(row), 0);
    assert_eq!(faults(&row.replace(r#""origins":1"#, r#""origins":-1"#)), 1);
    assert_eq!(faults(&row.replace(r#""origins":1"#, r#""origins":"1""#)), 1);
    assert_eq!(faults(&row.replace(r#""id":"q1","#, "")), 1);
    assert_eq!(faults(&row.replace(r#""id""#, r#""key":"q1","id""#)), 1);
    assert!(faults(&row.replace(r#""wordings":[]"#, r#""wordings":[{}]"#)) > 10);
}

/// Notes where a value is not as a schema says.
fn validate(whole: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else { return wrong.push(format!("{at}: the schema is no object")) };
    for (keyword, told) in keywords {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let target = told.as_str().and_then(|target| whole.pointer(target.strip_prefix('#')?));
                match target {
                    Some(target) => validate(whole, target, value, at, wrong),
                    None => wrong.push(format!("{at}: {told} leads nowhere")),
                }
            }
            "type" => {
                let is_one = told.as_array().map_or_else(|| is_of(value, told), |kinds| kinds.iter().any(|kind| is_of(value, kind)));
                note(is_one, wrong, || format!("{at}: {value} is not {told}"));
            }
            "enum" => {
                note(told.as_array().is_some_and(|listed| listed.contains(value)), wrong, || format!("{at}: {value} is not listed"));
            }
            "oneOf" => {
                let fits = |one: &&Value| {
                    let mut faults = Vec::new();
                    validate(whole, one, value, at, &mut faults);
                    faults.is_empty()
                };
                let fitting = told.as_array().into_iter().flatten().filter(fits).count();
                note(fitting == 1, wrong, || format!("{at}: {value} fits {fitting} of its choices"));
            }
            "minimum" => {
                note(value.as_f64().is_none_or(|number| Some(number) >= told.as_f64()), wrong, || format!("{at}: {value} is too small"))
            }
            "maximum" => {
                note(value.as_f64().is_none_or(|number| Some(number) <= told.as_f64()), wrong, || format!("{at}: {value} is too large"))
            }
            "minItems" => {
                note(value.as_array().is_none_or(|list| Some(list.len() as u64) >= told.as_u64()), wrong, || format!("{at}: too few"))
            }
            "maxItems" => {
                note(value.as_array().is_none_or(|list| Some(list.len() as u64) <= told.as_u64()), wrong, || format!("{at}: too many"))
            }
            "required" => {
                for name in told.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    note(value.as_object().is_none_or(|object| object.contains_key(name)), wrong, || format!("{at}: {name} is missing"));
                }
            }
            "properties" => {
                for (name, inside) in told.as_object().into_iter().flatten() {
                    if let Some(value) = value.get(name) {
                        validate(whole, inside, value, &format!("{at}.{name}"), wrong);
                    }
                }
            }
            "additionalProperties" => {
                for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| schema["properties"].get(*name).is_none()) {
                    match told {
                        Value::Bool(allowed) => note(*allowed, wrong, || format!("{at}: {name} is not described")),
                        inside => validate(whole, inside, value, &format!("{at}.*"), wrong),
                    }
                }
            }
            "prefixItems" => {
                for (inside, value) in told.as_array().into_iter().flatten().zip(value.as_array().into_iter().flatten()) {
                    validate(whole, inside, value, &format!("{at}[]"), wrong);
                }
            }
            "items" => {
                let before = schema["prefixItems"].as_array().map_or(0, Vec::len);
                for value in value.as_array().into_iter().flatten().skip(before) {
                    match told {
                        Value::Bool(allowed) => note(*allowed, wrong, || format!("{at}: more than is described")),
                        inside => validate(whole, inside, value, &format!("{at}[]"), wrong),
                    }
                }
            }
            other => wrong.push(format!("{at}: nothing here checks `{other}`")),
        }
    }
}

fn note(holds: bool, wrong: &mut Vec<String>, fault: impl FnOnce() -> String) {
    if !holds {
        wrong.push(fault());
    }
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap_or_default() {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}
