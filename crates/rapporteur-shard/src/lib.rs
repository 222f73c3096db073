//! Many reports in Parquet files: analysed, linked and grouped by the engine's functions, a file or a partition at a time.
//!
//! Nothing is decided here that the engine can decide: this crate moves values between the engine and files of columns, as the store moves
//! them between the engine and its one file. Rows stand in an order that does not hang on how reports were cut into files.
//!
//! Read in this order: [`table`] (rows as columns), [`given`] (rows that are brought), [`analyze`], [`link`], [`group`], [`record`];
//! [`brought`] is the same over rows that another engine joins.

pub mod analyze;
pub mod brought;
mod error;
pub mod given;
pub mod group;
mod join;
pub mod link;
pub mod record;
mod shelf;
pub mod table;
mod whole;

pub use error::Error;

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;
