//! Where each party stands on what, as one report tells it: read off predicates, nouns and inserted parties.
//!
//! It knows nothing of questions over time; that is the record's. What others expect or ask of someone, what was held before and groups without
//! a name give no position.

mod forms;
mod held;
mod parties;
mod points;
mod predicates;
mod rules;
mod score;
mod takes;
mod words;

pub use rules::{PositionRule, STANCE_RULES};
pub use words::Stances;

use super::Extractor;
use super::clauses::Found;
use super::referent::{Referent, ReferentKind};
use super::syntax::Syntax;
use crate::text::Span;
use std::ops::Range;

macro_rules! stances {
    ($($stance:ident $label:literal $what:literal)*) => {
        /// Where someone stands on a question.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Stance {
            $(#[doc = $what] $stance,)*
        }

        impl Stance {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$stance),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$stance => $label),* }
            }
        }
    };
}

stances! {
    Support "support" "Backs it, votes for it, agrees with it."
    Oppose "oppose" "Is against it, rejects it, votes against it."
    Conditional "conditional" "Accepts or refuses it on a stated condition."
    Neutral "neutral" "Abstains, takes no side, does not stand in the way."
    Undecided "undecided" "Has not decided or not said."
    Proposes "proposes" "Puts it forward or asks for it."
}

impl Stance {
    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// What is left of it when it is denied: who does not support opposes, who does not oppose stands aside.
    pub(super) fn denied(self) -> Option<Self> {
        match self {
            Self::Support => Some(Self::Oppose),
            Self::Oppose => Some(Self::Neutral),
            Self::Conditional | Self::Neutral | Self::Undecided | Self::Proposes => None,
        }
    }
}

macro_rules! labelled {
    ($what:literal $name:ident: $($one:ident $label:literal $doc:literal)*) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $doc] $one,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($label),*].len()] = [$(Self::$one),*];

            /// The word for it in the interchange.
            pub fn label(self) -> &'static str {
                match self { $(Self::$one => $label),* }
            }

            /// The one of a word of the interchange.
            pub fn of(label: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.label() == label)
            }
        }
    };
}

labelled! {
    "By whom a position is voiced." Voice:
    Itself "itself" "The state, body or group is named itself."
    Office "office" "Who holds an office that binds the state: a head of state or government, a minister, an envoy, a spokesman."
    Own "own" "Anyone else: the position is the person's own."
}

labelled! {
    "What a point is, as far as its own words tell." About:
    Matter "matter" "It says what it is."
    Draft "draft" "The draft, text or vote that the report is about."
    Nothing "nothing" "It only points at something, or nothing is named."
}

/// Where one party stands on one point, as one report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The words that name the party.
    pub actor: Span,
    /// The referent that is the party, counted over the report's, where it is known.
    pub referent: Option<usize>,
    /// Where it stands.
    pub stance: Stance,
    /// What it is about, without the words of the stance; empty where the sentence names nothing. Each span lies in one paragraph.
    pub point: Vec<Span>,
    /// The word that tells the stance.
    pub cue: Span,
    /// Who voices it.
    pub voice: Voice,
    /// What the point is.
    pub about: About,
    /// Is the point an end to a thing, so that who is for it is against the thing?
    pub undoes: bool,
    /// How it was found.
    pub rule: PositionRule,
    /// How sure that is, in thousandths.
    pub score: u16,
}

/// A position as tokens, before it becomes spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) actor: Range<usize>,
    pub(super) stance: Stance,
    pub(super) point: Vec<usize>,
    pub(super) cue: usize,
    pub(super) rule: PositionRule,
}

/// All positions of a report as tokens, in the order of the text; `said` are its statements, for whom "we" means.
pub(super) fn stands(syntax: &Syntax<'_>, extractor: &Extractor, said: &[Found]) -> Vec<Stand> {
    let mut found = predicates::stands(syntax, extractor, said);
    // A text stands nowhere: who tabled it, or votes for it, does.
    found.retain(|stand| !extractor.stances.holds("draft", &syntax.lemma[stand.actor.end - 1]));
    found.sort_by_key(|stand| (stand.actor.start, stand.cue, stand.stance));
    // One party's stance of one sentence, where it is told twice, is the one that says what it is about.
    let mut kept: Vec<Stand> = Vec::with_capacity(found.len());
    for stand in found {
        let same = |other: &&mut Stand| {
            let touch = other.point.iter().any(|token| stand.point.binary_search(token).is_ok())
                || other.point.is_empty()
                || stand.point.is_empty();
            other.actor.start < stand.actor.end
                && stand.actor.start < other.actor.end
                && (other.stance == stand.stance || other.cue == stand.cue)
                && touch
        };
        match kept.iter_mut().rev().take(8).find(same) {
            Some(other) if other.point.is_empty() && other.stance == stand.stance => *other = stand,
            Some(_) => {}
            None => kept.push(stand),
        }
    }
    kept
}

/// A position as spans of the text; `referent` is the party among the report's `referents`.
pub(super) fn position(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    stand: &Stand,
    referent: Option<usize>,
    referents: &[Referent],
) -> Position {
    let (first, last) = (syntax.span(stand.actor.start), syntax.span(stand.actor.end - 1));
    let words = &extractor.stances;
    let low = |token: usize| syntax.low(token);
    let mut told = stand.point.clone();
    without_day(syntax, extractor, stand, &mut told);
    let content: Vec<usize> =
        told.iter().copied().filter(|&token| matches!(syntax.upos[token], "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM" | "X")).collect();
    let drafts =
        !content.is_empty() && content.iter().all(|&token| words.holds("draft", &syntax.lemma[token]) || syntax.upos[token] == "ADJ");
    let ballot = told.is_empty() && (stand.cue..=stand.cue).any(|cue| words.holds("ballot", &syntax.lemma[cue]));
    // "to lift it on Saturday": what it is about is named by a pronoun alone.
    let named = |token: usize| {
        matches!(syntax.upos[token], "NOUN" | "PROPN" | "NUM" | "X")
            && !extractor.roles.is_time(low(token))
            && !syntax.children(token).any(|child| extractor.roles.is_time(low(child)))
    };
    let pronoun = |&token: &usize| matches!(low(token), "it" | "them" | "this" | "that" | "so") && syntax.upos[token] == "PRON";
    let points = told.iter().any(pronoun) && !content.iter().any(|&token| named(token));
    let about = match () {
        () if drafts || ballot => About::Draft,
        () if content.is_empty() || points => About::Nothing,
        () => About::Matter,
    };
    let begins = told.iter().find(|&&token| !matches!(syntax.upos[token], "DET" | "PUNCT" | "PART" | "ADJ"));
    let voice = match referent.map(|at| &referents[at]) {
        Some(referent) if speaks_for_state(syntax, extractor, &stand.actor, referent) => Voice::Office,
        Some(referent) if !matches!(referent.kind, ReferentKind::Person | ReferentKind::Unnamed) => Voice::Itself,
        Some(referent) => {
            let office = referent.offices.first().is_some_and(|first| binds(extractor, first));
            if office && !seeks_office(syntax, words, stand.cue) { Voice::Office } else { Voice::Own }
        }
        None if extractor.roles.is_person(low(stand.actor.end - 1)) => Voice::Own,
        None => Voice::Itself,
    };
    let party = referent.map(|at| &referents[at]);
    let labels = score::circumstances(syntax, extractor, stand, &told, party, voice);
    Position {
        actor: Span { start: first.start, end: last.end },
        referent,
        stance: stand.stance,
        point: syntax.spans(&told),
        cue: syntax.span(stand.cue),
        voice,
        about,
        undoes: begins.is_some_and(|&token| words.holds("undoes", low(token))),
        rule: stand.rule,
        score: score::score(extractor, syntax, stand, &told, &labels),
    }
}

/// Parties that are told together ("tabled by Norland and Ostrel") stand as surely as the surest of them.
pub(super) fn share_scores(positions: &mut [Position]) {
    let one = |position: &Position| (position.cue, position.stance, position.point.clone());
    for together in positions.chunk_by_mut(|before, after| one(before) == one(after)) {
        let best = together.iter().map(|position| position.score).max().unwrap_or_default();
        together.iter_mut().for_each(|position| position.score = best);
    }
}

/// Takes the day on which something was said from the end of what is supported or opposed: "praised the accord on Tuesday morning".
fn without_day(syntax: &Syntax<'_>, extractor: &Extractor, stand: &Stand, point: &mut Vec<usize>) {
    let sided = matches!(stand.stance, Stance::Support | Stance::Oppose) && extractor.stances.holds("deems", &syntax.lemma[stand.cue]);
    let times = point.iter().rev().take_while(|&&token| extractor.roles.is_time(syntax.low(token))).count();
    if !sided || times == 0 || point.len() < times + 3 {
        return;
    }
    let led = usize::from(matches!(syntax.upos[point[point.len() - times - 1]], "ADP" | "ADV" | "ADJ"));
    point.truncate(point.len() - times - led);
}

/// Does an office bind the state of who holds it: "the Norlandic foreign minister", not "the chief rival of the president", "the president of the Lakes Union"?
fn binds(extractor: &Extractor, office: &str) -> bool {
    // "Prime Minister Olm's rival": what one is stands behind what possesses.
    let from = ["'s ", "’s "].iter().filter_map(|mark| office.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    let words: Vec<&str> = office[from..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let class = |at: usize| extractor.roles.classes(&lower[at]).iter().any(|class| extractor.stances.holds("binds", class));
    let Some(last) = (0..words.len()).rev().find(|&at| class(at)) else { return false };
    // "President Ana Olm": the name of another.
    let another = words
        .get(last + 1)
        .is_some_and(|next| next.starts_with(char::is_uppercase) && extractor.roles.classes(&lower[last + 1]).is_empty());
    let lesser = office.split(' ').any(|word| extractor.roles.is_lesser(&word.to_lowercase()));
    let beyond = lower[..last].iter().any(|word| extractor.stances.holds("beyond", word))
        || lower[last..].iter().skip(1).take(4).any(|word| extractor.stances.holds("beyond", word))
            && lower.get(last + 1).is_some_and(|next| next == "of");
    !another && !lesser && !beyond
}

/// Does a sentence say that who speaks seeks an office and has none yet?
fn seeks_office(syntax: &Syntax<'_>, words: &Stances, cue: usize) -> bool {
    let rows = parties::Rows { syntax, words };
    (rows.start(cue)..rows.end(cue)).any(|at| rows.phrase_at("campaign", at).is_some())
}

/// Is someone without a name, or a body, an office that binds the state it belongs to: "the spokesman for the Norlandic government", "the Norlandic
/// Ministry of Trade"? A spokesman binds it only where a body of the state stands with him: companies have spokesmen, too.
fn speaks_for_state(syntax: &Syntax<'_>, extractor: &Extractor, actor: &Range<usize>, referent: &Referent) -> bool {
    if referent.state.is_none() || !matches!(referent.kind, ReferentKind::Unnamed | ReferentKind::Organisation) {
        return false;
    }
    let (words, roles) = (&extractor.stances, &extractor.roles);
    let low = |token: usize| syntax.low(token);
    let organ = |token: usize| words.holds("organs", low(token));
    let heads = |token: &usize| syntax.head[*token].is_none_or(|head| !actor.contains(&head));
    let Some(head) = actor.clone().find(heads) else { return false };
    if actor.clone().any(|token| roles.is_lesser(low(token))) {
        return false;
    }
    // The parser may hang "Ministry of Trade" from its last word.
    let first = actor.clone().find(|&token| low(token) == "of").and_then(|of| of.checked_sub(1)).filter(|first| actor.contains(first));
    if organ(head) || first.is_some_and(organ) {
        return true;
    }
    let classes = roles.classes(low(head));
    let binds = classes.iter().any(|class| words.holds("binds", class));
    let spokesman = classes.iter().any(|class| class == "spokesperson");
    referent.kind == ReferentKind::Unnamed && binds && (!spokesman || actor.clone().any(organ))
}
