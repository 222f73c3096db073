//! What became of what a report tells of: whether each predicate happened, goes on, is planned, asked for, threatened, proposed, denied, failed
//! or only supposed, and by whose word.
//!
//! Status and source are passed down the tree from word to word, as in De Facto (Saurí and Pustejovsky 2012) and in the polarity of
//! implicative verbs (Nairn, Condoravdi and Karttunen 2006). The words stand in `statuses.tsv`; nothing here judges whether a source is right.

mod construction;
mod reading;
mod rules;
mod voice;
mod words;

pub(super) use reading::Reading;
pub use rules::{STATUS_RULES, StatusRule};
pub use words::Statuses;

use super::limits::Limits;
use super::statement::{Account, Standing};
use super::syntax::Syntax;
use super::{Extractor, Findings, Manner};
use crate::analyze::Analysis;
use crate::text::Span;
use words::Class;

macro_rules! statuses {
    ($($(#[doc = $doc:literal])* $status:ident $label:literal)*) => {
        /// What became of it. A closed list; each has a stable label.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Status {
            $($(#[doc = $doc])* $status,)*
        }

        impl Status {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$status),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$status => $label),* }
            }
        }
    };
}

statuses! {
    /// It took place.
    Happened "happened"
    /// It is under way.
    Ongoing "ongoing"
    /// Announced or scheduled by who does it.
    Planned "planned"
    /// Asked of another.
    Requested "requested"
    /// Threatened.
    Threatened "threatened"
    /// Put forward.
    Proposed "proposed"
    /// Somebody says that it did not or does not happen.
    Denied "denied"
    /// Tried, planned or awaited, and it did not come about.
    Failed "failed"
    /// Only if; feared, possible.
    Hypothetical "hypothetical"
}

impl Status {
    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// It took place or goes on.
    pub fn is_actual(self) -> bool {
        matches!(self, Self::Happened | Self::Ongoing)
    }

    /// It did not take place.
    pub fn is_not(self) -> bool {
        matches!(self, Self::Denied | Self::Failed)
    }

    /// It may yet take place.
    pub fn is_open(self) -> bool {
        !self.is_actual() && !self.is_not()
    }
}

/// A predicate of a report: a verb, what a copula predicates, or a noun for what happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Its leading word.
    pub span: Span,
    /// What became of it.
    pub status: Status,
    /// The words for whose word or act it is; none where the report tells it in its own voice.
    pub via: Option<Span>,
    /// What gave it its status.
    pub rule: StatusRule,
}

impl Extractor {
    /// The predicates of an analysed report in order, none overlapping another. Total: any analysis gives a value.
    ///
    /// `findings` are what the report tells: what stands in the speech of a source, with no verb of saying in its own sentence, is via that source.
    pub fn predicates(&self, analysis: &Analysis<'_>, findings: &Findings) -> Vec<Predicate> {
        let syntax = Syntax::of(analysis);
        let reading = Reading::of(&syntax, &self.statuses);
        let said: Vec<&Account> = findings.accounts.iter().filter(|account| is_speech(account)).collect();
        (0..syntax.len())
            .filter(|&token| is_predicate(&syntax, &self.statuses, &self.limits, token))
            .map(|token| {
                let span = syntax.span(token);
                let via = reading.via_span(token).or_else(|| {
                    let mut inside = said.iter().filter(|account| account.content.iter().any(|content| content.contains(span)));
                    inside.next_back().and_then(|account| account.source.first().copied())
                });
                Predicate { span, status: reading.status(token), via, rule: reading.rule(token) }
            })
            .collect()
    }
}

fn is_speech(account: &Account) -> bool {
    account.manner == Manner::Speech && account.standing == Standing::Asserted
}

/// Is a token a predicate: a verb that is no auxiliary, a copula or what it predicates, an adjective that stands for a clause, a noun for what
/// happens?
pub(super) fn is_predicate(syntax: &Syntax<'_>, statuses: &Statuses, limits: &Limits, token: usize) -> bool {
    let predicated = || syntax.child(token, &["cop"]).is_some();
    match syntax.upos[token] {
        "VERB" => true,
        "AUX" => syntax.plain(token) != "aux",
        "ADJ" => predicated() || matches!(syntax.plain(token), "root" | "xcomp" | "ccomp" | "advcl" | "acl" | "conj" | "amod"),
        "NOUN" => predicated() || is_event(syntax, statuses, limits, token),
        _ => predicated(),
    }
}

/// Is a noun one for what happens, by its word?
pub(super) fn is_event(syntax: &Syntax<'_>, statuses: &Statuses, limits: &Limits, token: usize) -> bool {
    let lemma = syntax.lemma[token].as_str();
    limits.is_matter(lemma) || statuses.is_noun(lemma) || statuses.is(Class::Event, lemma) || lemma.len() > 5 && lemma.ends_with("ing")
}
