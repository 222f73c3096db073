//! What a page says of its article: headline, time, author, outlet, address. Only what is this article's own counts.
//!
//! Pages are full of other articles: teasers, lists in linked data, films, comments, copyright lines. A statement is taken from
//! the head of the page, from linked data whose headline or address is the page's, or from where the headline stands; else
//! the field is not known.

use super::linked::{self, Linked};
use super::{names, outlet};
use crate::record::{Draft, Notice, Published};
use crate::resources::Lexicon;
use crate::text::fold;
use trafilatura::dom::{Document, NodeId};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<String>,
    /// When it was changed last.
    pub(super) changed: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) language: Option<String>,
    /// Does it say that it is an article?
    pub(super) is_article: bool,
    /// Does it say that it is a site's front, a section or a list?
    pub(super) is_list: bool,
    /// Does it say that it goes on as things happen?
    pub(super) is_live: bool,
    /// The linked data that are the page's own.
    pub(super) linked: Option<Linked>,
}

/// Names under which the head of a page states when its article was published. When it was changed is another matter.
const TIMES: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "pubdate",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "publicationdate",
    "publication-date",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "citation_publication_date",
    "prism.publicationdate",
    "bt:pubdate",
    "article.published",
    "displaydate",
    "date",
];
/// Names under which it states when it was changed.
const CHANGES: [&str; 4] = ["article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified"];
/// Names under which an element of the page itself states it (RDFa).
const PROPERTIES: [&str; 8] =
    ["dc:date", "dc:created", "dc:issued", "dcterms:date", "dcterms:created", "dcterms:issued", "datepublished", "schema:datepublished"];
const AUTHORS: [&str; 8] =
    ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "citation_author"];

/// Reads what a page says of itself.
pub(super) fn read(lexicon: &Lexicon, document: &Document) -> Evidence {
    let metas = metas(document);
    let meta = |name: &str| metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone());
    let url = link(document, "canonical").or_else(|| meta("og:url")).filter(|url| url.starts_with("http"));
    let root = document.root();
    let tag_title =
        document.iter_descendants(root, &["title"]).first().map(|&title| one_line(document, title)).filter(|title| !title.is_empty());
    let shared_title = meta("og:title").or_else(|| meta("twitter:title"));
    let heading = heading(document, &[shared_title.as_deref(), tag_title.as_deref()]);
    let heading_text = heading.map(|heading| one_line(document, heading)).filter(|heading| !heading.is_empty());
    let linked = linked::own(document, url.as_deref(), &[heading_text.as_deref(), shared_title.as_deref(), tag_title.as_deref()]);
    let host = url.as_deref().map(super::fields::site);
    let html = document.iter_descendants(root, &["html"]).first().copied();
    let language = html
        .and_then(|html| document.get_attribute(html, "lang").or_else(|| document.get_attribute(html, "xml:lang")))
        .filter(|code| !code.trim().is_empty());
    let stated = [meta("og:site_name"), linked.as_ref().and_then(|linked| linked.publisher.clone()), meta("application-name")];
    let outlet = outlet::name(&stated, tag_title.as_deref(), host.as_deref(), language.as_deref());
    let names = [outlet.as_deref(), host.as_deref()];
    let near = |one: &str, other: &Option<String>| other.as_deref().is_some_and(|other| linked::alike(one, other));
    let title = heading_text
        .clone()
        .filter(|heading| near(heading, &shared_title) || near(heading, &tag_title))
        .or_else(|| shared_title.as_deref().map(|title| without_site(title, &names)))
        .or_else(|| linked.as_ref().and_then(|linked| linked.headline.clone()))
        .or_else(|| heading_text.clone())
        .or_else(|| tag_title.as_deref().map(|title| without_site(title, &names)));
    let place = Place::of(lexicon, document, heading);
    let readable = |time: &String| Published::read(time).is_ok();
    let published = TIMES
        .iter()
        .find_map(|name| metas.iter().filter(|(key, _)| key == name).map(|(_, content)| since_1970(content)).find(readable))
        .or_else(|| linked.as_ref().and_then(|linked| linked.published.clone()).filter(readable))
        .or_else(|| place.time(lexicon, document))
        .or_else(|| place.written_time(lexicon, document))
        .or_else(|| url.as_deref().and_then(day_of_address));
    let stated = AUTHORS.iter().find_map(|name| {
        let authors: Vec<&str> =
            metas.iter().filter(|(key, content)| key == name && !content.contains("://")).map(|(_, content)| content.as_str()).collect();
        names::people(lexicon, &authors.join("; "))
    });
    let linked_authors = linked.as_ref().and_then(|linked| names::people(lexicon, &linked.authors.join("; ")));
    let byline = linked_authors.or(stated).or_else(|| place.byline(lexicon, document));
    let kind = meta("og:type").unwrap_or_default().to_ascii_lowercase();
    let changed = CHANGES
        .iter()
        .find_map(|name| meta(name))
        .or_else(|| linked.as_ref().and_then(|linked| linked.changed.clone()))
        .filter(|time| Published::read(time).is_ok());
    Evidence {
        language,
        changed,
        outlet: outlet.or(host),
        title,
        published,
        byline,
        is_article: kind == "article" || linked.is_some() || metas.iter().any(|(key, _)| key.starts_with("article:published")),
        is_list: matches!(kind.as_str(), "website" | "blog") || linked::lists(document),
        is_live: linked.as_ref().is_some_and(|linked| linked.is_live),
        linked,
        url,
    }
}

/// A time that a page states in seconds or thousandths since 1970, as others do; else as it stands.
fn since_1970(stated: &str) -> String {
    let digits = matches!(stated.len(), 10 | 13) && stated.bytes().all(|byte| byte.is_ascii_digit());
    let second = digits.then(|| stated[..10].parse().ok()).flatten();
    second.and_then(Published::at_epoch_second).map_or_else(|| stated.to_owned(), |time| time.to_string())
}

/// Days between publication and change within which an article is the one that was published.
const YEAR: i64 = 366;
/// Later years in a text that is not the one that was published. One can be that of a plan.
const LATER: usize = 2;

impl Evidence {
    /// Leaves the day of an article open that was written anew years after it was published: pages that explain a matter keep their first
    /// day under a text of today. A change alone shows nothing, since archives are moved; the text must speak of later years.
    pub(super) fn open_day(&self, draft: &mut Draft) {
        let date = |time: &Option<String>| time.as_deref().and_then(|time| Published::read(time).ok()).and_then(|time| time.date());
        let (Some(first), Some(changed)) = (date(&self.published), date(&self.changed)) else { return };
        if crate::record::day_number(changed) - crate::record::day_number(first) <= YEAR {
            return;
        }
        let years = draft.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
        let later = years.filter_map(|word| word.parse::<i16>().ok()).filter(|&year| first.year() < year && year <= changed.year());
        if later.count() >= LATER {
            let told = format!("published on {first}, changed on {changed}, and the text tells of years between: its day is left open");
            draft.notices.push(Notice::new("field", told));
            draft.published = None;
        }
    }
}

/// The names, small, and the contents of the head's statements.
fn metas(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let in_head = |node: NodeId| document.parent(node).is_some_and(|parent| document.tag_name(parent) == "head");
    for meta in document.iter_descendants(document.root(), &["meta"]) {
        let Some(content) = document.get_attribute(meta, "content").filter(|content| !content.trim().is_empty()) else { continue };
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = document.get_attribute(meta, key) {
                // What is stated inside a part of the page may be that part's.
                if key != "itemprop" || in_head(meta) {
                    found.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
                }
            }
        }
    }
    found
}

fn link(document: &Document, relation: &str) -> Option<String> {
    let links = document.iter_descendants(document.root(), &["link"]);
    let link = links.into_iter().find(|&link| document.get_attribute(link, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case(relation)))?;
    document.get_attribute(link, "href")
}

pub(super) fn one_line(document: &Document, node: NodeId) -> String {
    document.iter_text(node, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The classes and the identifier of an element, small.
pub(super) fn marks(document: &Document, node: NodeId) -> String {
    format!("{} {}", document.class_name(node), document.id_attr(node)).to_ascii_lowercase()
}

/// The heading of the page: one that its title repeats, else the first of several words.
fn heading(document: &Document, titles: &[Option<&str>]) -> Option<NodeId> {
    let headings: Vec<NodeId> = document.iter_descendants(document.root(), &["h1"]).into_iter().take(20).collect();
    let repeated = |heading: &&NodeId| {
        let words = one_line(document, **heading);
        words.split_whitespace().count() > 1 && titles.iter().flatten().any(|title| linked::alike(&words, title))
    };
    // A page without any title and heading of its own has its headline in the next smaller one.
    let titled = titles.iter().any(Option::is_some);
    let smaller = || {
        let linked = |heading: NodeId| {
            !document.iter_descendants(heading, &["a"]).is_empty()
                || std::iter::successors(document.parent(heading), |&node| document.parent(node))
                    .any(|node| matches!(document.tag_name(node), "a" | "nav" | "aside" | "footer"))
        };
        let found = ["h1", "h2", "h3"].iter().flat_map(|tag| document.iter_descendants(document.root(), &[tag]).into_iter().take(20));
        found.into_iter().find(|&heading| one_line(document, heading).split_whitespace().count() > 1 && !linked(heading))
    };
    headings
        .iter()
        .find(repeated)
        .or_else(|| headings.iter().find(|&&heading| one_line(document, heading).split_whitespace().count() > 2))
        .copied()
        .or_else(|| if titled { None } else { smaller() })
}

/// "Talks end" of "Talks end | The Observer".
fn without_site(title: &str, sites: &[Option<&str>]) -> String {
    let plain = |name: &str| fold(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((headline, site)) = title.rsplit_once(mark)
            && sites.iter().flatten().any(|name| plain(name).starts_with(&plain(site)) || plain(site).starts_with(&plain(name)))
            && headline.split_whitespace().count() > 1
        {
            return headline.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

/// "2021-12-04" of `https://outlet.example/2021/12/04/pier.html`.
fn day_of_address(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let split = parts.windows(3).find(|three| number(three[0], 4..=4) && number(three[1], 1..=2) && number(three[2], 1..=2));
    let joined = || parts.iter().find_map(|part| part.get(..10).filter(|day| day.bytes().filter(|&byte| byte == b'-').count() == 2));
    let day = split.map(|three| format!("{}-{:0>2}-{:0>2}", three[0], three[1], three[2])).or_else(|| joined().map(str::to_owned))?;
    let read = Published::read(&day).ok().filter(|read| read.date().is_some_and(|date| date.year() >= 1990))?;
    Some(read.to_string())
}

/// Letters of the longest line that leads a time.
const LEADING: usize = 200;

/// Does a word of change stand nearest before a time in its line: "First published 4 May, last updated 6 May"?
fn behind_change(lexicon: &Lexicon, document: &Document, time: NodeId) -> bool {
    let line = document.parent(time).map(|parent| one_line(document, parent)).filter(|line| line.len() <= LEADING).unwrap_or_default();
    let own = one_line(document, time);
    let Some(at) = line.find(&own).filter(|_| !own.is_empty()) else { return false };
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let leads = line[..at].split_whitespace().rev().map(plain);
    // "Published", "Posted" are as long; "on", "at" and "last" say neither.
    leads
        .map(|word| (lexicon.pages.is_change(&word), word))
        .find(|(change, word)| *change || (word.len() > 5 && lexicon.pages.is_stamp(word)))
        .is_some_and(|(change, _)| change)
}

/// Words of the longest link in a byline that is a name: "Maria del Carmen de la Cruz of the Gazette".
const LONGEST_NAME: usize = 8;

/// Where the article stands: what is in its head, in order.
struct Place {
    /// Elements of the page to the first paragraphs behind the headline, without those of other parts.
    head: Vec<NodeId>,
    /// Where among them the headline stands.
    heading: usize,
    /// What the headline stands in.
    around: Vec<NodeId>,
}

/// Elements beyond which the head of an article is not looked for.
const MOST: usize = 3000;
/// Characters of paragraphs behind the headline that still are the head of an article. A guess: a standfirst and a sentence.
const HEAD: usize = 500;

impl Place {
    fn of(lexicon: &Lexicon, document: &Document, heading: Option<NodeId>) -> Self {
        let Some(heading) = heading else { return Self { head: Vec::new(), heading: 0, around: Vec::new() } };
        let body = document.body().unwrap_or_else(|| document.root());
        let around: Vec<NodeId> = std::iter::successors(document.parent(heading), |&node| document.parent(node)).collect();
        let articles = document.iter_descendants(body, &["article"]).len();
        // Of several articles, those that the headline does not stand in are others.
        let is_other = |node: NodeId| {
            let tag = document.tag_name(node);
            matches!(tag, "aside" | "nav" | "footer" | "script" | "style")
                || (tag == "article" && articles > 1 && !around.contains(&node))
                || (!around.contains(&node) && lexicon.pages.is_aside(&marks(document, node)))
        };
        let (mut head, mut written, mut behind) = (Vec::new(), 0, false);
        let mut open = vec![body];
        while let Some(node) = open.pop() {
            if is_other(node) {
                continue;
            }
            behind |= node == heading;
            if document.tag_name(node) == "p" && behind {
                written += document.text_content(node).trim().len();
            }
            head.push(node);
            if written > HEAD || head.len() > MOST {
                break;
            }
            open.extend(document.children(node).into_iter().rev());
        }
        let heading = head.iter().position(|&node| node == heading).unwrap_or(0);
        Self { head, heading, around }
    }

    /// The first time element that is none of a change.
    fn time(&self, lexicon: &Lexicon, document: &Document) -> Option<String> {
        let marked = |node: NodeId| document.get_attribute(node, "itemprop").unwrap_or_default().to_ascii_lowercase();
        let is_change = |node: NodeId| {
            let marks = format!("{} {}", marked(node), marks(document, node));
            ["modif", "update", "edited"].iter().any(|word| marks.contains(word))
        };
        let property = |node: NodeId| document.get_attribute(node, "property").unwrap_or_default().to_ascii_lowercase();
        let times = self.head.iter().copied().enumerate().filter(|&(_, node)| {
            (document.tag_name(node) == "time"
                || marked(node) == "datepublished"
                || property(node).split_whitespace().any(|name| PROPERTIES.contains(&name)))
                && !is_change(node)
                && !document.parent(node).is_some_and(is_change)
                && !behind_change(lexicon, document, node)
        });
        let stated = |node: NodeId| {
            let stated = document.get_attribute(node, "datetime").or_else(|| document.get_attribute(node, "content"));
            let time = stated.filter(|time| !time.trim().is_empty()).unwrap_or_else(|| one_line(document, node));
            Published::read(&time).ok().filter(|read| read.date().is_some()).map(|_| time)
        };
        // A time in a link, or beside a link of several words, is that of what the link leads to.
        let leads_elsewhere = |node: NodeId| {
            let around: Vec<NodeId> = std::iter::successors(document.parent(node), |&node| document.parent(node)).take(3).collect();
            around.iter().any(|&node| document.tag_name(node) == "a")
                || around.iter().filter(|&&node| !self.around.contains(&node)).any(|&node| {
                    let links = document.iter_descendants(node, &["a"]);
                    links.iter().any(|&link| one_line(document, link).split_whitespace().count() > 3)
                })
        };
        let times: Vec<(usize, String)> =
            times.filter(|&(_, node)| !leads_elsewhere(node)).filter_map(|(at, node)| stated(node).map(|time| (at, time))).collect();
        // Behind the headline, else the nearest before it.
        let behind = times.iter().find(|&&(at, _)| at > self.heading).or(times.last());
        behind.map(|(_, time)| time.clone())
    }

    /// A day that is written near the headline in an element that is called a date or a byline.
    fn written_time(&self, lexicon: &Lexicon, document: &Document) -> Option<String> {
        let called = |node: NodeId| {
            let marks = marks(document, node);
            // A page that shows the day of reading calls it so.
            let is_clock = ["current", "today", "clock"].iter().any(|word| marks.contains(word));
            !is_clock && ["date", "time", "publi", "posted", "byline", "dateline", "meta", "info"].iter().any(|word| marks.contains(word))
        };
        self.head.iter().filter(|&&node| called(node)).find_map(|&node| {
            let text = one_line(document, node);
            (text.len() <= 200).then(|| names::time_in(lexicon, &text)).flatten()
        })
    }

    /// Names in an element that is called an author or a byline.
    fn byline(&self, lexicon: &Lexicon, document: &Document) -> Option<String> {
        let called = |node: NodeId| {
            let attribute = |name: &str| document.get_attribute(node, name).unwrap_or_default().to_ascii_lowercase();
            let marks = format!("{} {}", attribute("class"), attribute("id"));
            attribute("rel") == "author"
                || attribute("itemprop") == "author"
                || ["byline", "author", "writer"].iter().any(|word| marks.contains(word))
        };
        // A list of what an author wrote besides is called so, too.
        let lists = |node: NodeId| {
            let links = document.iter_descendants(node, &["a"]);
            links.into_iter().any(|link| one_line(document, link).split_whitespace().count() > LONGEST_NAME)
        };
        let elements: Vec<NodeId> = self.head.iter().copied().filter(|&node| called(node) && !lists(node)).collect();
        // A link to an author is a name and nothing else.
        let linked = |node: NodeId| document.get_attribute(node, "rel").is_some_and(|rel| rel == "author");
        let links: Vec<String> = elements.iter().filter(|&&node| linked(node)).map(|&node| one_line(document, node)).collect();
        names::people(lexicon, &links.join("; ")).or_else(|| {
            elements.iter().find_map(|&node| {
                let text = one_line(document, node);
                (text.len() <= 300).then(|| names::people(lexicon, &text)).flatten()
            })
        })
    }
}
