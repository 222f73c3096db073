//! Outlets by whose words they print: who only carries copy, whose, and how late.
//!
//! Nothing is said of an outlet whose name is not known, and lateness only of reports and sources known to the minute.

use std::collections::BTreeMap;

/// What one report says of its outlet: who published it, and whose copy it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printing {
    /// The outlet, where it is known.
    pub outlet: Option<String>,
    /// The agency that it credits for the copy.
    pub credit: Option<String>,
    /// First and last second at which it may have been published.
    pub seconds: Option<(i64, i64)>,
    /// The likely origin of its copy, by place in the list; its own where it carries nobody's.
    pub origin: usize,
    /// Thousandths of it that are copied.
    pub share: u16,
}

/// One outlet and what it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its name as printed.
    pub name: String,
    /// Its reports.
    pub reports: usize,
    /// Of these, the ones that carry copy: of a report in the record, or of the agency they credit.
    pub carried: usize,
    /// Whose, and how many reports, most first; a source whose outlet is not known is not counted here.
    pub whose: Vec<(String, usize)>,
    /// The median of how many minutes after its source a report was published.
    pub minutes_late: Option<i64>,
}

impl Outlet {
    /// Does everything it prints carry copy?
    pub fn only_carries(&self) -> bool {
        self.carried == self.reports
    }
}

/// A time known no finer than this many seconds is none to measure lateness by.
const PRECISE: i64 = 60;

/// The known outlets: those that only carry copy first, then by share of copy, by reports, by name.
pub fn outlets(printings: &[Printing]) -> Vec<Outlet> {
    #[derive(Default)]
    struct Tally {
        reports: usize,
        carried: usize,
        whose: BTreeMap<String, usize>,
        late: Vec<i64>,
    }
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for (at, printing) in printings.iter().enumerate() {
        let Some(outlet) = printing.outlet.as_deref() else { continue };
        let tally = tallies.entry(outlet).or_default();
        tally.reports += 1;
        let source = Some(&printings[printing.origin]).filter(|_| printing.origin != at);
        // An agency that credits itself, and an outlet that prints its own report again, carry nobody's copy.
        let name = printing.credit.as_deref().or_else(|| source.and_then(|source| source.outlet.as_deref()));
        let foreign = name.filter(|name| *name != outlet);
        if foreign.is_none() && (source.is_none() || name.is_some()) {
            continue;
        }
        tally.carried += 1;
        if let Some(name) = foreign {
            *tally.whose.entry(name.to_owned()).or_default() += 1;
        }
        let precise = |seconds: Option<(i64, i64)>| seconds.filter(|(first, last)| last - first < PRECISE).map(|(first, _)| first);
        let late = precise(printing.seconds).zip(source.and_then(|source| precise(source.seconds)));
        tally.late.extend(late.map(|(here, there)| (here - there).div_euclid(60)));
    }
    let mut found: Vec<Outlet> = tallies
        .into_iter()
        .map(|(name, mut tally)| {
            tally.late.sort_unstable();
            let mut whose: Vec<(String, usize)> = tally.whose.into_iter().collect();
            whose.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| a.cmp(b)));
            Outlet {
                name: name.to_owned(),
                reports: tally.reports,
                carried: tally.carried,
                whose,
                minutes_late: tally.late.get(tally.late.len() / 2).copied(),
            }
        })
        .collect();
    found.sort_by(|a, b| {
        (b.carried * a.reports).cmp(&(a.carried * b.reports)).then_with(|| b.reports.cmp(&a.reports)).then_with(|| a.name.cmp(&b.name))
    });
    found
}
