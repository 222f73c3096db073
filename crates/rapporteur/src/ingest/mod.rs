//! Reading: from the bytes of one input to the reports in it, or the reason why there are none.
//!
//! Format and encoding are told from the content. Files, archives and streams are the caller's business.

mod article;
mod citations;
mod clippings;
mod dateline;
mod decode;
mod document;
mod enacted;
mod evidence;
mod feed;
mod fields;
mod finish;
mod foreign;
mod furniture;
mod head;
mod html;
mod inline;
mod json;
mod linked;
mod live;
mod mail;
mod names;
mod news;
mod outlet;
mod pages;
mod plain;
mod posts;
mod refusal;
mod rejoin;
mod sniff;
mod stated;
mod subtitles;
mod table;
mod teasers;
mod telegram;
mod wire;
mod wrapped;
mod xml;

pub use finish::{TextKeeping, finish};
pub use foreign::Foreign;
pub use mail::{Attachment, as_sent, attachments, is_envelope};
pub use refusal::{Refusal, RefusalKind};
pub use sniff::{Format, sniff};
pub use stated::{Stated, StatedError};

use crate::record::{Draft, Report};
use crate::resources::Resources;

/// Longest input of one report, and of one line of JSON Lines, in bytes: pages hold more than their text.
pub const LONGEST: usize = 64 << 20;

/// Longest text of one report, in bytes: four times the longest novel. What is longer is no report, and reading it would take all memory.
pub const LONGEST_TEXT: usize = 16 << 20;

/// Reads the reports in `bytes`, which are of `format`. One bad report does not cost the others.
///
/// # Example
/// ```
/// # use rapporteur::{ingest, resources::{Resources, Sources}};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let resources = Resources::read(Sources { frequencies: rapporteur_data::FREQUENCIES, lexicon: rapporteur_data::LEXICON, actors: rapporteur_data::ACTORS, languages: "" })?;
/// let reports = ingest::read(&resources, ingest::Format::Text, "Oslo: The talks begin on Monday.".as_bytes());
/// assert!(matches!(&reports[..], [Ok(report)] if report.dateline.as_deref() == Some("Oslo")));
/// # Ok(())
/// # }
/// ```
pub fn read(resources: &Resources, format: Format, bytes: &[u8]) -> Vec<Result<Report, Refusal>> {
    read_stated(resources, format, bytes, &Stated::default())
}

/// The same, for bytes of which their container or their owner states something; what is stated goes before what they say.
pub fn read_stated(resources: &Resources, format: Format, bytes: &[u8], stated: &Stated) -> Vec<Result<Report, Refusal>> {
    drafts(resources, format, bytes).into_iter().map(|draft| finish(resources, stated.over(format, draft?), TextKeeping::Cleaned)).collect()
}

/// The drafts in `bytes`: what the input says, before anything is read off the texts.
pub fn drafts(resources: &Resources, format: Format, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    if bytes.len() > LONGEST {
        return vec![Err(Refusal::new(RefusalKind::TooLong, format!("{} MiB in one report", bytes.len() >> 20)))];
    }
    match format {
        Format::Text => match decode::decode(bytes, None) {
            Ok(text) if pages::is_paged(&text) => {
                let paged = pages::read(&text);
                clippings::of_pages(resources, &paged).unwrap_or_else(|| vec![Ok(paged)])
            }
            Ok(text) => vec![Ok(plain::read(&text))],
            Err(refusal) => vec![Err(refusal)],
        },
        Format::Html => html::read(resources, bytes),
        Format::Feed => feed::read(bytes),
        Format::Json | Format::JsonLines => json::read(resources, bytes),
        Format::News => news::read(bytes),
        Format::Wire => vec![wire::read(resources, bytes)],
        Format::Clippings => clippings::read(resources, bytes),
        Format::Mail => mail::read(resources, bytes),
        Format::Mailbox => mail::read_mailbox(resources, bytes),
        Format::Table => table::read(resources, bytes),
        Format::Subtitles => vec![subtitles::read(bytes)],
        Format::Word => of_document(resources, document::read_word(bytes)),
        Format::OpenDocument => of_document(resources, document::read_open(bytes)),
        Format::RichText => of_document(resources, document::read_rich(bytes)),
        Format::Foreign(foreign) => vec![Err(Refusal::foreign(foreign))],
        other => vec![Err(Refusal::new(RefusalKind::Unreadable, format!("{other} where a report was expected")))],
    }
}

/// The text of a document: a report, or the articles of an export.
fn of_document(resources: &Resources, text: Result<String, Refusal>) -> Vec<Result<Draft, Refusal>> {
    match text {
        Ok(text) => clippings::of_document(resources, &text).unwrap_or_else(|| vec![Ok(plain::read(&text))]),
        Err(refusal) => vec![Err(refusal)],
    }
}
