//! The engine of Rapporteur: bytes and resources in, values out.
//!
//! It holds no files, clock, network, environment or globals, and nothing in it depends on the order of a hash table.

pub mod analyze;
pub mod brief;
pub mod council;
pub mod extract;
pub mod ingest;
pub mod judge;
pub mod link;
pub mod record;
pub mod resources;
pub mod rule;
pub mod text;

/// Grows whenever the engine would read, sketch or decide the same bytes differently; a record made under another number
/// is derived anew.
pub const EDITION: u32 = 23;
