//! One report: a publication by one outlet, with everything that was read off it.

use super::Published;
use crate::text::Span;

/// Why a stretch of the text is not part of the article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The headline, printed again above the text.
    Headline,
    /// The place, day and agency that open the text.
    Dateline,
    /// A line that names the agency or the author.
    Credit,
    /// A line that is nothing but the day.
    DateStamp,
    /// An address of a page.
    Address,
    /// Furniture of the page, by the code of the lexicon: `link`, `share`, `image credit`, ...
    Furniture(String),
}

impl Why {
    /// The reason of a stored code.
    pub fn from_code(code: &str) -> Self {
        let own = [Why::Headline, Why::Dateline, Why::Credit, Why::DateStamp, Why::Address];
        own.into_iter().find(|why| why.code() == code).unwrap_or_else(|| Why::Furniture(code.to_owned()))
    }

    /// The stable code that is stored and printed.
    pub fn code(&self) -> &str {
        match self {
            Why::Headline => "headline",
            Why::Dateline => "dateline",
            Why::Credit => "credit",
            Why::DateStamp => "date stamp",
            Why::Address => "address",
            Why::Furniture(code) => code,
        }
    }
}

/// A stretch of the text that is not part of the article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Removal {
    /// Where it stands.
    pub span: Span,
    /// Why it is not part of the article.
    pub why: Why,
}

/// What the owner of an input should know of how it was read. It is told once and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The stable code of its kind.
    pub code: &'static str,
    /// What is to be known, in words.
    pub message: String,
}

impl Notice {
    /// A notice of a kind.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// What an input says of a report, before anything is read off its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The input's own identifier.
    pub own_id: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Published time as written.
    pub published: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Language code as stated.
    pub language: Option<String>,
    /// The text, one paragraph a line.
    pub text: String,
    /// May the text and the headline be HTML?
    pub may_be_html: bool,
    /// Lines of the text that are its container's and not the article's, each with the code of why.
    pub frame: Vec<(String, &'static str)>,
    /// What its owner should know of how it was read.
    pub notices: Vec<Notice>,
}

/// One publication by one outlet.
///
/// The text is kept whole; what is not part of the article is marked in `removed`, so that every span of the record is a
/// span of this one text and nothing is dropped in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Content key: `r` and 16 hex digits of a BLAKE3 hash over what the input says and the text.
    pub key: String,
    /// The input's own identifier.
    pub own_id: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Published time.
    pub published: Option<Published>,
    /// Place (and day) that open the text, as printed.
    pub dateline: Option<String>,
    /// Agency whose copy the report says it carries.
    pub credit: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// ISO 639-1 code, where it is stated or can be told.
    pub language: Option<String>,
    /// The text, one paragraph a line.
    pub text: String,
    /// What of it is not part of the article, in order, none overlapping another.
    pub removed: Vec<Removal>,
    /// What its owner should know of how it was read; empty for a report out of the record.
    pub notices: Vec<Notice>,
}

/// Why a line that says where a page begins is no part of the article.
pub(crate) const PAGE: &str = "page";
/// What stands around the number of the page in such a line.
const PAGE_MARK: (&str, &str) = ("[page ", "]");

/// The number of the page that a line says to begin.
fn marked_page(line: &str) -> Option<u32> {
    line.strip_prefix(PAGE_MARK.0)?.strip_suffix(PAGE_MARK.1)?.parse().ok()
}

/// Does a line say where a page begins?
pub(crate) fn is_page_mark(line: &str) -> bool {
    marked_page(line).is_some()
}

/// The line that says where a page begins.
pub(crate) fn page_mark(number: usize) -> String {
    format!("{}{number}{}", PAGE_MARK.0, PAGE_MARK.1)
}

impl Report {
    /// The spans that are not part of the article.
    pub fn removed_spans(&self) -> Vec<Span> {
        self.removed.iter().map(|removal| removal.span).collect()
    }

    /// The page, counted from 1, on which the byte at `at` of the text stands; none where the input had no pages, or one. A paragraph that goes on
    /// over the end of a page stands on the one on which it begins.
    pub fn page(&self, at: u32) -> Option<u32> {
        let marked = |removal: &Removal| matches!(&removal.why, Why::Furniture(why) if why == PAGE);
        let mut ahead = None;
        for removal in self.removed.iter().filter(|removal| marked(removal)) {
            let Some(page) = marked_page(removal.span.of(&self.text)) else { continue };
            if removal.span.start > at {
                return ahead.or(Some(page - 1)).filter(|&page| page > 0);
            }
            ahead = Some(page);
        }
        ahead
    }

    /// The paragraphs of the article, without what was removed: a paragraph that is interrupted is two.
    pub fn paragraphs(&self) -> Vec<Span> {
        let mut gone = self.removed_spans();
        gone.sort_unstable();
        // Both are in order: what lies behind is not looked at again.
        let mut ahead = gone.as_slice();
        let mut kept = Vec::new();
        for paragraph in crate::text::paragraphs(&self.text) {
            let mut start = paragraph.start;
            ahead = &ahead[ahead.partition_point(|span| span.end <= paragraph.start)..];
            for span in ahead.iter().take_while(|span| span.start < paragraph.end) {
                if span.start > start {
                    kept.push(Span { start, end: span.start }.trimmed(&self.text));
                }
                start = start.max(span.end);
            }
            if start < paragraph.end {
                kept.push(Span { start, end: paragraph.end }.trimmed(&self.text));
            }
        }
        kept.retain(|span| !span.is_empty());
        kept
    }

    /// The sentences of the article.
    pub fn sentences(&self) -> Vec<Span> {
        let mut gone = self.removed_spans();
        gone.sort_unstable();
        let mut ahead = gone.as_slice();
        let mut kept = Vec::new();
        for sentence in crate::text::sentences(&self.text) {
            ahead = &ahead[ahead.partition_point(|span| span.end <= sentence.start)..];
            let here = &ahead[..ahead.partition_point(|span| span.start < sentence.end)];
            // A sentence that begins with a dateline goes on after it, and one at whose end a credit stands ends before it; one that is
            // interrupted is none.
            let mut rest = sentence;
            for span in here.iter().filter(|span| !span.is_empty()) {
                if !rest.is_empty() && span.start <= rest.start && span.end > rest.start {
                    rest = Span { start: span.end.min(rest.end), end: rest.end }.trimmed(&self.text);
                }
            }
            for span in here.iter().rev() {
                if !rest.is_empty() && span.start < rest.end && span.end >= rest.end {
                    rest = Span { start: rest.start, end: span.start.max(rest.start) }.trimmed(&self.text);
                }
            }
            let whole = !rest.is_empty() && !here.iter().any(|span| span.overlaps(rest));
            if whole && rest.of(&self.text).contains(char::is_alphanumeric) {
                kept.push(rest);
            }
        }
        kept
    }
}

impl Draft {
    /// The content key of the report that this draft becomes with `text`.
    pub fn key(&self, published: Option<&Published>, text: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        let published = published.map(ToString::to_string);
        let fields =
            [self.own_id.as_deref(), self.url.as_deref(), self.title.as_deref(), self.outlet.as_deref(), published.as_deref(), Some(text)];
        for field in fields {
            hasher.update(&(field.map_or(u64::MAX, |field| field.len() as u64)).to_le_bytes());
            hasher.update(field.unwrap_or_default().as_bytes());
        }
        format!("r{}", &hasher.finalize().to_hex()[..16])
    }
}
