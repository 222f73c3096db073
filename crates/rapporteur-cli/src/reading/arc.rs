//! Web archives of before 2009 (ARC 1 and 2): a line with address, time, type and length, and so many bytes.

use super::answer::{self, Found};
use super::{LONGEST, RefusalKind, Sink, refuse};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

pub(super) fn records(name: &str, mut stream: impl BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (mut number, mut found) = (0u64, false);
    let mut next: Option<String> = None;
    loop {
        let input = format!("{name}#{number}");
        let broken =
            |what: &str, sink: &mut Sink<'_>| refuse(&input, RefusalKind::Unreadable, format!("the web archive breaks off: {what}"), sink);
        let line = match next.take().map_or_else(|| super::warc::line(&mut stream), |line| Ok(Some(line))) {
            Ok(None) if !found => return broken("there is no record in it", sink),
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(line)) => line,
            Err(error) => return broken(&error, sink),
        };
        // Old archives count their lengths wrongly now and then: on to the next line that begins a record.
        let Some((url, kind, length)) = head(&line) else { continue };
        if url.starts_with("filedesc:") {
            // The archive's own description, most often miscounted: it ends where a record begins.
            let mut passed = 0;
            while passed < length && next.is_none() {
                match super::warc::line(&mut stream) {
                    Ok(Some(line)) => {
                        passed += line.len() as u64 + 1;
                        next = head(&line).is_some().then_some(line);
                    }
                    Ok(None) => break,
                    Err(error) => return broken(&error, sink),
                }
            }
            continue;
        }
        found = true;
        number += 1;
        let input = format!("{name}#{number}");
        if length > LONGEST as u64 {
            match std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink()) {
                Ok(passed) if passed == length => refuse(&input, RefusalKind::TooLong, format!("a record of {} MiB", length >> 20), sink)?,
                _ => return broken("a record is shorter than it says", sink),
            }
            continue;
        }
        let mut block = Vec::new();
        match stream.by_ref().take(length).read_to_end(&mut block) {
            Ok(read) if read as u64 == length => {}
            _ => return broken("a record is shorter than it says", sink),
        }
        // Old crawlers leave out the header of what is no page of the web.
        let held = if block.starts_with(b"HTTP/") { Found::Answer(block) } else { Found::Body(kind, block) };
        answer::take(&format!("{input} {url}"), Some(url), held, sink)?;
    }
}

/// Address, media type and length of a record's line. An address may hold spaces: the other fields are counted from behind.
fn head(line: &str) -> Option<(String, String, u64)> {
    let words: Vec<&str> = line.split(' ').collect();
    let length = words.last()?.trim().parse().ok()?;
    let is_time = |word: &str| (12..=14).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let time = words.iter().rposition(|word| is_time(word)).filter(|&at| at >= 2)?;
    let kind = words.get(time + 1).filter(|kind| kind.contains('/')).map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    Some((words[..time - 1].join(" "), kind, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_space_keeps_its_fields() {
        let line = "http://outlet.example/two words 192.0.2.7 20080301120000 text/html 761";
        assert_eq!(head(line), Some(("http://outlet.example/two words".to_owned(), "text/html".to_owned(), 761)));
        let second = "http://outlet.example/1 192.0.2.7 20080301120000 text/html 200 - - 0 x.arc 44";
        assert_eq!(head(second), Some(("http://outlet.example/1".to_owned(), "text/html".to_owned(), 44)));
        assert_eq!(head("no record at all"), None);
    }
}
