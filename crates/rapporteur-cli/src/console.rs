//! What people see: standard output, progress on standard error, and text from outside made safe to print.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rapporteur::text::{is_turning, upright};
use std::io::{BufWriter, IsTerminal, Write};
use std::time::Duration;

/// Buffered standard output; colours go only to a terminal that shows them.
pub(crate) fn output() -> BufWriter<impl Write> {
    BufWriter::new(anstream::stdout().lock())
}

/// Columns of the terminal, or 100 where there is none.
pub(crate) fn width() -> usize {
    let columns = comfy_table::Table::new().width().map(usize::from);
    if std::io::stdout().is_terminal() { columns.unwrap_or(100).max(40) } else { 100 }
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
