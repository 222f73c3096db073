//! Whose a ministry is: "Veldania's Defence Ministry" and "Ostrel's Defence Ministry" are two, and a bare one is that of the only state of which the report
//! names one.

use super::referent::ReferentKind;
use super::referents::Referents;
use crate::text::{Span, fold};
use std::collections::BTreeMap;

/// A body of a state as a name tells it.
struct Organ {
    /// The words that any state's could have, folded: "defence ministry".
    base: String,
    /// Whose it is: the code of the state, or else the words for the owner, folded; none where the name does not tell.
    owner: Option<String>,
    /// The state, where it is known.
    state: Option<String>,
    /// The name with its owner.
    whole: Span,
}

impl Referents<'_, '_> {
    /// The referent of a name that says no more than what any state's ministry is called; nobody where it is not told whose it is.
    pub(super) fn organ(&mut self, words: &str, span: Span) -> Option<usize> {
        let own = self.organ_at(span)?;
        let owner = match &own.owner {
            Some(_) => own,
            None => match self.only(&own.base) {
                Some(only) => only,
                None => return Some(self.plain(ReferentKind::Unnamed, words)),
            },
        };
        let name = owner.whole.of(self.syntax.text).to_owned();
        let known = self.recent().find(|&at| self.all[at].kind == ReferentKind::Organisation && fold(&self.all[at].name) == fold(&name));
        let known = known.or_else(|| {
            let ends = |at: usize| fold(&self.all[at].name).ends_with(&format!(" {}", owner.base));
            let same = |at: usize| owner.state.is_some() && self.all[at].state == owner.state;
            self.recent().find(|&at| self.all[at].kind == ReferentKind::Organisation && same(at) && ends(at))
        });
        let found = known.unwrap_or_else(|| self.make(ReferentKind::Organisation, &name, None));
        if self.all[found].state.is_none() {
            self.all[found].state = owner.state;
        }
        Some(found)
    }

    /// What a name tells of the body it is for: none where it is no ministry or the like, or has words that make it one of its own.
    fn organ_at(&self, span: Span) -> Option<Organ> {
        let syntax = self.syntax;
        let tokens = syntax.within(span);
        // Whose it is may stand in the name, or before it.
        let own = tokens.clone().take_while(|&token| self.actors.people(syntax.form(token)).is_some()).last();
        let mark = |token: usize| matches!(syntax.form(token), "'s" | "’s" | "'" | "’");
        let within = tokens.clone().skip(1).find(|&token| mark(token));
        let first = within.or(own).map_or(tokens.start, |last| last + 1);
        let noun = |token: usize| fold(syntax.form(token));
        let organ = |token: usize| self.roles.is_organ(&noun(token)) && syntax.is_capital(token);
        let joins = |token: usize| matches!(syntax.upos[token], "ADP" | "CCONJ" | "DET");
        let remit = |token: usize| self.roles.is_part(&noun(token)) || self.roles.is_remit(&noun(token));
        let base = first..tokens.end;
        let generic = base.len() > 1 && base.clone().all(|token| organ(token) || joins(token) || remit(token) && syntax.is_capital(token));
        if !generic || base.clone().filter(|&token| organ(token)).count() != 1 {
            return None;
        }
        let base = fold(Span { start: syntax.span(first).start, end: span.end }.of(syntax.text));
        if let Some(own) = own.filter(|_| within.is_none()) {
            let state = self.actors.people(syntax.form(own)).map(|state| state.code.clone());
            return Some(Organ { base, owner: state.clone(), state, whole: span });
        }
        let before = within.or(tokens.start.checked_sub(1)).filter(|&before| syntax.sentence[before] == syntax.sentence[tokens.start]);
        let people = before.filter(|&before| syntax.is_capital(before)).and_then(|before| self.actors.people(syntax.form(before)));
        if let (Some(before), Some(state)) = (before, people) {
            let whole = Span { start: syntax.span(before).start, end: span.end };
            return Some(Organ { base, owner: Some(state.code.clone()), state: Some(state.code.clone()), whole });
        }
        let owner = before
            .filter(|&before| mark(before))
            .and_then(|mark| mark.checked_sub(1))
            .filter(|&last| syntax.is_capital(last) && syntax.sentence[last] == syntax.sentence[tokens.start]);
        let Some(last) = owner else { return Some(Organ { base, owner: None, state: None, whole: span }) };
        let start = syntax.analysis.name_at(last).map_or(last, |name| name.tokens.start);
        let name = start..last + 1;
        let words = Span { start: syntax.span(name.start).start, end: syntax.span(last).end }.of(syntax.text);
        let state = self.actors.state_named(words).or_else(|| self.actors.capital(words)).map(|state| state.code.clone());
        let whole = Span { start: syntax.span(name.start).start, end: span.end };
        Some(Organ { base, owner: state.clone().or_else(|| Some(fold(words))), state, whole })
    }

    /// The only body of this kind whose owner the report names.
    fn only(&self, base: &str) -> Option<Organ> {
        let names = self.syntax.analysis.names.iter().filter_map(|name| self.organ_at(name.span));
        let mut owned: BTreeMap<String, Organ> = BTreeMap::new();
        for organ in names.filter(|organ| organ.base == base) {
            if let Some(owner) = organ.owner.clone() {
                owned.entry(owner).or_insert(organ);
            }
        }
        if owned.len() == 1 { owned.into_values().next() } else { None }
    }
}
