//! The engine of Rapporteur: bytes and resources in, values out.
//!
//! It holds no files, clock, network, environment or globals, and nothing in it depends on the order of a hash table.

pub mod text;
pub mod resources;
pub mod record;
pub mod ingest;
pub mod link;
pub mod brief;
