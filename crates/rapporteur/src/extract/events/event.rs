//! What one report tells of one act, as a value: type, parties, status, time and place. It decides nothing.

use crate::extract::predicates::Status;
use crate::text::Span;

macro_rules! labelled {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $one:literal])* $variant:ident $label:literal)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $one])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$variant),*];

            /// The one of a word of the interchange.
            pub fn of(label: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.label() == label)
            }

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    };
}

labelled! {
    /// The sixteen types of PLOVER (manual of 2021).
    EventType {
        /// Agrees to something, or says that it will cooperate, help or yield.
        Agree "AGREE"
        /// Meets, visits, calls, negotiates, mediates.
        Consult "CONSULT"
        /// Diplomatic cooperation in words and signatures: praises, defends, recognises, apologises, signs.
        Support "SUPPORT"
        /// Yields to demands.
        Concede "CONCEDE"
        /// Works together in deeds: trade, exercises, exchange of intelligence, judicial cooperation.
        Cooperate "COOPERATE"
        /// Gives aid: money, goods, arms, relief, protection, asylum.
        Aid "AID"
        /// Withdraws, releases, returns, lets in, ceases fire, eases, resigns.
        Retreat "RETREAT"
        /// Asks, demands, appeals.
        Request "REQUEST"
        /// Accuses, criticises, investigates, sues, convicts.
        Accuse "ACCUSE"
        /// Refuses, rejects, vetoes, defies.
        Reject "REJECT"
        /// Threatens, warns of what it will do, gives an ultimatum.
        Threaten "THREATEN"
        /// Demonstrates, strikes, blocks, riots.
        Protest "PROTEST"
        /// Reduces relations, halts aid or talks, expels, imposes sanctions on another state.
        Sanction "SANCTION"
        /// Puts forces on alert or moves them up.
        Mobilize "MOBILIZE"
        /// Arrests, seizes, bans, censors, occupies, blockades.
        Coerce "COERCE"
        /// Uses force against persons and things.
        Assault "ASSAULT"
    }
}

impl EventType {
    /// The file of its frames in the folder of a language.
    pub fn file(self) -> &'static str {
        match self {
            Self::Agree => "events/AGREE.tsv",
            Self::Consult => "events/CONSULT.tsv",
            Self::Support => "events/SUPPORT.tsv",
            Self::Concede => "events/CONCEDE.tsv",
            Self::Cooperate => "events/COOPERATE.tsv",
            Self::Aid => "events/AID.tsv",
            Self::Retreat => "events/RETREAT.tsv",
            Self::Request => "events/REQUEST.tsv",
            Self::Accuse => "events/ACCUSE.tsv",
            Self::Reject => "events/REJECT.tsv",
            Self::Threaten => "events/THREATEN.tsv",
            Self::Protest => "events/PROTEST.tsv",
            Self::Sanction => "events/SANCTION.tsv",
            Self::Mobilize => "events/MOBILIZE.tsv",
            Self::Coerce => "events/COERCE.tsv",
            Self::Assault => "events/ASSAULT.tsv",
        }
    }

    /// PLOVER's quad: cooperation or conflict, in words or in deeds.
    pub fn quad(self) -> &'static str {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => "VERBAL COOPERATION",
            Self::Cooperate | Self::Aid | Self::Retreat => "MATERIAL COOPERATION",
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => "VERBAL CONFLICT",
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => "MATERIAL CONFLICT",
        }
    }

    /// Is it an act that helps, as against one that harms? What helps and lies ahead is an agreement to do it.
    pub fn is_friendly(self) -> bool {
        matches!(self, Self::Consult | Self::Support | Self::Concede | Self::Cooperate | Self::Aid | Self::Retreat)
    }
}

/// A party of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventParty {
    /// The words for it.
    pub span: Span,
    /// Its referent, as a place in the findings' list, where it has a name or is known from before.
    pub referent: Option<usize>,
    /// The state that it is or belongs to, as a code, where its words tell: "Orlen's navy".
    pub state: Option<String>,
}

/// TIMEX3 for some time before.
pub(super) const BEFORE: &str = "PAST_REF";

/// When an event is told to have been or to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTime {
    /// The words for it; empty, at its verb, where nothing but the verb tells that it was before.
    pub span: Span,
    /// Its TIMEX3 value.
    pub value: String,
    /// First and last day, where it lies on the calendar, counted from 1970.
    pub days: Option<(i32, i32)>,
}

impl EventTime {
    /// Some time before what is told, which no words of time put on a day.
    pub(super) fn before(verb: Span) -> Self {
        Self { span: Span { start: verb.start, end: verb.start }, value: BEFORE.to_owned(), days: None }
    }

    /// Does it put the act on days of the calendar, or on a day of the week near the report?
    pub fn tells_day(&self) -> bool {
        self.days.is_some() || self.value.starts_with("XXXX-W")
    }

    /// The words for it, where there are any.
    pub fn words(&self) -> Option<Span> {
        Some(self.span).filter(|span| span.start < span.end)
    }
}

/// One report's telling of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its type.
    pub kind: EventType,
    /// The type of the act that is agreed to, asked for, threatened or refused, where the words tell.
    pub of: Option<EventType>,
    /// PLOVER's mode, or nothing.
    pub mode: String,
    /// PLOVER's context, or nothing; several are parted by "; ".
    pub context: String,
    /// What has become of it.
    pub status: Status,
    /// The word that tells it.
    pub trigger: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// Who does it. In what is done together, every party stands among actors and recipients.
    pub actors: Vec<EventParty>,
    /// To whom.
    pub recipients: Vec<EventParty>,
    /// Where.
    pub place: Option<Span>,
    /// When.
    pub when: Option<EventTime>,
    /// Who says so, as a place in the list of referents, where it is not the report itself.
    pub via: Option<usize>,
    /// The code of its rule.
    pub rule: String,
    /// How likely type, parties and status are right, in thousandths.
    pub score: u16,
}
