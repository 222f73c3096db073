//! One verb that tells of several contacts: "met with the League, then with the premier", "spoke to Orlen and to Pell".
//!
//! What only the states of those called part ("called Orlen and Pell") is parted where parties are known, in `attendance.rs`.

use super::find::{Finder, Met};

impl Finder<'_, '_> {
    /// The contacts that a verb tells of: one for each that a word such as "then" opens, and, where one speaks to several, for each that a
    /// preposition of its own leads.
    pub(super) fn parted(&self, met: Met) -> Vec<Met> {
        let subjects = self.arguments(met.trigger).0.map(|subject| self.heads(subject)).unwrap_or_default();
        let others: Vec<usize> = met.parties.iter().copied().filter(|party| !subjects.contains(party)).collect();
        if subjects.is_empty() || others.len() < 2 {
            return vec![met];
        }
        let apart = self.is("apart", met.trigger) && !self.is_joint(met.trigger);
        let after = others.iter().any(|&other| self.is_next(other));
        let opens = |other: usize| self.is_next(other) || apart && self.is_led_again(other);
        let each = self.is_each(met.trigger, &others);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &other in &others {
            match groups.last_mut() {
                Some(group) if !each && !opens(other) => group.push(other),
                _ => groups.push(vec![other]),
            }
        }
        if groups.len() == 1 {
            let persons = apart && others.iter().all(|&other| self.is_person(other));
            return vec![Met { each: if persons { others } else { Vec::new() }, ..met }];
        }
        let sentence = self.syntax.analysis.sentences[self.syntax.sentence[met.trigger]].tokens.clone();
        let starts: Vec<usize> = groups.iter().map(|group| group[0]).chain([sentence.end]).collect();
        let one = |(group, at): (&Vec<usize>, usize)| {
            let mut parties = [subjects.clone(), group.clone()].concat();
            parties.sort_unstable();
            let start = if at == 0 { met.trigger } else { starts[at] };
            Met { parties, stretch: after.then_some(start..starts[at + 1]), ..met.clone() }
        };
        groups.iter().zip(0..).map(one).collect()
    }

    /// "Held separate calls with Orlen and Pell", "has had talks with both": one with each.
    pub(super) fn separated(&self, met: Met) -> Vec<Met> {
        let subjects = met.carrier.and_then(|verb| self.arguments(verb).0).map(|subject| self.heads(subject)).unwrap_or_default();
        let (own, others): (Vec<usize>, Vec<usize>) = met.parties.iter().copied().partition(|party| subjects.contains(party));
        if own.is_empty() || others.len() < 2 || !self.is_each(met.trigger, &others) {
            return vec![met];
        }
        let one = |&other: &usize| {
            let mut parties = [own.clone(), vec![other]].concat();
            parties.sort_unstable();
            Met { parties, ..met.clone() }
        };
        others.iter().map(one).collect()
    }

    /// Did each of several have his own: "separate calls", "met separately with", "with both Orlen and Pell"?
    fn is_each(&self, word: usize, others: &[usize]) -> bool {
        let syntax = self.syntax;
        let both = |other: usize| {
            let opened = |child: usize| child < other && syntax.plain(child) == "cc" && self.is("both", child);
            // The parser hangs "both" from the preposition as often.
            syntax.children(other).any(|child| opened(child) || syntax.plain(child) == "case" && syntax.children(child).any(opened))
        };
        syntax.children(word).any(|child| self.is("separate", child)) || others.iter().any(|&other| both(other))
    }

    /// Does "then", "later" or their like stand before a party?
    fn is_next(&self, party: usize) -> bool {
        let syntax = self.syntax;
        let joined: Vec<usize> = syntax.children(party).filter(|&child| syntax.plain(child) == "conj").collect();
        let case = syntax.children(party).find(|&child| child < party && syntax.plain(child) == "case");
        let first = case.or_else(|| syntax.below(party, &joined).into_iter().find(|&token| !syntax.is_mark(token))).unwrap_or(party);
        self.is("then", first) || first.checked_sub(1).is_some_and(|before| self.is("then", before))
    }

    /// "to Orlen and to Pell"
    fn is_led_again(&self, party: usize) -> bool {
        let syntax = self.syntax;
        syntax.plain(party) == "conj" && syntax.children(party).any(|child| child < party && syntax.plain(child) == "case")
    }

    /// "spoke together with", "held a joint call".
    fn is_joint(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let below = |head: usize| syntax.children(head).any(|child| self.is("joint", child));
        below(verb) || syntax.children(verb).any(below)
    }
}
