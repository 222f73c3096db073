//! Words that put content to a source, and in which constructions: the word list `cues.tsv` of a language's folder.

use crate::resources::ResourceError;
use std::collections::BTreeMap;

/// What a cue says of the content: is it said, held to be so, meant to be done, favoured, or borne out by something?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// Said or written.
    Speech,
    /// Thought, believed, felt, feared, hoped.
    Thought,
    /// Wanted, planned, intended.
    Intent,
    /// Favoured or disliked.
    Stance,
    /// Shown by a document, a poll, a study.
    Evidence,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Speech, Self::Thought, Self::Intent, Self::Stance, Self::Evidence];

    /// The one of a word of the interchange.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.label() == label)
    }

    /// The word for it in the interchange.
    pub fn label(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Thought => "thought",
            Self::Intent => "intent",
            Self::Stance => "stance",
            Self::Evidence => "evidence",
        }
    }
}

/// Constructions in which a cue takes its content. A set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames {
    pub(super) clause: bool,
    pub(super) infinitive: bool,
    pub(super) gerund: bool,
    pub(super) object: bool,
    /// An object that is a matter and no person or thing.
    pub(super) matter: bool,
    /// Who is quoted is its object: "quoted the envoy as saying".
    pub(super) relay: bool,
    pub(super) person: bool,
    pub(super) predicate: bool,
    pub(super) object_of: bool,
    pub(super) on_infinitive: bool,
    pub(super) quote: bool,
    pub(super) prepositions: Vec<String>,
}

/// One cue: the constructions it takes, each group of them with what it says of the content.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) manner: Manner,
    pub(super) frames: Frames,
}

/// The cues of a language.
#[derive(Debug, Default)]
pub struct Cues {
    verbs: BTreeMap<String, Vec<Cue>>,
    nouns: BTreeMap<String, Vec<Cue>>,
    adjectives: BTreeMap<String, Vec<Cue>>,
    light: Vec<String>,
}

impl Cues {
    /// Reads lines of `manner<TAB>verb|noun|adjective<TAB>frames<TAB>words`; the frames are explained at the head of the list. Lines
    /// that are empty or begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has another form; the error names it.
    pub fn read(source: &str) -> Result<Self, ResourceError> {
        let mut cues = Self::default();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| ResourceError { resource: "cues", line: at + 1, problem: format!("{what} in `{line}`") };
            let fields: Vec<&str> = line.split('\t').collect();
            let [manner, kind, frames, words] = fields[..] else { return Err(wrong("four fields, parted by tabs, are expected")) };
            let words = words.split(' ').map(str::to_owned);
            let manner = match manner {
                "light" => {
                    cues.light.extend(words);
                    continue;
                }
                "speech" => Manner::Speech,
                "thought" => Manner::Thought,
                "intent" => Manner::Intent,
                "stance" => Manner::Stance,
                "evidence" => Manner::Evidence,
                _ => return Err(wrong("the manner is not known")),
            };
            let frames = read_frames(frames).ok_or_else(|| wrong("a frame is not known"))?;
            let list = match kind {
                "verb" => &mut cues.verbs,
                "noun" => &mut cues.nouns,
                "adjective" => &mut cues.adjectives,
                _ => return Err(wrong("the part of speech is not known")),
            };
            for word in words {
                list.entry(word).or_default().push(Cue { manner, frames: frames.clone() });
            }
        }
        cues.light.sort();
        Ok(cues)
    }

    pub(super) fn verb(&self, lemma: &str) -> &[Cue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// A verb with its particle; it is listed with a hyphen, as `rule-out`.
    pub(super) fn phrasal(&self, lemma: &str, particle: &str) -> &[Cue] {
        self.verb(&format!("{lemma}-{particle}"))
    }

    pub(super) fn noun(&self, lemma: &str) -> &[Cue] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(super) fn adjective(&self, form: &str) -> &[Cue] {
        self.adjectives.get(form).map_or(&[], Vec::as_slice)
    }

    /// Does this verb take speech in quotation marks?
    pub(super) fn quotes(&self, lemma: &str) -> bool {
        self.verb(lemma).iter().any(|cue| cue.frames.quote)
    }

    /// Is this a verb of speech that takes a clause: "said that"?
    pub(super) fn tells(&self, lemma: &str) -> bool {
        self.verb(lemma).iter().any(|cue| cue.manner == Manner::Speech && cue.frames.clause)
    }

    /// Does this verb only carry a noun that is the cue (voice, express)?
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.light.binary_search_by(|word| word.as_str().cmp(lemma)).is_ok()
    }
}

fn read_frames(list: &str) -> Option<Frames> {
    let mut frames = Frames::default();
    for frame in list.split(' ') {
        match frame {
            "clause" => frames.clause = true,
            "infinitive" => frames.infinitive = true,
            "gerund" => frames.gerund = true,
            "object" => frames.object = true,
            "matter" => frames.matter = true,
            "relay" => frames.relay = true,
            "person" => frames.person = true,
            "as" => frames.predicate = true,
            "object-of" => frames.object_of = true,
            "on-infinitive" => frames.on_infinitive = true,
            "quote" => frames.quote = true,
            _ => frames.prepositions.push(frame.strip_prefix('+')?.to_owned()),
        }
    }
    Some(frames)
}
