//! Reading: from the bytes of one input to the reports in it, or the reason why there are none.
//!
//! Format and encoding are told from the content. Files, archives and streams are the caller's business.

mod dateline;
mod decode;
mod feed;
mod finish;
mod furniture;
mod html;
mod json;
mod plain;
mod refusal;
mod sniff;

pub use finish::{TextKeeping, finish};
pub use refusal::{Refusal, RefusalKind};
pub use sniff::{Format, sniff};

use crate::record::{Draft, Report};
use crate::resources::Resources;

/// Longest text of one report, and of one line of JSON Lines, in bytes.
pub const LONGEST: usize = 64 << 20;

/// Reads the reports in `bytes`, which are of `format`. One bad report does not cost the others.
///
/// # Example
/// ```
/// # use rapporteur::{ingest, resources::{Resources, Sources}};
/// # let resources = Resources::read(Sources { frequencies: rapporteur_data::FREQUENCIES, lexicon: rapporteur_data::LEXICON, actors: rapporteur_data::ACTORS, languages: "" }).unwrap();
/// let reports = ingest::read(&resources, ingest::Format::Text, "Oslo: The talks begin on Monday.".as_bytes());
/// assert_eq!(reports[0].as_ref().unwrap().dateline.as_deref(), Some("Oslo"));
/// ```
pub fn read(resources: &Resources, format: Format, bytes: &[u8]) -> Vec<Result<Report, Refusal>> {
    read_at(resources, format, bytes, None)
}

/// The same, for bytes whose container names the address they came from.
pub fn read_at(resources: &Resources, format: Format, bytes: &[u8], url: Option<&str>) -> Vec<Result<Report, Refusal>> {
    drafts(format, bytes)
        .into_iter()
        .map(|draft| {
            let mut draft = draft?;
            if format == Format::Html || draft.url.is_none() {
                draft.url = url.map(str::to_owned).or(draft.url);
            }
            finish(resources, draft, TextKeeping::Cleaned)
        })
        .collect()
}

/// The drafts in `bytes`: what the input says, before anything is read off the texts.
pub fn drafts(format: Format, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    if bytes.len() > LONGEST {
        return vec![Err(Refusal::new(RefusalKind::TooLong, format!("{} MiB in one report", bytes.len() >> 20)))];
    }
    match format {
        Format::Text => vec![decode::decode(bytes, None).map(|text| plain::read(&text))],
        Format::Html => vec![html::read(bytes)],
        Format::Feed => feed::read(bytes),
        Format::Json | Format::JsonLines => json::read(bytes),
        other => vec![Err(Refusal::new(RefusalKind::Unreadable, format!("{other} where a report was expected")))],
    }
}
