//! Plain text: fields between rules above it, a headline on its own line above the article, if there is one, and the article.

use super::fields::{self, Field};
use crate::record::Draft;
use crate::text::paragraphs;

/// A headline is no longer than this many characters. A guess: the longest in the example data has 130.
const HEADLINE: usize = 160;

pub(super) fn read(text: &str) -> Draft {
    let (said, text) = front_matter(text);
    let title = said.title.clone().or_else(|| headline(text));
    Draft { title, text: text.to_owned(), ..said }
}

/// The first line, where it stands alone above an empty line and does not end like a sentence.
fn headline(text: &str) -> Option<String> {
    let lines = paragraphs(text);
    let (first, next) = (*lines.first()?, lines.get(1)?);
    let words = first.of(text);
    let alone = text[first.end as usize..next.start as usize].matches('\n').count() > 1;
    let fits = words.chars().count() <= HEADLINE && words.split_whitespace().count() >= 3;
    let ends = words.ends_with(['.', ',', ';', ':']) && !words.ends_with("...");
    (alone && fits && !ends && next.len() > first.len()).then(|| words.to_owned())
}

/// Lines that may stand between the rules of front matter.
const MOST: usize = 40;

/// "---", fields, "---": what they say, and the text behind them. Front matter of another form is the text's.
fn front_matter(text: &str) -> (Draft, &str) {
    let none = || (Draft::default(), text);
    let begun = text.trim_start_matches('\u{feff}');
    let Some(rest) = begun.strip_prefix("---\n").or_else(|| begun.strip_prefix("---\r\n")) else { return none() };
    let mut said = Draft::default();
    let (mut at, mut known) = (0, 0);
    for line in rest.split_inclusive('\n').take(MOST) {
        at += line.len();
        let words = line.trim();
        if words == "---" || words == "..." {
            return if known > 0 { (said, &rest[at..]) } else { none() };
        }
        if words.is_empty() || words.starts_with(['#', '-']) || line.starts_with(' ') {
            continue;
        }
        let Some((name, value)) = words.split_once(':') else { return none() };
        let value = value.trim().trim_matches(['"', '\'']).trim_matches(['[', ']']).trim().to_owned();
        let name = fields::plain(name);
        let field = [
            (Field::Title, &mut said.title),
            (Field::Outlet, &mut said.outlet),
            (Field::Published, &mut said.published),
            (Field::Byline, &mut said.byline),
            (Field::Language, &mut said.language),
            (Field::Address, &mut said.url),
            (Field::OwnId, &mut said.own_id),
        ];
        if let Some((_, field)) = field.into_iter().find(|(kind, _)| fields::names(*kind).contains(&name.as_str())) {
            known += 1;
            if !value.is_empty() {
                field.get_or_insert(value);
            }
        }
    }
    none()
}
