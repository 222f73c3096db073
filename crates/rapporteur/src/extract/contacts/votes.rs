//! Votes, and meetings called in haste: which body holds one.
//!
//! A vote that somebody has, counts or lacks is no contact, nor is one that a body only lets others cast.

use super::find::{Finder, Gathered, Met};
use super::{ContactKind, ContactRule};

/// How far the voters are sought up the tree.
const STEPS: usize = 4;

impl Finder<'_, '_> {
    /// "The Council voted to close the port."
    pub(super) fn vote(&self, verb: usize, kind: ContactKind) -> Option<Met> {
        // "Get the treaty voted on": it votes on nothing.
        let helped = self.syntax.children(verb).any(|child| self.syntax.plain(child) == "aux");
        if self.syntax.xpos[verb] == "VBN" && !helped && self.syntax.plain(verb) != "root" {
            return None;
        }
        let voters = self.voters(verb).map(|voters| self.heads(voters)).unwrap_or_default();
        let body = voters.into_iter().find(|&head| self.is_body(head) && !self.is("electorate", head))?;
        let gathered = Gathered { parties: vec![body], topic: self.matter(verb), ..Gathered::default() };
        Some(self.met(kind, verb, Some(verb), gathered, ContactRule::Body))
    }

    /// A vote or an emergency meeting by a noun: of the body that owns it, carries it, or names it.
    pub(super) fn of_body(&self, noun: usize, kind: ContactKind, carrier: Option<usize>) -> Option<Met> {
        let syntax = self.syntax;
        if kind == ContactKind::Vote && !self.is_held(noun) {
            return None;
        }
        let below = syntax.children(noun).filter(|&child| {
            // "The country's second vote": those who vote are no body.
            syntax.relation[child] == "compound"
                || syntax.relation[child] == "nmod:poss" && !self.is("electorate", child)
                || syntax.plain(child) == "nmod"
                    && syntax.children(child).any(|case| match syntax.lemma[case].as_str() {
                        "of" | "by" => true,
                        // "The first vote in the nation": where it is held.
                        "in" | "at" => !self.is("electorate", child),
                        _ => false,
                    })
        });
        let carrier = carrier.filter(|_| syntax.plain(noun) == "obj");
        let subject = carrier.and_then(|verb| self.arguments(verb).0);
        // "The border bill vote", "the war vote": what is voted on, where it is no name of those who vote.
        let votes = |head: usize| kind != ContactKind::Vote || syntax.relation[head] != "compound" || self.is_chamber(head);
        let body = below.chain(subject).find(|&head| self.is_body(head) && votes(head))?;
        let gathered = Gathered { parties: vec![body], topic: self.matter(noun), ..Gathered::default() };
        Some(self.met(kind, noun, carrier, gathered, ContactRule::Body))
    }

    /// Is a name or noun that of a body whose members vote?
    pub(super) fn is_chamber(&self, head: usize) -> bool {
        let name = self.syntax.analysis.name_at(head);
        name.map_or(head..head + 1, |name| name.tokens.clone()).any(|token| self.is("chamber", token))
    }

    /// What is voted on.
    fn matter(&self, word: usize) -> Option<usize> {
        let syntax = self.syntax;
        let day = |head: usize| syntax.upos[head] == "NUM" || self.extractor.roles.is_time(syntax.low(head));
        self.under(word, "on").find(|&head| !day(head))
    }

    /// Does a noun tell of a vote that is held: no part of a name, none that somebody has or counts, and not several without a verb of holding?
    fn is_held(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        let first = std::iter::successors(Some(noun), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).take(STEPS).last();
        let verb = first.and_then(|first| syntax.head[first].map(|verb| (first, verb))).filter(|&(_, verb)| syntax.upos[verb] == "VERB");
        let relation = |relations: &[&str]| verb.filter(|&(first, _)| relations.contains(&syntax.relation[first])).map(|(_, verb)| verb);
        let object = relation(&["obj", "iobj", "nsubj:pass"]);
        let held = object.is_some_and(|verb| self.is("holds", verb)) || relation(&["nsubj"]).is_some_and(|verb| self.is("passes", verb));
        let named =
            syntax.form(noun).starts_with(char::is_uppercase) && syntax.analysis.name_at(noun).is_some_and(|name| name.tokens.len() > 1);
        let counted = syntax.children(noun).any(|child| syntax.plain(child) == "nummod" || child < noun && self.is("uncounted", child));
        let own = syntax.children(noun).any(|child| syntax.relation[child] == "nmod:poss" && self.is_person(child));
        let several = matches!(syntax.xpos[noun], "NNS" | "NNPS");
        !named && !own && object.is_none_or(|verb| !self.is("unheld", verb)) && (held || !counted && !several)
    }

    /// Who votes: the verb's own subject, or that of what it is joined to or depends on; whom a verb above asks or allows to vote is another.
    fn voters(&self, verb: usize) -> Option<usize> {
        let syntax = self.syntax;
        if syntax.children(verb).any(|child| syntax.relation[child] == "nsubj:pass") {
            return syntax.agent(verb);
        }
        let mut at = verb;
        for _ in 0..STEPS {
            if let Some(own) = syntax.children(at).filter(|&child| syntax.plain(child) == "nsubj").last() {
                return Some(own);
            }
            let head = syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "xcomp" | "ccomp" | "advcl"))?;
            if syntax.plain(at) != "conj" {
                if self.is("lets", head) {
                    return None;
                }
                // "The palace needs every deputy to vote for it": those who are needed vote, and not who needs them.
                let person =
                    |child: usize| child > head && child < at && matches!(syntax.plain(child), "obj" | "iobj") && !self.is_body(child);
                if self.is("needs-of", head) && syntax.children(head).any(person) {
                    return None;
                }
                let asked =
                    syntax.children(head).find(|&child| child > head && child < at && matches!(syntax.plain(child), "obj" | "iobj"));
                if let Some(asked) = asked.filter(|&asked| syntax.plain(at) != "advcl" || self.is_body(asked)) {
                    return Some(asked);
                }
            }
            at = head;
        }
        None
    }
}
