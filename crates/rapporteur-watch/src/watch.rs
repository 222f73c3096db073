//! Looking again and again: what is due is asked for on many threads, and one writes down what came of it, adds it to the record, and tells.
//!
//! Each answer goes three ways in this order: into the archive, into the state, into the record. A run that is killed loses none that is in the
//! archive and known to the state, and asks for the others again; the record knows a report that it has.

use crate::archive::{Archive, Kept};
use crate::config::{Config, Place, place};
use crate::fetch::{Content, Fetched, Fetcher, Manners, Request, Rules};
use crate::hosts::Hosts;
use crate::local::{Found, files};
use crate::state::{Limits, Settled, State, Step};
use crate::{Error, Result, alerts, tell};
use rapporteur::extract::Languages;
use rapporteur::record::day_number;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_store::{Arrival, Fate, Record, RunReport, guarded};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use url::Url;

/// Answers that wait to be written down, and that are written together.
const TOGETHER: usize = 64;
/// Pages that are added together, where more are on their way.
const BATCH: usize = 256;
/// How long a page waits for others. A guess: the record shows it soon after.
const WAIT: Duration = Duration::from_secs(1);
/// How often it is looked whether something is due, or the user wants it to end.
const TICK: Duration = Duration::from_millis(200);
/// How often deadlines are looked for, and what could not be delivered is tried again, where nothing new comes.
const TELLING: Duration = Duration::from_secs(600);

/// What the program around it does.
pub trait Around: Sync {
    /// Reads what is archived, and files.
    fn read(&self, kept: Vec<Kept>, files: Vec<PathBuf>) -> Receiver<Arrival>;

    /// Says what became of a source, an address or a place where alerts go.
    fn note(&self, at: &str, what: &str);

    /// Shows how far it is, and how many addresses are still to be asked.
    fn progress(&self, tally: &Tally, open: usize);

    /// Prints an alert.
    ///
    /// # Errors
    /// When nobody reads it.
    fn alert(&self, alert: &Value) -> std::io::Result<()>;
}

/// How long it is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Each source that is due is looked at once, and what comes of it is added.
    Once,
    /// Until it is stopped.
    Stopped,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Addresses that were had.
    pub had: usize,
    /// Of these, those at which nothing had changed.
    pub unchanged: usize,
    /// Addresses that were not had and are tried again.
    pub failed: usize,
    /// Addresses that will not be had.
    pub refused: usize,
    /// What became of the reports.
    pub run: RunReport,
    /// Alerts that are new.
    pub alerts: usize,
    /// Was it stopped?
    pub stopped: bool,
}

/// A record that is being watched for.
#[derive(Debug)]
pub struct Watch {
    config: Config,
    folder: PathBuf,
    state: State,
    record: Record,
    resources: Arc<Resources>,
    desk: Desk,
    languages: Option<Languages>,
    archives: Vec<Archive>,
    /// The day that counts as today, from 1970; none for that of the machine.
    today: Option<i64>,
    patience: Option<Duration>,
    /// Held as long as this is: nobody else watches for the record.
    _lock: File,
}

/// The folder beside a record in which is kept what watching needs.
pub fn folder(record: &Path) -> PathBuf {
    let mut name = record.as_os_str().to_owned();
    name.push(".watch");
    PathBuf::from(name)
}

impl Watch {
    /// Begins to watch for a record; `today` is the day that counts as today, and none is that of the machine.
    ///
    /// # Errors
    /// When another program watches for it, what is kept beside it cannot be opened, or a search is none.
    pub fn open(record: Record, config: Config, today: Option<jiff::civil::Date>) -> Result<Self> {
        let folder = folder(record.path());
        let failed = |error| Error::file(format!("opening {}", folder.display()))(error);
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let lock = File::create(folder.join("lock")).map_err(failed)?;
        lock.try_lock()
            .map_err(|_| Error::asked("another rapporteur watches for this record", "end that one first, or watch for another record"))?;
        let state = State::open(&folder.join("state.db"))?;
        let resources = Arc::new(rapporteur_desk::resources_of(&record)?);
        let desk = Desk::open(record.path(), resources.clone())?;
        alerts::check(&desk, &config.alerts)?;
        desk.record.let_go()?;
        let mut watch = Self {
            config,
            folder,
            state,
            record,
            resources,
            desk,
            languages: None,
            archives: Vec::new(),
            today: today.map(day_number),
            patience: None,
            _lock: lock,
        };
        watch.begin()?;
        Ok(watch)
    }

    /// The same with another time that an answer may take in all, for tests.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Takes on what the user lists. What was in the record before is nothing new.
    fn begin(&mut self) -> Result<()> {
        let mut sources = Vec::new();
        for source in &self.config.sources {
            if let Place::Address(address) = place(source)? {
                sources.push((address.to_string(), source.every.unwrap_or(self.config.every), source.follow));
            }
        }
        let reports = match self.state.told()? {
            None => Some(self.record.compared()?),
            Some(_) => None,
        };
        let step = self.state.step()?;
        step.listed(&sources, now())?;
        if let Some(reports) = reports {
            step.alerts(&[], &[], reports)?;
        }
        step.done()
    }

    /// Looks, until it is done or `stop` is set. What is told of is kept.
    ///
    /// # Errors
    /// When the record, the archive or the state cannot be written, or nobody reads what is printed.
    pub fn run(&mut self, until: Until, around: &dyn Around, stop: &AtomicBool) -> Result<Tally> {
        let mut manners = Manners::new(self.config.contact.clone(), self.config.largest << 20, self.config.private.clone());
        manners.patience = self.patience.unwrap_or(manners.patience);
        let fetcher = Arc::new(Fetcher::new(&manners, self.state.rules(now())?));
        self.state.free_all()?;
        let (hosts, pause) = (Arc::new(Hosts::default()), self.config.pause);
        let (give, had) = sync_channel(TOGETHER);
        for _ in 0..self.config.connections.max(1) {
            let (fetcher, hosts, give) = (fetcher.clone(), hosts.clone(), give.clone());
            std::thread::spawn(move || ask(&fetcher, &hosts, pause, &give));
        }
        drop(give);
        let mut round = Round { until, around, stop, fetcher: &fetcher, hosts: &hosts, open: 0, tally: Tally::default() };
        let ended = self.rounds(&mut round, &had);
        // Nobody waits for a slow server: whoever has an answer to hand over ends, and the next run asks for it again.
        hosts.close();
        ended.map(|()| Tally { stopped: round.is_stopped(), ..round.tally })
    }

    fn rounds(&mut self, round: &mut Round<'_>, had: &Receiver<Had>) -> Result<()> {
        let folders = self.folders()?;
        let mut looks: Vec<Instant> = vec![Instant::now(); folders.len()];
        let mut found: Vec<Found> = Vec::new();
        // What a killed run left behind is added first.
        let mut waits = (!self.state.waiting(&self.folder)?.is_empty()).then(Instant::now);
        let (mut pages, mut wait, mut told) = (0, WAIT, Instant::now());
        self.catch_up(round)?;
        if round.until == Until::Stopped && self.languages.is_none() {
            // Reading the models takes longer than what is new may wait.
            self.languages = Some(rapporteur_desk::languages()?);
        }
        loop {
            for ((folder, every), look) in folders.iter().zip(&mut looks) {
                if *look <= Instant::now() {
                    *look += *every.max(&TICK);
                    for file in files(folder) {
                        if !self.state.has_local(&file.1, &file.2)? && !found.contains(&file) {
                            found.push(file);
                            waits.get_or_insert_with(Instant::now);
                        }
                    }
                }
            }
            if round.is_stopped() {
                return Ok(());
            }
            round.around.progress(&round.tally, round.open);
            self.push_due(round)?;
            match had.recv_timeout(TICK) {
                Ok(first) => {
                    let batch: Vec<Had> = std::iter::once(first).chain(had.try_iter().take(TOGETHER - 1)).collect();
                    let read = self.settle(round, batch)?;
                    pages += read;
                    if read > 0 {
                        waits.get_or_insert_with(Instant::now);
                    }
                    self.push_due(round)?;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if let Some(since) = waits
                && (round.open == 0 || pages >= BATCH || since.elapsed() >= wait)
            {
                let began = Instant::now();
                match self.bring(round, &found) {
                    Ok(true) => {}
                    Ok(false) => return Ok(()),
                    // Another program may be at it for long. All of this waits.
                    Err(error) if error.is_busy() && round.until == Until::Stopped => {
                        round.around.note("the record", &error.to_string());
                        waits = Some(Instant::now());
                        continue;
                    }
                    Err(error) => return Err(error),
                }
                found.clear();
                // A large record takes longer to compare with: it is not done more than half of the time.
                (pages, waits, wait, told) = (0, None, WAIT.max(began.elapsed()), Instant::now());
            } else if told.elapsed() > TELLING {
                told = Instant::now();
                self.tell(round)?;
            }
            if round.until == Until::Once && round.open == 0 && waits.is_none() && self.push_due(round)? == 0 {
                return Ok(());
            }
        }
    }

    fn folders(&self) -> Result<Vec<(PathBuf, Duration)>> {
        let mut folders = Vec::new();
        for source in &self.config.sources {
            if let Place::Folder(path) = place(source)? {
                folders.push((path, source.every.unwrap_or(self.config.every)));
            }
        }
        Ok(folders)
    }

    /// Puts what is due into the queues; says how many.
    fn push_due(&self, round: &mut Round<'_>) -> Result<usize> {
        let due = self.state.due(now())?;
        let mut pushed = 0;
        for due in due {
            self.state.ask(&due.address)?;
            let Ok(address) = Url::parse(&due.address) else { continue };
            round.hosts.push(Request { listed: due.address, address, hops: 0, etag: due.etag, modified: due.modified, follow: due.follow });
            pushed += 1;
        }
        round.open += pushed;
        Ok(pushed)
    }

    /// Writes down what came of requests: the archive first, then, all at once, the state. Says how many pages wait to be read.
    fn settle(&mut self, round: &mut Round<'_>, batch: Vec<Had>) -> Result<usize> {
        let (now, backlog) = (now(), self.config.backlog);
        let limits = Limits { now, backlog };
        let mut ended = Vec::new();
        let mut pages = 0;
        let step = self.state.step()?;
        for Had { request, fetched, rules } in batch {
            if let Some((site, rules)) = &rules {
                step.rule(site, rules)?;
            }
            let listed = request.listed.clone();
            let settled = match fetched {
                Fetched::Moved(next) => {
                    round.hosts.push(Request { address: next, hops: request.hops + 1, ..request });
                    continue;
                }
                Fetched::Unchanged => step.unchanged(&listed, limits)?,
                Fetched::Answer(answer) if step.is_known(&listed, &answer)? => step.same(&listed, &answer, limits)?,
                Fetched::Answer(answer) => {
                    let name = if matches!(answer.content, Content::List(_)) { "lists" } else { "pages" };
                    let archive = archive(&mut self.archives, &self.folder, name, &step)?;
                    let time = jiff::Timestamp::from_second(now).map(|time| time.to_string()).unwrap_or_default();
                    let kept = archive.answer(request.address.as_str(), &time, &answer.head, &answer.body)?;
                    match &answer.content {
                        Content::List(links) if links.is_empty() => {
                            round.around.note(&listed, "a list that names no address");
                            step.list(&listed, &answer, links, limits)?
                        }
                        Content::List(links) => step.list(&listed, &answer, links, limits)?,
                        Content::Page => step.page(&listed, &answer, &kept, limits)?,
                    }
                }
                Fetched::Refused(why) => {
                    round.around.note(&listed, &why);
                    round.tally.refused += 1;
                    step.refused(&listed, limits)?
                }
                Fetched::Failed { why, rest } => {
                    round.tally.failed += 1;
                    let settled = step.failed(&listed, limits)?;
                    let then = if matches!(settled, Settled::Ended) { "; not tried again" } else { "" };
                    round.around.note(&listed, &format!("{why}{then}"));
                    if let Some(rest) = rest {
                        // What waits for its turn at this host waits as long; this one has its own time.
                        let others = round.hosts.clear(request.address.host_str().unwrap_or_default());
                        let others: Vec<String> = others.into_iter().map(|other| other.listed).collect();
                        step.rests(&others, now + rest.as_secs().cast_signed())?;
                        step.rests(std::slice::from_ref(&listed), now + rest.as_secs().cast_signed())?;
                        ended.extend(others);
                    }
                    settled
                }
            };
            ended.push(listed.clone());
            match settled {
                Settled::Unchanged => round.tally.unchanged += 1,
                Settled::Page => pages += 1,
                Settled::List(taken, passed) => round.list(&listed, taken, passed),
                Settled::TooDeep => round.around.note(&listed, "a list within lists within lists; it is not followed"),
                Settled::Again | Settled::Ended => continue,
            }
            round.tally.had += 1;
        }
        for archive in &self.archives {
            archive.sync()?;
            step.archived(archive.length())?;
        }
        step.done()?;
        round.open -= ended.len();
        // In one round each address is asked once.
        if round.until == Until::Stopped {
            ended.iter().try_for_each(|address| self.state.free(address))?;
        }
        Ok(pages)
    }

    /// Adds what waits to the record, and tells what comes of it; false when it was stopped before.
    fn bring(&mut self, round: &mut Round<'_>, found: &[Found]) -> Result<bool> {
        let kept = self.state.waiting(&self.folder)?;
        let arrivals = round.around.read(kept.clone(), found.iter().map(|(path, ..)| path.clone()).collect());
        let around = round.around;
        let run = rapporteur_store::add(&mut self.record, &self.resources, arrivals.into_iter(), round.stop, |batch| {
            for (input, fate) in batch {
                if let Fate::Refused(refusal) = fate {
                    around.note(input, &refusal.to_string());
                }
            }
        })?;
        let tally = &mut round.tally.run;
        tally.added += run.added;
        tally.versions += run.versions;
        tally.known += run.known;
        tally.refused += run.refused;
        tally.passed_over += run.passed_over;
        if run.stopped {
            return Ok(false);
        }
        let step = self.state.step()?;
        step.brought(&kept, found)?;
        step.done()?;
        self.catch_up(round)
    }

    /// Takes what was added through the layers, and tells what comes of it; false when it was stopped before.
    fn catch_up(&mut self, round: &mut Round<'_>) -> Result<bool> {
        if !self.record.behind(&self.resources)?.is_nothing() {
            let languages = match self.languages.take() {
                Some(languages) => languages,
                None => rapporteur_desk::languages()?,
            };
            let done = self.record.derive(&self.resources, &languages, round.stop, &|_, _, _| {})?;
            self.languages = Some(languages);
            if done.is_none() {
                return Ok(false);
            }
        }
        self.tell(round)?;
        Ok(true)
    }

    /// Looks for alerts in what was added since it was last done, and delivers what is owed.
    fn tell(&mut self, round: &mut Round<'_>) -> Result<()> {
        self.desk.record.look_again()?;
        let (after, upto) = (self.state.told()?.unwrap_or_default(), self.desk.record.compared()?);
        let today = self.today.unwrap_or_else(|| day_number(jiff::Zoned::now().date()));
        let found = if self.config.alerts.is_empty() { Vec::new() } else { alerts::alerts(&self.desk, &self.config.alerts, after, today)? };
        self.desk.record.let_go()?;
        let step = self.state.step()?;
        round.tally.alerts += step.alerts(&found, &tell::sinks(&self.config.tell), upto)?;
        step.done()?;
        tell::deliver(&self.state, &self.config.tell, round.fetcher, round.around)
    }
}

/// One run, with what its parts share.
struct Round<'a> {
    until: Until,
    around: &'a dyn Around,
    stop: &'a AtomicBool,
    fetcher: &'a Fetcher,
    hosts: &'a Hosts,
    /// Addresses that are being asked.
    open: usize,
    tally: Tally,
}

impl Round<'_> {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn list(&self, at: &str, taken: usize, passed: usize) {
        let more = if passed > 0 { format!("; {passed} older ones are passed over") } else { String::new() };
        if taken + passed > 0 {
            self.around.note(at, &format!("{taken} new{more}"));
        }
    }
}

/// A request that was made.
struct Had {
    request: Request,
    fetched: Fetched,
    rules: Option<(String, Rules)>,
}

/// Asks, request by request, until there is none.
fn ask(fetcher: &Fetcher, hosts: &Hosts, pause: Duration, give: &SyncSender<Had>) {
    while let Some(request) = hosts.take() {
        let mut rules = None;
        // An answer that trips what looks at it costs that answer alone.
        let fetched = guarded(|| fetcher.fetch(&request, now(), &mut |site, asked| rules = Some((site, asked))))
            .unwrap_or_else(|| Fetched::Refused("what was answered could not be looked at".to_owned()));
        let asked = fetcher.pause(&request.address).unwrap_or_default();
        let rest = if let Fetched::Failed { rest: Some(rest), .. } = &fetched { *rest } else { Duration::ZERO };
        hosts.done(&request, pause.max(asked).max(rest));
        if give.send(Had { request, fetched, rules }).is_err() {
            return;
        }
    }
}

/// The file of today for answers of a kind, opened where the state knows it to end. That of another day is done.
fn archive<'a>(archives: &'a mut Vec<Archive>, folder: &Path, kind: &str, step: &Step<'_>) -> Result<&'a mut Archive> {
    let path = folder.join(format!("{kind}-{}.warc.gz", jiff::Zoned::now().date()));
    let at = archives.iter().position(|archive| archive.length().0 == path);
    if let Some(at) = at {
        return Ok(&mut archives[at]);
    }
    for done in archives.extract_if(.., |archive| archive.is_of(kind)) {
        done.sync()?;
        step.archived(done.length())?;
    }
    archives.push(Archive::open(&path, step.length(&path)?)?);
    let at = archives.len() - 1;
    Ok(&mut archives[at])
}

/// Seconds since 1970.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
