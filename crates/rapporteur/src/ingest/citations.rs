//! Lists of citations in the RIS form, as libraries and news databases export them: a tag of two characters, two blanks, a hyphen and the field.
//! Source: Research Information Systems, "RIS Format Specifications" (2011).

use super::{Foreign, Refusal, RefusalKind};
use crate::record::{Draft, Published};

/// "TI  - Talks end": the tag and its field.
fn field(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let is_tag =
        tag.starts_with(|c: char| c.is_ascii_uppercase()) && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = rest.strip_prefix("  -").filter(|value| value.is_empty() || value.starts_with(' '))?;
    is_tag.then_some((tag, value.trim()))
}

/// Does it begin as such a list, with the kind of the first citation?
pub(super) fn is_list(text: &str) -> bool {
    let first = text.lines().map(|line| line.trim_start_matches('\u{feff}')).find(|line| !line.trim().is_empty());
    first.and_then(field).is_some_and(|(tag, kind)| tag == "TY" && !kind.is_empty())
}

/// The citations that hold a text; of the others there is nothing to read.
pub(super) fn read(text: &str) -> Vec<Result<Draft, Refusal>> {
    let (mut found, mut draft, mut open) = (Vec::new(), Draft::default(), "");
    for line in text.lines().map(|line| line.trim_start_matches('\u{feff}').trim_end()).chain(["ER  - "]) {
        let Some((tag, value)) = field(line) else {
            // A long text goes on under its tag.
            if matches!(open, "AB" | "N2") && !line.trim().is_empty() {
                draft.text.push('\n');
                draft.text.push_str(line.trim());
            }
            continue;
        };
        open = tag;
        let fill = |field: &mut Option<String>| _ = field.get_or_insert_with(|| value.to_owned());
        match tag {
            _ if value.is_empty() && tag != "ER" => {}
            "TI" | "T1" => fill(&mut draft.title),
            "AU" | "A1" => {
                let name = value.split_once(',').map_or_else(|| value.to_owned(), |(last, first)| format!("{} {last}", first.trim()));
                draft.byline = Some(draft.byline.take().map_or_else(|| name.clone(), |names| format!("{names}; {name}")));
            }
            "JO" | "JF" | "T2" | "JA" | "PB" => fill(&mut draft.outlet),
            "DA" | "PY" | "Y1" => {
                let date = value.trim_end_matches('/');
                // The day is finer than the year, whichever comes first.
                let finer = |one: &str| draft.published.as_deref().is_none_or(|other| other.len() < one.len());
                if let Some(read) = Published::read(date).ok().map(|read| read.to_string()).filter(|read| finer(read)) {
                    draft.published = Some(read);
                }
            }
            "AB" | "N2" => {
                if !draft.text.is_empty() {
                    draft.text.push('\n');
                }
                draft.text.push_str(value);
            }
            "UR" => fill(&mut draft.url),
            "ID" | "AN" => fill(&mut draft.own_id),
            "ER" => {
                let done = std::mem::take(&mut draft);
                match done.text.trim().is_empty() {
                    false => found.push(Ok(done)),
                    true if done.title.is_some() => {
                        let title = done.title.unwrap_or_default();
                        let reason = format!("a citation without a text: {title}");
                        found.push(Err(Refusal::new(RefusalKind::Foreign(Foreign::Clippings), reason)));
                    }
                    true => {}
                }
            }
            _ => {}
        }
    }
    found
}
