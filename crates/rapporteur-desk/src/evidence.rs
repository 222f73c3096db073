//! Why a report's words mean an actor: the evidence of identity, for people and for other tools.

use crate::{Desk, Result};
use rapporteur::extract::{Mention, MentionKind};
use rapporteur::link::actor::Why;
use rapporteur_store::CastRow;
use std::collections::BTreeSet;

/// One referent of one report, with why it is this actor and on whose full names that rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The referent, as it is cast.
    pub cast: CastRow,
    /// The full names, with their reports, by which a shorter or otherwise spelled one is told; none where the name speaks for itself.
    pub borne: Vec<(String, String)>,
}

impl Evidence {
    /// Why it is this actor, in words.
    pub fn reason(&self) -> &'static str {
        match self.cast.why {
            Why::Known => "the lists know it by this name or office",
            Why::Name => "by its name in full",
            Why::Spelling => "another spelling of a name of its story, for one state",
            Why::Copy => "by a last name that one person of its copy bears",
            Why::Story => "by a last name that one person of its story bears",
            Why::Alone => "by a last name that nobody or several in its story bear in full: it counts within this story alone",
            Why::Stated => "by a correction: `rapporteur corrections`",
        }
    }

    /// The mention that shows it best: the first by a name, else the first.
    pub fn mention(&self) -> Option<&Mention> {
        let mentions = &self.cast.referent.mentions;
        mentions.iter().find(|mention| mention.kind == MentionKind::Name).or(mentions.first())
    }
}

impl Desk {
    /// Which referents of which reports are cast as an actor, and why, by day.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn evidence(&self, actor: &str) -> Result<Vec<Evidence>> {
        let rows = self.record.castings(actor)?;
        let borne = rows.iter().map(|row| borne(row, &rows)).collect::<Vec<_>>();
        Ok(rows.into_iter().zip(borne).map(|(cast, borne)| Evidence { cast, borne }).collect())
    }
}

/// The full names in the copy or story of a referent that is told by them.
fn borne(row: &CastRow, rows: &[CastRow]) -> Vec<(String, String)> {
    let lends = |other: &&CastRow| {
        let is_near = match row.why {
            Why::Copy => other.origin == row.origin,
            Why::Story | Why::Spelling => other.story == row.story,
            Why::Known | Why::Name | Why::Alone | Why::Stated => false,
        };
        is_near && other.referent.name.contains(' ') && other.referent.name != row.referent.name && other.why != row.why
    };
    let names: BTreeSet<(String, String)> =
        rows.iter().filter(lends).map(|other| (other.referent.name.clone(), other.report.clone())).collect();
    names.into_iter().collect()
}
