//! From bytes to text: byte order mark, then what the input says, then UTF-8, then a detector.

use super::{Refusal, RefusalKind};
use encoding_rs::{Encoding, UTF_8};

/// Decodes `bytes`; `label` is the encoding that the input states, if any.
///
/// # Errors
/// When the bytes are not text in the encoding they state or seem to have.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Result<String, Refusal> {
    let stated = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    if Encoding::for_bom(bytes).is_none()
        && stated.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(text.to_owned());
    }
    let encoding = match (Encoding::for_bom(bytes), stated) {
        (Some((encoding, _)), _) => encoding,
        (None, Some(encoding)) if encoding != UTF_8 => encoding,
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
