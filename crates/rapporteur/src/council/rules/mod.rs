//! The rules that are applied, a file each, with its page: what it says, where that stands, what is disputed about it.

use crate::rule::Rule;

mod c001_majority;
mod c002_veto;
mod c003_abstention;
mod c004_procedural;
mod c005_parties;
mod c006_judge;
mod c007_preliminary;
mod c008_consensus;
mod c009_emergency;
mod c010_debate;
mod c011_presidency;
mod c012_parts;
mod c013_amendments;
mod c014_withdrawal;
mod c015_motions;
mod c016_ruling;
mod c017_written;
mod c018_stages;

pub(super) use c001_majority::MAJORITY;
pub use c001_majority::needed;
pub(super) use c002_veto::VETO;
pub(super) use c003_abstention::ABSTENTION;
pub(super) use c004_procedural::PROCEDURAL;
pub(super) use c005_parties::{PARTIES, check as check_parties};
pub(super) use c006_judge::JUDGE;
pub(super) use c007_preliminary::PRELIMINARY;
pub(super) use c008_consensus::CONSENSUS;
pub(super) use c009_emergency::EMERGENCY;
pub use c010_debate::debate_due;

/// All rules, by code.
pub const RULES: [Rule; 18] = [
    MAJORITY,
    VETO,
    ABSTENTION,
    PROCEDURAL,
    PARTIES,
    JUDGE,
    PRELIMINARY,
    CONSENSUS,
    EMERGENCY,
    c010_debate::DEBATE,
    c011_presidency::PRESIDENCY,
    c012_parts::PARTS,
    c013_amendments::AMENDMENTS,
    c014_withdrawal::WITHDRAWAL,
    c015_motions::MOTIONS,
    c016_ruling::RULING,
    c017_written::WRITTEN,
    c018_stages::STAGES,
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
