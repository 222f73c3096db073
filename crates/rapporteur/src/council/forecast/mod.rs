//! How a vote is likely to go: each member's probabilities from what was voted before, and through the rules the draft's.
//!
//! It is a statement about habits, not about reasons, and wide where there is no history. Nothing here decides what a vote means: `decide` does.

mod fit;
mod forecaster;
mod history;
mod joint;
mod past;
mod scores;
mod walk;

pub use fit::{Example, Logistic, Shares};
pub use forecaster::{Forecast, Forecaster, Intention, MemberForecast, Past, likelihood};
pub use history::{FEATURES, History, PLAIN, WIDTH};
pub use joint::{Ends, Expected, Voter, outcome};
pub use past::{Choice, PastVote, Proposal};
pub use scores::{Bin, Case, Scores, calibration, slope};
pub use walk::{Blend, Choices, Described, Foreseen, METHODS, Walked, Year, choose, describe, fit, judge, score, walk};
