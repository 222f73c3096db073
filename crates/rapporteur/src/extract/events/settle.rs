//! Type, status, time and place of a candidate: what lies ahead is an agreement or a threat, what is far back is history.

use super::Candidate;
use super::event::{EventTime, EventType};
use super::outlook::Outlook;
use super::paths::Ground;
use crate::analyze::NameKind;
use crate::extract::predicates::Status;
use crate::extract::times::{TimeExpression, TimeKind};
use crate::record::day_number;
use crate::text::Span;
use jiff::civil::Date;

/// Type, type of the act within, and status; nothing where it is not to be told.
pub(super) fn settled(
    ground: &Ground<'_, '_>,
    candidate: &Candidate<'_>,
    outlook: Outlook,
    of: Option<EventType>,
) -> Option<(EventType, Option<EventType>, Status)> {
    let kind = candidate.frame.kind;
    use EventType::{Accuse, Assault, Coerce, Reject, Request, Support, Threaten};
    let stands_beside = match kind {
        Assault | Coerce => true,
        // "Wrote to the League, blaming Veldania": words beside words.
        Accuse | Reject | Request | Support | Threaten => ground.is_beside_words(candidate.predicate),
        _ => false,
    };
    if outlook.beside && !stands_beside {
        return None;
    }
    match outlook.status {
        Status::Hypothetical => None,
        Status::Planned => match kind {
            _ if candidate.frame.on_self => Some((kind, of, Status::Planned)),
            _ if kind.is_friendly() => Some((EventType::Agree, Some(kind), Status::Planned)),
            EventType::Assault => {
                // What others expect someone to do is no threat.
                let own = outlook.teller.is_none_or(|teller| ground.same_subject(teller, candidate.predicate));
                own.then_some((EventType::Threaten, Some(kind), Status::Threatened))
            }
            _ => Some((kind, of, Status::Planned)),
        },
        Status::Happened | Status::Ongoing => {
            let status = match kind {
                EventType::Request => Status::Requested,
                EventType::Threaten => Status::Threatened,
                EventType::Agree if of.is_some() || candidate.complement.is_some() => Status::Planned,
                _ => outlook.status,
            };
            Some((kind, of, status))
        }
        status => Some((kind, of, status)),
    }
}

impl Ground<'_, '_> {
    /// "Talks between them collapsed": what was held came to nothing.
    pub(super) fn come_to_nothing(&self, candidate: &Candidate<'_>, outlook: Outlook) -> Outlook {
        let verb = candidate.predicate;
        let over = verb != candidate.trigger
            && self.syntax.plain(candidate.trigger) == "nsubj"
            && self.words.holds("collapsing", &self.syntax.lemma[verb])
            && outlook.status == Status::Happened;
        if over { Outlook { status: Status::Failed, ..outlook } } else { outlook }
    }

    /// Does a participle stand beside a verb of saying, writing, meeting or signing?
    fn is_beside_words(&self, participle: usize) -> bool {
        let syntax = self.syntax;
        syntax.head[participle].is_some_and(|main| {
            let lemma = syntax.lemma[main].as_str();
            self.words.holds("telling", lemma) || self.words.holds("uttering", lemma)
        })
    }

    /// Does one speak of oneself: "said it would"?
    fn same_subject(&self, teller: usize, verb: usize) -> bool {
        let syntax = self.syntax;
        let own = syntax.source(verb).map(|source| source.head);
        let speaker = syntax.source(teller).map(|source| source.head);
        match (speaker, own) {
            (Some(speaker), Some(own)) => speaker == own || syntax.upos[own] == "PRON" || syntax.form(speaker) == syntax.form(own),
            _ => false,
        }
    }

    /// Does a word of time stand under another noun than the one that tells the act: "unrest throughout 2020", "this year's election"?
    fn is_of_another(&self, token: usize, candidate: &Candidate<'_>) -> bool {
        let syntax = self.syntax;
        let mut at = token;
        for _ in 0..6 {
            let Some(head) = syntax.head[at] else { return false };
            if head == candidate.trigger || head == candidate.predicate || syntax.upos[head] == "VERB" {
                return false;
            }
            if matches!(syntax.upos[head], "NOUN" | "PROPN") && !self.is_time(head) && syntax.plain(at).starts_with("nmod") {
                return true;
            }
            at = head;
        }
        false
    }

    /// The words of an act's own clause: clauses under it, and what is joined to it with a subject of its own, left out.
    fn clause(&self, predicate: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let leave: Vec<usize> = syntax
            .below(predicate, &[])
            .into_iter()
            .filter(|&at| {
                at != predicate
                    && (matches!(syntax.plain(at), "ccomp" | "advcl" | "parataxis" | "acl" | "xcomp" | "csubj")
                        || syntax.plain(at) == "conj" && syntax.upos[at] == "VERB")
            })
            .collect();
        syntax.below(predicate, &leave)
    }
}

/// When it was or will be, by what stands in its clause; the nearest to its verb.
pub(super) fn when(ground: &Ground<'_, '_>, candidate: &Candidate<'_>, times: &[TimeExpression]) -> Option<EventTime> {
    let syntax = ground.syntax;
    let mut clause = ground.clause(candidate.predicate);
    // What is joined without a subject of its own is told of the same time.
    let subject = syntax.children(candidate.predicate).any(|child| syntax.plain(child) == "nsubj");
    if let Some(head) = syntax.head[candidate.predicate].filter(|_| syntax.plain(candidate.predicate) == "conj" && !subject) {
        clause.extend(ground.clause(head));
        clause.sort_unstable();
        clause.dedup();
    }
    // An infinitive or participle that is governed shares the day of what governs it: "flew to Lyrne on Monday to meet …".
    let purpose = syntax.plain(candidate.predicate) == "advcl" && syntax.xpos[candidate.predicate] == "VB";
    if let Some(head) = syntax.head[candidate.predicate].filter(|_| purpose || syntax.plain(candidate.predicate) == "xcomp") {
        clause.extend(ground.clause(head));
        clause.sort_unstable();
        clause.dedup();
    }
    let party = |token: usize| candidate.who.iter().chain(&candidate.whom).any(|side| side.tokens.contains(&token));
    let near = |time: &&TimeExpression| {
        let tokens = syntax.within(time.span);
        let own = |&token: &usize| tokens.contains(&token) && !party(token) && !ground.is_of_another(token, candidate);
        let inside = clause.iter().copied().filter(own);
        inside.map(|token| token.abs_diff(candidate.predicate)).min()
    };
    let dated = times
        .iter()
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.value != "PAST_REF" && time.value != "FUTURE_REF");
    let first = clause.first().map(|&token| syntax.span(token).start)?;
    let last = clause.last().map(|&token| syntax.span(token).end)?;
    let inside = dated.filter(|time| time.span.start >= first && time.span.end <= last);
    let best = inside.filter_map(|time| near(&time).map(|far| (far, time))).min_by_key(|(far, time)| (*far, time.span.start))?;
    Some(EventTime { span: best.1.span, value: best.1.value.clone(), days: best.1.day_numbers() })
}

/// Years back, at least, at which an act is history.
const LONG_AGO: i64 = 1;

/// Is a time so far back that what was then is history? A year or more is named and lies before the report's own, or its last day lies a year
/// before the report.
pub(super) fn is_history(time: &EventTime, day: Option<Date>) -> bool {
    let coarse = time.value.len() <= 4 && time.value.starts_with(|c: char| c.is_ascii_digit());
    // "1985", "198X", "19XX": its last year.
    let year = || time.value.replace('X', "9").parse::<i16>().ok().filter(|_| time.value.len() == 4);
    match (time.days, day) {
        (Some((_, last)), Some(day)) => day_number(day) - i64::from(last) > 365 * LONG_AGO,
        (None, Some(day)) => coarse && year().is_none_or(|year| year < day.year()),
        (_, None) => coarse,
    }
}

/// "A century ago", "decades ago": so long ago that no calendar is asked.
pub(super) fn is_long_ago(ground: &Ground<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let syntax = ground.syntax;
    let age = |token: usize| ground.words.holds("age", &syntax.lemma[token]);
    ground.clause(candidate.predicate).into_iter().any(|token| {
        let ago = matches!(syntax.lemma[token].as_str(), "ago" | "earlier" | "before");
        ago && (token.saturating_sub(2)..token).any(age)
    })
}

/// Where it was: a place named in its clause that is no party.
pub(super) fn place(ground: &Ground<'_, '_>, candidate: &Candidate<'_>) -> Option<Span> {
    let syntax = ground.syntax;
    let party = |token: usize| candidate.who.iter().chain(&candidate.whom).any(|side| side.tokens.contains(&token));
    let is_named_place = |&head: &usize| {
        let led = syntax.children(head).any(|case| {
            case < head
                && syntax.plain(case) == "case"
                && matches!(syntax.lemma[case].as_str(), "in" | "at" | "near" | "outside" | "inside" | "on" | "off" | "across")
        });
        led && syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
    };
    let is_place = |head: &usize| is_named_place(head) && !party(*head);
    // "14 sailors in Valparaiso": where they are told to be stands in the words for them.
    let inside = || {
        let sides =
            candidate.who.iter().chain(&candidate.whom).flat_map(|side| side.tokens.iter().copied().filter(|&token| token != side.head));
        sides.into_iter().find(|&token| is_named_place(&token))
    };
    let head = ground.clause(candidate.predicate).into_iter().find(is_place).or_else(inside)?;
    let name = syntax.analysis.name_at(head)?;
    Some(name.span)
}
