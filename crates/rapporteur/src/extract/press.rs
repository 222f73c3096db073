//! Outlets, agencies and reporters: who speaks to them gives an interview, and has no contact with them.

use super::contacts::ContactWords;
use super::syntax::Syntax;
use crate::analyze::NameKind;

/// What tells the press from others.
pub(super) struct Press<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) words: &'s ContactWords,
}

impl Press<'_, '_> {
    fn is(&self, class: &str, token: usize) -> bool {
        self.words.is(class, &self.syntax.lemma[token]) || self.words.is(class, self.syntax.low(token))
    }

    /// An outlet, or one who reports: by the word, by the name, as "Roman Pell of the Harbour Post" or as "the reporter Roman Pell".
    pub(super) fn is_press(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let article = syntax.children(head).any(|child| syntax.plain(child) == "det");
        let person = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person) && !article;
        let former = |noun: usize| syntax.children(noun).any(|child| matches!(syntax.lemma[child].as_str(), "former" | "ex"));
        let led = |noun: usize| {
            syntax.children(noun).any(|case| syntax.plain(case) == "case" && matches!(syntax.lemma[case].as_str(), "of" | "from" | "with"))
        };
        if !person {
            return self.is("press", head) || self.is_outlet(head);
        }
        syntax.children(head).any(|child| match syntax.relation[child] {
            "nmod:desc" | "compound" | "appos" => self.is("press", child) && !former(child),
            "nmod:poss" => self.is_outlet(child),
            "nmod" => led(child) && self.is_outlet(child),
            _ => false,
        })
    }

    /// Does a name tell of an outlet by its last word, its first ("Radio Halden"), or as that of an agency?
    fn is_outlet(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let first = syntax.children(head).find(|&child| child < head && syntax.plain(child) == "compound").unwrap_or(head);
        let tokens = syntax.analysis.name_at(head).map_or(first..head + 1, |name| name.tokens.start.min(first)..name.tokens.end);
        let (first, last) = (tokens.start, tokens.end - 1);
        if !syntax.is_capital(last) && syntax.lemma[head] != "agency" {
            return false;
        }
        let article = syntax.children(head).any(|child| syntax.plain(child) == "det");
        let news = syntax.low(last).ends_with("news") && (article || tokens.len() > 1 || syntax.form(last).len() > "news".len());
        let wire = syntax.form(last).eq_ignore_ascii_case("agency")
            && tokens.clone().rev().nth(1).is_some_and(|before| matches!(syntax.low(before), "news" | "press"));
        let named = tokens.len() > 1 || article;
        news || wire
            || named && self.is("outlet", last)
            || tokens.len() > 1 && self.is("opening", first)
            || tokens.into_iter().any(|token| self.is("agency", token))
    }
}
