//! Is who a claim names the one who speaks in the record?

use super::{Context, Grade};
use crate::extract::{Account, Referent, ReferentKind, british, names_agree};
use crate::link::actor::own_part;
use crate::text::{Span, fold, spelling, stem, words};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Who speaks, as a claim or a report has it.
#[derive(Clone, Debug, Default)]
pub struct Voice<'a> {
    /// Whom the words mean, in their own text; none where they name nobody.
    pub referent: Option<&'a Referent>,
    /// The words for the source.
    pub source: Cow<'a, str>,
    /// The record's actor, by identifier and name.
    pub actor: Option<(&'a str, &'a str)>,
}

impl<'a> Voice<'a> {
    /// Who speaks in an account: whom it means, its words for the source in that text, parts joined by an ellipsis, and the record's actor where there is
    /// one. A text that puts words to nobody gives no account.
    pub fn of(text: &'a str, account: Option<&Account>, referent: Option<&'a Referent>, actor: Option<(&'a str, &'a str)>) -> Self {
        let source = match account.map_or(&[][..], |account| &account.source) {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(one.of(text)),
            parts => Cow::Owned(parts.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")),
        };
        Self { referent, source, actor }
    }
}

impl Voice<'_> {
    fn is_named(&self) -> bool {
        self.actor.is_some() || self.referent.is_some_and(|referent| referent.kind != ReferentKind::Unnamed)
    }

    /// The name for it: the record's, the report's, or the words.
    pub(super) fn name(&self) -> &str {
        let called = || self.referent.map(|referent| referent.name.as_str()).filter(|name| !name.is_empty());
        self.actor.map(|(_, name)| name).or_else(called).unwrap_or(&self.source)
    }
}

/// How a claimed speaker stands to the record's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// They are one, or the claim's description fits.
    Same,
    /// The claim names nobody.
    Unclaimed,
    /// The record does not name who speaks.
    Open,
    /// They are two.
    Other,
}

/// Compares the speaker of a claim with one of the record. `told` where the record gives no words of his own: then a state and who speaks for it
/// are one.
fn agreement(context: &Context<'_>, claim: &Voice<'_>, record: &Voice<'_>, told: bool) -> Agreement {
    if claim.referent.is_none_or(|referent| is_pronoun(context, &referent.name)) {
        return Agreement::Unclaimed;
    }
    match (claim.is_named(), record.is_named()) {
        (true, true) if same(context, claim, record) || (told && speaks_for(claim, record)) => Agreement::Same,
        (true, true) => Agreement::Other,
        (false, true) if fits(context, claim, record) => Agreement::Same,
        (false, true) => Agreement::Other,
        (_, false) if record.source.is_empty() || is_pronoun(context, record.name()) => Agreement::Open,
        (true, false) => Agreement::Open,
        (false, false) if fits(context, claim, record) => Agreement::Same,
        (false, false) => Agreement::Other,
    }
}

/// What the speakers say against a claim whose words hold, as a grade and its reason; nothing where they are one, or nobody is claimed.
pub(super) fn objection(context: &Context<'_>, claim: &Voice<'_>, record: &Voice<'_>, told: bool) -> Option<(Grade, String)> {
    match agreement(context, claim, record, told) {
        Agreement::Other => Some((Grade::Misattributed, format!("the record has it from {}", record.name()))),
        Agreement::Open => {
            let reason = match record.name() {
                "" => "the report does not say who said it".to_owned(),
                name => format!("the report has it from “{name}”, and does not say who that is"),
            };
            Some((Grade::Unnamed, reason))
        }
        Agreement::Same | Agreement::Unclaimed => None,
    }
}

/// May the one who is claimed be the one who speaks, as far as both are told?
pub(super) fn may_be(context: &Context<'_>, claim: &Voice<'_>, record: &Voice<'_>, told: bool) -> bool {
    agreement(context, claim, record, told) <= Agreement::Unclaimed
}

fn is_pronoun(context: &Context<'_>, words: &str) -> bool {
    let folded = fold(words);
    context.meanings.is_third(&folded) || context.meanings.is_first(&folded) || context.meanings.is_light(&folded)
}

fn same(context: &Context<'_>, claim: &Voice<'_>, record: &Voice<'_>) -> bool {
    let Some(named) = claim.referent else { return false };
    // "Veldania's Defence Ministry" is not Ostrel's, and "the Veldanian Defence Ministry" is Veldania's.
    let states = record.referent.filter(|speaker| speaker.kind == ReferentKind::Organisation && named.kind == speaker.kind);
    if let Some((claimed, spoken)) = named.state.as_deref().zip(states.and_then(|speaker| speaker.state.as_deref())) {
        let body = |name: &str| {
            let mut described = Description::of(context, std::iter::once(name));
            described.words.append(&mut described.generic);
            described.words.into_iter().map(|word| spelling(&word)).collect::<BTreeSet<_>>()
        };
        let known = record.referent.map(|speaker| body(&speaker.name));
        if claimed != spoken || known.is_some_and(|known| !known.is_empty() && known == body(&named.name)) {
            return claimed == spoken;
        }
    }
    let own = [record.actor.map(|(_, name)| name), record.referent.map(|referent| referent.name.as_str())];
    let keys = [record.actor.map(|(id, _)| own_part(id)), record.referent.and_then(|referent| referent.key.as_deref())];
    named.key.as_deref().is_some_and(|key| keys.contains(&Some(key)))
        || own.into_iter().flatten().any(|name| {
            let (one, other) = (bare(&named.name), bare(name));
            names_agree(one, other) || initials(one) == other || initials(other) == one
        })
}

/// A name without the article before it.
fn bare(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

fn initials(name: &str) -> String {
    let words = name.split([' ', '-']);
    if name.contains(' ') { words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect() } else { String::new() }
}

/// "Veldania said", where the record has the words from its minister.
fn speaks_for(claim: &Voice<'_>, record: &Voice<'_>) -> bool {
    let (Some(state), Some(speaker)) = (claim.referent, record.referent) else { return false };
    state.kind == ReferentKind::State && state.state.is_some() && state.state == speaker.state && !speaker.offices.is_empty()
}

/// Does a description without a name fit who speaks: its states are his, and each word of office stands in what the report calls him?
fn fits(context: &Context<'_>, claim: &Voice<'_>, record: &Voice<'_>) -> bool {
    let wanted = Description::of(context, [&claim.source, claim.name()].into_iter());
    let called = record.referent.into_iter().flat_map(|referent| referent.offices.iter().map(String::as_str));
    let mut known = Description::of(context, [&record.source, record.name()].into_iter().chain(called));
    known.states.extend(record.referent.and_then(|referent| referent.state.clone()));
    let office = wanted.words.is_empty() && !record.is_named();
    wanted.states.is_subset(&known.states)
        && wanted.words.is_subset(&known.words)
        && (!wanted.words.is_empty() || office && wanted.generic == known.generic)
}

/// What words say of someone: states, telling words, and words that fit anyone who speaks.
#[derive(Default)]
struct Description {
    states: BTreeSet<String>,
    words: BTreeSet<String>,
    generic: BTreeSet<String>,
}

impl Description {
    fn of<'w>(context: &Context<'_>, parts: impl Iterator<Item = &'w str>) -> Self {
        let mut description = Self::default();
        for part in parts {
            let all: Vec<&str> = words(part).iter().map(|word| word.span).map(|span: Span| span.of(part)).collect();
            let mut at = 0;
            while at < all.len() {
                let two = all.get(at + 1).map(|next| format!("{} {next}", all[at]));
                let state = |name: &str| {
                    let capital = name.starts_with(char::is_uppercase);
                    context.actors.people(name).or_else(|| context.actors.state_named(name)).filter(|_| capital)
                };
                if let Some(found) = two.as_deref().and_then(state) {
                    description.states.insert(found.code.clone());
                    at += 2;
                    continue;
                }
                let owner = all[at].trim_end_matches("'s").trim_end_matches("’s");
                let (word, folded) = (owner, british(&fold(owner)));
                match state(word) {
                    Some(found) => _ = description.states.insert(found.code.clone()),
                    None if context.meanings.is_generic(&folded) => _ = description.generic.insert(stem(&folded)),
                    None if context.meanings.is_light(&folded) || context.meanings.is_link(&folded) || folded == "s" => {}
                    None => _ = description.words.insert(stem(&folded)),
                }
                at += 1;
            }
        }
        description
    }
}
