//! The one driver of a run: inputs in, batches read and summarised on all cores, committed in order by one writer.

use crate::guard::guarded;
use crate::{Outcome, Record, Result};
use rapporteur::ingest::{self, Foreign, Format, Refusal, RefusalKind, Stated};
use rapporteur::record::derive::Summary;
use rapporteur::record::{Notice, Report};
use rapporteur::resources::Resources;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

/// The bytes of one input, of a known format, under the name that its owner knows.
#[derive(Clone, Debug)]
pub struct Piece {
    /// File, member of an archive, line or address.
    pub input: String,
    /// What the bytes are.
    pub format: Format,
    /// What its container or its owner states of it.
    pub stated: Stated,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What the caller's reader found: a piece, or an input that it could not read.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// Bytes to read reports from.
    Piece(Piece),
    /// An input that is refused before its bytes are looked at.
    Refused(String, Refusal),
    /// A part of a crawl that belongs to it and holds no report: rules for crawlers, redirects, indexes.
    PassedOver(String, Refusal),
}

/// What became of one report or input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A report that is in the record now, under this key, and what is to be known of how it was read.
    Kept(Outcome, String, Vec<Notice>),
    /// A part of a crawl, or a message without words, that holds no report.
    PassedOver(Refusal),
    /// An input, or a report in it, that was not taken.
    Refused(Refusal),
}

/// The fates of one batch, in the order of arrival.
pub type Batch = Vec<(String, Fate)>;

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunReport {
    /// Reports that were new.
    pub added: usize,
    /// New texts under known addresses.
    pub versions: usize,
    /// Reports that were there already.
    pub known: usize,
    /// Inputs or reports that were refused.
    pub refused: usize,
    /// Parts of crawls and messages without words, which hold no report.
    pub passed_over: usize,
    /// Was the run stopped before its end?
    pub stopped: bool,
}

/// A batch closes at this many pieces or bytes, whichever comes first.
const PIECES: usize = 256;
const BYTES: usize = 8 << 20;

/// Adds what arrives to the record, batch by batch. `stop` is looked at between batches; `tell` is told of each batch once
/// it is committed. Deriving is the caller's next step.
///
/// # Errors
/// When the record cannot be written. Batches told of are safe.
pub fn add(
    record: &mut Record,
    resources: &Resources,
    arrivals: impl Iterator<Item = Arrival> + Send,
    stop: &AtomicBool,
    mut tell: impl FnMut(&Batch),
) -> Result<RunReport> {
    let mut run = RunReport::default();
    record.adopt(resources)?;
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Vec<Read>>(1);
        let reader = scope.spawn(move || {
            let mut arrivals = arrivals;
            while !stop.load(Ordering::Relaxed) {
                let batch = gather(&mut arrivals);
                if batch.is_empty()
                    || sender.send(batch.into_par_iter().flat_map_iter(|arrival| read(resources, arrival)).collect()).is_err()
                {
                    break;
                }
            }
        });
        for batch in receiver {
            let fates = commit(record, batch)?;
            for (_, fate) in &fates {
                match fate {
                    Fate::Kept(Outcome::Added, ..) => run.added += 1,
                    Fate::Kept(Outcome::NewVersion, ..) => run.versions += 1,
                    Fate::Kept(Outcome::Known, ..) => run.known += 1,
                    Fate::Kept(Outcome::Removed(_), ..) | Fate::Refused(_) => run.refused += 1,
                    Fate::PassedOver(_) => run.passed_over += 1,
                }
            }
            tell(&fates);
        }
        if reader.join().is_err() {
            return Err(crate::Error::damaged("reading an input failed unexpectedly; please report this input"));
        }
        run.stopped = stop.load(Ordering::Relaxed);
        Ok(run)
    })
}

type Read = (String, std::result::Result<(Report, Summary), Fate>);

fn gather(arrivals: &mut impl Iterator<Item = Arrival>) -> Vec<Arrival> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < PIECES && bytes < BYTES {
        let Some(arrival) = arrivals.next() else { break };
        if let Arrival::Piece(piece) = &arrival {
            bytes += piece.bytes.len();
        }
        batch.push(arrival);
    }
    batch
}

/// The reports of what arrived, each under its name; or why there are none.
pub fn reports(resources: &Resources, arrival: Arrival) -> Vec<(String, std::result::Result<Report, Fate>)> {
    match arrival {
        Arrival::Refused(input, refusal) => vec![(input, Err(Fate::Refused(refusal)))],
        Arrival::PassedOver(input, refusal) => vec![(input, Err(Fate::PassedOver(refusal)))],
        Arrival::Piece(piece) => {
            // A page that trips a parser costs that page alone.
            let reports = guarded(|| ingest::read_stated(resources, piece.format, &piece.bytes, &piece.stated))
                .unwrap_or_else(|| vec![Err(Refusal::new(RefusalKind::Unreadable, "the parser failed on it"))]);
            let several = reports.len() > 1;
            let named = |at: usize| if several { format!("{}#{}", piece.input, at + 1) } else { piece.input.clone() };
            // What a message shows without words is no report, and nobody's fault.
            let fate = |refusal: Refusal| match refusal.kind {
                RefusalKind::Foreign(Foreign::Wordless) => Fate::PassedOver(refusal),
                _ => Fate::Refused(refusal),
            };
            reports.into_iter().enumerate().map(|(at, report)| (named(at), report.map_err(fate))).collect()
        }
    }
}

fn read(resources: &Resources, arrival: Arrival) -> Vec<Read> {
    let summarised = |report: Report| {
        let summary = Summary::of(resources, &report);
        (report, summary)
    };
    reports(resources, arrival).into_iter().map(|(input, report)| (input, report.map(summarised))).collect()
}

fn commit(record: &mut Record, batch: Vec<Read>) -> Result<Batch> {
    let mut fates = Vec::with_capacity(batch.len());
    let mut kept = Vec::with_capacity(batch.len());
    for (input, read) in batch {
        match read {
            Ok((report, summary)) => {
                fates.push((input.clone(), Fate::Kept(Outcome::Known, report.key.clone(), report.notices.clone())));
                kept.push((input, report, summary));
            }
            Err(fate) => fates.push((input, fate)),
        }
    }
    let mut outcomes = record.commit(&kept)?.into_iter();
    for (_, fate) in &mut fates {
        if let Fate::Kept(outcome, ..) = fate {
            match outcomes.next().expect("one outcome for each kept report") {
                Outcome::Removed(why) => *fate = Fate::Refused(Refusal::new(RefusalKind::Removed, why)),
                other => *outcome = other,
            }
        }
    }
    Ok(fates)
}
