//! Lines of a bounded length. What is longer is passed over without being kept.

use std::io::{BufRead, ErrorKind, Read, Result};

/// Bytes of the longest line that is read: a text to verify of some hundred pages.
pub const LONGEST: usize = 1 << 20;

/// What was read.
pub(crate) enum Line {
    /// A line, without its end.
    Whole(Vec<u8>),
    /// One that is longer than any that is read.
    TooLong,
    /// The input has ended.
    End,
}

/// Reads the next line; the last may lack its end.
pub(crate) fn next(input: &mut impl BufRead) -> Result<Line> {
    let mut line = Vec::new();
    input.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Line::Whole(line));
    }
    if line.len() <= LONGEST {
        return Ok(if line.is_empty() { Line::End } else { Line::Whole(line) });
    }
    pass_over(input)?;
    Ok(Line::TooLong)
}

/// Reads up to the end of the line.
fn pass_over(input: &mut impl BufRead) -> Result<()> {
    loop {
        let (length, ends) = match input.fill_buf() {
            Ok([]) => return Ok(()),
            Ok(bytes) => match bytes.iter().position(|&byte| byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (bytes.len(), false),
            },
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        input.consume(length);
        if ends {
            return Ok(());
        }
    }
}
