//! From what speech and clauses gave to accounts: quotations joined to clauses, one statement for each word, spans.

use super::beside::Beside;
use super::clauses::{Found, clauses};
use super::company::{is_company, represented};
use super::conjuncts::{in_one_piece, with_antecedent};
use super::contacts::{Attendance, Contact, Met};
use super::cues::Manner;
use super::events::{Acts, events};
use super::lead::free;
use super::phrases::led_by;
use super::positions::{Position, Stand, position, share_scores};
use super::referent::ReferentKind;
use super::referents::Referents;
use super::rules::Rule;
use super::sense::Sense;
use super::source::Source;
use super::speech::{SPEECH_WORDS, speech};
use super::standing::{sense, standing};
use super::statement::{Account, Form, Standing};
use super::syntax::Syntax;
use super::times::Dates;
use super::transcript::Transcript;
use super::turns::Speakers;
use super::via::pass_on;
use super::voices::may_speak;
use super::{Extractor, Findings};
use crate::analyze::NameKind;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// All statements of a report as tokens.
pub(super) fn statements(syntax: &Syntax<'_>, extractor: &Extractor, transcript: &Transcript) -> Vec<Found> {
    let cues = &extractor.cues;
    let mut turns = transcript.found();
    // Where every noun has a capital, only a name before a colon says whose turn it is.
    let named = |source: &Source| source.tokens.iter().any(|&token| syntax.analysis.name_at(token).is_some());
    turns.retain(|found| syntax.analysis.capital_is_name() || found.source.as_ref().is_some_and(named));
    let mut covered = vec![false; syntax.len()];
    let mut credited = covered.clone();
    for found in &turns {
        for &token in &found.content {
            covered[token] = true;
            // Where the label stands within the marks, they are the article's around the turn.
            let enclosed = found.source.as_ref().is_some_and(|source| syntax.quotation[source.head].is_some());
            credited[token] = enclosed || found.rule == Rule::Credit;
        }
    }
    // Within a turn only words in quotation marks that have a cue are another's; those without are the speaker's own.
    let mut direct = speech(syntax, cues, &credited);
    direct.found.retain(|found| found.rule != Rule::Floating || found.content.first().is_none_or(|&token| !covered[token]));
    let mut taken: Vec<bool> = direct.taken.iter().map(Option::is_some).collect();
    let mut skip = vec![false; syntax.len()];
    for found in &direct.found {
        for &token in &found.cue {
            skip[token] = true;
        }
    }
    let mut all = direct.found;
    all.extend(turns);
    for mut found in clauses(syntax, extractor, &skip) {
        complete(syntax, &mut found, &mut taken);
        if !found.content.is_empty() {
            all.push(found);
        }
    }
    let mut of_cue: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, found) in all.iter().enumerate() {
        for &cue in &found.cue {
            of_cue.entry(cue).or_default().push(at);
        }
    }
    for (at, &taken) in taken.iter().enumerate() {
        if !taken && syntax.within(syntax.quotations[at].inner).all(|token| !covered[token]) {
            let spoken = |found: &Found| found.source.as_ref().is_none_or(|source| may_speak(syntax, extractor, source.head));
            let Some(found) = embedded(syntax, at).filter(spoken) else { continue };
            // Under a cue that has content before it, it is more of that.
            let before = |other: &&usize| all[**other].content.first() < found.content.first();
            let known = found.cue.first().and_then(|cue| of_cue.get(cue)?.iter().find(before)).copied();
            match known.map(|other| &mut all[other]) {
                Some(other) => {
                    other.content.extend(found.content);
                    other.content.sort_unstable();
                    other.content.dedup();
                }
                None => all.push(found),
            }
        }
    }
    all.extend(free(syntax, &transcript.leads, &all));
    pass_on(syntax, extractor, &mut all);
    let goes_on: Vec<(usize, Source)> =
        (0..all.len()).filter_map(|at| told_before(syntax, &all, &all[at]).map(|source| (at, source))).collect();
    for (at, source) in goes_on {
        all[at].source = Some(source);
        all[at].rule = Rule::Continued;
    }
    // A cue and its source never belong to their own content, nor does a label, and what is left must be words.
    for found in &mut all {
        found.content.retain(|&token| !transcript.is_label(token));
        let source = found.source.as_ref().map(|source| source.tokens.as_slice()).unwrap_or_default();
        found.content.retain(|token| !found.cue.contains(token) && !source.contains(token));
    }
    for found in &mut all {
        with_antecedent(syntax, found);
        in_one_piece(syntax, extractor, found);
    }
    let says =
        |token: usize| !syntax.is_mark(token) && (!matches!(syntax.upos[token], "PRON" | "DET") || syntax.quotation[token].is_some());
    all.retain(|found| found.content.iter().any(|&token| says(token)) && !transcript.is_nobodys(syntax, found));
    // What a source is said to want or think in its own description is no statement: "an official who asked not to be named".
    let described: BTreeSet<usize> = all
        .iter()
        .filter_map(|found| found.source.as_ref())
        .filter(|source| source.tokens.len() > 1)
        .flat_map(|source| source.tokens.iter().copied())
        .collect();
    all.retain(|found| found.cue.first().is_none_or(|cue| !described.contains(cue)));
    all.sort_by_key(|found| (found.content.first().copied().min(found.cue.first().copied()), std::cmp::Reverse(found.content.len())));
    all
}

/// Whose words a quotation without a cue goes on with: those of the sentence right before it in its paragraph, by what it tells ("According to the envoy,
/// the pier is shut. “We shut it.”"), or by whom it is about ("The envoy shook her head. “We shut it.”").
fn told_before(syntax: &Syntax<'_>, all: &[Found], floating: &Found) -> Option<Source> {
    let &start = floating.content.first().filter(|_| floating.rule == Rule::Floating)?;
    let last = start
        .checked_sub(1)
        .filter(|&last| syntax.paragraph[last] == syntax.paragraph[start] && syntax.sentence[last] != syntax.sentence[start])?;
    let here = |token: usize| syntax.sentence[token] == syntax.sentence[last] && syntax.quotation[token].is_none();
    let told = all.iter().filter(|found| found.rule != Rule::Floating && found.manner == Manner::Speech).rev();
    let told = told.filter_map(|found| found.source.clone().filter(|_| found.cue.first().is_some_and(|&cue| here(cue))));
    let by_cue = told.max_by_key(|source| source.head);
    by_cue.or_else(|| {
        let subject = syntax.source(syntax.root(last)?).filter(|source| here(source.head))?;
        let person = syntax.analysis.name_at(subject.head).is_some_and(|name| name.kind == NameKind::Person);
        (person || matches!(syntax.lemma[subject.head].as_str(), "he" | "she")).then_some(subject)
    })
}

/// The findings of a report: its statements in the order of the text, each with who speaks and who is addressed.
pub(super) fn findings(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    mut referents: Referents<'_, '_>,
    transcript: &Transcript,
    (all, stands): (&[Found], &[Stand]),
    contacts: Vec<(Contact, Met)>,
    dates: &Dates<'_, '_>,
) -> Findings {
    let speakers = Speakers::of(&mut referents, transcript);
    let within = nesting(syntax, all);
    let mut accounts: Vec<Account> = all.iter().zip(within).map(|(found, within)| account(syntax, extractor, found, within)).collect();
    for (account, _) in accounts.iter_mut().zip(all).filter(|(_, found)| transcript.asks(found)) {
        account.sense = Sense::Asks;
    }
    // Who is meant is settled in the order in which sources stand, so that each is known before it is meant again.
    let anchor = |found: &Found| {
        found.source.as_ref().map(|source| source.head).or(found.cue.first().copied()).or(found.content.first().copied()).unwrap_or(0)
    };
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (anchor(&all[at]), at));
    let acts = Acts::of(extractor, syntax, referents.roles, referents.actors);
    let mut beside = Beside::of(acts.unnamed(), stands, Attendance::of(syntax, &extractor.contacts, contacts));
    let mut seen = 0;
    for at in order {
        let (found, here) = (&all[at], anchor(&all[at]));
        seen = beside.up_to(&mut referents, seen, here);
        referents.advance(seen, here);
        seen = here.max(seen);
        if let Some(source) = &found.source {
            let of_turn = speakers.speaker(&mut referents, transcript, found);
            accounts[at].speaker = of_turn.or_else(|| referents.resolve(source.head, &source.tokens, &found.content));
            if let Some(speaker) = accounts[at].speaker.filter(|_| accounts[at].within.is_none()) {
                referents.spoke(speaker);
            }
            for name in joined_names(syntax, source) {
                let other = referents.resolve(name.end - 1, &name.clone().collect::<Vec<_>>(), &found.content);
                accounts[at].others.extend(other);
            }
            accounts[at].others.extend(represented(syntax, &referents, source));
        }
        if let Some(addressee) = found.addressee {
            let phrase = addressed(syntax, found, addressee);
            accounts[at].addressed = referents.resolve(addressee, &phrase, &found.content);
        }
    }
    beside.up_to(&mut referents, seen, syntax.len());
    let Beside { attendance, meant, holders, .. } = beside;
    for at in 0..accounts.len() {
        if let Some(outer) = accounts[at].within.map(|outer| &accounts[outer]) {
            accounts[at].standing = within_standing(accounts[at].standing, outer);
        }
    }
    let mut contacts = attendance.names(&mut referents);
    let mut events = events(acts, &referents, &accounts, &meant, dates);
    let (referents, places) = referents.finish();
    for party in contacts.iter_mut().flat_map(|contact| contact.parties.iter_mut().chain(&mut contact.via)) {
        party.referent = party.referent.and_then(|at| places[at]);
    }
    for event in &mut events {
        event.via = event.via.and_then(|at| places[at]);
        for party in event.actors.iter_mut().chain(&mut event.recipients) {
            party.referent = party.referent.and_then(|at| places[at]);
        }
    }
    for account in &mut accounts {
        account.speaker = account.speaker.and_then(|at| places[at]);
        account.addressed = account.addressed.and_then(|at| places[at]);
        account.others = account.others.iter().filter_map(|&at| places[at]).filter(|&at| Some(at) != account.speaker).collect();
        account.others.retain(|&at| referents[at].kind != ReferentKind::Unnamed);
        account.others.sort_unstable();
        account.others.dedup();
        account.score = extractor.scores.of(syntax.text, account, account.speaker.map(|at| &referents[at]));
    }
    let mut positions: Vec<Position> = stands
        .iter()
        .zip(holders)
        .map(|(stand, holder)| position(syntax, extractor, stand, holder.and_then(|at| places[at]), &referents))
        .collect();
    share_scores(&mut positions);
    Findings { accounts, referents, contacts, events, positions, ..Findings::default() }
}

/// The phrase of who is addressed, without what is said to them: the parser hangs "that the pier was open" from "a briefing". In "urged both sides to talk"
/// they stand in what is said, and their phrase is theirs.
fn addressed(syntax: &Syntax<'_>, found: &Found, addressee: usize) -> Vec<usize> {
    let mut tokens = syntax.phrase(addressee).tokens;
    if found.content.binary_search(&addressee).is_err() {
        tokens.retain(|token| found.content.binary_search(token).is_err());
    }
    tokens
}

/// The names that a source joins to its head: "Veldania, Ostrel and Lyrne", "Premier Ilan Dorvath and the mayor, Ana Hale".
fn joined_names(syntax: &Syntax<'_>, source: &Source) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> =
        source.tokens.iter().filter_map(|&token| syntax.analysis.name_at(token)).map(|name| name.tokens.clone()).collect();
    names.dedup();
    let within = |name: &Range<usize>| source.tokens.contains(&name.start) && source.tokens.contains(&(name.end - 1));
    let loose = |token: usize| syntax.is_mark(token) || matches!(syntax.lemma[token].as_str(), "and" | "the") || is_company(syntax, token);
    // Nothing but names: all of them speak, whatever the parser makes of the row.
    let row = names.len() > 1
        && source.tokens.iter().any(|&token| syntax.lemma[token] == "and" || is_company(syntax, token))
        && source.tokens.iter().all(|&token| loose(token) || names.iter().any(|name| name.contains(&token)));
    let joined = |name: &Range<usize>| {
        let top = name.clone().find(|&token| syntax.head[token].is_none_or(|head| !name.contains(&head)));
        // "and the mayor, Ivo Rusk": the name stands beside what is joined.
        let top = top.and_then(|top| if syntax.plain(top) == "appos" { syntax.head[top] } else { Some(top) });
        std::iter::successors(top, |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).skip(1).any(|at| at == source.head)
    };
    // "Senator Ana Reyes, D-Lyrne, said": a mark alone joins nobody.
    let linked = source.tokens.iter().any(|&token| syntax.upos[token] == "CCONJ" || is_company(syntax, token));
    names.retain(|name| within(name) && !name.contains(&source.head) && (row || linked && joined(name)));
    names
}

/// The standing of what is told within another's content: what one denies that another said was not said, as far as this report tells; what one asks or
/// doubts may have been.
fn within_standing(own: Standing, outer: &Account) -> Standing {
    match (own, outer.sense) {
        (Standing::Asserted, Sense::Denies) => Standing::Negated,
        (Standing::Asserted, Sense::Asks | Sense::Doubts) => Standing::Hypothetical,
        _ => own,
    }
}

/// A quotation that content enters belongs to it whole.
fn complete(syntax: &Syntax<'_>, found: &mut Found, taken: &mut [bool]) {
    let mut inside: Vec<usize> = found.content.iter().filter_map(|&token| syntax.quotation[token]).collect();
    inside.dedup();
    let cue = found.cue[0];
    for at in inside {
        let tokens = syntax.within(syntax.quotations[at].outer);
        // "According to the Herald, she said: “It is over.”": it belongs to her and to what the paper says of her.
        let others = taken[at] && found.rule != Rule::According;
        if others || tokens.contains(&cue) {
            continue;
        }
        let paragraph = syntax.paragraph[cue];
        found.content.extend(tokens.filter(|&token| syntax.paragraph[token] == paragraph));
        taken[at] = true;
    }
    found.content.sort_unstable();
    found.content.dedup();
    // "said Friday it expects": the day is the cue's.
    if let Some(&first) = found.content.first() {
        let day = first == cue + 1 && syntax.upos[first] == "PROPN" && syntax.form(first).ends_with("day") && syntax.plain(first) == "obl";
        if day {
            found.content.remove(0);
        }
    }
}

/// Quoted words in a sentence whose verb is no known cue: the phrase that holds them, under the subject of its verb.
fn embedded(syntax: &Syntax<'_>, at: usize) -> Option<Found> {
    let quotation = syntax.quotations[at];
    let inside = syntax.within(quotation.outer);
    let words: Vec<usize> = inside.clone().filter(|&token| !syntax.is_mark(token)).collect();
    if words.len() < SPEECH_WORDS || is_title(syntax, &words) {
        return None;
    }
    let top = *words.iter().find(|&&token| syntax.head[token].is_none_or(|head| !inside.contains(&head)))?;
    // What stands before a noun as its name is nobody's words: "the “ice and coal” ball".
    if matches!(syntax.plain(top), "compound" | "amod" | "flat") && syntax.head[top].is_some_and(|head| head > top) {
        return None;
    }
    let mut argument = top;
    let mut verb = None;
    while let Some(head) = syntax.head[argument] {
        if syntax.quotation[head].is_none() && matches!(syntax.upos[head], "VERB" | "AUX") {
            verb = Some(head);
            // "calls for steps that ensure …": who calls is the source, not what ensures.
            let points = |source: &Source| matches!(syntax.xpos[source.head], "WDT" | "WP" | "DT") || syntax.lemma[source.head] == "that";
            if !syntax.source(head).is_some_and(|source| points(&source)) {
                break;
            }
        }
        argument = head;
    }
    let mut content: Vec<usize> = words.clone();
    let source = verb.and_then(|verb| syntax.source(verb)).filter(|source| !inside.contains(&source.head));
    let phrase = syntax.below(argument, &[]);
    let holds_source = source.as_ref().is_some_and(|source| phrase.contains(&source.head));
    if verb.is_some() && !holds_source && phrase.len() <= 3 * words.len() {
        content.extend(phrase.iter().filter(|&&token| syntax.paragraph[token] == syntax.paragraph[top]));
        content.sort_unstable();
        content.dedup();
    }
    content.retain(|&token| Some(token) != verb);
    Some(Found {
        content,
        cue: verb.into_iter().collect(),
        source,
        addressee: None,
        medium: None,
        manner: Manner::Speech,
        rule: Rule::Embedded,
    })
}

/// The name of a song, a film, a paper: its words have capitals, but for the short ones.
fn is_title(syntax: &Syntax<'_>, words: &[usize]) -> bool {
    let long: Vec<&str> = words.iter().map(|&token| syntax.form(token)).filter(|form| form.chars().count() > 3).collect();
    long.len() > 1 && long.iter().all(|form| form.starts_with(char::is_uppercase))
}

/// For each statement the one within whose content it stands: its cue does, or all of its content.
fn nesting(syntax: &Syntax<'_>, all: &[Found]) -> Vec<Option<usize>> {
    // The narrowest content that a token stands in decides.
    let mut owner: Vec<Option<usize>> = vec![None; syntax.len()];
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(all[at].content.len()));
    let mut within = vec![None; all.len()];
    for at in order {
        let found = &all[at];
        let anchor = found.cue.first().or(found.content.first());
        let first = found.content.first().and_then(|&token| owner[token]);
        let inside = found.content.iter().all(|&token| owner[token].is_some());
        // Two cues of one content stand beside each other.
        let wider = |&other: &usize| inside && all[other].content.len() > found.content.len();
        within[at] = anchor.and_then(|&token| owner[token]).or(first.filter(wider));
        for &token in &found.content {
            owner[token] = Some(at);
        }
    }
    within
}

fn account(syntax: &Syntax<'_>, extractor: &Extractor, found: &Found, within: Option<usize>) -> Account {
    let words: Vec<usize> = found.content.iter().copied().filter(|&token| !syntax.is_mark(token)).collect();
    let inside = words.iter().filter(|&&token| syntax.quotation[token].is_some()).count();
    let form = match inside {
        _ if found.rule == Rule::Turn => Form::Direct,
        0 => Form::Indirect,
        all if all == words.len() => Form::Direct,
        _ => Form::Mixed,
    };
    let content: Vec<Span> = syntax.spans(&found.content).into_iter().map(|span| balanced(syntax, span)).collect();
    let quoted = if form == Form::Direct && found.rule == Rule::Turn { content.clone() } else { quoted(syntax, &content) };
    let span = |token: usize| -> Option<Span> { syntax.spans(&syntax.phrase(token).tokens).first().copied() };
    Account {
        form,
        quoted,
        content,
        cue: found.cue.iter().map(|&token| syntax.span(token)).collect(),
        source: found.source.as_ref().map(|source| syntax.spans(&source.tokens)).unwrap_or_default(),
        speaker: None,
        others: Vec::new(),
        addressee: found.addressee.and_then(|addressee| syntax.spans(&addressed(syntax, found, addressee)).first().copied()),
        addressed: None,
        // What was said after a call was not said in it.
        medium: found.medium.and_then(span).or_else(|| {
            circumstance(syntax, found, |head| {
                extractor.roles.is_medium(&syntax.lemma[head]) && !led_by(syntax, head, &["after", "before", "until", "since"])
            })
        }),
        when: circumstance(syntax, found, |head| is_time(syntax, head)).map(|span| without_name(syntax, span)),
        place: circumstance(syntax, found, |head| is_place(syntax, head)),
        manner: found.manner,
        sense: sense(syntax, &extractor.senses, found),
        standing: standing(syntax, extractor, found),
        within,
        rule: found.rule,
        score: found.rule.score(),
    }
}

/// Content that begins or ends with quoted words, but is not all quoted, with the quotation mark that its edge would cut off.
fn balanced(syntax: &Syntax<'_>, span: Span) -> Span {
    let mut whole = span;
    let marks_only = |start: u32, end: u32| start <= end && !Span { start, end }.of(syntax.text).contains(char::is_alphanumeric);
    let from = syntax.quotations.partition_point(|quotation| quotation.outer.end <= span.start);
    for quotation in syntax.quotations[from..].iter().take_while(|quotation| quotation.outer.start < span.end) {
        if quotation.closed && quotation.inner.start > span.start && marks_only(span.end, quotation.inner.end) {
            whole.end = quotation.outer.end;
        }
        if quotation.inner.end < span.end && marks_only(quotation.inner.start, span.start) {
            whole.start = quotation.outer.start;
        }
    }
    whole
}

/// The parts of content that stand in quotation marks.
fn quoted(syntax: &Syntax<'_>, content: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    for span in content {
        let from = syntax.quotations.partition_point(|quotation| quotation.inner.end <= span.start);
        for quotation in syntax.quotations[from..].iter().take_while(|quotation| quotation.inner.start < span.end) {
            let part = Span { start: quotation.inner.start.max(span.start), end: quotation.inner.end.min(span.end) };
            if !part.is_empty() {
                found.push(part.trimmed(syntax.text));
            }
        }
    }
    found
}

/// A phrase that hangs from the cue and is no part of the content: "in an interview", "on Thursday".
fn circumstance(syntax: &Syntax<'_>, found: &Found, wanted: impl Fn(usize) -> bool) -> Option<Span> {
    let &cue = found.cue.first()?;
    let source = found.source.as_ref().map(|source| source.tokens.as_slice()).unwrap_or_default();
    let free = |token: &usize| found.content.binary_search(token).is_err() && !source.contains(token) && syntax.quotation[*token].is_none();
    // "told reporters in Lyrne that": the parser hangs it from who is addressed as often as from the verb.
    let below = |head: usize| syntax.children(head).filter(|&child| matches!(syntax.plain(child), "obl" | "advmod" | "nmod"));
    let head = below(cue).chain(found.addressee.into_iter().flat_map(below)).filter(free).find(|&child| wanted(child))?;
    syntax.spans(&syntax.phrase(head).tokens.into_iter().filter(|token| free(token)).collect::<Vec<_>>()).first().copied()
}

/// "told the Herald late on Monday": a name that the parser puts before the words for a day is none of them.
fn without_name(syntax: &Syntax<'_>, span: Span) -> Span {
    let tokens = syntax.within(span);
    let name = syntax.analysis.names.iter().rfind(|name| tokens.start <= name.tokens.start && name.tokens.end < tokens.end);
    let timed = |at: usize| (at..tokens.end).any(|token| is_time(syntax, token));
    match name.filter(|name| !name.tokens.clone().any(|token| is_time(syntax, token)) && timed(name.tokens.end)) {
        Some(name) => Span { start: syntax.span(name.tokens.end).start, end: span.end },
        None => span,
    }
}

/// "in Kestrel Bay", "at the ministry in Lyrne": a place name, or what stands there.
fn is_place(syntax: &Syntax<'_>, head: usize) -> bool {
    let led =
        syntax.children(head).any(|case| case < head && matches!(syntax.lemma[case].as_str(), "in" | "at" | "on" | "outside" | "near"));
    led && syntax.analysis.name_at(head).is_some_and(|name| name.kind == NameKind::Place)
}

pub(super) fn is_time(syntax: &Syntax<'_>, head: usize) -> bool {
    // "Monday’s talks", where no blank parts the mark.
    let form = syntax.low(head);
    let form = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")).unwrap_or(form);
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    const TIMES: [&str; 12] =
        ["today", "yesterday", "tonight", "morning", "afternoon", "evening", "night", "week", "month", "year", "weekend", "later"];
    (form.ends_with("day") && form.len() > 5) || TIMES.contains(&form) || (syntax.upos[head] == "PROPN" && MONTHS.contains(&form))
}
