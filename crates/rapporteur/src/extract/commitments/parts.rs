//! The parts of a commitment that the tree gives: what is undertaken, on what condition, to whom.

use super::scene::Scene;
use crate::extract::ReferentKind;

/// Tokens, marks included, that stand in marks within another's clause. A guess.
const FEW: usize = 8;

impl Scene<'_, '_> {
    /// What a verb heads, from a token on: without a clause joined that has a subject of its own, without what a comma appends, and within the marks of
    /// its quotation.
    pub(super) fn matter(&self, head: usize, from: usize, condition: &[usize]) -> Vec<usize> {
        let syntax = self.syntax;
        let leave: Vec<usize> = syntax.children(head).filter(|&child| child > head && self.is_appended(head, child)).collect();
        let mut leave = leave;
        let told = |token: usize| {
            syntax.relation[token] == "acl:relcl" && {
                let start = syntax.below(token, &[]).first().copied().unwrap_or(token);
                // "The “opposite” of what she has done": a closing mark of quotation parts nothing.
                start > head && (syntax.is_mark(start) || syntax.is_mark(start - 1) && !matches!(syntax.form(start - 1), "”" | "\"" | "''"))
            }
        };
        // "the post, which it did": what was then done.
        let done = |token: usize| {
            syntax.relation[token] == "acl:relcl"
                && self.lemma(token) == "do"
                && matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBN")
                && syntax.children(token).any(|child| syntax.xpos[child] == "WDT")
        };
        let below = syntax.below(head, &leave);
        let after = below.iter().find(|&&token| token > head && done(token)).map(|&token| syntax.below(token, &[])[0]);
        leave.extend(below.into_iter().filter(|&token| token > head && told(token)));
        let mut tokens = syntax.below(head, &leave);
        tokens.retain(|&token| after.is_none_or(|after| token < after));
        let mut tokens = self.before_next_clause(head, tokens);
        tokens.retain(|&token| token >= from && !condition.contains(&token));
        // "Threatened to “wholly raze” the port": marks that open behind the word that leads bound nothing.
        let opens = from > 0 && from <= head && syntax.quotation[from - 1] != syntax.quotation[head];
        tokens.retain(|&token| opens || syntax.quotation[head].is_none() || syntax.quotation[token] == syntax.quotation[head]);
        // What stands beyond the condition, or after a gap, belongs to something else.
        while let Some(&first) = tokens.first() {
            let small = first < head
                && matches!(syntax.upos[first], "ADV" | "PUNCT" | "AUX" | "CCONJ")
                && syntax.relation[first] != "aux:pass"
                && !matches!(self.lemma(first), "not" | "never")
                && !(first + 1 < syntax.len() && self.lower(first) == "no" && self.lower(first + 1) == "longer");
            // "To “openly defy” the court": a quotation that opens here stays whole.
            let opens = matches!(syntax.form(first), "“" | "\"" | "``")
                && tokens.iter().any(|&token| token > first && token > head && matches!(syntax.form(token), "”" | "\"" | "''"));
            if !small || opens {
                break;
            }
            tokens.remove(0);
        }
        tokens
    }

    /// Tokens without what belongs to the next clause: a noun joined by "and" of which the finite verb right after it tells, and what a colon opens
    /// that has a finite verb.
    pub(super) fn before_next_clause(&self, head: usize, mut tokens: Vec<usize>) -> Vec<usize> {
        let syntax = self.syntax;
        let end = syntax.analysis.sentences[syntax.sentence[head]].tokens.end;
        let finite = |token: usize| matches!(syntax.xpos[token], "VBZ" | "VBP" | "VBD" | "MD");
        let colon =
            tokens.iter().position(|&token| token > head && syntax.form(token) == ":" && syntax.quotation[token] == syntax.quotation[head]);
        if let Some(colon) = colon.filter(|&colon| (tokens[colon]..end).any(finite)) {
            tokens.truncate(colon);
        }
        let next = tokens.last().map_or(end, |last| last + 1);
        if next >= end || !finite(next) {
            return tokens;
        }
        // "pledged funds and Quell is taxing salt": where the "and" hangs from the verb behind it, the last noun stands alone behind a gap.
        let gap = (1..tokens.len()).rfind(|&at| tokens[at] > tokens[at - 1] + 1);
        let parted = gap.filter(|&at| {
            tokens[at - 1] >= head
                && syntax.upos[tokens[at] - 1] == "CCONJ"
                && tokens[at - 1] + 2 == tokens[at]
                && tokens[at..].iter().all(|&token| syntax.upos[token] != "VERB")
        });
        if let Some(at) = parted {
            tokens.truncate(at);
            return tokens;
        }
        let joint = tokens.iter().rposition(|&token| token > head && syntax.upos[token] == "CCONJ");
        let Some(joint) = joint.filter(|&joint| tokens[joint + 1..].iter().all(|&token| syntax.upos[token] != "VERB")) else {
            return tokens;
        };
        // "Its promise to send grants and nurses was kept": the verb is told of the whole.
        let verb = if matches!(syntax.plain(next), "aux" | "cop") { syntax.head[next].unwrap_or(next) } else { next };
        let of_whole = syntax.children(verb).any(|child| matches!(syntax.plain(child), "nsubj" | "csubj") && syntax.is_below(head, child));
        if !of_whole {
            tokens.truncate(joint);
        }
        tokens
    }

    fn is_appended(&self, head: usize, child: usize) -> bool {
        let syntax = self.syntax;
        let own = syntax.children(child).any(|part| syntax.plain(part) == "nsubj" && part < child);
        match syntax.plain(child) {
            "conj" => own || self.is_told_beside(head, child),
            "parataxis" => true,
            // "following our meeting today": when, and no part of what.
            "obl" | "advcl" if syntax.children(child).any(|part| part < child && matches!(self.lower(part), "after" | "following")) => true,
            "advcl" | "acl" | "obl" | "appos" => {
                let start = syntax.below(child, &[]).first().copied().unwrap_or(child);
                // Marks of quotation part nothing, nor does a word put in by the writer: "will not start \[our carts\] until".
                let quotes = |token: usize| matches!(syntax.form(token), "\"" | "”" | "“" | "’" | "‘" | "'" | "''" | "``" | "]" | "[");
                start > head && (syntax.is_mark(start) && !quotes(start) || start > 0 && syntax.is_mark(start - 1) && !quotes(start - 1))
            }
            _ => false,
        }
    }

    /// "promised to open the lock and left": does a finite verb go on for the clause around an infinitive?
    fn is_told_beside(&self, head: usize, child: usize) -> bool {
        let syntax = self.syntax;
        let finite = |token: usize| matches!(syntax.xpos[token], "VBD" | "VBZ" | "VBP" | "MD");
        let helped = syntax.children(child).any(|part| part < child && matches!(syntax.plain(part), "aux" | "cop") && finite(part));
        syntax.xpos[head] == "VB" && syntax.upos[child] == "VERB" && (matches!(syntax.xpos[child], "VBD" | "VBZ" | "VBN") || helped)
    }

    /// A whole clause with its subject, without the mark that leads it.
    pub(super) fn clause(&self, head: usize, condition: &[usize]) -> Vec<usize> {
        let syntax = self.syntax;
        let subject = syntax.children(head).find(|&child| matches!(syntax.plain(child), "nsubj" | "csubj"));
        let start = subject.and_then(|subject| syntax.below(subject, &[]).first().copied());
        let first = start.unwrap_or_else(|| syntax.below(head, &[])[0]);
        let mut tokens = self.matter(head, first, condition);
        while tokens.first().is_some_and(|&token| matches!(syntax.plain(token), "mark" | "punct" | "cc")) {
            tokens.remove(0);
        }
        tokens
    }

    /// The condition in the sentence of a verb, its opening words included; none where the verb itself stands in it, which binds nobody.
    pub(super) fn condition(&self, head: usize, threat: bool) -> Option<Vec<usize>> {
        let syntax = self.syntax;
        let tokens = syntax.analysis.sentences[syntax.sentence[head]].tokens.clone();
        let words: Vec<&str> = tokens.clone().map(|token| self.lower(token)).collect();
        for at in 0..words.len() {
            let opener = tokens.start + at;
            // "should they call in the bonds": before its subject.
            let head_of = syntax.head[opener].filter(|_| words[at] == "should" && syntax.xpos[opener] == "MD");
            let turned = head_of.and_then(|verb| self.subject(verb)).is_some_and(|subject| subject > opener)
                && head_of.is_some_and(|verb| verb > opener);
            let length = if turned { Some(1) } else { self.words.opens(&words[at..], threat) };
            let Some(length) = length else { continue };
            // "To tell the house if he agrees", "aid provided to Quell", and what another's words hold as a clause of its own.
            let clause = syntax.head[opener].filter(|_| syntax.plain(opener) == "mark");
            let taken = clause.is_some_and(|clause| syntax.plain(clause) == "ccomp") && matches!(words[at], "if");
            let given = matches!(words[at], "provided" | "providing")
                && words.get(at + 1).is_some_and(|next| matches!(*next, "to" | "by" | "with" | "for" | "in" | "on" | "from"));
            let apart = syntax.quotation[opener].is_some()
                && syntax.quotation[head].is_none()
                && opener > tokens.start
                && !syntax.is_mark(opener - 1)
                && syntax.quotation[opener - 1] == syntax.quotation[opener];
            // "Would sign it, though it can promise nothing if the text changes": the condition of what is said against it.
            let turned = opener > head + 1
                && (head + 1..opener).any(|between| {
                    self.words.is("turns", self.lower(between)) && matches!(syntax.form(between - 1), "," | "--" | "—" | "–")
                });
            // "Intends to stay and will call them if it must": the condition of the verb that is joined.
            let joined = clause.and_then(|clause| syntax.head[clause]).is_some_and(|above| self.is_joined(head, above, opener));
            if taken || given || apart || turned || joined {
                continue;
            }
            let asked = opener > tokens.start
                && matches!(self.lemma(opener - 1), "ask" | "wonder" | "know" | "see" | "as" | "even" | "what" | "or");
            // "announced that it would close the fund, but provided the towns with a loan": a verb of its own.
            let verb = syntax.upos[opener] == "VERB" && syntax.children(opener).any(|child| matches!(syntax.plain(child), "obj" | "iobj"));
            let preposition =
                verb || words[at] == "without" && (opener < head || syntax.xpos.get(opener + 1).is_some_and(|xpos| *xpos == "VBG"));
            if asked || preposition || syntax.quotation[opener] != syntax.quotation[head] && syntax.quotation[head].is_some() {
                continue;
            }
            // "A full, open copy": a comma between two of a noun's adjectives ends nothing.
            let listed = |at: usize| at + 1 < tokens.end && syntax.upos[at - 1] == "ADJ" && syntax.upos[at + 1] == "ADJ";
            // "If they go on to “grossly” harm us": a few words in marks end nothing.
            let few = |token: usize| {
                let own = syntax.quotation[opener].is_none().then(|| syntax.quotation[token]).flatten();
                own.is_some_and(|at| syntax.within(syntax.quotations[at].outer).len() <= FEW)
            };
            let ends = |token: usize| {
                !few(token)
                    && (!(syntax.form(token) == "," && listed(token))
                        && matches!(syntax.form(token), "," | ";" | ":" | "." | "—" | "–" | "”" | "\"")
                        && token > opener + length
                        || syntax.quotation[token] != syntax.quotation[opener])
            };
            let end = (opener + length..tokens.end).find(|&token| ends(token)).unwrap_or(tokens.end);
            let end = if clause.is_some() && opener > head { self.end_of_joined(end, tokens.end) } else { end };
            if (opener..end).contains(&head) {
                return None;
            }
            return Some((opener..end).collect());
        }
        Some(self.implied(head, threat))
    }

    /// "If they free the crews, the port is opened and the guns are sent away": where the last of several conditions ends, whatever the tree makes of
    /// them. They stand in the present, to the end of the sentence, and the last is joined.
    fn end_of_joined(&self, end: usize, limit: usize) -> usize {
        let syntax = self.syntax;
        let last = (end..limit).rfind(|&token| !syntax.is_mark(token));
        let Some(last) = last.filter(|_| end < limit && syntax.form(end) == ",") else { return end };
        let rest = end + 1..last + 1;
        let present = |token: usize| matches!(syntax.xpos[token], "VBZ" | "VBP");
        let other = |token: usize| {
            matches!(syntax.xpos[token], "MD" | "VBD" | "WDT" | "WP" | "WRB")
                || matches!(syntax.form(token), ";" | ":" | "—" | "–")
                || present(token) && self.words.is("report", self.lemma(token))
                || syntax.quotation[token] != syntax.quotation[end]
        };
        let joint = rest.clone().rfind(|&token| syntax.upos[token] == "CCONJ" && self.lower(token) == "and");
        let Some(joint) = joint.filter(|&joint| joint > end + 1 && !rest.clone().any(other)) else { return end };
        let opens = matches!(syntax.upos[end + 1], "DET" | "NOUN" | "PROPN" | "ADJ");
        if opens && (end + 1..joint).any(present) && (joint + 1..last + 1).any(present) { last + 1 } else { end }
    }

    /// Is what a condition hangs from a verb with a helper or tense of its own that is joined behind what is undertaken, or to the word that binds?
    fn is_joined(&self, head: usize, above: usize, opener: usize) -> bool {
        let syntax = self.syntax;
        let finite = matches!(syntax.xpos[above], "VBD" | "VBZ" | "VBP")
            || syntax
                .children(above)
                .any(|child| child < above && matches!(syntax.xpos[child], "MD" | "VBZ" | "VBD" | "VBP") && syntax.plain(child) == "aux");
        above > head && above < opener && syntax.plain(above) == "conj" && finite
    }

    /// Conditions without an opening word: "any budget that leaves out the dams", "one more shell, and we will".
    fn implied(&self, head: usize, threat: bool) -> Vec<usize> {
        let syntax = self.syntax;
        let any = |noun: usize| syntax.children(noun).any(|child| self.lower(child) == "any" && child < noun);
        let object = syntax.children(head).find(|&child| syntax.plain(child) == "obj" && any(child));
        let clause = object.and_then(|object| syntax.children(object).find(|&child| syntax.relation[child] == "acl:relcl"));
        if let Some(clause) = clause.filter(|_| threat) {
            return syntax.below(clause, &[]);
        }
        let joined = syntax.head[head].filter(|&first| syntax.plain(head) == "conj" && first < head && syntax.upos[first] == "NOUN");
        let Some(noun) = joined else { return Vec::new() };
        let more = syntax.children(noun).any(|child| matches!(self.lower(child), "more" | "another" | "any"));
        if !more || syntax.children(noun).any(|child| syntax.plain(child) == "nsubj") {
            return Vec::new();
        }
        let joint = syntax.children(head).find(|&child| syntax.plain(child) == "cc").unwrap_or(head);
        let mut tokens = syntax.below(noun, &[head]);
        tokens.retain(|&token| token < joint && !syntax.is_mark(token));
        tokens
    }

    /// To whom what a verb heads is given, or with whom it is shared.
    pub(super) fn recipient(&self, head: usize, content: &[usize]) -> Option<usize> {
        let syntax = self.syntax;
        let you = syntax.children(head).find(|&child| matches!(syntax.plain(child), "obj" | "iobj") && self.lower(child) == "you");
        if you.is_some() {
            return you;
        }
        if let Some(given) = syntax.children(head).find(|&child| syntax.plain(child) == "iobj" && self.is_actor(child)) {
            return Some(given);
        }
        // "Consult on ways to resume trade with Quell": whom a clause below a noun names is nobody to whom it is given.
        let chained = |verb: usize| {
            let mut above = std::iter::successors(Some(verb), |&at| {
                syntax.head[at].filter(|_| matches!(syntax.plain(at), "xcomp" | "conj" | "ccomp" | "advcl"))
            });
            above.any(|at| at == head)
        };
        for &verb in content.iter().filter(|&&token| syntax.upos[token] == "VERB" && chained(token)) {
            let led = |list: &str, case: &str| {
                if !self.words.is(list, self.lemma(verb)) {
                    return None;
                }
                let parts = || std::iter::once(verb).chain(syntax.children(verb).filter(|&child| child > verb));
                parts().flat_map(|part| syntax.children(part).filter(move |&child| child > verb)).find(|&child| {
                    matches!(syntax.plain(child), "obl" | "nmod")
                        && self.case(child).is_some_and(|at| self.lemma(at) == case)
                        && self.is_actor(child)
                        && !(case == "to" && self.is_spot(verb, child))
                })
            };
            let found = led("give", "to").or_else(|| led("with", "with"));
            if found.is_some() {
                return found.filter(|found| content.contains(found));
            }
        }
        None
    }

    /// "send a delegation to Minsk": where someone goes, and nobody who gets anything.
    fn is_spot(&self, verb: usize, noun: usize) -> bool {
        let goes = matches!(self.lemma(verb), "send" | "return" | "deliver" | "transfer" | "ship" | "restore" | "extend");
        let place = self.referent(noun).is_none_or(|at| matches!(self.findings.referents[at].kind, ReferentKind::Place));
        goes && self.syntax.upos[noun] == "PROPN" && place
    }

    /// The preposition that leads a phrase.
    pub(super) fn case(&self, noun: usize) -> Option<usize> {
        self.syntax.children(noun).find(|&child| child < noun && self.syntax.plain(child) == "case")
    }

    /// A phrase under one of these prepositions that hangs from a word.
    pub(super) fn phrase_under(&self, head: usize, words: &[&str]) -> Option<usize> {
        self.syntax.children(head).find(|&child| {
            child > head
                && matches!(self.syntax.plain(child), "obl" | "nmod")
                && self.case(child).is_some_and(|case| words.contains(&self.lemma(case)))
        })
    }
}
