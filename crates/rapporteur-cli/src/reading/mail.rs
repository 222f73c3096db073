//! Mails: each is a piece, and what is attached to it is an input of its own.

use super::{LONGEST, Nesting, Piece, RefusalKind, Sink, open, refuse};
use rapporteur::ingest::{Attachment, Foreign, Format, Refusal, Stated, as_sent, attachments, is_envelope};
use rapporteur_store::{Arrival, guarded};
use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;

/// Mails attached to mails beyond this are not opened.
const DEEPEST: u8 = 3;
/// What mail programs send along for each other, by the beginnings of its types.
const FOR_PROGRAMS: [&str; 10] = [
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/rfc822-headers",
    "message/delivery-status",
    "message/disposition",
    "application/pgp",
    "application/pkcs7",
    "application/x-pkcs7",
    "application/ms-tnef",
];

/// A mail, then what is attached to it.
pub(super) fn one(name: &str, bytes: Vec<u8>, nesting: Nesting, sink: &mut Sink<'_>) -> ControlFlow<()> {
    // What the libraries beneath fail on is told by the mail itself, which is read by them too.
    let files = guarded(|| attachments(&bytes)).unwrap_or_default();
    sink(Arrival::Piece(Piece { input: name.to_owned(), format: Format::Mail, stated: Stated::default(), bytes }))?;
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for Attachment { name: file, kind, bytes } in files {
        let again = named.entry(file.clone()).or_default();
        *again += 1;
        let input = if *again > 1 { format!("{name}/{file}#{again}") } else { format!("{name}/{file}") };
        let mut pass =
            |reason: String| sink(Arrival::PassedOver(input.clone(), Refusal::new(RefusalKind::Foreign(Foreign::Media), reason)));
        if FOR_PROGRAMS.iter().any(|start| kind.starts_with(start)) {
            pass(format!("attached for mail programs ({kind})"))?;
        } else if bytes.trim_ascii().is_empty() {
            pass("attached, and empty".to_owned())?;
        } else if nesting.mails >= DEEPEST {
            refuse(&input, RefusalKind::Archive, "attached to a mail that is attached to others", sink)?;
        } else {
            let inside = Nesting { archive: true, gzip: false, mails: nesting.mails + 1 };
            open(&input, bytes.as_slice(), inside, &mut |arrival| sink(passed(arrival)))?;
        }
    }
    ControlFlow::Continue(())
}

/// A picture, a table or a program that is attached to a mail is no failure of the run.
fn passed(arrival: Arrival) -> Arrival {
    match arrival {
        Arrival::Refused(input, refusal)
            if matches!(refusal.kind, RefusalKind::Binary | RefusalKind::Foreign(Foreign::Media | Foreign::Office | Foreign::Script)) =>
        {
            let reason = format!("attached, and left out: {}", refusal.reason);
            Arrival::PassedOver(input, Refusal { reason, ..refusal })
        }
        other => other,
    }
}

/// The mails of a mailbox, one after the other, whatever its length.
pub(super) fn mailbox(name: &str, mut stream: impl BufRead, nesting: Nesting, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (mut number, mut blank, mut mail) = (0usize, true, Vec::new());
    // Of a mail that is too long nothing is kept but that it is.
    let mut is_long = false;
    let end = |number: usize, mail: &mut Vec<u8>, is_long: bool, sink: &mut Sink<'_>| {
        let (input, mail) = (format!("{name}#{number}"), std::mem::take(mail));
        match number {
            0 => ControlFlow::Continue(()),
            _ if is_long => refuse(&input, RefusalKind::TooLong, format!("a mail longer than {} MiB", LONGEST >> 20), sink),
            _ => one(&input, as_sent(&mail), nesting, sink),
        }
    };
    loop {
        let mut line = Vec::new();
        match std::io::Read::take(&mut stream, LONGEST as u64).read_until(b'\n', &mut line) {
            Err(error) => {
                end(number, &mut mail, is_long, sink)?;
                return refuse(name, RefusalKind::Unreadable, format!("cannot be read to its end: {error}"), sink);
            }
            Ok(0) => break,
            Ok(_) => {}
        }
        if blank && is_envelope(&line) {
            end(number, &mut mail, is_long, sink)?;
            (number, is_long, blank) = (number + 1, false, false);
            continue;
        }
        blank = line.trim_ascii_end().is_empty();
        is_long |= mail.len() + line.len() > LONGEST;
        if is_long || number == 0 {
            mail.clear();
        } else {
            mail.extend_from_slice(&line);
        }
    }
    if number == 0 {
        return refuse(name, RefusalKind::Unreadable, "no line of the mailbox begins a mail as `From SENDER DAY` does", sink);
    }
    end(number, &mut mail, is_long, sink)
}
