//! Agencies, page furniture and places, as a text file that an editor can extend.

use super::ResourceError;
use super::counted::Counted;
use crate::text::fold;
use std::collections::BTreeSet;

/// A news agency: the name under which its copy is credited, and the other names it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The name printed for it.
    pub name: String,
    /// All names and short names, as written.
    pub aliases: Vec<String>,
}

/// A phrase that marks a line or sentence as furniture of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Why it is removed: the code printed with the span.
    pub why: String,
    /// The folded phrase.
    pub phrase: String,
    /// How the phrase must stand in the line.
    pub place: Standing,
}

/// How a furniture phrase stands in its line or sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The line begins with it.
    Begins,
    /// The line is it, marks aside.
    Whole,
    /// The line holds it anywhere.
    Holds,
    /// The line begins with it, however long the line is.
    Opens,
    /// It stands at the edge of a sentence, written exactly so, and a title, caption or notice follows.
    Label,
    /// It stands at the edge of a sentence, written exactly so, and is furniture by itself.
    Phrase,
    /// A link's title ends with it, written exactly so.
    Ends,
}

/// Words by which parts of web pages are told apart.
#[derive(Debug, Default)]
pub struct PageWords {
    walls: Vec<String>,
    wall_signs: Vec<String>,
    no_names: BTreeSet<String>,
    roles: BTreeSet<String>,
    nobodies: BTreeSet<String>,
    changes: BTreeSet<String>,
    asides: Vec<String>,
    signals: BTreeSet<String>,
    lives: Vec<String>,
    stamps: BTreeSet<String>,
    /// What stands before an author's name, each with the blank behind it: "by ", "written by ".
    pub authored: Vec<String>,
}

/// A page with more words than this is no wall. The longest notices of consent have about that many.
const WALL: usize = 160;
/// Words of a line that can be a sentence.
const SENTENCE: usize = 8;
/// Words of sentences that speak of nothing that walls speak of, with which a page is an article: one long sentence, and
/// where the headline itself is a wall's ("Page not found: how links die") two or three. A guess.
const ARTICLE: usize = 20;
const ARTICLE_UNDER_WALL: usize = 30;

impl PageWords {
    /// Does a page stand in for an article: a check of the browser, a sign-in, a notice of consent, "page not found"? Short
    /// pages that say so in a phrase, or by several signs; a page that says that it is an article must say it in its title. An
    /// article that tells of such pages, or ends with "Subscribe to read more", has sentences of its own beside.
    pub fn is_wall(&self, title: &str, text: &str, is_article: bool) -> bool {
        let says = |words: &str| self.walls.iter().any(|phrase| words.contains(phrase.as_str()));
        let lines: Vec<String> = text.lines().map(fold).collect();
        let (title, text) = (fold(title), fold(text));
        if text.split_whitespace().count() > WALL {
            return false;
        }
        let signed = |words: &str| self.wall_signs.iter().filter(|sign| words.contains(sign.as_str())).count();
        let count = |line: &String| line.split_whitespace().count();
        let own: usize = lines.iter().filter(|line| count(line) >= SENTENCE && !says(line) && signed(line) == 0).map(count).sum();
        let headed = says(&title) || lines.first().is_some_and(|line| says(line));
        if own >= if headed { ARTICLE_UNDER_WALL } else { ARTICLE } {
            return false;
        }
        says(&title) || (!is_article && (says(&text) || signed(&format!("{title} {text}")) >= 3))
    }

    /// Is this a word of pages that stands beside names and is none: "Updated", "Follow", "Username"?
    pub fn is_no_name(&self, word: &str) -> bool {
        self.no_names.contains(fold(word).trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// Is this the job of one who writes: "Correspondent", "Editor", or a word before it: "Senior", "Political"?
    pub fn is_role(&self, word: &str) -> bool {
        self.roles.contains(fold(word).trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// Is nothing beside this word the name of an author: "Staff", "Desk", "Photo"?
    pub fn is_nobody(&self, word: &str) -> bool {
        self.nobodies.contains(fold(word).trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// Does this word say that a time is that of a change?
    pub fn is_change(&self, word: &str) -> bool {
        self.changes.contains(fold(word).trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// Does this word lead the time of a text: "Published", "Posted"?
    pub fn is_stamp(&self, word: &str) -> bool {
        self.stamps.contains(&fold(word))
    }

    /// Is a line what is left of a date line whose time stands elsewhere: "Published", "Last updated at"?
    pub fn is_stump(&self, line: &str) -> bool {
        let words: Vec<&str> = line.split([' ', ',', ':', '|', '·', '•']).filter(|word| !word.is_empty()).collect();
        let stamp = |word: &str| self.is_stamp(word);
        (1..=5).contains(&words.len())
            && !line.ends_with(['.', '!', '?'])
            && words.first().is_some_and(|first| stamp(first) || self.is_change(first))
            && words.iter().all(|word| stamp(word) || self.is_change(word) || self.is_no_name(word))
    }

    /// Does a headline say that its page is written as things happen: "as it happened", "live updates"?
    pub fn is_live(&self, title: &str) -> bool {
        let title = fold(title);
        self.lives.iter().any(|phrase| title.contains(phrase.as_str()))
    }

    /// Is this a word that says how urgent a text is, and no place: "FLASH", "URGENT", "UPDATE 2"?
    pub fn is_signal(&self, words: &str) -> bool {
        let folded = fold(words);
        self.signals.contains(folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-')))
    }

    /// Do these classes or identifiers, in small letters, name a part of a page that is not its article?
    pub fn is_aside(&self, marks: &str) -> bool {
        self.asides.iter().any(|aside| marks.contains(aside.as_str()))
    }
}

/// The word lists that reading needs.
#[derive(Debug)]
pub struct Lexicon {
    /// Known agencies.
    pub agencies: Vec<Agency>,
    /// Furniture phrases.
    pub furniture: Vec<Furniture>,
    /// Words of pages.
    pub pages: PageWords,
    /// Who is credited for pictures, beside the agencies.
    pub pictures: Vec<String>,
    /// What figures count.
    pub counted: Counted,
    places: BTreeSet<String>,
}

impl Lexicon {
    /// Reads the list: lines of `agency<TAB>name<TAB>alias...`, `furniture<TAB>why<TAB>begins|whole|holds|opens|label|phrase<TAB>phrase`,
    /// `picture<TAB>name`, `count<TAB>what<TAB>words...` ([`Counted`]), `page<TAB>wall|wall sign|no name|role|nobody|change|signal|stamp|live|author|aside<TAB>words` and `place<TAB>name`; empty lines and lines that begin with
    /// `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut lexicon = Self {
            agencies: Vec::new(),
            furniture: Vec::new(),
            pages: PageWords::default(),
            pictures: Vec::new(),
            counted: Counted::default(),
            places: BTreeSet::new(),
        };
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["agency", name, ..] if !name.trim().is_empty() => lexicon
                    .agencies
                    .push(Agency { name: name.to_owned(), aliases: fields[1..].iter().map(|&alias| alias.to_owned()).collect() }),
                ["furniture", why, place @ ("begins" | "whole" | "holds" | "opens"), phrase] => lexicon.furniture.push(Furniture {
                    why: why.to_owned(),
                    phrase: fold(phrase),
                    place: match place {
                        "begins" => Standing::Begins,
                        "whole" => Standing::Whole,
                        "opens" => Standing::Opens,
                        _ => Standing::Holds,
                    },
                }),
                ["page", "wall", phrase] => lexicon.pages.walls.push(fold(phrase)),
                ["page", "wall sign", phrase] => lexicon.pages.wall_signs.push(fold(phrase)),
                ["page", "no name", word] => _ = lexicon.pages.no_names.insert(fold(word)),
                ["page", kind @ ("role" | "nobody"), word] => {
                    let words = if kind == "role" { &mut lexicon.pages.roles } else { &mut lexicon.pages.nobodies };
                    words.insert(fold(word));
                    lexicon.pages.no_names.insert(fold(word));
                }
                ["page", "change", word] => _ = lexicon.pages.changes.insert(fold(word)),
                ["page", "signal", word] => _ = lexicon.pages.signals.insert(fold(word)),
                ["page", "stamp", word] => _ = lexicon.pages.stamps.insert(fold(word)),
                ["page", "live", phrase] => lexicon.pages.lives.push(fold(phrase)),
                ["page", "author", words] => lexicon.pages.authored.push(format!("{} ", fold(words))),
                ["page", "aside", word] => lexicon.pages.asides.push(fold(word)),
                ["furniture", why, place @ ("label" | "phrase" | "ends"), phrase] => lexicon.furniture.push(Furniture {
                    why: why.to_owned(),
                    phrase: phrase.to_owned(),
                    place: match place {
                        "label" => Standing::Label,
                        "ends" => Standing::Ends,
                        _ => Standing::Phrase,
                    },
                }),
                ["count", what, ref words @ ..] if lexicon.counted.add(what, words) => {}
                ["picture", name] => lexicon.pictures.push(name.to_owned()),
                ["place", name] => _ = lexicon.places.insert(fold(name)),
                _ => return Err(ResourceError { resource: "lexicon", line: at + 1, problem: format!("cannot read `{line}`") }),
            }
        }
        Ok(lexicon)
    }

    /// Is this the name of a place that datelines name?
    pub fn is_place(&self, name: &str) -> bool {
        self.places.contains(&fold(name))
    }

    /// The agency that goes by exactly this name.
    pub fn agency(&self, name: &str) -> Option<&Agency> {
        self.agencies
            .iter()
            .find(|agency| agency.aliases.iter().any(|alias| alias == name || (alias.len() > 4 && alias.eq_ignore_ascii_case(name))))
    }
}
