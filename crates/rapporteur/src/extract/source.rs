//! Whose words: the source of a cue, read off the tree.

use super::assemble::is_time;
use super::company::company;
use super::syntax::Syntax;
use crate::analyze::NameKind;
use std::ops::Range;

/// A source: its tokens and the head of its phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) head: usize,
    pub(super) tokens: Vec<usize>,
}

/// How far a subject is sought up the tree.
const STEPS: usize = 6;

impl Syntax<'_> {
    /// The source of a verb, adjective or other predicate that is a cue.
    pub(super) fn source(&self, cue: usize) -> Option<Source> {
        self.subject(cue).map(|head| self.phrase(head))
    }

    /// The head of the subject of a predicate: its own, else that of what governs it.
    fn subject(&self, cue: usize) -> Option<usize> {
        // A participle that heads its sentence without a helper is a past tense that was mistaken.
        let bare = || self.head[cue].is_none() && self.children(cue).all(|child| self.plain(child) != "aux");
        let finite = self.upos[cue] == "VERB"
            && (matches!(self.xpos[cue], "VBD" | "VBZ" | "VBP") || (self.xpos[cue] == "VBN" && (self.is_main(cue) || bare())));
        let subject = self.governing_subject(cue).or_else(|| if finite { self.displaced(cue) } else { None });
        subject.and_then(|subject| if self.is_no_speaker(subject) { self.before_time(subject) } else { Some(subject) })
    }

    /// What "that" and "which" stand for as the source of a cue in their clause: "a draft that called for a truce and condemned the raid". The clause and a
    /// day before it are no part of it.
    pub(super) fn antecedent(&self, source: Source) -> Source {
        let pronoun = source.head;
        if !matches!(self.xpos[pronoun], "WDT" | "WP") || !matches!(self.lemma[pronoun].as_str(), "that" | "which" | "who") {
            return source;
        }
        let Some((clause, noun)) = self.described(pronoun).filter(|&(_, noun)| noun < pronoun) else { return source };
        // Whoever has a name is meant by "who" itself.
        let named = |&token: &usize| self.upos[token] == "PROPN" || self.analysis.name_at(token).is_some();
        if self.lemma[pronoun] == "who" && (named(&noun) || self.phrase(noun).tokens.iter().any(|token| *token > noun && named(token))) {
            return source;
        }
        let time = |token: usize| self.children(noun).any(|child| child > noun && is_time(self, child) && self.is_below(token, child));
        let mut tokens = self.phrase(noun).tokens;
        tokens.retain(|&token| token < pronoun && !self.is_below(token, clause) && !time(token));
        while tokens.last().is_some_and(|&token| self.is_mark(token) && token != noun) {
            tokens.pop();
        }
        Source { head: noun, tokens }
    }

    /// Is a noun a day or an hour, and no person of that name?
    fn is_no_speaker(&self, noun: usize) -> bool {
        let named = self.analysis.name_at(noun).is_some_and(|name| name.kind == NameKind::Person);
        !named && matches!(self.upos[noun], "NOUN" | "PROPN") && is_time(self, noun)
    }

    /// "The minister late Tuesday told": who stands before a day that the parser took for the subject.
    fn before_time(&self, time: usize) -> Option<usize> {
        let first = *self.below(time, &[]).first()?;
        let last = first.checked_sub(1).filter(|&last| self.sentence[last] == self.sentence[time] && !self.is_mark(last))?;
        let part = |at: usize| matches!(self.plain(at), "flat" | "appos" | "compound");
        let top = std::iter::successors(Some(last), |&at| self.head[at].filter(|_| part(at))).take(STEPS).last()?;
        let case = self.children(top).any(|child| child < top && self.plain(child) == "case");
        (matches!(self.upos[top], "NOUN" | "PROPN" | "PRON") && !case && top < time).then_some(top)
    }

    /// The subject of a finite verb that the parser gave to something else: to the clause after the verb ("a readout said Modi asked"), or
    /// to the words before it.
    fn displaced(&self, cue: usize) -> Option<usize> {
        if self.children(cue).any(|child| matches!(self.relation[child], "aux:pass" | "nsubj:pass")) {
            return None;
        }
        let clause = self.children(cue).filter(|&child| child > cue && self.plain(child) == "ccomp");
        let of_clause =
            clause.flat_map(|clause| self.children(clause).filter(|&child| self.plain(child) == "nsubj")).find(|&subject| subject < cue);
        let pronoun = || self.children(cue).find(|&child| child < cue && self.plain(child) == "expl" && self.lemma[child] == "it");
        let before = || {
            if self.plain(cue) != "root" && !self.is_main(cue) {
                return None;
            }
            let first = self.analysis.sentences[self.sentence[cue]].tokens.start;
            let comma = (first..cue).rev().find(|&token| self.form(token) == ",").map_or(first, |comma| comma + 1);
            // "Acting Ambassador to the Council, Clara Whitcombe, said": the name between the commas.
            if comma == cue && cue > 2 {
                let is_person = |token: usize| self.analysis.name_at(token).filter(|name| name.kind == NameKind::Person);
                // "Ana Reyes, the guild's head for the north, explained": the name before the description between commas.
                let opening = (first..cue - 1).rev().find(|&token| self.form(token) == ",").filter(|&opening| opening > first);
                let described =
                    opening.and_then(|opening| is_person(opening - 1)).filter(|name| self.quotation[name.tokens.start].is_none());
                if is_person(cue - 2).is_none()
                    && let Some(name) = described
                {
                    return Some(name.tokens.start);
                }
                let name = is_person(cue - 2)?;
                let opens = name.tokens.start.checked_sub(1).is_some_and(|before| self.form(before) == ",");
                return Some(name.tokens.start).filter(|&start| opens && start > first && self.quotation[start].is_none());
            }
            let noun =
                (comma..cue).find(|&token| matches!(self.upos[token], "NOUN" | "PROPN" | "PRON") && self.quotation[token].is_none())?;
            let case = self.children(noun).any(|child| child < noun && self.plain(child) == "case");
            (!case).then_some(noun)
        };
        of_clause.or_else(pronoun).or_else(before)
    }

    /// Must a verb be the main one of its sentence though the parser took another? "After X did, Y called for", "Amid talks that X began, Y called
    /// for": a conjunction or preposition leads, and the verb stands after a comma.
    fn is_main(&self, verb: usize) -> bool {
        let tokens = self.analysis.sentences[self.sentence[verb]].tokens.clone();
        let root = self.root(verb);
        let led = |root: usize| {
            matches!(self.upos[tokens.start], "SCONJ" | "ADP")
                || self.children(root).take_while(|&child| child < root).any(|child| self.plain(child) == "mark")
        };
        root.is_some_and(|root| root < verb && led(root) && (root..verb).any(|token| self.form(token) == ","))
    }

    fn governing_subject(&self, cue: usize) -> Option<usize> {
        let (mut at, mut parted) = (cue, false);
        for step in 0..STEPS {
            // "Pell also said, …": without a helper a main "said" is no participle.
            let bare = step == 0
                && self.lemma[at] == "say"
                && self.head[at].is_none()
                && !self.children(at).any(|child| self.plain(child) == "aux");
            let passive = !bare
                && self.children(at).any(|child| self.relation[child] == "aux:pass" || self.relation[child] == "nsubj:pass")
                || step == 0 && self.is_joined_passive(at);
            if passive && self.upos[at] == "VERB" && step == 0 {
                return self.agent(at);
            }
            // Of two subjects before a verb, one is the title of the other: the nearer is the name.
            let before = self.children(at).filter(|&child| child < at && self.plain(child) == "nsubj" && !self.is_no_speaker(child)).last();
            let own = before.or_else(|| self.children(at).find(|&child| self.plain(child) == "nsubj"));
            // "found nothing despite the Post claiming that": who stands between is the subject.
            if let Some(noun) = self.despite(at).filter(|_| step == 0 && own.is_none()) {
                return Some(noun);
            }
            // The subject of a governing passive, where it is quoted, is spoken of and does not speak.
            if let Some(own) = own.filter(|&own| step == 0 || !passive || self.quotation[own].is_none()) {
                return (self.lemma[own] != "it" || !self.is_expletive(at)).then_some(own);
            }
            if self.xpos[cue] == "VBN" && step == 0 && self.is_main(cue) {
                return None;
            }
            if self.xpos[cue] == "VBN" && step == 0 && self.is_participle(at) {
                return self.agent(at);
            }
            // "The road is shut, as noted by the guild": who notes it, and not what is said of.
            let led = |child: usize| child < at && self.plain(child) == "mark" && self.lemma[child] == "as";
            if self.xpos[cue] == "VBN" && step == 0 && self.plain(at) == "advcl" && self.children(at).any(led) {
                return self.agent(at);
            }
            if let Some(verb) = self.goes_on(at) {
                at = verb;
                continue;
            }
            let head = self.head[at]?;
            match self.plain(at) {
                // "Russia's decision to veto", "a report saying that", "officials worried that"
                "acl" => {
                    let possessor = self.children(head).find(|&child| self.relation[child] == "nmod:poss");
                    return if self.xpos[at] == "VB" { possessor } else { Some(head) };
                }
                // "spoke after Russia attacked, and called for": a comma before "and" takes up the main clause.
                "conj" if matches!(self.plain(head), "advcl" | "acl") && self.comma_before(at) => at = self.head[head]?,
                "conj" => at = self.nearer(head, at).unwrap_or(head),
                // "Thanked Orlen for agreeing to come": whom it is told of.
                // But for "thanked Orlen for coming, noting that".
                "advcl" if !parted && self.xpos[at] == "VBG" && self.children(at).any(|mark| mark < at && self.low(mark) == "for") => {
                    let whom = self.children(head).find(|&child| head < child && child < at && self.plain(child) == "obj");
                    match whom {
                        Some(whom) => return Some(whom),
                        None => at = head,
                    }
                }
                // "said the guides, the maps and the signs all pointed to it": a finite clause has a subject of its own.
                "ccomp" if step == 0 && head < at && self.upos[at] == "VERB" && self.xpos[at] == "VBD" && self.quotation[at].is_none() => {
                    return None;
                }
                "xcomp" | "advcl" | "ccomp" | "parataxis" | "cop" | "aux" => {
                    parted |= self.plain(at) == "advcl" && self.xpos[at] == "VBG" && head < at && self.is_appended(at);
                    at = head;
                }
                _ => return None,
            }
        }
        None
    }

    /// The noun between "despite" or "with" and a participle right behind it.
    fn despite(&self, participle: usize) -> Option<usize> {
        let noun =
            participle.checked_sub(1).filter(|&noun| self.xpos[participle] == "VBG" && matches!(self.upos[noun], "NOUN" | "PROPN"))?;
        let part = |&token: &usize| {
            matches!(self.upos[token], "NOUN" | "PROPN" | "DET" | "ADJ" | "NUM") && self.sentence[token] == self.sentence[noun]
        };
        let first = (0..participle).rev().take_while(part).last()?;
        let lead = first.checked_sub(1)?;
        let led = matches!(self.upos[lead], "ADP" | "SCONJ") && matches!(self.lemma[lead].as_str(), "despite" | "with");
        (led && self.sentence[lead] == self.sentence[noun]).then_some(noun)
    }

    /// Does a participle without a helper tell what was done to someone? "told by the ministry that …", "a text seen as".
    fn is_participle(&self, verb: usize) -> bool {
        let helped = self.children(verb).any(|child| self.plain(child) == "aux");
        self.plain(verb) == "acl" || self.plain(verb) == "advcl" && !helped && self.head[verb].is_some_and(|head| verb < head)
    }

    /// "The talk came after Veldania asked for help and said it was ill at ease": without a comma before "and", where the main verb's subject is no
    /// name and that of the clause in between is one, the clause in between is what goes on.
    fn nearer(&self, main: usize, joined: usize) -> Option<usize> {
        let subject = |verb: usize| self.children(verb).find(|&child| self.plain(child) == "nsubj");
        let named = |noun: usize| self.analysis.name_at(noun).is_some();
        let common = subject(main).is_some_and(|noun| self.upos[noun] == "NOUN" && !named(noun));
        let between = self.children(main).find(|&child| child > main && child < joined && self.plain(child) == "advcl");
        between.filter(|&clause| common && !self.comma_before(joined) && subject(clause).is_some_and(named))
    }

    /// The verb whose words an appended participle goes on with: "said that …, noting that". "Adding" does so however deep in what was said the
    /// parser hangs it.
    fn goes_on(&self, participle: usize) -> Option<usize> {
        let adds = self.lemma[participle] == "add";
        let tied = self.plain(participle) == "advcl" || (adds && self.plain(participle) == "acl");
        if !tied || self.xpos[participle] != "VBG" || !self.is_appended(participle) {
            return None;
        }
        let depth = if adds { STEPS } else { 1 };
        let mut above = std::iter::successors(self.head[participle], |&at| self.head[at]).take(depth);
        let clause = above.find(|&at| self.plain(at) == "ccomp")?;
        self.head[clause].filter(|&verb| self.upos[verb] == "VERB")
    }

    /// Does a comma stand before the conjunction that joins a clause to another?
    fn comma_before(&self, clause: usize) -> bool {
        let joint = self.children(clause).find(|&child| self.plain(child) == "cc");
        joint.and_then(|joint| joint.checked_sub(1)).is_some_and(|before| self.form(before) == ",")
    }

    /// Does a mark part a clause from what stands before it?
    fn is_appended(&self, clause: usize) -> bool {
        let start = self.below(clause, &[])[0];
        self.is_mark(start) || start.checked_sub(1).is_some_and(|before| self.is_mark(before))
    }

    /// "was condemned by the one and welcomed by the other": a participle joined to a passive, with an agent of its own.
    fn is_joined_passive(&self, verb: usize) -> bool {
        let passive = |verb: usize| self.children(verb).any(|child| self.relation[child] == "aux:pass");
        self.plain(verb) == "conj"
            && self.xpos[verb] == "VBN"
            && self.head[verb].is_some_and(passive)
            && !self.children(verb).any(|child| self.plain(child) == "nsubj")
            && self.agent(verb).is_some()
    }

    /// "by the ministry" of a passive.
    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        self.children(verb).find(|&child| {
            self.relation[child] == "obl:agent"
                || (self.plain(child) == "obl" && self.children(child).any(|case| self.plain(case) == "case" && self.lemma[case] == "by"))
        })
    }

    fn is_expletive(&self, verb: usize) -> bool {
        self.children(verb).any(|child| self.plain(child) == "expl" || self.relation[child] == "csubj")
    }

    /// The phrase of a noun as a source: its determiners, titles, names, appositions and complements, without clauses, and without the
    /// preposition that leads it.
    pub(super) fn phrase(&self, head: usize) -> Source {
        let leave: Vec<usize> = self
            .children(head)
            .filter(|&child| {
                matches!(
                    self.plain(child),
                    "case" | "punct" | "parataxis" | "cc" | "dep" | "discourse" | "advcl" | "cop" | "advmod" | "mark" | "aux"
                ) || (self.plain(child) == "acl" && self.relation[child] != "acl:relcl")
                    || (self.plain(child) == "nsubj")
            })
            .filter(|&child| !(self.plain(child) == "cc" && self.joins_names(head)))
            .collect();
        let tokens: Vec<usize> =
            self.below(head, &leave).into_iter().filter(|&token| self.quotation[token] == self.quotation[head]).collect();
        // One run around the head, parted by nothing but marks: what stands elsewhere belongs to something else.
        let at = tokens.iter().position(|&token| token == head).unwrap_or(0);
        let joined = |left: usize, right: usize| right - left <= 1 || (left + 1..right).all(|between| self.is_mark(between));
        let (mut first, mut last) = (at, at);
        while first > 0 && joined(tokens[first - 1], tokens[first]) {
            first -= 1;
        }
        while last + 1 < tokens.len() && joined(tokens[last], tokens[last + 1]) {
            last += 1;
        }
        let mut tokens = tokens[first..=last].to_vec();
        while tokens.last().is_some_and(|&token| self.is_mark(token)) {
            tokens.pop();
        }
        while tokens.first().is_some_and(|&token| self.is_mark(token)) {
            tokens.remove(0);
        }
        if tokens.is_empty() {
            tokens.push(head);
        }
        self.whole_name(head, &mut tokens);
        self.without_day(head, &mut tokens);
        self.without_asides(head, &mut tokens);
        if let Some(name) = self.whole_compound(&mut tokens) {
            return Source { head: name, tokens };
        }
        if let Some(name) = self.name_after_title(head, tokens[tokens.len() - 1]) {
            tokens.extend(tokens[tokens.len() - 1] + 1..name.end);
        }
        if let Some(row) = self.row_of_names(tokens[0], tokens[tokens.len() - 1]) {
            tokens = row.collect();
        }
        if let Some(end) = tokens.last().and_then(|&last| company(self, last)) {
            tokens.extend(tokens[tokens.len() - 1] + 1..end);
        }
        Source { head, tokens }
    }

    /// Takes a day that leads a name off it: "This Wednesday Premier Pell".
    fn without_day(&self, head: usize, tokens: &mut Vec<usize>) {
        // "on February 1 Pell said"
        let month = tokens.len() > 2 && is_time(self, tokens[0]) && self.upos[tokens[1]] == "NUM" && tokens[1] < head;
        if month
            && self.form(tokens[2]).starts_with(char::is_uppercase)
            && self.analysis.name_at(tokens[2]).is_none_or(|name| name.tokens.start == tokens[2])
        {
            tokens.drain(..2);
            return;
        }
        let led = usize::from(matches!(self.lemma[tokens[0]].as_str(), "this" | "last" | "next" | "late" | "early"));
        let Some(&day) = tokens.get(led).filter(|&&day| day < head && self.form(day).ends_with("day") && is_time(self, day)) else {
            return;
        };
        let next = tokens.get(led + 1).copied().filter(|&next| next == day + 1 && self.form(next).starts_with(char::is_uppercase));
        if next.is_some() && self.analysis.name_at(day).is_none_or(|name| !name.tokens.contains(&(day + 1))) {
            tokens.drain(..=led);
        }
    }

    /// Takes off a source what only stands behind it: "Pell, early last week", "Pell, according to the Herald", and a word that leads nothing.
    fn without_asides(&self, head: usize, tokens: &mut Vec<usize>) {
        let begins = |at: usize| {
            self.form(at) == "according" || is_time(self, at) || matches!(self.lemma[at].as_str(), "early" | "late" | "last" | "earlier")
        };
        // "Pell, last year's winner" tells who she is.
        let owned = |at: usize| {
            let stretch = tokens[at + 1..].iter().take_while(|&&token| self.form(token) != ",");
            stretch.into_iter().any(|&token| matches!(self.form(token), "'s" | "’s"))
        };
        let comma = |at: usize| tokens[at] > head && self.form(tokens[at]) == ",";
        let aside = (1..tokens.len().saturating_sub(1)).find(|&at| comma(at) && begins(tokens[at + 1]) && !owned(at));
        if let Some(at) = aside {
            tokens.truncate(at);
        }
        // "Pell on Saturday", "the Herald in March"
        let day = (1..tokens.len()).find(|&at| {
            let (lead, rest) = (tokens[at], &tokens[at + 1..]);
            lead > head
                && self.upos[lead] == "ADP"
                && !rest.is_empty()
                && rest.len() < 4
                && rest.iter().all(|&token| is_time(self, token) || matches!(self.upos[token], "NUM" | "DET"))
        });
        if let Some(at) = day {
            tokens.truncate(at);
        }
        while tokens.len() > 1
            && tokens.last().is_some_and(|&last| last > head && (self.is_mark(last) || matches!(self.upos[last], "ADP" | "CCONJ" | "DET")))
        {
            tokens.pop();
        }
    }

    /// Adds the rest of a compound that is cut at its hyphens, and the name that it describes: "the 31-year-old", "23-year-old Pell"; gives that name's last
    /// token.
    fn whole_compound(&self, tokens: &mut Vec<usize>) -> Option<usize> {
        let touches = |token: usize| token + 1 < self.len() && self.span(token).end == self.span(token + 1).start;
        let begins = tokens.len();
        // The number may hang elsewhere.
        let first = tokens[0];
        if first > 1
            && matches!(self.form(first - 1), "-" | "‑")
            && touches(first - 1)
            && touches(first - 2)
            && self.upos[first - 2] == "NUM"
        {
            let article =
                (first - 2).checked_sub(1).filter(|&before| self.upos[before] == "DET" && self.sentence[before] == self.sentence[first]);
            tokens.splice(0..0, article.unwrap_or(first - 2)..first);
        }
        let begins = begins.max(tokens.len());
        while let Some(&last) = tokens.last() {
            let hyphen = last + 1;
            if !(touches(last) && matches!(self.form(hyphen), "-" | "‑") && touches(hyphen))
                || self.sentence[hyphen + 1] != self.sentence[last]
            {
                break;
            }
            tokens.extend([hyphen, hyphen + 1]);
        }
        let last = *tokens.last().filter(|_| tokens.len() > begins)?;
        let next =
            Some(last + 1).filter(|&next| next < self.len() && self.sentence[next] == self.sentence[last] && self.is_capital(next))?;
        let name = self.analysis.name_at(next).map(|name| name.tokens.clone()).filter(|name| name.start == next).unwrap_or(next..next + 1);
        tokens.extend(name.clone());
        Some(name.end - 1)
    }

    /// Adds what the parser left out of the name that a source begins or ends in: "Department of" of "Department of State".
    fn whole_name(&self, head: usize, tokens: &mut Vec<usize>) {
        let Some(mut name) = self.analysis.name_at(head).map(|name| name.tokens.clone()) else { return };
        // "Premier Ana Reyes Sunday said": a day that hangs from the verb is no part of the name, whatever the name finder took in.
        let of_verb = |token: usize| self.plain(token) == "obl" && is_time(self, token);
        while name.end > head + 1
            && (of_verb(name.end - 1) || self.head[name.end - 1].is_some_and(|above| above >= name.end && of_verb(above)))
        {
            name.end -= 1;
        }
        let own = |token: usize| self.sentence[token] == self.sentence[head] && self.quotation[token] == self.quotation[head];
        if !name.clone().all(own) {
            return;
        }
        let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
        if name.start < first {
            let article = name.start.checked_sub(1).filter(|&before| own(before) && self.upos[before] == "DET");
            tokens.splice(0..0, article.unwrap_or(name.start)..first);
        }
        if name.end > last + 1 {
            tokens.extend(last + 1..name.end);
        }
    }

    /// A person's name right after a title belongs to it, whatever the parser calls the tie: "chargé d’affaires Roman Pell", and with the
    /// place or body in between, "Ambassador to the United States Roman Pell".
    pub(super) fn name_after_title(&self, head: usize, last: usize) -> Option<Range<usize>> {
        if !matches!(self.upos[head], "NOUN" | "PROPN") || self.analysis.name_at(last).is_some() {
            return None;
        }
        // "The other figures Brask derided": several are not called by one name.
        if self.xpos[head] == "NNS" && last == head && self.children(head).all(|child| self.plain(child) != "conj") {
            let verb = |token: usize| self.upos.get(token).is_some_and(|&of| of == "VERB");
            let named = self.analysis.name_at(last + 1);
            if named.is_some_and(|name| verb(name.tokens.end)) {
                return None;
            }
        }
        let name = |start: usize| self.analysis.name_at(start).filter(|name| name.tokens.start == start);
        let person = |start: usize| name(start).filter(|name| name.kind == NameKind::Person).map(|name| name.tokens.clone());
        let found = person(last + 1).or_else(|| {
            let led = last + 1 < self.len() && matches!(self.form(last + 1), "to" | "of" | "for" | "in" | "at") && self.is_capital(head);
            let place = last + 2 + usize::from(self.upos.get(last + 2) == Some(&"DET"));
            let place = name(place).filter(|name| led && name.kind != NameKind::Person)?;
            person(place.tokens.end)
        })?;
        let own = |token: usize| self.sentence[token] == self.sentence[last] && self.quotation[token] == self.quotation[last];
        found.clone().all(own).then_some(found)
    }

    /// "Norland, Ostrel and Lyrne": all of a row of names that "and" ends, of which the parser gave only some. What a preposition leads is no part
    /// of it ("In Norland, Ostrel and Lyrne said").
    fn row_of_names(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let ends = |token: usize| self.analysis.name_at(token).filter(|name| name.tokens.end == token + 1).map(|name| name.tokens.start);
        let starts = |token: usize| self.analysis.name_at(token).filter(|name| name.tokens.start == token).map(|name| name.tokens.end - 1);
        ends(last)?;
        starts(first)?;
        let own = |token: usize| {
            token < self.len() && self.sentence[token] == self.sentence[first] && self.quotation[token] == self.quotation[first]
        };
        let (mut start, mut end) = (first, last);
        if own(end + 2) && self.form(end + 1) == "and" {
            end = starts(end + 2).unwrap_or(end);
        }
        if !(start..end).any(|token| self.form(token) == "and") {
            return None;
        }
        while start > 1 && own(start - 2) && self.form(start - 1) == "," {
            let Some(before) = ends(start - 2) else { break };
            start = before;
        }
        let led = start > 0 && own(start - 1) && self.upos[start - 1] == "ADP";
        (!led && (start, end) != (first, last)).then_some(start..end + 1)
    }

    fn joins_names(&self, head: usize) -> bool {
        self.children(head).any(|child| self.plain(child) == "conj")
    }
}
