//! Names that stand anywhere below a word, where no path of a frame led to a party: what belongs to other acts, other clauses and circumstances is left out.

use super::paths::Ground;

impl Ground<'_, '_> {
    /// Names below a word, its subject and other clauses left out, in the order of the text.
    pub(super) fn deep(&self, token: usize) -> Vec<usize> {
        let syntax = self.syntax;
        let leave: Vec<usize> = syntax
            .below(token, &[])
            .into_iter()
            .filter(|&at| {
                at != token
                    && (matches!(syntax.plain(at), "nsubj" | "parataxis" | "appos")
                        || self.is_apart(at)
                        || self.is_example(at)
                        || syntax.relation[at] == "acl:relcl"
                        || matches!(syntax.plain(at), "advcl" | "ccomp")
                            && syntax.children(at).any(|mark| syntax.plain(mark) == "mark" && syntax.lemma[mark] != "to")
                        || syntax.plain(at) == "advcl" && syntax.xpos[at] == "VBG"
                        || self.is_second(token, at)
                        || self.is_occasion(at)
                        || self.is_circumstance(at)
                        || self.is_aside(token, at))
            })
            .collect();
        let found = syntax
            .below(token, &leave)
            .into_iter()
            .filter(|&at| at > token && (self.is_named(at) || syntax.upos[at] == "PROPN" && syntax.is_capital(at)) && !self.is_time(at));
        // "A Brask statue", "the Orlen House office": what is called after a name is not it; but "gave Veldania missiles" the parser reads so, too.
        let gives = self.words.holds("giving", &syntax.lemma[token]);
        let itself = |at: &usize| gives || syntax.plain(*at) != "compound";
        found.map(|at| self.top_of_name(at)).take(1).filter(itself).collect()
    }

    /// "Declared an emergency and called up the Harbour Guard": the object of a second act.
    fn is_second(&self, first: usize, at: usize) -> bool {
        let syntax = self.syntax;
        let second = |verb: usize| {
            syntax.plain(verb) == "conj"
                && syntax.head[verb] == Some(first)
                && syntax.upos[verb] == "VERB"
                && matches!(syntax.xpos[verb], "VBD" | "VBZ")
        };
        syntax.plain(at) == "obj" && syntax.head[at].is_some_and(second)
    }

    /// "At Brask's trial", "in light of the Orlish raid": when and why it was, and nobody's recipient.
    fn is_occasion(&self, at: usize) -> bool {
        let syntax = self.syntax;
        let led = |case: usize| case < at && syntax.plain(case) == "case" && self.words.holds("whereabouts", &syntax.lemma[case]);
        matches!(syntax.plain(at), "obl" | "nmod") && self.listed("occasion", at) && syntax.children(at).any(led)
    }

    /// "In the Lords", "according to data of the institute": where something is, and by whose account; a state within is one all the same ("violence in
    /// Veldania").
    fn is_circumstance(&self, at: usize) -> bool {
        let syntax = self.syntax;
        let is_state = || syntax.analysis.name_at(at).is_some_and(|name| self.actors.state_named(name.span.of(syntax.text)).is_some());
        let led = |case: usize| {
            let word = syntax.lemma[case].as_str();
            case < at
                && syntax.plain(case) == "case"
                && (word == "according"
                    || syntax.is_capital(at) && !self.is_time(at) && self.words.holds("whereabouts", word) && !is_state())
        };
        matches!(syntax.plain(at), "obl" | "nmod" | "advcl") && syntax.children(at).any(led)
    }

    /// Does a word stand in brackets or in marks of quotation that another does not stand in?
    fn is_aside(&self, outside: usize, at: usize) -> bool {
        let syntax = self.syntax;
        let opened = at > 0 && matches!(syntax.form(at - 1), "(" | "[" | "-LRB-");
        opened || syntax.quotation[at].is_some() && syntax.quotation[at] != syntax.quotation[outside]
    }

    /// The head of the phrase that a name is the name of.
    fn top_of_name(&self, token: usize) -> usize {
        let syntax = self.syntax;
        let part = |at: usize| matches!(syntax.plain(at), "flat" | "compound" | "amod");
        let mut at = token;
        while let Some(head) = syntax.head[at].filter(|&head| part(at) && self.may_act(head)) {
            at = head;
        }
        at
    }
}
