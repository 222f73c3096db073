//! How many inputs were not taken for which reason, where they are too many to be counted by eye.

use rapporteur::ingest::{Refusal, RefusalKind};
use rapporteur_store::Fate;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// Inputs that were not taken, below which their lines say it all. A guess: a screen.
const MANY: usize = 20;

/// Counts by reason.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    refused: BTreeMap<&'static str, usize>,
    passed_over: BTreeMap<&'static str, usize>,
}

impl Reasons {
    pub(super) fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Refused(refusal) => *self.refused.entry(name(refusal)).or_default() += 1,
            Fate::PassedOver(refusal) => *self.passed_over.entry(name(refusal)).or_default() += 1,
            Fate::Kept(..) => {}
        }
    }

    /// A line for each reason, the most frequent first; nothing where there are few.
    pub(super) fn tell(&self, out: &mut impl Write) -> Result<()> {
        for (what, counts) in [("refused", &self.refused), ("passed over", &self.passed_over)] {
            if counts.values().sum::<usize>() < MANY {
                continue;
            }
            let mut counts: Vec<(&str, usize)> = counts.iter().map(|(name, count)| (*name, *count)).collect();
            counts.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
            for (name, count) in counts {
                writeln!(out, "{count:>8} {what}: {name}")?;
            }
        }
        Ok(())
    }
}

/// What it is, where that is known; else the kind of reason.
fn name(refusal: &Refusal) -> &'static str {
    match refusal.kind {
        RefusalKind::Foreign(foreign) => foreign.name(),
        RefusalKind::Empty => "without text",
        RefusalKind::Field => "a field that cannot be read",
        RefusalKind::Unreadable => "damaged",
        RefusalKind::Archive => "an archive that is not opened",
        RefusalKind::Storage => "not to be opened",
        RefusalKind::Removed => "taken out of the record before",
        RefusalKind::TooLong => "too long",
        RefusalKind::Binary => "binary data",
        RefusalKind::Encoding => "of an unknown encoding",
    }
}
