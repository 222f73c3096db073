//! What a page and a text say of themselves, read from invented ones.

use rapporteur::ingest::{Format, read};
use rapporteur::record::Report;
use rapporteur::resources::{Resources, Sources};

pub(crate) fn resources() -> Resources {
    Resources::read(Sources {
        frequencies: rapporteur_data::FREQUENCIES,
        lexicon: rapporteur_data::LEXICON,
        actors: rapporteur_data::ACTORS,
        languages: "",
    })
    .unwrap()
}

fn one(format: Format, bytes: &[u8]) -> Report {
    read(&resources(), format, bytes).remove(0).unwrap()
}

#[test]
fn a_page_keeps_its_paragraphs_and_its_day() {
    let page = r#"<html lang="en"><head><title>Talks end</title><meta property="og:site_name" content="The Observer">
        <meta property="article:published_time" content="2031-03-04T10:30:00+05:30"></head><body><article><h1>Talks end</h1>
        <p>Talks between the two ministers ended on Tuesday without a date for the next round, officials of both sides said.</p>
        <p>The first minister spoke of progress; the second spoke of the weather and left through a side door of the building.</p>
        </article></body></html>"#;
    let report = one(Format::Html, page.as_bytes());
    assert_eq!(report.outlet.as_deref(), Some("The Observer"));
    assert_eq!(report.published.map(|time| time.to_string()).as_deref(), Some("2031-03-04T10:30:00+05:30"));
    assert_eq!(report.sentences().len(), 2, "{}", report.text);
}

#[test]
fn old_encodings_are_told_from_the_bytes() {
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("The café on the pier – long closed – was “not damaged”, the owner said on Monday.");
    assert!(one(Format::Text, &bytes).text.contains("café on the pier – long closed – was “not damaged”"));
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("The talks begin on Monday.".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(one(Format::Text, &wide).text, "The talks begin on Monday.");
}

#[test]
fn an_entry_of_a_feed_is_a_report() {
    let feed = r#"<rss version="2.0"><channel><title>Coast News</title><item><title>Boats held</title><link>https://coast.example/1</link>
        <pubDate>Mon, 03 Mar 2031 15:00:00 +0100</pubDate><description>&lt;p&gt;Two boats were held on Monday.&lt;/p&gt;</description></item></channel></rss>"#;
    let report = one(Format::Feed, feed.as_bytes());
    assert_eq!(
        (report.outlet.as_deref(), report.title.as_deref(), report.text.as_str()),
        (Some("Coast News"), Some("Boats held"), "Two boats were held on Monday.")
    );
}

/// What reads pages must not ask which year it is: the same page has the same key in any year.
#[test]
fn no_clock_decides_which_years_a_page_can_have() {
    for year in ["1994", "2031", "2099", "2190"] {
        let text = "<p>Talks between the two ministers ended on Tuesday without a date for the next round, officials said.</p>".repeat(3);
        let told = [
            format!("<meta property=\"article:published_time\" content=\"{year}-03-04\">"),
            format!("<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"datePublished\":\"{year}-03-04\"}}</script>"),
        ];
        for told in told {
            let page = format!(
                "<html><head><title>Talks end today</title>{told}</head><body><article><h1>Talks end today</h1>{text}</article></body></html>"
            );
            assert_eq!(one(Format::Html, page.as_bytes()).published.map(|time| time.to_string()), Some(format!("{year}-03-04")));
        }
        let page = format!(
            "<html><body><article><h1>Talks end today</h1>{text}<p>4 March {year}</p></article><footer>© {year}</footer></body></html>"
        );
        assert_eq!(one(Format::Html, page.as_bytes()).published, None, "a day inside the text, or a year of copyright, dates nothing");
    }
}

#[test]
fn a_feed_in_any_encoding_is_read() {
    let feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><title>Coast</title><item><title>Café shut</title><description>The café on the pier is shut, its owner said.</description></item></channel></rss>";
    let wide = |order: fn(u16) -> [u8; 2]| feed.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let four: Vec<u8> = [0, 0, 0xFE, 0xFF].into_iter().chain(feed.chars().flat_map(|c| u32::from(c).to_be_bytes())).collect();
    let (old, ..) = encoding_rs::WINDOWS_1252.encode(feed);
    let big = marked(&[0xFE, 0xFF], wide(u16::to_be_bytes));
    let forms =
        [feed.as_bytes().to_vec(), big, marked(&[0xFF, 0xFE], wide(u16::to_le_bytes)), wide(u16::to_be_bytes), four, old.into_owned()];
    for bytes in forms {
        assert_eq!(rapporteur::ingest::sniff(&bytes, "feed.xml"), Format::Feed);
        let report = one(Format::Feed, &bytes);
        assert_eq!((report.title.as_deref(), report.outlet.as_deref()), (Some("Café shut"), Some("Coast")));
    }
}
