//! What the parser misplaces in the sentences of news, put right before anything is read off the tree.
//!
//! It hangs words elsewhere in their sentence. It finds no statement, and it leaves alone what it does not know to be wrong.

use super::Extractor;
use super::asides::{closing, dashed, enclosed, french_titles, headed, interposed, interrupted, overleapt, preceding, trailing};
use super::assemble::is_time;
use super::conjuncts::{further, repeated, resumed, specified, subjects, tensed};
use super::cues::Manner;
use super::days::days;
use super::inserted::{beneath, inserted};
use super::onward::{appended, joined, lifted, noting, trailed, turned, unquoted};
use super::persons::is_honorific;
use super::syntax::{Move, Syntax};
use super::voices::can_speak;

/// Puts the trees of a report right, one kind of mistake after the other.
pub(super) fn mend(syntax: &mut Syntax<'_>, extractor: &Extractor) {
    type Reader = fn(&Syntax<'_>, &Extractor) -> Vec<Move>;
    const READERS: [Reader; 38] = [
        days,
        possessed,
        predicates,
        flats,
        negations,
        bare,
        french_titles,
        interposed,
        dashed,
        overleapt,
        leads,
        questions,
        inserted,
        fronted,
        closing,
        enclosed,
        headed,
        preceding,
        trailing,
        relayed,
        ventured,
        addressed,
        proposed,
        complements,
        interrupted,
        subjects,
        specified,
        repeated,
        further,
        tensed,
        resumed,
        unquoted,
        joined,
        turned,
        appended,
        noting,
        trailed,
        lifted,
    ];
    for (predicate, subject) in beneath(syntax, extractor) {
        syntax.raise(predicate, subject);
    }
    for reader in READERS {
        let moves = reader(syntax, extractor);
        syntax.rehang(&moves);
    }
}

/// "“It is a farce!” Reyes fumed.": a rare verb that was taken for the last part of a name is no part of it.
fn flats(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        let head = syntax.head[token].filter(|&head| head < token && syntax.plain(token) == "flat" && syntax.is_capital(head))?;
        let small = syntax.form(token).starts_with(char::is_lowercase) && syntax.form(token).ends_with("ed");
        let last = token + 1 >= syntax.len() || syntax.is_mark(token + 1);
        (small && last).then_some(Move { token, head, relation: "acl" })
    });
    found.collect()
}

/// "Tavia, whose president, Brask, met with Pell": whose president did, and none of those before.
fn possessed(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter(|&whose| syntax.low(whose) == "whose").filter_map(|whose| {
        let noun = syntax.head[whose].filter(|&noun| noun > whose && syntax.upos[noun] == "NOUN" && syntax.plain(noun) != "nsubj")?;
        let owner = syntax.head[noun].filter(|&owner| owner < whose && matches!(syntax.upos[owner], "NOUN" | "PROPN"))?;
        let end = syntax.analysis.sentences[syntax.sentence[noun]].tokens.end;
        let verb = (noun + 1..end).find(|&verb| matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP") && syntax.upos[verb] == "VERB")?;
        let free = !has_subject(syntax, verb) && !syntax.is_below(verb, noun) && !syntax.is_below(owner, verb);
        free.then_some([Move { token: noun, head: verb, relation: "nsubj" }, Move { token: verb, head: owner, relation: "acl:relcl" }])
    });
    found.flatten().collect()
}

/// "Orlen is about to sign, the envoy said": a word with a subject of its own is no conjunction but what its clause tells.
fn predicates(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        let head = syntax.head[token].filter(|&head| token < head && syntax.plain(token) == "mark" && syntax.upos[token] == "ADJ")?;
        let subject = syntax.children(token).any(|child| syntax.plain(child) == "nsubj");
        (subject && syntax.children(token).any(|child| syntax.plain(child) == "cop")).then_some(Move { token, head, relation: "ccomp" })
    });
    found.collect()
}

/// "The mayor said it was not": what negates an auxiliary belongs to the clause of that auxiliary.
fn negations(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|token| {
        let auxiliary = token - 1;
        if !matches!(syntax.lemma[token].as_str(), "not" | "n't" | "n’t") || syntax.upos[auxiliary] != "AUX" {
            return None;
        }
        let head = match syntax.plain(auxiliary) {
            "aux" | "cop" => syntax.head[auxiliary]?,
            _ => auxiliary,
        };
        let above = syntax.head[token]?;
        (head != token && above != head && syntax.is_below(auxiliary, above)).then_some(Move { token, head, relation: "advmod" })
    });
    found.collect()
}

/// "indeed some argue that": what stands before a finite verb as if it were a noun's is that verb's subject.
fn bare(syntax: &Syntax<'_>, _: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        let verb =
            syntax.head[token].filter(|&verb| token + 1 == verb && syntax.relation[token] == "det" && syntax.upos[token] == "DET")?;
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "aux" | "cop");
        let finite = syntax.upos[verb] == "VERB" && matches!(syntax.xpos[verb], "VBD" | "VBZ" | "VBP");
        (finite && !syntax.children(verb).any(own)).then_some(Move { token, head: verb, relation: "nsubj" })
    });
    found.collect()
}

/// What leads a sentence and is no content of its main verb: "Asked whether …, the envoy said", "the envoy, who until March was …, said", "the envoy,
/// in charge as the ambassador is away, said".
fn leads(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        let verb =
            syntax.head[token].filter(|&verb| token < verb && syntax.plain(token) == "ccomp" && syntax.quotation[token].is_none())?;
        let start = syntax.below(token, &[])[0];
        let subordinate = syntax.children(token).any(|child| {
            child < token
                && syntax.plain(child) == "mark"
                && !matches!(syntax.lemma[child].as_str(), "that" | "whether" | "if" | "to")
                && syntax.quotation[child].is_none()
        });
        // "As prayers were held in Lyrne, some said that": what is said stands behind.
        let behind = syntax.children(verb).any(|child| child > verb && syntax.plain(child) == "ccomp");
        let subordinate = subordinate || behind && extractor.limits.is_circumstance(syntax.low(start)) && start < token;
        let relative = matches!(syntax.xpos[start], "WP" | "WDT") && matches!(syntax.lemma[start].as_str(), "who" | "which");
        let asked = is_questioned(syntax, extractor, token);
        (subordinate || relative || asked).then_some(Move { token, head: verb, relation: "advcl" })
    });
    found.collect()
}

/// Does a word tell, without a subject of its own and before the main clause, what someone was asked?
pub(super) fn is_questioned(syntax: &Syntax<'_>, extractor: &Extractor, token: usize) -> bool {
    let form = syntax.low(token);
    if !extractor.limits.is_questioned(form) || !matches!(syntax.xpos[token], "VBN" | "VBD") {
        return false;
    }
    let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "aux" | "csubj");
    // What leads the clause is a mark, or "when", "if", "once".
    let first = syntax.analysis.sentences[syntax.sentence[token]].tokens.start;
    let led = token == first
        || syntax.is_mark(token - 1)
        || matches!(syntax.lemma[token - 1].as_str(), "when" | "if" | "once" | "repeatedly" | "again");
    led && !syntax.children(token).any(own)
}

/// "Reporters asked the envoy whether the pier was open; she said it was": the question belongs to the verb of asking right before it, and not to that of
/// the answer.
fn questions(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|token| {
        syntax.head[token].filter(|&verb| token < verb && syntax.plain(token) == "ccomp" && syntax.quotation[token].is_none())?;
        let asks =
            |child: usize| child < token && matches!(syntax.lemma[child].as_str(), "whether" | "if" | "that" | "why" | "how" | "when");
        if !syntax.children(token).any(asks) {
            return None;
        }
        let start = syntax.below(token, &[])[0];
        let before = (start.saturating_sub(NEAR)..start).rev();
        let asker = before
            .take_while(|&at| syntax.sentence[at] == syntax.sentence[token] && !syntax.is_mark(at))
            .find(|&at| syntax.upos[at] == "VERB")
            .filter(|&asker| takes_clause(syntax, extractor, asker))?;
        let free = !syntax.children(asker).any(|child| child > asker && syntax.plain(child) == "ccomp");
        free.then_some(Move { token, head: asker, relation: "ccomp" })
    });
    found.collect()
}

/// Tokens between a verb of asking and the question: who is asked.
const NEAR: usize = 8;

/// "On Monday the number of boats passed a hundred, the data showed": of two subjects before a verb, with a clause between that has none, the first is that
/// of the clause.
fn fronted(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause].filter(|&verb| clause < verb && syntax.plain(clause) == "ccomp")?;
        let evidence = || extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.clause);
        let own = |child: usize| matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
        if !evidence() || syntax.children(clause).any(own) || tense(syntax, clause).is_none() {
            return None;
        }
        let subject = |from: usize, to: usize| {
            syntax
                .children(verb)
                .find(|&child| from <= child && child < to && syntax.relation[child] == "nsubj" && syntax.quotation[child].is_none())
        };
        let (first, _) = (subject(0, clause)?, subject(clause, verb)?);
        Some(Move { token: first, head: clause, relation: "nsubj" })
    });
    found.collect()
}

/// "The paper reported its source said the pier was shut": who stands right before a finite cue that has no subject is its subject, and not what is reported.
fn relayed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let joined = || syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "cc");
        let tied = matches!(syntax.plain(clause), "ccomp" | "parataxis") || syntax.plain(clause) == "conj" && !joined();
        let verb = syntax.head[clause].filter(|&verb| verb < clause && tied && syntax.upos[clause] == "VERB")?;
        let cues = extractor.cues.verb(&syntax.lemma[verb]);
        let tells = cues.iter().any(|cue| cue.manner == Manner::Speech && cue.frames.clause) && !cues.iter().any(|cue| cue.frames.person);
        let own = |child: usize| child < clause && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark" | "aux");
        let finite = matches!(syntax.xpos[clause], "VBD" | "VBZ" | "VBP") && !syntax.children(clause).any(own);
        if !tells || !finite || extractor.cues.verb(&syntax.lemma[clause]).is_empty() {
            return None;
        }
        let object = syntax.children(verb).find(|&child| verb < child && child < clause && syntax.plain(child) == "obj")?;
        // "says data of the office, OSL, show": a mark that closes an aside stands between.
        let last = *syntax.below(object, &[]).last()?;
        let beside =
            last < clause && (last + 1..clause).all(|at| syntax.is_mark(at)) && syntax.quotation[object] == syntax.quotation[clause];
        let content =
            syntax.plain(clause) == "ccomp" || syntax.children(clause).any(|child| child > clause && syntax.plain(child) == "ccomp");
        let told = (syntax.plain(clause) != "ccomp").then_some(Move { token: clause, head: verb, relation: "ccomp" });
        (beside && content).then(|| std::iter::once(Move { token: object, head: clause, relation: "nsubj" }).chain(told))
    });
    found.flatten().collect()
}

/// "The host warned the raid that shut the port could lead to war": who or what stands right before the auxiliary of a clause that has no subject is its
/// subject, and not who is told.
fn ventured(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause].filter(|&verb| verb < clause && syntax.plain(clause) == "ccomp")?;
        let lacks = |child: usize| child < clause && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
        let helper = syntax.children(clause).find(|&child| child < clause && syntax.plain(child) == "aux" && syntax.xpos[child] == "MD")?;
        if syntax.children(clause).any(lacks) || !takes_clause(syntax, extractor, verb) {
            return None;
        }
        let told = syntax
            .children(verb)
            .filter(|&child| verb < child && child < helper && matches!(syntax.plain(child), "obj" | "iobj"))
            .last()?;
        let last = *syntax.below(told, &[]).last()?;
        let beside = last < helper && (last + 1..helper).all(|at| syntax.is_mark(at) || syntax.plain(at) == "advmod");
        (beside && syntax.quotation[told] == syntax.quotation[clause]).then_some(Move { token: told, head: clause, relation: "nsubj" })
    });
    found.collect()
}

/// "told reporters today the tugs will sail": who is told, and when, taken for a part of what is told.
fn addressed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|verb| {
        let tells = |verb: usize| extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| cue.frames.person && cue.frames.clause);
        let next = (verb + 2 < syntax.len() && syntax.upos[verb] == "VERB" && tells(verb)).then_some(verb + 1)?;
        // "told the Herald the pier had been shut"
        let content = |clause: usize| syntax.head[clause] == Some(verb) && syntax.plain(clause) == "ccomp";
        // "told this paper the talks had failed": a first subject of two.
        let before = |noun: usize| syntax.plain(noun) == "nsubj" && syntax.head[noun].is_some_and(content);
        let led = syntax.upos[next] == "DET" && (syntax.analysis.name_at(next + 1).is_some() || before(next + 1));
        let first = if led { next + 1 } else { next };
        // "told reporters police had found it": one word of two that stand for people.
        let beside = syntax.head[first].filter(|&noun| {
            noun == first + 1
                && syntax.relation[first] == "compound"
                && matches!((syntax.xpos[first], syntax.upos[noun]), ("NNS", "NOUN"))
                && syntax.plain(noun) == "nsubj"
                && extractor.roles.is_source(syntax.low(first))
        });
        if beside.is_some_and(|noun| syntax.head[noun].is_some_and(content)) {
            return Some(vec![Move { token: first, head: verb, relation: "iobj" }]);
        }
        if let Some(told) = before_title(syntax, next).filter(|&(_, subject)| syntax.head[subject].is_some_and(content)) {
            return Some(vec![Move { token: told.0, head: verb, relation: "iobj" }]);
        }
        // "tells UN it will appeal"
        let name = syntax.analysis.name_at(first).map(|name| name.tokens.clone()).filter(|name| name.start == first);
        let name = name.unwrap_or(first..first + 1);
        let told = name.clone().find(|&token| syntax.head[token].is_none_or(|head| !name.contains(&head)))?;
        let clause = syntax.head[told].filter(|&clause| content(clause))?;
        let within = syntax.children(told).all(|child| name.contains(&child) || child == next);
        let taken = syntax.plain(told) == "nsubj" || syntax.xpos[told] == "NNP" && matches!(syntax.plain(told), "iobj" | "obj");
        let lone = (matches!(syntax.xpos[told], "NNS" | "NNP") || led && syntax.xpos[told] == "NN") && within && taken;
        let subject =
            syntax.children(clause).any(|child| child > told && child < clause && matches!(syntax.plain(child), "nsubj" | "expl"));
        let marked = syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "mark");
        if !lone || !(subject || marked) || !can_speak(syntax, extractor, told) || syntax.quotation[told].is_some() {
            return None;
        }
        let day = Some(told + 1).filter(|&day| syntax.head[day] == Some(clause) && is_time(syntax, day) && syntax.plain(day) == "obl");
        let day = day.map(|token| Move { token, head: verb, relation: "obl" });
        Some(std::iter::once(Move { token: told, head: verb, relation: "iobj" }).chain(day).collect())
    });
    found.flatten().collect()
}

/// "told Radio Lum Breakfast Mr Rusk was late": the last of the words with a capital before a title that another noun's name begins with, and that noun, which
/// is a subject.
fn before_title(syntax: &Syntax<'_>, start: usize) -> Option<(usize, usize)> {
    let capital = |&token: &usize| syntax.upos[token] == "PROPN" && !is_honorific(syntax.form(token)) && syntax.quotation[token].is_none();
    let title = (start..syntax.len().min(start + NEAR)).find(|token| !capital(token)).filter(|&title| title > start)?;
    let told = title - 1;
    let subject = |&noun: &usize| noun > title && syntax.plain(noun) == "nsubj";
    let subject = std::iter::successors(syntax.head[told], |&at| syntax.head[at]).take(3).find(subject)?;
    let own = syntax.is_below(title, subject) && is_honorific(syntax.form(title));
    (own && syntax.sentence[title] == syntax.sentence[start]).then_some((told, subject))
}

/// "proposed the allies pay a share": who stands before a bare verb behind a verb of proposing is its subject, and no object.
fn proposed(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (1..syntax.len()).filter_map(|clause| {
        let verb = syntax.head[clause].filter(|&verb| verb < clause && matches!(syntax.plain(clause), "xcomp" | "ccomp"))?;
        let lacks = |child: usize| child < clause && matches!(syntax.plain(child), "nsubj" | "expl" | "mark" | "aux");
        let cues = extractor.cues.verb(&syntax.lemma[verb]);
        let asks =
            takes_clause(syntax, extractor, verb) && cues.iter().any(|cue| cue.frames.object) && !cues.iter().any(|cue| cue.frames.person);
        if syntax.xpos[clause] != "VB" || syntax.children(clause).any(lacks) || !asks {
            return None;
        }
        let subject = syntax.children(verb).find(|&child| verb < child && child < clause && syntax.plain(child) == "obj")?;
        let beside = syntax.below(subject, &[]).last() == Some(&(clause - 1)) && syntax.quotation[subject] == syntax.quotation[clause];
        let moves = [Move { token: subject, head: clause, relation: "nsubj" }, Move { token: clause, head: verb, relation: "ccomp" }];
        beside.then_some(moves)
    });
    found.flatten().collect()
}

/// "said in a statement that", "told reporters in Lyrne late on Monday that", "pledged at a meeting to": what the cue takes, hung from a noun
/// between.
fn complements(syntax: &Syntax<'_>, extractor: &Extractor) -> Vec<Move> {
    let found = (0..syntax.len()).filter_map(|clause| {
        let above = syntax.head[clause].filter(|&above| above < clause)?;
        // "in a notice read out on Friday that the pass was shut": what was done with a text takes no clause.
        let noun = read_out(syntax, extractor, above).unwrap_or(above);
        if !matches!(syntax.upos[noun], "NOUN" | "PROPN" | "PRON" | "NUM" | "ADV" | "ADJ") {
            return None;
        }
        if !matches!(syntax.plain(clause), "acl" | "ccomp" | "advcl") {
            return None;
        }
        // Up from the noun, as far as phrases go, to the verb.
        let (mut phrase, mut steps) = (noun, 0);
        let verb = loop {
            let head = syntax.head[phrase]?;
            let tie = matches!(
                syntax.plain(phrase),
                "obl" | "nmod" | "obj" | "iobj" | "appos" | "conj" | "compound" | "flat" | "advmod" | "amod"
            );
            if head > phrase || !tie || steps > 6 {
                return None;
            }
            if syntax.upos[head] == "VERB" {
                break head;
            }
            (phrase, steps) = (head, steps + 1);
        };
        if syntax.quotation[verb] != syntax.quotation[clause] {
            return None;
        }
        let circumstance = matches!(syntax.plain(phrase), "obl" | "advmod");
        let taken = |wanted: &str| syntax.children(verb).any(|child| child > verb && syntax.plain(child) == wanted);
        let frames = |wanted: fn(&super::cues::Frames) -> bool| {
            let told = |manner: Manner| matches!(manner, Manner::Speech | Manner::Evidence);
            extractor.cues.verb(&syntax.lemma[verb]).iter().any(|cue| told(cue.manner) && wanted(&cue.frames))
        };
        let marked = |word: &str| {
            syntax
                .children(clause)
                .any(|mark| mark < clause && (syntax.plain(mark) == "mark" || syntax.xpos[mark] == "IN") && syntax.lemma[mark] == word)
        };
        if marked("to") && !marked("that") {
            let of_noun = extractor.cues.noun(&syntax.lemma[noun]).iter().any(|cue| cue.frames.infinitive);
            let wanted =
                circumstance && frames(|frames| frames.infinitive) && !frames(|frames| frames.clause && !frames.infinitive) && !of_noun;
            return (wanted && !taken("xcomp") && !taken("ccomp") && !taken("obj")).then_some(Move {
                token: clause,
                head: verb,
                relation: "xcomp",
            });
        }
        let addressed = matches!(syntax.plain(phrase), "obj" | "iobj") && frames(|frames| frames.clause && frames.person);
        if !(circumstance && frames(|frames| frames.clause) || addressed) || taken("ccomp") {
            return None;
        }
        // "announced in a communique that the pass was shut": behind a text, "that" with a subject of its own after it is no relative pronoun.
        let text = circumstance && extractor.roles.is_medium(&syntax.lemma[noun]);
        let told = || text && syntax.children(clause).any(|child| is_that(syntax, child, noun)) && has_subject(syntax, clause);
        (marked("that") || told() || is_whole(syntax, clause)).then_some(Move { token: clause, head: verb, relation: "ccomp" })
    });
    found.collect()
}

/// The text that a participle without a subject describes: "a notice read out", "a letter published".
fn read_out(syntax: &Syntax<'_>, extractor: &Extractor, participle: usize) -> Option<usize> {
    let bare = !syntax.children(participle).any(|child| matches!(syntax.plain(child), "nsubj" | "aux" | "obj"));
    let done = matches!(syntax.xpos[participle], "VBN" | "VBD") && syntax.plain(participle) == "acl" && bare;
    syntax.head[participle].filter(|&text| done && text < participle && extractor.roles.is_medium(&syntax.lemma[text]))
}

/// Is a token the "that" right behind a noun?
fn is_that(syntax: &Syntax<'_>, token: usize, noun: usize) -> bool {
    token == noun + 1 && syntax.lemma[token] == "that"
}

/// Has a clause a subject that is no relative pronoun?
pub(super) fn has_subject(syntax: &Syntax<'_>, clause: usize) -> bool {
    let relative = |token: usize| matches!(syntax.xpos[token], "WP" | "WDT");
    syntax.children(clause).any(|child| child < clause && syntax.plain(child) == "nsubj" && !relative(child))
}

/// Is a clause without "that" whole, so that it is no description of the noun before it? "said on Monday the pier was open".
fn is_whole(syntax: &Syntax<'_>, clause: usize) -> bool {
    let subject = syntax.children(clause).find(|&child| child < clause && syntax.plain(child) == "nsubj");
    let relative = |token: usize| matches!(syntax.xpos[token], "WP" | "WDT" | "WP$") || syntax.lemma[token] == "that";
    let led = syntax.children(clause).any(|child| {
        child < clause
            && (syntax.plain(child) == "mark"
                || matches!(syntax.xpos[child], "WRB" | "WP" | "WDT" | "WP$")
                || syntax.below(child, &[]).iter().any(|&token| relative(token)))
    });
    let full = syntax.children(clause).any(|child| matches!(syntax.plain(child), "obj" | "cop" | "ccomp" | "xcomp"));
    let finite = matches!(syntax.xpos[clause], "VBD" | "VBZ" | "VBP")
        || syntax.children(clause).any(|child| matches!(syntax.plain(child), "aux" | "cop"));
    subject.is_some_and(|subject| !relative(subject)) && !led && full && finite
}

/// Past or present of a finite verb; none for one that an auxiliary or nothing makes finite.
pub(super) fn tense(syntax: &Syntax<'_>, token: usize) -> Option<bool> {
    let helper = syntax.children(token).find(|&child| child < token && matches!(syntax.plain(child), "aux" | "cop"));
    match helper {
        Some(helper) if syntax.plain(helper) == "cop" || syntax.lemma[helper] == "do" => of_tag(syntax.xpos[helper]),
        Some(helper) if syntax.relation[helper] == "aux:pass" => of_tag(syntax.xpos[helper]),
        Some(_) => None,
        None => of_tag(syntax.xpos[token]),
    }
}

fn of_tag(tag: &str) -> Option<bool> {
    match tag {
        "VBD" => Some(true),
        "VBZ" | "VBP" => Some(false),
        _ => None,
    }
}

/// Is a word a verb of speech that takes a clause: "said that"?
pub(super) fn takes_clause(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> bool {
    syntax.upos[verb] == "VERB" && extractor.cues.tells(&syntax.lemma[verb])
}
