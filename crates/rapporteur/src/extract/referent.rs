//! What a report means by its names, titles and pronouns, as values.

use crate::text::Span;

/// What a referent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferentKind {
    /// A person with a name.
    Person,
    /// A state; also its capital where it acts.
    State,
    /// An organisation or body with a name.
    Organisation,
    /// A place with a name that is no state.
    Place,
    /// A people or group with a name.
    Group,
    /// Someone without a name: "a senior official", "the ministry".
    Unnamed,
}

impl ReferentKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Person, Self::State, Self::Organisation, Self::Place, Self::Group, Self::Unnamed];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
        }
    }
}

/// How a mention names its referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a title or role.
    Title,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::Title, Self::Pronoun];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Words that mean a referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where they stand.
    pub span: Span,
    /// How they name it.
    pub kind: MentionKind,
}

/// All mentions of one actor within one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// What it is.
    pub kind: ReferentKind,
    /// Its fullest name in the report; the gazetteer's where it knows it; the words for it where it has none.
    pub name: String,
    /// Code of a state, key of an organisation, Wikidata identifier of a person, where the gazetteer knows it.
    pub key: Option<String>,
    /// The offices and titles the report gives it, fullest first.
    pub offices: Vec<String>,
    /// The state it belongs to, as a code, where its titles tell.
    pub state: Option<String>,
    /// Where it is meant, in the order of the text.
    pub mentions: Vec<Mention>,
}
