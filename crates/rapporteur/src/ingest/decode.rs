//! From bytes to text: byte order mark, sound UTF-8, then what the input says, then a detector.
//!
//! Sound UTF-8 with characters of several bytes goes before what the input says: saved pages, archives and converters rewrite
//! the bytes and leave the label, and bytes of another encoding are hardly ever sound UTF-8 by chance.

use super::{Refusal, RefusalKind};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes `bytes`; `label` is the encoding that the input states, if any.
///
/// # Errors
/// When the bytes are not text in the encoding they state or seem to have.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Result<String, Refusal> {
    if let Some(text) = utf_32(bytes) {
        return Ok(text);
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| unmarked_utf_16(bytes));
    let stated = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if marked.is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
        && (!text.is_ascii() || stated.is_none_or(|encoding| encoding == UTF_8))
    {
        return Ok(text.to_owned());
    }
    if marked.is_none() && is_broken_utf_8(bytes) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let encoding = match (marked, stated) {
        (Some(encoding), _) => encoding,
        // Who writes UTF-16 and means it begins with a mark; a label without one was left by a converter.
        (None, Some(encoding)) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => encoding,
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
            detector.feed(bytes, true);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        }
    };
    let (text, used, _) = encoding.decode(bytes);
    let wrong = text.chars().filter(|&c| c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))).count();
    if wrong * 100 > text.chars().count() {
        return Err(Refusal::new(RefusalKind::Encoding, format!("the bytes are not readable as text (best guess: {})", used.name())));
    }
    Ok(text.into_owned())
}

/// Characters of several bytes for each that is broken, at least: a download that was cut, a page put together of parts.
const SOUND: usize = 50;

/// UTF-8 that is broken in a place or two: hardly a character of several bytes of another encoding is sound by chance, and here nearly all are.
fn is_broken_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > 0 && sound >= broken * SOUND
}

/// Bytes that begin like markup in UTF-16 without a mark.
pub(super) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-32 with its mark, which browsers have given up and old feeds still use.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 4]) -> u32 = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => u32::from_le_bytes,
        [0, 0, 0xFE, 0xFF, ..] => u32::from_be_bytes,
        _ => return None,
    };
    bytes.as_chunks::<4>().0.iter().skip(1).map(|&chunk| char::from_u32(unit(chunk))).collect()
}

/// The start of an input as text, for telling what it is.
pub(super) fn start(bytes: &[u8]) -> Option<String> {
    let wide =
        Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|&encoding| encoding != UTF_8).or_else(|| unmarked_utf_16(bytes));
    match wide {
        _ if matches!(bytes, [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..]) => utf_32(&bytes[..bytes.len() / 4 * 4]),
        Some(encoding) => Some(encoding.decode(&bytes[..bytes.len() / 2 * 2]).0.into_owned()),
        None => None,
    }
}
