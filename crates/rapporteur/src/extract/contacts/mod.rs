//! Contacts of which a report tells: calls, meetings, visits, letters, summits, votes, with their parties, day, place, medium and topics.
//!
//! Each is one report's telling. Which tellings are of one contact is for the layer of contacts; nothing here knows other reports.

mod attendance;
mod circumstances;
mod find;
mod heads;
mod parting;
mod rules;
mod senses;
mod supposed;
mod titles;
mod votes;
mod words;

pub use rules::{CONTACT_RULES, ContactRule};
pub use words::ContactWords;

pub(super) use attendance::Attendance;
pub(super) use circumstances::{contact, is_doubtful};
pub(super) use find::{Met, contacts};

use super::party::Party;
use super::predicates::Status;
use crate::text::Span;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident $label:literal)*) => {
        /// What kind of contact it is. A closed list; each has a stable label.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ContactKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ContactKind {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$kind),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label),* }
            }
        }
    };
}

kinds! {
    /// A call by telephone or video.
    Call "call"
    /// A meeting.
    Meeting "meeting"
    /// Talks whose form is not told.
    Talks "talks"
    /// A visit.
    Visit "visit"
    /// A letter or message.
    Letter "letter"
    /// A summit.
    Summit "summit"
    /// A vote of a body.
    Vote "vote"
    /// A meeting called in haste.
    EmergencyMeeting "emergency meeting"
}

impl ContactKind {
    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// Does one party, a body, suffice?
    fn is_of_body(self) -> bool {
        matches!(self, Self::Vote | Self::EmergencyMeeting)
    }
}

/// One report's telling of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What kind it is.
    pub kind: ContactKind,
    /// The word that tells of it.
    pub trigger: Span,
    /// Who took part, in the order of the text.
    pub parties: Vec<Party>,
    /// Which of them turned to the other, counted over `parties`.
    pub initiator: Option<usize>,
    /// The words for the medium: telephone, video conference.
    pub medium: Option<Span>,
    /// The words for when.
    pub when: Option<Span>,
    /// The TIMEX3 value of these words.
    pub value: Option<String>,
    /// The first and last day these words may mean, as days since 1970.
    pub days: Option<(i32, i32)>,
    /// The words for where.
    pub place: Option<Span>,
    /// What was spoken of.
    pub topics: Vec<Span>,
    /// What became of it.
    pub status: Status,
    /// For whose word or act it is.
    pub via: Option<Party>,
    /// How it was found.
    pub rule: ContactRule,
}
