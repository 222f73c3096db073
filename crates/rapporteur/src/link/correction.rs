//! What users assert against what was derived: that reports make one story or none together, that two actors are one or one is two, that what was
//! taken for a statement is none.
//!
//! Corrections name reports by their keys and actors by their identifiers, and are asked while sets are grouped: so they are part of what
//! the sets are a function of, and no order of reports and no batch gives other sets. A correction of a report that is not there does nothing.

use super::Pair;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// All corrections of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Pairs of reports whose stories are one.
    pub together: BTreeSet<(String, String)>,
    /// Pairs of reports that stand in two stories.
    pub apart: BTreeSet<(String, String)>,
    /// For an actor's identifier the one that it is.
    pub same: BTreeMap<String, String>,
    /// For a report and an actor's identifier whom it means there instead.
    pub other: BTreeMap<(String, String), String>,
    /// Contents, by their report and where they begin and end, that are nobody's statement.
    pub unsaid: BTreeSet<(String, Span)>,
}

/// What holds units of one list together or apart, by their places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// These stand in one group.
    pub together: Vec<Pair>,
    /// These stand in two.
    pub apart: Vec<Pair>,
}

impl Corrections {
    /// Are there none?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is asserted of units, each of several reports: `unit` gives the place of a report's unit, where it has one.
    pub fn held(&self, unit: impl Fn(&str) -> Option<u32>) -> Held {
        let pairs = |keys: &BTreeSet<(String, String)>| {
            let pair = |(one, other): &(String, String)| {
                let (one, other) = (unit(one)?, unit(other)?);
                (one != other).then_some(Pair { first: one.min(other), second: one.max(other) })
            };
            keys.iter().filter_map(pair).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Held { together: pairs(&self.together), apart: pairs(&self.apart) }
    }

    /// Whom a report means by what was derived as an actor; nothing where no correction is of it.
    pub fn actor(&self, report: &str, id: &str) -> Option<String> {
        let other = self.other.get(&(report.to_owned(), id.to_owned()));
        let mut now = other.cloned().unwrap_or_else(|| id.to_owned());
        // A chain is as long as there are corrections at most, should it lead back to itself.
        for _ in 0..self.same.len() {
            let Some(next) = self.same.get(&now) else { break };
            now.clone_from(next);
        }
        (now != id).then_some(now)
    }

    /// Is a content nobody's statement?
    pub fn is_unsaid(&self, report: &str, content: &[Span]) -> bool {
        let (Some(first), Some(last)) = (content.first(), content.last()) else { return false };
        !self.unsaid.is_empty() && self.unsaid.contains(&(report.to_owned(), Span { start: first.start, end: last.end }))
    }
}
