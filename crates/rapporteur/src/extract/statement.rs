//! One report's telling of one thing said, as spans of its text.

use super::cues::Manner;
use super::rules::Rule;
use super::sense::{Polarity, Sense};
use crate::text::Span;

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// In quotation marks throughout, or a turn of a transcript.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Indirect, Self::Mixed];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Does the report say that it was said?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was said.
    Asserted,
    /// It was not said, or is denied to have been.
    Negated,
    /// It may, would or is to be said.
    Hypothetical,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Asserted, Self::Negated, Self::Hypothetical];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// One statement as one report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// How the words are given.
    pub form: Form,
    /// What is said, cue and outer quotation marks left out; each span lies in one paragraph.
    pub content: Vec<Span>,
    /// What of it stands in quotation marks, marks left out.
    pub quoted: Vec<Span>,
    /// The words that put it to the source, the leading word first.
    pub cue: Vec<Span>,
    /// The words that name the source; none where the report names none.
    pub source: Vec<Span>,
    /// The referent that speaks, counted over the report's.
    pub speaker: Option<usize>,
    /// Others with a name who say it together with the speaker, counted likewise, in that order.
    pub others: Vec<usize>,
    /// To whom.
    pub addressee: Option<Span>,
    /// The referent that is addressed.
    pub addressed: Option<usize>,
    /// Through what: the words for an interview, a briefing, a letter.
    pub medium: Option<Span>,
    /// When it was said, in the words of the report.
    pub when: Option<Span>,
    /// Where it was said, in the words of the report.
    pub place: Option<Span>,
    /// Said, thought, meant, favoured, shown.
    pub manner: Manner,
    /// What the cue makes of it: said, denied, asked for.
    pub sense: Sense,
    /// Said, not said, perhaps said.
    pub standing: Standing,
    /// The account, counted over the report's, within whose content this one stands.
    pub within: Option<usize>,
    /// How it was found.
    pub rule: Rule,
    /// How sure that is, in thousandths.
    pub score: u16,
}

impl Account {
    /// Where its source stands to the content. Speech that is quoted whole is the source's own words, whatever verb tells it: "We were not
    /// there," he denied.
    pub fn polarity(&self) -> Polarity {
        match self.rule {
            Rule::Quote | Rule::Continued | Rule::Floating | Rule::Credit if self.form == Form::Direct => Polarity::Affirmed,
            _ => self.sense.polarity(),
        }
    }

    /// The words of the cue as printed, parted by spaces; nothing where there is none or only a mark.
    pub fn cue_words(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = self.cue.iter().map(|span| span.of(text)).filter(|word| word.contains(char::is_alphabetic)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
