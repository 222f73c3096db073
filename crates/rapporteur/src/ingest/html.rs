//! Web pages: the article by trafilatura's method, what the page says of it, and whether there is one.
//!
//! Time, headline and author are not trafilatura's: it takes the first of a page's many, and asks a clock which years can be.

use super::evidence::{self, Evidence};
use super::teasers::Teasers;
use super::{Foreign, Refusal, RefusalKind, article, decode::decode, live, rejoin, telegram};
use crate::record::Draft;
use crate::resources::Resources;
use std::collections::BTreeSet;
use trafilatura::dom::Document;

/// Elements beyond which a page is not read: parsers take more than their number in time.
const MOST_ELEMENTS: usize = 200_000;

/// Reads one page: its article, or the updates of a live page.
pub(super) fn read(resources: &Resources, bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    page(resources, bytes).unwrap_or_else(|refusal| vec![Err(refusal)])
}

fn page(resources: &Resources, bytes: &[u8]) -> Result<Vec<Result<Draft, Refusal>>, Refusal> {
    let page = decode(bytes, charset(bytes).as_deref())?;
    article::check(&page)?;
    let mut document = Document::parse(&article::with_marks(&page));
    if telegram::is_export(&page) {
        return Ok(telegram::read(&mut document));
    }
    article::attribute_quotations(&mut document);
    article::show_captions(&mut document);
    let evidence = evidence::read(&resources.lexicon, &document);
    without_consent(&mut document);
    let updates = live::updates(&resources.lexicon, &mut document.clone_document(), &evidence);
    if updates.len() > 1 {
        return Ok(live::reports(updates, &evidence.draft(String::new())).into_iter().map(Ok).collect());
    }
    let text = article_text(&document)?;
    let text = text.filter(|text| !text.trim().is_empty());
    let title = evidence.title.clone().unwrap_or_default();
    if resources.lexicon.pages.is_wall(&title, text.as_deref().unwrap_or_default(), evidence.is_article) {
        return Err(Refusal::foreign(Foreign::Wall));
    }
    let Some(text) = text else { return Err(Refusal::new(RefusalKind::Empty, "no article text in the page")) };
    let teasers = Teasers::of(&document);
    if (!evidence.is_article || evidence.is_list) && teasers.make(&text, evidence.is_list) {
        return Err(Refusal::foreign(Foreign::FrontPage));
    }
    let text = once(&teasers.without(rejoin::rejoined(&resources.lexicon, &document, text)));
    let mut draft = evidence.draft(text);
    draft.frame = teasers.within(&draft.text, &title).into_iter().map(|line| (line, "link")).collect();
    evidence.open_day(&mut draft);
    Ok(vec![Ok(draft)])
}

/// Words of the shortest sentence, and of the shortest other line, that is not printed twice but for an error: pages hold their article
/// once for each size of screen, and its standfirst under it again. A line of a table may come twice.
const TWICE: (usize, usize) = (8, 15);

/// The text without the lines that came before.
fn once(text: &str) -> String {
    let mut seen = BTreeSet::new();
    let lines = text.lines().filter(|line| {
        let sentence = line.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '…']);
        line.split_whitespace().count() < if sentence { TWICE.0 } else { TWICE.1 } || seen.insert(*line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How notices of consent are called in classes and identifiers, whatever the page's language.
const CONSENT: [&str; 6] = ["cookie", "consent", "gdpr", "ccpa", "onetrust", "didomi"];

/// Takes out the notices of consent that stand in a page beside its article: extractors take them for prose. A part that holds
/// a third of the page's text is no notice but what stands behind one.
fn without_consent(document: &mut Document) {
    let body = document.body().unwrap_or_else(|| document.root());
    let whole = document.text_content(body).len();
    for part in document.iter_descendants(body, &["div", "section", "aside", "form", "dialog", "p", "ul"]) {
        let marks = evidence::marks(document, part);
        if CONSENT.iter().any(|name| marks.contains(name)) && document.text_content(part).len() * 3 < whole {
            document.remove(part, true);
        }
    }
}

impl Evidence {
    fn draft(&self, text: String) -> Draft {
        Draft {
            url: self.url.clone(),
            title: self.title.clone(),
            outlet: self.outlet.clone(),
            published: self.published.clone(),
            byline: self.byline.clone(),
            language: self.language.clone(),
            text,
            ..Draft::default()
        }
    }
}

/// The article's lines; none where there is no article.
fn article_text(document: &Document) -> Result<Option<String>, Refusal> {
    let mut options = trafilatura::Options::default().with_fallback(true).with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    options.exclude_comments = true;
    options.max_tree_size = Some(MOST_ELEMENTS);
    let found = match trafilatura::extract_document(document.clone_document(), &options) {
        Ok(found) => found,
        Err(trafilatura::TrafilaturaError::TreeTooLarge(elements)) => {
            return Err(Refusal::new(RefusalKind::TooLong, format!("a page of {elements} elements")));
        }
        Err(_) => return Ok(None),
    };
    let text = article::lines(&found.content_html);
    let text = if text.trim().is_empty() { found.content_text } else { text };
    Ok(Some(parted(document, &text)))
}

/// Lines of the article's text beyond which it is not compared with the page.
const MOST_LINES: usize = 60;

/// Paragraphs that were glued together, parted again where the page parts them: of pages with little text, all text is taken
/// as one.
fn parted(document: &Document, text: &str) -> String {
    if text.lines().count() > MOST_LINES {
        return text.to_owned();
    }
    let body = document.body().unwrap_or_else(|| document.root());
    let page = article::lines_of(document, body);
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // The letters of the page, and where its lines end among them.
    let lines: Vec<&str> = page.lines().filter(|line| line.chars().any(char::is_alphanumeric)).collect();
    let (mut whole, mut ends) = (String::with_capacity(page.len()), vec![0]);
    for line in &lines {
        whole.push_str(&plain(line));
        ends.push(whole.len());
    }
    let mut from = 0;
    let mut parted: Vec<&str> = Vec::new();
    for line in text.lines() {
        let bare = plain(line);
        let found = whole[from..].find(&bare).filter(|_| !bare.is_empty()).map(|at| from + at);
        let edges = found.and_then(|at| Some((ends.binary_search(&at).ok()?, ends.binary_search(&(at + bare.len())).ok()?)));
        from = found.map_or(from, |at| at + bare.len());
        match edges {
            // Made of whole lines of the page: they are taken as they stand there.
            Some((first, last)) if last > first + 1 => parted.extend(&lines[first..last]),
            _ => parted.push(line),
        }
    }
    parted.join("\n")
}

/// The encoding that the page states in its first two kilobytes.
fn charset(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = start.find("charset=")? + "charset=".len();
    let label: String = start[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}
