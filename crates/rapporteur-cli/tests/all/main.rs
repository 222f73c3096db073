//! The program from outside: literate cases, damage, and death.

mod cases;
mod damage;
mod death;
mod forgery;
mod hands;
mod recorded;
