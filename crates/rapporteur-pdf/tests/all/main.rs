//! Pages that are set here, and what is read off them.

mod order;
mod paragraphs;
mod refusals;
mod sheet;
