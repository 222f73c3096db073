//! The protocol from outside: transcripts, bounds, and lines that nobody should send.

mod bounds;
mod lines;
mod records;
mod wire;
