//! When a commitment falls due: the time expressions of its sentence that lie ahead, on the calendar.

use super::scene::Scene;
use super::{CommitmentKind, Draft, Due};
use crate::extract::times::{TimeExpression, TimeKind};
use crate::text::Span;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days before publication that a day may still be counted as ahead: a report of today on what was for this morning.
const GRACE: i64 = 1;

/// Paragraphs over which "that date" looks back. As many as for "the same day".
const NEAR: usize = 3;

/// Does a time that lies ahead stand among these words?
pub(super) fn is_ahead(scene: &Scene<'_, '_>, tokens: &[usize]) -> bool {
    scene.times_of(tokens).into_iter().any(|time| ahead(scene, time).is_some() || is_undated(scene, time))
}

/// Days before publication from which on a day is long past. A guess.
const LONG: i64 = 30;

/// Is a time over before the day of the report?
pub(super) fn is_before_today(scene: &Scene<'_, '_>, time: &TimeExpression) -> bool {
    published(scene).zip(time.days).is_some_and(|(today, (_, last))| last < today)
}

/// Does a time that is long past stand among these words?
pub(super) fn is_behind(scene: &Scene<'_, '_>, tokens: &[usize]) -> bool {
    let Some(today) = published(scene) else { return false };
    let past = |time: &TimeExpression| time.days.is_some_and(|(_, last)| last < today.saturating_sub(LONG.days()));
    scene.times_of(tokens).into_iter().any(past)
}

/// Is it when something was told, and not when something falls due: "his office said on Monday"?
fn is_of_telling(scene: &Scene<'_, '_>, time: &TimeExpression, draft: &Draft) -> bool {
    let syntax = scene.syntax;
    let tokens: Vec<usize> = syntax.within(time.span).collect();
    let top = tokens.iter().find(|&&token| syntax.head[token].is_none_or(|head| !tokens.contains(&head)));
    let verb = top.and_then(|&token| syntax.head[token]);
    verb.is_some_and(|verb| {
        verb != draft.head
            && verb != draft.cue
            && matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBN")
            && scene.words.is("report", scene.lemma(verb))
    })
}

/// Does a time stand in a clause about a thing that begins or ends by itself: "to run for a third term that begins this year"?
fn is_of_matter(scene: &Scene<'_, '_>, time: &TimeExpression, draft: &Draft) -> bool {
    let syntax = scene.syntax;
    let Some(first) = syntax.within(time.span).next() else { return false };
    let up = std::iter::successors(Some(first), |&at| syntax.head[at].filter(|_| at != draft.head)).take(8);
    let mut clauses = up.into_iter().filter(|&at| at != draft.head && syntax.relation[at] == "acl:relcl");
    clauses.any(|clause| {
        matches!(scene.lemma(clause), "begin" | "start" | "end" | "expire" | "run") && matches!(syntax.xpos[clause], "VBZ" | "VBP" | "VBD")
    })
}

/// Does a time stand in what is told of something that was: "the bill, which was introduced this week", "the death of a boy late on Monday", "Friday's talk"?
fn is_of_thing(scene: &Scene<'_, '_>, time: &TimeExpression, draft: &Draft) -> bool {
    let syntax = scene.syntax;
    let Some(first) = syntax.within(time.span).next() else { return false };
    let up: Vec<usize> = std::iter::successors(Some(first), |&at| syntax.head[at].filter(|_| at != draft.head)).take(8).collect();
    let past =
        |at: usize| matches!(syntax.xpos[at], "VBD") || syntax.children(at).any(|child| matches!(scene.lower(child), "was" | "were"));
    // "The accord signed today": so too a participle behind its noun.
    let participle =
        |at: usize| syntax.relation[at] == "acl" && syntax.xpos[at] == "VBN" && draft.content.first().is_none_or(|&first| first != at);
    let clause = |at: usize| at != draft.head && (matches!(syntax.relation[at], "acl:relcl") && past(at) || participle(at));
    let behind = |at: usize| {
        at != draft.head && scene.case(at).is_some_and(|case| scene.words.is("past", scene.lower(case))) && syntax.upos[at] == "NOUN"
    };
    // "Will attend Friday's meeting" is for that day; "agreed to keep Friday's talk secret" is not.
    let owned =
        syntax.within(time.span).any(|token| syntax.relation[token] == "nmod:poss") && !super::schedule::is_diary(scene, draft.head);
    owned || up.into_iter().any(|at| clause(at) || behind(at))
}

/// Days ahead from which a month without its year is as likely the last one of its name. A guess: half a year.
const HALF: i64 = 180;

/// "Asked him to let go of the inquiry in February", told in June: the month is when it was asked.
fn is_month_behind(scene: &Scene<'_, '_>, time: &TimeExpression, draft: &Draft) -> bool {
    let bare = time.value.len() == "2031-02".len() && before(scene, time.span) == Some("in") && scene.syntax.within(time.span).len() == 1;
    let told = scene.syntax.xpos[draft.cue] == "VBD" && draft.kind == CommitmentKind::Demand;
    bare && told && published(scene).zip(time.days).is_some_and(|(today, (first, _))| first > today.saturating_add(HALF.days()))
}

/// Is it the day to which a verb puts something: "postponed the vote to Friday", "put off until March"?
pub(super) fn is_until(scene: &Scene<'_, '_>, time: &TimeExpression, verb: usize) -> bool {
    let led = before(scene, time.span).is_some_and(|word| scene.words.is("until", word) || matches!(word, "to" | "for"));
    led && time.kind != TimeKind::Duration && scene.syntax.within(time.span).any(|token| token > verb && scene.syntax.is_below(token, verb))
}

/// Does a time tell behind what something is done: "after Friday's killing", "since Monday"?
fn is_past_it(scene: &Scene<'_, '_>, time: &TimeExpression) -> bool {
    let syntax = scene.syntax;
    let tokens: Vec<usize> = syntax.within(time.span).collect();
    let top = tokens.iter().copied().find(|&token| syntax.head[token].is_none_or(|head| !tokens.contains(&head)));
    let past = |noun: usize| syntax.children(noun).any(|child| child < noun && scene.words.is("past", scene.lower(child)));
    let within = |token: usize| matches!(syntax.plain(token), "compound" | "nmod" | "amod");
    before(scene, time.span).is_some_and(|word| scene.words.is("past", word))
        || top.is_some_and(|top| past(top) || within(top) && syntax.head[top].is_some_and(|noun| noun > top && past(noun)))
}

/// Does a time that begins after the day of the report stand among these words?
pub(super) fn is_after_today(scene: &Scene<'_, '_>, tokens: &[usize]) -> bool {
    let today = published(scene);
    scene.times_of(tokens).into_iter().any(|time| {
        // "The 2031 fair opens": a year alone is no day ahead.
        let year = time.value.len() == "2031".len();
        let later = !year && ahead(scene, time).is_some_and(|due| today.is_none_or(|today| due.days.1 > today));
        later || is_undated(scene, time)
    })
}

/// A day or month that no publication day puts on the calendar, told without a year.
fn is_undated(scene: &Scene<'_, '_>, time: &TimeExpression) -> bool {
    scene.dates.published.is_none() && time.kind == TimeKind::Date && time.value.contains("XXXX-")
}

/// The due day of a draft: in what is undertaken, else beside its cue, else by a day that the rest of its sentence sets.
pub(super) fn due(scene: &Scene<'_, '_>, draft: &Draft) -> Option<Due> {
    let syntax = scene.syntax;
    let sentence = syntax.analysis.sentences[syntax.sentence[draft.head]].tokens.clone();
    let whole: Vec<usize> = sentence.collect();
    // What one undertakes or asks for is still to be done: "offered to resign last night" tells when it was offered.
    let today = published(scene).filter(|_| !matches!(draft.kind, CommitmentKind::Schedule | CommitmentKind::Agreement));
    let open = |due: &Due| today.is_none_or(|today| due.days.1 >= today);
    let within = |tokens: &[usize]| -> Vec<Due> {
        let times =
            scene.times_of(tokens).into_iter().filter(|time| !is_of_telling(scene, time, draft) && !is_past_it(scene, time)).filter(
                |time| !is_of_matter(scene, time, draft) && !is_month_behind(scene, time, draft) && !is_of_thing(scene, time, draft),
            );
        times.filter_map(|time| ahead(scene, time)).filter(open).collect()
    };
    let other: Vec<usize> = syntax
        .children(draft.head)
        .filter(|&child| matches!(syntax.plain(child), "parataxis" | "conj" | "advcl" | "ccomp" | "acl"))
        .collect();
    let clause = syntax.below(draft.head, &other);
    let rest: Vec<usize> =
        clause.iter().copied().filter(|token| !draft.content.contains(token) && !draft.condition.contains(token)).collect();
    let led = |due: &&Due| before(scene, due.span).is_some_and(|word| scene.words.is("by", word));
    let here = within(&draft.content);
    let beside = within(&rest);
    here.iter()
        .find(led)
        .or_else(|| shortest(&here))
        .or_else(|| beside.iter().find(led))
        .or_else(|| shortest(&beside))
        .cloned()
        .or_else(|| meant(scene, &draft.content).filter(open))
        .or_else(|| runs_out(scene, &whole))
        .or_else(|| within(&whole).iter().find(led).cloned())
}

/// Of several the first of those that are told most exactly: "this year's race is set for Thursday".
fn shortest(dues: &[Due]) -> Option<&Due> {
    dues.iter().min_by_key(|due| due.days.0.until(due.days.1).map_or(i32::MAX, |span| span.get_days()))
}

/// "by that date": the day that the report named last before it.
fn meant(scene: &Scene<'_, '_>, tokens: &[usize]) -> Option<Due> {
    let syntax = scene.syntax;
    let words = tokens.windows(3).find(|words| {
        let follow = words[2] == words[0] + 2;
        let that = matches!(scene.lower(words[1]), "that" | "this" | "the" | "same");
        let day = matches!(scene.lemma(words[2]), "date" | "deadline") || scene.lower(words[1]) != "the" && scene.lemma(words[2]) == "day";
        follow && that && day && scene.words.is("by", scene.lower(words[0]))
    })?;
    let start = syntax.span(words[0]).start;
    let before = &scene.times()[..scene.times().partition_point(|time| time.span.end <= start)];
    let mut before = before.iter().filter(|time| time.kind == TimeKind::Date && time.days.is_some_and(|(first, last)| first == last));
    let last = before.next_back()?;
    let near = syntax.within(last.span).next().is_some_and(|token| syntax.paragraph[words[0]] - syntax.paragraph[token] <= NEAR);
    let span = Span { start: syntax.span(words[1]).start, end: syntax.span(words[2]).end };
    ahead(scene, last).filter(|_| near).map(|due| Due { span, ..due })
}

/// "before the month is out".
fn runs_out(scene: &Scene<'_, '_>, tokens: &[usize]) -> Option<Due> {
    let syntax = scene.syntax;
    let day = published(scene)?;
    tokens.windows(5).find_map(|words| {
        let lower: Vec<&str> = words.iter().map(|&token| scene.lower(token)).collect();
        let ends = lower[0] == "before" && lower[1] == "the" && lower[3] == "is" && scene.words.is("over", lower[4]);
        let (value, days) = match lower[2] {
            _ if !ends => return None,
            "month" => (format!("{:04}-{:02}", day.year(), day.month()), (day.first_of_month(), day.last_of_month())),
            "year" => (format!("{:04}", day.year()), (day.first_of_year(), day.last_of_year())),
            _ => return None,
        };
        let span = Span { start: syntax.span(words[0]).start, end: syntax.span(words[4]).end };
        Some(Due { span, value, days })
    })
}

/// The word before a span, an article left out.
fn before<'s>(scene: &Scene<'s, '_>, span: Span) -> Option<&'s str> {
    let tokens = &scene.syntax.analysis.tokens;
    let mut at = tokens.partition_point(|token| token.span.start < span.start);
    while at > 0 {
        at -= 1;
        let word = scene.lower(at);
        if !matches!(word, "the" | "early" | "about" | "around") {
            return Some(word);
        }
    }
    None
}

fn published(scene: &Scene<'_, '_>) -> Option<Date> {
    scene.dates.published.map(|time| time.to_string()).and_then(|time| time.get(..10)?.parse().ok())
}

/// A time expression as a due day, where it lies ahead of the report.
pub(super) fn ahead(scene: &Scene<'_, '_>, time: &TimeExpression) -> Option<Due> {
    let today = published(scene);
    match time.kind {
        TimeKind::Date | TimeKind::Time => {
            let days = time.days?;
            let value = time.value.split('T').next().unwrap_or_default().to_owned();
            let late = today.is_none_or(|today| days.1 >= today.saturating_sub(GRACE.days()));
            // A stretch that ends before it would be told is behind.
            (late && !value.contains('X')).then_some(Due { span: time.span, value, days })
        }
        TimeKind::Duration => {
            // "The largest in three years of war", "in less than four months": no day from today on.
            let tokens = scene.syntax.within(time.span);
            let of = tokens.end < scene.syntax.len() && scene.lower(tokens.end) == "of";
            let about = tokens.clone().any(|token| scene.words.is("about", scene.lower(token)));
            let led = !of && !about && before(scene, time.span).is_some_and(|word| scene.words.is("within", word));
            let day = last_day(today.filter(|_| led)?, &time.value)?;
            Some(Due { span: time.span, value: day.to_string(), days: (day, day) })
        }
        TimeKind::Set => None,
    }
}

/// The last day of a stretch of time that begins on a day; `PT48H` and `P10D` alike.
fn last_day(from: Date, value: &str) -> Option<Date> {
    let hours = value.strip_prefix("PT").and_then(|rest| rest.strip_suffix('H'));
    if let Some(hours) = hours {
        let hours: i64 = hours.parse().ok()?;
        return from.checked_add(((hours + 23) / 24).days()).ok();
    }
    let rest = value.strip_prefix('P')?;
    let unit = rest.chars().last()?;
    let amount: i64 = rest[..rest.len() - unit.len_utf8()].parse().ok()?;
    let limit = (0..10_000).contains(&amount);
    let span = match unit {
        'D' => amount.days(),
        'W' => amount.weeks(),
        'M' => amount.months(),
        'Y' => amount.years(),
        _ => return None,
    };
    if limit { from.checked_add(span).ok() } else { None }
}
