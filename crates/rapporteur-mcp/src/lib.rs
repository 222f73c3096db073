//! A record for assistants: the Model Context Protocol, a line a message, on standard input and output, or a POST a message.
//!
//! Nothing is worked out here: every answer comes from the desk, and carries the words of a report with their place. Reading opens the record
//! read-only; nothing here writes, listens or connects. Read in this order: [`speak`], [`Server`], `message` (what a line is), `posted` (what HTTP adds), `tools`.

mod lines;
mod message;
mod posted;
mod server;
mod tools;

pub use lines::LONGEST;
pub use posted::{Head, Reply};
pub use server::Server;

use lines::{Line, next};
use std::io::{BufRead, Result, Write};

/// Answers every line until the input ends. What is no message is answered with an error, and the next line is read.
///
/// # Errors
/// When the input cannot be read, or nobody reads the output any more.
pub fn speak(server: &Server, mut input: impl BufRead, mut output: impl Write) -> Result<()> {
    loop {
        let answer = match next(&mut input)? {
            Line::End => return Ok(()),
            Line::TooLong => Some(server.too_long()),
            Line::Whole(line) => server.answer(&line),
        };
        if let Some(answer) = answer {
            output.write_all(answer.as_bytes())?;
            output.write_all(b"\n")?;
            output.flush()?;
        }
    }
}
