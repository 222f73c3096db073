//! Heads to parties: joined ones parted, things given to whom they belong, words cut to a phrase, state and referent looked up.

use super::event::{EventParty, EventType};
use super::lexicon::{Frame, Step};
use super::paths::Ground;
use crate::analyze::NameKind;
use crate::extract::referents::Referents;
use crate::text::Span;
use std::collections::BTreeMap;

/// Bytes back to an opening mark of quotation that a party's words may have lost.
const SHORT: usize = 24;

/// The tokens of a party before it is a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) head: usize,
    pub(super) tokens: Vec<usize>,
}

impl Ground<'_, '_> {
    /// Actors and recipients of a frame at its word.
    pub(super) fn sides(&self, trigger: usize, governor: Option<usize>, frame: &Frame) -> (Vec<Side>, Vec<Side>) {
        // "Pell's meeting with the envoys was attended by ten captains": whose it is meets, whoever came.
        let met = frame.kind == EventType::Consult && self.syntax.relation[trigger] == "nsubj:pass";
        let held = governor.filter(|&verb| met && self.is_passive(verb));
        let whose = held.map(|_| self.first(trigger, None, &[vec![Step::Own]], &[], false)).filter(|owners| !owners.is_empty());
        // Whose a thing is does not act by it: "her smile", "the price of Orlen's bread".
        let mut who = whose.unwrap_or_else(|| self.first(trigger, governor, &frame.who, &[], false));
        if who.is_empty() && frame.kind == EventType::Assault && self.syntax.upos[trigger] == "VERB" {
            who.extend(self.wielder(trigger).map(|wielder| self.side(wielder)));
        }
        // "Orlen faced criticism": who stands before the verb undergoes what the noun tells.
        let came_in = |verb: usize| {
            let inward = |at: usize| self.syntax.low(at) == "in";
            self.words.holds("undergoing_in", &self.syntax.lemma[verb]) && (verb + 1..trigger).take(2).any(inward)
        };
        let undergoes = |verb: usize| self.words.holds("undergoing", &self.syntax.lemma[verb]) || came_in(verb);
        let undergone = governor.filter(|&verb| undergoes(verb) && !self.is_passive(verb));
        if let Some(verb) = undergone.filter(|&verb| verb != trigger) {
            let by: Vec<Vec<Step>> = frame.who.iter().filter(|path| path.first() != Some(&Step::Governor)).cloned().collect();
            let whom = self.first(verb, None, &[vec![Step::Subject]], &[], false);
            let taken: Vec<usize> = whom.iter().flat_map(|side| side.tokens.iter().copied()).collect();
            return (self.first(trigger, None, &by, &taken, false), whom);
        }
        let taken: Vec<usize> = who.iter().flat_map(|side| side.tokens.iter().copied()).collect();
        let mut whom = self.first(trigger, governor, &frame.whom, &taken, true);
        let to_press = whom.iter().any(|side| self.press.is_press(side.head));
        let alike = |one: &Side| who.iter().any(|other| other.tokens.contains(&one.head) || one.tokens.contains(&other.head));
        whom.retain(|side| !alike(side));
        if frame.kind == EventType::Consult {
            // What is said to the press is no talk between parties.
            who.retain(|side| !self.press.is_press(side.head));
            whom.retain(|side| !self.press.is_press(side.head));
            if to_press && whom.is_empty() {
                return (Vec::new(), Vec::new());
            }
        }
        if frame.both {
            // "The inquiry agreed with her": what does it is nobody.
            let nobody = who.is_empty() && self.syntax.upos[trigger] == "VERB" && !self.is_passive(trigger);
            if nobody && whom.len() == 1 && self.subject(trigger).is_some_and(|subject| !self.may_act(subject)) {
                return (Vec::new(), Vec::new());
            }
            // "Held separate calls with both Pell and Sten": the two did not speak with each other.
            if !who.is_empty() && whom.len() > 1 && self.is_separate(trigger, governor, &whom) {
                return (who, whom);
            }
            let mut all = who;
            all.extend(whom);
            // Nobody meets himself.
            let several = |side: &Side| self.is_plural(side) || side.tokens.iter().any(|&token| self.syntax.plain(token) == "cc");
            let alone = all.len() == 1 && !several(&all[0]);
            return if alone { (all, Vec::new()) } else { (all.clone(), all) };
        }
        // "Agreed to keep its troops there": what one does with one's own forces is done to nobody named by them.
        if frame.kind == EventType::Agree {
            whom.retain(|side| !(self.listed("forces_noun", side.head) && self.is_moved(side.head)));
        }
        if frame.mutual && whom.is_empty() && who.len() > 1 {
            return (who.clone(), who);
        }
        (who, whom)
    }

    /// "Norlandic missiles hit the port", "was killed in an Orlish air strike": whose weapon or raid it is. A state's name alone before a blast tells where
    /// it was; before what flies, who sent it.
    fn wielder(&self, verb: usize) -> Option<usize> {
        let syntax = self.syntax;
        let passive = self.is_passive(verb);
        let subject = || syntax.children(verb).find(|&child| child < verb && syntax.relation[child] == "nsubj");
        let used = |token: &usize| self.listed("weapon", *token) || self.listed("attack_noun", *token) || self.listed("flying", *token);
        let undergone = || ["by", "in"].into_iter().flat_map(|preposition| self.phrases(verb, preposition)).find(used);
        let weapon = if passive { undergone() } else { subject().filter(used) }?;
        let owns = |&child: &usize| {
            let form = syntax.form(child);
            let before =
                child < weapon && matches!(syntax.plain(child), "amod" | "compound" | "nmod") && form.starts_with(char::is_uppercase);
            let sender = self.actors.state_named(form).is_some() && self.listed("flying", weapon);
            let body = syntax.analysis.name_at(child).is_some_and(|name| name.kind == NameKind::Organisation);
            syntax.relation[child] == "nmod:poss" && self.may_act(child) || before && (self.actors.people(form).is_some() || sender || body)
        };
        let by = || self.phrases(weapon, "by").into_iter().find(|&by| self.may_act(by));
        syntax.children(weapon).find(owns).or_else(by)
    }

    /// What the first path leads to that leads to a party.
    fn first(&self, trigger: usize, governor: Option<usize>, paths: &[Vec<Step>], taken: &[usize], owners: bool) -> Vec<Side> {
        // "Rejected the envoy of Orlen": a person is meant, and not whose he is.
        let person = |at: usize| {
            self.syntax.analysis.name_at(at).is_some_and(|name| name.kind == NameKind::Person) || self.roles.is_person(&self.word(at))
        };
        let itself = owners && self.syntax.upos[trigger] == "VERB" && self.object(trigger).is_some_and(person);
        let through = |path: &&Vec<Step>| {
            !(itself && path.len() > 1 && path[0] == Step::Object && paths.iter().any(|other| other[..] == [Step::Object]))
        };
        for path in paths.iter().filter(through) {
            let heads = self.walk(trigger, governor, path);
            // "Said the failure of Orlen must bring sanctions": what Orlen's thing must do is not asked of Orlen, but that it stop.
            let stops = |clause: usize| self.words.holds("halt_verb", &self.syntax.lemma[clause]) || self.is_passive(clause);
            let asked = path[..] == [Step::Complement, Step::Subject] && !self.complement(trigger).is_some_and(stops);
            let owners = owners && !asked;
            let sides: Vec<Side> =
                heads.into_iter().flat_map(|head| self.parted(head, owners)).filter(|side| !taken.contains(&side.head)).collect();
            if !sides.is_empty() {
                return sides;
            }
        }
        Vec::new()
    }

    /// The parties of a phrase: each of those joined, or whose it is.
    fn parted(&self, head: usize, owners: bool) -> Vec<Side> {
        let mut sides = Vec::new();
        let joined = self.joined(head);
        for (at, &one) in joined.iter().enumerate() {
            if joined.get(at + 1).is_some_and(|&next| self.is_double_title(one, next))
                || self.is_of_title(&joined, at)
                || self.is_byline(one)
            {
                continue;
            }
            if let Some(split) = self.split_by_peoples(one).or_else(|| self.split_by_names(one)).or_else(|| self.split_between(one)) {
                sides.extend(split);
            } else if self.may_act(one) {
                sides.push(self.side(one));
            } else if owners && self.syntax.upos[one] != "VERB" {
                sides.extend(
                    self.owner(one, 0).map(|owner| self.joined(owner)).unwrap_or_default().into_iter().map(|owner| self.side(owner)),
                );
            }
        }
        // "Blue and White": one name of two words that are joined.
        sides.dedup_by(|late, early| late.head == early.head || late.tokens == early.tokens);
        sides
    }

    /// "Police and Crime Commissioner Jon Brask": a title joined to the title of one name is no party of its own.
    fn is_double_title(&self, one: usize, next: usize) -> bool {
        let syntax = self.syntax;
        let has = |token: usize, relation: &str| syntax.children(token).any(|child| syntax.plain(child) == relation);
        let named_after = |token: usize| {
            let after = |child: usize| child > token && matches!(syntax.plain(child), "flat" | "appos" | "compound");
            syntax
                .children(token)
                .any(|child| after(child) && syntax.analysis.name_at(child).is_some_and(|name| name.kind == NameKind::Person))
        };
        let ends_in_name = syntax.analysis.name_at(next).is_some_and(|name| name.kind == NameKind::Person) && next > one + 2;
        !self.is_named(one)
            && syntax.upos[one] != "PRON"
            && next > one
            && next - one <= 4
            && !has(next, "det")
            && (named_after(next) || ends_in_name && self.is_person_word(next.saturating_sub(1)))
    }

    /// Whose a thing is: a possessor, whom it is of or by, the place it is in.
    fn owner(&self, thing: usize, depth: usize) -> Option<usize> {
        if depth > 2 {
            return None;
        }
        let owner = self.owners(thing).into_iter().find(|&owner| self.may_act(owner));
        let of = || {
            // Where a thing is, is whose it is where that is a state or a town: "the bill in the Lords" is not.
            let place = |of: usize| self.syntax.analysis.name_at(of).is_none_or(|name| name.kind == NameKind::Place);
            ["of", "by", "from", "in", "at", "near", "on"]
                .iter()
                .flat_map(|preposition| self.phrases(thing, preposition).into_iter().map(move |of| (*preposition, of)))
                .filter(|(preposition, of)| matches!(*preposition, "of" | "by" | "from") || place(*of))
                .find_map(|(_, of)| if self.may_act(of) { Some(of) } else { self.owner(of, depth + 1) })
        };
        owner.or_else(of)
    }

    /// "U.S. and Russian negotiators" are two parties.
    fn split_by_peoples(&self, head: usize) -> Option<Vec<Side>> {
        let syntax = self.syntax;
        let first = syntax
            .children(head)
            .find(|&child| child < head && matches!(syntax.plain(child), "amod" | "compound" | "nmod") && self.is_named(child))?;
        let peoples: Vec<usize> = self.joined(first).into_iter().filter(|&one| one < head && self.is_named(one)).collect();
        if peoples.len() < 2 || !matches!(syntax.xpos[head], "NNS" | "NNPS") {
            return None;
        }
        let last = peoples.len() - 1;
        let sides = peoples.iter().enumerate().map(|(at, &people)| {
            let tokens = if at == last { (people..=head).collect() } else { vec![people] };
            Side { head: people, tokens }
        });
        Some(sides.collect())
    }

    /// "ambassadors of Orlen, Ostrel and Norland" are three.
    fn split_by_names(&self, head: usize) -> Option<Vec<Side>> {
        let syntax = self.syntax;
        if !matches!(syntax.xpos[head], "NNS" | "NNPS") || !self.is_person_word(head) {
            return None;
        }
        let of = syntax
            .children(head)
            .find(|&child| child > head && syntax.plain(child) == "nmod" && self.is_close(child) && self.names(child))?;
        let names: Vec<usize> = self.joined(of).into_iter().filter(|&one| self.names(one)).collect();
        if names.len() < 2 {
            return None;
        }
        let mut sides: Vec<Side> = names.iter().map(|&name| self.side(name)).collect();
        let first = self
            .side(head)
            .tokens
            .into_iter()
            .filter(|&token| token <= of || syntax.head[token] == Some(of) && syntax.plain(token) == "flat");
        sides[0] = Side { head: of, tokens: first.collect() };
        Some(sides)
    }

    /// "Between hundreds of marchers and police": the number is of the first alone.
    fn split_between(&self, head: usize) -> Option<Vec<Side>> {
        let syntax = self.syntax;
        let between = syntax.children(head).any(|case| case < head && syntax.plain(case) == "case" && syntax.lemma[case] == "between");
        if !between || !self.words.holds("quantity", &self.word(head)) || self.joined(head).len() > 1 {
            return None;
        }
        let of = self.phrases(head, "of").into_iter().find(|&of| self.may_act(of))?;
        let others: Vec<usize> = self.joined(of).into_iter().filter(|&one| one != of && self.may_act(one)).collect();
        let (mut first, last) = (self.side(head), *others.first()?);
        let own = self.side(last).tokens;
        let start = own.first().copied().unwrap_or(last).min(last);
        first.tokens.retain(|&token| token < start && syntax.plain(token) != "cc");
        while first.tokens.len() > 1 && first.tokens.last().is_some_and(|&token| syntax.is_mark(token)) {
            first.tokens.pop();
        }
        Some(std::iter::once(first).chain(others.into_iter().map(|one| self.side(one))).collect())
    }

    /// Is a noun the object of a verb of moving or keeping forces?
    fn is_moved(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        let verb = syntax.head[noun].filter(|_| syntax.plain(noun) == "obj");
        verb.is_some_and(|verb| self.words.holds("moving_forces", &syntax.lemma[verb]))
    }

    fn names(&self, token: usize) -> bool {
        self.is_named(token) || self.syntax.upos[token] == "PROPN" && self.syntax.is_capital(token)
    }

    /// The phrase of a party, without clauses, without what is joined to it.
    pub(super) fn side(&self, head: usize) -> Side {
        let syntax = self.syntax;
        let leave: Vec<usize> = syntax
            .children(head)
            .filter(|&child| {
                matches!(
                    syntax.plain(child),
                    "case"
                        | "punct"
                        | "conj"
                        | "cc"
                        | "parataxis"
                        | "advcl"
                        | "ccomp"
                        | "nsubj"
                        | "cop"
                        | "mark"
                        | "aux"
                        | "dep"
                        | "orphan"
                        | "obl"
                ) || syntax.plain(child) == "acl" && !self.is_description(head, child)
                    || child > head && syntax.xpos[child] == "VBG"
                    || child < head && self.is_month_before(child, head)
                    || syntax.plain(child) == "nmod"
                        && child > head
                        && (!self.is_close(child) || self.is_of_doing(child) || self.is_year(child) || self.is_charge(head, child))
                    || syntax.plain(child) == "appos" && !self.is_near_name(head, child)
            })
            .collect();
        let all: Vec<usize> = syntax.below(head, &leave);
        let at = all.iter().position(|&token| token == head).unwrap_or(0);
        let joined = |left: usize, right: usize| (left + 1..right).all(|between| syntax.is_mark(between)) && right - left <= 3;
        let (mut first, mut last) = (at, at);
        while first > 0 && joined(all[first - 1], all[first]) {
            first -= 1;
        }
        while last + 1 < all.len() && joined(all[last], all[last + 1]) {
            last += 1;
        }
        let mut tokens = all[first..=last].to_vec();
        while tokens.len() > 1 && tokens.first().is_some_and(|&token| syntax.is_mark(token) || syntax.upos[token] == "DET" && token != head)
        {
            tokens.remove(0);
        }
        // "Maria Assad, 28": an age is no part of who it is.
        if let [.., comma, age] = tokens[..]
            && tokens.len() > 2
            && syntax.upos[age] == "NUM"
            && syntax.form(comma) == ","
        {
            tokens.truncate(tokens.len() - 2);
        }
        while tokens.len() > 1
            && tokens.last().is_some_and(|&token| syntax.is_mark(token) || syntax.form(token) == "'s" || syntax.form(token) == "’s")
        {
            tokens.pop();
        }
        if let Some(name) = syntax.name_after_title(head, tokens[tokens.len() - 1]) {
            tokens.extend(tokens[tokens.len() - 1] + 1..name.end);
        }
        if let Some(name) = syntax.analysis.name_at(head) {
            let (start, end) = (tokens[0].min(name.tokens.start), tokens[tokens.len() - 1].max(name.tokens.end - 1));
            tokens = (start..=end).collect();
        }
        while tokens.len() > 1 && matches!(syntax.plain(tokens[0]), "cc" | "punct") && tokens[0] != head {
            tokens.remove(0);
        }
        self.finish_title(&mut tokens);
        self.cut_behind(head, &mut tokens);
        Side { head, tokens }
    }

    /// What stands behind who it is and is no part of it: a clause ("the prince on whom he relied"), where a member sits ("Jon Brask (R-Lyrne)"), what is
    /// quoted ("accused Brask of "greed""), the beginning of a word of several parts ("met Brask one-on-one").
    fn cut_behind(&self, head: usize, tokens: &mut Vec<usize>) {
        let syntax = self.syntax;
        let opens = |at: usize| match syntax.form(at) {
            "(" => true,
            "“" => !tokens.iter().any(|&other| other > at && syntax.form(other) == "”"),
            "\"" => tokens.iter().filter(|&&other| syntax.form(other) == "\"").count() == 1,
            _ => matches!(syntax.xpos[at], "WP" | "WDT" | "WP$"),
        };
        let name_ends = syntax.analysis.name_at(head).map_or(head, |name| name.tokens.end - 1);
        if let Some(cut) = tokens.iter().position(|&at| at > name_ends && opens(at)) {
            tokens.truncate(cut);
        }
        let glued = |last: usize| {
            let behind = &syntax.text[syntax.span(last).end as usize..];
            behind.starts_with('-') && behind[1..].starts_with(char::is_alphabetic) && syntax.upos[last] == "NUM"
        };
        // "Lawmakers, many of whom objected".
        let some = |last: usize| matches!(syntax.low(last), "many" | "some" | "all" | "most" | "both" | "none" | "each" | "several");
        // "The envoys as well as Pell"
        let beside = |at: usize| at > name_ends && syntax.low(at) == "well" && syntax.low(at - 1) == "as";
        if let Some(cut) = tokens.iter().position(|&at| beside(at)).filter(|&cut| cut > 1) {
            tokens.truncate(cut - 1);
        }
        let loose = |last: usize| syntax.is_mark(last) || matches!(syntax.upos[last], "ADP" | "CCONJ") || glued(last) || some(last);
        while tokens.len() > 1 && tokens.last().is_some_and(|&last| last > name_ends && loose(last)) {
            tokens.pop();
        }
    }

    /// "President-elect Jon Brask": what a hyphen parts from its title, and the name behind it.
    fn finish_title(&self, tokens: &mut Vec<usize>) {
        let syntax = self.syntax;
        let last = tokens[tokens.len() - 1];
        let form = |at: usize| if at < syntax.len() { syntax.form(at) } else { "" };
        if matches!(form(last + 1), "-" | "–") && matches!(form(last + 2), "elect" | "designate") {
            tokens.extend([last + 1, last + 2]);
            if last + 3 < syntax.len()
                && let Some(name) = syntax.analysis.name_at(last + 3)
            {
                tokens.extend(last + 3..name.tokens.end);
            }
        }
    }

    /// Does a phrase after a noun tell who it is, as against where or what about?
    fn is_close(&self, child: usize) -> bool {
        self.syntax.children(child).any(|case| {
            self.syntax.plain(case) == "case" && matches!(self.syntax.lemma[case].as_str(), "of" | "from" | "in" | "for" | "to")
        }) && !self.is_time(child)
    }

    /// "Of damaging a dam": what the parser takes for a noun with a participle before it.
    fn is_of_doing(&self, child: usize) -> bool {
        let syntax = self.syntax;
        let first = syntax.below(child, &[]).into_iter().find(|&token| syntax.plain(token) != "case");
        let bare = |first: usize| {
            // "Of meddling in the vote"
            first == child
                && syntax.form(child).ends_with("ing")
                && syntax.head[child].is_some_and(|noun| syntax.plain(noun) == "obj")
                && syntax.children(child).any(|case| case < child && syntax.lemma[case] == "of")
        };
        first.is_some_and(|first| (syntax.xpos[first] == "VBG" && first < child || bare(first)) && !syntax.is_capital(first))
    }

    /// "Accused Orlen of greed": of what, and no part of whom.
    fn is_charge(&self, head: usize, child: usize) -> bool {
        let syntax = self.syntax;
        let charged = syntax.head[head].is_some_and(|verb| self.words.holds("charging", &syntax.lemma[verb]));
        charged && syntax.children(child).any(|case| case < child && syntax.plain(case) == "case" && syntax.lemma[case] == "of")
    }

    /// "Earlier in April Norlanders marched": a time that the parser takes for a part of who.
    fn is_month_before(&self, child: usize, head: usize) -> bool {
        let syntax = self.syntax;
        let inside = syntax.analysis.name_at(head).is_some_and(|name| !name.tokens.contains(&child));
        inside && syntax.plain(child) == "compound" && syntax.upos[child] == "PROPN" && self.is_time(child)
    }

    /// "The court in 2018": when, and no part of who.
    fn is_year(&self, child: usize) -> bool {
        let form = self.syntax.form(child);
        form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// "workers affiliated with a union": a participle right after the noun that tells which.
    fn is_description(&self, head: usize, child: usize) -> bool {
        let syntax = self.syntax;
        let close = syntax.below(child, &[]).first().is_some_and(|&first| first > head && first <= head + 3 && !syntax.is_mark(first));
        syntax.xpos[child] == "VBN" && self.words.holds("belonging", &syntax.lemma[child]) && close
    }

    /// "foreign minister Oskar Fell", "the envoy, Oskar Fell".
    fn is_near_name(&self, head: usize, child: usize) -> bool {
        child > head && child - head < 12 && (self.is_named(child) || self.is_person_word(child) || self.syntax.is_capital(child))
    }

    pub(super) fn span(&self, side: &Side) -> Span {
        let last = side.tokens[side.tokens.len() - 1];
        let mut span = Span { start: self.syntax.span(side.tokens[0]).start, end: self.syntax.span(last).end };
        // A mark of quotation that nothing answers stands with its fellow before the words; it is sought no further back than it may stand.
        if span.of(self.syntax.text).matches(['"', '”']).count() == 1 {
            let before = &self.syntax.text[..span.start as usize];
            let near = (before.len().saturating_sub(SHORT)..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(before.len());
            if let Some(opening) = before[near..].rfind(['"', '“']) {
                span.start = (near + opening) as u32;
            }
        }
        if span.of(self.syntax.text).matches('(').count() > span.of(self.syntax.text).matches(')').count()
            && self.syntax.text[span.end as usize..].starts_with(')')
        {
            span.end += 1;
        }
        span
    }
}

/// The value of a party: its referent where it is named or was before, and its state.
pub(super) fn party(ground: &Ground<'_, '_>, referents: &Referents<'_, '_>, meant: &BTreeMap<usize, usize>, side: &Side) -> EventParty {
    let syntax = ground.syntax;
    let on = |token: usize| referents.of.get(&token).copied();
    let referent = match syntax.upos[side.head] {
        "PRON" => meant.get(&side.head).copied(),
        _ => on(side.head).or_else(|| referents.resolved.get(&side.head).or_else(|| meant.get(&side.head)).copied()).or_else(|| {
            let beside =
                |&token: &usize| matches!(syntax.plain(token), "flat" | "appos" | "compound") && syntax.head[token] == Some(side.head);
            let named = side.tokens.iter().copied().filter(beside).filter_map(|token| on(token).map(|at| (token, at)));
            // Of a title and a name, the person; a body before a common noun is whose it is and not who.
            // "A spokesman for the leader of the party, Jon Brask": he is not who speaks.
            let of_another = |token: usize| {
                let between = |child: usize| {
                    child > side.head
                        && child < token
                        && syntax.plain(child) == "nmod"
                        && syntax.children(child).any(|case| syntax.plain(case) == "case" && syntax.lemma[case] == "for")
                };
                syntax.plain(token) == "appos" && syntax.children(side.head).any(between)
            };
            named
                .filter(|&(token, _)| !of_another(token))
                // "The Brask administration" is not Brask.
                .filter(|&(token, at)| {
                    token > side.head
                        || referents.all[at].kind == super::super::ReferentKind::Person && !ground.roles.is_body(&ground.word(side.head))
                })
                .map(|(_, at)| at)
                .next()
        }),
    };
    let own = referent.and_then(|at| referents.all[at].state.clone());
    // "the North Korean government": of two words that are one people's the second alone is another's.
    let joint = || {
        side.tokens.windows(2).find_map(|pair| {
            let words = format!("{} {}", syntax.form(pair[0]), syntax.form(pair[1]));
            let state = ground.actors.people(&words).or_else(|| ground.actors.state_named(&words))?;
            syntax.form(pair[0]).starts_with(char::is_uppercase).then(|| state.code.clone())
        })
    };
    let told = || {
        side.tokens.iter().find_map(|&token| {
            let form = syntax.form(token);
            let capital = form.starts_with(char::is_uppercase);
            let state = capital
                .then(|| ground.actors.people(form).or_else(|| ground.actors.state_named(form)))
                .flatten()
                .map(|state| state.code.clone());
            state.or_else(|| on(token).and_then(|at| referents.all[at].state.clone()))
        })
    };
    EventParty { span: ground.span(side), referent, state: own.or_else(joint).or_else(told) }
}
