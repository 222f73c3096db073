//! The laws of the engine as property tests: any bytes, any text, any order.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod contacts;
mod council;
mod events;
mod language;
mod laws;
mod pages;
mod questions;
mod readouts;
mod statements;
mod status;
mod times;
