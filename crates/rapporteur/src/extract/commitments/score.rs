//! How likely a commitment is one and right in kind, parties, content and day: points by rule and circumstance, learned on rows that were read beside their
//! texts.

use super::super::party::Party;
use super::{Commitment, CommitmentKind};
use crate::extract::statement::Form;
use crate::extract::{Extractor, Findings, ReferentKind};

/// Words from which on a content is long, and up to which it is short. Guesses.
const LONG: usize = 25;
const SHORT: usize = 2;

impl Extractor {
    /// The score of a commitment, in thousandths; by its rule alone where the language has no points for it.
    pub(super) fn likely_commitment(&self, text: &str, one: &Commitment, findings: &Findings) -> u16 {
        let labels = self.circumstances_of_commitment(text, one, findings);
        if self.commitment_scores.knows(one.rule.code()) { self.commitment_scores.likely(&labels) } else { one.rule.score() }
    }

    /// What of a commitment counts, as labels of the table; the accounts and referents are those of its report.
    pub fn circumstances_of_commitment(&self, text: &str, one: &Commitment, findings: &Findings) -> Vec<&'static str> {
        let words: Vec<&str> = one.content.iter().flat_map(|span| span.of(text).split_whitespace()).collect();
        let mut labels = vec!["base", one.rule.code(), one.kind.label()];
        let by = called(self, text, one.by, findings);
        labels.push(match by {
            Called::None => "by-none",
            Called::Pronoun => "by-pronoun",
            Called::Known => "by-known",
            Called::Named => "by-named",
            Called::Partly => "by-partly",
            Called::Bare => "by-bare",
        });
        let mut add = |holds: bool, label: &'static str| labels.extend(holds.then_some(label));
        let to = called(self, text, one.to, findings);
        add(to == Called::None && one.kind == CommitmentKind::Demand, "to-none");
        add(to == Called::Pronoun, "to-pronoun");
        add(to == Called::Bare, "to-bare");
        add(to == Called::Known && one.kind != CommitmentKind::Demand, "to-known");
        add(one.due.is_some(), "due");
        add(one.condition.is_some(), "condition");
        add(words.len() <= SHORT, "short");
        add(words.len() > LONG, "long");
        add(one.content.len() > 1, "parted");
        let concrete = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        add(words.iter().any(concrete), "concrete");
        let first = words.first().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        add(first.is_some_and(|word| self.commitments.is("filler", &word)), "filler");
        let cue = one.cue.of(text);
        add(cue.ends_with("ed") || self.commitments.is("would", &cue.to_lowercase()), "past");
        add(cue.ends_with("ing"), "going");
        let account = one.account.and_then(|at| findings.accounts.get(at));
        add(account.is_none(), "untold");
        add(account.is_some_and(|account| account.form == Form::Direct), "direct");
        add(account.is_some_and(|account| account.form == Form::Mixed), "mixed");
        add(account.is_some_and(|account| account.within.is_some()), "nested");
        labels
    }
}

/// How a party is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Called {
    None,
    /// By a pronoun, whoever is meant.
    Pronoun,
    /// A state or body, or a person whose office or state is known.
    Known,
    /// By another name.
    Named,
    /// By words with a name among them: the Thalean navy.
    Partly,
    /// By words without a name: the committee.
    Bare,
}

fn called(extractor: &Extractor, text: &str, party: Option<Party>, findings: &Findings) -> Called {
    let Some(party) = party else { return Called::None };
    let words = party.span.of(text);
    let referent = party.referent.and_then(|at| findings.referents.get(at)).filter(|one| one.kind != ReferentKind::Unnamed);
    if words.split_whitespace().count() == 1 && extractor.commitments.is("pronoun", &words.to_lowercase()) {
        return Called::Pronoun;
    }
    match referent {
        Some(one) if one.key.is_some() || one.state.is_some() || !one.offices.is_empty() => Called::Known,
        Some(_) => Called::Named,
        None => {
            let mut rest = words.split_whitespace().skip(1);
            if rest.any(|word| word.starts_with(char::is_uppercase)) { Called::Partly } else { Called::Bare }
        }
    }
}
