//! The program from outside: literate cases, damage, death, and golden digests.

mod cases;
mod damage;
mod death;
mod forgery;
mod golden;
mod hands;
mod recorded;
