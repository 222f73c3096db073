//! The tools: what each is called and takes stands in `static/tools.json`; here stands what each asks the desk. None writes.

mod arguments;
mod council;
mod look;
mod page;
mod said;
mod standing;

pub(crate) use arguments::Arguments;

use rapporteur::extract::Languages;
use rapporteur_desk::Desk;
use rapporteur_store::Behind;
use serde_json::{Map, Value, json};
use std::fmt::Display;

/// The list as a client gets it, but for what is the same of all.
const LIST: &str = include_str!("../../static/tools.json");

/// What a tool asks.
pub(crate) struct Asking<'a> {
    /// The record as it stands now.
    pub(crate) desk: &'a Desk,
    /// The models of the languages, which the first that needs them reads.
    pub(crate) languages: &'a dyn Fn() -> Result<&'a Languages, Failure>,
}

/// Why a tool has no answer: in words that an assistant can act on.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl Display) -> Self {
        Self(what.to_string())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.chars().take(page::LONGEST_WORDS).collect::<String>())
    }
}

impl From<rapporteur_desk::Error> for Failure {
    fn from(error: rapporteur_desk::Error) -> Self {
        error.advice().map_or_else(|| Self::new(&error), |advice| Self::new(format!("{error}; {advice}")))
    }
}

impl From<rapporteur_store::Error> for Failure {
    fn from(error: rapporteur_store::Error) -> Self {
        rapporteur_desk::Error::from(error).into()
    }
}

type Answer = fn(&Asking<'_>, &Arguments<'_>) -> Result<Value, Failure>;

/// The answer of each tool, by its name.
const ANSWERS: [(&str, Answer); 8] = [
    ("search", look::search),
    ("fetch", look::fetch),
    ("statements", said::statements),
    ("story", look::story),
    ("who", said::who),
    ("verify_text", said::verify_text),
    ("standing", standing::standing),
    ("council", council::council),
];

/// One tool.
#[derive(Debug)]
pub(crate) struct Tool {
    schema: Value,
    answer: Answer,
}

/// All tools.
#[derive(Debug)]
pub(crate) struct Tools {
    list: Value,
    tools: Vec<(&'static str, Tool)>,
}

impl Tools {
    /// Reads the list that ships with the program.
    pub(crate) fn read() -> Self {
        let mut list: Vec<Value> = serde_json::from_str(LIST).expect("the list ships with the program, and a test reads it");
        let tools = ANSWERS.iter().map(|(name, answer)| {
            let listed = list.iter().find(|tool| tool["name"] == *name);
            let schema = listed.map_or(Value::Null, |tool| tool["inputSchema"].clone());
            (*name, Tool { schema, answer: *answer })
        });
        let tools = tools.collect();
        for tool in &mut list {
            tool["annotations"] = json!({"readOnlyHint": true, "idempotentHint": true, "openWorldHint": false});
        }
        Self { list: Value::from(list), tools }
    }

    /// The list as a client gets it.
    pub(crate) fn list(&self) -> &Value {
        &self.list
    }

    /// The tool of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&Tool> {
        self.tools.iter().find(|(known, _)| *known == name).map(|(_, tool)| tool)
    }
}

impl Tool {
    /// Answers, once the arguments are what the list says.
    pub(crate) fn call(&self, asking: &Asking<'_>, given: &Map<String, Value>) -> Result<Value, Failure> {
        let arguments = Arguments::checked(&self.schema, given)?;
        let mut answer = (self.answer)(asking, &arguments)?;
        if let Some(behind) = behind(asking.desk.record.behind(&asking.desk.resources)?) {
            answer["behind"] = json!(behind);
        }
        Ok(answer)
    }
}

/// How far the record is behind its reports; nothing where it is not.
fn behind(behind: Behind) -> Option<String> {
    match behind {
        Behind { is_other: true, .. } => {
            Some("the record was made with another version or other word lists: run `rapporteur derive`".to_owned())
        }
        Behind { waiting: 0, .. } => None,
        Behind { waiting, .. } => Some(format!("{waiting} of its reports are not yet compared: run `rapporteur derive`")),
    }
}
