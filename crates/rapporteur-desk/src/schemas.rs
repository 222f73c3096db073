//! What the fields of rows mean: a JSON Schema (2020-12) for each kind of row, kept in `schemas/`, and the data dictionary made from them.
//!
//! The schemas are written by hand and held by a test against the rows of the example. Rows are checked by no schema when they are printed:
//! [`crate::interchange`] makes them.

use serde_json::Value;

/// The schema of one kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// What the kind is called, here and on the command line.
    pub name: &'static str,
    /// The schema, as JSON.
    pub source: &'static str,
}

macro_rules! schemas {
    ($($name:literal)*) => {
        /// The names of all kinds, in the order of [`SCHEMAS`].
        pub const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// All of them: rows that `export` prints first, then those of single commands.
        pub const SCHEMAS: [Schema; NAMES.len()] =
            [$(Schema { name: $name, source: include_str!(concat!("../schemas/", $name, ".json")) }),*];
    };
}

schemas! {
    "reports" "reprints" "stories" "actors" "statements" "contacts" "events" "polecat" "commitments" "positions" "drafts"
    "story-list" "actor" "standings" "moments" "brief" "corrections" "searches" "alerts"
}

/// One field of a row, or of what lies within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it is: `counts.reports`, `wordings[].form`.
    pub path: String,
    /// What its values are, in words.
    pub values: String,
    /// What it means.
    pub meaning: String,
}

impl Schema {
    /// The one of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// The schema as a value.
    pub fn value(&self) -> Value {
        serde_json::from_str(self.source).expect("a shipped schema is JSON, which a test holds")
    }

    /// What a row is.
    pub fn meaning(&self) -> String {
        words(&self.value(), "description")
    }

    /// The fields of a row, each before what lies within it.
    pub fn fields(&self) -> Vec<Field> {
        let (whole, mut fields) = (self.value(), Vec::new());
        within(&whole, &whole, "", &mut fields);
        fields
    }
}

fn words(schema: &Value, key: &str) -> String {
    schema[key].as_str().unwrap_or_default().to_owned()
}

/// A schema, or the one that it refers to.
fn followed<'a>(whole: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema["$ref"].as_str().and_then(|target| whole.pointer(target.strip_prefix('#')?));
    target.map_or(schema, |target| followed(whole, target))
}

/// Adds the fields of an object, or of the objects of a list, behind a path.
fn within(whole: &Value, schema: &Value, path: &str, fields: &mut Vec<Field>) {
    let schema = followed(whole, schema);
    for one in schema["oneOf"].as_array().into_iter().flatten() {
        within(whole, one, path, fields);
    }
    if schema["items"].is_object() {
        within(whole, &schema["items"], &format!("{path}[]"), fields);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let own = words(field, "description");
        let meaning = if own.is_empty() { words(followed(whole, field), "description") } else { own };
        fields.push(Field { path: path.clone(), values: values(whole, field), meaning });
        within(whole, field, &path, fields);
    }
}

/// What values a schema allows, in words.
fn values(whole: &Value, schema: &Value) -> String {
    let schema = followed(whole, schema);
    if let Some(listed) = schema["enum"].as_array() {
        return either(listed.iter().map(|one| one.as_str().unwrap_or("null").to_owned()));
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return either(choices.iter().map(|one| values(whole, one)));
    }
    let of_list = || match &schema["items"] {
        items if items.is_object() => format!("list of {}", plural(&values(whole, items))),
        _ => either(schema["prefixItems"].as_array().into_iter().flatten().map(|one| values(whole, one))).replace(" or ", " and "),
    };
    let word = |kind: &str| match kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" if schema["prefixItems"].is_array() && schema["items"] == false => format!("[{}]", of_list()),
        "array" => of_list(),
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::Array(kinds) => either(kinds.iter().filter_map(Value::as_str).map(word)),
        kind => word(kind.as_str().unwrap_or("value")),
    }
}

fn either(choices: impl Iterator<Item = String>) -> String {
    let mut choices: Vec<String> = choices.collect();
    choices.dedup();
    match choices.pop() {
        Some(last) if choices.is_empty() => last,
        Some(last) => format!("{} or {last}", choices.join(", ")),
        None => String::new(),
    }
}

fn plural(word: &str) -> String {
    match word {
        "text" => "texts".to_owned(),
        "object" => "objects".to_owned(),
        other => other.to_owned(),
    }
}
