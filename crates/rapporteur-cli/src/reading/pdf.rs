//! PDFs: their text is read in a child process of this program, with limits, so that one that is made to do harm costs itself alone.
//!
//! The child reads the file on its standard input and answers on its standard output: a word that says how it went, and the text, its pages
//! parted by form feeds as `pdftotext` parts them. Where the user asks for it, that program reads instead.

use super::{LONGEST, Piece, RefusalKind};
use rapporteur::ingest::{Foreign, Format, LONGEST_TEXT, Refusal, Stated};
use rapporteur_pdf::{Document, Error};
use rapporteur_store::Arrival;
use std::io::{Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The argument by which this program knows that it is the child.
pub(crate) const CHILD: &str = "__pdf";
/// A child may work so long. A guess: the slowest book seen takes three.
const LONGEST_WORK: Duration = Duration::from_secs(30);
/// A child may have so many bytes of memory. A guess: a file of 64 MiB with its fonts and its glyphs takes half of it.
const MEMORY: u64 = 2 << 30;
/// The stack of the thread that reads: objects may stand in objects.
const STACK: usize = 64 << 20;

/// Who reads the text of PDFs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum PdfText {
    /// This program.
    #[default]
    Own,
    /// The program `pdftotext` of Poppler or Xpdf, which must be there.
    Pdftotext,
}

impl PdfText {
    /// Is it there?
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn check(self) -> std::io::Result<()> {
        let start = || Command::new("pdftotext").arg("-v").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if self == PdfText::Pdftotext { start().map(|_| ()) } else { Ok(()) }
    }
}

/// A piece that is read while others arrive.
pub(super) enum Work {
    Done(Arrival),
    Begun(String, JoinHandle<Arrival>),
}

impl Work {
    /// What came of it.
    pub(super) fn done(self) -> Arrival {
        match self {
            Work::Done(arrival) => arrival,
            Work::Begun(input, work) => {
                work.join().unwrap_or_else(|_| Arrival::Refused(input, Refusal::new(RefusalKind::Unreadable, "reading the PDF failed")))
            }
        }
    }
}

/// Begins to read a PDF.
pub(super) fn begin(piece: Piece, by: PdfText) -> Work {
    Work::Begun(piece.input.clone(), std::thread::spawn(move || with_text(piece, by)))
}

/// A PDF as the text in it.
fn with_text(piece: Piece, by: PdfText) -> Arrival {
    match text_of(piece.bytes, by) {
        Ok((title, text)) => {
            let stated = piece.stated.or(&Stated { title, ..Stated::default() });
            Arrival::Piece(Piece { input: piece.input, format: Format::Text, stated, bytes: text.into_bytes() })
        }
        Err(refusal) => Arrival::Refused(piece.input, refusal),
    }
}

/// Headline, where the file states one that stands in its text, and text.
fn text_of(bytes: Vec<u8>, by: PdfText) -> Result<(Option<String>, String), Refusal> {
    let failed = |what: &str| Refusal::new(RefusalKind::Unreadable, what);
    let answer = match by {
        PdfText::Own => {
            let program = std::env::current_exe().map_err(|error| failed(&format!("this program cannot start itself: {error}")))?;
            let answer = ask(Command::new(program).arg(CHILD), bytes)?;
            return answered(&answer).unwrap_or_else(|| Err(failed("reading the PDF failed or took too much memory")));
        }
        PdfText::Pdftotext => ask(Command::new("pdftotext").args(["-q", "-enc", "UTF-8", "-eol", "unix", "-", "-"]), bytes)?,
    };
    match String::from_utf8(answer) {
        Ok(text) if text.chars().any(char::is_alphanumeric) => Ok((None, text)),
        Ok(_) => Err(Refusal::new(RefusalKind::Foreign(Foreign::Scan), "a PDF in which `pdftotext` finds no text")),
        Err(_) => Err(failed("`pdftotext` gave no UTF-8")),
    }
}

/// Gives a child its input and takes its answer; kills it when it takes too long.
fn ask(command: &mut Command, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let failed = |what: String| Refusal::new(RefusalKind::Unreadable, what);
    let name = command.get_program().to_string_lossy().into_owned();
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|error| failed(format!("`{name}` cannot be started: {error}")))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (done, wait) = channel::<()>();
    let late = AtomicBool::new(false);
    let child = Mutex::new(child);
    let (is_late, kept) = (&late, &child);
    let mut answer = Vec::new();
    std::thread::scope(|scope| {
        // One that ends early does not read to the end.
        scope.spawn(move || _ = input.map(|mut input| input.write_all(&bytes)));
        scope.spawn(move || {
            if wait.recv_timeout(LONGEST_WORK) == Err(RecvTimeoutError::Timeout) {
                is_late.store(true, Ordering::Relaxed);
                end(kept);
            }
        });
        _ = output.map(|output| output.take(LONGEST_TEXT as u64 + 1).read_to_end(&mut answer));
        // What has answered, or answers without end, is not needed any more.
        drop(done);
        end(kept);
    });
    match () {
        () if late.into_inner() => Err(failed(format!("reading the PDF took longer than {} seconds", LONGEST_WORK.as_secs()))),
        () if answer.len() > LONGEST_TEXT => {
            Err(Refusal::new(RefusalKind::TooLong, format!("a PDF with more than {} MiB of text", LONGEST_TEXT >> 20)))
        }
        () => Ok(answer),
    }
}

fn end(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // It may have ended by itself.
    _ = child.kill();
    _ = child.wait();
}

/// What a child answered; none where it broke off.
fn answered(answer: &[u8]) -> Option<Result<(Option<String>, String), Refusal>> {
    let text = std::str::from_utf8(answer).ok()?;
    let (word, rest) = text.split_once('\n')?;
    let foreign = |foreign| Some(Err(Refusal::foreign(foreign)));
    let reason = |kind| Some(Err(Refusal::new(kind, rest.trim_end())));
    match word {
        "text" => {
            let (length, rest) = rest.split_once('\n')?;
            let (title, text) = rest.split_once('\n')?;
            (text.len().to_string() == length).then(|| Ok((Some(title.to_owned()).filter(|title| !title.is_empty()), text.to_owned())))
        }
        "scan" => foreign(Foreign::Scan),
        "letters" => reason(RefusalKind::Foreign(Foreign::Scan)),
        "locked" => foreign(Foreign::Locked),
        "damaged" => reason(RefusalKind::Unreadable),
        "long" => reason(RefusalKind::TooLong),
        _ => None,
    }
}

/// The child: reads a PDF on standard input and answers. Nothing that goes wrong here is told but by the answer.
pub(crate) fn child() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    limit();
    let work = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(LONGEST as u64).read_to_end(&mut bytes).ok()?;
        Some(rapporteur_pdf::read(bytes))
    });
    let Some(read) = work.ok().and_then(|work| work.join().ok()).flatten() else { return ExitCode::FAILURE };
    let answer = match read {
        Ok(document) => {
            let text = document.text();
            format!("text\n{}\n{}\n{text}", text.len(), headline(&document).unwrap_or_default())
        }
        Err(error) => {
            let word = match error {
                Error::NoText => "scan",
                Error::NoLetters => "letters",
                Error::Locked => "locked",
                Error::Damaged => "damaged",
                Error::TooLong => "long",
            };
            format!("{word}\n{error}\n")
        }
    };
    match std::io::stdout().lock().write_all(answer.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Takes no more memory and time than a PDF needs.
fn limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let to = |limit| Rlimit { current: Some(limit), maximum: Some(limit) };
        // Where a limit cannot be set, the others hold.
        _ = setrlimit(Resource::As, to(MEMORY));
        _ = setrlimit(Resource::Cpu, to(LONGEST_WORK.as_secs()));
        _ = setrlimit(Resource::Core, to(0));
    }
}

/// The title that the file states, where its first page shows it: many state that of a template.
fn headline(document: &Document) -> Option<String> {
    let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let title = document.title.as_ref()?.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = document.pages.first()?.paragraphs.join(" ");
    (title.split(' ').count() > 1 && plain(&first).contains(&plain(&title))).then_some(title)
}
