//! Furniture that stands within a paragraph, glued to the sentences of the article: link titles, picture credits, players, notices.
//!
//! Pages lose their blocks when they are saved as text, and what stood beside the article then stands in it. A stretch counts only where it
//! begins at the edge of a sentence, so that an article about a picture agency or an advertisement stays whole. Where a link's title
//! runs into the next sentence, it ends before a word that opens sentences and no titles; where there is none, with its sentence, since
//! nobody can say which of it is the article's.

use crate::record::{Removal, Why};
use crate::resources::{Furniture, Lexicon, Standing};
use crate::text::Span;

/// Words that open sentences and do not stand with a capital inside a title that is written as a sentence.
const OPENERS: [&str; 52] = [
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "But",
    "And",
    "This",
    "That",
    "These",
    "Those",
    "His",
    "Her",
    "Its",
    "Their",
    "As",
    "After",
    "Before",
    "When",
    "While",
    "If",
    "For",
    "From",
    "With",
    "According",
    "Earlier",
    "Meanwhile",
    "However",
    "Last",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Both",
    "There",
    "Under",
    "During",
    "Since",
    "Although",
    "Some",
    "Many",
    "Asked",
    "Speaking",
];

/// A title has at least and at most this many words. A guess: longer ones are cut at the end of their sentence.
const TITLE: (usize, usize) = (3, 30);

/// Words of what a link's title ends with, at most.
const ENDS: usize = 3;
/// Bytes of the longest title with what its link says. A guess: twenty words of German.
const LONGEST: usize = 1_000;

/// What stands within one paragraph and is not part of the article, in order.
pub(super) fn inline(lexicon: &Lexicon, text: &str, paragraph: Span) -> Vec<Removal> {
    let line = Line { lexicon, words: paragraph.of(text) };
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    let mut at = 0;
    while at < line.words.len() {
        let edge = line.is_edge(at) || found.last().is_some_and(|&(_, end, _)| line.words[end..at].trim().is_empty());
        let hit = if edge { line.stretch(at) } else { None }.or_else(|| line.bracket(at)).or_else(|| line.links_of_a_name(at));
        match hit.filter(|&(end, _)| end > at) {
            Some((end, why)) => {
                found.push((at, end, why));
                at = end;
            }
            None => at += line.words[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    let base = paragraph.start as usize;
    found
        .into_iter()
        .map(|(start, end, why)| Removal { span: Span::new(base + start, base + end).trimmed(text), why: Why::Furniture(why.to_owned()) })
        .filter(|removal| !removal.span.is_empty())
        .collect()
}

/// How many bytes of a line a picture's credit at its end takes, from where, if its caption is all that stands before it.
pub(super) fn is_caption(lexicon: &Lexicon, line: &str) -> bool {
    let line = Line { lexicon, words: line };
    let ends: Vec<usize> = line
        .words
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| at > 0 && (line.is_edge(at) || line.words[at..].starts_with('(')))
        .collect();
    let closes = |at: usize| {
        let end = line.bracket(at).map(|(end, _)| end).or_else(|| if line.is_edge(at) { line.credit(at) } else { None });
        end.is_some_and(|end| line.words[end..].trim().is_empty())
    };
    let Some(credit) = ends.into_iter().find(|&at| closes(at)) else { return false };
    crate::text::sentences(line.words[..credit].trim()).len() < 2
}

struct Line<'a> {
    lexicon: &'a Lexicon,
    words: &'a str,
}

impl<'a> Line<'a> {
    /// Does a sentence end before this byte, or the line begin?
    fn is_edge(&self, at: usize) -> bool {
        if !self.words.is_char_boundary(at) || self.words[at..].starts_with(char::is_whitespace) {
            return false;
        }
        let before = &self.words[..at];
        let trimmed = before.trim_end();
        trimmed.is_empty()
            || (trimmed.len() < before.len() && trimmed.trim_end_matches(['”', '"', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…']))
    }

    /// A stretch that begins at the edge of a sentence: where it ends, and what it is.
    fn stretch(&self, at: usize) -> Option<(usize, &'a str)> {
        self.player(at)
            .or_else(|| self.phrase(at))
            .or_else(|| self.labelled(at))
            .or_else(|| self.ended(at))
            .or_else(|| self.credit(at).filter(|&end| self.goes_on(end)).map(|end| (end, "image credit")))
    }

    fn furniture(&self, place: Standing) -> impl Iterator<Item = &'a Furniture> {
        self.lexicon.furniture.iter().filter(move |furniture| furniture.place == place)
    }

    /// Does a sentence, or nothing, follow?
    fn goes_on(&self, end: usize) -> bool {
        let rest = self.words[end..].trim_start_matches([' ', '.', '\u{a0}', '|', '·']);
        rest.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '(' | '['))
    }

    /// "Slideshow (15 Images)", "Play Video 2:11", "ADVERTISEMENT": words that are furniture exactly as they are written.
    fn phrase(&self, at: usize) -> Option<(usize, &'a str)> {
        let rest = &self.words[at..];
        let hit = self
            .furniture(Standing::Phrase)
            .filter(|furniture| rest.strip_prefix(furniture.phrase.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            .max_by_key(|furniture| furniture.phrase.len())?;
        let end = self.trailing(at + hit.phrase.len());
        // "CLOSE ENCOUNTERS": more capitals are a headline.
        let next = self.words[end..].split_whitespace().next().unwrap_or_default();
        let headline = self.capitals(at, at + hit.phrase.len()) && next.len() > 1 && next.chars().all(|c| c.is_uppercase());
        (self.goes_on(end) && !headline).then_some((end, hit.why.as_str()))
    }

    /// What may follow such words: a length of time, a count in brackets, dots.
    fn trailing(&self, mut end: usize) -> usize {
        loop {
            let rest = &self.words[end..];
            let gap = rest.len() - rest.trim_start_matches([' ', '·', '|', ':', '-']).len();
            let next = &rest[gap..];
            let length = if next.starts_with("...") {
                3
            } else if next.starts_with('…') {
                '…'.len_utf8()
            } else if next.starts_with('(')
                && next[1..].starts_with(|c: char| c.is_ascii_digit())
                && let Some(close) = head(next, 24).find(')')
            {
                close + 1
            } else {
                let digits = next.chars().take_while(|c| c.is_ascii_digit() || *c == ':').count();
                if next[..digits].contains(':') && digits > 3 { digits } else { 0 }
            };
            if length == 0 {
                return end;
            }
            end += gap + length;
        }
    }

    /// "JUST WATCHED title Replay More Videos ... MUST WATCH title 02:10".
    fn player(&self, at: usize) -> Option<(usize, &'a str)> {
        const WATCHED: &str = "JUST WATCHED";
        const NEXT: &str = "MUST WATCH";
        let rest = &self.words[at..];
        let title = rest.strip_prefix(WATCHED)?;
        let reach = title.char_indices().map(|(at, _)| at).take_while(|&at| at < 300).last().unwrap_or_default();
        let Some(replay) = title[..reach].find("Replay") else {
            return Some((self.title_end(at + WATCHED.len()), "link"));
        };
        let mut end = at + WATCHED.len() + replay + "Replay".len();
        if let Some(more) = self.words[end..].trim_start().strip_prefix("More Videos") {
            end = self.trailing(self.words.len() - more.len());
        }
        if let Some(next) = self.words[end..].trim_start().strip_prefix(NEXT) {
            let start = self.words.len() - next.len();
            let shown = title[..replay].trim();
            let same = next.trim_start().strip_prefix(shown).map(|rest| self.words.len() - rest.len());
            end = self.trailing(same.unwrap_or_else(|| if next.trim().is_empty() { start } else { self.title_end(start) }));
        }
        Some((end, "link"))
    }

    /// "Related article Strike kills 28 …", "READ MORE: …", "FILE PHOTO: …", "CLARIFICATION: …".
    fn labelled(&self, at: usize) -> Option<(usize, &'a str)> {
        let rest = &self.words[at..];
        let hit = self
            .furniture(Standing::Label)
            .filter(|furniture| rest.strip_prefix(furniture.phrase.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            .max_by_key(|furniture| furniture.phrase.len())?;
        let start = at + hit.phrase.len();
        let end = match hit.why.as_str() {
            // What follows a notice inside its paragraph is the notice's.
            "notice" => self.words.len(),
            "image credit" => self.caption_end(start),
            _ if self.words[start..].trim().is_empty() => self.words.len(),
            _ => self.title_end(start),
        };
        Some((end, hit.why.as_str()))
    }

    /// "Quake in Lyrne: ministers meet for crisis talks Read more": a title without a full stop, and what its link says.
    fn ended(&self, at: usize) -> Option<(usize, &'a str)> {
        // Only as far as the longest title reaches: a line of many sentences is not searched to its end from each of them.
        let rest = &self.words[at..];
        let rest = head(rest, LONGEST);
        let reach = rest.match_indices(' ').nth(TITLE.1 + ENDS).map_or(rest.len(), |(end, _)| end);
        let rest = &rest[..reach];
        let ends = self.furniture(Standing::Ends).filter_map(|furniture| Some((rest.find(furniture.phrase.as_str())?, furniture)));
        let (title, hit) = ends.min_by_key(|&(title, _)| title)?;
        let (words, (least, most)) = (rest[..title].split_whitespace().count(), TITLE);
        let whole = rest[..title].ends_with(' ') && !rest[..title].trim_end().ends_with(['.', '!', '…', ',']);
        let one = crate::text::sentences(&rest[..title]).len() == 1 && (least..=most).contains(&words);
        let end = self.trailing(at + title + hit.phrase.len());
        (whole && one && self.goes_on(end)).then_some((end, hit.why.as_str()))
    }

    /// Where a caption ends: with its credit, else with its first sentence.
    fn caption_end(&self, start: usize) -> usize {
        let mut at = start;
        for sentence in crate::text::sentences(&self.words[start..]).into_iter().take(3) {
            at = start + sentence.end as usize;
            let next = at + (self.words[at..].len() - self.words[at..].trim_start().len());
            if let Some(end) = self.credit(next).filter(|&end| self.goes_on(end)) {
                return end;
            }
        }
        let first = crate::text::sentences(&self.words[start..]).first().map_or(self.words.len(), |first| start + first.end as usize);
        first.min(at.max(first))
    }

    /// Where a link's title ends that begins here.
    fn title_end(&self, start: usize) -> usize {
        let rest = &self.words[start..];
        let sentence = crate::text::sentences(rest).first().map_or(rest.len(), |first| first.end as usize);
        let mut words: Vec<(usize, &str)> = Vec::new();
        for word in rest[..sentence].split_whitespace() {
            let from = words.last().map_or(0, |&(at, word)| at + word.len());
            words.push((from + rest[from..].find(word).unwrap_or_default(), word));
        }
        let (least, most) = TITLE;
        // A title whose long words all have capitals shows nothing by one.
        let breaks = |at: usize| {
            let (before, word) = (words[at - 1].1, words[at].1);
            OPENERS.contains(&word)
                && !before.ends_with([',', ':', '-', '–', '—', '“', '‘', '('])
                && !before.starts_with(char::is_uppercase)
                || OPENERS.contains(&word) && before.ends_with(['’', '”', ')', '?', '!'])
        };
        let glued = (least.min(words.len())..words.len().min(most)).find(|&at| breaks(at));
        match glued {
            Some(at) => start + words[at - 1].0 + words[at - 1].1.len(),
            None => start + sentence,
        }
    }

    /// "Natalia Kole/AFP/Getty Images", "REUTERS/Natalia Kole", "Natalia Kole via AP", "Getty Images": where a credit that begins here ends.
    fn credit(&self, at: usize) -> Option<usize> {
        let prefixed = ["Photo by ", "Photo: ", "Photograph: ", "Photograph by ", "Image: ", "Picture: ", "Credit: "]
            .iter()
            .find(|prefix| self.words[at..].starts_with(**prefix));
        let start = at + prefixed.map_or(0, |prefix| prefix.len());
        // An owner of pictures alone, which nothing but pictures is credited to.
        if let Some(end) = self.owner(start, true) {
            let next = self.words[end..].split_whitespace().next();
            let alone = (self.words[start..end].contains(' ') && next.is_none_or(|word| OPENERS.contains(&word))).then_some(end);
            return self.chain(end).or(prefixed.map(|_| end)).or(alone);
        }
        if let Some(end) = self.owner(start, false).filter(|&end| self.capitals(start, end) || self.words[start..end].contains("Photo")) {
            let named = self.separator(end).and_then(|next| self.name(next, 2));
            return named.map(|end| self.chain(end).unwrap_or(end));
        }
        let name = self.name(start, 1)?;
        self.chain(name).or(prefixed.map(|_| name))
    }

    fn capitals(&self, start: usize, end: usize) -> bool {
        end - start > 2 && !self.words[start..end].chars().any(char::is_lowercase)
    }

    /// Goes on over "/Pool/AFP/Getty Images": ends after the last owner.
    fn chain(&self, mut end: usize) -> Option<usize> {
        let mut last = None;
        for _ in 0..6 {
            let Some(next) = self.separator(end) else { break };
            if let Some(owner) = self.owner(next, false).or_else(|| self.owner(next, true)) {
                last = Some(owner);
                end = owner;
            } else if let Some(name) = self.name(next, 1) {
                end = name;
                if last.is_some() && self.words[next..name].to_lowercase() == "file photo" {
                    last = Some(name);
                }
            } else {
                break;
            }
        }
        last
    }

    fn separator(&self, end: usize) -> Option<usize> {
        let rest = &self.words[end..];
        ["/", " / ", " via ", " | ", "|"].iter().find(|mark| rest.starts_with(**mark)).map(|mark| end + mark.len())
    }

    /// Where the name of a picture agency (or of a news agency) that begins here ends.
    fn owner(&self, start: usize, pictures_only: bool) -> Option<usize> {
        let rest = self.words.get(start..)?;
        let pictures = self.lexicon.pictures.iter();
        let agencies = self.lexicon.agencies.iter().filter(|agency| agency.name != "Agencies").flat_map(|agency| &agency.aliases);
        let stands = |name: &&String| {
            let length = name.len();
            rest.get(..length).is_some_and(|head| {
                head == name.as_str() || (length > 4 && head.eq_ignore_ascii_case(name) && head.starts_with(char::is_uppercase))
            }) && !rest[length..].starts_with(char::is_alphanumeric)
        };
        let longest = if pictures_only {
            pictures.filter(stands).map(String::len).max()
        } else {
            pictures.chain(agencies).filter(stands).map(String::len).max()
        };
        let end = start + longest?;
        // "AP Photo", "Reuters File Photo".
        let more =
            [" Photos", " Photo", " Images", " Pictures", " File", " file"].iter().find(|more| self.words[end..].starts_with(**more));
        Some(end + more.map_or(0, |more| more.len()))
    }

    /// Where a name of a person or body of this many words or more that begins here ends: capitalised words, four at most, before a separator or the
    /// edge of what is a name.
    fn name(&self, start: usize, least: usize) -> Option<usize> {
        let (mut end, mut count) = (start, 0);
        while count < 4 {
            let rest = &self.words[end..];
            let gap = usize::from(count > 0 && rest.starts_with(' '));
            if count > 0 && gap == 0 {
                break;
            }
            let word = &rest[gap..];
            let length = word.find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))).unwrap_or(word.len());
            let shaped = word.starts_with(char::is_uppercase)
                || (count > 0 && matches!(&word[..length], "de" | "van" | "von" | "al" | "el" | "bin" | "der" | "da"));
            if length == 0 || !shaped || (count > 0 && OPENERS.contains(&&word[..length])) {
                break;
            }
            end += gap + length;
            count += 1;
            if self.separator(end).is_some() {
                break;
            }
        }
        (count >= least).then_some(end)
    }

    /// "(AP Photo/Natalia Kole)", "(Photo by …)", "[READ MORE: …]" anywhere in a line.
    fn bracket(&self, at: usize) -> Option<(usize, &'a str)> {
        let rest = &self.words[at..];
        let close = match rest.chars().next()? {
            '(' => ')',
            '[' => ']',
            _ => return None,
        };
        let length = head(rest, 300).find(close)?;
        let inside = Line { lexicon: self.lexicon, words: &rest[1..length] };
        let credit = inside.credit(0).is_some_and(|end| inside.words[end..].trim().is_empty())
            && (inside.words.contains(['/', ':']) || inside.words.starts_with("Photo") || inside.owner(0, true).is_some());
        let link = inside
            .furniture(Standing::Label)
            .find(|furniture| furniture.why == "link" && inside.words.starts_with(furniture.phrase.as_str()));
        match (credit, link) {
            (true, _) => Some((at + length + 1, "image credit")),
            (_, Some(link)) => Some((at + length + 1, link.why.as_str())),
            _ => None,
        }
    }

    /// "Ana ReyesHarbour board to meet Storm shuts pier MORE": links that a page keeps behind a name, glued to its last letter.
    fn links_of_a_name(&self, at: usize) -> Option<(usize, &'a str)> {
        let before = self.words[..at].chars().next_back().filter(|c| c.is_lowercase());
        if before.is_none() || !self.words[at..].starts_with(char::is_uppercase) {
            return None;
        }
        let word = self.words[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if !word.starts_with(char::is_uppercase) || matches!(word, "Mc" | "Mac" | "De" | "Di" | "La" | "Le" | "Du" | "Van" | "Fitz") {
            return None;
        }
        let rest = &self.words[at..];
        let reach = rest.char_indices().map(|(at, _)| at).take_while(|&at| at < 500).last().unwrap_or_default();
        let more = rest[..reach].find(" MORE").filter(|&more| !rest[more + 5..].starts_with(char::is_alphanumeric))?;
        // Titles have no full stop inside: what has is the article.
        let titles = &rest[..more];
        (titles.split_whitespace().count() > 3 && !titles.contains(". ")).then_some((at + more + " MORE".len(), "link"))
    }
}

/// The beginning of some words, of so many bytes at most: what is sought from each place of a long line is not sought to its end.
fn head(words: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(words.len())).rev().find(|&end| words.is_char_boundary(end)).unwrap_or_default();
    &words[..end]
}
