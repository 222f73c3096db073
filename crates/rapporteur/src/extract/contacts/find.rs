//! Which words tell of a contact, and who took part, read off the tree.

use super::super::Extractor;
use super::super::predicates::{Reading, Status, StatusRule};
use super::super::syntax::Syntax;
use super::super::voices::can_speak;
use super::words::{Entry, Frame};
use super::{ContactKind, ContactRule, titles};
use crate::analyze::NameKind;
use crate::extract::press::Press;
use std::ops::Range;

/// A contact as tokens, before its parties are known as referents.
#[derive(Clone)]
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
    /// Those who were called or spoken to, where each may have had a call of his own: "called Orlen and Pell".
    pub(super) each: Vec<usize>,
    /// Where the day of this one stands, where one verb tells of several: "met with Orlen on Monday, then with Pell".
    pub(super) stretch: Option<Range<usize>>,
}

/// What is gathered of one contact.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) parties: Vec<usize>,
    pub(super) initiator: Option<usize>,
    pub(super) topic: Option<usize>,
}

pub(super) struct Finder<'a, 's> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) extractor: &'s Extractor,
}

/// All contacts of a report, in the order of their words.
pub(in super::super) fn contacts(syntax: &Syntax<'_>, extractor: &Extractor, reading: &Reading<'_, '_>) -> Vec<Met> {
    let finder = Finder { syntax, extractor };
    let mut found: Vec<Met> = (0..syntax.len())
        .flat_map(|token| match syntax.upos[token] {
            "VERB" => finder.verb(token).map(|met| finder.parted(met)).unwrap_or_default(),
            "NOUN" | "PROPN" => finder.noun(token).into_iter().collect(),
            _ => Vec::new(),
        })
        .collect();
    found.retain_mut(|met| !finder.is_supposed(met, reading) && finder.is_between_parties(met));
    found.dedup_by(|late, early| {
        late.trigger != early.trigger && late.carrier.is_some() && late.carrier == early.carrier && late.kind == early.kind
    });
    found
}

/// Parties of one row at most.
const JOINED: usize = 12;

impl Finder<'_, '_> {
    pub(super) fn is(&self, class: &str, token: usize) -> bool {
        let words = &self.extractor.contacts;
        words.is(class, &self.syntax.lemma[token]) || words.is(class, self.syntax.low(token))
    }

    /// Leaves out the press; are there parties enough without it? A letter to a paper is one all the same.
    fn is_between_parties(&self, met: &mut Met) -> bool {
        let press = Press { syntax: self.syntax, words: &self.extractor.contacts };
        if matches!(met.kind, ContactKind::Talks | ContactKind::Call | ContactKind::Meeting | ContactKind::Summit) {
            met.parties.retain(|&party| !press.is_press(party));
            met.each.retain(|&party| !press.is_press(party));
        }
        met.parties.len() > 1 || met.kind.is_of_body()
    }

    /// Is the contact only supposed, within a condition, or awaited ("until the Council votes")?
    fn is_supposed(&self, met: &Met, reading: &Reading<'_, '_>) -> bool {
        let syntax = self.syntax;
        let awaited = |token: usize| {
            !matches!(syntax.xpos[token], "VBD" | "VBN")
                && syntax.children(token).any(|child| syntax.plain(child) == "mark" && self.is("until", child))
        };
        let teller = met.carrier.unwrap_or(met.trigger);
        // "A vote in the Council could end it": no vote is told.
        let supposed = || {
            let noun = met.trigger;
            let verb =
                syntax.head[noun].filter(|_| syntax.upos[noun] == "NOUN" && syntax.plain(noun) == "nsubj" && syntax.upos[noun] != "VERB");
            let indefinite = syntax.children(noun).any(|child| matches!(syntax.low(child), "a" | "an" | "any" | "another"));
            // "No vote in the Council will change it"
            let none = syntax.is_none(noun) && verb.is_some_and(|verb| syntax.child(verb, &["obj"]).is_some());
            let open = |verb: usize| {
                syntax
                    .children(verb)
                    .any(|child| syntax.plain(child) == "aux" && matches!(syntax.low(child), "could" | "would" | "might" | "may" | "can"))
            };
            none || indefinite && verb.is_some_and(open)
        };
        // "Instead of talks with Orlen": none were held.
        let replaced = syntax.children(met.trigger).any(|case| syntax.plain(case) == "case" && self.is("instead", case));
        // "Went there without visiting Orlen": it was not held.
        let left_out = syntax.children(met.trigger).any(|mark| syntax.plain(mark) == "mark" && self.is("without", mark));
        // "It would overshadow Orlen's visit": that it is held or not, the words do not tell.
        let owned = || syntax.children(met.trigger).any(|child| syntax.relation[child] == "nmod:poss");
        let carried = || met.carrier.is_some_and(|verb| self.is("carries", verb));
        let untold = || {
            syntax.upos[met.trigger] == "NOUN"
                && reading.status(met.trigger) == Status::Hypothetical
                && owned()
                && !carried()
                && met.kind != ContactKind::Vote
        };
        left_out
            || untold()
            || supposed()
            || replaced
            || reading.rule(teller) == StatusRule::Condition
            || awaited(teller)
            || awaited(met.trigger)
    }

    /// Can a phrase be a party: a name of a person, state or body, a role, a pronoun for one?
    fn is_party(&self, head: usize) -> bool {
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
        if pronoun { personal } else { !event && !anyone && can_speak(syntax, self.extractor, head) }
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

    /// May a noun be a party where it is joined to one: nothing that happens, and no time?
    fn may_join(&self, noun: usize) -> bool {
        let word = self.syntax.lemma[noun].as_str();
        let event = self.extractor.contacts.noun(word).is_some() || self.extractor.roles.is_time(word);
        let several = matches!(self.syntax.xpos[noun], "NNS" | "NNP" | "NNPS") || self.is("public", noun);
        matches!(self.syntax.upos[noun], "NOUN" | "PROPN") && !event && several
    }

    /// The phrases below a word under a preposition.
    pub(super) fn under<'t>(&'t self, word: usize, preposition: &'t str) -> impl Iterator<Item = usize> + 't {
        let syntax = self.syntax;
        // "spoke to Orlen and to Pell": the second may hang from the verb, as joined to it.
        let joined = move |child: usize| syntax.plain(child) == "conj" && matches!(syntax.upos[child], "PROPN" | "PRON" | "NOUN");
        // "spoke by telephone with Pell": the parser hangs it under the telephone.
        let medium = move |child: &usize| matches!(syntax.plain(*child), "obl" | "nmod") && self.is("phone", *child);
        let under_medium = syntax.children(word).filter(medium).flat_map(move |medium| syntax.children(medium));
        syntax.children(word).chain(under_medium).filter(move |&child| {
            (matches!(syntax.plain(child), "obl" | "nmod" | "xcomp") || joined(child))
                && syntax.children(child).any(|case| syntax.plain(case) == "case" && syntax.lemma[case] == preposition)
        })
    }

    /// Who does what a verb tells, and whom or what it is done to.
    pub(super) fn arguments(&self, verb: usize) -> (Option<usize>, Option<usize>) {
        let syntax = self.syntax;
        let passive = syntax.children(verb).find(|&child| syntax.relation[child] == "nsubj:pass");
        if let Some(object) = passive {
            return (syntax.agent(verb), Some(object));
        }
        // "Is at the palace, meeting the envoy": who is there, and not the palace.
        let there = || {
            let place =
                syntax.head[verb].filter(|_| syntax.xpos[verb] == "VBG" && matches!(syntax.plain(verb), "acl" | "advcl" | "dep"))?;
            let led = syntax.children(place).any(|case| syntax.plain(case) == "case") && syntax.child(place, &["cop"]).is_some();
            syntax.child(place, &["nsubj"]).filter(|_| led && syntax.child(verb, &["nsubj"]).is_none())
        };
        // "Brought several envoys together to meet Pell": who is brought meets him.
        let brought = || {
            let to = syntax.children(verb).any(|child| syntax.plain(child) == "mark" && syntax.lemma[child] == "to");
            let head = syntax.head[verb]
                .filter(|&head| to && self.is("brings", head) && matches!(syntax.plain(verb), "advcl" | "xcomp" | "acl"))?;
            syntax.child(head, &["obj"])
        };
        let subject = there().or_else(brought).or_else(|| syntax.source(verb).map(|source| source.head));
        (subject.and_then(|subject| self.told_subject(verb, subject)), syntax.child(verb, &["obj"]))
    }

    /// "Pell, the treasurer, has spoken with the League, Orlen said": not who tells it, but who is set before the clause, where the parser left it without a
    /// subject.
    fn told_subject(&self, verb: usize, subject: usize) -> Option<usize> {
        let syntax = self.syntax;
        let up = |&at: &usize| syntax.head[at].filter(|_| syntax.plain(at) == "conj");
        let first = std::iter::successors(Some(verb), up).take(8).last().unwrap_or(verb);
        let teller = syntax.head[first].filter(|_| syntax.plain(first) == "ccomp" && matches!(syntax.xpos[first], "VBD" | "VBZ" | "VBP"));
        match teller.filter(|&teller| syntax.head[subject] == Some(teller) && subject > first) {
            Some(teller) => syntax.child(teller, &["vocative", "dislocated"]).filter(|&named| named < first),
            None => Some(subject),
        }
    }

    fn verb(&self, verb: usize) -> Option<Met> {
        let syntax = self.syntax;
        let entry = self.extractor.contacts.verb(&syntax.lemma[verb])?;
        let kind = entry.kind?;
        let has = |frame: Frame| entry.frames.contains(&frame);
        if has(Frame::Body) {
            return self.vote(verb, kind);
        }
        let (subject, object) = self.arguments(verb);
        let subjects = subject.map(|subject| self.heads(subject)).unwrap_or_default();
        let mut gathered = Gathered { parties: subjects.clone(), ..Gathered::default() };
        let objects = object.map(|object| self.heads(object)).unwrap_or_default();
        let with: Vec<usize> =
            if has(Frame::With) { self.under(verb, "with").flat_map(|head| self.heads(head)).collect() } else { Vec::new() };
        let to: Vec<usize> = if has(Frame::To) { self.under(verb, "to").flat_map(|head| self.heads(head)).collect() } else { Vec::new() };
        // "Speaking to the parliament", "spoke to supporters" is a speech.
        if kind == ContactKind::Talks && to.iter().any(|&head| self.is_chamber(head) || self.is_audience(head)) {
            return None;
        }
        // "It was a shock, she says, speaking beside her sister": whom one tells it is told by nobody.
        let telling = |above: usize| self.is("tells", above) && subject.is_some_and(|subject| syntax.head[subject] == Some(above));
        if kind == ContactKind::Talks
            && syntax.xpos[verb] == "VBG"
            && matches!(syntax.plain(verb), "advcl" | "parataxis" | "dep")
            && syntax.head[verb].is_some_and(telling)
        {
            return None;
        }
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
        // "Many in Orlen and Norland have spoken of a truce", "spoke out", "spoke to the press": to no one of them.
        let elsewhere = || ["of", "for", "against", "to"].iter().any(|preposition| self.under(verb, preposition).next().is_some());
        // "Orlen and Norland are, frankly speaking, late": a participle alone tells of no talks between the two.
        let bare = syntax.xpos[verb] == "VBG" && syntax.child(verb, &["aux"]).is_none();
        // "Orlen, Norland and Ostrel spoke before the council": of three or more, each to others.
        // "Orlen and Pell are expected to speak on Thursday": each to a crowd, as often.
        let aimed = syntax.xpos[verb] == "VB" && syntax.child(verb, &["aux"]).is_none();
        let talked = || !elsewhere() && !bare && !aimed && subjects.len() == 2;
        let together = has(Frame::Together) && subjects.len() > 1 && object.is_none() && (kind != ContactKind::Talks || talked());
        ((others || together)
            && !subjects.is_empty()
            && !(kind == ContactKind::Call && self.is_naming_or_summons(verb, subject, &gathered.parties)))
        .then(|| self.met(kind, verb, Some(verb), gathered, ContactRule::Verb))
    }

    /// "Supporters", "a crowd": many at once, to whom one makes a speech; who is one by name or number is none.
    fn is_audience(&self, head: usize) -> bool {
        let syntax = self.syntax;
        syntax.upos[head] == "NOUN"
            && (self.is("audience", head) || self.is("crowd", head))
            && !syntax.children(head).any(|child| syntax.plain(child) == "nummod")
    }

    fn noun(&self, noun: usize) -> Option<Met> {
        let syntax = self.syntax;
        let entry = self.extractor.contacts.noun(&syntax.lemma[noun]).or_else(|| self.extractor.contacts.noun(syntax.low(noun)))?;
        let kind = entry.kind?;
        if syntax.children(noun).any(|child| self.is("intimate", child)) {
            return None;
        }
        // "His message to the nation" is a speech.
        if kind == ContactKind::Letter && self.under(noun, "to").any(|to| self.is("audience", to)) {
            return None;
        }
        // "Sends a terrible message to the strikers": what an act tells them.
        let amod = |child: &usize| syntax.plain(*child) == "amod";
        if kind == ContactKind::Letter
            && syntax.children(noun).filter(amod).any(|child| !self.is("written", child))
            && self.is("message", noun)
        {
            return None;
        }
        let urgent = syntax.children(noun).any(|child| self.extractor.contacts.is("urgent", syntax.low(child)));
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
            // "The spokesman said that Orlen, in a conversation with Pell, had agreed": not who tells it.
            let told = (verb..noun).any(|between| syntax.plain(between) == "mark" && syntax.xpos[between] == "IN");
            let subject = || self.arguments(verb).0.filter(|_| !(told && syntax.plain(noun) == "obl"));
            let subjects = || subject().map(|subject| self.heads(subject)).unwrap_or_default();
            // "In his call with Pell, Orlen said", "Orlen ended his talks with Pell": his are the subject's.
            let received = self.extractor.contacts.is("receives", &syntax.lemma[verb]);
            let doer = if relation == "obl" && self.is_during(noun) || relation == "obj" && carries && !received {
                subjects()
            } else {
                Vec::new()
            };
            let owned = gathered.parties.iter().copied().find(|&party| syntax.xpos[party] == "PRP$");
            let others = owned.is_some_and(|owner| !self.may_own(owner, &doer));
            if !others {
                gathered.parties.retain(|&party| Some(party) != owned);
            }
            let more = |gathered: &mut Gathered| {
                for (preposition, frame) in [("with", Frame::With), ("between", Frame::Between), ("from", Frame::From), ("to", Frame::To)] {
                    for head in self.under(verb, preposition).filter(|_| entry.frames.contains(&frame)) {
                        gathered.add(self.heads(head), frame);
                    }
                }
            };
            match relation {
                // "Arranged a meeting between the envoys": who arranges it takes no part.
                "obj" if carries && self.under(noun, "between").chain(self.under(verb, "between")).next().is_some() => more(&mut gathered),
                "obj" if carries => {
                    more(&mut gathered);
                    let subjects = subjects();
                    if matches!(kind, ContactKind::Call | ContactKind::Letter) && !received && !self.is_mutual(noun) {
                        gathered.initiator = gathered.initiator.or(subjects.first().copied());
                    }
                    gathered.parties.extend(subjects);
                    rule = ContactRule::Carried;
                }
                "nsubj:pass" | "nsubj" => more(&mut gathered),
                // A journey of another's, and a letter of which who tells it is the sender, are no contact of his.
                // "Raised it during a meeting between the ministers of both": what parties stand there are all.
                "obl"
                    if gathered.parties.len() == 1
                        && self.under(noun, "between").next().is_none()
                        && self.is_during(noun)
                        && !others
                        && !(kind == ContactKind::Letter && gathered.initiator.is_some())
                        && (kind != ContactKind::Visit || self.is_place(gathered.parties[0])) =>
                {
                    gathered.parties.extend(doer);
                    rule = ContactRule::Beside;
                }
                _ => {}
            }
        }
        gathered.parties.sort_unstable();
        gathered.parties.dedup();
        // "Denied talks with envoys or agents of Orlen": who held them stands in none of its words, and the two did not meet each other.
        // "Messages from leaders and guilds": to whom they went stands nowhere.
        let of_one_side = |preposition: &str| {
            let side: Vec<usize> = self.under(noun, preposition).flat_map(|head| self.heads(head)).collect();
            (rule == ContactRule::Noun || preposition == "from") && gathered.parties.iter().all(|party| side.contains(party))
        };
        if of_one_side("with") || of_one_side("from") && kind == ContactKind::Letter {
            return None;
        }
        (gathered.parties.len() > 1 && !self.is_appeal(noun, carrier)).then(|| self.met(kind, noun, carrier, gathered, rule))
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

    pub(super) fn met(&self, kind: ContactKind, trigger: usize, carrier: Option<usize>, gathered: Gathered, rule: ContactRule) -> Met {
        let Gathered { mut parties, initiator, topic } = gathered;
        parties.sort_unstable();
        // Two words of one name are one party, whatever ties the parser sees between them.
        let name = |token: usize| self.syntax.analysis.name_at(token).map(|name| name.tokens.clone());
        parties.dedup_by(|late, early| late == early || name(*late).is_some_and(|tokens| tokens.contains(early)));
        let told =
            kind == ContactKind::Talks && super::circumstances::medium(self.syntax, &self.extractor.contacts, trigger, carrier).is_some();
        let kind = if told { ContactKind::Call } else { kind };
        Met { kind, trigger, carrier, parties, initiator, topic, rule, each: Vec::new(), stretch: None }
    }

    pub(super) fn is_person(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let named = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Person);
        let role = self.extractor.roles.is_person(&syntax.lemma[head]) || self.extractor.roles.is_person(syntax.low(head));
        named || role || syntax.upos[head] == "PRON"
    }

    fn is_place(&self, head: usize) -> bool {
        self.syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
    }

    pub(super) fn is_body(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let organisation = syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Organisation);
        organisation || self.extractor.roles.is_body(&syntax.lemma[head]) || self.extractor.roles.is_body(syntax.low(head))
    }

    /// "in a call with", "during talks with": what else is told was done in it.
    fn is_during(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.children(noun).any(|child| syntax.plain(child) == "case" && self.extractor.contacts.is("during", &syntax.lemma[child]))
    }

    /// Can a possessive mean one of these: "his" one person, "their" several or a body, "its" no person?
    fn may_own(&self, owner: usize, subjects: &[usize]) -> bool {
        let syntax = self.syntax;
        let plural = |head: usize| matches!(syntax.xpos[head], "NNS" | "NNPS") || syntax.lemma[head] == "they";
        match (syntax.low(owner), subjects) {
            ("his" | "her", [one]) => self.is_person(*one) && !plural(*one) || !plural(*one) && !self.is_body(*one) && !self.is_place(*one),
            ("their", [one]) => plural(*one) || self.is_body(*one),
            ("their", [_, ..]) => true,
            ("its", [one]) => !self.is_person(*one),
            ("my" | "our", [one]) => matches!(syntax.lemma[*one].as_str(), "i" | "we"),
            _ => false,
        }
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
