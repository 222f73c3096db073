//! What stands at the end of what was said and is no part of it: another word of the speaker's, what others say, the writer's own report and gloss.

use super::Extractor;
use super::clauses::Found;
use super::cues::Cues;
use super::mend::tense;
use super::phrases::led_by;
use super::rules::Rule;
use super::syntax::Syntax;

/// Leaves out of content what a comma parts from its end and what says something else: "…, adding that", "…, which took a week".
pub(super) fn without_afterthought(syntax: &Syntax<'_>, extractor: &Extractor, mut found: Found) -> Found {
    let cues = &extractor.cues;
    let Some(&first) = found.content.first() else { return found };
    let inside = |token: usize| found.content.binary_search(&token).is_ok();
    let heads: Vec<usize> = found.content.iter().copied().filter(|&token| syntax.head[token].is_none_or(|head| !inside(head))).collect();
    let mut gone: Vec<usize> = Vec::new();
    for &head in &heads {
        let noun = matches!(syntax.upos[head], "NOUN" | "PROPN");
        for child in syntax.children(head).filter(|&child| child > head && inside(child)) {
            let start = syntax.below(child, &[])[0];
            if start <= first || !(syntax.is_mark(start) || syntax.is_mark(start - 1)) || syntax.quotation[start] != syntax.quotation[head]
            {
                continue;
            }
            // "denied that it had jobs in mind; jobs had been why …": behind a semicolon the report goes on.
            let goes_on = syntax.form(start) == ";" || start > 0 && syntax.form(start - 1) == ";";
            let apart = goes_on
                && matches!(syntax.plain(child), "parataxis" | "conj")
                && syntax.children(child).any(|part| syntax.plain(part) == "nsubj");
            // "announced that the pier had been sold, but doubts have been raised": what was said then is not told in the present.
            let report = || {
                let but = syntax.children(child).any(|part| part < child && syntax.plain(part) == "cc" && syntax.lemma[part] == "but");
                let own = syntax.children(child).any(|part| part < child && syntax.plain(part) == "nsubj");
                let cue = found.cue.first().is_some_and(|&cue| tense(syntax, cue) == Some(true));
                but && own && cue && found.rule == Rule::Clause && tense(syntax, head) == Some(true) && is_now(syntax, child)
            };
            let adds = syntax.plain(child) == "advcl" && syntax.xpos[child] == "VBG" && !cues.verb(&syntax.lemma[child]).is_empty();
            let tells = noun && found.rule != Rule::Clause && syntax.relation[child] == "acl:relcl";
            if adds || tells || apart || syntax.plain(child) == "conj" && report() || is_others(syntax, cues, child, start) {
                gone.extend(syntax.below(child, &[]));
            }
        }
    }
    gone.sort_unstable();
    found.content.retain(|token| gone.binary_search(token).is_err());
    let gloss = gloss(syntax, extractor, &found.content).or_else(|| outcome(syntax, extractor, &found));
    if let Some(gloss) = gloss {
        found.content.retain(|&token| token < gloss);
    }
    found
}

/// Words that may stand between a mark and the noun of a gloss: "in an apparent reference".
const GLOSS: usize = 4;

/// Where the writer explains what was said: "…, a reference to the toll", "… – in an apparent nod to Norland".
fn gloss(syntax: &Syntax<'_>, extractor: &Extractor, content: &[usize]) -> Option<usize> {
    let noun = |&token: &usize| {
        extractor.limits.is_gloss(&syntax.lemma[token])
            && syntax.upos[token] == "NOUN"
            && syntax.quotation[token].is_none()
            && token + 1 < syntax.len()
            && syntax.low(token + 1) == "to"
    };
    content.iter().copied().filter(noun).find_map(|noun| {
        let before = |token: usize| matches!(syntax.upos[token], "DET" | "ADJ" | "ADP" | "ADV");
        let mark = (noun.saturating_sub(GLOSS + 1)..noun).rev().find(|&token| !before(token))?;
        (syntax.is_mark(mark) && content.first().is_some_and(|&first| first < mark) && syntax.quotation[mark].is_none()).then_some(mark)
    })
}

/// Where the writer tells what came of what was said: "…, raising fears of a strike".
fn outcome(syntax: &Syntax<'_>, extractor: &Extractor, found: &Found) -> Option<usize> {
    let &first = found.content.first()?;
    let last = found.content.iter().rfind(|&&token| !syntax.is_mark(token))?;
    let tells = |&participle: &usize| {
        let object = |child: usize| {
            let lemma = &syntax.lemma[child];
            child > participle && syntax.plain(child) == "obj" && extractor.limits.is_stirring(&syntax.lemma[participle], lemma)
        };
        let free = syntax.quotation[participle].is_none() && syntax.xpos[participle] == "VBG" && participle > first + 1;
        free && syntax.form(participle - 1) == ","
            && syntax.children(participle).any(object)
            && syntax.below(participle, &[]).contains(last)
    };
    let indirect = matches!(found.rule, Rule::Clause | Rule::Infinitive | Rule::Object);
    found.content.iter().copied().find(tells).filter(|_| indirect).map(|participle| participle - 1)
}

/// Is a clause told in the present or the perfect: "doubts remain", "have been raised"?
fn is_now(syntax: &Syntax<'_>, clause: usize) -> bool {
    let helper =
        |child: usize| child < clause && matches!(syntax.plain(child), "aux" | "cop") && matches!(syntax.xpos[child], "VBZ" | "VBP");
    matches!(syntax.xpos[clause], "VBZ" | "VBP") || syntax.children(clause).any(helper)
}

/// Does what is appended tell what others say: "…, according to the agency", "…, with some papers claiming"?
fn is_others(syntax: &Syntax<'_>, cues: &Cues, child: usize, start: usize) -> bool {
    let first = if syntax.is_mark(start) { start + 1 } else { start };
    let claims = |token: usize| syntax.xpos[token] == "VBG" && cues.quotes(&syntax.lemma[token]);
    let with = || led_by(syntax, child, &["with"]) || syntax.children(child).any(|part| led_by(syntax, part, &["with"]));
    let claimed = || claims(child) || syntax.children(child).any(|part| syntax.plain(part) == "acl" && claims(part));
    first < syntax.len() && syntax.form(first) == "according" || first <= child && syntax.lemma[first] == "with" && with() && claimed()
}
