//! Which words tell of a contact, and who took part, read off the tree.

use super::super::Extractor;
use super::super::predicates::Reading;
use super::super::syntax::Syntax;
use super::words::{Entry, Frame};
use super::{ContactKind, ContactRule};
use crate::extract::press::Press;
use std::ops::Range;

/// A contact as tokens, before its parties are known as referents.
#[derive(Clone)]
pub(in super::super) struct Met {
    pub(in super::super) kind: ContactKind,
    pub(in super::super) trigger: usize,
    /// The word that stands for it in its sentence: the trigger, or the "round" that a noun is told under.
    pub(super) top: usize,
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
            "NOUN" | "PROPN" => finder.noun(token).map(|met| finder.separated(met)).unwrap_or_default(),
            _ => Vec::new(),
        })
        .collect();
    found.retain_mut(|met| !finder.is_supposed(met, reading) && finder.is_between_parties(met));
    found.dedup_by(|late, early| {
        late.trigger != early.trigger && late.carrier.is_some() && late.carrier == early.carrier && late.kind == early.kind
    });
    found
}

impl Finder<'_, '_> {
    pub(super) fn is(&self, class: &str, token: usize) -> bool {
        let words = &self.extractor.contacts;
        words.is(class, &self.syntax.lemma[token]) || words.is(class, self.syntax.low(token))
    }

    /// Leaves out the press; are there parties enough without it? A letter to a paper is one all the same.
    fn is_between_parties(&self, met: &mut Met) -> bool {
        let press = Press { syntax: self.syntax, words: &self.extractor.contacts };
        if matches!(met.kind, ContactKind::Talks | ContactKind::Call | ContactKind::Meeting | ContactKind::Summit) {
            let all = met.parties.len();
            met.parties.retain(|&party| !press.is_press(party));
            met.each.retain(|&party| !press.is_press(party));
            // "The Post met both Orlen and Pell": they did not meet each other.
            if met.parties.len() < all && met.parties.len() > 1 && self.is_one_row(&met.parties) {
                return false;
            }
        }
        met.parties.len() > 1 || met.kind.is_of_body()
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
            syntax.child(head, &["obj", "iobj"])
        };
        // "The court heard a man had recalled meeting Pell": a clause set beside another, with no subject of its own, has not that of the other.
        let loose = |subject: &usize| {
            let up = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "xcomp" | "conj"));
            let clause = std::iter::successors(Some(verb), up).take(8).last().unwrap_or(verb);
            let finite = matches!(syntax.xpos[clause], "VBD" | "VBZ" | "VBP") || syntax.child(clause, &["aux"]).is_some();
            let above = syntax.head[clause].filter(|_| syntax.plain(clause) == "parataxis" && finite);
            above.is_some() && syntax.head[*subject] == above
        };
        let own = || syntax.source(verb).map(|source| source.head).filter(|subject| !loose(subject));
        let subject = there().or_else(brought).or_else(own);
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
        // "Speaking to the parliament", "spoke to supporters" is a speech. "How it means to meet them": its pledges.
        if kind == ContactKind::Talks && to.iter().any(|&head| self.is_chamber(head) || self.is_audience(head))
            || self.is_met_need(verb, object)
        {
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
        let urgent = syntax.children(noun).any(|child| self.is_urgent(noun, child));
        let top = self.top(noun);
        let carrier = syntax.head[top].filter(|&verb| syntax.upos[verb] == "VERB");
        if entry.frames.contains(&Frame::Body) || urgent && kind == ContactKind::Meeting {
            let kind = if urgent && kind == ContactKind::Meeting { ContactKind::EmergencyMeeting } else { kind };
            return self.of_body(noun, kind, carrier);
        }
        let mut gathered = self.parties_of(noun, entry);
        if top != noun {
            let more = self.parties_of(top, entry);
            gathered.initiator = gathered.initiator.or(more.initiator);
            gathered.parties.extend(more.parties);
        }
        let mut rule = ContactRule::Noun;
        if let Some(verb) = carrier {
            let relation = syntax.relation[top];
            let carries = self.extractor.contacts.is("carries", &syntax.lemma[verb]);
            // "The spokesman said that Orlen, in a conversation with Pell, had agreed": not who tells it.
            let told = (verb..top).any(|between| syntax.plain(between) == "mark" && syntax.xpos[between] == "IN");
            let subject = || self.arguments(verb).0.filter(|_| !(told && syntax.plain(top) == "obl"));
            let subjects = || subject().map(|subject| self.heads(subject)).unwrap_or_default();
            // "In his call with Pell, Orlen said", "Orlen ended his talks with Pell": his are the subject's.
            let received = self.extractor.contacts.is("receives", &syntax.lemma[verb]);
            let doer =
                if relation == "obl" && self.is_during(top) || relation == "obj" && carries && !received { subjects() } else { Vec::new() };
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
                "obj"
                    if carries
                        && self
                            .under(noun, "between")
                            .chain(self.under(top, "between"))
                            .chain(self.under(verb, "between"))
                            .next()
                            .is_some() =>
                {
                    more(&mut gathered)
                }
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
                        && self.under(noun, "between").chain(self.under(top, "between")).next().is_none()
                        && self.is_during(top)
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
        // "The premier and his ministers held talks with whoever came": the other side is not told, and the two are one.
        let with = || self.under(noun, "with").chain(carrier.into_iter().flat_map(|verb| self.under(verb, "with"))).next().is_some();
        if rule == ContactRule::Carried && with() && gathered.parties.len() > 1 && self.is_one_row(&gathered.parties) {
            return None;
        }
        (gathered.parties.len() > 1 && !self.is_appeal(noun, carrier)).then(|| self.met(kind, noun, carrier, gathered, rule))
    }

    /// The word that stands for a noun in its sentence: "the fifth round of talks", "the start of the visit".
    fn top(&self, noun: usize) -> usize {
        let syntax = self.syntax;
        let of = |noun: usize| {
            let led = syntax.children(noun).any(|case| syntax.plain(case) == "case" && syntax.lemma[case] == "of");
            syntax.head[noun]
                .filter(|&above| led && syntax.plain(noun) == "nmod" && syntax.upos[above] == "NOUN" && self.is("round", above))
        };
        if syntax.upos[noun] == "VERB" { noun } else { of(noun).unwrap_or(noun) }
    }

    /// "An urgent meeting"; an extraordinary one is called so where it is one of a body: "an extraordinary meeting of the cabinet".
    fn is_urgent(&self, noun: usize, word: usize) -> bool {
        self.extractor.contacts.is("urgent", self.syntax.low(word))
            && !self.syntax.children(noun).any(|child| self.syntax.relation[child] == "compound" && self.is("room", child))
    }

    /// Do all of these hang from the first of them through "and" alone?
    fn is_one_row(&self, parties: &[usize]) -> bool {
        let syntax = self.syntax;
        let up = |&at: &usize| syntax.head[at].filter(|_| syntax.plain(at) == "conj");
        parties
            .split_first()
            .is_some_and(|(first, rest)| rest.iter().all(|&other| std::iter::successors(Some(other), up).take(8).any(|at| at == *first)))
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
        Met { kind, trigger, top: self.top(trigger), carrier, parties, initiator, topic, rule, each: Vec::new(), stretch: None }
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
