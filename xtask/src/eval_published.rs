//! The published day of 200 invented pages: forms in which sites state it, among days that are other things' (teasers, changes, events, copyright).
//!
//! The pages are made here, by whoever made the reader, so that the figure says what is kept and not what strangers' pages give.

use crate::eval::{Figure, ceiling, floor};
use crate::fuzz::Draw;
use jiff::civil::Date;
use rapporteur::ingest::{Format, read};
use rapporteur::resources::Resources;

/// Pages of each form.
const PAGES: usize = 8;

/// A page's own day as its form states it: what stands in the head, above the headline, behind it, and below the article.
struct Made {
    head: String,
    above: String,
    below_headline: String,
    foot: String,
    url: String,
    /// Does it state a day at all?
    stated: bool,
}

type Form = fn(&Written) -> Made;

/// A day, written in many ways.
struct Written {
    on: Date,
    iso: String,
    stamp: String,
}

impl Written {
    fn of(on: Date, hour: usize) -> Self {
        let iso = on.to_string();
        Self { on, stamp: format!("{iso}T{hour:02}:15:00+01:00"), iso }
    }

    fn shaped(&self, shape: &str) -> String {
        self.on.strftime(shape).to_string()
    }

    fn month(&self, names: [&str; 12]) -> String {
        names[usize::from(self.on.month().unsigned_abs()) - 1].to_owned()
    }
}

const GERMAN: [&str; 12] =
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
const FRENCH: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const SPANISH: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
const RUSSIAN: [&str; 12] =
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

fn made() -> Made {
    Made {
        head: String::new(),
        above: String::new(),
        below_headline: String::new(),
        foot: String::new(),
        url: "https://lyrne.example/news/pier".to_owned(),
        stated: true,
    }
}

const FORMS: [(&str, Form); 25] = [
    ("meta of the open graph", |day| Made {
        head: format!("<meta property=\"article:published_time\" content=\"{}\">", day.stamp),
        ..made()
    }),
    ("meta by a plain name", |day| Made {
        head: format!("<meta name=\"pubdate\" content=\"{}\">", day.shaped("%a, %d %b %Y 10:15:00 +0100")),
        ..made()
    }),
    ("meta of Dublin Core", |day| Made { head: format!("<meta name=\"DC.date.issued\" content=\"{}\">", day.iso), ..made() }),
    ("linked data of the article", |day| Made {
        head: format!(
            "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"HEADLINE\",\"datePublished\":\"{}\",\"dateModified\":\"2032-01-01\"}}</script>",
            day.stamp
        ),
        ..made()
    }),
    ("linked data in a graph, a film beside it", |day| Made {
        head: format!(
            "<script type=\"application/ld+json\">{{\"@graph\":[{{\"@type\":\"VideoObject\",\"name\":\"Storm at sea\",\"uploadDate\":\"2019-01-02\",\"datePublished\":\"2019-01-02\"}},{{\"@type\":[\"Article\",\"NewsArticle\"],\"headline\":\"HEADLINE\",\"datePublished\":\"{}\"}}]}}</script>",
            day.stamp
        ),
        ..made()
    }),
    ("time element", |day| Made {
        below_headline: format!("<p><time datetime=\"{}\">{}</time></p>", day.stamp, day.shaped("%B %-d, %Y")),
        ..made()
    }),
    ("time element of a blog, changed later", |day| Made {
        below_headline: format!(
            "<div class=\"entry-meta\"><time class=\"entry-date published\" datetime=\"{}\">{}</time><time class=\"updated\" datetime=\"2032-02-03T10:00:00+01:00\">3 February 2032</time></div>",
            day.stamp,
            day.shaped("%-d %B %Y")
        ),
        ..made()
    }),
    ("first published, last updated", |day| Made {
        below_headline: format!("<p class=\"dates\">First published {}. Last updated 6 May 2032.</p>", day.shaped("%-d %B %Y")),
        ..made()
    }),
    ("microdata", |day| Made {
        below_headline: format!("<span itemprop=\"datePublished\" content=\"{}\">{}</span>", day.stamp, day.shaped("%b %-d")),
        ..made()
    }),
    ("a title of hatom", |day| Made {
        below_headline: format!("<abbr class=\"published\" title=\"{}\">{}</abbr>", day.stamp, day.shaped("%A, %B %-d, %Y")),
        ..made()
    }),
    ("a line of the byline", |day| Made {
        below_headline: format!("<div class=\"byline\">By Jon Falk | {} 10:15 a.m.</div>", day.shaped("%B %-d, %Y")),
        ..made()
    }),
    ("short month with a stop", |day| Made {
        below_headline: format!("<p class=\"date\">{}, at 10:15 a.m. ET</p>", day.shaped("%b. %-d, %Y")),
        ..made()
    }),
    ("day before the headline", |day| Made {
        above: format!("<h2 class=\"date-header\"><span>{}</span></h2>", day.shaped("%A, %B %-d, %Y")),
        ..made()
    }),
    ("a ministry's day before the headline", |day| Made { above: format!("<p class=\"date\">{}</p>", day.shaped("%B %d, %Y")), ..made() }),
    ("German", |day| Made {
        below_headline: format!("<p class=\"datum date\">{}. {} {}, 10:15 Uhr</p>", day.on.day(), day.month(GERMAN), day.on.year()),
        ..made()
    }),
    ("German in numbers", |day| Made { below_headline: format!("<p class=\"date\">{} | 10:15 Uhr</p>", day.shaped("%d.%m.%Y")), ..made() }),
    ("French", |day| Made {
        below_headline: format!(
            "<p class=\"date-publication\">Publié le {} {} {} à 10h15</p>",
            day.on.day(),
            day.month(FRENCH),
            day.on.year()
        ),
        ..made()
    }),
    ("Spanish", |day| Made {
        below_headline: format!("<p class=\"fecha date\">{} de {} de {}</p>", day.on.day(), day.month(SPANISH), day.on.year()),
        ..made()
    }),
    ("Russian", |day| Made {
        below_headline: format!("<div class=\"article__date\">{} {} {}, 10:15</div>", day.on.day(), day.month(RUSSIAN), day.on.year()),
        ..made()
    }),
    ("property of RDFa", |day| Made {
        below_headline: format!(
            "<span property=\"dc:date dc:created\" content=\"{}\" datatype=\"xsd:dateTime\">{}</span>",
            day.stamp,
            day.shaped("%a, %d/%m/%Y")
        ),
        ..made()
    }),
    ("the address alone", |day| Made { url: format!("https://lyrne.example/{}/pier.html", day.shaped("%Y/%m/%d")), ..made() }),
    ("a time element that a script fills, in words", |day| Made {
        below_headline: format!("<span class=\"css-1x9 timestamp\">{}</span>", day.shaped("%-d %b %Y")),
        ..made()
    }),
    ("nothing but a copyright", |_| Made {
        foot: "<footer>© 2019 Lyrne Herald. All rights reserved.</footer>".to_owned(),
        stated: false,
        ..made()
    }),
    ("nothing but a change", |_| Made {
        head: "<meta property=\"article:modified_time\" content=\"2032-05-06T10:00:00+01:00\">".to_owned(),
        below_headline: "<p class=\"dates\">Updated 6 May 2032</p>".to_owned(),
        stated: false,
        ..made()
    }),
    ("nothing but how long ago", |_| Made {
        below_headline: "<span class=\"date\">3 hours ago</span>".to_owned(),
        stated: false,
        ..made()
    }),
];

/// What stands on pages beside an article, with other days in it.
const BESIDE: [&str; 6] = [
    "<aside class=\"related\"><h3>More news</h3><article><a href=\"/a\"><h3>Ferry sinks off Tamar after a storm</h3><time datetime=\"2032-06-07T08:00:00Z\">7 June 2032</time></a></article></aside>",
    "<footer><p>© 1998-2032 Lyrne Herald</p></footer>",
    "<div class=\"comments\"><p class=\"comment\"><span class=\"comment-date\">8 July 2032</span> I was there.</p></div>",
    "<script>window.built=\"2032-03-04\";var a={\"date\":\"2018-01-01\"}</script>",
    "<nav><a href=\"/archive/2017\">2017</a> <a href=\"/archive/2018\">2018</a> <span class=\"today\">Friday, 9 July 2032</span></nav>",
    "<div class=\"event\">The regatta is on 12 August 2032 and 13 August 2032.</div>",
];

const HEADLINES: [&str; 4] = [
    "Council keeps northern pier open",
    "Captains reject the offer of the harbour",
    "Envoy leaves Tamar without an agreement",
    "Two tugs stay in service until the thaw",
];

/// Share of pages whose day is right (unknown where none is stated), and share of those that are wrong by more than a day.
pub(crate) fn run(resources: &Resources) -> [Figure; 2] {
    let (mut pages, mut right, mut wrong) = (0, 0, 0);
    for (form, (name, make)) in FORMS.iter().enumerate() {
        for at in 0..PAGES {
            let mut draw = Draw::new((form * PAGES + at) as u64 + 1);
            let on = Date::new(2020 + draw.below(8) as i16, 1 + draw.below(12) as i8, 1 + draw.below(28) as i8).unwrap_or(Date::MIN);
            let written = Written::of(on, 8 + draw.below(12));
            let headline = HEADLINES[draw.below(HEADLINES.len())];
            let made = make(&written);
            let page = page(&made, headline, &mut draw);
            let told = read(resources, Format::Html, page.as_bytes());
            let told = told.iter().flatten().next().and_then(|report| report.published).and_then(|time| time.date());
            let is = made.stated.then_some(on);
            pages += 1;
            right += usize::from(told == is);
            let far = |told: Date| is.is_none_or(|is| (told - is).get_days().abs() > 1);
            wrong += usize::from(told.is_some_and(far));
            if told != is {
                println!("     {name}: told {told:?}, stated {is:?}");
            }
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let share = |count: usize| 100.0 * count as f64 / f64::from(pages);
    [
        floor("published day of made pages, right, %", share(right), 95.0),
        ceiling("the same, wrong by more than a day, %", share(wrong), 1.0),
    ]
}

fn page(made: &Made, headline: &str, draw: &mut Draw) -> String {
    let beside: Vec<&str> = (0..3).map(|_| BESIDE[draw.below(BESIDE.len())]).collect();
    let [before, after, last] = beside[..] else { return String::new() };
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{headline} - Lyrne Herald</title><link rel=\"canonical\" href=\"{}\">{}</head><body>{before}<main><article>{}<h1>{headline}</h1>{}<p>The harbour council of Lyrne voted to keep the northern pier open through the winter, after two weeks of talks with the captains of the ice fleet that began on 3 March 2015.</p><p>“We will not leave the islands without flour,” the harbour master, Ana Hale, told reporters on the quay. Two tugs would stay in service until the thaw, she said.</p><p>Traffic through the strait has fallen by a third since 1 November 2016, according to the port registry, and eleven freighters still lie at anchor.</p></article></main>{after}{last}{}</body></html>",
        made.url,
        made.head.replace("HEADLINE", headline),
        made.above,
        made.below_headline,
        made.foot
    )
}
