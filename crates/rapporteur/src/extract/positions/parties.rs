//! Parties that stand in a row, each with its own side: "JAPAN, supported by NORWAY and the EU, opposed by CHINA, proposed".
//!
//! It reads names token by token, since rows of many names are where trees go astray; who is meant by a name is for `referents.rs`.

use super::super::syntax::Syntax;
use super::words::{Side, Stances};
use std::ops::Range;

/// Tokens of the longest name that is read.
const LONGEST: usize = 12;

/// Who stands before a verb: those it is said of, and those inserted with a side of their own.
#[derive(Debug, Default)]
pub(super) struct Region {
    pub(super) parties: Vec<Range<usize>>,
    pub(super) inserted: Vec<(Side, Range<usize>)>,
}

/// Reads rows of parties in one report.
#[derive(Clone, Copy)]
pub(super) struct Rows<'s, 'a> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) words: &'s Stances,
}

impl<'s> Rows<'s, '_> {
    /// The form in small letters; "n't" is "not".
    pub(super) fn low(&self, token: usize) -> &'s str {
        let word = self.syntax.low(token);
        if matches!(word, "n't" | "n’t") { "not" } else { word }
    }

    /// How many tokens from here are one of the phrases of a list.
    pub(super) fn phrase_at(&self, list: &'static str, at: usize) -> Option<usize> {
        let first = (at < self.syntax.len()).then(|| self.low(at))?;
        self.words.listed(list, first).iter().find(|(words, ())| self.is_at(words, at)).map(|(words, ())| words.len())
    }

    /// Do these words stand here, within one sentence?
    pub(super) fn is_at(&self, words: &[String], at: usize) -> bool {
        let end = at + words.len();
        at < self.syntax.len() && end <= self.end(at) && words.iter().zip(at..end).all(|(word, token)| *word == self.low(token))
    }

    /// One past the last token of the sentence.
    pub(super) fn end(&self, token: usize) -> usize {
        self.syntax.analysis.sentences[self.syntax.sentence[token]].tokens.end
    }

    /// The first token of the sentence.
    pub(super) fn start(&self, token: usize) -> usize {
        self.syntax.analysis.sentences[self.syntax.sentence[token]].tokens.start
    }

    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.syntax.sentence[token]
    }

    pub(super) fn comma(&self, token: usize) -> bool {
        self.syntax.form(token) == ","
    }

    pub(super) fn and(&self, token: usize) -> bool {
        matches!(self.syntax.form(token), "and" | "AND" | "&")
    }

    /// Is it a word of a name? What begins a sentence has a capital for another reason, unless the tagger or the name finder says otherwise.
    pub(super) fn is_name_word(&self, token: usize) -> bool {
        let syntax = self.syntax;
        let form = syntax.form(token);
        if !form.starts_with(char::is_uppercase) || self.words.by(syntax.low(token)).is_some() {
            return false;
        }
        let named = syntax.analysis.name_at(token).is_some();
        // "Two opposing views"
        if !named && syntax.upos[token] == "NUM" && token == self.start(token) {
            return false;
        }
        let capitals = form.chars().count() > 1 && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        if named || capitals {
            return true;
        }
        let function = matches!(syntax.upos[token], "ADP" | "SCONJ" | "CCONJ" | "ADV" | "AUX" | "PRON" | "PART" | "DET" | "PUNCT");
        let first = token == self.start(token);
        !function && (!first || syntax.xpos[token].starts_with("NNP")) && !self.words.holds("crowd", syntax.low(token))
    }

    /// The party whose words begin here, before `limit`.
    pub(super) fn unit(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let syntax = self.syntax;
        if at >= limit.min(syntax.len()) {
            return None;
        }
        let limit = limit.min(self.end(at)).min(at + LONGEST);
        let first = if self.low(at) == "the" && at + 1 < limit { at + 1 } else { at };
        if !self.is_name_word(first) || self.affiliation(first).is_some() {
            return None;
        }
        let mut end = first + 1;
        if let Some(name) = syntax.analysis.name_at(first).filter(|name| name.tokens.start == first) {
            end = end.max(name.tokens.end.min(limit));
        }
        let close = |token: usize| syntax.span(token - 1).end == syntax.span(token).start;
        while end < limit {
            let next = end + 1 < limit;
            let joined = matches!(syntax.form(end), "-" | "/" | "–" | "&" | ".");
            if joined && next && close(end) && close(end + 1) {
                end += 2;
            } else if self.low(end) == "of" && next {
                let named = if self.low(end + 1) == "the" && end + 2 < limit { end + 2 } else { end + 1 };
                if !self.is_name_word(named) {
                    break;
                }
                end = named + 1;
            } else if syntax.form(end) == "(" && end + 2 < limit && syntax.form(end + 2) == ")" && self.is_name_word(end + 1) {
                end += 3;
            } else if self.is_name_word(end) && syntax.upos[end] != "VERB"
                || matches!(syntax.upos[end], "NOUN" | "PROPN") && syntax.form(end).starts_with(char::is_lowercase) && !self.is_and_led(end)
            {
                end += 1;
            } else {
                break;
            }
        }
        // "Norland's envoy" is not Norland.
        let owns = end < self.end(at) && matches!(syntax.form(end), "'s" | "’s" | "'" | "’") && syntax.upos[end] == "PART";
        (!owns).then_some(at..end)
    }

    /// "R-Ariz.": a party and where one is elected; where its words end.
    fn affiliation(&self, at: usize) -> Option<usize> {
        let syntax = self.syntax;
        let letter = |form: &str| form.chars().count() == 1 && form.starts_with(char::is_uppercase);
        let place = |form: &str| form.starts_with(char::is_uppercase) && form.len() > 1;
        let whole = syntax.form(at).split_once('-').is_some_and(|(party, of)| letter(party) && place(of));
        let parted = || letter(syntax.form(at)) && at + 2 < self.end(at) && syntax.form(at + 1) == "-" && place(syntax.form(at + 2));
        let end = if whole {
            at + 1
        } else if parted() {
            at + 3
        } else {
            return None;
        };
        Some(if end < self.end(at) && syntax.form(end) == "." { end + 1 } else { end })
    }

    /// Does a preposition stand before a party: "with Norland"?
    pub(super) fn is_led(&self, party: &Range<usize>) -> bool {
        let syntax = self.syntax;
        let own = |token: &usize| {
            *token >= self.start(party.start) && matches!(syntax.upos[*token], "DET" | "ADJ" | "NUM")
                || syntax.relation[*token] == "nmod:poss"
        };
        // "A leader of the League, which sided with Norland": who is described holds it.
        let next = party.end + usize::from(party.end < self.end(party.start) && self.comma(party.end));
        if next < self.end(party.start) && matches!(syntax.xpos[next], "WDT" | "WP") {
            return false;
        }
        // "Migrants from Norland, Ostrel and Lyrne": the first of a row is led.
        let head = party.clone().find(|&token| syntax.head[token].is_none_or(|head| !party.contains(&head))).unwrap_or(party.start);
        let first =
            std::iter::successors(Some(head), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).take(6).last().unwrap_or(head);
        if first != head
            && syntax.children(first).any(|child| child < first && syntax.upos[child] == "ADP" && syntax.plain(child) == "case")
        {
            return true;
        }
        let before = (self.start(party.start)..party.start).rev().find(|token| !own(token));
        before.is_some_and(|before| {
            syntax.upos[before] == "ADP" && syntax.plain(before) == "case" && syntax.relation[before] != "compound:prt"
        })
    }

    /// Are these words only some of a group ("26 Governors", "several Republicans"), or an adjective before its noun ("Norlandic and foreign envoys")?
    pub(super) fn is_part(&self, party: &Range<usize>) -> bool {
        let syntax = self.syntax;
        let Some(head) = party.clone().find(|&token| syntax.head[token].is_none_or(|head| !party.contains(&head))) else { return false };
        let adjective = syntax.xpos[head] == "JJ" && syntax.head[head].is_some_and(|noun| noun >= party.end && syntax.upos[noun] == "NOUN");
        let plural = matches!(syntax.xpos[head], "NNS" | "NNPS");
        let counted =
            |token: usize| syntax.upos[token] == "NUM" && syntax.plain(token) == "nummod" || self.words.holds("counted", self.low(token));
        let some = syntax.children(head).any(|child| child < head && counted(child))
            || party.start > self.start(party.start) && counted(party.start - 1);
        adjective || plural && some || syntax.children(head).any(|child| child < head && syntax.plain(child) == "nummod")
    }

    fn is_and_led(&self, token: usize) -> bool {
        token > 0 && (self.and(token - 1) || self.comma(token - 1))
    }

    /// The party that a token belongs to.
    pub(super) fn around(&self, token: usize) -> Option<Range<usize>> {
        let start = self.start(token).max(token.saturating_sub(LONGEST));
        (start..=token).filter_map(|start| self.unit(start, token + LONGEST)).find(|unit| unit.contains(&token))
    }

    fn ending(&self, end: usize) -> Option<Range<usize>> {
        let start = self.start(end - 1).max(end.saturating_sub(LONGEST));
        (start..end).filter_map(|start| self.unit(start, end)).find(|unit| unit.end == end)
    }

    /// "Algeria, for the African Group": where a party that speaks for a group ends.
    fn with_group(&self, unit: Range<usize>, limit: usize) -> Range<usize> {
        let at = unit.end + usize::from(unit.end < limit && self.comma(unit.end));
        if at >= limit || at >= self.end(unit.start) {
            return unit;
        }
        let Some(length) = self.phrase_at("group", at) else { return unit };
        let mut from = at + length;
        // "for several UMBRELLA GROUP members"
        while from < limit && self.words.holds("crowd", self.low(from)) {
            from += 1;
        }
        match self.unit(from, limit) {
            Some(group) => unit.start..group.end,
            None => unit,
        }
    }

    /// A row of parties from here on: all of them, and where it ends. Groups without a name are passed over.
    pub(super) fn row(&self, from: usize, limit: usize) -> (Vec<Range<usize>>, usize) {
        let limit = limit.min(self.end(from.min(self.syntax.len() - 1)));
        let (mut found, mut at, mut last) = (Vec::new(), from, false);
        loop {
            if let Some(unit) = self.unit(at, limit) {
                let unit = self.with_group(unit, limit);
                at = unit.end;
                if let Some(end) = (at + 1 < limit && self.comma(at)).then(|| self.affiliation(at + 1)).flatten() {
                    at = end;
                }
                found.push(unit);
            } else if at < limit && self.words.holds("crowd", self.low(at)) {
                at += 1;
                while at < limit && matches!(self.syntax.upos[at], "NOUN" | "ADJ") && !self.is_name_word(at) {
                    at += 1;
                }
            } else {
                return (found, at);
            }
            let mut next = at;
            if next < limit && self.comma(next) {
                next += 1;
            }
            // What "and" joins is the last.
            if last {
                return (found, at);
            }
            if next < limit && self.and(next) {
                (next, last) = (next + 1, true);
            }
            let goes_on = next > at && next < limit && (self.unit(next, limit).is_some() || self.words.holds("crowd", self.low(next)));
            if !goes_on {
                return (found, at);
            }
            at = next;
        }
    }

    /// Where the row begins that ends with this party.
    fn row_start(&self, unit: &Range<usize>, floor: usize) -> usize {
        let mut start = unit.start;
        loop {
            let Some(mut before) = start.checked_sub(1).filter(|&before| before > floor) else { return start };
            let joined = self.and(before);
            if joined && self.comma(before - 1) && before > floor + 1 {
                before -= 1;
            }
            if !joined && !self.comma(before) {
                return start;
            }
            let Some(mut other) = self.ending(before) else { return start };
            if other.start < floor {
                return start;
            }
            // "Algeria, for the African Group, Oman": the group belongs to who speaks for it.
            if other.start > floor + 1
                && let Some(spoken) = (1..=4)
                    .find(|&back| other.start.checked_sub(back).is_some_and(|at| at > floor && self.phrase_at("group", at) == Some(back)))
            {
                let at = other.start - spoken;
                let end = if self.comma(at - 1) { at - 1 } else { at };
                let Some(speaker) = self.ending(end) else { return start };
                other = speaker.start..other.end;
            }
            let before_other = other.start.checked_sub(1).filter(|&before| before >= floor);
            // What "and" ends is a row of its own; what a preposition leads is no party.
            let ended = !joined && before_other.is_some_and(|before| self.and(before));
            let mut lead = before_other;
            while lead.is_some_and(|lead| lead > floor && matches!(self.syntax.upos[lead], "NUM" | "ADJ" | "DET")) {
                lead = lead.map(|lead| lead - 1);
            }
            let led = lead.is_some_and(|lead| self.syntax.upos[lead] == "ADP" || self.low(lead) == "by");
            if ended || led {
                return start;
            }
            start = other.start;
        }
    }

    /// Who stands before a predicate whose subject has its head at `subject`; `limit` is where the predicate begins.
    pub(super) fn region(&self, subject: usize, limit: usize) -> Region {
        let mut region = Region::default();
        let floor = (self.start(subject)..subject)
            .rev()
            .find(|&token| matches!(self.syntax.form(token), ";" | ":") || self.words.holds("ends", self.low(token)))
            .map_or(self.start(subject), |token| token + 1);
        let Some(unit) = self.around(subject).filter(|unit| unit.start >= floor) else {
            let phrase = self.syntax.phrase(subject).tokens;
            let (first, last) = (phrase[0], phrase[phrase.len() - 1]);
            region.parties.push(first..last + 1);
            self.inserts(last + 1, limit, &mut region);
            self.fronted(floor, first, &mut region);
            return region;
        };
        let start = self.row_start(&unit, floor);
        let (parties, end) = self.row(start, limit);
        region.parties = parties;
        self.inserts(end, limit, &mut region);
        self.fronted(floor, start, &mut region);
        region
    }

    /// A party whose row and insertions end right before a verb that the tree gives no subject: "…, Norland, supported by Ostrel, called for".
    pub(super) fn led_by_names(&self, verb: usize) -> Option<usize> {
        let floor = (self.start(verb)..verb)
            .rev()
            .find(|&token| matches!(self.syntax.form(token), ";" | ":"))
            .map_or(self.start(verb), |token| token + 1);
        // What fronted words name is no subject.
        let mut from = floor;
        while let Some((_, start)) = (from..verb).filter(|&at| at == floor || self.comma(at - 1)).find_map(|at| self.opener_at(at, verb)) {
            if start > floor + 4 {
                break;
            }
            from = self.row(start, verb).1.max(start);
        }
        (from..verb).find(|&start| {
            let before = start.checked_sub(1).filter(|&before| before >= floor);
            let led = before.is_some_and(|before| {
                matches!(self.syntax.upos[before], "ADP" | "ADJ" | "NUM" | "DET") || self.low(before) == "by" || self.is_name_word(before)
            });
            if led || self.unit(start, verb).is_none() {
                return false;
            }
            let (_, mut at) = self.row(start, verb);
            while at < verb {
                let parted = if self.comma(at) { at + 1 } else { at };
                let opened = if self.and(parted) { parted + 1 } else { parted };
                if parted == verb || self.syntax.upos[at] == "ADV" && at + 1 == verb {
                    return true;
                }
                let Some((_, from)) = self.opener_at(opened, verb) else { return false };
                at = self.row(from, verb).1;
            }
            true
        })
    }

    /// Where a predicate goes on for the subject before: the "and" or "but" that stands before a verb with nothing between but adverbs and insertions.
    pub(super) fn joined_at(&self, verb: usize) -> Option<usize> {
        let joint =
            (self.start(verb)..verb).rev().find(|&token| self.and(token) && self.joins_to(token + 1, verb) || self.low(token) == "but")?;
        self.joins_to(joint + 1, verb).then_some(joint)
    }

    fn joins_to(&self, from: usize, verb: usize) -> bool {
        let mut at = from;
        while at < verb {
            if self.comma(at) || self.syntax.upos[at] == "ADV" {
                at += 1;
            } else if let Some((_, start)) = self.opener_at(at, verb) {
                at = self.row(start, verb).1.max(at + 1);
            } else {
                return false;
            }
        }
        true
    }

    /// Inserted parties between the subject and its verb.
    pub(super) fn inserts(&self, from: usize, limit: usize, region: &mut Region) {
        let mut at = from;
        while at < limit {
            match self.opener(at, limit) {
                Some((side, start)) => {
                    let (parties, end) = self.row(start, limit);
                    region.inserted.extend(parties.into_iter().map(|party| (side, party)));
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }

    /// Parties that lead the clause: "Supported by Norland, he suggested".
    fn fronted(&self, floor: usize, first: usize, region: &mut Region) {
        if floor >= first {
            return;
        }
        let begins = (floor..first).filter(|&at| at == floor || self.comma(at - 1));
        for at in begins {
            let Some((side, start)) = self.opener_at(at, first) else { continue };
            let (parties, end) = self.row(start, first);
            if end + 1 == first && self.comma(end) {
                region.inserted.extend(parties.into_iter().map(|party| (side, party)));
                return;
            }
        }
    }

    /// Inserted words with a side, and where the parties begin: after a comma or "and".
    fn opener(&self, at: usize, limit: usize) -> Option<(Side, usize)> {
        let parted = at > 0 && (self.comma(at - 1) || self.and(at - 1) || self.syntax.form(at - 1) == "(");
        self.opener_at(at, limit).filter(|_| parted)
    }

    pub(super) fn opener_at(&self, at: usize, limit: usize) -> Option<(Side, usize)> {
        let limit = limit.min(self.syntax.len());
        if at >= limit {
            return None;
        }
        let by = |at: usize| at + 1 < limit && self.low(at + 1) == "by";
        if let Some(side) = self.words.by(self.low(at)).filter(|_| by(at)) {
            return Some((side, at + 2));
        }
        let length = self.phrase_at("same", at)?;
        // "with reservations from Norland"
        let noun = at + length;
        if noun + 1 < limit
            && self.low(noun + 1) == "from"
            && let Some(entry) = self.words.of("noun", &self.syntax.lemma[noun]).first()
        {
            return Some((Side::Own(entry.stance), noun + 2));
        }
        let names = |at: usize| self.unit(at, limit).is_some() || self.words.holds("crowd", self.low(at));
        (at + length < limit && names(at + length)).then_some((Side::Same, at + length))
    }
}
