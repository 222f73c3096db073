//! When, where, through what and about what: the words around a contact.

use super::super::Extractor;
use super::super::party::Party;
use super::super::predicates::{Reading, Status, StatusRule};
use super::super::syntax::Syntax;
use super::super::times::{Dates, TimeExpression, TimeKind, overlapping};
use super::find::Met;
use super::words::ContactWords;
use super::{Contact, ContactKind, ContactRule, titles};
use crate::analyze::NameKind;
use crate::text::Span;

/// How far up the tree it is sought what words belong to.
const STEPS: usize = 6;
/// The same for a time: behind a row of parties and places it stands deep ("a meeting between Pell and pilots of the Guild of Orlen, in Halden, March 3").
const DEEP: usize = 10;

/// The word for the telephone or the screen that a contact was held by.
pub(super) fn medium(syntax: &Syntax<'_>, words: &ContactWords, trigger: usize, carrier: Option<usize>) -> Option<usize> {
    let below = |word: usize| {
        syntax.children(word).find(|&child| {
            matches!(syntax.plain(child), "obl" | "nmod" | "amod" | "compound" | "advmod") && words.is("phone", syntax.low(child))
        })
    };
    below(trigger).or_else(|| carrier.and_then(below))
}

/// A contact with its circumstances; parties are without referents yet.
pub(in super::super) fn contact(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    reading: &Reading<'_, '_>,
    dates: &Dates<'_, '_>,
    met: &Met,
) -> Contact {
    let words = &extractor.contacts;
    let party = |head: usize| Party { span: named(syntax, extractor, head), referent: None };
    let time = when(syntax, words, dates, met);
    // "Was not ready to praise her for her talks": what one is praised or blamed for was held.
    let behind = |case: usize| syntax.plain(case) == "case" && words.is("given", &syntax.lemma[case]);
    let owned = syntax.children(met.trigger).any(|child| syntax.relation[child] == "nmod:poss");
    let top = if reading.status(met.trigger).is_actual() { met.top } else { met.trigger };
    let supposed = met.carrier.is_some_and(|verb| matches!(reading.status(verb), Status::Hypothetical | Status::Denied));
    let given = owned && supposed && matches!(syntax.plain(met.trigger), "obl" | "nmod") && syntax.children(met.trigger).any(behind);
    // "Took steps to conceal Pell's call": what is done to it is another thing than that it was made.
    let known = || owned && met.carrier.is_some_and(|verb| syntax.upos[met.trigger] == "NOUN" && words.is("hides", &syntax.lemma[verb]));
    let given = given || known();
    let carried = met.carrier.filter(|_| reading.status(top).is_actual() && !given);
    let teller = carried.unwrap_or(top);
    let requested = asked(syntax, words, met);
    Contact {
        kind: met.kind,
        trigger: syntax.span(met.trigger),
        parties: met.parties.iter().map(|&head| party(head)).collect(),
        initiator: requested.or(met.initiator).and_then(|head| met.parties.iter().position(|&party| party == head)),
        medium: medium(syntax, words, met.trigger, met.carrier).map(|word| syntax.span(word)),
        when: time.map(|time| time.span),
        value: time.map(|time| time.value.clone()),
        days: time.and_then(TimeExpression::day_numbers),
        place: place(syntax, words, met),
        topics: topics(syntax, words, met),
        status: undone(syntax, words, met)
            .or_else(|| ahead(syntax, words, reading, dates, met, time))
            .unwrap_or_else(|| stands(syntax, words, dates, met, time, reading.status(teller))),
        via: reading.via(teller).filter(|head| !met.parties.contains(head)).map(party),
        rule: met.rule,
    }
}

/// Is a contact of a kind that most often was none, in rows that were read beside their texts: what somebody is only said to meet or call?
pub(in super::super) fn is_doubtful(syntax: &Syntax<'_>, contact: &Contact, met: &Met) -> bool {
    let (verb, word) = (contact.rule == ContactRule::Verb, met.trigger);
    // "(D-Ohio) met": where somebody is elected is nobody.
    let label = met.parties.iter().any(|&head| syntax.is_affiliation(head));
    // "Refused to meet", "the first to call": no main verb says that they did; "did meet" says so.
    let did = || syntax.children(word).any(|child| syntax.plain(child) == "aux" && syntax.lemma[child] == "do");
    let unsaid = verb && contact.status == Status::Happened && syntax.xpos[word] == "VB" && !did();
    let supposed = verb && contact.status == Status::Hypothetical && contact.kind != ContactKind::Vote;
    // "Efforts to restore talks between Orlen and Norland": whether there were any, the words do not tell.
    let sought = contact.rule == ContactRule::Noun && contact.status == Status::Hypothetical;
    label || unsaid || supposed || sought
}

/// What a contact is by where it stands and by its day, where its verb has this status.
fn stands(
    syntax: &Syntax<'_>,
    words: &ContactWords,
    dates: &Dates<'_, '_>,
    met: &Met,
    time: Option<&TimeExpression>,
    status: Status,
) -> Status {
    let noun = syntax.upos[met.trigger] == "NOUN";
    // "Is hosting a summit a day after a meeting with Pell", "abstained from a vote": it was held.
    let led = |class: &str| syntax.children(met.top).any(|case| syntax.plain(case) == "case" && words.is(class, &syntax.lemma[case]));
    let avoided = || syntax.head[met.top].is_some_and(|verb| words.is("avoided", &syntax.lemma[verb]));
    // "It was possible thanks to the meeting of Orlen and Pell last fall": its own day lies behind.
    let behind = || {
        let own = |time: &TimeExpression| syntax.within(time.span).any(|token| syntax.head[token] == Some(met.trigger));
        let last = time.filter(|time| own(time)).and_then(TimeExpression::day_numbers).map(|(_, last)| i64::from(last));
        let published = dates.published.as_ref().map(|published| published.days().0);
        syntax.is_definite(met.trigger) && last.zip(published).is_some_and(|(last, published)| last < published)
    };
    let held = noun
        && match status {
            Status::Ongoing => led("past"),
            Status::Failed => avoided(),
            Status::Hypothetical => behind(),
            _ => false,
        };
    let status = if held { Status::Happened } else { during(syntax, words, met, status) };
    // "The council meets the envoys on Friday", told on a Wednesday; "his trip later this month", "their forthcoming talks".
    let published = dates.published.as_ref().map(|published| published.days().1);
    let days = time.and_then(TimeExpression::day_numbers).zip(published);
    let later = || time.is_some_and(|time| syntax.within(time.span).next().is_some_and(|first| words.is("later", syntax.low(first))));
    let ahead = days.is_some_and(|((first, last), published)| i64::from(first) > published || i64::from(last) > published && later());
    let is = |class: &str| {
        let mut children = syntax.children(met.trigger).chain(syntax.children(met.top));
        noun && children.any(|child| words.is(class, &syntax.lemma[child]) || words.is(class, syntax.low(child)))
    };
    match status {
        Status::Happened if ahead || is("coming") => Status::Planned,
        // "Amid ongoing talks between them", "there are talks between them"
        Status::Happened if time.is_none() && (is("ongoing") || noun && is_present(syntax, met)) => Status::Ongoing,
        status => status,
    }
}

/// "Asked about it during Orlen's visit": what is asked for is not the visit.
fn during(syntax: &Syntax<'_>, words: &ContactWords, met: &Met, status: Status) -> Status {
    let led = || syntax.children(met.top).any(|case| syntax.plain(case) == "case" && words.is("during", &syntax.lemma[case]));
    // "Did not speak of it in a call with Pell": the call was made.
    let told = || {
        let verb = syntax.head[met.top].filter(|&verb| syntax.upos[verb] == "VERB");
        verb.is_some_and(|verb| syntax.children(verb).any(|child| syntax.plain(child) == "aux" && syntax.xpos[child] == "VBD"))
    };
    let open = status == Status::Requested || matches!(status, Status::Denied | Status::Hypothetical) && told();
    if open && syntax.plain(met.top) == "obl" && led() { Status::Happened } else { status }
}

/// "There are talks between Orlen and Norland": they go on.
fn is_present(syntax: &Syntax<'_>, met: &Met) -> bool {
    let there = |verb: usize| {
        matches!(syntax.xpos[verb], "VBZ" | "VBP")
            && syntax.lemma[verb] == "be"
            && syntax.children(verb).any(|child| syntax.plain(child) == "expl")
    };
    met.kind == ContactKind::Talks && syntax.plain(met.top) == "nsubj" && syntax.head[met.top].is_some_and(there)
}

/// The time of a contact: one that belongs to it, of its own stretch or from before its verb; of what is decided ("voted to close the port on
/// Friday") where it lies behind.
fn when<'t>(syntax: &Syntax<'_>, words: &ContactWords, dates: &'t Dates<'_, '_>, met: &Met) -> Option<&'t TimeExpression> {
    // What belongs to it stands in its sentence.
    let sentence = syntax.analysis.sentences[syntax.sentence[met.trigger]].span;
    // "Has not spoken to him since 2014": no day of any talk.
    let since = |time: &TimeExpression| {
        syntax.within(time.span).any(|token| syntax.children(token).any(|case| words.is("since", &syntax.lemma[case])))
    };
    // "Moved the deadline to 9 July after a call with Pell": a day of what was done beside it.
    let of_other = |span: Span| {
        let until =
            |token: usize| syntax.children(token).any(|case| syntax.plain(case) == "case" && words.is("until-day", &syntax.lemma[case]));
        met.rule == ContactRule::Beside && syntax.within(span).any(until)
    };
    let all = || {
        let days = |time: &&TimeExpression| matches!(time.kind, TimeKind::Date | TimeKind::Time) && !since(time);
        overlapping(dates.all(), sentence).iter().filter(days)
    };
    let of = |at: Option<usize>| all().filter(move |time| belongs(syntax, words, met, time.span, at) && !of_other(time.span));
    let starts = |time: &TimeExpression| syntax.within(time.span).start;
    if let Some(stretch) = &met.stretch {
        return of(None).find(|time| stretch.contains(&starts(time))).or_else(|| of(None).find(|time| starts(time) < met.trigger));
    }
    let today = dates.published.as_ref().map(|published| published.days().1);
    let behind = |time: &&TimeExpression| time.day_numbers().zip(today).is_some_and(|((_, last), today)| i64::from(last) <= today);
    let decided = syntax.children(met.trigger).find(|&child| met.kind == ContactKind::Vote && syntax.plain(child) == "xcomp");
    of(None).next().or_else(|| decided.and_then(|decided| of(Some(decided)).find(behind)))
}

/// "a trip to Orlen, which was cancelled", "the postponed talks": what a clause on it, or its verb, tells of a contact that was planned.
fn undone(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Option<Status> {
    let of = |verb: usize| {
        let particle = syntax.children(verb).find(|&child| syntax.relation[child] == "compound:prt");
        let lemma =
            particle.map_or_else(|| syntax.lemma[verb].clone(), |particle| format!("{}-{}", syntax.lemma[verb], syntax.lemma[particle]));
        let open = syntax.children(verb).any(|child| {
            matches!(syntax.lemma[child].as_str(), "not" | "n't" | "n’t" | "never")
                || syntax.xpos[child] == "MD"
                || syntax.lemma[child] == "to"
        });
        let status = if words.is("cancelled", &lemma) {
            Some(Status::Failed)
        } else if words.is("postponed", &lemma) {
            Some(Status::Planned)
        } else {
            None
        };
        status.filter(|_| !open)
    };
    if syntax.upos[met.trigger] == "VERB" {
        return None;
    }
    let which = |clause: usize| {
        syntax.children(clause).any(|child| syntax.xpos[child] == "WDT" && matches!(syntax.relation[child], "nsubj:pass" | "obj"))
    };
    let clauses = std::iter::once(met.trigger).chain(met.parties.iter().copied()).flat_map(|head| syntax.children(head));
    let mut clauses = clauses.filter(|&clause| syntax.relation[clause] == "acl:relcl" && which(clause));
    let carried = || {
        let verb = met.carrier.filter(|_| matches!(syntax.relation[met.trigger], "obj" | "nsubj:pass"))?;
        of(verb).filter(|status| *status == Status::Planned)
    };
    clauses.find_map(of).or_else(carried)
}

/// "Ahead of talks with Orlen", "on her way to meet Pell", a day ahead: what is still to come where it is told, unless its day lies behind the report.
fn ahead(
    syntax: &Syntax<'_>,
    words: &ContactWords,
    reading: &Reading<'_, '_>,
    dates: &Dates<'_, '_>,
    met: &Met,
    time: Option<&TimeExpression>,
) -> Option<Status> {
    let status = reading.status(met.trigger);
    let published = dates.published.as_ref().map(|published| published.days().0);
    let behind = || {
        let last = time.and_then(TimeExpression::day_numbers).map(|(_, last)| i64::from(last));
        last.zip(published).is_some_and(|(last, published)| last < published)
    };
    // The parser takes "ahead" for a word of its own as often.
    let led = || {
        let case = |case: usize| syntax.plain(case) == "case" && words.is("ahead", &syntax.lemma[case]);
        syntax.children(met.top).any(case) || syntax.head[met.top].is_some_and(|above| words.is("ahead", &syntax.lemma[above]))
    };
    // "She will ask for it when she speaks to Pell": the present behind such a word is what is awaited.
    // "After consulting Pell he would not go": he did.
    let refused =
        |above: usize| syntax.children(above).any(|child| matches!(syntax.lemma[child].as_str(), "not" | "n't" | "n’t" | "never"));
    let present = || {
        let mark = |child: usize| child < met.trigger && words.is("awaiting", &syntax.lemma[child]);
        // "Expected to speak before later meeting Pell"
        syntax.plain(met.trigger) == "advcl"
            && matches!(syntax.xpos[met.trigger], "VBZ" | "VBP" | "VBG")
            && syntax.children(met.trigger).any(mark)
            && syntax.head[met.trigger].is_some_and(|above| !reading.status(above).is_actual() && (met.trigger > above || !refused(above)))
    };
    let awaited = syntax.upos[met.trigger] == "NOUN" && status.is_actual() && led() && !behind();
    // "She will land on Monday to start a visit": what is done for it is planned, and so is the visit.
    let carrier = met.carrier.filter(|_| met.top != met.trigger || matches!(syntax.relation[met.trigger], "obj" | "nsubj:pass"));
    let act = if syntax.upos[met.trigger] == "VERB" { Some(met.trigger) } else { carrier };
    let planned = |above: usize| act != Some(met.trigger) && reading.status(above) == Status::Planned;
    let aim = act.is_some_and(|act| {
        syntax.head[act].is_some_and(|above| {
            // "Too ill to speak"
            matches!(syntax.upos[above], "VERB" | "NOUN")
                && matches!(syntax.plain(act), "advcl" | "acl")
                && reading.rule(act) == StatusRule::Infinitive
                && reading.status(act) == Status::Hypothetical
                && (act == met.trigger && reading.status(above).is_actual() || planned(above))
        })
    });
    (awaited || aim || status.is_actual() && present()).then_some(Status::Planned)
}

/// The words of a phrase that names somebody: the whole of a name, with a row of titles before it, and no "and" that leads it.
fn named(syntax: &Syntax<'_>, extractor: &Extractor, head: usize) -> Span {
    let tokens = syntax.phrase(head).tokens;
    let own: Vec<usize> = tokens.into_iter().filter(|&token| !joined(syntax, token, head)).collect();
    let span = syntax.spans(&own).into_iter().find(|span| span.contains(syntax.span(head))).unwrap_or(syntax.span(head));
    let (mut start, mut end) = (span.start, span.end);
    // "Pell, along with Secretary Mell, will attend": one and the other.
    let beside = syntax.within(span).find(|&token| extractor.contacts.is("beside", &syntax.lemma[token]) && token != head);
    if let Some(beside) = beside.filter(|&beside| beside + 1 < syntax.len()) {
        let before = (0..beside).rev().find(|&token| !syntax.is_mark(token)).unwrap_or(beside);
        (start, end) = if head < beside { (start, syntax.span(before).end) } else { (syntax.span((beside + 2).min(head)).start, end) };
    }
    let name = syntax.analysis.name_at(head).filter(|name| name.kind == NameKind::Person);
    if let Some(name) = name {
        let row = titles::row(syntax, &extractor.roles, name);
        start = start.min(syntax.span(row.map_or(name.tokens.start, |row| row.start)).start);
        end = end.max(syntax.span(name.tokens.end - 1).end);
    }
    // "The commander-in-chief's visit": the whole of a word of several parts.
    if syntax.text[..start as usize].ends_with('-') {
        let before = syntax.text[..start as usize].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        start = syntax.within(Span { start: before as u32, end }).next().map_or(start, |token| syntax.span(token).start);
    }
    let mut leading = syntax.within(Span { start, end }).take_while(|&token| token < head);
    // "told her Pell had met": her is who was told.
    let stray = |token: usize| syntax.xpos[token] == "PRP$" && name.is_some_and(|name| name.tokens.start == token + 1);
    let mut first = None;
    while let Some(token) = leading
        .next()
        .filter(|&token| matches!(syntax.xpos[token], "CC" | "WP$") || stray(token) || first.is_some() && syntax.is_mark(token))
    {
        first = Some(token + 1);
    }
    Span { start: first.map_or(start, |first| syntax.span(first).start), end }
}

/// Does a token hang from the phrase's head through "and", or as a clause on it?
fn joined(syntax: &Syntax<'_>, token: usize, head: usize) -> bool {
    std::iter::successors(Some(token).filter(|&at| at != head), |&at| syntax.head[at].filter(|&up| up != head))
        .take(STEPS)
        .any(|at| syntax.plain(at) == "conj" || syntax.relation[at] == "acl:relcl")
}

/// Does a phrase belong to the contact: does it hang from its words, or from a verb that is taken for them, before it hangs from another verb?
fn belongs(syntax: &Syntax<'_>, words: &ContactWords, met: &Met, span: Span, other: Option<usize>) -> bool {
    let tokens = syntax.within(span);
    let Some(top) = tokens.clone().find(|&token| syntax.head[token].is_none_or(|head| !tokens.contains(&head))) else { return false };
    // "Orlen's visit follows the killing of two on Wednesday": the day of what came before it.
    let sequel = |verb: usize| met.rule == ContactRule::Noun && syntax.plain(met.top) == "nsubj" && words.is("sequel", &syntax.lemma[verb]);
    let own =
        |token: usize| token == met.trigger || token == met.top || met.carrier == Some(token) && !sequel(token) || other == Some(token);
    let mut at = top;
    for _ in 0..DEEP {
        if own(at) {
            return true;
        }
        // "A second meeting, after a summit on Monday": the day of the other one.
        if syntax.upos[at] == "NOUN" && words.noun(&syntax.lemma[at]).is_some() {
            return false;
        }
        // "Met them last week urging calm": what stands before a participle beside the contact's word is of both.
        let beside = syntax.xpos[at] == "VBG"
            && top < at
            && syntax.plain(at) == "advcl"
            && syntax.head[at].is_some_and(|head| own(head) && head < top);
        match syntax.head[at] {
            Some(head) if own(at) || beside || syntax.upos[at] != "VERB" => at = head,
            _ => return false,
        }
    }
    false
}

/// The party at whose request or initiative it was held.
fn asked(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Option<usize> {
    let below = |word: usize| {
        syntax
            .children(word)
            .filter(|&child| syntax.plain(child) == "obl" && words.is("request", &syntax.lemma[child]))
            .flat_map(|request| syntax.children(request))
            .find(|owner| met.parties.contains(owner))
    };
    below(met.trigger).or_else(|| met.carrier.and_then(below))
}

/// Where it was: a place under "in" or "at", or "on the sidelines of".
fn place(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Option<Span> {
    let below = |word: usize| {
        syntax.children(word).find(|&child| {
            let aside = words.is("aside", &syntax.lemma[child]);
            let at = || syntax.children(child).any(|case| syntax.plain(case) == "case" && words.is("at", &syntax.lemma[case]));
            let name = syntax.analysis.name_at(child).is_some_and(|name| name.kind == NameKind::Place);
            matches!(syntax.plain(child), "obl" | "nmod") && !met.parties.contains(&child) && (aside || name && at())
        })
    };
    let head = below(met.trigger).or_else(|| met.carrier.and_then(below))?;
    syntax.spans(&syntax.phrase(head).tokens).first().copied()
}

/// What was spoken of: the object of "discuss", what stands under "about", "on", "regarding".
fn topics(syntax: &Syntax<'_>, words: &ContactWords, met: &Met) -> Vec<Span> {
    let mut heads: Vec<usize> = met.topic.into_iter().collect();
    let about = |word: usize| {
        syntax.children(word).filter(|&child| {
            matches!(syntax.plain(child), "obl" | "nmod")
                && !met.parties.contains(&child)
                && !words.is("aside", &syntax.lemma[child])
                && !words.is("phone", &syntax.lemma[child])
                && syntax.analysis.name_at(child).is_none_or(|name| name.kind != NameKind::Place)
                && syntax.children(child).any(|case| syntax.plain(case) == "case" && words.is("about", &syntax.lemma[case]))
        })
    };
    let is_time = |head: usize| {
        syntax.upos[head] == "NUM"
            || syntax.form(head).ends_with("day") && syntax.upos[head] == "PROPN"
            || words.is("daypart", &syntax.lemma[head])
    };
    let words_of: Vec<usize> = std::iter::once(met.trigger).chain(met.carrier).collect();
    for &word in &words_of {
        heads.extend(about(word).filter(|&head| !is_time(head)));
        // "met to discuss", "held talks, discussing", "spoke and discussed"
        let clauses = syntax.children(word).filter(|&child| matches!(syntax.plain(child), "advcl" | "xcomp" | "acl" | "conj"));
        let discussed = clauses.filter(|&clause| words.is("discuss", &syntax.lemma[clause]));
        heads.extend(discussed.filter_map(|clause| syntax.child(clause, &["obj"])));
    }
    heads.sort_unstable();
    heads.dedup();
    // The preposition is no part of what was spoken of.
    let matter = |head: usize| {
        let cases: Vec<usize> = syntax
            .children(head)
            .filter(|&case| case < head && syntax.plain(case) == "case" && words.is("about", &syntax.lemma[case]))
            .collect();
        syntax.spans(&syntax.below(head, &cases)).first().copied()
    };
    heads.into_iter().filter_map(matter).collect()
}
