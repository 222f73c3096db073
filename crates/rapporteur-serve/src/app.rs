//! Desks for the threads that answer: each holds a connection of its own, and goes back to the shelf when it has answered. Where the server may
//! correct, the one way to write.

use crate::Corrects;
use crate::failure::Failure;
use crate::kept::{Kept, Standing};
use rapporteur::extract::Languages;
use rapporteur::resources::Resources;
use rapporteur_desk::Desk;
use rapporteur_store::{LexiconLine, Outcomes, Record};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Desks that are kept for the next question; more are opened where more ask at once.
const KEPT: usize = 8;

/// What every handler asks.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    record: PathBuf,
    resources: Mutex<Shared>,
    languages: OnceLock<Languages>,
    shelf: Mutex<Vec<Desk>>,
    corrects: Option<Corrects>,
    following: Mutex<Following>,
    kept: Mutex<Kept>,
    /// What came of all commitments, and how the record stood then.
    outcomes: Mutex<Option<(Standing, Arc<Outcomes>)>>,
    /// Has somebody read since the main pages were worked out last? At the start somebody is about to.
    asked: AtomicBool,
}

/// What is derived anew behind a correction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Following {
    /// Is it being done?
    pub(crate) runs: bool,
    /// Was something corrected since it began?
    again: bool,
    /// Why it could not be done, last.
    pub(crate) failed: Option<String>,
}

/// The resources that desks share, and the record's own lines that they were read with.
#[derive(Debug)]
struct Shared {
    lines: Vec<LexiconLine>,
    resources: Arc<Resources>,
}

impl App {
    pub(crate) fn new(record: PathBuf, resources: Arc<Resources>, corrects: Option<Corrects>) -> Self {
        let (resources, shelf) = (Mutex::new(Shared { lines: Vec::new(), resources }), Mutex::new(Vec::new()));
        let (following, kept, outcomes) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self(Arc::new(Inner {
            record,
            resources,
            languages: OnceLock::new(),
            shelf,
            corrects,
            following,
            kept,
            outcomes,
            asked: AtomicBool::new(true),
        }))
    }

    /// What is needed to correct; none where this server only reads.
    pub(crate) fn corrects(&self) -> Option<&Corrects> {
        self.0.corrects.as_ref()
    }

    /// How far what hangs on corrections is derived.
    pub(crate) fn following(&self) -> Following {
        self.0.following.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Are answers kept? Where the server corrects, pages hang on who asks, too.
    pub(crate) fn keeps(&self) -> bool {
        self.0.corrects.is_none()
    }

    /// Somebody reads.
    pub(crate) fn asked(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
    }

    /// Has somebody read since this was asked last?
    pub(crate) fn was_asked(&self) -> bool {
        self.0.asked.swap(false, Ordering::Relaxed)
    }

    /// The answers that are kept.
    pub(crate) fn kept<T>(&self, question: impl FnOnce(&mut Kept) -> T) -> T {
        question(&mut self.0.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How the record stands now, where that can be told.
    pub(crate) async fn standing(&self) -> Option<Standing> {
        let app = self.clone();
        tokio::task::spawn_blocking(move || app.kept(|kept| kept.look(&app.0.record))).await.ok().flatten()
    }

    /// Looks up what came of all commitments, for whoever asks while the record stands so.
    pub(crate) async fn look_up_outcomes(&self, standing: Standing) {
        if let Ok(Some(outcomes)) = self.ask(|desk| Ok(desk.look_up_outcomes()?)).await {
            *self.0.outcomes.lock().unwrap_or_else(PoisonError::into_inner) = Some((standing, outcomes.into()));
        }
    }

    /// What came of all commitments, where that was looked up and the record stands as it did: asked when the desk has begun to read.
    fn outcomes(&self) -> Option<Arc<Outcomes>> {
        let (standing, outcomes) = self.0.outcomes.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        (self.kept(|kept| kept.look(&self.0.record)) == Some(standing)).then_some(outcomes)
    }

    /// Writes to the record: what is written is made of what the desk answers.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        found: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
        keep: impl FnOnce(&mut Record, T) -> Result<(), Failure> + Send + 'static,
    ) -> Result<(), Failure> {
        // The desk is let go of before the record is written.
        let found = self.ask(found).await?;
        let app = self.clone();
        let kept = tokio::task::spawn_blocking(move || keep(&mut Record::open(&app.0.record)?, found));
        kept.await.unwrap_or_else(|_| Err(Failure::broken("it could not be kept")))
    }

    /// Derives what hangs on a correction, on a thread of its own; pages are read meanwhile.
    pub(crate) fn follow(&self) {
        let mut following = self.0.following.lock().unwrap_or_else(PoisonError::into_inner);
        following.again = true;
        if std::mem::replace(&mut following.runs, true) {
            return;
        }
        drop(following);
        let app = self.clone();
        tokio::task::spawn_blocking(move || {
            loop {
                app.0.following.lock().unwrap_or_else(PoisonError::into_inner).again = false;
                let failed = rapporteur_store::guarded(|| app.derive().err().map(|failure| failure.what().to_owned()));
                let mut following = app.0.following.lock().unwrap_or_else(PoisonError::into_inner);
                following.failed = failed.unwrap_or_else(|| Some("it could not be derived".to_owned()));
                if !following.again || following.failed.is_some() {
                    following.runs = false;
                    return;
                }
            }
        });
    }

    fn derive(&self) -> Result<(), Failure> {
        let mut record = Record::open(&self.0.record)?;
        let resources = rapporteur_desk::resources_of(&record)?;
        record.derive(&resources, self.languages()?, &AtomicBool::new(false), &|_, _, _| {})?;
        Ok(())
    }

    /// Asks on a thread that may wait.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let desk = app.desk()?;
            let answer = question(&desk);
            app.put_back(desk);
            answer
        });
        asked.await.unwrap_or_else(|_| Err(Failure::broken("the answer could not be worked out")))
    }

    /// Asks with the models of the languages, which the first such question reads.
    pub(crate) async fn ask_reading<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk, &Languages) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        self.ask(move |desk| question(desk, app.languages()?)).await
    }

    fn languages(&self) -> Result<&Languages, Failure> {
        if let Some(languages) = self.0.languages.get() {
            return Ok(languages);
        }
        let read = rapporteur_desk::languages()?;
        Ok(self.0.languages.get_or_init(|| read))
    }

    fn desk(&self) -> Result<Desk, Failure> {
        let kept = self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = match kept {
            Some(desk) => {
                desk.record.look_again()?;
                desk
            }
            None => {
                let resources = self.0.resources.lock().unwrap_or_else(PoisonError::into_inner).resources.clone();
                Desk::open(&self.0.record, resources)?
            }
        };
        desk.resources = self.resources(&desk.record)?;
        desk.outcomes = self.outcomes();
        Ok(desk)
    }

    /// The resources of the record as it stands; read again where its own lines have changed.
    fn resources(&self, record: &Record) -> Result<Arc<Resources>, Failure> {
        let lines = record.lexicon()?;
        let mut shared = self.0.resources.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.lines != lines {
            *shared = Shared { lines, resources: rapporteur_desk::resources_of(record)?.into() };
        }
        Ok(shared.resources.clone())
    }

    fn put_back(&self, desk: Desk) {
        // A desk that fails here is not kept.
        if desk.record.let_go().is_err() {
            return;
        }
        let mut shelf = self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() < KEPT {
            shelf.push(desk);
        }
    }
}
