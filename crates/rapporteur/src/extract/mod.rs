//! What a report tells: who said what, as accounts with their evidence.
//!
//! It reads the analysis of one report and gives values over spans of its text. Nothing here knows about other reports.

mod afterthought;
mod asides;
mod assemble;
mod beside;
mod citing;
mod clauses;
mod commitments;
mod company;
mod conjuncts;
mod contacts;
mod cues;
mod days;
mod described;
mod events;
mod extents;
mod holders;
mod inserted;
mod issuer;
mod kinds;
mod label;
mod languages;
mod lead;
mod limits;
mod loose;
mod meanings;
mod mend;
mod naming;
mod nouns;
mod objects;
mod onward;
mod organs;
mod party;
mod persons;
mod phrases;
mod points;
mod positions;
mod predicates;
mod press;
mod pronouns;
mod referent;
mod referents;
mod relay;
mod roles;
mod rules;
mod score;
mod sense;
mod source;
mod speech;
mod standing;
mod statement;
mod syntax;
mod times;
mod titles;
mod told_of;
mod transcript;
mod turns;
mod unsaid;
mod via;
mod voices;

pub use commitments::{COMMITMENT_RULES, Commitment, CommitmentKind, CommitmentRule, CommitmentWords, Deed, Due, Outcome};
pub use contacts::{CONTACT_RULES, Contact, ContactKind, ContactRule, ContactWords};
pub use cues::{Cues, Manner};
pub use events::{Event, EventParty, EventRule, EventTime, EventType, EventWords};
pub(crate) use holders::british;
pub use issuer::Imprint;
pub use languages::{Languages, Reader, digest};
pub use limits::Limits;
pub use meanings::{Effect, Meanings};
pub use party::Party;
pub use persons::{ends_in_father, given_and_last, names_agree};
pub use points::{Act, Force, MENTION, Point, PointWords, Term, TermKind};
pub use positions::{About, Position, PositionRule, STANCE_RULES, Stance, Stances, Voice};
pub use predicates::{Predicate, STATUS_RULES, Status, StatusRule, Statuses};
pub use referent::{Mention, MentionKind, Referent, ReferentKind};
pub use roles::Roles;
pub use rules::{RULES, Rule};
pub use score::{CONFIDENT, Scores};
pub use sense::{Polarity, Sense, Senses};
pub use statement::{Account, Form, Standing};
pub use times::{TimeExpression, TimeKind, TimeRule, Times};

use crate::analyze::Analysis;
use crate::resources::{Actors, ResourceError};
use label::LabelWords;
use referents::Referents;

/// What extraction needs to know of a language.
#[derive(Debug, Default)]
pub struct Extractor {
    cues: Cues,
    limits: Limits,
    senses: Senses,
    stances: Stances,
    roles: Roles,
    /// Time expressions.
    pub times: Times,
    labels: LabelWords,
    contacts: ContactWords,
    /// What words make of the predicates that depend on them.
    statuses: Statuses,
    /// Who does what to whom: the lexicon of events.
    pub events: EventWords,
    /// Words that bind, and those that tell how it came out.
    pub commitments: CommitmentWords,
    /// What makes a row likely.
    pub scores: Scores,
    /// What makes a position likely.
    position_scores: Scores,
    /// What makes a commitment likely.
    pub commitment_scores: Scores,
    /// What cuts and weighs the points of an account.
    pub points: PointWords,
}

/// Letters of a day: 2022-02-24.
const DAY: usize = 10;

/// What one report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What was said, in the order of the text.
    pub accounts: Vec<Account>,
    /// Who is meant.
    pub referents: Vec<Referent>,
    /// Who met, called or wrote to whom, in the order of the text.
    pub contacts: Vec<Contact>,
    /// What happened, will, might or did not happen, in the order of the text.
    pub events: Vec<Event>,
    /// Who bound whom to what, in the order of the text.
    pub commitments: Vec<Commitment>,
    /// How things came out, in the order of the text.
    pub deeds: Vec<Deed>,
    /// Where each party stands, in the order of the text.
    pub positions: Vec<Position>,
}

impl Extractor {
    /// Reads the word lists of a language's folder; one that is not there is empty.
    ///
    /// # Errors
    /// When a list is not in its format; the error names the line.
    pub fn from_folder<'b>(file: impl Fn(&str) -> Option<&'b [u8]>) -> Result<Self, ResourceError> {
        let text = |name: &'static str| {
            let bytes = file(name).unwrap_or_default();
            std::str::from_utf8(bytes).map_err(|_| ResourceError { resource: name, line: 1, problem: "it is not UTF-8".to_owned() })
        };
        Ok(Self {
            cues: Cues::read(text("cues.tsv")?)?,
            limits: Limits::read(text("limits.tsv")?)?,
            commitments: CommitmentWords::read(text("commitments.tsv")?)?,
            senses: Senses::read(text("senses.tsv")?)?,
            stances: Stances::read(text("stances.tsv")?)?,
            roles: Roles::read(text("roles.tsv")?)?,
            times: Times::read(text("times.tsv")?)?,
            contacts: ContactWords::read(text("contacts.tsv")?)?,
            statuses: Statuses::read(text("statuses.tsv")?)?,
            events: EventWords::from_folder(&file)?,
            labels: LabelWords::read(text("transcript.tsv")?)?,
            scores: Scores::read(text("scores.tsv")?)?,
            position_scores: Scores::read(text("positions.tsv")?)?,
            commitment_scores: Scores::read(text("commitments/scores.tsv")?)?,
            points: PointWords::read(text("points.tsv")?)?,
        })
    }

    /// What a report tells that was published then and there. Total: any analysis gives a value.
    pub fn extract(&self, actors: &Actors, analysis: &Analysis<'_>, imprint: Imprint<'_>) -> Findings {
        let published = imprint.published;
        let syntax = self.syntax(analysis);
        let day = published.map(|time| time.to_string()).and_then(|time| time.get(..DAY).map(str::to_owned));
        let mut referents = Referents::of(&syntax, &self.roles, &self.cues, actors, day);
        let transcript = transcript::transcript(&syntax, &self.labels, &self.roles, &self.cues);
        // Where turns stand, "we" is whoever speaks in them.
        if let Some(outlet) = imprint.outlet.filter(|_| transcript.found().is_empty()) {
            let one = issuer::issuer(outlet, actors, &self.roles, &self.contacts).filter(|_| !imprint.is_joint());
            referents.issued_by(one);
        }
        let found = assemble::statements(&syntax, self, &transcript);
        let reading = predicates::Reading::of(&syntax, &self.statuses);
        let met = contacts::contacts(&syntax, self, &reading);
        let dates = times::Dates::of(&self.times, &syntax, published);
        let contacts = met.into_iter().map(|met| (contacts::contact(&syntax, self, &reading, &dates, &met), met));
        let contacts = contacts.filter(|(contact, met)| !contacts::is_doubtful(&syntax, contact, met)).collect();
        let stands = positions::stands(&syntax, self, &found);
        let mut findings = assemble::findings(&syntax, self, referents, &transcript, (&found, &stands), contacts, &dates);
        findings.commitments = commitments::commitments(&syntax, self, &found, &findings, &dates);
        findings.deeds = commitments::deeds(&syntax, self, &found, &findings, &dates);
        findings
    }

    /// The trees of a report, with what the parser is known to get wrong set right.
    fn syntax<'r>(&self, analysis: &'r Analysis<'r>) -> syntax::Syntax<'r> {
        let mut syntax = syntax::Syntax::of(analysis);
        speech::close(&mut syntax, &self.cues);
        mend::mend(&mut syntax, self);
        syntax
    }

    /// What of each event of a report counts for its score, as labels of the table from which it is learned.
    pub fn circumstances_of_events(&self, analysis: &Analysis<'_>, events: &[Event]) -> Vec<Vec<String>> {
        let syntax = self.syntax(analysis);
        events.iter().map(|event| events::circumstances(&syntax, &self.roles, event)).collect()
    }

    /// The same of each commitment.
    pub fn circumstances_of_commitments(&self, analysis: &Analysis<'_>, findings: &Findings) -> Vec<Vec<String>> {
        commitments::circumstances(&self.syntax(analysis), self, findings)
    }
}
