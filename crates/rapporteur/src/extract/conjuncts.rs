//! More of what was said, which the parser hangs beside it: "said that talks failed and that Pell left", "said she led until the letter came".
//!
//! It hangs such clauses below the one they go on with, as `mend.rs` does with the rest.

use super::Extractor;
use super::mend::takes_clause;
use super::syntax::{Move, Syntax};

/// Words that open a clause within a clause.
const WITHIN: [&str; 10] = ["until", "till", "after", "before", "because", "while", "although", "though", "since", "unless"];

/// A clause that "and that" opens, joined to the cue, and a second clause of the cue that "until" opens: both belong to the first.
pub(super) fn repeated(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause].filter(|&verb| verb < clause && takes_clause(syntax, extractor, verb))?;
        let first = syntax.children(verb).find(|&child| child > verb && syntax.plain(child) == "ccomp").filter(|&first| first < clause)?;
        let mark = syntax.children(clause).find(|&child| child < clause && syntax.plain(child) == "mark")?;
        if syntax.quotation[first] != syntax.quotation[clause] || mark <= first {
            return None;
        }
        let joint = mark.checked_sub(1).filter(|&joint| matches!(syntax.low(joint), "and" | "but" | "or"));
        match syntax.plain(clause) {
            "conj" if syntax.low(mark) == "that" && joint.is_some() => Some(Move { token: clause, head: first, relation: "conj" }),
            "ccomp" if WITHIN.contains(&syntax.low(mark)) => Some(Move { token: clause, head: first, relation: "advcl" }),
            _ => None,
        }
    });
    found.collect()
}
