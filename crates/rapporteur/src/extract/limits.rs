//! Words that bound what a cue makes a statement of: the word list `limits.tsv` of a language's folder.
//!
//! It names no cue; those stand in `cues.tsv`.

use crate::resources::ResourceError;
use std::collections::BTreeSet;

/// The limits of a language.
#[derive(Debug, Default)]
pub struct Limits {
    matters: BTreeSet<String>,
    endings: Vec<String>,
    things: BTreeSet<String>,
    documents: BTreeSet<String>,
    against: BTreeSet<String>,
    negative: BTreeSet<String>,
    questioned: BTreeSet<String>,
    unsaid: BTreeSet<String>,
    unsettled: BTreeSet<String>,
    worded: BTreeSet<String>,
    voices: BTreeSet<String>,
    deeds: BTreeSet<String>,
    habits: BTreeSet<String>,
    feasts: BTreeSet<String>,
    curt: BTreeSet<String>,
    sought: BTreeSet<String>,
    occasions: BTreeSet<String>,
    unspoken: BTreeSet<String>,
    shown: BTreeSet<String>,
    vessels: BTreeSet<String>,
    circumstances: BTreeSet<String>,
    aired: BTreeSet<String>,
    ensured: BTreeSet<String>,
    tallies: BTreeSet<String>,
    hard: BTreeSet<String>,
    portents: BTreeSet<String>,
    whoever: BTreeSet<String>,
    sent: BTreeSet<String>,
    swayed: BTreeSet<String>,
    glosses: BTreeSet<String>,
    measures: BTreeSet<String>,
    stirring: BTreeSet<String>,
    stirred: BTreeSet<String>,
    /// Nouns, each behind a preposition that it takes and a space.
    taking: BTreeSet<String>,
}

impl Limits {
    /// Reads lines of a kind and its words, parted by tabs; the kinds are explained in the list. Lines that are empty or begin with `#` are
    /// comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut limits = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (set, words) = match fields[..] {
                ["matter", "ending", words] => {
                    limits.endings.extend(words.split(' ').map(str::to_owned));
                    continue;
                }
                ["takes", preposition, words] => {
                    limits.taking.extend(words.split(' ').map(|word| format!("{preposition} {word}")));
                    continue;
                }
                ["matter", "word", words] => (&mut limits.matters, words),
                ["matter", "except", words] => (&mut limits.things, words),
                ["document", words] => (&mut limits.documents, words),
                ["against", words] => (&mut limits.against, words),
                ["negative", words] => (&mut limits.negative, words),
                ["questioned", words] => (&mut limits.questioned, words),
                ["unsaid", words] => (&mut limits.unsaid, words),
                ["unsettled", words] => (&mut limits.unsettled, words),
                ["worded", words] => (&mut limits.worded, words),
                ["voice", words] => (&mut limits.voices, words),
                ["deed", words] => (&mut limits.deeds, words),
                ["habit", words] => (&mut limits.habits, words),
                ["curt", words] => (&mut limits.curt, words),
                ["sought", words] => (&mut limits.sought, words),
                ["occasion", words] => (&mut limits.occasions, words),
                ["unspoken", words] => (&mut limits.unspoken, words),
                ["shown", words] => (&mut limits.shown, words),
                ["vessel", words] => (&mut limits.vessels, words),
                ["circumstance", words] => (&mut limits.circumstances, words),
                ["aired", words] => (&mut limits.aired, words),
                ["ensured", words] => (&mut limits.ensured, words),
                ["hard", words] => (&mut limits.hard, words),
                ["portent", words] => (&mut limits.portents, words),
                ["whoever", words] => (&mut limits.whoever, words),
                ["sent", words] => (&mut limits.sent, words),
                ["swayed", words] => (&mut limits.swayed, words),
                ["gloss", words] => (&mut limits.glosses, words),
                ["measure", words] => (&mut limits.measures, words),
                ["stirring", words] => (&mut limits.stirring, words),
                ["stirred", words] => (&mut limits.stirred, words),
                ["tally", words] => (&mut limits.tallies, words),
                ["feast", words] => (&mut limits.feasts, words),
                _ => return Err(ResourceError { resource: "limits", line: at + 1, problem: format!("cannot read `{line}`") }),
            };
            set.extend(words.split(' ').map(str::to_owned));
        }
        Ok(limits)
    }

    /// Is a noun one for what can be spoken of, as against a person or a thing?
    pub(super) fn is_matter(&self, lemma: &str) -> bool {
        self.matters.contains(lemma)
            || self.matters.contains(&format!("{lemma}s"))
            || !self.things.contains(lemma)
                && self.endings.iter().any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending.as_str()))
    }

    /// A text that says things of itself.
    pub(super) fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// A verb for what is done to a document without taking up what it says.
    pub(super) fn is_against(&self, lemma: &str) -> bool {
        self.against.contains(lemma)
    }

    /// Does a source that begins with this word name nobody who said it?
    pub(super) fn is_negative(&self, word: &str) -> bool {
        self.negative.contains(word)
    }

    /// A participle that tells what someone was asked.
    pub(super) fn is_questioned(&self, word: &str) -> bool {
        self.questioned.contains(word)
    }

    /// A governing word under which nothing is said: "declined to say".
    pub(super) fn is_unsaid(&self, lemma: &str) -> bool {
        self.unsaid.contains(lemma)
    }

    /// A governing word under which something may yet be said: "is expected to say".
    pub(super) fn is_unsettled(&self, lemma: &str) -> bool {
        self.unsettled.contains(lemma)
    }

    /// A noun for a group or a publisher that speaks.
    pub(super) fn is_voice(&self, lemma: &str) -> bool {
        self.voices.contains(lemma)
    }

    /// A verb of what is done and not said: "voted for".
    pub(super) fn is_deed(&self, lemma: &str) -> bool {
        self.deeds.contains(lemma)
    }

    /// A verb that in the present tells what is always there: "offers flights".
    pub(super) fn is_habit(&self, lemma: &str) -> bool {
        self.habits.contains(lemma)
    }

    /// A verb of turning down or asking for, whose object tells something though it is one word: "rejected talks".
    pub(super) fn is_curt(&self, lemma: &str) -> bool {
        self.curt.contains(lemma)
    }

    /// A verb of finding out: "to confirm the position".
    pub(super) fn is_sought(&self, lemma: &str) -> bool {
        self.sought.contains(lemma)
    }

    /// A noun for where people come together: "at a ceremony".
    pub(super) fn is_occasion(&self, lemma: &str) -> bool {
        self.occasions.contains(lemma)
    }

    /// A noun for what one asks for without telling anything of the matter: "requested anonymity".
    pub(super) fn is_unspoken(&self, lemma: &str) -> bool {
        self.unspoken.contains(lemma)
    }

    /// A verb of what a person does with a thing and a text tells: "she showed the photo".
    pub(super) fn is_shown(&self, lemma: &str) -> bool {
        self.shown.contains(lemma)
    }

    /// A word before the name of a ship of a navy, or a noun for one.
    pub(super) fn is_vessel(&self, word: &str) -> bool {
        self.vessels.contains(word)
    }

    /// A word that leads a clause of when or though, and not of what was said.
    pub(super) fn is_circumstance(&self, lemma: &str) -> bool {
        self.circumstances.contains(lemma)
    }

    /// A verb with which a preposition before a name tells where it was said: "insisted on Radio Lum".
    pub(super) fn is_aired(&self, lemma: &str) -> bool {
        self.aired.contains(lemma)
    }

    /// An adjective that with a verb of making tells what is done: "made sure that the lamps were lit".
    pub(super) fn is_ensured(&self, word: &str) -> bool {
        self.ensured.contains(word)
    }

    /// An adjective for how easily something is said by anyone: "hard to say".
    pub(super) fn is_hard(&self, lemma: &str) -> bool {
        self.hard.contains(lemma)
    }

    /// A verb that with an infinitive tells of a thing what may come of it: "the row threatens to spread".
    pub(super) fn is_portent(&self, lemma: &str) -> bool {
        self.portents.contains(lemma)
    }

    /// A word for anyone at all: "one".
    pub(super) fn is_whoever(&self, lemma: &str) -> bool {
        self.whoever.contains(lemma)
    }

    /// A verb with which "to" behind an object tells where somebody is sent: "referred the caller to the office".
    pub(super) fn is_sent(&self, lemma: &str) -> bool {
        self.sent.contains(lemma)
    }

    /// A verb whose passive tells what one holds: "is convinced that".
    pub(super) fn is_swayed(&self, lemma: &str) -> bool {
        self.swayed.contains(lemma)
    }

    /// A noun with which a writer explains what was said: "…, a reference to the toll".
    pub(super) fn is_gloss(&self, lemma: &str) -> bool {
        self.glosses.contains(lemma)
    }

    /// A noun for what something is done by, with "according to": "according to her wishes".
    pub(super) fn is_measure(&self, lemma: &str) -> bool {
        self.measures.contains(lemma)
    }

    /// A verb and its object with which a writer tells what came of it: "…, raising fears".
    pub(super) fn is_stirring(&self, verb: &str, object: &str) -> bool {
        self.stirring.contains(verb) && self.stirred.contains(object)
    }

    /// A noun for what counts or keeps something, and so shows it: "the figures show a rise".
    pub(super) fn is_tally(&self, lemma: &str) -> bool {
        self.tallies.contains(lemma)
    }

    /// Is it a word that makes the name of a feast or a disaster of a day: "Black Friday"?
    pub(super) fn is_feast(&self, word: &str) -> bool {
        self.feasts.contains(word)
    }

    /// Does a noun take what a preposition leads, so that it is told by it: "involvement in the blast", "talks with the rebels"?
    pub(super) fn takes(&self, lemma: &str, preposition: &str) -> bool {
        self.taking.contains(&format!("{preposition} {lemma}"))
    }

    /// The noun of "in the words of", "in the view of".
    pub(super) fn is_worded(&self, lemma: &str) -> bool {
        self.worded.contains(lemma)
    }
}
