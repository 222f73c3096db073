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
