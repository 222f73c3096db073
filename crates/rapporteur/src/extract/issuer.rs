//! Who issues a report: the body or state whose own page it stands on, so that "we" outside quotations has a name.
//!
//! It reads the outlet and nothing of the text. A paper's "we" is left without a name, and so is that of an outlet that is not known to be a body's.

use super::contacts::ContactWords;
use super::referent::ReferentKind;
use super::roles::Roles;
use crate::record::{Published, Report};
use crate::resources::Actors;
use crate::text::{Span, fold, words};

/// What a report says of itself: when it was published, and by whom.
#[derive(Clone, Copy, Debug, Default)]
pub struct Imprint<'r> {
    /// The published time: who holds an office depends on the day.
    pub published: Option<Published>,
    /// The outlet: on a body's own page "we" is that body.
    pub outlet: Option<&'r str>,
    /// The title: "we" of a joint statement is not its publisher alone.
    pub title: Option<&'r str>,
}

impl<'r> Imprint<'r> {
    /// That of a report.
    pub fn of(report: &'r Report) -> Self {
        Self { published: report.published, outlet: report.outlet.as_deref(), title: report.title.as_deref() }
    }
}

impl Imprint<'_> {
    /// Does the title say that several issue it: a joint statement, a joint declaration?
    pub(super) fn is_joint(&self) -> bool {
        self.title.is_some_and(|title| words(title).into_iter().any(|word| fold(word.span.of(title)) == "joint"))
    }
}

/// The body or state that issues a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Issuer {
    pub(super) kind: ReferentKind,
    pub(super) key: Option<String>,
    pub(super) name: String,
    pub(super) state: Option<String>,
}

/// Words that the name of a state has at most: "United States of America".
const STATE: usize = 4;

/// The issuer that an outlet is: an organisation or state that the list has, or what is named as a body is and as no paper is.
pub(super) fn issuer(outlet: &str, actors: &Actors, roles: &Roles, press: &ContactWords) -> Option<Issuer> {
    let all: Vec<Span> = words(outlet).into_iter().map(|word| word.span).collect();
    let folded: Vec<String> = all.iter().map(|span| fold(span.of(outlet))).collect();
    let last = folded.last()?;
    let prints = press.is("outlet", last) || press.is("press", last) || roles.is_publisher(last);
    if prints || folded.iter().any(|word| press.is("agency", word)) {
        return None;
    }
    if let Some(known) = actors.organisation(outlet) {
        let (key, name) = (Some(known.key.clone()), known.name.clone());
        return Some(Issuer { kind: ReferentKind::Organisation, key, name, state: known.state.clone() });
    }
    if let Some(state) = actors.state_named(outlet) {
        let code = Some(state.code.clone());
        return Some(Issuer { kind: ReferentKind::State, key: code.clone(), name: state.name.clone(), state: code });
    }
    folded.iter().find(|word| roles.is_issuer(word))?;
    let state = (0..all.len()).find_map(|first| {
        (first..all.len().min(first + STATE)).rev().find_map(|last| {
            let name = Span { start: all[first].start, end: all[last].end }.of(outlet);
            let name = name.trim_end_matches("'s").trim_end_matches("’s");
            actors.state_named(name).or_else(|| actors.people(name)).or_else(|| actors.capital(name)).map(|state| state.code.clone())
        })
    });
    Some(Issuer { kind: ReferentKind::Organisation, key: None, name: outlet.to_owned(), state })
}
