//! The JSON that scorers, users and other tools read: the one place where engine values become JSON.

mod brief;
pub mod cited;
mod contact;
mod events;
mod evidence;
mod ledger;
mod standing;

pub use brief::{annexed, brief, front};
pub use contact::contact;
pub use events::{EVENT, POLECAT, event_row, line, moment, polecat_rows};
pub use evidence::evidence;
pub use ledger::{LEDGER, ledger_row};
pub use standing::{position_row, standing};

use crate::actors::ActorView;
use crate::calendar::Calendar;
use crate::reports::ReportView;
use crate::searches::Kept;
use crate::wording::laid;
use events::event;
use rapporteur::analyze::Analysis;
use rapporteur::brief::Counts;
use rapporteur::extract::{Commitment, Contact, Findings, Party, Position, Predicate, Referent, ReferentKind, TimeExpression, Times};
use rapporteur::link::actor::own_part;
use rapporteur::record::Report;
use rapporteur::record::outlets::Outlet;
use rapporteur::resources::{Held, Tenure};
use rapporteur::text::{Quotation, Span, quoted};
use rapporteur_store::{ActorRow, CopyRow, Correction, Hit, KeptSearch, LexiconLine, SharedCopy, StatementView, StoryRow, StoryTieRow};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// In which unit positions are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// UTF-8 bytes.
    Bytes,
    /// Unicode code points.
    Chars,
}

/// Turns byte positions of one text into the unit asked for.
#[derive(Debug)]
pub struct Positions {
    /// Code points before each byte; empty where bytes are asked for.
    before: Vec<u32>,
}

impl Positions {
    /// Of one text.
    pub fn new(text: &str, offsets: Offsets) -> Self {
        let mut before = Vec::new();
        if offsets == Offsets::Chars && !text.is_ascii() {
            before.resize(text.len() + 1, 0);
            let mut count = 0;
            for (at, c) in text.char_indices() {
                before[at..at + c.len_utf8()].fill(count);
                count += 1;
            }
            before[text.len()] = count;
        }
        Self { before }
    }

    /// The position of a byte.
    pub fn at(&self, byte: u32) -> u32 {
        self.before.get(byte as usize).copied().unwrap_or(byte)
    }

    /// Where a span begins and ends.
    pub fn ends(&self, span: Span) -> (u32, u32) {
        (self.at(span.start), self.at(span.end))
    }

    fn pair(&self, span: Span) -> Value {
        json!(self.ends(span))
    }
}

/// The fields of a report, as `analyze` and `export` print them.
pub fn report(report: &Report, positions: &Positions) -> Value {
    let removed: Vec<Value> = report
        .removed
        .iter()
        .map(|removal| json!({"start": positions.at(removal.span.start), "end": positions.at(removal.span.end), "why": removal.why.code()}))
        .collect();
    json!({
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published.map(|time| time.to_string()),
        "dateline": report.dateline,
        "credit": report.credit,
        "byline": report.byline,
        "language": report.language,
        "url": report.url,
        "text": report.text,
        "removed": removed,
    })
}

/// A report's identifier for others: the input's own, else its key.
pub fn public_id(report: &Report) -> &str {
    report.own_id.as_deref().unwrap_or(&report.key)
}

/// The analysis of one report, as far as the engine goes now.
pub fn analysis(found: &Report, analysis: &Analysis<'_>, findings: &Findings, times: &Times, id: &str, offsets: Offsets) -> Value {
    let positions = Positions::new(&found.text, offsets);
    let spans = |spans: Vec<Span>| spans.into_iter().map(|span| positions.pair(span)).collect::<Vec<_>>();
    let names = analysis
        .names
        .iter()
        .map(|name| json!({"start": positions.at(name.span.start), "end": positions.at(name.span.end), "kind": name.kind.label()}));
    json!({
        "id": id,
        "report": report(found, &positions),
        "paragraphs": spans(analysis.paragraphs.clone()),
        "sentences": spans(analysis.sentences.iter().map(|sentence| sentence.span).collect()),
        "quotations": quoted(&found.text, &analysis.paragraphs).into_iter().map(|one| quotation(&found.text, &positions, one)).collect::<Vec<_>>(),
        "names": names.collect::<Vec<_>>(),
        "times": times.find(analysis, found.published.as_ref()).iter().map(|time| time_expression(time, &positions)).collect::<Vec<_>>(),
        "actors": findings.referents.iter().enumerate().map(|(at, referent)| actor(at, referent, &positions)).collect::<Vec<_>>(),
        "statements": accounts(findings, &positions),
        "contacts": findings.contacts.iter().map(|contact| told(contact, &positions)).collect::<Vec<_>>(),
        "events": findings.events.iter().map(|one| event(&found.text, one, &positions)).collect::<Vec<_>>(),
        "commitments": findings.commitments.iter().map(|one| commitment(one, &positions)).collect::<Vec<_>>(),
        "positions": findings.positions.iter().map(|one| position(one, &positions)).collect::<Vec<_>>(),
        "notices": notices(&found.notices),
    })
}

/// One commitment of a report; `by_id` and `to_id` count over its actors.
fn commitment(one: &Commitment, positions: &Positions) -> Value {
    let span = |party: &Option<Party>| party.map(|party| positions.pair(party.span));
    let id = |party: &Option<Party>| party.and_then(|party| party.referent);
    json!({
        "kind": one.kind.label(),
        "by": span(&one.by),
        "by_id": id(&one.by),
        "to": span(&one.to),
        "to_id": id(&one.to),
        "content": one.content.iter().map(|&span| positions.pair(span)).collect::<Vec<_>>(),
        "due": one.due.as_ref().map(|due| due.value.as_str()),
        "due_span": one.due.as_ref().map(|due| positions.pair(due.span)),
        "condition": one.condition.map(|span| positions.pair(span)),
        "cue": positions.pair(one.cue),
        "rule": one.rule.code(),
        "score": thousandths(one.score),
    })
}

/// One time expression.
fn time_expression(time: &TimeExpression, positions: &Positions) -> Value {
    let mut value = json!({
        "start": positions.at(time.span.start),
        "end": positions.at(time.span.end),
        "type": time.kind.label(),
        "value": time.value,
        "rule": time.rule,
    });
    if let Some(zone) = &time.zone {
        value["zone"] = json!(zone);
    }
    value
}

/// One report's telling of a contact.
fn told(contact: &Contact, positions: &Positions) -> Value {
    let party = |party: &Party| json!({"start": positions.at(party.span.start), "end": positions.at(party.span.end), "id": party.referent});
    let pair = |span: Option<Span>| span.map(|span| positions.pair(span));
    json!({
        "kind": contact.kind.label(),
        "status": contact.status.label(),
        "trigger": positions.pair(contact.trigger),
        "parties": contact.parties.iter().map(party).collect::<Vec<_>>(),
        "initiator": contact.initiator,
        "medium": pair(contact.medium),
        "when": pair(contact.when),
        "value": contact.value,
        "place": pair(contact.place),
        "topics": contact.topics.iter().map(|&topic| positions.pair(topic)).collect::<Vec<_>>(),
        "via": contact.via.as_ref().map(party),
        "rule": contact.rule.code(),
    })
}

/// What became of what the report tells of, and by whose word.
pub fn predicates(predicates: &[Predicate], positions: &Positions) -> Value {
    let row = |predicate: &Predicate| {
        json!({
            "start": positions.at(predicate.span.start),
            "end": positions.at(predicate.span.end),
            "status": predicate.status.label(),
            "via": predicate.via.map(|via| positions.pair(via)),
            "rule": predicate.rule.code(),
        })
    };
    predicates.iter().map(row).collect()
}

/// What stands in quotation marks, and what in other marks inside it.
fn quotation(text: &str, positions: &Positions, one: Quotation) -> Value {
    let inside = one.inside(text).into_iter().map(|inner| quotation(text, positions, inner));
    json!({
        "start": positions.at(one.inner.start),
        "end": positions.at(one.inner.end),
        "marks": one.marks.label(),
        "closed": one.closed,
        "continues": one.continues,
        "inside": inside.collect::<Vec<_>>(),
    })
}

/// A correction.
pub fn correction(correction: &Correction) -> Value {
    json!({"number": correction.number, "sort": correction.stated.sort(), "what": correction.stated.what(), "why": correction.why,
           "by": correction.by, "made": correction.made, "undone": correction.undone})
}

/// What a report shares with others as copy; bytes on both sides.
pub fn passages(copy: &CopyRow) -> Value {
    let with = |shared: &SharedCopy| {
        shared.passages.iter().map(|(here, there)| json!({"start": here.start, "end": here.end, "with": shared.other, "with_start": there.start, "with_end": there.end})).collect::<Vec<_>>()
    };
    copy.shared.iter().flat_map(with).collect()
}

/// A share as a decimal fraction: stored and compared as an integer, and a number only here.
pub fn thousandths(share: u16) -> Value {
    json!(f64::from(share) / 1000.0)
}

/// The accounts of one report that stand within none; those within another stand under it.
fn accounts(findings: &Findings, positions: &Positions) -> Vec<Value> {
    let mut inside: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, account) in findings.accounts.iter().enumerate() {
        inside.entry(account.within).or_default().push(at);
    }
    accounts_within(findings, positions, &inside, None)
}

fn accounts_within(
    findings: &Findings,
    positions: &Positions,
    inside: &BTreeMap<Option<usize>, Vec<usize>>,
    within: Option<usize>,
) -> Vec<Value> {
    let spans = |spans: &[Span]| spans.iter().map(|&span| positions.pair(span)).collect::<Vec<_>>();
    let told = |&at: &usize| {
        let account = &findings.accounts[at];
        json!({
            "form": account.form.label(),
            "manner": account.manner.label(),
            "sense": account.sense.label(),
            "polarity": account.polarity().label(),
            "standing": account.standing.label(),
            "content": spans(&account.content),
            "quoted": spans(&account.quoted),
            "cue": account.cue.first().map(|&cue| positions.pair(cue)),
            "source": spans(&account.source),
            "speaker": account.speaker.map(|at| &findings.referents[at]).filter(|referent| referent.kind != ReferentKind::Unnamed).map(|referent| referent.name.as_str()),
            "speaker_id": account.speaker,
            "speakers": account.speaker.iter().chain(&account.others).map(|&at| &findings.referents[at]).filter(|referent| referent.kind != ReferentKind::Unnamed).map(|referent| referent.name.as_str()).collect::<Vec<_>>(),
            "addressee": account.addressee.map(|span| positions.pair(span)),
            "addressee_id": account.addressed,
            "medium": account.medium.map(|span| positions.pair(span)),
            "when": account.when.map(|span| positions.pair(span)),
            "place": account.place.map(|span| positions.pair(span)),
            "rule": account.rule.code(),
            "score": thousandths(account.score),
            "within": accounts_within(findings, positions, inside, Some(at)),
        })
    };
    inside.get(&within).into_iter().flatten().map(told).collect()
}

fn some(words: &str) -> Option<&str> {
    Some(words).filter(|words| !words.is_empty())
}

/// How fine a TIMEX3 value of a date is.
fn grain(value: &str) -> &'static str {
    match value.len() {
        _ if value.ends_with("_REF") => "longer",
        _ if value.contains('T') => "hour",
        10.. => "day",
        8 | 7 if value.contains('W') => "week",
        7 if value.contains('Q') => "quarter",
        7 => "month",
        4 => "year",
        _ => "longer",
    }
}

/// Where one party stands on one point.
fn position(position: &Position, positions: &Positions) -> Value {
    json!({
        "actor": positions.pair(position.actor),
        "actor_id": position.referent,
        "stance": position.stance.label(),
        "point": position.point.iter().map(|&span| positions.pair(span)).collect::<Vec<_>>(),
        "cue": positions.pair(position.cue),
        "rule": position.rule.code(),
        "score": thousandths(position.score),
    })
}

/// One referent of a report; its number is its identifier within the report.
fn actor(at: usize, referent: &Referent, positions: &Positions) -> Value {
    let mentions = referent.mentions.iter().map(
        |mention| json!({"start": positions.at(mention.span.start), "end": positions.at(mention.span.end), "kind": mention.kind.label()}),
    );
    let wikidata = referent.key.as_deref().filter(|_| referent.kind == ReferentKind::Person);
    json!({
        "id": at,
        "kind": referent.kind.label(),
        "name": referent.name,
        "office": referent.offices.first(),
        "state": referent.state,
        "wikidata": wikidata,
        "mentions": mentions.collect::<Vec<_>>(),
    })
}

/// One actor of the record.
pub fn actor_row(actor: &ActorRow) -> Value {
    let wikidata = Some(own_part(&actor.id))
        .filter(|own| actor.kind == ReferentKind::Person && own.starts_with('Q') && own[1..].bytes().all(|b| b.is_ascii_digit()));
    json!({"id": actor.id, "kind": actor.kind.label(), "name": actor.name, "state": actor.state, "wikidata": wikidata, "reports": actor.reports, "statements": actor.statements})
}

/// One actor with its titles, offices and names as printed.
pub fn actor_view(actor: &ActorView<'_>) -> Value {
    let tenures = actor.tenures.iter().map(|one| json!({"office": one.office, "from": one.from, "until": one.until, "as_of": one.as_of}));
    let printed = actor.printed.iter().map(|print| {
        json!({"report": print.report, "outlet": print.outlet, "published": print.published, "name": print.name, "offices": print.offices})
    });
    let mut value = actor_row(&actor.row);
    value["titles"] = json!(actor.titles);
    value["offices"] = tenures.collect();
    value["printed"] = printed.collect();
    value
}

/// Who held an office; on a day that was asked for, whether that is certain.
pub fn tenure(tenure: &Tenure, held: Option<Held>) -> Value {
    let held = held.map(|answer| if answer == Held::Yes { "yes" } else { "unknown" });
    json!({"office": tenure.office, "name": tenure.name, "wikidata": tenure.person, "from": tenure.from, "until": tenure.until, "as_of": tenure.as_of, "held": held})
}

/// One story as it is listed.
pub fn story_row(story: &StoryRow) -> Value {
    json!({"story": story.key, "headline": story.headline, "counts": counted(story.counts), "first": story.first, "last": story.last})
}

fn counted(counts: Counts) -> Value {
    json!({"reports": counts.reports, "outlets": counts.outlets, "outlets_not_known": counts.unknown, "origins": counts.origins})
}

/// Why two origins stand in one story.
pub fn tie(tie: &StoryTieRow) -> Value {
    json!({"first": tie.first, "second": tie.second, "score": thousandths(tie.score), "terms": tie.terms})
}

/// One outlet and whose copy it carries.
pub fn outlet(outlet: &Outlet) -> Value {
    let whose: Vec<Value> = outlet.whose.iter().map(|(name, reports)| json!({"outlet": name, "reports": reports})).collect();
    json!({"outlet": outlet.name, "reports": outlet.reports, "carried": outlet.carried, "only_carries": outlet.only_carries(),
        "whose": whose, "minutes_late": outlet.minutes_late})
}

/// One report that a search found.
pub fn hit(hit: &Hit) -> Value {
    let snippet: String = hit.snippet.chars().filter(|c| !matches!(c, '\u{1}' | '\u{2}')).collect();
    json!({"report": hit.report, "title": hit.title, "outlet": hit.outlet, "published": hit.published, "snippet": snippet})
}

/// One search that is kept.
pub fn kept_search(kept: &Kept) -> Value {
    let search = &kept.search;
    json!({"name": search.name, "words": search.words, "made": search.made, "reports": kept.found, "new": kept.new})
}

/// One report that a search that is kept found, by the number it was given when it was added.
pub fn kept_hit(search: &KeptSearch, found: &Hit, number: u64) -> Value {
    let mut value = hit(found);
    value["search"] = json!(search.name);
    value["new"] = json!(number > search.looked);
    value
}

/// One report with where it stands in the record; positions in bytes.
pub fn report_view(view: &ReportView) -> Value {
    let (found, copy) = (&view.report, view.copy.as_ref());
    let mut value = report(found, &Positions::new(&found.text, Offsets::Bytes));
    value["report"] = json!(found.key);
    value["id"] = json!(public_id(found));
    value["inputs"] = json!(view.inputs);
    value["versions"] = json!(view.versions);
    value["story"] = json!(view.story);
    value["origin"] = json!(copy.map(|copy| &copy.origin));
    value["copied_from"] = json!(copy.and_then(|copy| copy.copied_from.as_ref()));
    value["share"] = copy.map_or(Value::Null, |copy| thousandths(copy.share));
    value["passages"] = copy.map_or(json!([]), passages);
    value["corrections"] = view.corrections.iter().map(correction).collect();
    value
}

/// One statement with all its wordings; positions in bytes.
pub fn statement(statement: &StatementView, calendar: &Calendar) -> Value {
    let full = statement.fullest();
    let pair = |span: Span| json!([span.start, span.end]);
    let spans = |spans: &[Span]| spans.iter().map(|&span| pair(span)).collect::<Vec<_>>();
    let wordings = statement.wordings.iter().map(|wording| {
        let account = &wording.account;
        let (_, stretches) = laid(calendar, full, wording);
        let changes = stretches.iter().filter(|stretch| !stretch.same);
        let changes = changes
            .map(|stretch| json!({"fullest": stretch.fuller, "here": stretch.here, "touches": stretch.touches.map(|touch| touch.label())}));
        let words = |span: Option<Span>| span.map(|span| span.of(&wording.report.text));
        let mut row = json!({
            "report": public_id(&wording.report),
            "key": wording.report.key,
            "outlet": wording.report.outlet,
            "published": wording.report.published.map(|time| time.to_string()),
            "origin": wording.origin,
            "content": spans(&account.content),
            "text": wording.words(),
            "form": account.form.label(),
            "cue": account.cue_words(&wording.report.text),
            "manner": account.manner.label(),
            "sense": account.sense.label(),
            "polarity": account.polarity().label(),
            "standing": account.standing.label(),
            "source": spans(&account.source),
            "source_text": wording.source(),
            "medium": words(account.medium),
            "when": words(account.when),
            "when_value": calendar.said(&wording.report, account).map(|time| time.value),
            "place": words(account.place),
            "variant": wording.variant.label(),
            "fullest": wording.fullest,
            "changes": changes.collect::<Vec<_>>(),
            "rule": account.rule.code(),
            "score": thousandths(account.score),
        });
        if let Some(page) = account.content.first().and_then(|span| wording.report.page(span.start)) {
            row["page"] = page.into();
        }
        row
    });
    let name = |actor: &Option<(String, String)>| actor.as_ref().map(|(_, name)| name.clone());
    let id = |actor: &Option<(String, String)>| actor.as_ref().map(|(id, _)| id.clone());
    let when = statement.wordings.iter().find_map(|wording| wording.account.when.map(|span| span.of(&wording.report.text).to_owned()));
    let values = statement.wordings.iter().filter_map(|wording| calendar.said(&wording.report, &wording.account));
    let value = values.map(|time| time.value).find(|value| !value.contains('X'));
    json!({
        "id": statement.id,
        "speaker": name(&statement.actor),
        "speaker_id": id(&statement.actor),
        "speakers": statement.actor.iter().chain(&statement.others).map(|(_, name)| name).collect::<Vec<_>>(),
        "addressee": name(&statement.addressee),
        "addressee_id": id(&statement.addressee),
        "when": when,
        "when_value": value,
        "story": statement.story,
        "origins": statement.origins(),
        "wordings": wordings.collect::<Vec<_>>(),
    })
}

/// One line of a record's own word lists.
pub fn lexicon_line(line: &LexiconLine) -> Value {
    json!({"number": line.number, "list": line.list.label(), "line": line.line, "file": line.file})
}

/// Notices as objects of code and message.
pub fn notices(notices: &[rapporteur::record::Notice]) -> Value {
    notices.iter().map(|notice| json!({"code": notice.code, "message": notice.message})).collect()
}
