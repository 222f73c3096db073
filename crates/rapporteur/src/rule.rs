//! A rule that rows and decisions carry the code of, with its page.

/// One rule with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The code that rows and decisions carry.
    pub code: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it says, its source, an example, what is disputed or not covered.
    pub page: &'static str,
}
