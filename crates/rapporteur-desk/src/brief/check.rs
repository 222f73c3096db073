//! A brief that somebody hands in against the one that the record gives now: it is made again, in its format, and every part of it must stand
//! where it stands there.

use super::{Asked, Part, Written, read};
use crate::{Desk, Result};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A part of a brief that the record does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands: a line, the path of a field, the key of a story, or `left out`.
    pub place: String,
    /// What the record has.
    pub reason: String,
    /// What the brief has.
    pub words: String,
}

/// How a brief stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Parts of the brief that say something.
    pub parts: usize,
    /// How many of them hold.
    pub hold: usize,
    /// What does not.
    pub faults: Vec<Fault>,
}

/// The place of what the brief should have and has not.
const LEFT_OUT: &str = "left out";

impl Desk {
    /// Checks a brief whole.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn check_brief(&self, written: &Written) -> Result<Checked> {
        let (mut stories, mut faults) = (Vec::new(), Vec::new());
        for key in &written.stories {
            let fault = |reason: String| Fault { place: key.clone(), reason, words: key.clone() };
            match self.story(key) {
                Ok(story) if story.story == *key => stories.push(story),
                Ok(story) => faults.push(fault(format!("the record has the story {}", story.story))),
                Err(error) if error.is_question() => faults.push(fault(format!("there is no story {key}"))),
                Err(error) => return Err(error),
            }
        }
        let now = read(&self.brief(
            &Asked { title: &written.title, format: written.format, annex: written.annex, news: written.news, language: written.language },
            &stories,
        )?);
        faults.extend(differences(&written.parts, &now.parts));
        let differ = faults.iter().filter(|fault| fault.place != LEFT_OUT).count().min(written.parts.len());
        Ok(Checked { parts: written.parts.len(), hold: written.parts.len() - differ, faults })
    }
}

/// Where a brief and the one made again differ.
fn differences(given: &[Part], now: &[Part]) -> Vec<Fault> {
    let words = |parts: &[Part]| parts.iter().map(|part| part.words.clone()).collect::<Vec<_>>();
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &words(now), &words(given)) {
        let (mut before, after) = (now[op.old_range()].iter(), &given[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for part in after {
            let reason = match before.next() {
                Some(there) => format!("the record has now: {}", there.words),
                None => "this stands in no brief of the record, and nothing is cited for it".to_owned(),
            };
            found.push(Fault { place: part.place.clone(), reason, words: part.words.clone() });
        }
        found.extend(before.map(|part| Fault {
            place: LEFT_OUT.to_owned(),
            reason: "the record has this in the brief".to_owned(),
            words: part.words.clone(),
        }));
    }
    found
}
