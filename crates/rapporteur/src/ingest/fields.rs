//! What the fields of a report are called: our own names first, then those of scrapers, news interfaces, agencies and exports.
//!
//! Names are compared without case and marks, so that `publish_date`, `publishDate` and "Publish date" are one. Whoever reads
//! by another name than ours says so in a notice.

/// A field of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    /// What stands for the text where there is none.
    Summary,
    Page,
    Title,
    Outlet,
    Published,
    Byline,
    Language,
    Address,
    OwnId,
}

/// Fields and their names, ours first.
pub(super) const NAMES: [(Field, &[&str]); 10] = [
    (
        Field::Text,
        &[
            "text",
            "body",
            "content",
            "maintext",
            "articletext",
            "fulltext",
            "bodytext",
            "articlebody",
            "storytext",
            "cleanedtext",
            "contenttext",
            "textcontent",
            "plaintext",
            "rawtext",
            "documenttext",
            "transcript",
            "message",
            "bodyhtml",
            "contenthtml",
            "bodyxhtml",
            "bodies",
            "story",
            "volltext",
            "selftext",
        ],
    ),
    (Field::Summary, &["leadparagraph", "description", "summary", "snippet", "abstract", "lead", "trailtext", "excerpt"]),
    (Field::Page, &["html", "rawhtml", "pagehtml", "rawcontent", "sourcehtml"]),
    (Field::Title, &["title", "headline", "headlines", "heading", "webtitle", "articletitle", "storytitle", "name"]),
    (
        Field::Outlet,
        &[
            "outlet",
            "publisher",
            "medianame",
            "sitename",
            "outletname",
            "sourcename",
            "publication",
            "publicationname",
            "newspaper",
            "medium",
            "provider",
            "source",
            "channel",
            "feedname",
            "hostname",
            "sourcedomain",
            "domain",
            "sourceurl",
            "mediaurl",
            "site",
            "organisation",
            "organization",
            "user",
            "account",
            "from",
            "pagename",
            "cleanurl",
        ],
    ),
    (
        Field::Published,
        &[
            "published",
            "date",
            "publishdate",
            "datepublish",
            "publishedat",
            "pubdate",
            "datepublished",
            "publicationdate",
            "publisheddate",
            "publishedtime",
            "publishtime",
            "webpublicationdate",
            "firstpublished",
            "firstpublishedat",
            "articledate",
            "isodate",
            "versioncreated",
            "firstcreated",
            "createdat",
            "created",
            "datecreated",
            "timestamp",
            "dateunixtime",
            "time",
            "datetime",
            "day",
            "posted",
            "postedat",
            "dategmt",
            "datetimepub",
            "seendate",
            "createdtime",
            "createdutc",
            "postcreated",
        ],
    ),
    (Field::Byline, &["byline", "author", "authors", "bylines", "creator", "authorname", "writer", "by", "journalist"]),
    (Field::Language, &["language", "lang", "languagecode", "languageiso"]),
    (
        Field::Address,
        &[
            "url",
            "link",
            "canonicalurl",
            "weburl",
            "permalink",
            "articleurl",
            "pageurl",
            "address",
            "expandedurl",
            "requestedurl",
            "originalurl",
            "finalurl",
        ],
    ),
    (Field::OwnId, &["id", "uid", "guid", "uri", "idstr", "articleid", "storiesid", "storyid", "docid", "documentid", "identifier"]),
];

/// A name without case and marks.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The names of a field, ours first.
pub(super) fn names(field: Field) -> &'static [&'static str] {
    NAMES.iter().find(|(named, _)| *named == field).map_or(&[], |(_, names)| names)
}

/// Is this the name of a field of reports?
pub(super) fn is_known(name: &str) -> bool {
    let name = plain(name);
    NAMES.iter().any(|(_, names)| names.contains(&name.as_str()))
}

/// Is this the name of a field that holds the texts of reports?
pub(super) fn is_text(name: &str) -> bool {
    let name = plain(name);
    [Field::Text, Field::Summary, Field::Page].into_iter().any(|field| names(field).contains(&name.as_str()))
}

/// "outlet.example" of `https://www.outlet.example/world`: an address says who published as its site.
pub(super) fn site(named: &str) -> String {
    let bare = named.split_once("://").map_or(named, |(_, rest)| rest);
    if bare.len() == named.len() && !named.starts_with("www.") {
        return named.to_owned();
    }
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}
