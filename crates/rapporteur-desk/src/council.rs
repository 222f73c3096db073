//! The Council: what its rules make of a vote, who sits on it on a day, which drafts are on the table. Nothing here changes a draft.

use crate::{Desk, Error, Result, votes};
use jiff::civil::Date;
use rapporteur::council::{Ballot, Decision, Member, Outcome, Question, Reading, Seats, Vote, debate_due, decide};
use serde_json::{Map, Value, json};

/// A vote that is put to the rules; who is not named votes in favour, unless some are named as doing so.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The day, as people write it.
    pub on: String,
    /// What is put to the vote, by its code; none for a draft's substance.
    pub question: Option<String>,
    /// Of a dispute: its parties.
    pub parties: Vec<String>,
    /// Members by name, ISO code or group, and what each does.
    pub cast: Vec<(String, Vote)>,
}

/// The table of seats that ships with the program.
///
/// # Errors
/// When it is damaged.
pub fn seats() -> Result<Seats> {
    Seats::read(rapporteur_data::COUNCIL).map_err(|error| Error::advised(error, "the program's own files are damaged: install it again"))
}

/// One day.
///
/// # Errors
/// When it is none.
pub fn day(written: &str) -> Result<Date> {
    crate::days::one(written)
}

/// Words by which tables of votes name what was put to the vote, with its code; the first that stands in a field decides.
const PUT: [(&str, &str); 14] = [
    ("emergency", "emergency-session"),
    ("secretary", "secretary-general"),
    ("judge", "judge"),
    ("international court", "judge"),
    ("admission", "admission"),
    ("membership", "admission"),
    ("preliminary", "preliminary"),
    ("non-procedural", "substantive"),
    ("nonprocedural", "substantive"),
    ("procedur", "procedural"),
    ("agenda", "procedural"),
    ("dispute", "dispute"),
    ("substantive", "substantive"),
    ("draft resolution", "substantive"),
];

/// The code of what was put to the vote, as a table names it: "Election of judge" is `judge`. What is none of these stays as it is.
pub fn question_code(named: &str) -> String {
    let lower = named.trim().to_lowercase().replace('_', " ");
    let found = PUT.iter().find(|(word, _)| lower.contains(word));
    found.map_or_else(|| lower.replace(' ', "-"), |(_, code)| (*code).to_owned())
}

/// What was put to the vote, by its code.
pub fn question(code: &str, parties: Vec<String>) -> Option<Question> {
    Some(match code {
        "substantive" => Question::Substantive,
        "procedural" => Question::Procedural,
        "dispute" => Question::Dispute(parties),
        "preliminary" => Question::Preliminary,
        "admission" => Question::Admission,
        "secretary-general" => Question::SecretaryGeneral,
        "judge" => Question::Judge,
        "emergency-session" => Question::EmergencySession,
        _ => return None,
    })
}

/// Decides a vote as the Council's practice has it.
///
/// # Errors
/// When the day, a member or the question is not known, or a member votes twice.
pub fn decided(asked: &Asked) -> Result<Value> {
    let (seats, on) = (seats()?, day(&asked.on)?);
    let rest = asked.cast.iter().all(|(_, cast)| *cast != Vote::Yes).then_some(Vote::Yes);
    let ballot = Ballot::collect(&seats, on, &asked.cast, rest).map_err(Error::asked)?;
    let sitting = seats.members(on);
    let parties = asked.parties.iter().flat_map(|party| seats.find(party, &sitting)).map(|member| member.name.clone()).collect();
    let code = asked.question.as_deref().unwrap_or("substantive");
    let question = question(code, parties).ok_or_else(|| Error::asked(format!("there is no question `{code}`")))?;
    let decision = decide(&question, &ballot).map_err(Error::asked)?;
    Ok(decision_row(&question, Reading::default(), &ballot, &decision))
}

/// A decision as a row, with the arithmetic and the rules behind it.
pub fn decision_row(question: &Question, reading: Reading, ballot: &Ballot, decision: &Decision) -> Value {
    let votes: Map<String, Value> = ballot.votes.iter().map(|(member, cast)| (member.name.clone(), json!(cast.code()))).collect();
    let due = (decision.outcome == Outcome::Vetoed).then(|| debate_due(ballot.on)).flatten();
    json!({
        "outcome": decision.outcome.code(),
        "reason": decision.reason,
        "yes": decision.yes,
        "no": decision.no,
        "needed": decision.needed,
        "permanent_against": decision.against.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(),
        "rules": decision.rules,
        "on": ballot.on.to_string(),
        "question": question.code(),
        "reading": reading.name(),
        "votes": votes,
        "assembly_debate_due": due.map(|due| due.to_string()),
    })
}

/// Who sits on the Council on a day, and who presides.
///
/// # Errors
/// When it is no day, or its members are not known.
pub fn members(on: &str) -> Result<Vec<Value>> {
    let (seats, on) = (seats()?, day(on)?);
    let members = seats.members(on);
    if members.is_empty() {
        let (first, last) = seats.known();
        return Err(Error::asked(format!("the members on {on} are not known; the table covers {first} to {last}")));
    }
    let president = seats.president(on);
    let row = |member: &Member| {
        json!({"name": member.name, "iso3": member.iso3, "iso2": member.iso2, "permanent": member.permanent, "group": member.group,
               "presides": president == Some(member)})
    };
    Ok(members.into_iter().map(row).collect())
}

impl Desk {
    /// The drafts on the table on a day, or after all that is in the record, each with its stage then.
    ///
    /// # Errors
    /// When it is no day, or the record cannot be read.
    pub fn docket(&self, on: Option<&str>) -> Result<Vec<Value>> {
        let on = on.map(day).transpose()?;
        let mut rows = Vec::new();
        for draft in self.record.drafts()? {
            let stage = on.map_or_else(|| Some(draft.stage()), |on| draft.stage_on(on));
            let Some(stage) = stage.filter(|stage| stage.is_open()) else { continue };
            let mut row = votes::row(&draft);
            row["stage"] = json!(stage.name());
            rows.push(row);
        }
        Ok(rows)
    }
}
