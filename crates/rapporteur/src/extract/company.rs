//! Who speaks beside another: "Norland, along with Ostrel and Lyrne", and for whom several speak together: "the envoys of Norland and Ostrel".
//!
//! It looks at names alone: "the envoy, together with an aide" leaves the aide unnamed.

use super::referent::ReferentKind;
use super::referents::Referents;
use super::source::Source;
use super::syntax::Syntax;

/// Does a token belong to the words that bring another along?
pub(super) fn is_company(syntax: &Syntax<'_>, token: usize) -> bool {
    let word = |at: Option<usize>, words: &[&str]| at.filter(|&at| at < syntax.len()).is_some_and(|at| words.contains(&syntax.low(at)));
    let (before, after) = (token.checked_sub(1), Some(token + 1));
    match syntax.low(token) {
        "along" | "together" => word(after, &["with"]),
        "with" => word(before, &["along", "together"]),
        "as" => word(after, &["well"]) || word(before, &["well"]),
        "well" => word(before, &["as"]) && word(after, &["as"]),
        _ => false,
    }
}

/// The token behind the names that words such as "along with" add right behind a phrase; none where they add none.
pub(super) fn company(syntax: &Syntax<'_>, last: usize) -> Option<usize> {
    let own = |token: usize| {
        token < syntax.len() && syntax.sentence[token] == syntax.sentence[last] && syntax.quotation[token] == syntax.quotation[last]
    };
    let first = last + 1 + usize::from(own(last + 1) && syntax.form(last + 1) == ",");
    let start = (first..).find(|&token| !own(token) || !is_company(syntax, token)).filter(|&start| start > first)?;
    let mut end = None;
    let mut at = start;
    while own(at) {
        let article = usize::from(syntax.upos[at] == "DET");
        let Some(name) = syntax.analysis.name_at(at + article).filter(|name| own(at + article) && name.tokens.start == at + article) else {
            break;
        };
        (at, end) = (name.tokens.end, Some(name.tokens.end));
        let comma = usize::from(own(at) && syntax.form(at) == ",");
        at += comma + usize::from(own(at + comma) && syntax.low(at + comma) == "and");
    }
    end
}

/// The states for which holders of one office speak together without their names: "the foreign ministers of Norland and Ostrel".
pub(super) fn represented(syntax: &Syntax<'_>, referents: &Referents<'_, '_>, source: &Source) -> Vec<usize> {
    let office = !referents.roles.classes(&syntax.lemma[source.head]).is_empty();
    if syntax.xpos[source.head] != "NNS" || !office || syntax.low((source.head + 1).min(syntax.len() - 1)) != "of" {
        return Vec::new();
    }
    let after = source.tokens.iter().copied().filter(|&token| token > source.head + 1);
    let row =
        after.take_while(|&token| syntax.is_mark(token) || matches!(syntax.low(token), "and" | "the") || referents.of.contains_key(&token));
    let mut states: Vec<usize> =
        row.filter_map(|token| referents.of.get(&token).copied()).filter(|&at| referents.all[at].kind == ReferentKind::State).collect();
    states.dedup();
    if states.len() > 1 { states } else { Vec::new() }
}
