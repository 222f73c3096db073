//! Rows of titles before a name: "Trade and Industry Minister Roman Pell" is one person, "the premier and Commissioner Roman Pell" are two.

use super::super::roles::Roles;
use super::super::syntax::Syntax;
use crate::analyze::{Name, NameKind};
use std::ops::Range;

/// Tokens after a title within which the name stands that closes its row.
const NEAR: usize = 8;

/// The row that a head stands in before the name that closes it, with the name; and the head of the name.
pub(super) fn closing(syntax: &Syntax<'_>, roles: &Roles, head: usize) -> Option<(Range<usize>, usize)> {
    let last = syntax.analysis.sentences[syntax.sentence[head]].tokens.end.min(head + NEAR);
    let opens = |start: &usize| person(syntax, *start).is_some_and(|name| name.tokens.start == *start);
    let name = (head + 1..last).find(opens).and_then(|start| person(syntax, start))?;
    let row = row(syntax, roles, name).filter(|row| row.contains(&head))?;
    let top = name.tokens.clone().find(|&token| syntax.head[token].is_none_or(|head| !name.tokens.contains(&head)))?;
    Some((row, top))
}

/// A row of titles that "and" joins, with the name that closes it.
pub(super) fn row(syntax: &Syntax<'_>, roles: &Roles, name: &Name) -> Option<Range<usize>> {
    let start = name.tokens.start;
    let title = |token: usize| {
        syntax.sentence[token] == syntax.sentence[start]
            && matches!(syntax.upos[token], "NOUN" | "PROPN" | "ADJ")
            && syntax.xpos[token] != "NNS"
            && person(syntax, token).is_none()
    };
    let back = |from: usize| (0..from).rev().take_while(|&token| title(token)).last();
    let office = |token: usize| roles.is_person(syntax.low(token));
    let second = back(start).filter(|_| office(start - 1))?;
    let joint = second.checked_sub(1).filter(|&joint| matches!(syntax.form(joint), "and" | "&"))?;
    let first = back(joint)?;
    let determined = first > 0 && matches!(syntax.upos[first - 1], "DET" | "PART" | "PRON");
    // "Police and Crime Commissioner": the first is no office by itself. "President and Founder": one holds both, where no article parts them.
    let half = roles.is_part(syntax.low(joint - 1)) && start - second > 1;
    (half || office(joint - 1) && !determined).then_some(first..name.tokens.end)
}

fn person<'s>(syntax: &'s Syntax<'_>, token: usize) -> Option<&'s Name> {
    syntax.analysis.name_at(token).filter(|name| name.kind == NameKind::Person)
}
