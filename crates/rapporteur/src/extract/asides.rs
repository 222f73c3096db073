//! Words beside the main clause that the parser takes for parts of it: a question put in between, a source that closes its sentence, a title with a French name.
//!
//! It hangs them where they belong before anything is read off the tree, as `mend.rs` does with the rest.

use super::Extractor;
use super::assemble::is_time;
use super::mend::{has_subject, is_questioned, takes_clause, tense};
use super::syntax::{Move, Syntax};
use super::voices::{can_speak, may_speak};
use crate::analyze::NameKind;
use std::ops::Range;

/// "Ana Reyes, asked whether the pier was open, said it was": who was asked is the subject of the answer.
pub(super) fn interposed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (2..syntax.len()).filter_map(|asked| {
        let verb = syntax.head[asked].filter(|&verb| asked < verb && matches!(syntax.plain(asked), "ccomp" | "advcl" | "parataxis"))?;
        let questioned = extractor.limits.is_questioned(syntax.low(asked)) && matches!(syntax.xpos[asked], "VBN" | "VBD");
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "aux");
        let mut subjects = syntax.children(asked).filter(|&child| child < asked && own(child));
        let (subject, None) = (subjects.next()?, subjects.next()) else { return None };
        let end = *syntax.below(subject, &[]).iter().rev().find(|&&token| !syntax.is_mark(token))?;
        // Who is asked stands between a comma and the verb of the answer, which has no other subject and is one of speech.
        let enclosed = syntax.form(asked - 1) == "," && end + 1 == asked - 1 && (asked..verb).any(|token| syntax.form(token) == ",");
        let free = !syntax.children(verb).any(|child| child < verb && syntax.plain(child) == "nsubj");
        let answers = takes_clause(syntax, extractor, verb);
        (questioned && enclosed && free && answers && syntax.quotation[verb].is_none())
            .then_some([Move { token: subject, head: verb, relation: "nsubj" }, Move { token: asked, head: subject, relation: "acl" }])
    });
    found.flatten().collect()
}

/// "The dam would break, a person close to the talks said.": who stands between a comma and a verb of speech that ends its sentence is the subject of that
/// verb, and no object of the clause before. "…, his office confirmed on Monday.": when it was said may stand behind it.
pub(super) fn closing(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (2..syntax.len()).filter_map(|verb| {
        let tied =
            matches!(syntax.plain(verb), "parataxis" | "conj" | "ccomp" | "acl") && syntax.head[verb].is_some_and(|head| head < verb);
        // A past form is taken for a participle where it would describe the noun before it.
        let past = matches!(syntax.xpos[verb], "VBD" | "VBZ") || syntax.xpos[verb] == "VBN" && syntax.plain(verb) == "acl";
        let finite = past && takes_clause(syntax, extractor, verb) && syntax.quotation[verb].is_none();
        let sentence = syntax.analysis.sentences[syntax.sentence[verb]].tokens.clone();
        let timed = syntax.children(verb).filter(|&child| child > verb && !syntax.is_mark(child)).all(|child| is_time(syntax, child));
        let time = (verb + 1..sentence.end).all(|token| syntax.is_mark(token) && syntax.form(token) != "," || syntax.is_below(token, verb));
        let ends = verb + 1 >= syntax.len() || syntax.is_mark(verb + 1) && syntax.form(verb + 1) != "," || timed && time;
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "aux" | "ccomp" | "obj" | "cc");
        if !tied || !finite || !ends || syntax.children(verb).any(own) {
            return None;
        }
        // Up from the word before the verb, to the phrase that a comma opens.
        let before = |token: usize| syntax.head[token].filter(|&head| head < verb && head > 0);
        let phrase = std::iter::successors(Some(verb - 1), |&at| before(at)).take(STEPS).find(|&noun| {
            let words: Vec<usize> = syntax.below(noun, &[verb]).into_iter().skip_while(|&token| syntax.is_mark(token)).collect();
            let whole = words.last() == Some(&(verb - 1)) && words.windows(2).all(|pair| pair[0] + 1 == pair[1]);
            let opened = words[..].first().is_some_and(|&first| first > 0 && syntax.form(first - 1) == ",");
            whole && opened && may_close(syntax, extractor, noun)
        })?;
        let (root, main) = (syntax.root(verb)?, syntax.head[verb]?);
        let clause = if syntax.is_below(main, phrase) { root } else { main };
        Some([Move { token: phrase, head: verb, relation: "nsubj" }, Move { token: verb, head: clause, relation: "parataxis" }])
    });
    // The verb may hang below its own source: it is moved first.
    found.flat_map(|[subject, verb]| [verb, subject]).collect()
}

/// "Talks have failed, says envoy Karl Roth.", "Prices will rise, said Ana Reyes, an analyst.": behind a comma a verb of speech with its subject after it
/// is not joined to the clause, but tells who says it; what stands between the two is the subject's title.
pub(super) fn trailing(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (2..syntax.len()).filter_map(|verb| {
        let tied = matches!(syntax.plain(verb), "conj" | "parataxis" | "advcl" | "ccomp" | "acl");
        let clause = syntax.head[verb].filter(|&clause| clause < verb && tied)?;
        let cues = extractor.cues.verb(&syntax.lemma[verb]);
        let says = takes_clause(syntax, extractor, verb) && !cues.iter().any(|cue| cue.frames.person);
        let own = |child: usize| matches!(syntax.plain(child), "cc" | "mark" | "aux") || child < verb && syntax.plain(child) == "nsubj";
        let free = syntax.form(verb - 1) == "," && syntax.quotation[verb].is_none() && !syntax.children(verb).any(own);
        if !says || !free || !matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP") {
            return None;
        }
        let behind = |child: &usize| *child > verb && matches!(syntax.plain(*child), "nsubj" | "obj" | "iobj" | "ccomp");
        let mut phrases: Vec<usize> = syntax.children(verb).filter(behind).collect();
        if phrases.is_empty() {
            // "…, reported Tidewave": the parser gives the name to the clause as often.
            phrases.extend(syntax.children(clause).filter(behind));
        }
        let first = *phrases.first().filter(|&&phrase| syntax.below(phrase, &[])[0] == verb + 1)?;
        let name = phrases.get(1).copied().filter(|&next| syntax.plain(next) == "nsubj" && first + 1 == next);
        let speaker = name.unwrap_or(first);
        if !may_close(syntax, extractor, speaker) || phrases.len() > 1 + usize::from(name.is_some()) {
            return None;
        }
        let top =
            std::iter::successors(Some(clause), |&at| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "ccomp"))).last()?;
        let title = name.map(|name| Move { token: first, head: name, relation: "nmod:desc" });
        let moves = [Move { token: verb, head: top, relation: "parataxis" }, Move { token: speaker, head: verb, relation: "nsubj" }];
        Some(moves.into_iter().chain(title))
    });
    found.flatten().collect()
}

/// "They found the wreck in the bay, the mayor, Ana Reyes, said on Friday.": a name and what describes it, each between commas, before a verb of speech behind
/// which its sentence only says to whom and when: they are its subject, and no other names of what stands before.
pub(super) fn enclosed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (4..syntax.len()).filter_map(|verb| {
        let sentence = syntax.analysis.sentences[syntax.sentence[verb]].tokens.clone();
        let free = |token: usize| syntax.quotation[token].is_none();
        let finite = matches!(syntax.xpos[verb], "VBD" | "VBZ") && takes_clause(syntax, extractor, verb) && syntax.form(verb - 1) == ",";
        let adjunct = |token: usize| free(token) && !matches!(syntax.upos[token], "VERB" | "AUX" | "SCONJ");
        if !finite || !free(verb) || !(verb + 1..sentence.end).all(adjunct) {
            return None;
        }
        let comma = |end: usize| (sentence.start..end).rev().find(|&token| syntax.form(token) == ",");
        let inner = comma(verb - 1)?;
        let outer = comma(inner)?;
        let parts = [outer + 1..inner, inner + 1..verb - 1];
        let person = |part: &Range<usize>| {
            let name = syntax.analysis.name_at(part.end - 1).filter(|_| !part.is_empty())?;
            let known =
                name.kind == NameKind::Person || name.tokens.len() > 1 && extractor.roles.gender(syntax.low(name.tokens.start)).is_some();
            let titled = (part.start..name.tokens.start).all(|token| matches!(syntax.upos[token], "NOUN" | "PROPN" | "ADJ"));
            (known && name.tokens.start >= part.start && name.tokens.end == part.end && titled).then(|| name.tokens.clone())
        };
        let described = |part: &Range<usize>| {
            let word = |token: usize| matches!(syntax.upos[token], "DET" | "ADJ" | "NOUN" | "PROPN" | "ADP" | "NUM" | "CCONJ" | "PART");
            let noun = |token: usize| extractor.roles.is_person(&syntax.lemma[token]) || super::voices::is_personal(&syntax.lemma[token]);
            let article = !part.is_empty() && syntax.upos[part.start] == "DET";
            !part.is_empty() && part.clone().all(|token| word(token) && free(token)) && (article || part.clone().any(noun))
        };
        let name = match (person(&parts[0]), person(&parts[1])) {
            (Some(name), None) if described(&parts[1]) => name,
            (None, Some(name)) if described(&parts[0]) => name,
            _ => return None,
        };
        let inside = |token: usize| (outer..verb).contains(&token);
        let own = |child: usize| inside(child) && syntax.plain(child) == "nsubj";
        let root = syntax.root(verb)?;
        if inside(root)
            || syntax.children(verb).any(own)
            || !(sentence.start..outer).any(|token| matches!(syntax.upos[token], "VERB" | "AUX"))
        {
            return None;
        }
        let head = name.clone().find(|&token| syntax.head[token].is_none_or(|head| !name.contains(&head)))?;
        let mut moves = Vec::new();
        if root < outer {
            moves.push(Move { token: verb, head: root, relation: "parataxis" });
        } else {
            // What is said hangs from the verb as its subject or beside it.
            let whole = |&child: &usize| {
                child < outer
                    && (syntax.upos[child] == "VERB" || syntax.children(child).any(|part| matches!(syntax.plain(part), "cop" | "nsubj")))
            };
            let clause = syntax.children(verb).find(whole).filter(|_| root == verb)?;
            moves.push(Move { token: clause, head: verb, relation: "ccomp" });
        }
        moves.push(Move { token: head, head: verb, relation: "nsubj" });
        let loose = (outer..verb).filter(|&token| !name.contains(&token) && syntax.head[token].is_none_or(|above| !inside(above)));
        moves.extend(loose.map(|token| Move { token, head, relation: if syntax.is_mark(token) { "punct" } else { "appos" } }));
        Some(moves)
    });
    found.flatten().collect()
}

/// "said in a statement after the tape was out that the words were not hers": when it was said, and behind it what, which the parser hangs from that.
pub(super) fn interrupted(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|content| {
        let that = |child: usize| child < content && syntax.plain(child) == "mark" && syntax.lemma[child] == "that";
        let above = syntax.head[content].filter(|_| syntax.children(content).any(that) && has_subject(syntax, content))?;
        let lemma = syntax.lemma[above].as_str();
        let takes = |cues: &[super::cues::Cue]| cues.iter().any(|cue| cue.frames.clause);
        let cues = &extractor.cues;
        if takes(cues.verb(lemma)) || takes(cues.noun(lemma)) || takes(cues.adjective(lemma)) || above > content {
            return None;
        }
        let when = |at: usize| {
            syntax
                .children(at)
                .any(|child| child < at && syntax.plain(child) == "mark" && extractor.limits.is_circumstance(&syntax.lemma[child]))
        };
        let clause = std::iter::successors(Some(above), |&at| syntax.head[at]).take(3).find(|&at| when(at))?;
        let verb = syntax.head[clause].filter(|&verb| verb < clause && matches!(syntax.plain(clause), "ccomp" | "advcl"))?;
        let free = !syntax.children(verb).any(|child| child != clause && child > verb && syntax.plain(child) == "ccomp");
        let told =
            takes_clause(syntax, extractor, verb) && tense(syntax, verb).is_some() && syntax.quotation[verb] == syntax.quotation[content];
        (free && told)
            .then_some([Move { token: content, head: verb, relation: "ccomp" }, Move { token: clause, head: verb, relation: "advcl" }])
    });
    found.flatten().collect()
}

/// "The fifth round of talks on easing tolls will be held in Halden, the envoy said": what stands before a verb without a subject is that verb's, and not that
/// of the verb of saying behind it, which has its own.
pub(super) fn overleapt(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|says| {
        let main = syntax.head[says].filter(|&main| main < says && syntax.plain(says) == "parataxis")?;
        let mut subjects = syntax.children(says).filter(|&child| child < says && syntax.plain(child) == "nsubj");
        let (first, second, None) = (subjects.next()?, subjects.next()?, subjects.next()) else { return None };
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl");
        let free = first < main && main < second && !syntax.children(main).any(own);
        let helped = syntax.children(main).any(|child| syntax.plain(child) == "aux");
        let finite = syntax.upos[main] == "VERB" && (helped || matches!(syntax.xpos[main], "VBD" | "VBZ" | "VBP"));
        let passive = syntax.children(main).any(|child| syntax.relation[child] == "aux:pass");
        let relation = if passive { "nsubj:pass" } else { "nsubj" };
        (free && finite).then_some(Move { token: first, head: main, relation })
    });
    found.collect()
}

/// "Orlen and two towns -- Halden and Tavia -- held a meeting": what stands between dashes names who stands before them, and is no other subject.
pub(super) fn dashed(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let dash = |token: usize| matches!(syntax.form(token), "--" | "–" | "—" | "-" | "---");
    let found = (0..syntax.len()).filter_map(|verb| {
        let mut subjects = syntax.children(verb).filter(|&child| child < verb && syntax.plain(child) == "nsubj");
        let (first, second, None) = (subjects.next()?, subjects.next()?, subjects.next()) else { return None };
        let helper = |token: usize| syntax.head[token] == Some(verb) && matches!(syntax.plain(token), "aux" | "advmod");
        let start = (first..verb).rev().take_while(|&token| helper(token)).last().unwrap_or(verb);
        let close = start.checked_sub(1).filter(|&token| dash(token))?;
        let open = (first + 1..second).rev().find(|&token| dash(token))?;
        let inside = syntax.below(second, &[]).iter().all(|token| (open..=close).contains(token));
        // What is joined to the first subject last is what is named.
        let last = syntax.children(first).filter(|&child| child < open && syntax.plain(child) == "conj").last().unwrap_or(first);
        inside.then_some(Move { token: second, head: last, relation: "appos" })
    });
    found.collect()
}

/// "It comes after pilots this week said the bank was safe": who stands before a day and a verb of speech without a subject is that subject, and no circumstance
/// of the main verb.
pub(super) fn preceding(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (2..syntax.len()).filter_map(|verb| {
        let main = syntax.head[verb].filter(|&main| main < verb && matches!(syntax.plain(verb), "advcl" | "parataxis" | "conj"))?;
        let own = |child: usize| child < verb && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark" | "aux");
        let finite =
            matches!(syntax.xpos[verb], "VBD" | "VBZ") && takes_clause(syntax, extractor, verb) && syntax.quotation[verb].is_none();
        if !finite || syntax.children(verb).any(own) {
            return None;
        }
        let day = syntax.children(verb).find(|&child| child < verb && super::assemble::is_time(syntax, child));
        let first = day.map_or(verb, |day| syntax.below(day, &[])[0]);
        let who = syntax.children(main).find(|&child| {
            child < first
                && syntax.plain(child) == "obl"
                && syntax.below(child, &[verb]).iter().rfind(|&&token| token < verb) == Some(&(first - 1))
        })?;
        let led = syntax.children(who).find(|&child| child < who && syntax.plain(child) == "case")?;
        let when = extractor.limits.is_circumstance(&syntax.lemma[led]);
        (when && may_speak(syntax, extractor, who)).then_some([
            Move { token: verb, head: main, relation: "advcl" },
            Move { token: led, head: verb, relation: "mark" },
            Move { token: who, head: verb, relation: "nsubj" },
        ])
    });
    found.flatten().collect()
}

/// "Writing on Lampnet, Ivo Rusk, a son of the two, said that": a name behind the comma of what leads the sentence, which the parser hangs from that, is the
/// subject of a main verb of speech that has none.
pub(super) fn headed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (3..syntax.len()).filter_map(|verb| {
        let finite = matches!(syntax.xpos[verb], "VBD" | "VBZ") && takes_clause(syntax, extractor, verb);
        let own = |child: usize| child < verb && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "aux");
        let free = syntax.head[verb].is_none() && syntax.quotation[verb].is_none() && syntax.form(verb - 1) == ",";
        if !finite || !free || syntax.children(verb).any(own) {
            return None;
        }
        let told = syntax.children(verb).any(|child| child > verb && syntax.plain(child) == "ccomp");
        let lead = |token: usize| {
            let tied = matches!(syntax.plain(token), "advcl" | "obl") || told && syntax.plain(token) == "ccomp";
            token < verb && syntax.head[token] == Some(verb) && tied
        };
        let loose = |&top: &usize| {
            matches!(syntax.plain(top), "parataxis" | "dep" | "list")
                && std::iter::successors(Some(top), |&at| syntax.head[at]).take(STEPS).any(lead)
                && syntax.analysis.name_at(top).is_some_and(|name| name.kind == NameKind::Person)
        };
        let first = syntax.analysis.sentences[syntax.sentence[verb]].tokens.start;
        let token = (first + 1..verb).find(|top| loose(top))?;
        let words: Vec<usize> = syntax.below(token, &[]).into_iter().skip_while(|&token| syntax.is_mark(token)).collect();
        let start = *words.first().filter(|&&start| start > first && syntax.form(start - 1) == ",")?;
        let whole = (start..verb).all(|token| syntax.is_mark(token) || words.binary_search(&token).is_ok());
        let led = std::iter::successors(Some(token), |&at| syntax.head[at]).find(|&at| lead(at)).filter(|_| whole)?;
        let adverbial = (syntax.plain(led) == "ccomp").then_some(Move { token: led, head: verb, relation: "advcl" });
        Some(std::iter::once(Move { token, head: verb, relation: "nsubj" }).chain(adverbial))
    });
    found.flatten().collect()
}

/// May a noun be who says what stands before: somebody, or a text, as in "…, a statement issued by the guild said."?
fn may_close(syntax: &Syntax<'_>, extractor: &Extractor, noun: usize) -> bool {
    let text = || extractor.limits.is_document(&syntax.lemma[noun]);
    matches!(syntax.upos[noun], "NOUN" | "PROPN") && (can_speak(syntax, extractor, noun) || text())
}

/// How far up a phrase is sought.
const STEPS: usize = 6;

/// "Chargé d'affaires Ana Reyes, acting head of the mission, told": the first word of the title is taken for a verb, and the name for a part of its object.
pub(super) fn french_titles(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len().saturating_sub(2)).filter_map(|token| {
        let affairs = token + 1;
        let french =
            matches!(syntax.low(token), "chargé" | "charge") && syntax.low(affairs).trim_start_matches(['d', '\'', '’']) == "affaires";
        let verb =
            syntax.head[token].filter(|&verb| french && token + 2 < verb && matches!(syntax.plain(token), "ccomp" | "csubj" | "advcl"))?;
        let name = syntax.analysis.name_at(token + 2)?.tokens.clone();
        let head = name.clone().find(|&token| syntax.head[token].is_none_or(|head| !name.contains(&head)))?;
        let mut moves = vec![
            Move { token: head, head: verb, relation: "nsubj" },
            Move { token, head, relation: "nmod:desc" },
            Move { token: affairs, head: token, relation: "flat" },
        ];
        let beside = [token, affairs].into_iter().flat_map(|at| syntax.children(at)).filter(|&child| child >= name.end && child < verb);
        moves.extend(beside.map(|token| {
            let relation = if syntax.is_mark(token) { "punct" } else { "appos" };
            Move { token, head, relation }
        }));
        Some(moves)
    });
    found.flatten().collect()
}

/// Does a word stand within what someone was asked: "Asked about the minister's remark on the border", "asked to comment on the raid"?
pub(super) fn is_asked(syntax: &Syntax<'_>, extractor: &Extractor, token: usize) -> bool {
    let above = std::iter::successors(syntax.head[token], |&at| syntax.head[at]).take(STEPS);
    above.into_iter().any(|at| {
        let before = matches!(syntax.plain(at), "advcl" | "acl" | "ccomp") && syntax.head[at].is_some();
        before && is_questioned(syntax, extractor, at)
    })
}
