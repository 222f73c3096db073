//! Type, status, time and place of a candidate: what lies ahead is an agreement or a threat, what is far back is history.

use super::Candidate;
use super::event::{BEFORE, EventTime, EventType};
use super::outlook::Outlook;
use super::paths::Ground;
use crate::extract::predicates::Status;
use crate::extract::times::{TimeExpression, TimeKind, overlapping};
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
        // Who tries to urge has asked.
        Status::Failed if outlook.tried && kind == Request => Some((kind, of, Status::Requested)),
        // "Would lift the ban if": help that hangs on a condition is not yet promised.
        Status::Planned if kind.is_friendly() && ground.is_conditional(candidate.predicate) => None,
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
            // "Clashes broke out"
            && self.syntax.children(verb).all(|child| self.syntax.low(child) != "out")
            && outlook.status == Status::Happened;
        if over { Outlook { status: Status::Failed, ..outlook } } else { outlook }
    }

    /// Does an act hang on a condition that stands beside it?
    fn is_conditional(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let conditional = |mark: usize| syntax.plain(mark) == "mark" && matches!(syntax.lemma[mark].as_str(), "if" | "unless");
        let up = |&at: &usize| syntax.head[at].filter(|_| matches!(syntax.plain(at), "xcomp" | "conj"));
        std::iter::successors(Some(verb), up)
            .take(4)
            .any(|at| syntax.children(at).any(|clause| syntax.plain(clause) == "advcl" && syntax.children(clause).any(conditional)))
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

    /// The words of an act's own clause: clauses under it, and what is joined to it with a subject of its own, left out.
    pub(super) fn clause(&self, predicate: usize) -> Vec<usize> {
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
        let own = |&token: &usize| {
            tokens.contains(&token) && !party(token) && !ground.is_of_another(token, candidate) && !ground.is_of_what_was(token, candidate)
        };
        let inside = clause.iter().copied().filter(own);
        inside.map(|token| token.abs_diff(candidate.predicate)).min()
    };
    let first = clause.first().map(|&token| syntax.span(token).start)?;
    let last = clause.last().map(|&token| syntax.span(token).end)?;
    let dated = overlapping(times, Span { start: first, end: last })
        .iter()
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.value != BEFORE && time.value != "FUTURE_REF");
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

/// Days before the report from which a day that is named leads back to another time. Two months; a guess.
const FAR: i64 = 60;

/// Sentences over which a time that is spoken of goes on.
const NEAR: usize = 3;
/// Days before the report from which a time opens a story of old days, and the sentences over which such a story goes on. Five years; guesses.
const OLD: i64 = 5 * 365;
const STORY: usize = 5;

/// The time of an act, left open where the report speaks of an earlier time and tells no day of the act's own: "had arrested them", "took the town" after
/// a sentence of an earlier year. A day of a month without its year is not put into the report's own then.
pub(super) fn unless_background(
    ground: &Ground<'_, '_>,
    candidate: &Candidate<'_>,
    status: Status,
    time: Option<EventTime>,
    times: &[TimeExpression],
    day: Option<Date>,
) -> Option<EventTime> {
    let syntax = ground.syntax;
    let verb = candidate.predicate;
    let sentence = syntax.sentence[verb];
    // What lies further back, or behind, is not looked at.
    let sentences = &syntax.analysis.sentences;
    let near = Span { start: sentences[sentence.saturating_sub(STORY)].span.start, end: sentences[sentence].span.end };
    let times = overlapping(times, near);
    let paragraph = |time: &TimeExpression| syntax.within(time.span).next().map(|token| (syntax.paragraph[token], syntax.sentence[token]));
    let since = |time: &TimeExpression| {
        let led = |token: usize| syntax.children(token).any(|case| ground.words.holds("span", &syntax.lemma[case]));
        syntax.within(time.span).any(led)
    };
    let far = |time: &TimeExpression| {
        let last = time.day_numbers().map(|(_, last)| i64::from(last));
        last.zip(day).is_some_and(|(last, day)| day_number(day) - last > FAR) && !since(time)
    };
    // "…, who led it in 2013", "showed that he bought it in 2007": the time of a clause about another.
    let aside = |time: &TimeExpression| {
        let Some(first) = syntax.within(time.span).next() else { return true };
        let up = std::iter::successors(Some(first), |&at| syntax.head[at]).take(40);
        let other = |at: usize| (syntax.relation[at] == "acl:relcl" || syntax.plain(at) == "ccomp") && !syntax.is_below(verb, at);
        up.into_iter().any(other)
    };
    let dated = || times.iter().filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.days.is_some() && !aside(time));
    let here = || dated().filter(|time| paragraph(time) == Some((syntax.paragraph[verb], sentence)));
    let before = || {
        let last = |time: &&TimeExpression| {
            paragraph(time).is_some_and(|(at, of)| at == syntax.paragraph[verb] && of < sentence && sentence - of <= NEAR)
        };
        // A story of old days goes on over paragraphs: "In 1957 ...".
        let old = |time: &TimeExpression| {
            let last = time.day_numbers().map(|(_, last)| i64::from(last));
            last.zip(day).is_some_and(|(last, day)| day_number(day) - last > OLD)
        };
        let story = |time: &&TimeExpression| paragraph(time).is_some_and(|(_, of)| of < sentence && sentence - of <= STORY);
        dated().rfind(last).filter(|time| far(time)).or_else(|| dated().rfind(story).filter(|time| far(time) && old(time)))
    };
    match time {
        Some(time) => {
            let words = time.span.of(syntax.text);
            // "March 6", and no weekday, "March 2014" or "next month".
            let longest = words.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
            let yearless = time.value.len() == 10 && !time.value.contains('W') && (1..4).contains(&longest);
            // "Killed ten on 7 October", told in August: of the year before.
            let ahead = time.days.zip(day).is_some_and(|((first, _), day)| i64::from(first) > day_number(day) + 1);
            if yearless && ahead && status == Status::Happened {
                return Some(year_before(time));
            }
            // "On Tuesday Orlen blames Pell", told on a Wednesday: what happened is not of the week ahead. What is to be held is told so as well.
            let weekday = !yearless && longest == 0 && time.value.len() == 10 && syntax.within(time.span).len() == 1;
            if weekday && ahead && status == Status::Happened && candidate.frame.kind != EventType::Consult {
                return Some(week_before(time));
            }
            let away = time.days.zip(day).is_some_and(|((first, _), day)| (day_number(day) - i64::from(first)).abs() > FAR / 2);
            let earlier = || here().any(|other| far(other) && other.span != time.span) || before().is_some();
            if yearless && away && earlier() {
                let value = format!("XXXX{}", time.value.get(4..).unwrap_or_default());
                return Some(EventTime { value, days: None, ..time });
            }
            Some(time)
        }
        None => {
            // "Were attacked in the past few weeks": no day of these two.
            let over = |time: &&TimeExpression| {
                time.kind == TimeKind::Duration
                    && time.value.ends_with(['W', 'M', 'Y'])
                    && paragraph(time) == Some((syntax.paragraph[verb], sentence))
            };
            let led = |token: usize| syntax.children(token).any(|case| ground.words.holds("across", &syntax.lemma[case]));
            let clause = ground.clause(verb);
            let across = times.iter().filter(over).find(|time| syntax.within(time.span).any(|token| clause.contains(&token) && led(token)));
            if let Some(time) = across {
                return Some(EventTime { span: time.span, value: BEFORE.to_owned(), days: None });
            }
            let past = ground.is_past(verb);
            let had = ground.pluperfect(verb);
            let led_back = || {
                past && match here().next() {
                    Some(_) => here().all(far),
                    None => before().is_some(),
                }
            };
            let word = had.or_else(|| led_back().then_some(verb))?;
            Some(EventTime::before(syntax.span(word)))
        }
    }
}

/// "The council meets the envoys on Friday", told on a Wednesday: what is held on a day ahead is planned.
pub(super) fn unless_ahead(
    told: (EventType, Option<EventType>, Status),
    time: Option<&EventTime>,
    day: Option<Date>,
) -> (EventType, Option<EventType>, Status) {
    let ahead = time.and_then(|time| time.days).zip(day).is_some_and(|((first, _), day)| i64::from(first) > day_number(day));
    match told {
        (EventType::Consult, None, Status::Happened) if ahead => (EventType::Agree, Some(EventType::Consult), Status::Planned),
        told => told,
    }
}

/// A weekday of the week before the one that it was put into.
fn week_before(time: EventTime) -> EventTime {
    let days = time.days.map(|(first, last)| (first - 7, last - 7));
    let date = |day: i32| Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().days(day)).ok();
    let value = days.and_then(|(first, _)| date(first)).map(|date| date.to_string());
    match value {
        Some(value) => EventTime { value, days, ..time },
        None => EventTime { days: None, ..time },
    }
}

/// A day or month of the year before the one that it was put into.
fn year_before(time: EventTime) -> EventTime {
    let year = time.value.get(..4).and_then(|year| year.parse::<i16>().ok());
    let Some(year) = year else { return EventTime { days: None, ..time } };
    let value = format!("{:04}{}", year - 1, time.value.get(4..).unwrap_or_default());
    let shift = |day: i32| {
        let date = Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().days(day)).ok()?;
        let before = date.with().year(date.year() - 1).build().ok()?;
        i32::try_from(day_number(before)).ok()
    };
    let days = time.days.and_then(|(first, last)| shift(first).zip(shift(last)));
    EventTime { value, days, ..time }
}

/// "A century ago", "decades ago": so long ago that no calendar is asked. "In his early 20s", "as a child": a time of life.
pub(super) fn is_long_ago(ground: &Ground<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let syntax = ground.syntax;
    let age = |token: usize| ground.words.holds("age", &syntax.lemma[token]);
    let led = |token: usize, word: &str| syntax.children(token).any(|case| case < token && syntax.lemma[case] == word);
    let of_life = |token: usize| {
        let form = syntax.form(token);
        let years = form.len() == 3 && form.ends_with("0s") && (token.saturating_sub(3)..token).any(|own| syntax.xpos[own] == "PRP$");
        years
            || ground.words.holds("time_of_life", &syntax.lemma[token])
            || led(token, "as") && ground.words.holds("young_one", &syntax.lemma[token])
    };
    ground.clause(candidate.predicate).into_iter().any(|token| {
        let ago = matches!(syntax.lemma[token].as_str(), "ago" | "earlier" | "before");
        let of_verb = syntax.head[token] == Some(candidate.predicate) && matches!(syntax.plain(token), "obl" | "advcl" | "nmod");
        ago && (token.saturating_sub(2)..token).any(age) || of_verb && of_life(token)
    })
}

/// Years back from which times that are spoken of one after the other tell of history, how many of them there are, and over how many sentences. Guesses.
const DECADES: i64 = 20 * 365;
const SPOKEN: usize = 3;
const PAGE: usize = 25;

/// Is an act without a day of its own part of a story of old days: is the last time that is spoken of, in its sentence or over a few before, years back,
/// or are the last ones decades back?
pub(super) fn is_old_story(ground: &Ground<'_, '_>, candidate: &Candidate<'_>, times: &[TimeExpression], day: Option<Date>) -> bool {
    let syntax = ground.syntax;
    let verb = candidate.predicate;
    let Some(day) = day.map(day_number).filter(|_| ground.is_past(verb)) else { return false };
    let sentence = syntax.sentence[verb];
    let sentences = &syntax.analysis.sentences;
    let near = Span { start: sentences[sentence.saturating_sub(PAGE)].span.start, end: sentences[sentence].span.end };
    let of = |time: &TimeExpression| syntax.within(time.span).next().map_or(0, |token| syntax.sentence[token]);
    let back = |time: &TimeExpression| time.day_numbers().map_or(0, |(_, last)| day - i64::from(last));
    // "The 2015 pact", "..., who led it in 2013": of a thing or person, and no time that is spoken of.
    let verb_of = |time: &TimeExpression| {
        let mut at = syntax.within(time.span).next()?;
        for _ in 0..STORY {
            let head = syntax.head[at]?;
            if syntax.upos[head] == "VERB" {
                return Some(head).filter(|&verb| syntax.relation[verb] != "acl:relcl" && syntax.plain(verb) != "ccomp");
            }
            let inside = syntax.within(time.span).contains(&head) || ground.is_time(head) || syntax.plain(at) == "obl";
            at = Some(head).filter(|_| inside)?;
        }
        None
    };
    let dated: Vec<(&TimeExpression, usize)> = overlapping(times, near)
        .iter()
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.day_numbers().is_some())
        .filter_map(|time| verb_of(time).map(|verb| (time, verb)))
        .collect();
    let joined = |other: usize| other == verb || syntax.plain(other) == "conj" && syntax.head[other] == Some(verb);
    let here = || dated.iter().filter(|(time, _)| of(time) == sentence);
    if here().next().is_some() {
        return here().all(|(time, verb)| back(time) > DECADES && joined(*verb));
    }
    let dated: Vec<&TimeExpression> = dated.iter().map(|(time, _)| *time).collect();
    let last = dated.last().is_some_and(|time| sentence - of(time) <= STORY && back(time) > DECADES);
    last || dated.len() >= SPOKEN && dated.iter().rev().take(SPOKEN).all(|time| back(time) > DECADES)
}
