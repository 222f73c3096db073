//! One report's account of a contact or an event, as the pages of both show it.

use super::{day, place};
use rapporteur::extract::Status;
use rapporteur::record::Report;
use rapporteur::text::Span;
use rapporteur_desk::short;

/// What `accounts.html` shows.
pub(super) struct Account {
    pub(super) status: &'static str,
    pub(super) outlet: String,
    pub(super) day: String,
    pub(super) rule: String,
    pub(super) href: String,
    pub(super) mark: String,
    pub(super) carries: Option<String>,
    pub(super) words: Vec<(&'static str, String)>,
}

impl Account {
    /// A report's account at its trigger, with the report whose copy that is, how the account has it, by which rule, and what it tells.
    pub(super) fn of(
        report: &Report,
        origin: &str,
        trigger: Span,
        (status, rule): (Status, &str),
        words: Vec<(&'static str, String)>,
    ) -> Self {
        Self {
            status: status.label(),
            outlet: report.outlet.clone().unwrap_or_else(|| "outlet not known".to_owned()),
            day: day(report.published.map(|time| time.to_string()).as_deref()),
            rule: rule.to_owned(),
            href: place(&report.key, trigger.start, trigger.end),
            mark: format!("{}:{}-{}", short(&report.key), trigger.start, trigger.end),
            carries: (origin != report.key).then(|| origin.to_owned()),
            words,
        }
    }
}
