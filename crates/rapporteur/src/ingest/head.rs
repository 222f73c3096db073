//! Signs by which a text shows in its first lines that it is no plain report: mail, agency messages, exports, tables, the
//! furniture of crawls. What the lines mean is read elsewhere.

/// Lines that are looked at.
const LINES: usize = 40;

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_end).take(LINES)
}

/// Fields of a mail's header, small.
const MAIL_FIELDS: [&str; 17] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "sent",
    "reply-to",
    "sender",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "received",
    "return-path",
    "delivered-to",
    "snapshot-content-location",
    "dkim-signature",
];

/// Does it begin with a mail's header: fields and nothing else to the first empty line, three of them a mail's?
pub(super) fn is_mail(text: &str) -> bool {
    let (mut known, mut all) = (0, 0);
    for line in text.lines().take(200) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && all > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':').filter(|(name, _)| is_field_name(name)) else { return false };
        all += 1;
        known += usize::from(MAIL_FIELDS.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 3 || (known >= 2 && known == all)
}

fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 60 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// "From press@ministry.example Sat Dec  4 10:00:00 2021", and a header under it.
pub(super) fn is_mailbox(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, rest)| is_envelope(first) && is_mail(rest))
}

/// The line that parts the mails of a mailbox.
pub(super) fn is_envelope(line: &str) -> bool {
    line.strip_prefix("From ").is_some_and(|rest| {
        let words = rest.split_whitespace().count();
        words >= 5 && rest.bytes().filter(u8::is_ascii_digit).count() >= 6 && rest.contains(':')
    })
}

/// A number, and a line with two times and an arrow.
pub(super) fn is_subtitles(text: &str) -> bool {
    let mut lines = lines(text).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    first.len() <= 8 && first.bytes().all(|byte| byte.is_ascii_digit()) && second.contains("-->") && second.contains(':')
}

/// The index of a crawl: " CDX N b a m s k r M S V g", or lines of a turned address, a time of fourteen digits and an object.
pub(super) fn is_crawl_index(text: &str) -> bool {
    let first = lines(text).next().unwrap_or_default();
    let fields: Vec<&str> = first.split(' ').take(3).collect();
    first.starts_with("CDX N ")
        || first.starts_with("!meta ")
        || matches!(fields[..], [address, time, ..] if address.contains(')') && time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Rules for crawlers: the first line that is no comment names one.
pub(super) fn is_robots(text: &str, name: &str) -> bool {
    let mut rules = lines(text).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_ascii_lowercase);
    let rule = |line: &String| ["user-agent:", "disallow:", "allow:", "sitemap:"].iter().any(|start| line.starts_with(start));
    match rules.next() {
        Some(first) => {
            first.starts_with("user-agent:") || (rule(&first) && (name.ends_with("robots.txt") || rules.any(|line| rule(&line))))
        }
        None => name.ends_with("robots.txt"),
    }
}

/// Files that a site keeps for machines under a name that is agreed: who sells its advertisements, whom to tell of a hole, what
/// a telephone shows of it.
pub(super) fn is_site_file(text: &str, name: &str) -> bool {
    let called = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let named = matches!(
        called,
        "ads.txt" | "app-ads.txt" | "sellers.json" | "security.txt" | "humans.txt" | "llms.txt" | "manifest.json" | "browserconfig.xml"
    ) || called.ends_with(".webmanifest")
        || name.contains("/.well-known/");
    // What a site tells others of a page to show in theirs (oEmbed).
    let shown = text.starts_with('{') && (name.contains("oembed") || text.contains("\"provider_name\"")) && text.contains("\"version\"");
    // Without a name, lines of "outlet.example, number, DIRECT" tell.
    let filled: Vec<&str> = lines(text).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let sells = |line: &&&str| {
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        fields.len() >= 3
            && fields[0].contains('.')
            && !fields[0].contains(' ')
            && matches!(fields[2].to_ascii_uppercase().split(' ').next(), Some("DIRECT" | "RESELLER"))
    };
    named || shown || (!filled.is_empty() && filled.iter().filter(sells).count() * 2 > filled.len())
}

/// "outlet.example. 300 IN A 192.0.2.7", perhaps under the time of the question.
pub(super) fn is_name_record(text: &str) -> bool {
    let mut records = 0;
    for line in lines(text).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [time] if time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit()) => {}
            [_, ttl, "IN", kind, _, ..]
                if ttl.bytes().all(|byte| byte.is_ascii_digit()) && kind.bytes().all(|byte| byte.is_ascii_uppercase()) =>
            {
                records += 1
            }
            _ => return false,
        }
    }
    records > 0
}

/// Is this the head of an agency's message? In IPTC 7901 "eca0003 3 i 380 dpa 0045": source and number, priority, category,
/// length; in ANPA-1312 three synchronising characters and a start of heading.
pub(super) fn is_wire(start: &[u8]) -> bool {
    if is_anpa(start) || start.trim_ascii_start().starts_with(b"ZCZC ") {
        return true;
    }
    let line = start.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).find(|line| !line.is_empty()).unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(is_wire_head)
}

/// The head of ANPA-1312: its synchronising characters, or the lines of one that lost them, each "^…<" below a slug.
pub(super) fn is_anpa(start: &[u8]) -> bool {
    let head = || start.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).take(12);
    let set = head().filter(|line| line.starts_with(b"^") && (line.ends_with(b"<") || line.ends_with(b"="))).count();
    start.starts_with(&[0x16, 0x16, 0x01]) || set >= 2
}

/// The first line of IPTC 7901.
pub(super) fn is_wire_head(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_control()).trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    let &[source, priority, category, length, ..] = words.as_slice() else { return false };
    let digits = |word: &str, most: usize| (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let number = source.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = source.len() - number.len();
    (2..=4).contains(&letters)
        && (3..=5).contains(&number.len())
        && digits(number, 5)
        && digits(priority, 1)
        && (1..=4).contains(&category.len())
        && category.bytes().all(|byte| byte.is_ascii_alphabetic())
        && digits(length, 5)
        && words.len() <= 9
}

/// Several articles in one file, by the lines that part them, or one with the labels that such exports print.
pub(super) fn is_clippings(text: &str) -> bool {
    let counted = lines(text).find(|line| !line.trim().is_empty()).is_some_and(|line| super::clippings::is_count(line.trim()));
    let labels =
        lines(text).filter(|line| super::clippings::label(line).is_some_and(|(label, _)| super::clippings::is_telling(label))).count();
    counted
        || labels >= 3
        || super::clippings::is_headed(text)
        || super::citations::is_list(text)
        || super::clippings::is_tagged(text)
        || super::clippings::is_untagged(text)
}

/// A header of at least two columns, of which one is known for the text of reports, or a file that is called a table.
pub(super) fn is_table(text: &str, name: &str) -> bool {
    let called = name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "csv" | "tsv" | "tab"));
    let first = lines(text).next().unwrap_or_default();
    let columns = super::table::columns(first);
    let known = columns.iter().filter(|column| super::fields::is_known(column)).count();
    let has_text = columns.iter().any(|column| super::fields::is_text(column));
    columns.len() >= 2 && (called || (has_text && known >= 2 && known * 2 >= columns.len()))
}
