//! Who did what to whom: events in the sixteen types of PLOVER, by a lexicon of frames over the dependency tree.
//!
//! A frame is a word with what must stand at it (`lexicon`); paths over the tree lead to the parties (`paths`, `parties`); the words above and
//! beside decide what became of it (`outlook`). Saying alone is no event. What is told as ground, background, history, condition or comparison
//! gives none. Source of types, modes and contexts: PLOVER manual, draft of September 2021.

mod deep;
mod elsewhere;
mod event;
mod lexicon;
mod needs;
mod nobody;
mod outlook;
mod parties;
mod paths;
mod score;
mod settle;

pub use event::{Event, EventParty, EventTime, EventType};
pub use lexicon::{EventRule, EventWords};

use super::predicates::Status;
use super::press::Press;
use super::referents::Referents;
use super::roles::Roles;
use super::statement::Account;
use super::syntax::Syntax;
use super::times::Dates;
use super::{CONFIDENT, Extractor, ReferentKind};
use crate::analyze::NameKind;
use crate::resources::Actors;
use lexicon::{Frame, Pos, Slot, Step};
use parties::{Side, party};
use paths::Ground;
use score::likely;
pub(super) use score::{circumstances, hangs, kind};
use settle::{settled, when};
use std::collections::{BTreeMap, BTreeSet};

/// A word that may tell an event, with its frame.
struct Candidate<'w> {
    trigger: usize,
    /// The verb that carries a noun: "held talks"; the verb itself otherwise.
    predicate: usize,
    frame: &'w Frame,
    who: Vec<Side>,
    whom: Vec<Side>,
    complement: Option<usize>,
}

/// The acts that a report may tell, before it is known who is meant.
pub(super) struct Acts<'s, 'a> {
    ground: Ground<'s, 'a>,
    candidates: Vec<Candidate<'s>>,
}

impl<'s, 'a> Acts<'s, 'a> {
    /// Every word with a frame that fits and parties.
    pub(super) fn of(extractor: &'s Extractor, syntax: &'s Syntax<'a>, roles: &'s Roles, actors: &'s Actors) -> Self {
        let words = &extractor.events;
        let ground = Ground { syntax, words, press: Press { syntax, words: &extractor.contacts }, roles, actors };
        let candidates = if words.is_empty() { Vec::new() } else { candidates(&ground) };
        Self { ground, candidates }
    }

    /// The pronouns and titles among parties, in order, each with the words for the other parties: whom they mean is settled where they stand, and
    /// nobody meets himself.
    pub(super) fn unnamed(&self) -> Vec<(usize, Vec<usize>)> {
        let syntax = self.ground.syntax;
        let open = |head: usize| {
            syntax.upos[head] == "PRON" || syntax.analysis.name_at(head).is_none() && self.ground.roles.is_person(&self.ground.word(head))
        };
        // "Her brother, Jon Brask": who is named beside is he.
        let is_person = |token: &usize| syntax.analysis.name_at(*token).is_some_and(|name| name.kind == NameKind::Person);
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for candidate in &self.candidates {
            let sides = || candidate.who.iter().chain(&candidate.whom);
            for side in sides().filter(|side| open(side.head) && !side.tokens.iter().any(is_person)) {
                let others = sides().filter(|other| other.head != side.head).flat_map(|other| other.tokens.iter().copied());
                found.entry(side.head).or_default().extend(others);
            }
        }
        for others in found.values_mut() {
            others.sort_unstable();
            others.dedup();
        }
        found.into_iter().collect()
    }
}

/// The events of a report, in the order of the text. `meant` has the referents of pronouns and titles; `dates` are asked for only where there is an act.
pub(super) fn events(
    acts: Acts<'_, '_>,
    referents: &Referents<'_, '_>,
    accounts: &[Account],
    meant: &BTreeMap<usize, usize>,
    dates: &Dates<'_, '_>,
) -> Vec<Event> {
    let Acts { ground, candidates } = acts;
    let syntax = ground.syntax;
    if candidates.is_empty() {
        return Vec::new();
    }
    let day = referents.day.as_deref().and_then(|day| day.parse().ok());
    // Acts within what is asked for, agreed to, threatened or refused are no acts of their own.
    let mut inner: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut of_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        of_sentence.entry(syntax.sentence[candidate.trigger]).or_default().push(at);
    }
    for (at, outer) in candidates.iter().enumerate() {
        if let Some(complement) = outer.complement {
            for &other in of_sentence.get(&syntax.sentence[complement]).into_iter().flatten() {
                let candidate = &candidates[other];
                if other != at && syntax.is_below(candidate.trigger, complement) && !apart(&ground, candidate.predicate, complement) {
                    inner[other] = Some(at);
                }
            }
        }
    }
    let triggers: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.trigger).collect();
    let mut found: Vec<(usize, usize, Event)> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        // "signed an agreement": where the verb has a frame for it, the noun tells no second act.
        let carried = candidate.trigger != candidate.predicate && triggers.contains(&candidate.predicate);
        if inner[at].is_some() || carried {
            continue;
        }
        if candidate.frame.kind == EventType::Assault && of_words(&ground, candidate) {
            continue;
        }
        // "Vowed never to leave", "pledged not to go": what one will not do is agreed to with nobody.
        let never = |verb: usize| syntax.children(verb).any(|child| child < verb && ground.words.holds("negation", &syntax.lemma[child]));
        if matches!(candidate.frame.kind, EventType::Agree | EventType::Threaten) && candidate.complement.is_some_and(never) {
            continue;
        }
        let Some(outlook) = ground.outlook(candidate.predicate) else { continue };
        let of = candidate.complement.and_then(|complement| of_sentence.get(&syntax.sentence[complement])).into_iter().flatten();
        // "Called on him to let Orlen strike": what another is let do is not asked of him.
        let let_do = |inner: usize| {
            let verb = candidate.complement.filter(|&verb| ground.words.holds("letting", &syntax.lemma[verb]));
            verb.is_some_and(|verb| candidates[inner].predicate != verb)
        };
        let of = of
            .filter(|&&other| inner[other] == Some(at) && !let_do(other))
            .map(|&inner| &candidates[inner])
            .min_by_key(|inner| depth(syntax, inner.trigger, candidate.trigger))
            .map(|inner| inner.frame.kind);
        let outlook = ground.come_to_nothing(candidate, outlook);
        let Some((kind, of, status)) = settled(&ground, candidate, outlook, of) else { continue };
        let time = when(&ground, candidate, dates.all());
        if time.as_ref().is_some_and(|time| settle::is_history(time, day)) || settle::is_long_ago(&ground, candidate) {
            continue;
        }
        let time = if matches!(status, Status::Planned) {
            time
        } else {
            settle::unless_background(&ground, candidate, status, time, dates.all(), day)
        };
        if time.as_ref().is_none_or(|time| !time.tells_day()) && settle::is_old_story(&ground, candidate, dates.all(), day) {
            continue;
        }
        // "Then-premier Ana Pell promised": what was ahead then is not ahead now.
        let of_then = candidate.who.iter().any(|side| ground.is_of_then(side.head));
        if of_then && status == Status::Planned {
            continue;
        }
        let time = time.or_else(|| of_then.then(|| EventTime::before(syntax.span(candidate.predicate))));
        let (kind, of, status) = settle::unless_ahead((kind, of, status), time.as_ref(), day);
        // A pronoun that nobody is known by is a party whose words stand alone; "it" and whose something is are none.
        let known = |side: &&Side| {
            let stands = matches!(syntax.lemma[side.head].as_str(), "he" | "she" | "they" | "him" | "her" | "them")
                && syntax.xpos[side.head] != "PRP$";
            syntax.upos[side.head] != "PRON" || stands || meant.contains_key(&side.head)
        };
        // "Declined to end them": nobody knows whom or what; "refused to withdraw troops": one's own.
        let things = |side: &&Side| {
            let above = syntax.head[side.head].filter(|&verb| candidate.complement.is_some_and(|top| syntax.is_below(verb, top)));
            let them = || syntax.low(side.head) == "them" && !meant.contains_key(&side.head);
            let own = |verb: usize| {
                syntax.plain(side.head) == "obj"
                    && ground.words.holds("moving", &syntax.lemma[verb])
                    && ground.listed("forces_noun", side.head)
            };
            matches!(kind, EventType::Reject | EventType::Agree) && above.is_some_and(|verb| them() || own(verb))
        };
        let known = |side: &&Side| known(side) && !things(side) && !syntax.is_affiliation(side.head);
        let parties = |sides: &[Side]| sides.iter().filter(known).map(|side| party(&ground, referents, meant, side)).collect::<Vec<_>>();
        let lost = |sides: &[Side]| !sides.is_empty() && !sides.iter().any(|side| known(&side));
        if lost(&candidate.who) || lost(&candidate.whom) && (candidate.who.is_empty() || candidate.frame.needs_whom) {
            continue;
        }
        if ground.is_trade(kind, candidate) {
            continue;
        }
        let (mut actors, mut recipients) = (parties(&candidate.who), parties(&candidate.whom));
        if candidate.frame.both {
            // "She and Brask discussed": she is not Brask, whoever she is.
            let pronoun = |party: &EventParty| syntax.within(party.span).all(|token| syntax.upos[token] == "PRON");
            // "They discussed it": who they are is not known, nor with whom.
            if actors.iter().chain(&recipients).all(|party| pronoun(party) && party.referent.is_none()) {
                continue;
            }
            for side in [&mut actors, &mut recipients] {
                let named: Vec<_> = side.iter().filter(|party| !pronoun(party)).filter_map(|party| party.referent).collect();
                let taken = |party: &&mut EventParty| pronoun(party) && party.referent.is_some_and(|at| named.contains(&at));
                side.iter_mut().filter(taken).for_each(|party| (party.referent, party.state) = (None, None));
            }
        }
        // A traveller or writer of whom the report tells no office, state or body: "Pell went to Lyrne for the cup".
        let private = |party: &EventParty| {
            let unknown = |at: usize| {
                let one = &referents.all[at];
                one.kind == ReferentKind::Person && one.offices.is_empty() && one.state.is_none() && one.key.is_none()
            };
            party.referent.is_some_and(unknown) && !syntax.within(party.span).any(|token| ground.is_person_word(token))
        };
        let travels = matches!(candidate.frame.mode.as_str(), "visit" | "letter");
        let sees = matches!(syntax.lemma[candidate.trigger].as_str(), "visit" | "tour");
        let official = || candidate.whom.iter().any(|side| !ground.roles.classes(&ground.word(side.head)).is_empty());
        if travels && !sees && !actors.is_empty() && actors.iter().all(private) && !official() {
            continue;
        }
        // Nobody acts on himself or meets himself, whoever a pronoun is taken for.
        let is_actor = |party: &EventParty| party.referent.is_some() && actors.iter().any(|actor| actor.referent == party.referent);
        if candidate.frame.both {
            let alone = actors.len() > 1 && actors.iter().all(|actor| actor.referent.is_some() && actor.referent == actors[0].referent);
            if alone {
                continue;
            }
        } else if !(actors.len() > 1 && recipients.iter().all(is_actor)) {
            // Several who do it among themselves, "the two towns agreed to", are on both sides.
            let told = recipients.len();
            recipients.retain(|party| !is_actor(party));
            if recipients.is_empty() && told > 0 {
                continue;
            }
        }
        let event = Event {
            kind,
            of,
            mode: candidate.frame.mode.clone(),
            context: candidate.frame.context.clone(),
            status,
            trigger: syntax.span(candidate.trigger),
            sentence: syntax.analysis.sentences[syntax.sentence[candidate.trigger]].span,
            actors,
            recipients,
            place: ground.place(candidate),
            when: time,
            via: via(syntax, accounts, candidate.trigger),
            rule: candidate.frame.rule.clone(),
            score: 0,
        };
        // The middle, where the language has no points.
        let score = likely(&ground.words.scores, &circumstances(syntax, ground.roles, &event), CONFIDENT);
        let event = Event { score: score.saturating_sub(if outlook.beside { BESIDE } else { 0 }), ..event };
        let sentence = syntax.sentence[candidate.trigger];
        let same = |(before, _, other): &(usize, usize, Event)| {
            other.kind == event.kind && other.status == event.status && {
                let (one, two) = (&candidates[*before], candidate);
                one.who.iter().any(|side| two.who.iter().any(|other| other.head == side.head)) || one.who.is_empty() || two.who.is_empty()
            }
        };
        // Candidates stand in the order of the text.
        let begins = found.partition_point(|row| row.1 < sentence);
        match found[begins..].iter_mut().find(|row| same(row)) {
            // Of two tellings of one act, the one with more parties.
            Some(row)
                if row.2.actors.len().min(1) + row.2.recipients.len().min(1)
                    < event.actors.len().min(1) + event.recipients.len().min(1) =>
            {
                *row = (at, row.1, event);
            }
            Some(_) => {}
            None => found.push((at, sentence, event)),
        }
    }
    found.into_iter().map(|(_, _, event)| event).collect()
}

/// Is there, between a verb and what it stands below, a verb that the parser joined wrongly, or a description of something: "a plan proposed by Orlen"?
fn apart(ground: &Ground<'_, '_>, verb: usize, complement: usize) -> bool {
    let up = |&at: &usize| ground.syntax.head[at].filter(|_| at != complement);
    let described = |at: usize| {
        matches!(ground.syntax.relation[at], "acl:relcl") || ground.syntax.plain(at) == "acl" && ground.syntax.xpos[at] == "VBN"
    };
    let aside = |at: usize| {
        let led = |mark: usize| ground.syntax.plain(mark) == "mark" && ground.syntax.lemma[mark] != "to" && mark < at;
        ground.syntax.plain(at) == "advcl" && ground.syntax.children(at).any(led)
    };
    std::iter::successors(Some(verb), up).take(12).any(|at| at != complement && (ground.is_apart(at) || described(at) || aside(at)))
}

/// Is an attack one of words: on somebody by name, or by somebody by name on a body? Whoever is hit or shot is told with a weapon, a place or other words.
fn of_words(ground: &Ground<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let syntax = ground.syntax;
    if !ground.words.holds("blow", &syntax.lemma[candidate.trigger]) {
        return false;
    }
    let is = |side: &Side, kinds: &[NameKind]| syntax.analysis.name_at(side.head).is_some_and(|name| kinds.contains(&name.kind));
    // One word alone may be a country that is read as a person.
    let person = |side: &Side| is(side, &[NameKind::Person]) && side.tokens.len() > 1;
    let (who, whom) = (&candidate.who, &candidate.whom);
    // "Pell fired salvoes at Sten" in an argument.
    let volley = || ground.object(candidate.trigger).is_some_and(|object| ground.listed("salvo", object));
    if who.iter().any(|side| is(side, &[NameKind::Person])) && volley() {
        return true;
    }
    whom.iter().any(person) || who.iter().any(person) && whom.iter().all(|side| is(side, &[NameKind::Person, NameKind::Organisation]))
}

fn depth(syntax: &Syntax<'_>, mut token: usize, above: usize) -> usize {
    let mut steps = 0;
    while token != above {
        let Some(head) = syntax.head[token] else { break };
        (token, steps) = (head, steps + 1);
    }
    steps
}

/// Every word with a frame that fits and parties.
fn candidates<'w>(ground: &Ground<'w, '_>) -> Vec<Candidate<'w>> {
    let syntax = ground.syntax;
    let mut found = Vec::new();
    for token in 0..syntax.len() {
        let pos = match syntax.upos[token] {
            "VERB" => Pos::Verb,
            "NOUN" => Pos::Noun,
            "ADJ" => Pos::Adjective,
            _ => continue,
        };
        let frames = ground.words.frames(pos, &syntax.lemma[token]);
        if frames.is_empty() || syntax.quotation[token].is_some_and(|at| syntax.within(syntax.quotations[at].inner).len() > 3) {
            continue;
        }
        let (predicate, governor) = match pos {
            Pos::Noun => match ground.carrier(token) {
                Some(carried) => carried,
                None => continue,
            },
            Pos::Verb | Pos::Adjective => (token, None),
        };
        found.extend(frames.iter().find_map(|frame| fitted(ground, token, predicate, governor, frame)));
    }
    found
}

fn fitted<'w>(
    ground: &Ground<'w, '_>,
    trigger: usize,
    predicate: usize,
    governor: Option<usize>,
    frame: &'w Frame,
) -> Option<Candidate<'w>> {
    let syntax = ground.syntax;
    if let Some(particle) = &frame.particle {
        let is_it = |child: usize| {
            child > trigger
                && child < trigger + 6
                && syntax.lemma[child] == *particle
                && matches!(syntax.plain(child), "compound" | "advmod" | "case" | "obl")
        };
        if !syntax.children(trigger).any(is_it) {
            return None;
        }
    }
    if !frame.needs.iter().all(|need| ground.fits(trigger, need)) {
        return None;
    }
    // "We will meet partners": who meets them is not known, and they do not meet themselves.
    if frame.both && ground.is_of_us(predicate) {
        return None;
    }
    let (who, whom) = ground.sides(trigger, governor, frame);
    let passive = syntax.upos[predicate] == "VERB" && ground.is_passive(predicate);
    // "Offered no apology", "offered nothing".
    if syntax.upos[trigger] == "VERB" && ground.object(trigger).is_some_and(|object| ground.is_nothing(object)) {
        return None;
    }
    // A quake is no actor.
    let disaster = |side: &Side| ground.listed("disaster", side.head);
    if frame.kind == EventType::Assault && !who.is_empty() && who.iter().all(disaster) {
        return None;
    }
    if passive && frame.active || frame.past && matches!(syntax.xpos[predicate], "VBZ" | "VBP") {
        return None;
    }
    // "A spokeswoman of the Harbour Party said the party must": what one must do oneself is asked of nobody.
    let own_body = |side: &Side| {
        let word = ground.word(side.head);
        let head = |token: usize| token != side.head && ground.word(token) == word;
        syntax.is_definite(side.head) && who.iter().any(|who| who.tokens.iter().any(|&token| head(token)))
    };
    if frame.kind == EventType::Request && !whom.is_empty() && whom.iter().all(own_body) {
        return None;
    }
    // "A country's withdrawal takes effect after a year", "he kidnaps him" in a film: a rule or a story, told in the present.
    let present = matches!(syntax.xpos[predicate], "VBZ" | "VBP") && syntax.children(predicate).all(|child| syntax.plain(child) != "aux");
    let any = |side: &Side| {
        ground.listed("anyone", side.head)
            && syntax.xpos[side.head] == "NN"
            && syntax.children(side.head).any(|child| ground.words.holds("any_one", syntax.low(child)) && syntax.plain(child) == "det")
    };
    let deed = matches!(frame.kind, EventType::Assault | EventType::Coerce);
    if present && !who.is_empty() && (who.iter().all(any) || deed && who.iter().all(|side| syntax.upos[side.head] == "PRON")) {
        return None;
    }
    let enough = match (who.is_empty(), whom.is_empty()) {
        _ if frame.lone => true,
        (true, true) => false,
        (true, false) if frame.agent => ground.subject_is_weapon(predicate),
        // In the active someone must act: no storm kills in the sense meant here.
        (true, false) => frame.both || passive || governor.is_none() && predicate != trigger || ground.subject_is_weapon(predicate),
        (false, empty) => !(empty && frame.needs_whom),
    };
    let pair = !frame.pair
        || if frame.both {
            who.len() > 1 || who.iter().any(|side| ground.is_plural(side)) || !who.is_empty() && !whom.is_empty() && whom != who
        } else {
            !who.is_empty() && !whom.is_empty()
        };
    let takes = frame.needs.iter().any(|need| matches!(need.slot, Slot::Infinitive | Slot::Clause) && !need.not)
        || frame.whom.iter().flatten().any(|step| *step == Step::Complement);
    let complement = ground.complement(trigger).filter(|_| takes);
    (enough && pair).then_some(Candidate { trigger, predicate, frame, who, whom, complement })
}

impl Ground<'_, '_> {
    /// The predicate that a noun stands under, and the verb that carries it: "held talks", "talks began", "took part in talks".
    fn carrier(&self, noun: usize) -> Option<(usize, Option<usize>)> {
        let syntax = self.syntax;
        let mut at = noun;
        // "a series of raids", "a second round of talks"
        while syntax.plain(at) == "nmod" {
            let head = syntax.head[at].filter(|&head| self.words.holds("quantity", &self.word(head)))?;
            at = head;
        }
        if syntax.plain(at) == "conj" {
            at = syntax.head[at].filter(|&head| syntax.upos[head] == "NOUN")?;
        }
        let verb = syntax.head[at]?;
        let lemma = syntax.lemma[verb].as_str();
        let passive = self.is_passive(verb);
        // "The meeting was put off"
        let particle = syntax.children(verb).find(|&child| syntax.relation[child] == "compound:prt");
        let whole = particle.map(|particle| format!("{lemma}-{}", syntax.lemma[particle]));
        if whole.is_some_and(|verb| ["cancelled", "postponed"].iter().any(|class| self.press.words.is(class, &verb))) {
            return None;
        }
        match syntax.plain(at) {
            "obj" if self.words.holds("light", lemma) => Some((verb, Some(verb))),
            "nsubj" if passive && self.words.holds("light", lemma) => Some((verb, Some(verb))),
            "nsubj" if self.words.holds("occurring", lemma) => Some((verb, None)),
            // "There were clashes between …"
            "nsubj" if lemma == "be" && syntax.children(verb).any(|child| syntax.plain(child) == "expl") => Some((verb, None)),
            "obl" | "advmod" | "nmod" if syntax.upos[verb] == "VERB" => {
                let case = syntax.children(at).find(|&case| case < at && syntax.plain(case) == "case")?;
                let part = syntax.children(verb).find(|&child| syntax.plain(child) == "obj").map(|object| syntax.lemma[object].as_str());
                let key = format!("{}+{}", if lemma == "take" && part == Some("part") { "take_part" } else { lemma }, syntax.lemma[case]);
                self.words.holds("light_phrase", &key).then_some((verb, Some(verb)))
            }
            _ => None,
        }
    }

    /// Is the subject of a verb, its own or that of what governs it, "we", "I" or "you"?
    fn is_of_us(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let subject = |at: usize| syntax.children(at).find(|&child| syntax.plain(child) == "nsubj");
        let up = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "xcomp" | "conj") && subject(at).is_none());
        let own = std::iter::successors(Some(verb), up).take(5).find_map(subject);
        own.is_some_and(|subject| matches!(syntax.low(subject), "we" | "i" | "you"))
    }

    /// "A bomb killed", "rockets hit": what kills is a weapon, whoever used it.
    fn subject_is_weapon(&self, verb: usize) -> bool {
        let subject = self.syntax.children(verb).find(|&child| self.syntax.plain(child) == "nsubj");
        subject.is_some_and(|subject| self.words.holds("weapon", &self.word(subject)))
    }

    fn is_plural(&self, side: &Side) -> bool {
        matches!(self.syntax.xpos[side.head], "NNS" | "NNPS") || self.syntax.lemma[side.head] == "they"
    }
}

/// Who says so: the speaker of the narrowest account that the word stands in.
fn via(syntax: &Syntax<'_>, accounts: &[Account], trigger: usize) -> Option<usize> {
    let span = syntax.span(trigger);
    let size = |account: &Account| account.content.iter().map(|span| span.end - span.start).sum::<u32>();
    let holds = |account: &&Account| account.content.iter().any(|content| content.start <= span.start && span.end <= content.end);
    accounts.iter().filter(holds).min_by_key(|account| size(account)).and_then(|account| account.speaker)
}

/// What is taken off the score of an act that stands beside another. A guess.
const BESIDE: u16 = 200;
