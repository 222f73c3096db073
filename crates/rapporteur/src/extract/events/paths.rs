//! From a word of an event to the heads of its parties, over the dependency tree. It knows places in trees and no meanings.

use super::lexicon::{EventWords, Step};
use crate::analyze::NameKind;
use crate::extract::press::Press;
use crate::extract::roles::Roles;
use crate::extract::syntax::Syntax;
use crate::resources::Actors;
use crate::text::fold;

fn syntax_noun(upos: &str) -> bool {
    matches!(upos, "NOUN" | "PROPN")
}

/// What paths are walked over.
pub(super) struct Ground<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) words: &'s EventWords,
    pub(super) press: Press<'s, 'a>,
    pub(super) roles: &'s Roles,
    pub(super) actors: &'s Actors,
}

impl Ground<'_, '_> {
    /// Is a verb told of in the passive?
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        // A subject that the parser takes for one of a passive makes none alone: "sued in Orlen and won".
        let helped = |verb: usize| syntax.children(verb).any(|child| matches!(syntax.lemma[child].as_str(), "be" | "get" | "have"));
        // "He's vowed": of one's own will nobody is the object.
        let perfect = |helper: usize| {
            let object = || syntax.child(verb, &["obj"]).is_some();
            matches!(syntax.form(helper), "'s" | "’s")
                && (self.words.holds("own_will", &syntax.lemma[verb]) || object())
                && syntax.agent(verb).is_none()
        };
        let marked = |verb: usize| {
            syntax.children(verb).any(|child| match syntax.relation[child] {
                "aux:pass" => !perfect(child),
                "nsubj:pass" => helped(verb) && !syntax.children(verb).any(perfect),
                _ => false,
            })
        };
        let joined = || {
            syntax.plain(verb) == "conj"
                && syntax.xpos[verb] == "VBN"
                && syntax.children(verb).all(|child| !matches!(syntax.plain(child), "aux" | "nsubj"))
                && syntax.head[verb].is_some_and(marked)
        };
        marked(verb) || joined() || syntax.xpos[verb] == "VBN" && matches!(syntax.plain(verb), "acl")
    }

    /// Steps from one word; the heads of the phrases they lead to.
    pub(super) fn walk(&self, from: usize, governor: Option<usize>, path: &[Step]) -> Vec<usize> {
        let mut at = vec![from];
        for step in path {
            at = at.into_iter().flat_map(|token| self.step(token, governor, step)).collect();
        }
        at
    }

    fn step(&self, token: usize, governor: Option<usize>, step: &Step) -> Vec<usize> {
        match step {
            Step::Subject if self.is_passive(token) => match self.syntax.agent(token) {
                // "Was banned by a court injunction": whose paper it is.
                Some(agent) if self.listed("ruling", agent) && !self.may_act(agent) => self.before(agent),
                Some(agent) => vec![agent],
                None => {
                    let named = self.by_after_name(token);
                    if named.is_empty() { self.signatories(token) } else { named }
                }
            },
            Step::Subject => self.subject(token).into_iter().collect(),
            Step::Object => self.object(token).into_iter().collect(),
            Step::Indirect => self.indirect(token),
            Step::Complement => self.complement(token).into_iter().collect(),
            Step::Own => self.owners(token),
            Step::Governor => governor.into_iter().collect(),
            Step::Deep => self.deep(token),
            Step::Condition => self.condition(token),
            Step::Phrase(preposition) => {
                // "At the Council, Orlen expressed concern": what leads the sentence is where it was.
                let fits = |&phrase: &usize| *preposition != "at" || phrase > token;
                let own: Vec<usize> = self.phrases(token, preposition).into_iter().filter(fits).collect();
                // "Gifts, food and toys to the children": under the last of what is joined.
                let last = self.joined(token).into_iter().max().filter(|&last| last != token && syntax_noun(self.syntax.upos[token]));
                if own.is_empty() { last.map(|last| self.phrases(last, preposition)).unwrap_or_default() } else { own }
            }
            Step::Aiming => self.aims(token),
        }
    }

    /// The subject of an active verb, or of an adjective: its own or that of what governs it.
    pub(super) fn subject(&self, token: usize) -> Option<usize> {
        let syntax = self.syntax;
        let own = syntax.children(token).filter(|&child| syntax.relation[child].starts_with("nsubj") && !self.is_time(child));
        // "Orlish jets bombed the town, killing nine, officials said": of the clause it stands beside, and not of who tells it.
        let beside = || {
            let clause = syntax.head[token].filter(|_| syntax.plain(token) == "advcl" && syntax.xpos[token] == "VBG")?;
            syntax.children(clause).filter(|&child| child < clause && syntax.relation[child] == "nsubj").last()
        };
        let own: Vec<usize> = own.collect();
        // "A strike on a school housing villagers killed nine": the parser takes those who are housed for who killed.
        let struck = |pair: &[usize]| {
            let led = (pair[0]..pair[1]).rev().take(3).any(|between| syntax.low(between).ends_with("ing"));
            let unparted = (pair[0]..pair[1]).all(|between| !syntax.is_mark(between));
            self.listed("attack_noun", pair[0]) && led && unparted
        };
        let taken = own.windows(2).find(|pair| struck(pair)).map(|pair| pair[0]);
        let subject = taken
            .or(own.last().copied())
            .or_else(|| self.teller_of_words(token))
            .or_else(beside)
            .or_else(|| syntax.source(token).map(|source| source.head))?;
        if syntax.upos[subject] == "PRON"
            && let Some(speaker) = self.speaker_of_clause(token, subject)
        {
            return Some(speaker);
        }
        // "who", "that": whom the clause is about.
        if matches!(syntax.xpos[subject], "WP" | "WDT") {
            return syntax.described(subject).map(|(_, noun)| noun);
        }
        Some(subject)
    }

    /// "Said that the town was in need and urged its neighbours to help": words joined to a state of things are of who tells it.
    fn teller_of_words(&self, verb: usize) -> Option<usize> {
        let syntax = self.syntax;
        let state = |clause: usize| syntax.upos[clause] != "VERB" || self.words.holds("stative", &syntax.lemma[clause]);
        let finite = matches!(syntax.xpos[verb], "VBD" | "VBZ") || self.is_tensed(verb);
        let clause = syntax.head[verb].filter(|&clause| {
            let joined = syntax.plain(verb) == "conj" && syntax.plain(clause) == "ccomp";
            joined && finite && state(clause) && self.words.holds("wording", &syntax.lemma[verb])
        })?;
        let teller = syntax.head[clause].filter(|&teller| self.words.holds("telling", &syntax.lemma[teller]))?;
        // "He was told that Norland is worried and demands an answer": who is told demands nothing.
        syntax
            .children(teller)
            .filter(|&child| syntax.relation[child] == "nsubj" && self.may_act(child))
            .last()
            .filter(|_| !self.is_passive(teller))
    }

    /// "Strikes targeting the rebels", "launched a raid, hitting a village": the participle that tells whom a blow was meant for.
    fn aims(&self, word: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let aiming = |&child: &usize| {
            child > word
                && matches!(syntax.plain(child), "acl" | "advcl")
                && syntax.xpos[child] == "VBG"
                && self.words.holds("aiming", &syntax.lemma[child])
        };
        syntax.children(word).filter(aiming).collect()
    }

    /// "Was hailed as a hero by his crew": who does it hangs under what another is called.
    fn by_after_name(&self, verb: usize) -> Vec<usize> {
        let called = self.phrases(verb, "as").into_iter().filter(|&called| called > verb);
        called.flat_map(|called| self.phrases(called, "by")).filter(|&by| self.may_act(by)).take(1).collect()
    }

    /// "Was condemned in a joint statement by Orlen": whose words an act was done in.
    fn signatories(&self, verb: usize) -> Vec<usize> {
        let papers = ["in", "with", "through"].into_iter().flat_map(|preposition| self.phrases(verb, preposition));
        let papers = papers.filter(|&paper| self.listed("utterance", paper));
        papers.flat_map(|paper| [self.phrases(paper, "by"), self.phrases(paper, "of"), self.owners(paper)].concat()).take(1).collect()
    }

    /// "The rebels said they would": who speaks is who "they" are, where number and kind fit.
    fn speaker_of_clause(&self, token: usize, pronoun: usize) -> Option<usize> {
        let syntax = self.syntax;
        let clause = std::iter::successors(Some(token), |&at| syntax.head[at].filter(|_| matches!(syntax.plain(at), "xcomp" | "conj")))
            .take(4)
            .find(|&at| syntax.plain(at) == "ccomp")?;
        let teller = syntax.head[clause].filter(|&teller| self.words.holds("telling", &syntax.lemma[teller]))?;
        let speaker = syntax.children(teller).filter(|&child| syntax.plain(child) == "nsubj" && syntax.upos[child] != "PRON").last()?;
        let person =
            syntax.analysis.name_at(speaker).is_some_and(|name| name.kind == NameKind::Person) || self.roles.is_person(&self.word(speaker));
        let plural = matches!(syntax.xpos[speaker], "NNS" | "NNPS") || self.joined(speaker).len() > 1;
        let fits = match syntax.lemma[pronoun].as_str() {
            "they" => plural || self.roles.is_body(&self.word(speaker)) || !person && self.is_named(speaker),
            // A single name that is "it" right behind is no person's, whatever the name finder takes it for.
            "it" => !plural && (!person || syntax.analysis.name_at(speaker).is_some_and(|name| name.tokens.len() == 1)),
            "he" | "she" => person && !plural,
            _ => false,
        };
        (fits && speaker < pronoun).then_some(speaker)
    }

    /// What an act is done to: the object, or the subject of a passive.
    pub(super) fn object(&self, verb: usize) -> Option<usize> {
        let syntax = self.syntax;
        if self.is_passive(verb) {
            let mut at = verb;
            for _ in 0..4 {
                if let Some(subject) = syntax.children(at).filter(|&child| syntax.plain(child) == "nsubj").last() {
                    return Some(subject);
                }
                let head = syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "xcomp" | "acl"))?;
                if syntax.plain(at) == "acl" {
                    return Some(head);
                }
                // "Officers said that the men are from Lyrne and were convicted": those of whom it is told.
                let told = syntax.children(head).find(|&child| child > head && child < at && syntax.plain(child) == "ccomp");
                let told = told
                    .filter(|_| syntax.plain(at) == "conj" && !self.is_passive(head) && self.words.holds("telling", &syntax.lemma[head]));
                if let Some(told) = told {
                    return syntax.children(told).filter(|&child| syntax.plain(child) == "nsubj").last();
                }
                at = head;
            }
            return None;
        }
        let own = |verb: usize| self.objects(verb).last().copied();
        // "donated and delivered medicine": what is joined shares the object that stands after both.
        own(verb).or_else(|| {
            let joined = syntax.children(verb).find(|&child| syntax.plain(child) == "conj" && syntax.xpos[child] == syntax.xpos[verb])?;
            let bare = syntax.children(verb).all(|child| child < verb || matches!(syntax.plain(child), "conj" | "punct" | "advmod"));
            own(joined).filter(|_| bare && syntax.children(joined).all(|child| syntax.plain(child) != "nsubj"))
        })
    }

    /// The objects of a verb: one, or two that stand side by side. Of two the last is what is given: "sent the police a plan".
    fn objects(&self, verb: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let of = |relation: &str| syntax.children(verb).filter(|&child| syntax.plain(child) == relation).collect::<Vec<_>>();
        let mut objects = of("obj");
        // "urged Norway to release": the parser may take who is urged for one to whom something is given.
        if objects.is_empty() && syntax.children(verb).any(|child| syntax.plain(child) == "xcomp") {
            objects = of("iobj");
        }
        let parted = |pair: &[usize]| pair[0] < verb || (pair[0]..pair[1]).any(|token| syntax.is_mark(token)) || !self.may_act(pair[0]);
        if let Some(at) = objects.windows(2).position(parted) {
            objects.truncate(at + 1);
        }
        // "Make Norland a province": what it is made is nobody.
        if self.words.holds("making", &syntax.lemma[verb]) {
            objects.truncate(1);
        }
        objects
    }

    /// To whom something is given: the indirect object, or the first of two objects.
    fn indirect(&self, verb: usize) -> Vec<usize> {
        let own: Vec<usize> = self.syntax.children(verb).filter(|&child| self.syntax.plain(child) == "iobj").collect();
        let objects = self.objects(verb);
        if own.is_empty() && objects.len() > 1 { vec![objects[0]] } else { own }
    }

    /// The infinitive or clause that completes a word; that of its object where the parser hung it there.
    pub(super) fn complement(&self, token: usize) -> Option<usize> {
        let syntax = self.syntax;
        let infinitive = |head: usize, relations: &'static [&'static str]| {
            syntax.children(head).find(|&child| child > token && relations.contains(&syntax.plain(child)) && self.is_infinitive(child))
        };
        let bare = || syntax.children(token).find(|&child| child > token && syntax.plain(child) == "xcomp" && syntax.xpos[child] == "VB");
        infinitive(token, &["xcomp", "ccomp", "advcl", "acl"])
            .or_else(|| syntax.children(token).find(|&child| child > token && syntax.plain(child) == "ccomp"))
            // "Their demand that Orlen stop": a clause under a noun.
            .or_else(|| {
                let led = |clause: usize| {
                    syntax.children(clause).any(|mark| mark < clause && syntax.plain(mark) == "mark" && syntax.lemma[mark] != "to")
                };
                syntax
                    .children(token)
                    .find(|&child| child > token && syntax.relation[child] == "acl" && syntax.upos[token] == "NOUN" && led(child))
            })
            .or_else(|| {
                self.object(token).filter(|&object| object > token).and_then(|object| infinitive(object, &["acl", "advcl", "xcomp"]))
            })
            // "Demanded the town open its gates"
            .or_else(bare)
    }

    /// "Do you feel any guilt?": a helper that has a tense makes a clause of it.
    pub(super) fn is_tensed(&self, verb: usize) -> bool {
        let tense = |helper: usize| matches!(self.syntax.xpos[helper], "VBD" | "VBP" | "VBZ");
        self.syntax.children(verb).any(|child| child < verb && self.syntax.plain(child) == "aux" && tense(child))
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.syntax.xpos[verb] == "VB"
            && self
                .syntax
                .children(verb)
                .any(|child| child < verb && self.syntax.lemma[child] == "to" && self.syntax.plain(child) == "mark")
    }

    /// Phrases of a preposition at a word.
    pub(super) fn phrases(&self, token: usize, preposition: &str) -> Vec<usize> {
        let syntax = self.syntax;
        let led = |&child: &usize| {
            matches!(syntax.plain(child), "obl" | "nmod" | "advmod" | "advcl" | "acl")
                && syntax.children(child).any(|case| {
                    case < child
                        && matches!(syntax.plain(case), "case" | "mark")
                        && (syntax.lemma[case] == preposition || preposition == "on" && syntax.lemma[case] == "upon")
                })
        };
        // "spoke by telephone with Pell": the parser hangs it under the telephone.
        let medium = |child: &usize| matches!(syntax.plain(*child), "obl" | "nmod") && self.press.words.is("phone", &syntax.lemma[*child]);
        let under_medium = syntax.children(token).filter(medium).flat_map(|medium| syntax.children(medium));
        syntax.children(token).chain(under_medium).filter(led).filter(|&child| !self.is_time(child)).collect()
    }

    /// Whose something is: a possessor, a people's adjective, a name before it.
    pub(super) fn owners(&self, noun: usize) -> Vec<usize> {
        let syntax = self.syntax;
        // "A children's hospital was hit": of what kind it is, and whose it is not told.
        let of_kind = |child: usize| {
            let bare = |word: usize| syntax.plain(word) == "case" || matches!(syntax.low(word), "a" | "an");
            self.words.holds("kind_of_owner", &syntax.lemma[child]) && syntax.children(child).all(bare)
        };
        let possessor: Vec<usize> =
            syntax.children(noun).filter(|&child| syntax.relation[child] == "nmod:poss" && !of_kind(child)).collect();
        if !possessor.is_empty() {
            return possessor;
        }
        // "The Lyrne bombing": a town before an attack is where it was.
        let is_where = |child: usize| {
            let form = syntax.form(child);
            let of_state = self.actors.people(form).is_some() || self.actors.state_named(form).is_some();
            self.listed("attack_noun", noun) && !of_state && syntax.analysis.name_at(child).is_some_and(|name| name.kind == NameKind::Place)
        };
        let before = |&child: &usize| {
            child < noun
                && matches!(syntax.plain(child), "amod" | "compound" | "nmod")
                && self.is_named(child)
                && !self.has_case(child)
                && !is_where(child)
                && !self.is_label(child)
        };
        let found: Vec<usize> = syntax.children(noun).filter(before).collect();
        if found.is_empty() {
            let compounds = syntax.children(noun).filter(|&child| child < noun && matches!(syntax.plain(child), "compound" | "nmod"));
            let compounds = compounds.filter(|&child| !of_kind(child));
            // "A drone strike": by what, and not whose or on whom.
            return compounds.filter(|&child| self.is_person_word(child) && !self.listed("flying", child)).collect();
        }
        found
    }

    /// "a Norland-flagged ship": where a thing comes from, before a hyphen, and not whose it is.
    fn is_label(&self, name: usize) -> bool {
        let syntax = self.syntax;
        let hyphen = (name + 1 < syntax.len()).then_some(name + 1).filter(|&hyphen| matches!(syntax.form(hyphen), "-" | "‑"));
        hyphen.is_some_and(|hyphen| hyphen + 1 < syntax.len() && self.words.holds("labelled", syntax.low(hyphen + 1)))
    }

    /// "Sea of Norland", "Strait of Orlen": a name of the land or the sea, which is no party.
    fn is_on_map(&self, head: usize) -> bool {
        let Some(name) = self.syntax.analysis.name_at(head).map(|name| name.tokens.clone()) else { return false };
        name.len() > 2 && self.syntax.low(name.start + 1) == "of" && self.words.holds("landscape", self.syntax.low(name.start))
    }

    /// "if Orlen goes on": who acts in the condition.
    fn condition(&self, token: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let conditional = |&at: &usize| {
            syntax.plain(at) == "advcl"
                && syntax.children(at).any(|mark| syntax.plain(mark) == "mark" && matches!(syntax.lemma[mark].as_str(), "if" | "unless"))
        };
        let clause = syntax.below(token, &[]).into_iter().find(conditional);
        clause.and_then(|clause| syntax.children(clause).find(|&child| syntax.plain(child) == "nsubj")).into_iter().collect()
    }

    /// "Several towns, including Lyrne": what is named as one of those before.
    pub(super) fn is_example(&self, at: usize) -> bool {
        let syntax = self.syntax;
        syntax.children(at).any(|case| case < at && matches!(syntax.plain(case), "case" | "mark") && syntax.low(case) == "including")
    }

    /// "To act against Orlen, and accused Veldania": a verb with a tense of its own that the parser joins to an infinitive or participle belongs with
    /// the verb above.
    pub(super) fn is_apart(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let Some(head) = syntax.head[verb].filter(|_| syntax.plain(verb) == "conj" && syntax.upos[verb] == "VERB") else { return false };
        matches!(syntax.xpos[verb], "VBD" | "VBZ")
            && matches!(syntax.xpos[head], "VB" | "VBG")
            && !syntax
                .children(head)
                .any(|child| syntax.plain(child) == "aux" && !matches!(syntax.xpos[child], "VB" | "VBG" | "VBN" | "TO"))
    }

    fn has_case(&self, token: usize) -> bool {
        self.syntax.children(token).any(|child| child < token && self.syntax.plain(child) == "case")
    }

    /// Does a name stand on this word, or a people's adjective?
    pub(super) fn is_named(&self, token: usize) -> bool {
        let syntax = self.syntax;
        if self.is_time(token) {
            return false;
        }
        let form = syntax.form(token);
        syntax.analysis.name_at(token).is_some_and(|_| form.starts_with(char::is_uppercase))
            || form.starts_with(char::is_uppercase) && (self.actors.people(form).is_some() || self.actors.state_named(form).is_some())
    }

    pub(super) fn is_person_word(&self, token: usize) -> bool {
        let is_one = |word: &str| {
            self.roles.is_person(word) || self.roles.is_body(word) || self.roles.is_source(word) || self.words.holds("people", word)
        };
        // "A 17-year-old", "two 18-year-olds"
        let form = fold(self.syntax.form(token));
        if matches!(form.as_str(), "old" | "olds") && token > 2 && matches!(self.syntax.form(token - 2), "year" | "month")
            || form.ends_with("-year-old")
            || form.ends_with("-year-olds")
        {
            return true;
        }
        // The lemma of "miners" is now and then that of "mines".
        is_one(&self.word(token)) || form.strip_suffix('s').is_some_and(is_one)
    }

    /// A token's word for look-ups: a lemma in small letters.
    pub(super) fn word(&self, token: usize) -> String {
        if self.syntax.upos[token] == "PROPN" { fold(self.syntax.form(token)) } else { self.syntax.lemma[token].to_lowercase() }
    }

    pub(super) fn is_time(&self, token: usize) -> bool {
        let named = self.syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person);
        // "By mid-April"
        let middle = self.syntax.low(token).strip_prefix("mid-").is_some_and(|rest| !rest.is_empty());
        !named && (middle || crate::extract::assemble::is_time(self.syntax, token) || self.words.holds("time", &self.word(token)))
    }

    /// Can this be a party: a name, a word for persons and bodies, he, she, they?
    pub(super) fn may_act(&self, head: usize) -> bool {
        let syntax = self.syntax;
        if self.is_time(head) {
            return false;
        }
        match syntax.upos[head] {
            "PRON" => {
                matches!(syntax.lemma[head].as_str(), "he" | "she" | "they" | "it" | "him" | "her" | "them" | "his" | "their" | "its")
            }
            "NOUN" | "PROPN" | "ADJ" | "X" | "NUM" => {
                if self.words.holds("landscape", &self.word(head)) || self.is_on_map(head) {
                    return false;
                }
                // "the Korean Peninsula"
                let beside = syntax.head[head].filter(|_| matches!(syntax.plain(head), "amod" | "compound"));
                if beside.is_some_and(|noun| noun == head + 1 && self.words.holds("landscape", &self.word(noun))) {
                    return false;
                }
                // "Many of the rules"
                if self.words.holds("quantity", &self.word(head)) && !self.phrases(head, "of").is_empty() {
                    return self.names_people(head);
                }
                self.is_named(head)
                    || syntax.is_capital(head) && syntax.upos[head] != "ADJ" && !self.words.holds("quantity", &self.word(head))
                    || self.is_person_word(head)
                    || self.names_people(head)
            }
            _ => self.is_named(head),
        }
    }

    /// "20 people", "two of its soldiers", "a group of deputies": a quantity of persons.
    fn names_people(&self, head: usize) -> bool {
        let is_number = self.syntax.upos[head] == "NUM";
        // "killed twelve and wounded five"
        let harmed = |verb: usize| self.words.holds("harming", &self.syntax.lemma[verb]);
        let at = if self.syntax.plain(head) == "conj" { self.syntax.head[head].unwrap_or(head) } else { head };
        if is_number && matches!(self.syntax.plain(at), "obj" | "nsubj") && self.syntax.head[at].is_some_and(harmed) {
            return true;
        }
        // "Thousands marched": of people, where they are who acts.
        let bare = matches!(self.syntax.xpos[head], "NNS" | "NNPS") && self.phrases(head, "of").is_empty();
        if bare && self.syntax.plain(head) == "nsubj" && self.words.holds("crowd_number", &self.word(head)) {
            return true;
        }
        let counted = self.words.holds("quantity", &self.word(head)) || is_number;
        counted && self.phrases(head, "of").into_iter().any(|of| self.is_named(of) || self.is_person_word(of))
    }

    /// "Abed, 37,": does a comma part a number from a name right before it?
    fn is_after_name(&self, number: usize) -> bool {
        let syntax = self.syntax;
        number > 1 && syntax.form(number - 1) == "," && syntax.analysis.name_at(number - 2).is_some()
    }

    /// "Jon Brask, D-Lyrne,": party and seat of who stands before it.
    fn is_seat(&self, token: usize) -> bool {
        let syntax = self.syntax;
        let letter = |at: usize| syntax.form(at).len() == 1 && syntax.form(at).starts_with(char::is_uppercase);
        let hyphen = |at: usize| at < syntax.len() && syntax.form(at) == "-";
        let mut letters = syntax.form(token).chars();
        let whole =
            letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('-') && letters.next().is_some_and(char::is_uppercase);
        let start = match token {
            _ if whole || letter(token) && hyphen(token + 1) => token,
            _ if token > 2 && hyphen(token - 1) && letter(token - 2) => token - 2,
            _ => return false,
        };
        start > 1 && syntax.is_mark(start - 1) && syntax.analysis.name_at(start - 2).is_some()
    }

    /// A head and all that is joined to it.
    pub(super) fn joined(&self, head: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let mut all = vec![head];
        let mut at = 0;
        // "Gave shelter to the pilots and the guard even lost two of them": what stands before a verb of its own is joined to nothing.
        let begins = |noun: usize| {
            let last = syntax.phrase(noun).tokens.last().copied().unwrap_or(noun).max(noun);
            let next = (last + 1..syntax.len()).find(|&next| syntax.upos[next] != "ADV");
            let above = std::iter::successors(syntax.head[head], |&at| syntax.head[at]).take(6).find(|&at| syntax.upos[at] == "VERB");
            above.is_some_and(|verb| verb < head)
                && next
                    .is_some_and(|next| syntax.sentence[next] == syntax.sentence[noun] && matches!(syntax.xpos[next], "VBD" | "VBZ" | "MD"))
        };
        while at < all.len() && all.len() < 20 {
            let more: Vec<usize> = syntax
                .children(all[at])
                .filter(|&child| {
                    let age = syntax.upos[child] == "NUM" && syntax.form(child).len() < 4 && self.is_after_name(child);
                    let age = age || self.is_seat(child) || child > head && syntax_noun(syntax.upos[child]) && begins(child);
                    let age = age || self.is_told_again(all[at], child);
                    syntax.plain(child) == "conj"
                        && matches!(syntax.upos[child], "NOUN" | "PROPN" | "PRON" | "ADJ" | "X" | "NUM" | "VERB")
                        && !age
                })
                .collect();
            all.extend(more);
            at += 1;
        }
        all
    }
}
