//! How likely a commitment is one and right in kind, parties, content and day: points by word and circumstance, learned on rows that were read beside their
//! texts.

use super::super::party::Party;
use super::{Commitment, CommitmentKind};
use crate::extract::events::{hangs, kind};
use crate::extract::statement::Form;
use crate::extract::syntax::Syntax;
use crate::extract::{Extractor, Findings, ReferentKind};

/// Words from which on a content is long, and up to which it is short. Guesses.
const LONG: usize = 25;
const SHORT: usize = 2;
/// Tokens of a sentence from which on it is long, and up to which it is short. Guesses.
const LONG_SENTENCE: usize = 45;
const SHORT_SENTENCE: usize = 15;
/// Tokens of a party from which on it is long; tokens from which on a party is far from its word. Guesses.
const WIDE: usize = 7;
const FAR: usize = 15;
/// Steps from a word to the top of its sentence from which on it stands deep. A guess.
const DEEP: usize = 4;

impl Extractor {
    /// The score of a commitment, in thousandths; by its rule alone where the language has no points.
    pub(super) fn likely_commitment(&self, syntax: &Syntax<'_>, one: &Commitment, findings: &Findings) -> u16 {
        // The circumstances are some hundred words: they are told only where there are points for them.
        let scores = Some(&self.commitment_scores).filter(|scores| scores.has_points());
        let learned = scores.and_then(|scores| scores.of_labels(&self.circumstances(syntax, one, findings)));
        learned.unwrap_or_else(|| one.rule.score())
    }

    /// What of a commitment counts, as labels of the table; the accounts and referents are those of its report.
    pub(in crate::extract) fn circumstances(&self, syntax: &Syntax<'_>, one: &Commitment, findings: &Findings) -> Vec<String> {
        let text = syntax.text;
        let tokens: Vec<usize> = one.content.iter().flat_map(|&span| syntax.within(span)).collect();
        let top = |&token: &usize| syntax.head[token].is_none_or(|head| !tokens.contains(&head));
        let verbs = |token: &usize| matches!(syntax.upos[*token], "VERB" | "AUX");
        let cue = syntax.within(one.cue).start;
        let done =
            tokens.iter().copied().find(|token| top(token) && verbs(token)).or_else(|| tokens.iter().copied().find(top)).unwrap_or(cue);
        let mut labels = vec!["base".to_owned(), format!("cue-{}", syntax.lemma[cue]), format!("does-{}", syntax.lemma[done])];
        labels.push(format!("kind-{}", one.kind.label()));
        labels.push(format!("rule-{}", one.rule.code()));
        labels.push(format!("as-{}-{}", one.kind.label(), if syntax.xpos[cue] == "MD" { "modal" } else { syntax.xpos[cue] }));
        let mut add = |holds: bool, label: &str| labels.extend(holds.then(|| label.to_owned()));
        let words: Vec<&str> = one.content.iter().flat_map(|span| span.of(text).split_whitespace()).collect();
        add(one.to.is_none() && one.kind == CommitmentKind::Demand, "to-none");
        add(one.to.is_some() && one.kind != CommitmentKind::Demand, "to-given");
        add(one.due.is_some(), "due");
        add(one.due.as_ref().is_some_and(|due| !one.content.iter().any(|span| span.overlaps(due.span))), "due-beside");
        add(one.condition.is_some(), "condition");
        add(one.condition.is_some_and(|condition| condition.start < one.cue.start), "condition-before");
        add(words.len() <= SHORT, "short");
        add(words.len() > LONG, "long");
        add(one.content.len() > 1, "parted");
        let concrete = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        add(words.iter().any(concrete), "concrete");
        add(self.commitments.is("filler", &syntax.lemma[done]), "filler");
        let finite = |&token: &usize| token != done && matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP" | "MD");
        add(tokens.iter().any(finite), "finite-within");
        let object = syntax.children(done).find(|&child| child > done && syntax.plain(child) == "obj");
        add(object.is_some_and(|object| matches!(syntax.upos[object], "PRON" | "DET")), "object-pronoun");
        add(object.is_none(), "object-none");
        add(syntax.children(done).any(|child| matches!(syntax.lemma[child].as_str(), "not" | "never" | "n't" | "n’t")), "denied");
        add(one.verbs.len() > 1, "verbs");
        // How it is told.
        let predicate = if syntax.xpos[cue] == "MD" { syntax.head[cue].unwrap_or(cue) } else { cue };
        add(syntax.xpos[cue] != "MD", &format!("form-{}", syntax.xpos[cue]));
        let under = if syntax.relation[predicate] == "acl:relcl" { "relcl" } else { syntax.plain(predicate) };
        add(true, &format!("under-{under}"));
        if let Some(above) = syntax.head[predicate].filter(|_| under == "ccomp") {
            add(true, &format!("told-{}", syntax.lemma[above]));
            add(true, &format!("told-form-{}", syntax.xpos[above]));
        }
        add(std::iter::successors(Some(predicate), |&at| syntax.head[at]).count() > DEEP, "deep");
        let sentence = &syntax.analysis.sentences[syntax.sentence[cue]].tokens;
        add(sentence.len() > LONG_SENTENCE, "long-sentence");
        add(sentence.len() < SHORT_SENTENCE, "short-sentence");
        add(syntax.quotation[cue].is_some(), "quoted");
        add(syntax.quotation[cue].is_none() && sentence.clone().any(|token| syntax.quotation[token].is_some()), "beside-quotation");
        add(sentence.clone().any(|token| matches!(syntax.form(token), ":" | ";" | "—" | "--")), "broken");
        add(sentence.clone().filter(|&token| syntax.is_capital(token)).count() * 2 > sentence.len(), "headline");
        let helped = |wanted: &[&str]| {
            syntax.children(predicate).any(|child| matches!(syntax.plain(child), "aux" | "cop") && wanted.contains(&syntax.low(child)))
        };
        add(helped(&["have", "has"]), "so-far");
        add(helped(&["is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"]), "is");
        add(helped(&["was", "were", "been", "be"]), "was");
        add(sentence.clone().any(|token| token != cue && syntax.xpos[token] == "MD"), "modal-beside");
        add(syntax.children(predicate).any(|child| syntax.plain(child) == "advmod"), "adverb");
        let account = one.account.and_then(|at| findings.accounts.get(at));
        add(account.is_none(), "untold");
        if let Some(account) = account {
            add(account.form == Form::Direct, "direct");
            add(account.form == Form::Mixed, "mixed");
            add(account.within.is_some(), "nested");
            add(true, &format!("sense-{}", account.sense.label()));
            let who = one.by.and_then(|by| by.referent);
            add(who.is_some() && who == account.speaker, "by-speaker");
            add(who != account.speaker, "by-another");
        }
        // Who and whom: what they are, and where they hang.
        for (side, party) in [("by", one.by), ("to", one.to)] {
            let Some(party) = party else { continue };
            labels.push(format!("{side}-{}", called(self, text, party, findings)));
            let span = syntax.within(party.span);
            let head = span.clone().find(|&token| syntax.head[token].is_none_or(|head| !span.contains(&head))).unwrap_or(span.start);
            let mut add = |what: &str| labels.push(format!("{side}-{what}"));
            add(kind(syntax, &self.roles, head));
            if syntax.sentence[head] == syntax.sentence[cue] {
                add(&hangs(syntax, head, cue, predicate));
            } else {
                add("elsewhere");
            }
            if span.len() >= WIDE {
                add("wide");
            }
            if head.abs_diff(cue) > FAR {
                add("far");
            }
            if syntax.children(head).any(|child| syntax.plain(child) == "conj") {
                add("joined");
            }
            if syntax.children(head).any(|child| syntax.plain(child) == "det" && matches!(syntax.low(child), "a" | "an" | "some" | "no")) {
                add("one");
            }
            if matches!(syntax.xpos[head], "NNS" | "NNPS") {
                add("many");
            }
        }
        labels
    }
}

/// How a party is called: by a pronoun, whoever is meant; by a name of a state, body or person whose office or state is known; by another name; by words
/// with a name among them (the Thalean navy); by words without one.
fn called(extractor: &Extractor, text: &str, party: Party, findings: &Findings) -> &'static str {
    let words = party.span.of(text);
    let referent = party.referent.and_then(|at| findings.referents.get(at)).filter(|one| one.kind != ReferentKind::Unnamed);
    if words.split_whitespace().count() == 1 && extractor.commitments.is("pronoun", &words.to_lowercase()) {
        return if referent.is_some() { "pronoun-known" } else { "pronoun-open" };
    }
    match referent {
        Some(one) if one.key.is_some() || one.state.is_some() || !one.offices.is_empty() => "known",
        Some(_) => "named",
        None => {
            let mut rest = words.split_whitespace().skip(1);
            if rest.any(|word| word.starts_with(char::is_uppercase)) { "partly" } else { "unnamed" }
        }
    }
}
