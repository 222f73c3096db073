//! What is longer than a terminal is read screen by screen: the program that the user names for it, or `less`.

use anstream::{AutoStream, ColorChoice};
use std::io::{BufWriter, IsTerminal, Result, Write};
use std::process::{Child, Command, Stdio};

/// Where the program is named that shows long texts; what is ours goes before what all programs heed.
const NAMED: [&str; 2] = ["RAPPORTEUR_PAGER", "PAGER"];

/// Standard output, through a pager where it is a terminal.
pub(crate) fn pages() -> BufWriter<Pages> {
    BufWriter::new(Pages::new())
}

/// See [`pages`]. Whoever lets go of it waits until the reader has left the pager.
pub(crate) struct Pages {
    to: AutoStream<Box<dyn Write + Send>>,
    pager: Option<Child>,
}

impl Pages {
    fn new() -> Self {
        // What the terminal shows of colours, the pager shows too.
        let colours = AutoStream::choice(&std::io::stdout());
        match std::io::stdout().is_terminal().then(start).flatten() {
            Some((pager, input)) => Self { to: AutoStream::new(Box::new(input), colours), pager: Some(pager) },
            None => Self { to: AutoStream::new(Box::new(std::io::stdout()), colours), pager: None },
        }
    }
}

/// The pager, and what it reads; none where the user wants none or it cannot be started.
fn start() -> Option<(Child, impl Write + Send + 'static)> {
    let named = NAMED.iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "less".to_owned());
    let mut words = named.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    // What fits on the screen is only printed, colours are shown, and the text stays when the reader leaves.
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let mut pager = command.args(words).stdin(Stdio::piped()).spawn().ok()?;
    let input = pager.stdin.take()?;
    // Ctrl-C is for the pager then. A command that listens for it itself goes on to.
    _ = ctrlc::set_handler(|| {});
    Some((pager, input))
}

impl Write for Pages {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.to.flush()
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        if let Some(pager) = &mut self.pager {
            // It sees the end of its input, and ends when its reader wants it to.
            self.to = AutoStream::new(Box::new(std::io::sink()), ColorChoice::Never);
            _ = pager.wait();
        }
    }
}
