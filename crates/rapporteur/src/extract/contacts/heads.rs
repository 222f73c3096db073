//! Who can be a party: names, roles, bodies and pronouns, with what is joined to them.

use super::find::Finder;
use super::titles;
use crate::analyze::NameKind;
use crate::extract::voices::can_speak;

/// Parties of one row at most.
const JOINED: usize = 12;

impl Finder<'_, '_> {
    /// Can a phrase be a party: a name of a person, state or body, a role, a pronoun for one?
    pub(super) fn is_party(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let pronoun = syntax.upos[head] == "PRON";
        let personal = matches!(syntax.lemma[head].as_str(), "he" | "she" | "they" | "him" | "her" | "them");
        let word = syntax.lemma[head].as_str();
        // "Monday's talks": a day meets nobody.
        let day = self.extractor.roles.is_time(syntax.low(head)) || crate::extract::assemble::is_time(syntax, head);
        let named = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let event = self.extractor.contacts.noun(word).is_some() || self.extractor.roles.is_time(word) || day && !named;
        // "Loves meeting new people": nobody.
        let anyone = syntax.xpos[head] == "NNS"
            && self.is("anyone", head)
            && !syntax
                .children(head)
                .any(|child| matches!(syntax.plain(child), "det" | "nummod" | "nmod" | "acl") || syntax.relation[child] == "nmod:poss");
        // "Their Norlandic counterparts"
        let somebody = || self.is("counterpart", head) || can_speak(syntax, self.extractor, head);
        if pronoun { personal } else { !event && !anyone && somebody() }
    }

    /// A head and what is joined to it, as far as each can be a party; beside one that is, whatever noun may be one. A row of titles before a name is one
    /// party with it.
    pub(super) fn heads(&self, head: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let titled = titles::closing(syntax, &self.extractor.roles, head);
        let row = titled.as_ref().map_or(head..head, |(row, _)| row.clone());
        let first = titled.map_or(head, |(_, name)| name);
        let is_joined = |child: &usize| {
            let alone = syntax.child(*child, &["nsubj", "cop"]).is_none() && !row.contains(child);
            syntax.plain(*child) == "conj" && alone && !self.is_other(*child)
        };
        let mut all = vec![first];
        let mut above = vec![head];
        while let Some(next) = above.pop().filter(|_| all.len() < JOINED) {
            let joined: Vec<usize> = syntax.children(next).filter(is_joined).collect();
            all.extend(&joined);
            above.extend(joined);
        }
        all = all.into_iter().flat_map(|one| self.of_each(one).unwrap_or_else(|| vec![one])).collect();
        all.sort_unstable();
        let beside = all.iter().any(|&one| self.is_party(one));
        all.retain(|&one| self.is_party(one) || beside && one != first && self.may_join(one));
        all
    }

    /// "With Orlen rather than Pell", "with Orlen, not Pell": who is joined to the one and told to be none.
    fn is_other(&self, joined: usize) -> bool {
        self.syntax.children(joined).any(|child| child < joined && self.is("other", child))
    }

    /// "The leaders of Norland, Orlen and Ostrel" are those of each.
    fn of_each(&self, head: usize) -> Option<Vec<usize>> {
        let syntax = self.syntax;
        if let Some(named) = self.named_behind(head) {
            return Some(named);
        }
        if !matches!(syntax.xpos[head], "NNS" | "NNPS") || !self.extractor.roles.is_person(&syntax.lemma[head]) {
            return None;
        }
        let is_named = |token: usize| syntax.analysis.name_at(token).is_some();
        let first = self.under(head, "of").find(|&of| is_named(of))?;
        let names: Vec<usize> = std::iter::once(first)
            .chain(syntax.children(first).filter(|&child| syntax.plain(child) == "conj" && is_named(child)))
            .collect();
        (names.len() > 2).then_some(names)
    }

    /// "Three towns -- Halden, Tavia and Veyra --": those that are named.
    fn named_behind(&self, head: usize) -> Option<Vec<usize>> {
        let syntax = self.syntax;
        let first = syntax.children(head).find(|&child| child > head && syntax.plain(child) == "appos")?;
        let mut names = vec![first];
        let mut at = 0;
        while at < names.len() && names.len() < JOINED {
            let next = names[at];
            names.extend(
                syntax
                    .children(next)
                    .filter(|&child| matches!(syntax.plain(child), "conj" | "appos") && syntax.analysis.name_at(child).is_some()),
            );
            at += 1;
        }
        names.sort_unstable();
        let all = names.iter().all(|&name| syntax.analysis.name_at(name).is_some());
        (syntax.xpos[head] == "NNS" && names.len() > 1 && all).then_some(names)
    }

    /// May a noun be a party where it is joined to one: nothing that happens, and no time?
    fn may_join(&self, noun: usize) -> bool {
        let word = self.syntax.lemma[noun].as_str();
        let event = self.extractor.contacts.noun(word).is_some() || self.extractor.roles.is_time(word);
        let several = matches!(self.syntax.xpos[noun], "NNS" | "NNP" | "NNPS") || self.is("public", noun);
        matches!(self.syntax.upos[noun], "NOUN" | "PROPN") && !event && several
    }

    /// "Supporters", "a crowd": many at once, to whom one makes a speech; who is one by name or number is none.
    pub(super) fn is_audience(&self, head: usize) -> bool {
        let syntax = self.syntax;
        syntax.upos[head] == "NOUN"
            && (self.is("audience", head) || self.is("crowd", head) || self.is("members", head))
            && !syntax.children(head).any(|child| syntax.plain(child) == "nummod")
    }

    pub(super) fn is_person(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let named = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let role = self.extractor.roles.is_person(&syntax.lemma[head]) || self.extractor.roles.is_person(syntax.low(head));
        named || role || syntax.upos[head] == "PRON"
    }

    pub(super) fn is_place(&self, head: usize) -> bool {
        self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
    }

    pub(super) fn is_body(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let organisation = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Organisation);
        organisation || self.extractor.roles.is_body(&syntax.lemma[head]) || self.extractor.roles.is_body(syntax.low(head))
    }
}
