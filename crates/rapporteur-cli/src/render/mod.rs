//! What the terminal shows of trees and of calibration, and a brief as a document.

pub(crate) mod analysis;
pub(crate) mod calibration;
pub(crate) mod docx;
