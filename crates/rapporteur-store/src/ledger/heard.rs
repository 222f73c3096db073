//! What reports tell of the outcome of a commitment: those that were out by a day, and whose outcomes share enough of its words.

use super::{Pledged, Words};
use crate::bound::{deed, deeds};
use crate::known::Known;
use crate::layers::read_published;
use crate::told::{REFERENT, read_referent};
use crate::{Record, Result};
use rapporteur::extract::{Deed, Outcome};
use rapporteur::link::Turn;
use rapporteur::link::commitment::{LEAST, Later, Pledge, Signal, Sought, Stems, may_settle, signals, signals_behind};
use rapporteur::record::{Published, Report};
use rapporteur::resources::Frequencies;
use rapporteur::text::Span;
use rusqlite::params;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Reports that tell outcomes, read once for all commitments that are asked about.
pub(super) struct Heard<'r, 'w> {
    pub(super) record: &'r Record,
    words: Words<'r, 'w>,
    pub(super) frequencies: &'r Frequencies,
    pub(super) as_of: i64,
    told: Known<i64, Told>,
    clauses: Known<(i64, usize), Option<Deed>>,
    deeds: Known<i64, Vec<Deed>>,
    read: Known<i64, Read>,
    /// Reports that were published after a day, and up to the one as of which is asked.
    since: BTreeMap<i64, usize>,
}

/// When a report that tells outcomes was out, and in what language.
struct Told {
    published: Option<Published>,
    language: Option<String>,
}

/// A report that tells outcomes, with all of them.
struct Read {
    report: Report,
    deeds: Rc<Vec<Deed>>,
    stems: Stems,
}

/// Reports whose texts are held at most: some kilobytes each.
const READ: usize = 4_096;
/// Reports and outcomes that are held at most: some hundred bytes each.
const TOLD: usize = 65_536;

/// Clauses of one key, looked at behind a commitment: those told next. What came of it is told before as many more, or in rarer words.
const NEXT: usize = 512;

impl<'r, 'w> Heard<'r, 'w> {
    /// Of a record, up to a day.
    pub(super) fn new(record: &'r Record, frequencies: &'r Frequencies, words: Words<'r, 'w>, as_of: i64) -> Self {
        Self {
            record,
            words,
            frequencies,
            as_of,
            told: Known::up_to(TOLD),
            clauses: Known::up_to(TOLD),
            deeds: Known::up_to(READ),
            read: Known::up_to(READ),
            since: BTreeMap::new(),
        }
    }

    /// Reports that were published after a day, and up to the one as of which is asked.
    pub(super) fn published_since(&mut self, after: i64) -> Result<usize> {
        if let Some(&count) = self.since.get(&after) {
            return Ok(count);
        }
        let count = self.record.published_between(after, self.as_of)?;
        self.since.insert(after, count);
        Ok(count)
    }

    /// What the first report tells of the outcome behind the commitment, and later reports, in the order of their publication; reports by their rows.
    /// `doer` is the actor who is to do it, where it is known; `telling` are the reports that tell the commitment, the first one first.
    pub(super) fn of(&mut self, pledge: Pledge, first: &Pledged, doer: Option<&str>, telling: &[i64]) -> Result<Vec<(i64, Signal)>> {
        let Some((_, made)) = first.report.published.map(|time| time.seconds()) else { return Ok(Vec::new()) };
        let verbs: BTreeSet<String> = first.commitment.verbs.iter().cloned().collect();
        let sought = pledge.sought((self.words)(first.report.language.as_deref()), &verbs);
        let sharing = self.sharing(&pledge, &sought, made)?;
        // What stands around it is asked for where a report may tell of it alone.
        let (around, frequencies) = (OnceCell::new(), self.frequencies);
        let amid = || around.get_or_init(|| pledge.clone().amid(frequencies, &first.report.text));
        let mut later = Vec::new();
        if let Some(&row) = telling.first() {
            let (told, end) = (self.told(row)?, first.commitment.content.last().map_or(0, |span| span.end));
            let words = (self.words)(told.language.as_deref());
            let may = |deed: &Deed| deed.outcome == Outcome::Done && deed.span.start >= end && may_settle(words, &pledge, &verbs, deed);
            if self.deeds(row)?.iter().any(may) {
                let read = self.read(row)?;
                let own = Later { text: &read.report.text, deeds: &read.deeds, stems: &read.stems, published: told.published };
                let found = signals_behind(words, amid(), &verbs, &own, end);
                later.push((made, read.report.key.clone(), row, found));
            }
        }
        for (row, sharing) in sharing {
            if telling.contains(&row) {
                continue;
            }
            // A report is read only where its day and its verbs let it tell of the outcome.
            let told = self.told(row)?;
            let words = (self.words)(told.language.as_deref());
            let Some(published) = told.published.filter(|time| time.seconds().0 > made && time.days().0 <= self.as_of) else { continue };
            if pledge.is_over(published.days().0) {
                continue;
            }
            let mut may = false;
            for &place in &sharing {
                may = may || self.clause(row, place)?.as_ref().as_ref().is_some_and(|deed| may_settle(words, &pledge, &verbs, deed));
            }
            if !may {
                continue;
            }
            let read = self.read(row)?;
            let other = Later { text: &read.report.text, deeds: &read.deeds, stems: &read.stems, published: Some(published) };
            let mut found = signals(words, amid(), &verbs, &other);
            if let Some(doer) = doer.filter(|_| !found.is_empty()) {
                let named = self.named_in(row)?;
                found.retain(|signal| !is_anothers(&named, doer, signal));
            }
            later.push((published.seconds().1, read.report.key.clone(), row, found));
        }
        later.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        Ok(later.into_iter().flat_map(|(_, _, row, found)| found.into_iter().map(move |signal| (row, signal))).collect())
    }

    /// Of reports behind a commitment, the places of their outcomes that can hold enough of its words to tell what came of it.
    fn sharing(&self, pledge: &Pledge, sought: &[Sought], made: i64) -> Result<BTreeMap<i64, BTreeSet<usize>>> {
        // The limit stands as a number: SQLite plans a statement anew whenever a limit is bound.
        let query = format!(
            "SELECT latest, number, place, report FROM deed_key WHERE key = ?1 AND latest > ?2 ORDER BY latest, number, place LIMIT {NEXT}"
        );
        let mut statement = self.record.connection.prepare_cached(&query)?;
        // How much of each word a clause holds, and up to where each word was looked for.
        let (mut held, mut ends) = (Vec::<(Turn, usize, i64, u64)>::new(), Vec::new());
        for Sought { weight, keys } in sought {
            let (begin, mut end) = (held.len(), None::<Turn>);
            for &key in keys {
                let (mut rows, before, mut last) = (statement.query(params![key as i64, made])?, held.len(), None);
                while let Some(row) = rows.next()? {
                    let turn = Turn { latest: row.get(0)?, number: row.get(1)? };
                    held.push((turn, row.get::<_, u32>(2)? as usize, row.get(3)?, *weight));
                    last = Some(turn);
                }
                end = [end, last.filter(|_| held.len() == before + NEXT)].into_iter().flatten().min();
            }
            ends.extend(end.map(|end| (end, weight)));
            // Under whichever of its keys, a clause holds a word once.
            let mut holding = held.split_off(begin);
            holding.sort_unstable();
            holding.dedup();
            held.append(&mut holding);
        }
        held.sort_unstable();
        let total: u64 = pledge.content.values().map(|&rarity| u64::from(rarity)).sum();
        let beside = total - sought.iter().map(|word| word.weight).sum::<u64>();
        let mut found: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
        for clause in held.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let (turn, place, report, _) = clause[0];
            let held: u64 = clause.iter().map(|(.., weight)| weight).sum();
            // What lies behind where a word was looked for may hold it.
            let unseen: u64 = ends.iter().filter(|(end, _)| *end < turn).map(|(_, weight)| *weight).sum();
            if (held + unseen + beside) * 1000 >= total * LEAST {
                found.entry(report).or_default().insert(place);
            }
        }
        Ok(found)
    }

    /// The actors of a report, with the words that name each and the pronouns that stand for it.
    fn named_in(&self, row: i64) -> Result<Vec<(String, Vec<Span>)>> {
        let query = format!(
            "SELECT {REFERENT}, actor FROM referent JOIN actor_referent ON actor_referent.report = referent.report AND referent = number
             WHERE referent.report = ?1"
        );
        let mut statement = self.record.connection.prepare_cached(&query)?;
        let (mut rows, mut named) = (statement.query([row])?, Vec::new());
        while let Some(row) = rows.next()? {
            let mentions = read_referent(row, 0)?.mentions;
            named.push((row.get(6)?, mentions.into_iter().map(|mention| mention.span).collect()));
        }
        Ok(named)
    }

    fn told(&mut self, row: i64) -> Result<Rc<Told>> {
        if let Some(found) = self.told.get(&row) {
            return Ok(found.clone());
        }
        let mut statement = self.record.connection.prepare_cached("SELECT published, language FROM report WHERE id = ?1")?;
        let (published, language) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(self.told.keep(row, Told { published: read_published(published)?, language }))
    }

    /// One outcome of a report, by its place.
    fn clause(&mut self, row: i64, place: usize) -> Result<Rc<Option<Deed>>> {
        if let Some(found) = self.clauses.get(&(row, place)) {
            return Ok(found.clone());
        }
        let found = deed(&self.record.connection, row, place)?;
        Ok(self.clauses.keep((row, place), found))
    }

    fn deeds(&mut self, row: i64) -> Result<Rc<Vec<Deed>>> {
        if let Some(found) = self.deeds.get(&row) {
            return Ok(found.clone());
        }
        let found = deeds(&self.record.connection, row)?;
        Ok(self.deeds.keep(row, found))
    }

    fn read(&mut self, row: i64) -> Result<Rc<Read>> {
        if let Some(found) = self.read.get(&row) {
            return Ok(found.clone());
        }
        let (report, deeds) = (self.record.report_by_row(row)?, self.deeds(row)?);
        let stems = Stems::of(report.title.as_deref(), deeds.len());
        Ok(self.read.keep(row, Read { report, deeds, stems }))
    }
}

/// Is who a clause says did it another actor, of the kind of whoever was to do it, or a pronoun that is not known to stand for that one?
fn is_anothers(named: &[(String, Vec<Span>)], doer: &str, signal: &Signal) -> bool {
    let Some(who) = signal.who else { return false };
    let kind = |actor: &str| actor.split(':').next().map(str::to_owned);
    let mut within = named.iter().filter(|(_, spans)| spans.iter().any(|span| who.start <= span.start && span.end <= who.end));
    let alike = |(actor, _): &&(String, Vec<Span>)| signal.pronoun || kind(actor) == kind(doer);
    let within: Vec<&str> = within.by_ref().filter(alike).map(|(actor, _)| actor.as_str()).collect();
    !within.contains(&doer) && (signal.pronoun || !within.is_empty())
}
