//! Commands in somebody's own words, and time given for something.

use super::scene::Scene;
use super::{CommitmentKind, CommitmentRule, Draft};

/// “Free our drivers,” the chancellor said to the leader.
pub(super) fn commands(scene: &Scene<'_, '_>) -> Vec<Draft> {
    let syntax = scene.syntax;
    let mut drafts = Vec::new();
    for quotation in &syntax.quotations {
        let tokens = syntax.within(quotation.inner);
        let Some(first) = tokens.clone().find(|&token| !syntax.is_mark(token)) else { continue };
        let verb = if scene.lower(first) == "do" { None } else { Some(first) };
        let Some(verb) = verb else { continue };
        let object = syntax.children(verb).any(|child| child > verb && matches!(syntax.plain(child), "obj" | "xcomp" | "compound"));
        let bare = syntax.xpos[verb] == "VB" || object && matches!(syntax.xpos[verb], "JJ" | "VBP");
        let subject = syntax.children(verb).any(|child| syntax.plain(child) == "nsubj");
        let starts = syntax.form(verb).starts_with(char::is_uppercase);
        // “Meet the Press” is a title.
        let small = |token: usize| syntax.is_mark(token) || syntax.form(token).chars().count() < 4;
        let titled = tokens.clone().all(|token| small(token) || syntax.form(token).starts_with(char::is_uppercase));
        if titled && tokens.clone().filter(|&token| !small(token)).count() > 1 {
            continue;
        }
        if !bare || subject || !starts || tokens.len() < 3 || scene.words.is("exempt", scene.lower(verb)) || scene.is_question(verb) {
            continue;
        }
        let telling = scene.telling(verb);
        // What a crowd chants is asked of nobody who is there to do it.
        let Some(source) = telling.source.filter(|&source| telling.told && !scene.words.is("crowd", scene.lemma(source))) else { continue };
        let Some(condition) = scene.condition(verb, false) else { continue };
        let content = scene.matter(verb, verb, &condition);
        let told =
            |cue: usize| syntax.children(cue).find(|&child| matches!(syntax.plain(child), "obj" | "iobj") && scene.may_be_told(child));
        let to = telling
            .addressee
            .or_else(|| telling.cue.and_then(told))
            .or_else(|| telling.cue.and_then(|cue| scene.phrase_under(cue, &["to"])).filter(|&to| scene.is_actor(to)));
        if content.len() > 1 {
            let (kind, rule) = (CommitmentKind::Demand, CommitmentRule::Command);
            drafts.push(Draft { kind, rule, by: Some(source), to, head: verb, content, condition, cue: verb });
        }
    }
    drafts
}

/// "gave the militia until Thursday to quit the bridge, failing which the army would clear it by force".
pub(super) fn ultimatum(scene: &Scene<'_, '_>, verb: usize) -> Option<Draft> {
    let syntax = scene.syntax;
    if !scene.words.is("ultimatum", scene.lemma(verb)) || syntax.upos[verb] != "VERB" || scene.is_negated(verb) || scene.has_modal(verb) {
        return None;
    }
    let to = syntax.children(verb).find(|&child| child > verb && matches!(syntax.plain(child), "obj" | "iobj") && scene.is_actor(child))?;
    let until =
        syntax.children(verb).find(|&child| child > to && scene.case(child).is_some_and(|case| scene.words.is("until", scene.lemma(case))));
    let stretch =
        syntax.children(verb).find(|&child| child > to && syntax.plain(child) == "obj" && scene.words.is("unit", scene.lemma(child)));
    let time = until.or(stretch)?;
    let done = syntax.children(verb).chain(syntax.children(time)).find(|&child| child > time && scene.to(child).is_some())?;
    let by = syntax.source(verb).map(|source| source.head)?;
    let telling = scene.telling(verb);
    if scene.is_unreal(&telling) {
        return None;
    }
    let tokens = syntax.analysis.sentences[syntax.sentence[verb]].tokens.clone();
    let failing = (done..tokens.end.saturating_sub(1)).find(|&token| scene.lower(token) == "failing" && scene.lower(token + 1) == "which");
    let threat = failing.and_then(|failing| {
        (failing + 2..tokens.end)
            .find(|&token| syntax.upos[token] == "VERB" && scene.modal(token, "would").or_else(|| scene.modal(token, "will")).is_some())
            .map(|threat| (failing, threat))
    });
    let rule = CommitmentRule::Ultimatum;
    if let Some((failing, threat)) = threat {
        let condition = vec![failing, failing + 1];
        let content = scene.clause(threat, &condition);
        return Some(Draft { kind: CommitmentKind::Threat, rule, by: Some(by), to: Some(to), head: threat, content, condition, cue: verb });
    }
    let content = scene.matter(done, scene.to(done).map_or(done, |mark| mark + 1), &[]);
    Some(Draft { kind: CommitmentKind::Demand, rule, by: Some(by), to: Some(to), head: done, content, condition: Vec::new(), cue: verb })
}
