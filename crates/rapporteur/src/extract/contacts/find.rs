//! Which words tell of a contact, and who took part, read off the tree.

use super::super::Extractor;
use super::super::predicates::{Reading, StatusRule};
use super::super::syntax::Syntax;
use super::super::voices::can_speak;
use super::words::{Entry, Frame};
use super::{ContactKind, ContactRule};
use crate::analyze::NameKind;

/// A contact as tokens, before its parties are known as referents.
pub(in super::super) struct Met {
    pub(in super::super) kind: ContactKind,
    pub(in super::super) trigger: usize,
    /// The verb that carries a noun, or the verb itself.
    pub(super) carrier: Option<usize>,
    /// Heads of the phrases of the parties, in order.
    pub(in super::super) parties: Vec<usize>,
    pub(in super::super) initiator: Option<usize>,
    pub(super) topic: Option<usize>,
    pub(in super::super) rule: ContactRule,
}

/// What is gathered of one contact.
#[derive(Default)]
struct Gathered {
    parties: Vec<usize>,
    initiator: Option<usize>,
    topic: Option<usize>,
}

struct Finder<'a, 's> {
    syntax: &'s Syntax<'a>,
    extractor: &'s Extractor,
}

/// All contacts of a report, in the order of their words.
pub(in super::super) fn contacts(syntax: &Syntax<'_>, extractor: &Extractor, reading: &Reading<'_, '_>) -> Vec<Met> {
    let finder = Finder { syntax, extractor };
    let mut found: Vec<Met> = (0..syntax.len())
        .filter_map(|token| match syntax.upos[token] {
            "VERB" => finder.verb(token),
            "NOUN" | "PROPN" => finder.noun(token),
            _ => None,
        })
        .collect();
    found.retain(|met| !met.is_supposed(reading));
    found.dedup_by(|late, early| late.carrier.is_some() && late.carrier == early.carrier && late.kind == early.kind);
    found
}

impl Met {
    /// Is the contact only supposed, within a condition?
    fn is_supposed(&self, reading: &Reading<'_, '_>) -> bool {
        reading.rule(self.carrier.unwrap_or(self.trigger)) == StatusRule::Condition
    }
}

impl Finder<'_, '_> {
    /// Can a phrase be a party: a name of a person, state or body, a role, a pronoun for one?
    fn is_party(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let pronoun = syntax.upos[head] == "PRON";
        let personal = matches!(syntax.lemma[head].as_str(), "he" | "she" | "they" | "him" | "her" | "them");
        let word = syntax.lemma[head].as_str();
        let event = self.extractor.contacts.noun(word).is_some() || self.extractor.roles.is_time(word);
        if pronoun { personal } else { !event && can_speak(syntax, self.extractor, head) }
    }

    /// A head and what is joined to it, as far as each can be a party.
    fn heads(&self, head: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let joined =
            syntax.children(head).filter(|&child| syntax.plain(child) == "conj" && syntax.child(child, &["nsubj", "cop"]).is_none());
        std::iter::once(head).chain(joined).filter(|&head| self.is_party(head)).collect()
    }

    /// The phrases below a word under a preposition.
    fn under<'t>(&'t self, word: usize, preposition: &'t str) -> impl Iterator<Item = usize> + 't {
        let syntax = self.syntax;
        syntax.children(word).filter(move |&child| {
            matches!(syntax.plain(child), "obl" | "nmod" | "xcomp")
                && syntax.children(child).any(|case| syntax.plain(case) == "case" && syntax.lemma[case] == preposition)
        })
    }

    /// Who does what a verb tells, and whom or what it is done to.
    fn arguments(&self, verb: usize) -> (Option<usize>, Option<usize>) {
        let syntax = self.syntax;
        let passive = syntax.children(verb).find(|&child| syntax.relation[child] == "nsubj:pass");
        if let Some(object) = passive {
            return (syntax.agent(verb), Some(object));
        }
        (syntax.source(verb).map(|source| source.head), syntax.child(verb, &["obj"]))
    }

    fn verb(&self, verb: usize) -> Option<Met> {
        let syntax = self.syntax;
        let entry = self.extractor.contacts.verb(&syntax.lemma[verb])?;
        let kind = entry.kind?;
        let (subject, object) = self.arguments(verb);
        let subjects = subject.map(|subject| self.heads(subject)).unwrap_or_default();
        let mut gathered = Gathered { parties: subjects.clone(), ..Gathered::default() };
        let objects = object.map(|object| self.heads(object)).unwrap_or_default();
        let has = |frame: Frame| entry.frames.contains(&frame);
        if has(Frame::Body) {
            let body = subjects.iter().copied().find(|&head| self.is_body(head))?;
            gathered.topic = self.under(verb, "on").next();
            return Some(self.met(kind, verb, Some(verb), Gathered { parties: vec![body], ..gathered }, ContactRule::Body));
        }
        let with: Vec<usize> =
            if has(Frame::With) { self.under(verb, "with").flat_map(|head| self.heads(head)).collect() } else { Vec::new() };
        let to: Vec<usize> = if has(Frame::To) { self.under(verb, "to").flat_map(|head| self.heads(head)).collect() } else { Vec::new() };
        if has(Frame::Object) || has(Frame::Host) && objects.iter().any(|&head| self.is_person(head)) {
            gathered.parties.extend(&objects);
            // Who phones turns to the other.
            gathered.initiator = subjects.first().copied().filter(|_| kind == ContactKind::Call);
        }
        if has(Frame::Place) {
            gathered.parties.extend(object.filter(|&object| self.is_place(object)));
        }
        if has(Frame::Topic) {
            gathered.topic = object;
        }
        gathered.parties.extend(with.iter().chain(&to));
        if !to.is_empty() && kind == ContactKind::Letter {
            gathered.initiator = subjects.first().copied();
        }
        let others = gathered.parties.len() > subjects.len();
        let together = has(Frame::Together) && subjects.len() > 1 && object.is_none();
        // "called on", "called for", "called him a hero": no call.
        let other_sense = kind == ContactKind::Call
            && syntax.lemma[verb] == "call"
            && syntax.children(verb).any(|child| {
                matches!(syntax.plain(child), "xcomp" | "ccomp" | "compound" | "advcl")
                    || self.under(verb, "for").chain(self.under(verb, "on")).next().is_some()
            });
        ((others || together) && !subjects.is_empty() && !other_sense)
            .then(|| self.met(kind, verb, Some(verb), gathered, ContactRule::Verb))
    }

    fn noun(&self, noun: usize) -> Option<Met> {
        let syntax = self.syntax;
        let entry = self
            .extractor
            .contacts
            .noun(&syntax.lemma[noun])
            .or_else(|| self.extractor.contacts.noun(&syntax.form(noun).to_lowercase()))?;
        let kind = entry.kind?;
        let urgent = syntax.children(noun).any(|child| self.extractor.contacts.is("urgent", &syntax.form(child).to_lowercase()));
        let carrier = syntax.head[noun].filter(|&verb| syntax.upos[verb] == "VERB");
        if entry.frames.contains(&Frame::Body) || urgent && kind == ContactKind::Meeting {
            let kind = if urgent && kind == ContactKind::Meeting { ContactKind::EmergencyMeeting } else { kind };
            return self.of_body(noun, kind, carrier);
        }
        let mut gathered = self.parties_of(noun, entry);
        let mut rule = ContactRule::Noun;
        if let Some(verb) = carrier {
            let relation = syntax.relation[noun];
            let carries = self.extractor.contacts.is("carries", &syntax.lemma[verb]);
            let more = |gathered: &mut Gathered| {
                for (preposition, frame) in [("with", Frame::With), ("between", Frame::Between), ("from", Frame::From), ("to", Frame::To)] {
                    for head in self.under(verb, preposition).filter(|_| entry.frames.contains(&frame)) {
                        gathered.add(self.heads(head), frame);
                    }
                }
            };
            match relation {
                "obj" if carries => {
                    let received = self.extractor.contacts.is("receives", &syntax.lemma[verb]);
                    more(&mut gathered);
                    let subjects = self.arguments(verb).0.map(|subject| self.heads(subject)).unwrap_or_default();
                    if matches!(kind, ContactKind::Call | ContactKind::Letter) && !received && !self.is_mutual(noun) {
                        gathered.initiator = gathered.initiator.or(subjects.first().copied());
                    }
                    gathered.parties.extend(subjects);
                    rule = ContactRule::Carried;
                }
                "nsubj:pass" | "nsubj" => more(&mut gathered),
                "obl" if gathered.parties.len() == 1 && self.is_during(noun) => {
                    let subjects = self.arguments(verb).0.map(|subject| self.heads(subject)).unwrap_or_default();
                    gathered.parties.extend(subjects);
                    rule = ContactRule::Beside;
                }
                _ => {}
            }
        }
        gathered.parties.sort_unstable();
        gathered.parties.dedup();
        // A call to do something is an appeal and no call, unless a telephone is told.
        let appeal = syntax.lemma[noun] == "call"
            && (syntax.children(noun).any(|child| syntax.plain(child) == "acl") || self.under(noun, "for").next().is_some())
            && super::circumstances::medium(syntax, &self.extractor.contacts, noun, None).is_none();
        (gathered.parties.len() > 1 && !appeal).then(|| self.met(kind, noun, carrier, gathered, rule))
    }

    /// The parties that hang from a noun.
    fn parties_of(&self, noun: usize, entry: &Entry) -> Gathered {
        let syntax = self.syntax;
        let mut gathered = Gathered::default();
        for (preposition, frame) in [
            ("between", Frame::Between),
            ("with", Frame::With),
            ("from", Frame::From),
            ("to", Frame::To),
            ("by", Frame::Of),
            ("of", Frame::Of),
        ] {
            for head in self.under(noun, preposition).filter(|_| entry.frames.contains(&frame)) {
                let place = frame == Frame::To && entry.kind == Some(ContactKind::Visit) && self.is_place(head);
                gathered.add(if place { vec![head] } else { self.heads(head) }, frame);
            }
        }
        let owners = syntax.children(noun).filter(|&child| syntax.relation[child] == "nmod:poss");
        for owner in owners {
            let owners: Vec<usize> = self.heads(owner).into_iter().chain((syntax.upos[owner] == "PRON").then_some(owner)).collect();
            gathered.add(owners, Frame::Of);
        }
        gathered
    }

    /// A vote or an emergency meeting: of the body that owns it, carries it, or names it.
    fn of_body(&self, noun: usize, kind: ContactKind, carrier: Option<usize>) -> Option<Met> {
        let syntax = self.syntax;
        let below = syntax.children(noun).filter(|&child| {
            matches!(syntax.relation[child], "nmod:poss" | "compound")
                || syntax.plain(child) == "nmod"
                    && syntax.children(child).any(|case| matches!(syntax.lemma[case].as_str(), "of" | "in" | "by" | "at"))
        });
        let subject = carrier.filter(|_| syntax.plain(noun) == "obj").and_then(|verb| self.arguments(verb).0);
        let body = below.chain(subject).find(|&head| self.is_body(head))?;
        let topic = self.under(noun, "on").next();
        let gathered = Gathered { parties: vec![body], topic, ..Gathered::default() };
        Some(self.met(kind, noun, carrier.filter(|_| syntax.plain(noun) == "obj"), gathered, ContactRule::Body))
    }

    fn met(&self, kind: ContactKind, trigger: usize, carrier: Option<usize>, gathered: Gathered, rule: ContactRule) -> Met {
        let Gathered { mut parties, initiator, topic } = gathered;
        parties.sort_unstable();
        parties.dedup();
        let told =
            kind == ContactKind::Talks && super::circumstances::medium(self.syntax, &self.extractor.contacts, trigger, carrier).is_some();
        Met { kind: if told { ContactKind::Call } else { kind }, trigger, carrier, parties, initiator, topic, rule }
    }

    fn is_person(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let named = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let role = self.extractor.roles.is_person(&syntax.lemma[head]) || self.extractor.roles.is_person(&syntax.form(head).to_lowercase());
        named || role || syntax.upos[head] == "PRON"
    }

    fn is_place(&self, head: usize) -> bool {
        self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
    }

    fn is_body(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let organisation = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Organisation);
        organisation || self.extractor.roles.is_body(&syntax.lemma[head]) || self.extractor.roles.is_body(&syntax.form(head).to_lowercase())
    }

    /// "in a call with", "during talks with": what else is told was done in it.
    fn is_during(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.children(noun).any(|child| syntax.plain(child) == "case" && self.extractor.contacts.is("during", &syntax.lemma[child]))
    }

    /// A conversation is of both; a call is of who makes it.
    fn is_mutual(&self, noun: usize) -> bool {
        self.extractor.contacts.is("mutual", &self.syntax.lemma[noun])
    }
}

impl Gathered {
    fn add(&mut self, heads: Vec<usize>, frame: Frame) {
        if frame == Frame::From {
            self.initiator = self.initiator.or(heads.first().copied());
        }
        self.parties.extend(heads);
    }
}
