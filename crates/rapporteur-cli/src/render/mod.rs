//! What the terminal shows of trees and of calibration.

pub(crate) mod analysis;
pub(crate) mod calibration;
