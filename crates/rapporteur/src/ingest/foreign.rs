//! Inputs that are known for what they are and are no report: each with its name and what its owner can do instead.

/// What an input is that no report can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A PDF whose pages are pictures.
    Scan,
    /// A PDF that asks for a password.
    Locked,
    /// A message that is a picture, a sound or a poll.
    Wordless,
    /// A document of an office program of before 2007.
    OldOffice,
    /// A table, a presentation or a book of an office program, in a ZIP.
    Office,
    /// A picture, a sound or a film.
    Media,
    /// Compressed in a way that is not undone.
    Compressed,
    /// A list of a site's addresses for crawlers.
    Sitemap,
    /// The index of a web archive.
    CrawlIndex,
    /// A site's rules for crawlers.
    Robots,
    /// A file that a site keeps for machines: `ads.txt`, `security.txt`, a manifest.
    SiteFile,
    /// A record of the domain name system.
    NameRecord,
    /// A list of feeds.
    FeedList,
    /// XML of no format that is read.
    Xml,
    /// A program, or a style sheet.
    Script,
    /// A table of numbers or names, without a column of texts.
    Table,
    /// A list of links to articles.
    FrontPage,
    /// A page that checks the browser, asks for a sign-in or for consent, or says that there is no such page.
    Wall,
    /// An answer of a server that leads elsewhere or says that there is nothing.
    NoAnswer,
    /// Several articles in one file, cut in no way that is known.
    Clippings,
}

impl Foreign {
    /// What it is called in a refusal.
    pub fn name(self) -> &'static str {
        match self {
            Foreign::Scan => "a PDF of pictures, without text",
            Foreign::Locked => "a PDF that is locked with a password",
            Foreign::Wordless => "a message without words",
            Foreign::OldOffice => "a document in an old office format",
            Foreign::Office => "a table, presentation or book of an office program",
            Foreign::Media => "a picture, sound or film",
            Foreign::Compressed => "compressed in a way that is not read",
            Foreign::Sitemap => "a sitemap, a list of addresses for crawlers",
            Foreign::CrawlIndex => "the index of a web archive",
            Foreign::Robots => "a robots.txt, a site's rules for crawlers",
            Foreign::SiteFile => "a file that a site keeps for machines",
            Foreign::NameRecord => "a record of the domain name system",
            Foreign::FeedList => "a list of feeds (OPML)",
            Foreign::Xml => "XML of a format that is not read",
            Foreign::Script => "a script or a style sheet",
            Foreign::Table => "a table without a column of texts",
            Foreign::FrontPage => "a list of links to articles, not an article",
            Foreign::Wall => "a page that stands in for the article",
            Foreign::NoAnswer => "not an article but an answer of the server",
            Foreign::Clippings => "several articles in one file, in a form that is not read",
        }
    }

    /// What its owner can do.
    pub fn advice(self) -> &'static str {
        match self {
            Foreign::Scan => "have its letters read (`ocrmypdf FILE NEW`), and add the new file",
            Foreign::Locked => "save it without its password (`qpdf --decrypt FILE NEW`), and add the new file",
            Foreign::Wordless => "leave it out, or add what it says as text",
            Foreign::OldOffice => "save it as DOCX, ODT or text (`soffice --convert-to docx FILE`) and add that",
            Foreign::Office => "save what is text in it as text, or its table as CSV with a column `text`",
            Foreign::Media => "add a transcript of it, as text or subtitles",
            Foreign::Compressed => "unpack it, and add what is inside",
            Foreign::Sitemap | Foreign::FeedList => "fetch the pages or feeds that it names, and add those",
            Foreign::CrawlIndex => "add the archive (WARC, WACZ) that it belongs to",
            Foreign::Robots | Foreign::SiteFile | Foreign::NameRecord | Foreign::Script => "leave it out",
            Foreign::Xml => "save the report as text, HTML, NewsML-G2 or NITF and add that",
            Foreign::Table => "name the column of the reports' texts `text`, and add it again",
            Foreign::FrontPage => "save the articles that it leads to, and add those",
            Foreign::Wall => "open the address in a browser, and save the article when it is there",
            Foreign::NoAnswer => "leave it out, or fetch the address again",
            Foreign::Clippings => "export each article as its own file, or as a table with a column `text`",
        }
    }
}
