//! What people see: standard output, progress on standard error, and text from outside made safe to print.

pub(crate) use crate::pager::pages;
use crate::problem::Outcome;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rapporteur::text::{is_turning, upright};
use std::io::{BufWriter, IsTerminal, Write};
use std::time::Duration;

/// Columns, where a terminal does not say how many it has.
const COLUMNS: usize = 100;
/// Words are not laid out in fewer.
const NARROWEST: usize = 40;

/// A line on standard error, where people read it; a closed one is quiet.
macro_rules! note {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        _ = writeln!(std::io::stderr(), $($words)*);
    }};
}
pub(crate) use note;

/// Buffered standard output; colours go only to a terminal that shows them.
pub(crate) fn output() -> BufWriter<impl Write> {
    BufWriter::new(anstream::stdout().lock())
}

/// Columns in which words are laid out: those that `COLUMNS` names, else those of the terminal. What goes into a pipe or a file is not wrapped, so
/// that whoever reads it finds sentences whole.
pub(crate) fn width() -> usize {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok()).filter(|&columns: &usize| columns > 0);
    match named {
        Some(columns) => columns.max(NARROWEST),
        None if std::io::stdout().is_terminal() => {
            comfy_table::Table::new().width().map_or(COLUMNS, |columns| usize::from(columns).max(NARROWEST))
        }
        None => usize::MAX,
    }
}

/// The same, for a table.
pub(crate) fn table_width() -> u16 {
    u16::try_from(width()).unwrap_or(u16::MAX)
}

/// Says that there is more than was shown, and how it is shown: below the rows for people, beside them for machines.
pub(crate) fn more(out: &mut impl Write, left: usize, json: bool) -> std::io::Result<()> {
    match left {
        0 => Ok(()),
        left if json || !std::io::stdout().is_terminal() => {
            out.flush()?;
            crate::console::note!("{left} more: --all shows them");
            Ok(())
        }
        left => writeln!(out, "{left} more: --all shows them"),
    }
}

/// The rows of a list on their way out: as many as are asked for, and whether there are more.
pub(crate) struct Listed {
    most: usize,
    shown: usize,
    full: bool,
    failed: std::io::Result<()>,
}

impl Listed {
    pub(crate) fn of(most: usize) -> Self {
        Self { most, shown: 0, full: false, failed: Ok(()) }
    }

    /// Shows a row where there is room; false where no more are wanted.
    pub(crate) fn show(&mut self, row: impl FnOnce() -> std::io::Result<()>) -> bool {
        self.full = self.shown == self.most;
        if !self.full {
            self.shown += 1;
            self.failed = row();
        }
        !self.full && self.failed.is_ok()
    }

    /// Says that nothing was found, or how many rows are left; all of them are counted only where some are.
    pub(crate) fn end(self, out: &mut impl Write, json: bool, all: impl FnOnce() -> Outcome<usize>) -> Outcome<()> {
        self.failed?;
        if self.shown == 0 && !json {
            writeln!(out, "nothing found")?;
        }
        let left = if self.full { all()?.saturating_sub(self.shown) } else { 0 };
        Ok(more(out, left, json)?)
    }
}

/// A progress line on standard error; nothing where that is no terminal.
pub(crate) fn progress(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if std::io::stderr().is_terminal() {
        bar.set_style(
            ProgressStyle::with_template("{spinner} {prefix} {human_pos} {msg} [{elapsed}]").expect("the template is a constant"),
        );
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(120));
    } else {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}

/// Shows a stage of which it is known how much there is to do, with a bar of its own.
pub(crate) fn stage(progress: &ProgressBar, what: &str, done: usize, all: usize) {
    if progress.prefix() != what || progress.length() != Some(all as u64) {
        let bar = ProgressStyle::with_template("{spinner} {prefix} {bar:30} {human_pos} of {human_len} [{elapsed}]");
        progress.set_style(bar.expect("the template is a constant"));
        progress.set_length(all as u64);
        progress.set_prefix(what.to_owned());
    }
    progress.set_position(done as u64);
}

/// Text from outside without characters that could steer a terminal.
pub(crate) fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_turning(c) { '\u{fffd}' } else { c }).collect()
}

/// A cell of a table of comma-separated values: without characters that turn text and, for spreadsheets, with an apostrophe before what they would
/// take for a formula. A number stays one.
pub(crate) fn cell(text: &str, excel: bool) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.trim().parse::<f64>().is_err();
    format!("{}{}", if excel && formula { "'" } else { "" }, upright(text))
}

/// What a table for spreadsheets begins with: by it they know that the text is UTF-8.
pub(crate) const ENCODING_MARK: &[u8] = "\u{feff}".as_bytes();

/// Text broken into lines of at most `width` characters, each behind `indent`.
pub(crate) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(indent.chars().count()).max(20);
    let (mut lines, mut line, mut used) = (String::new(), String::new(), 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines.push_str(&format!("{indent}{line}\n"));
            line.clear();
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
    }
    if used > 0 {
        lines.push_str(&format!("{indent}{line}\n"));
    }
    lines
}
