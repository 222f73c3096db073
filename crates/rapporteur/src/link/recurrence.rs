//! Headlines that recur: one outlet, one headline, different days. Such reports tell different developments, however much
//! of their wording is the same: calls with one president, meetings of one council, a daily figure.

use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The headlines that a set of reports stands under, each with the first and last day of its reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headlines(BTreeMap<u64, (i64, i64)>);

impl Headlines {
    /// Of one report: outlet, folded headline, and the first and last day on which it may have been published. A report
    /// without a headline or a day recurs under none.
    pub fn of(outlet: &str, headline: &str, days: Option<(i64, i64)>) -> Self {
        let named = days.filter(|_| !headline.is_empty());
        Self(named.map(|days| (xxh3_64(format!("{outlet}\n{headline}").as_bytes()), days)).into_iter().collect())
    }

    /// Do the two hold one outlet's headline on different days?
    pub fn recur_in(&self, other: &Self) -> bool {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().any(|(headline, (first, last))| many.0.get(headline).is_some_and(|(begin, end)| last < begin || end < first))
    }

    /// Takes in the other's headlines.
    pub fn take_in(&mut self, other: Self) {
        for (headline, (first, last)) in other.0 {
            let days = self.0.entry(headline).or_insert((first, last));
            *days = (days.0.min(first), days.1.max(last));
        }
    }
}
