//! Briefs as pages: written here, and read back here to be verified.

pub(crate) mod analysis;
pub(crate) mod calibration;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod wording;
pub(crate) mod written;
