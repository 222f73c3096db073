//! Content that the tree gives to a cue: that-clauses, infinitives, objects, phrases; cue verbs, nouns and adjectives.

use super::Extractor;
use super::afterthought::without_afterthought;
use super::asides::is_asked;
use super::citing::{according, passed_on, worded};
use super::cues::{Cue, Cues, Manner};
use super::described::{object_of, predicate};
use super::mend::is_questioned;
use super::nouns::{adjective, noun};
use super::objects::object;
use super::phrases::{gerund, infinitive, led_by, on_infinitive, preposition};
use super::relay::relay;
use super::rules::Rule;
use super::source::Source;
use super::syntax::Syntax;
use super::unsaid::says_nothing;
use super::voices::{is_person, is_someone, may_speak};
use crate::analyze::NameKind;

/// A statement as tokens, before it becomes spans.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Content, in order.
    pub(super) content: Vec<usize>,
    /// The cue, in order; its first token leads.
    pub(super) cue: Vec<usize>,
    pub(super) source: Option<Source>,
    pub(super) addressee: Option<usize>,
    /// The head of the phrase for who relays it: "the agency quoted the envoy as saying".
    pub(super) medium: Option<usize>,
    pub(super) manner: Manner,
    pub(super) rule: Rule,
}

/// What a construction gives: the content's tokens, more of the cue, whom it is said to.
pub(super) struct Content {
    pub(super) tokens: Vec<usize>,
    pub(super) more: Vec<usize>,
    pub(super) addressee: Option<usize>,
    pub(super) rule: Rule,
}

impl Content {
    pub(super) fn new(tokens: Vec<usize>, rule: Rule) -> Self {
        Self { tokens, more: Vec::new(), addressee: None, rule }
    }
}

/// Every statement that the tree gives, cues inside quotation marks left out; in the order of their cues.
pub(super) fn clauses(syntax: &Syntax<'_>, extractor: &Extractor, skip: &[bool]) -> Vec<Found> {
    let mut found = Vec::new();
    for (token, &skip) in skip.iter().enumerate() {
        if skip || syntax.quotation[token].is_some_and(|at| syntax.within(syntax.quotations[at].inner).len() > 2) {
            continue;
        }
        let at = match syntax.upos[token] {
            "VERB" => verb(syntax, extractor, token),
            "NOUN" => noun(syntax, extractor, token),
            "ADJ" => adjective(syntax, extractor, token),
            _ => None,
        };
        found.extend(
            at.or_else(|| according(syntax, extractor, token))
                .or_else(|| worded(syntax, extractor, token))
                .filter(|found| found.rule == Rule::According || !is_asked(syntax, extractor, token))
                .map(|found| without_afterthought(syntax, extractor, found)),
        );
    }
    found
}

/// Words in marks that may be a name or a nickname, and no more.
const QUOTED: usize = 4;

/// Words below which content that only points elsewhere is none.
const BARE: usize = 4;

fn verb(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> Option<Found> {
    let cues = &extractor.cues;
    let (known, particle) = of_verb(syntax, cues, verb);
    if known.is_empty() {
        // "worried that" is tagged a verb as often as an adjective.
        return adjective(syntax, extractor, verb);
    }
    // What someone is asked is not what he says.
    if is_questioned(syntax, extractor, verb) {
        return None;
    }
    let relay = relay(syntax, cues, verb);
    if relay.as_ref().is_some_and(|relay| relay.said.is_some_and(|said| said != verb)) {
        return None;
    }
    let (cue, content) = known
        .first()
        .and_then(|cue| stated(syntax, cues, verb).map(|content| (cue, content)))
        .or_else(|| contents(syntax, extractor, known, verb))
        .filter(|(_, content)| particle.is_none() || content.rule == Rule::Clause || is_phrasal(syntax, cues, verb))
        .or_else(|| known.iter().find_map(|cue| object(syntax, extractor, cue, verb).map(|content| (cue, content))))?;
    if says_nothing(syntax, extractor, &content, verb) {
        return None;
    }
    let rule = content.rule;
    let source =
        relay.as_ref().map(|relay| relay.speaker.clone()).or_else(|| carried(syntax, extractor, verb)).or_else(|| syntax.source(verb));
    // "the sort of cheer that tells you": what the relative clause belongs to says nothing.
    let described = source.as_ref().and_then(|source| syntax.described(source.head));
    if described.is_some_and(|(_, noun)| syntax.upos[noun] == "NOUN" && !may_speak(syntax, extractor, noun)) {
        return None;
    }
    let source = source.map(|source| syntax.antecedent(source));
    let source = source.map(|source| if cue.manner == Manner::Speech { issuer(syntax, extractor, verb).unwrap_or(source) } else { source });
    // "“Something like, no thanks,” wrote another": who is quoted speaks in no verb outside the marks.
    let within = |token: usize| syntax.quotation[token].filter(|&at| syntax.within(syntax.quotations[at].inner).len() > QUOTED);
    if source.as_ref().is_some_and(|source| within(source.head).is_some() && within(source.head) != syntax.quotation[verb]) {
        return None;
    }
    // "What can you tell us?", "You agree to the terms": who is spoken to says nothing.
    let you = |source: &Source| syntax.lemma[source.head] == "you" && syntax.quotation[source.head].is_none();
    if source.as_ref().is_some_and(you) {
        return None;
    }
    let points = |source: &Source| matches!(syntax.lemma[source.head].as_str(), "this" | "that" | "which" | "these" | "those");
    // "His rival, Ana Reyes, called it late": the name beside the noun is somebody's.
    let named = |source: &Source| {
        let person = |&token: &usize| syntax.analysis.name_at(token).is_some_and(|name| name.kind == NameKind::Person);
        let beside = |&token: &usize| syntax.head[token] == Some(source.head) && matches!(syntax.plain(token), "appos" | "flat");
        source.tokens.iter().any(|token| person(token) && beside(token))
    };
    // "The figures show a rise": what counts something shows it.
    let counts = |source: &Source| cue.manner == Manner::Evidence && extractor.limits.is_tally(&syntax.lemma[source.head]);
    let mute = |source: &Source| points(source) || !(may_speak(syntax, extractor, source.head) || counts(source) || named(source));
    if rule == Rule::Object && (source.as_ref().is_none_or(mute) || syntax.plain(verb) == "amod") {
        return None;
    }
    // "The hearing offered moments of doubt": only somebody offers in words.
    let offers = rule == Rule::Object && extractor.limits.is_habit(&syntax.lemma[verb]);
    if offers && source.as_ref().is_some_and(|source| !is_someone(syntax, extractor, source.head) && !named(source)) {
        return None;
    }
    // "censorship of opinions deemed false": a thing describes nothing.
    let thing = |source: &Source| syntax.upos[source.head] == "NOUN" && !may_speak(syntax, extractor, source.head) && !named(source);
    // "The crews sailed as the storm began": nor does it tell the clause around it.
    let event = |source: &Source| thing(source) && extractor.limits.is_matter(&syntax.lemma[source.head]) && !counts(source);
    let beside = rule == Rule::Around && cue.manner == Manner::Speech && source.as_ref().is_some_and(event);
    if beside || rule == Rule::Predicate && source.as_ref().is_some_and(thing) {
        return None;
    }
    // "No one has shown symptoms", "she showed the photo": what someone shows is done, and what a poll shows is told.
    let shows = rule == Rule::Object && cue.manner == Manner::Evidence && extractor.limits.is_shown(&syntax.lemma[verb]);
    if shows && source.as_ref().is_some_and(|source| is_person(syntax, extractor, source.head) && !counts(source)) {
        return None;
    }
    // "the port that it thinks it is", "made no plans to do so": what points to words elsewhere tells nothing by itself.
    let bare = |token: usize| matches!(syntax.upos[token], "PRON" | "AUX" | "PART") || matches!(syntax.lemma[token].as_str(), "do" | "so");
    let mut words = content.tokens.iter().copied().filter(|&token| !syntax.is_mark(token));
    let elsewhere = rule == Rule::Infinitive || rule == Rule::Clause && cue.manner != Manner::Speech;
    if elsewhere && words.clone().count() < BARE && words.all(bare) {
        return None;
    }
    // "Several ports will open, dubbed the Five": who calls them so is not told.
    let participle = syntax.xpos[verb] == "VBN" && matches!(syntax.plain(verb), "acl" | "advcl") && syntax.agent(verb).is_none();
    // "Citing people at the port, the paper said": whom one cites is no content.
    let cites = || {
        content
            .tokens
            .iter()
            .any(|&token| syntax.head[token] == Some(verb) && (is_someone(syntax, extractor, token) || syntax.lemma[token] == "people"))
    };
    if rule == Rule::Predicate && participle || rule == Rule::Object && known.iter().any(|cue| cue.frames.relay) && cites() {
        return None;
    }
    // "At an event announcing her appointment": where it was, and not who announced it.
    let occasion = |source: &Source| {
        extractor.limits.is_occasion(&syntax.lemma[source.head])
            && led_by(syntax, source.head, &["at", "during", "after", "before", "in", "for", "since", "following"])
    };
    if syntax.xpos[verb] == "VBG" && syntax.plain(verb) == "acl" && source.as_ref().is_some_and(occasion) {
        return None;
    }
    // "his approach in talking about tolls": a thing does not talk.
    if rule == Rule::Phrase
        && syntax.xpos[verb] == "VBG"
        && source.as_ref().is_some_and(|source| syntax.upos[source.head] == "NOUN" && mute(source))
    {
        return None;
    }
    // "…, referring to the price" says what a word means; "as stated on a page" names nobody.
    let explains = rule == Rule::Phrase && syntax.lemma[verb] == "refer" && syntax.xpos[verb] == "VBG";
    let nobodys = rule == Rule::Around
        && syntax.xpos[verb] == "VBN"
        && syntax.agent(verb).is_none()
        && syntax.child(verb, &["nsubj", "aux"]).is_none();
    // "is explained by the fact that", "is explained by demand": what does it is no one who says it.
    let mute_agent = syntax.agent(verb).is_some_and(|agent| {
        let passive = syntax.children(verb).any(|child| syntax.relation[child] == "aux:pass");
        passive && matches!(rule, Rule::Clause | Rule::Object) && !may_speak(syntax, extractor, agent)
    });
    if explains || nobodys || mute_agent {
        return None;
    }
    if source.is_none() && !is_unattributed(syntax, cue, rule, verb) {
        return None;
    }
    let mut all = vec![verb];
    all.extend(particle);
    all.extend(&content.more);
    all.extend(relay.as_ref().map(|relay| relay.verb).filter(|&quoting| quoting != verb));
    let passes = || {
        let rest = verb..syntax.analysis.sentences[syntax.sentence[verb]].tokens.end;
        let mut cited = rest.filter(|&token| syntax.form(token) == "according").filter_map(|token| passed_on(syntax, extractor, token));
        cited.find(|(told, _, _)| *told == verb)
    };
    let passes = passes();
    let medium = relay.and_then(|relay| relay.medium).or(passes.map(|(_, head, _)| head));
    let mut tokens = content.tokens;
    if let Some((_, _, top)) = passes {
        let gone = syntax.below(top, &[]);
        tokens.retain(|token| gone.binary_search(token).is_err());
        while tokens.last().is_some_and(|&last| syntax.form(last) == ",") {
            tokens.pop();
        }
    }
    Some(Found { content: tokens, cue: all, source, addressee: content.addressee, medium, manner: cue.manner, rule })
}

/// The cues of a verb, and its particle: "ruled out" is another verb than "ruled".
fn of_verb<'c>(syntax: &Syntax<'_>, cues: &'c Cues, verb: usize) -> (&'c [Cue], Option<usize>) {
    // "brushed aside" has its particle as an adverb.
    let adverb = |child: usize| {
        child == verb + 1 && syntax.plain(child) == "advmod" && !cues.phrasal(&syntax.lemma[verb], &syntax.lemma[child]).is_empty()
    };
    let particle = syntax
        .children(verb)
        .find(|&child| syntax.relation[child] == "compound:prt" && child > verb)
        .or_else(|| syntax.children(verb).find(|&child| adverb(child)));
    let phrasal = particle.map(|particle| cues.phrasal(&syntax.lemma[verb], &syntax.lemma[particle])).filter(|known| !known.is_empty());
    (phrasal.unwrap_or_else(|| cues.verb(&syntax.lemma[verb])), particle)
}

fn is_phrasal(syntax: &Syntax<'_>, cues: &Cues, verb: usize) -> bool {
    let (known, particle) = of_verb(syntax, cues, verb);
    particle.is_some_and(|particle| std::ptr::eq(known, cues.phrasal(&syntax.lemma[verb], &syntax.lemma[particle])))
}

/// May a statement stand without a source? "It was announced that …" may; that something is expected, seen as, called for or hard to imagine is said by
/// nobody.
fn is_unattributed(syntax: &Syntax<'_>, cue: &Cue, rule: Rule, verb: usize) -> bool {
    // "Imagine that", "it is hard to say whether", "told that …, she left".
    let led = syntax.xpos[verb] == "VB" || syntax.plain(verb) == "advcl" && syntax.xpos[verb] == "VBN";
    cue.manner == Manner::Speech && matches!(rule, Rule::Clause | Rule::Around) && !led
}

/// Who put out the text that speaks: "The army issued a statement alleging that".
fn issuer(syntax: &Syntax<'_>, extractor: &Extractor, participle: usize) -> Option<Source> {
    let above = std::iter::successors(Some(participle), |&at| syntax.head[at].filter(|_| matches!(syntax.plain(at), "conj" | "advcl")));
    let first = above.take(3).find(|&at| syntax.plain(at) == "acl" && syntax.xpos[at] == "VBG")?;
    let text = syntax.head[first].filter(|&text| text < first && syntax.plain(text) == "obj")?;
    let verb = syntax.head[text].filter(|&verb| verb < text && extractor.cues.is_light(&syntax.lemma[verb]))?;
    let worded = extractor.roles.is_medium(&syntax.lemma[text]) && !extractor.cues.noun(&syntax.lemma[text]).is_empty();
    syntax.source(verb).filter(|source| worded && is_someone(syntax, extractor, source.head) && syntax.lemma[source.head] != "it")
}

/// The document that speaks, where the verb tells what is done to it: "vetoed a resolution condemning …", and, whoever is the subject, "passed a text on
/// Friday demanding …".
fn carried(syntax: &Syntax<'_>, extractor: &Extractor, participle: usize) -> Option<Source> {
    let tied = |at: usize| matches!(syntax.plain(at), "advcl" | "acl") && syntax.relation[at] != "acl:relcl";
    let first =
        std::iter::successors(Some(participle), |&at| syntax.head[at].filter(|_| syntax.plain(at) == "conj")).find(|&at| tied(at))?;
    if syntax.xpos[first] != "VBG" {
        return None;
    }
    let verb = std::iter::successors(syntax.head[first], |&at| syntax.head[at]).take(4).find(|&at| syntax.upos[at] == "VERB")?;
    let document = syntax
        .children(verb)
        .find(|&child| syntax.plain(child) == "obj" && child < first && extractor.limits.is_document(&syntax.lemma[child]))?;
    let start = syntax.below(first, &[])[0];
    let appended = syntax.is_mark(start) || start.checked_sub(1).is_some_and(|before| syntax.is_mark(before));
    (!appended || extractor.limits.is_against(&syntax.lemma[verb])).then(|| syntax.phrase(document))
}

/// "The ferry sails on Monday. This was stated by the harbour master.": what "this" points to is the sentence before, where that is nobody else's.
fn stated(syntax: &Syntax<'_>, cues: &Cues, verb: usize) -> Option<Content> {
    let subject = syntax.children(verb).find(|&child| syntax.relation[child] == "nsubj:pass")?;
    let this = matches!(syntax.lemma[subject].as_str(), "this" | "that") && syntax.children(subject).next().is_none();
    let sentence = syntax.sentence[verb];
    let before = syntax.analysis.sentences.get(sentence.checked_sub(1)?)?.tokens.clone();
    let opens = syntax.analysis.sentences[sentence].tokens.start == subject;
    if !this || !opens || syntax.agent(verb).is_none() || before.is_empty() || syntax.paragraph[before.start] != syntax.paragraph[verb] {
        return None;
    }
    let others = before.clone().any(|token| {
        syntax.quotation[token].is_some()
            || cues.quotes(&syntax.lemma[token]) && syntax.upos[token] == "VERB"
            || syntax.form(token).eq_ignore_ascii_case("according")
    });
    let end = before.clone().rev().find(|&token| !syntax.is_mark(token))?;
    (!others).then(|| Content::new((before.start..=end).collect(), Rule::Around))
}

/// The construction that a cue stands in: the one that binds closest, among those it takes.
fn contents<'c>(syntax: &Syntax<'_>, extractor: &Extractor, known: &'c [Cue], verb: usize) -> Option<(&'c Cue, Content)> {
    type Reader = fn(&Syntax<'_>, &Cue, usize) -> Option<Content>;
    let readers: [Reader; 5] = [predicate, object_of, on_infinitive, infinitive, gerund];
    let closest = known.iter().find_map(|cue| clause(syntax, extractor, cue, verb).map(|content| (cue, content)));
    closest
        .or_else(|| readers.iter().find_map(|reader| known.iter().find_map(|cue| reader(syntax, cue, verb).map(|content| (cue, content)))))
        .or_else(|| known.iter().find_map(|cue| preposition(syntax, extractor, cue, verb).map(|content| (cue, content))))
        .or_else(|| known.iter().find_map(|cue| around(syntax, cue, verb).map(|content| (cue, content))))
}

fn clause(syntax: &Syntax<'_>, extractor: &Extractor, cue: &Cue, verb: usize) -> Option<Content> {
    if !cue.frames.clause {
        return None;
    }
    // "Ana Reyes, briefing the council, warned that": a participle before the verb is no content.
    let aside = |child: usize| {
        child < verb
            && syntax.form(child).ends_with("ing")
            && syntax.quotation[child].is_none()
            && !syntax.children(child).any(|part| syntax.plain(part) == "nsubj")
    };
    // "asked the envoy for aid as the talks went on": when it was said.
    let circumstance = |child: usize| {
        let mark = syntax.children(child).find(|&mark| mark < child && syntax.plain(mark) == "mark");
        cue.frames.person
            && mark.is_some_and(|mark| mark > verb && extractor.limits.is_circumstance(&syntax.lemma[mark]) && syntax.xpos[mark] == "IN")
    };
    let is_clause = |child: usize| syntax.plain(child) == "ccomp" && syntax.relation[child] != "ccomp:pmod" && !circumstance(child);
    let own = syntax.children(verb).find(|&child| is_clause(child) && !aside(child));
    let content =
        own.or_else(|| asked(syntax, cue, verb)).or_else(|| if cue.frames.person { told(syntax, extractor, verb) } else { None })?;
    let mut found = Content::new(syntax.below(content, &[verb]), Rule::Clause);
    if is_framed(syntax, &found.tokens) {
        return None;
    }
    // "said he remained “hopeful” a deal would come": what goes on right behind quoted words, taken for a second clause.
    let further = syntax.children(verb).find(|&child| child > content && is_clause(child)).map(|child| syntax.below(child, &[verb]));
    let last = found.tokens.last().copied().unwrap_or(content);
    let closes = matches!(syntax.form(last), "”" | "\"" | "''" | "’" | "'" | "»");
    // "argued that, while the talk is welcome, no ship has come": what is said begins before the condition, which the parser took for all of it.
    let first = found.tokens.first().copied().unwrap_or(content);
    let conditioned = || syntax.children(content).any(|mark| mark == first && syntax.plain(mark) == "mark");
    let begins = |further: &[usize]| further.first().is_some_and(|&mark| mark < first && syntax.plain(mark) == "mark") && conditioned();
    if let Some(further) =
        further.filter(|further| begins(further) || further[0] == last + 1 && closes && syntax.quotation[further[0]].is_none())
    {
        found.tokens.extend(further);
        found.tokens.sort_unstable();
    }
    // "say cutting the toll would not help": what is done stands as the subject, whatever the parser hangs it from.
    let first = found.tokens.first().copied().unwrap_or(content);
    let own = |child: usize| child < content && matches!(syntax.plain(child), "nsubj" | "csubj" | "expl" | "mark");
    let done = verb + 1 < first
        && first <= content
        && syntax.xpos[verb + 1] == "VBG"
        && syntax.upos[first] == "AUX"
        && !syntax.children(content).any(own)
        && (verb + 1..first).all(|token| !syntax.is_mark(token) && syntax.quotation[token].is_none());
    if done {
        found.tokens.splice(0..0, verb + 1..first);
    }
    let object = syntax.children(verb).find(|&child| matches!(syntax.plain(child), "obj" | "iobj"));
    if cue.frames.person {
        found.addressee = object.filter(|object| !found.tokens.contains(object));
    } else if let Some(object) = object.filter(|&object| verb < object && object < content) {
        // A verb that addresses no one has no person as its object: the parser took the subject of the clause for one.
        found.tokens.extend(syntax.below(object, &[verb]));
        found.tokens.sort_unstable();
    }
    Some(found)
}

/// "Pell told the court: “It was late,” he said": a second cue and the quotation behind its colon are told by that cue.
fn is_framed(syntax: &Syntax<'_>, tokens: &[usize]) -> bool {
    let colon = tokens.windows(2).position(|pair| syntax.form(pair[0]) == ":" && syntax.quotation[pair[1]].is_some());
    let (Some(colon), Some(&last)) = (colon, tokens.iter().rev().find(|&&token| !syntax.is_mark(token))) else { return false };
    let led = tokens[..colon].iter().any(|&token| syntax.upos[token] == "VERB" && syntax.quotation[token].is_none());
    led && syntax.quotation[tokens[colon + 1]] == syntax.quotation[last]
}

/// "did not say when the tugs would return": a clause that the parser takes for an adverbial.
fn asked(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<usize> {
    let asking = matches!(syntax.lemma[verb].as_str(), "say" | "tell" | "ask" | "explain");
    let word = |lead: &str| {
        matches!(lead, "why" | "how" | "whether")
            || asking && matches!(lead, "when" | "where")
            || lead == "if" && syntax.lemma[verb] == "ask"
    };
    let asks = |child: usize| {
        let subject = syntax.children(child).any(|child| syntax.plain(child) == "nsubj");
        subject && syntax.children(child).any(|lead| lead < child && word(&syntax.lemma[lead]))
    };
    let speech = cue.manner == Manner::Speech && cue.frames.quote;
    syntax.children(verb).find(|&child| {
        speech && child > verb && syntax.plain(child) == "advcl" && asks(child) && !syntax.is_mark(syntax.below(child, &[])[0])
    })
}

/// "told reporters that the pier was open": a clause that the parser hangs from who is addressed.
fn told(syntax: &Syntax<'_>, extractor: &Extractor, verb: usize) -> Option<usize> {
    let person = syntax.children(verb).find(|&child| child > verb && matches!(syntax.plain(child), "obj" | "iobj"))?;
    let mut clauses = syntax.children(person).filter(|&child| child > person && matches!(syntax.plain(child), "acl" | "ccomp"));
    clauses.find(|&clause| {
        let relative = |token: usize| matches!(syntax.xpos[token], "WP" | "WDT");
        let own = |child: &usize| syntax.plain(*child) == "nsubj";
        let subject = syntax.children(clause).filter(own).any(|subject| !relative(subject));
        let led = |child: usize| child < clause && syntax.lemma[child] == "that";
        let that = syntax.children(clause).any(|child| led(child) && syntax.plain(child) == "mark");
        // "told a briefing that aid had arrived": with a subject of its own behind it, "that" is no relative pronoun, where no tale is told.
        let first = syntax.below(clause, &[])[0];
        let taken = led(first) && relative(first) && may_speak(syntax, extractor, person);
        let simple = matches!(syntax.xpos[clause], "VBD" | "VBZ" | "VBP");
        let helped = || syntax.children(clause).any(|child| child < clause && matches!(syntax.plain(child), "aux" | "cop"));
        subject && (that || simple && !relative(first) || taken && (simple || helped()))
    })
}

/// "The bridge is open, the mayor said": the cue hangs from what it reports, or follows as an afterthought; "as the mayor said".
fn around(syntax: &Syntax<'_>, cue: &Cue, verb: usize) -> Option<Content> {
    // "(the mayor told the council)": who is told is no content.
    let told = |child: usize| cue.frames.person && syntax.plain(child) == "obj";
    let takes = |child: usize| child > verb && matches!(syntax.plain(child), "obj" | "xcomp" | "ccomp") && !told(child);
    if !cue.frames.clause || !cue.frames.quote && cue.manner == Manner::Intent || syntax.children(verb).any(takes) {
        return None;
    }
    let has_subject = syntax.children(verb).any(|child| syntax.plain(child) == "nsubj");
    if let Some(after) = syntax.children(verb).find(|&child| child < verb && syntax.plain(child) == "parataxis")
        && has_subject
    {
        return Some(Content::new(from_name(syntax, syntax.below(after, &[])), Rule::Around));
    }
    let mut head = syntax.head[verb]?;
    // "even as the mayor was urging calm": when it was.
    let lead = syntax.children(verb).find(|&child| child < verb && syntax.lemma[child] == "as");
    let when = |lead: usize| syntax.xpos[verb] == "VBG" || lead > 0 && syntax.low(lead - 1) == "even";
    let as_said = syntax.plain(verb) == "advcl" && lead.is_some_and(|lead| !when(lead));
    if !(syntax.plain(verb) == "parataxis" && has_subject || as_said)
        || syntax.children(verb).any(|child| syntax.plain(child) == "obj" && !told(child))
    {
        return None;
    }
    // "as I have said" reports the whole clause, however deep in it the parser hangs it.
    while as_said && !matches!(syntax.plain(head), "root" | "ccomp" | "parataxis" | "csubj" | "conj") {
        head = syntax.head[head]?;
    }
    Some(Content::new(from_name(syntax, syntax.below(head, &[verb])), Rule::Around))
}

/// "Ana Reyes, the mayor of Lyrne, was found, police said": what is said begins with the name that opens the sentence, whatever the parser hangs it from.
fn from_name(syntax: &Syntax<'_>, mut tokens: Vec<usize>) -> Vec<usize> {
    let Some(&first) = tokens.first() else { return tokens };
    let start = syntax.analysis.sentences[syntax.sentence[first]].tokens.start;
    let opens = syntax.analysis.name_at(start).is_some_and(|name| name.tokens.start == start && name.tokens.end + 1 == first);
    if opens && syntax.form(first - 1) == "," && (start..first).all(|token| syntax.quotation[token].is_none()) {
        tokens.splice(0..0, start..first);
    }
    tokens
}
