//! A folder of files as people have them: reports in many formats, and among them what is none, is damaged or is there twice.

use crate::bench_data::Outcome;
use crate::fuzz::Draw;
use std::path::Path;

/// Kinds of files, in turn.
const KINDS: usize = 20;

/// Writes so many files into a folder, a hundred to each folder in it.
pub(crate) fn write(count: usize, folder: &Path) -> Outcome<()> {
    for number in 0..count {
        let inside = folder.join(format!("{:04}", number / 100));
        std::fs::create_dir_all(&inside)?;
        let (ending, bytes) = file(number);
        std::fs::write(inside.join(format!("{number:06}.{ending}")), bytes)?;
    }
    Ok(())
}

const NAMES: [&str; 8] = ["Ana Hale", "Jon Falk", "Mara Lind", "Sten Aas", "Mila Korr", "Olga Fenn", "Per Lund", "Ida Brenn"];
const THINGS: [&str; 8] =
    ["the northern pier", "the ridge road", "the second tunnel", "the night boat", "the dam", "the school", "the mill", "the bridge"];
const PLACES: [&str; 8] = ["Lyrne", "Tarvon", "Selv", "Kell", "Osby", "Tamar", "Torven", "Emmersand"];

fn file(number: usize) -> (&'static str, Vec<u8>) {
    let mut draw = Draw::new(number as u64 + 1);
    let mut one = |words: &[&'static str; 8]| words[draw.below(8)];
    let (who, what, place, other) = (one(&NAMES), one(&THINGS), one(&PLACES), one(&THINGS));
    let (day, hour) = (1 + number % 28, 8 + number % 10);
    let title = format!("{place} council votes on {what}, item {number}");
    let first = format!("The council of {place} voted on item {number} and keeps {what} open until the spring, officials said on Monday.");
    let second = format!("“Nobody in {place} gives up {other},” {who} told reporters after the vote of {} to {}.", number % 40, number % 7);
    let text = format!("{first}\n\n{second}\n");
    let page = format!(
        "<html lang=\"en\"><head><title>{title}</title><meta property=\"article:published_time\" content=\"2031-03-{day:02}T{hour:02}:00:00+01:00\"></head><body><article><h1>{title}</h1><p>{first}</p><p>{second}</p><p>The vote was held in the hall of {place}, and the next is in May.</p></article></body></html>"
    );
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>{place} Herald</title><item><title>{title}</title><link>https://herald.example/{number}</link><description>{first}</description><pubDate>{day} Mar 2031 {hour:02}:00:00 +0100</pubDate></item></channel></rss>"
    );
    let mail = format!(
        "From: {who} <press@{}.example>\nSubject: {title}\nDate: {day} Mar 2031 {hour:02}:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{text}",
        place.to_lowercase()
    );
    let (ending, text): (&str, String) = match number % KINDS {
        0..=2 => ("html", page),
        3 => ("txt", format!("{title}\n\n{place}: {text}")),
        4 => (
            "json",
            serde_json::json!({"id": number.to_string(), "headline": title, "publish_date": format!("2031-03-{day:02}"), "body": text})
                .to_string(),
        ),
        5 => ("xml", feed),
        6 => ("eml", mail),
        7 => ("mbox", format!("From press@herald.example Wed Mar  5 09:30:00 2031\n{mail}\n\n")),
        8 => ("csv", format!("title,date,text\n\"{title}\",2031-03-{day:02},\"{}\"\n", first.replace('"', "\"\""))),
        9 => ("srt", format!("1\n00:00:01,000 --> 00:00:04,000\n{first}\n\n2\n00:00:04,000 --> 00:00:08,000\n{second}\n")),
        10 => (
            "rtf",
            format!("{{\\rtf1\\ansi {title}\\par {first}\\par {}\\par}}", second.replace('“', "\\ldblquote ").replace('”', "\\rdblquote ")),
        ),
        11 => (
            "nitf.xml",
            format!(
                "<nitf><head><docdata><date.issue norm=\"2031-03-{day:02}\"/></docdata></head><body><body.head><hedline><hl1>{title}</hl1></hedline></body.head><body.content><p>{first}</p><p>{second}</p></body.content></body></nitf>"
            ),
        ),
        // The same report under another name.
        12 => return ("txt", file(number - number % KINDS + 3).1),
        13 => ("txt", "User-agent: *\nDisallow: /search\n".to_owned()),
        14 => (
            "html",
            format!(
                "<html><head><title>Access denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this page. Reference {number}.</p></body></html>"
            ),
        ),
        15 => (
            "html",
            format!(
                "<html><body><h1>{place} Herald</h1>{}</body></html>",
                (0..30).map(|at| format!("<h3><a href=\"/{at}\">{title}, part {at}</a></h3>")).collect::<String>()
            ),
        ),
        16 => ("txt", String::new()),
        17 => ("xml", feed[..feed.len() * 2 / 3].to_owned()),
        18 => return ("jpg", [&[0xFF, 0xD8, 0xFF, 0xE0][..], &number.to_le_bytes(), &[0; 64]].concat()),
        _ => ("jsonl", format!("{{\"text\": \"{first}\"}}\n{{\"text\": \n")),
    };
    (ending, text.into_bytes())
}
