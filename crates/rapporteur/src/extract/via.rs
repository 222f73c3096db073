//! Through whom words reached the report: "According to the agency, he said …", "the agency, citing officials, said …", "…, she said, as quoted by the agency".
//!
//! It looks at news agencies and publishers alone: what a ministry tells of another's words is the ministry's own account.

use super::Extractor;
use super::clauses::Found;
use super::phrases::led_by;
use super::rules::Rule;
use super::syntax::Syntax;
use super::voices::is_someone;

/// Gives statements the agency that passed them on, and takes out those that were the agency's only by that.
pub(super) fn pass_on(syntax: &Syntax<'_>, extractor: &Extractor, all: &mut Vec<Found>) {
    let mut gone = vec![false; all.len()];
    for at in 0..all.len() {
        if all[at].rule == Rule::According
            && let Some(verb) = told(syntax, extractor, &all[at])
            && let Some(agency) = all[at].source.as_ref().map(|source| source.head)
        {
            let own = |found: &&mut Found| found.rule != Rule::According && found.cue.contains(&verb) && found.source.is_some();
            if let Some(found) = all.iter_mut().find(own) {
                found.medium = found.medium.or(Some(agency));
                gone[at] = true;
            }
        }
    }
    let mut at = 0;
    all.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    for found in all.iter_mut().filter(|found| found.medium.is_none()) {
        found.medium = quoted_by(syntax, found);
        if let Some((cited, agency)) = citing(syntax, extractor, found) {
            found.source = Some(syntax.phrase(cited));
            found.medium = Some(agency);
        }
    }
}

/// The verb of "According to the agency, he said that …": the head of the clause, where it is one of speech and has a subject of its own.
fn told(syntax: &Syntax<'_>, extractor: &Extractor, found: &Found) -> Option<usize> {
    let agency = found.source.as_ref().map(|source| source.head)?;
    let inside = |token: usize| found.content.binary_search(&token).is_ok();
    let top = found.content.iter().copied().find(|&token| syntax.head[token].is_none_or(|head| !inside(head)))?;
    let says = syntax.upos[top] == "VERB" && extractor.cues.quotes(&syntax.lemma[top]) && syntax.child(top, &["nsubj"]).is_some();
    (says && is_agency(syntax, extractor, agency)).then_some(top)
}

/// "as quoted by the agency", "as reported by the paper", below a cue.
fn quoted_by(syntax: &Syntax<'_>, found: &Found) -> Option<usize> {
    let &cue = found.cue.first().filter(|&&cue| syntax.upos[cue] == "VERB")?;
    let passed = |child: usize| {
        syntax.xpos[child] == "VBN"
            && led_by(syntax, child, &["as"])
            && matches!(syntax.lemma[child].as_str(), "quote" | "report" | "cite" | "carry")
    };
    let inside = |token: usize| found.content.binary_search(&token).is_ok();
    syntax.children(cue).filter(|&child| child > cue && passed(child)).find_map(|child| syntax.agent(child)).filter(|&agent| !inside(agent))
}

/// "The agency, citing rebel officials, said …": whom it cites, and the agency.
fn citing(syntax: &Syntax<'_>, extractor: &Extractor, found: &Found) -> Option<(usize, usize)> {
    let agency = found.source.as_ref().map(|source| source.head).filter(|&agency| is_agency(syntax, extractor, agency))?;
    let &cue = found.cue.first().filter(|&&cue| syntax.upos[cue] == "VERB")?;
    let cites = |token: &usize| syntax.xpos[*token] == "VBG" && matches!(syntax.lemma[*token].as_str(), "cite" | "quote");
    let participle = [agency, cue].into_iter().flat_map(|at| syntax.children(at)).find(cites)?;
    let cited = syntax.children(participle).find(|&child| child > participle && syntax.plain(child) == "obj")?;
    let inside = found.content.binary_search(&cited).is_ok();
    (!inside && is_someone(syntax, extractor, cited)).then_some((cited, agency))
}

/// Does a phrase mean a news agency or who publishes: by its name, or by its noun ("the state news agency", "the daily")?
fn is_agency(syntax: &Syntax<'_>, extractor: &Extractor, head: usize) -> bool {
    let lemma = syntax.lemma[head].as_str();
    let named = |token: usize| syntax.form(token).starts_with(char::is_uppercase) && extractor.roles.is_agency(syntax.low(token));
    let beside = |child: usize| matches!(syntax.plain(child), "compound" | "flat" | "appos" | "nmod");
    let news = || lemma == "agency" && syntax.children(head).any(|child| syntax.lemma[child] == "news");
    named(head) || syntax.children(head).any(|child| beside(child) && named(child)) || extractor.roles.is_publisher(lemma) || news()
}
