//! How likely a position is right in who, where it stands and on what: points by rule and circumstance, learned on rows that were read beside their texts.

use super::{Stance, Stand, Voice};
use crate::extract::Extractor;
use crate::extract::referent::{Referent, ReferentKind};
use crate::extract::syntax::Syntax;

/// Content words of a point from which on it is long, and from which on a sentence is. Guesses.
const LONG_POINT: usize = 12;
const LONG_SENTENCE: usize = 45;

/// Tokens between who and the word of stance from which on they stand far apart. A guess.
const FAR: usize = 12;

/// Tokens of a sentence up to which it says one plain thing. A guess.
const PLAIN: usize = 20;

/// How sure a position is, in thousandths: by the points of its circumstances, and not below its rule's own score where a short sentence says it as plainly
/// as it can be said ("Norway supports the ban on nets"), of which the rows that the points were learned on hold few.
pub(super) fn score(extractor: &Extractor, syntax: &Syntax<'_>, stand: &Stand, point: &[usize], labels: &[String]) -> u16 {
    let learned = extractor.position_scores.of_labels(labels).unwrap_or_else(|| stand.rule.score());
    let last = stand.actor.end - 1;
    let sentence = &syntax.analysis.sentences[syntax.sentence[stand.cue]].tokens;
    let doubtful =
        ["unknown", "unnamed", "nameless", "aside", "modal", "quoted", "parted", "owned", "pointing", "clause", "cut", "bare", "pronoun"];
    let next = last < stand.cue && (last + 1..stand.cue).all(|token| matches!(syntax.upos[token], "AUX" | "ADV"));
    let finite = matches!(syntax.xpos[stand.cue], "VBZ" | "VBP" | "VBD" | "VBN")
        && matches!(syntax.plain(stand.cue), "root" | "ccomp" | "parataxis");
    let ends = point.last().is_some_and(|&last| last + 1 >= sentence.end || syntax.is_mark(last + 1));
    let plain = next && finite && ends && sentence.len() <= PLAIN && !labels.iter().any(|label| doubtful.contains(&label.as_str()));
    if plain { learned.max(stand.rule.score()) } else { learned }
}

/// What of a position counts, as labels of the table; `point` is its point as tokens.
pub(super) fn circumstances(
    syntax: &Syntax<'_>,
    extractor: &Extractor,
    stand: &Stand,
    point: &[usize],
    party: Option<&Referent>,
    voice: Voice,
) -> Vec<String> {
    let low = |token: usize| syntax.low(token);
    let mut labels = vec!["base".to_owned(), stand.rule.code().to_owned(), stand.stance.label().to_owned()];
    let mut add = |holds: bool, label: &str| labels.extend(holds.then(|| label.to_owned()));
    // Who.
    let last = stand.actor.end - 1;
    let named = |token: usize| syntax.analysis.name_at(token).is_some();
    add(syntax.upos[last] == "PRON", "pronoun");
    add(voice == Voice::Office, "office");
    add(voice == Voice::Own, "own");
    add(party.is_none(), "unknown");
    add(party.is_some_and(|party| party.kind == ReferentKind::Unnamed), "unnamed");
    add(party.is_some_and(|party| party.kind == ReferentKind::Person), "person");
    add(!stand.actor.clone().any(named), "nameless");
    add(matches!(syntax.xpos[last], "NNS" | "NNPS") && !party.is_some_and(|party| party.state.is_some() && !named(last)), "group");
    add(!matches!(syntax.plain(last), "nsubj" | "conj" | "flat" | "appos" | "compound"), "aside");
    let gap = if last < stand.cue { stand.cue - last } else { stand.actor.start.saturating_sub(stand.cue) };
    add(gap > FAR, "far");
    add(stand.cue < stand.actor.start, "behind");
    // How it is told.
    let helped = |wanted: &dyn Fn(usize) -> bool| {
        syntax.children(stand.cue).any(|child| child < stand.cue && syntax.plain(child) == "aux" && wanted(child))
    };
    add(helped(&|child| syntax.xpos[child] == "MD"), "modal");
    add(helped(&|child| syntax.lemma[child] == "have"), "so-far");
    add(syntax.quotation[stand.cue].is_some(), "quoted");
    add(syntax.xpos[stand.cue] == "VBG", "gerund");
    add(syntax.xpos[stand.cue] == "VB", "infinitive");
    add(!matches!(syntax.plain(stand.cue), "root" | "conj" | "ccomp" | "parataxis"), "under");
    let sentence = &syntax.analysis.sentences[syntax.sentence[stand.cue]].tokens;
    add(sentence.len() > LONG_SENTENCE, "long-sentence");
    // On what.
    let content: Vec<usize> =
        point.iter().copied().filter(|&token| matches!(syntax.upos[token], "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM")).collect();
    let first = point.first().copied();
    add(content.len() <= 1, "bare");
    add(content.len() == 2, "brief");
    add(content.len() > LONG_POINT, "long");
    add(point.windows(2).any(|pair| pair[1] != pair[0] + 1), "parted");
    add(!point.iter().any(|&token| named(token)), "no-name");
    add(first.is_some_and(|first| syntax.relation[first] == "nmod:poss" && syntax.upos[first] == "PRON"), "owned");
    add(first.is_some_and(|first| syntax.upos[first] == "PRON" && syntax.relation[first] != "nmod:poss"), "by-pronoun");
    add(
        first.is_some_and(|first| {
            syntax.upos[first] == "DET" && matches!(syntax.plain(first), "det") && extractor.stances.holds("points", low(first))
        }),
        "pointing",
    );
    let finite = |&token: &usize| matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP");
    let described =
        |&token: &usize| std::iter::successors(Some(token), |&at| syntax.head[at]).take(5).any(|at| syntax.relation[at] == "acl:relcl");
    let sided = matches!(stand.stance, Stance::Support | Stance::Oppose);
    add(sided && point.iter().any(|token| finite(token) && !described(token)), "clause");
    add(!sided && point.iter().any(|token| finite(token) && !described(token)), "proposed-clause");
    add(point.last().is_some_and(|&last| matches!(syntax.upos[last], "ADP" | "DET" | "ADV" | "SCONJ" | "AUX")), "cut");
    add(point.iter().any(|&token| syntax.form(token) == ","), "commas");
    labels
}
