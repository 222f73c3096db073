//! What a tool is asked with, held against what the list of tools says of it. What does not fit is told in words that a model can mend.

use super::Failure;
use serde_json::{Map, Value};

/// Arguments that fit.
#[derive(Debug)]
pub(crate) struct Arguments<'a>(&'a Map<String, Value>);

impl<'a> Arguments<'a> {
    /// Holds arguments against a schema: known names, the kinds of their values, the words of a closed list, nothing missing. A null is
    /// as good as nothing.
    pub(crate) fn checked(schema: &Value, given: &'a Map<String, Value>) -> Result<Self, Failure> {
        let nothing = Map::new();
        let known = schema["properties"].as_object().unwrap_or(&nothing);
        for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
            let Some(property) = known.get(name) else {
                let names: Vec<&str> = known.keys().map(String::as_str).collect();
                return Err(Failure::new(format!("there is no argument `{name}`; there are: {}", names.join(", "))));
            };
            let (fits, kind) = match property["type"].as_str() {
                Some("integer") => (value.is_u64(), "a whole number"),
                Some("boolean") => (value.is_boolean(), "true or false"),
                Some("array") => (value.as_array().is_some_and(|list| list.iter().all(Value::is_string)), "a list of texts"),
                _ => (value.is_string(), "a text"),
            };
            if !fits {
                return Err(Failure::new(format!("`{name}` must be {kind}")));
            }
            if let Some(words) = property["enum"].as_array().filter(|words| !words.contains(value)) {
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                return Err(Failure::new(format!("`{name}` must be one of: {}", words.join(", "))));
            }
        }
        let arguments = Self(given);
        let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        match needed.into_iter().find(|name| arguments.text(name).is_none()) {
            Some(name) => Err(Failure::new(format!("`{name}` is needed"))),
            None => Ok(arguments),
        }
    }

    /// Refuses what says nothing beside something else that is given: no argument is passed over in silence.
    pub(crate) fn apart(&self, one: &str, others: &[&str]) -> Result<(), Failure> {
        let is_given = |name: &str| self.text(name).is_some() || self.0.get(name).is_some_and(Value::is_array);
        match others.iter().find(|other| is_given(one) && is_given(other)) {
            Some(other) => Err(Failure::new(format!("`{other}` says nothing beside `{one}`; leave one of them out"))),
            None => Ok(()),
        }
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The same, to keep.
    pub(crate) fn own(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// A text as it was given, spaces and all: positions in it stay.
    pub(crate) fn untouched(&self, name: &str) -> &'a str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.0.get(name).and_then(Value::as_u64).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// Is it asked for?
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The texts of a list.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        self.0.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
