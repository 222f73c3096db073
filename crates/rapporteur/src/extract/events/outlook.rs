//! What becomes of an act by the words above and beside it: told as done, ahead, denied, failed, or no act of this report at all. It reads the
//! tree and the classes of words that govern; it knows no types but one question, whether an appended participle may tell one.

use super::paths::Ground;
use crate::extract::predicates::Status;

/// What the words around a verb make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outlook {
    pub(super) status: Status,
    /// The verb that says so, where one does.
    pub(super) teller: Option<usize>,
    /// It stands beside the main act, as a participle after a comma.
    pub(super) beside: bool,
    /// It is what somebody tries to do.
    pub(super) tried: bool,
}

/// How far up is looked.
const STEPS: usize = 10;

impl Ground<'_, '_> {
    /// The outlook of a verb, adjective or noun that is the predicate; nothing where it tells no act of its own.
    pub(super) fn outlook(&self, predicate: usize) -> Option<Outlook> {
        let syntax = self.syntax;
        let mut found = Outlook { status: Status::Happened, teller: None, beside: false, tried: false };
        let mut at = predicate;
        // Helpers of the head count for a verb joined to it that has none of its own.
        let mut listens = true;
        for _ in 0..STEPS {
            if listens {
                let told = found.status;
                self.helpers(at, &mut found)?;
                // "Will testify that Brask asked him": what is ahead is the telling.
                if found.teller == Some(at) && found.status == Status::Planned {
                    found.status = told;
                }
            }
            let Some(mut head) = syntax.head[at] else { return Some(found).filter(|_| !self.is_asked(at)) };
            if self.is_apart(at) {
                // It stands beside the first verb above that has a tense.
                let up = |&verb: &usize| syntax.head[verb];
                let tensed = |verb: &usize| matches!(syntax.xpos[*verb], "VBD" | "VBZ" | "VBP") || self.is_past(*verb);
                head = std::iter::successors(Some(head), up).take(STEPS).find(tensed)?;
            }
            let has_own = syntax.children(at).any(|child| matches!(syntax.plain(child), "aux" | "nsubj"));
            match syntax.plain(at) {
                "root" => return Some(found),
                // What stands around a quotation is not joined to what stands within.
                "conj" | "parataxis" if syntax.quotation[at] != syntax.quotation[head] && syntax.quotation[at].is_none() => {
                    let teller = syntax.plain(at) == "parataxis" && self.words.holds("telling", &syntax.lemma[head]);
                    if !teller {
                        return Some(found);
                    }
                    listens = true;
                }
                // "Voted to convict and expel him": the parser joins the second to the verb that governs both.
                "conj" if syntax.xpos[at] == "VB" && !has_own && self.governs_before(head, at) => {
                    self.governed(at, head, &mut found)?;
                    listens = true;
                }
                "conj" => {
                    listens = syntax.xpos[at] == syntax.xpos[head] && !has_own || self.is_bare(at);
                }
                "ccomp" | "parataxis" => {
                    if syntax.plain(at) == "parataxis" && at > head {
                        // What tells is beside what is told: "…, officials said".
                        if self.words.holds("telling", &syntax.lemma[head]) {
                            self.told(head, &mut found)?
                        }
                    } else if self.words.holds("mandative", &syntax.lemma[head]) && self.is_bare(at) {
                        // "Norland insists that Orlen open its ports": it has not.
                        return None;
                    } else {
                        self.told(head, &mut found)?;
                    }
                    listens = true;
                }
                "xcomp" => {
                    self.governed(at, head, &mut found)?;
                    listens = true;
                }
                // The parser hangs some infinitives under "due" and the like so.
                "advcl" if syntax.xpos[at] == "VB" && syntax.upos[head] != "VERB" && self.words.holds("planning", &syntax.lemma[head]) => {
                    self.governed(at, head, &mut found)?;
                    listens = true;
                }
                "advcl" if syntax.xpos[at] == "VBG" && syntax.children(at).all(|child| !matches!(syntax.plain(child), "mark" | "case")) => {
                    if found.beside {
                        return None;
                    }
                    found.beside = true;
                    listens = false;
                }
                _ => return None,
            }
            at = head;
        }
        None
    }

    /// Does a verb in a tense govern an infinitive before another word?
    fn governs_before(&self, verb: usize, other: usize) -> bool {
        let syntax = self.syntax;
        let infinitive = |child: usize| child < other && syntax.plain(child) == "xcomp" && syntax.xpos[child] == "VB";
        matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP") && syntax.children(verb).any(infinitive)
    }

    /// "Did Orlen attack the port?": a question whether it was.
    fn is_asked(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let sentence = &syntax.analysis.sentences[syntax.sentence[verb]].tokens;
        let mut marks = sentence.clone().rev().take_while(|&token| syntax.is_mark(token));
        let helper = syntax.children(verb).find(|&child| syntax.plain(child) == "aux");
        let subject = syntax.children(verb).find(|&child| syntax.plain(child) == "nsubj");
        marks.any(|mark| syntax.form(mark) == "?")
            && helper
                .zip(subject)
                // "But did Orlen attack it?"
                .is_some_and(|(helper, subject)| {
                    let small = |before: usize| syntax.is_mark(before) || matches!(syntax.upos[before], "CCONJ" | "ADV" | "INTJ");
                    helper < subject && (sentence.start..helper).all(small)
                })
    }

    /// Negation, modal verbs, conjunctions and adverbs at a predicate.
    fn helpers(&self, at: usize, found: &mut Outlook) -> Option<()> {
        let syntax = self.syntax;
        let mut progressive = false;
        for child in syntax.children(at) {
            let lemma = syntax.lemma[child].as_str();
            match syntax.plain(child) {
                "advmod" | "det" | "cc" if self.words.holds("negation", lemma) => return None,
                "advmod" if self.words.holds("unreal_adverb", lemma) => return None,
                // "Please be advised": nobody has advised anybody.
                "discourse" | "intj" | "advmod" if lemma == "please" => return None,
                // "No longer recognises"
                "advmod" if self.words.holds("ended", syntax.low(child)) && self.nobody(child) => return None,
                "advmod" if self.words.holds("failing_adverb", lemma) => found.status = Status::Failed,
                "mark" | "advmod" if self.words.holds("unreal_mark", lemma) && child < at => return None,
                "nsubj" if self.nobody(child) => return None,
                // "The assessment is that Pell will announce a truce": what somebody reckons with.
                "nsubj" if syntax.relation[child] == "nsubj:outer" && self.words.holds("reckoning", lemma) => return None,
                "aux" => match lemma {
                    "will" | "shall" | "'ll" | "’ll" => found.status = Status::Planned,
                    // "They'd been harassed": had.
                    "would" if self.is_had(at, child) => {}
                    "would" => found.status = Status::Hypothetical,
                    "be" | "been" => progressive |= syntax.xpos[at] == "VBG",
                    "have" | "do" | "get" | "has" | "had" => {}
                    _ if syntax.xpos[child] == "MD" => return None,
                    _ => {}
                },
                // "is to meet", "are to be sentenced"
                "mark" if lemma == "to" && (syntax.head[at].is_none() || self.has_finite_be(at, child)) => found.status = Status::Planned,
                "advmod" if self.words.holds("habit_adverb", lemma) && !self.is_past(at) => return None,
                _ => {}
            }
        }
        // "used to bomb": the parser makes it a helper or a governor.
        // "said it was talking with Orlen": told in the past, it went on when it was told.
        let told = || {
            syntax.plain(at) == "ccomp"
                && syntax.head[at].is_some_and(|verb| syntax.xpos[verb] == "VBD" && self.words.holds("telling", &syntax.lemma[verb]))
        };
        let current = |tag: &str| matches!(tag, "VBZ" | "VBP" | "VBN") || tag == "VBD" && told();
        if progressive
            && found.status == Status::Happened
            && syntax.children(at).any(|child| syntax.plain(child) == "aux" && current(syntax.xpos[child]))
        {
            found.status = Status::Ongoing;
        }
        Some(())
    }

    /// "'d" before a participle or "been".
    fn is_had(&self, verb: usize, helper: usize) -> bool {
        let syntax = self.syntax;
        let been = |child: usize| syntax.low(child) == "been" && child > helper;
        let other = |child: usize| child > helper && matches!(syntax.low(child), "be" | "have");
        matches!(syntax.form(helper), "'d" | "’d")
            && syntax.xpos[verb] == "VBN"
            && (syntax.children(verb).any(been) || !syntax.children(verb).any(other))
    }

    /// "Would have to pay and the bank agree": with a single subject no present tense, but what shares the helper of the clause before.
    fn is_bare(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let subject = syntax.children(verb).find(|&child| syntax.relation[child] == "nsubj");
        let helped = syntax.children(verb).any(|child| syntax.plain(child) == "aux");
        let single = |subject: usize| matches!(syntax.xpos[subject], "NN" | "NNP") && self.joined(subject).len() == 1;
        !helped && matches!(syntax.xpos[verb], "VB" | "VBP") && subject.is_some_and(single)
    }

    /// Does a form of "be" that is told of today or of a past day stand before this word at a verb?
    fn has_finite_be(&self, verb: usize, before: usize) -> bool {
        let syntax = self.syntax;
        syntax
            .children(verb)
            .any(|child| child < before && syntax.lemma[child] == "be" && matches!(syntax.xpos[child], "VBZ" | "VBP" | "VBD"))
    }

    /// "Had arrested": the helper that puts an act before what is told, where nobody's words put it there.
    pub(super) fn pluperfect(&self, verb: usize) -> Option<usize> {
        let syntax = self.syntax;
        let telling = |token: usize| self.words.holds("telling", &syntax.lemma[token]);
        let first = std::iter::successors(Some(verb), |&at| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "xcomp")));
        let mut chain = first.take(STEPS);
        let had = |at: usize| {
            syntax
                .children(at)
                .find(|&child| child < at && syntax.plain(child) == "aux" && syntax.lemma[child] == "have" && syntax.xpos[child] == "VBD")
        };
        let (at, had) = chain.find_map(|at| had(at).map(|had| (at, had)))?;
        let told = matches!(syntax.plain(at), "ccomp" | "parataxis")
            || syntax.children(at).any(|child| syntax.plain(child) == "parataxis" && telling(child));
        (!told).then_some(had)
    }

    pub(super) fn is_past(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let past = |token: usize| matches!(syntax.xpos[token], "VBD");
        past(verb) || syntax.children(verb).any(|child| syntax.plain(child) == "aux" && past(child))
    }

    /// "No apology", "nothing".
    pub(super) fn is_nothing(&self, object: usize) -> bool {
        self.syntax.is_none(object) || self.words.holds("negation", &self.syntax.lemma[object])
    }

    /// "No one", "none of the members", "neither side".
    fn nobody(&self, subject: usize) -> bool {
        let syntax = self.syntax;
        self.words.holds("negation", &syntax.lemma[subject])
            || syntax.children(subject).any(|child| {
                matches!(syntax.plain(child), "det" | "advmod" | "cc")
                    && child < subject
                    && self.words.holds("negation", &syntax.lemma[child])
            })
    }

    /// A clause under a verb that tells it.
    fn told(&self, teller: usize, found: &mut Outlook) -> Option<()> {
        let lemma = self.syntax.lemma[teller].as_str();
        found.teller = found.teller.or(Some(teller));
        if self.words.holds("telling", lemma) {
            // "said it would": what one says of one's own future.
            if found.status == Status::Hypothetical {
                found.status = Status::Planned;
            }
            return Some(());
        }
        if self.words.holds("denying", lemma) {
            found.status = Status::Denied;
            return Some(());
        }
        if self.words.holds("expecting", lemma) {
            found.status = Status::Planned;
            return Some(());
        }
        None
    }

    /// An infinitive or participle under a verb that governs it.
    fn governed(&self, verb: usize, governor: usize, found: &mut Outlook) -> Option<()> {
        let lemma = self.syntax.lemma[governor].as_str();
        let holds = |class: &str| self.words.holds(class, lemma);
        // "Offered nothing to free him"
        if self.object(governor).is_some_and(|object| self.is_nothing(object)) {
            return None;
        }
        // "Got the town to open its gates": who opens them is another.
        if lemma == "get" && self.object(governor).is_some() {
            return None;
        }
        found.tried |= holds("trying");
        found.status = match () {
            () if holds("failing") => Status::Failed,
            () if holds("denying") => Status::Denied,
            () if holds("planning") || lemma == "be" => Status::Planned,
            () if holds("going_on") => Status::Ongoing,
            () if holds("reporting") => found.status,
            () if holds("managing") => found.status,
            // "going to meet"
            () if lemma == "go" && self.syntax.xpos[verb] == "VB" => Status::Planned,
            () => return None,
        };
        Some(())
    }
}
