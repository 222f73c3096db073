//! The program from outside: literate cases, damage, death, golden digests and schemas.

mod cases;
mod damage;
mod death;
mod forgery;
mod golden;
mod hands;
mod papers;
mod recorded;
mod schemas;
#[expect(dead_code, reason = "the faults are those of the tests of the crate that fetches")]
#[path = "../../../rapporteur-watch/tests/all/server.rs"]
mod server;
mod shards;
mod watching;
