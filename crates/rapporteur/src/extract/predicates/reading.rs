//! Statuses and sources over the trees of a report, from the roots down.

use super::super::syntax::Syntax;
use super::Status;
use super::construction::Tree;
use super::rules::StatusRule;
use super::words::{Class, Construction, Effect, Statuses};
use crate::text::Span;

/// What a token has from above and by itself.
#[derive(Clone, Copy, Debug)]
struct Own {
    status: Status,
    rule: StatusRule,
    /// What governs it, before its own words.
    force: Option<(Status, StatusRule)>,
    /// What its own auxiliaries and negations make of it; those that are joined to it share that.
    shared: Option<(Status, StatusRule)>,
    /// The head of the phrase for whose word it is.
    via: Option<usize>,
    insists: bool,
}

const TOLD: Own = Own { status: Status::Happened, rule: StatusRule::Told, force: None, shared: None, via: None, insists: false };

/// The status and source of every token of a report. Others that extract ask it of the tokens that are theirs: the trigger of an event, the verb
/// of a contact.
pub(in super::super) struct Reading<'a, 's> {
    tree: Tree<'a, 's>,
    own: Vec<Own>,
}

impl<'a, 's> Reading<'a, 's> {
    pub(in super::super) fn of(syntax: &'s Syntax<'a>, statuses: &'s Statuses) -> Self {
        let mut reading = Self { tree: Tree { syntax, statuses }, own: vec![TOLD; syntax.len()] };
        let mut open: Vec<usize> = (0..syntax.len()).filter(|&token| syntax.head[token].is_none()).collect();
        while let Some(token) = open.pop() {
            reading.own[token] = reading.visit(token);
            open.extend(syntax.children(token));
        }
        reading
    }

    /// What became of what a token tells.
    pub(in super::super) fn status(&self, token: usize) -> Status {
        self.own[token].status
    }

    /// What gave it its status.
    pub(in super::super) fn rule(&self, token: usize) -> StatusRule {
        self.own[token].rule
    }

    /// The head of the phrase for whose word or act it is; none where the report tells it in its own voice.
    pub(in super::super) fn via(&self, token: usize) -> Option<usize> {
        self.own[token].via
    }

    /// The words for whose word or act it is.
    pub(in super::super) fn via_span(&self, token: usize) -> Option<Span> {
        let syntax = self.tree.syntax;
        self.via(token).and_then(|head| syntax.spans(&syntax.phrase(head).tokens).first().copied())
    }

    fn visit(&self, token: usize) -> Own {
        let tree = &self.tree;
        let construction = tree.construction(token);
        let above = tree.governor(token, &construction);
        let effect = above.and_then(|above| tree.effect(above, &construction));
        let (via, insists) = self.told(token, above, effect);
        let force = above.and_then(|above| self.force(token, above, &construction, effect));
        let mut own = Own { force, via, insists, ..TOLD };
        let found = if tree.is_clause(token) { self.clause(token, effect, &mut own) } else { self.noun(token, &own) };
        if let Some((status, rule)) = found {
            (own.status, own.rule) = (status, rule);
        }
        own
    }

    /// Whose word a token is, and whether that source insists on it.
    fn told(&self, token: usize, above: Option<usize>, effect: Option<Effect>) -> (Option<usize>, bool) {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        if let Some(appended) = tree.appended(token) {
            return (Some(appended.0), appended.1);
        }
        if let Some((source, _)) = tree.told_by(token).filter(|(_, effect)| effect.is_speech() || *effect == Effect::Plans) {
            return (Some(source), false);
        }
        let Some(above) = above else { return (None, false) };
        if syntax.plain(token) == "parataxis" {
            return (None, false);
        }
        if let Some(effect) = effect.filter(|effect| effect.is_speech()) {
            return (tree.source(above).or(self.own[above].via), effect == Effect::Insists);
        }
        // What is joined to the first of a row, and the subject of a verb, are told as the verb itself is.
        (self.own[above].via, syntax.plain(token) == "conj" && self.own[above].insists)
    }

    /// What the word above makes of a token.
    fn force(&self, token: usize, above: usize, construction: &Construction, effect: Option<Effect>) -> Option<(Status, StatusRule)> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let over = self.own[above];
        match syntax.plain(token) {
            "parataxis" => return None,
            "conj" => return self.joined(token, above),
            "acl" if syntax.relation[token] == "acl:relcl" && *construction != Construction::Under => return None,
            "aux" | "cop" => return Some((over.status, over.rule)).filter(|(status, _)| !status.is_actual()),
            _ => {}
        }
        let same = |rule| Some((over.status, rule)).filter(|(status, _)| !status.is_actual());
        let Some(effect) = effect else { return self.unlisted(token, above, construction) };
        let attitude = |status| {
            if !over.status.is_not() {
                return Some((status, StatusRule::Attitude));
            }
            let firm = over.status == Status::Denied || syntax.upos[above] == "NOUN" || tree.is(Class::Go, above);
            Some((if firm { over.status } else { Status::Hypothetical }, StatusRule::Attitude))
        };
        match effect {
            Effect::Keeps => same(StatusRule::Implied),
            Effect::Occurs => same(StatusRule::Noun),
            Effect::Fails => match over.status {
                status if status.is_not() => None,
                status if status.is_open() => Some((Status::Hypothetical, StatusRule::Implied)),
                _ => Some((Status::Failed, StatusRule::Implied)),
            },
            Effect::Says if over.status.is_not() && *construction == Construction::Clause => {
                Some((Status::Hypothetical, StatusRule::Attitude))
            }
            Effect::Rejects | Effect::Facts | Effect::Says | Effect::Insists | Effect::Warns | Effect::Accuses => None,
            Effect::Denies if over.status.is_not() => None,
            Effect::Denies => Some((Status::Denied, StatusRule::Attitude)),
            Effect::Asks => attitude(Status::Requested),
            Effect::Threatens => attitude(Status::Threatened),
            Effect::Vows if tree.is(Class::Hostile, token) => attitude(Status::Threatened),
            Effect::Vows | Effect::Promises | Effect::Plans => attitude(Status::Planned),
            Effect::Proposes => attitude(Status::Proposed),
            Effect::Opens => attitude(Status::Hypothetical),
        }
    }

    /// What is joined to another has what governs that one, and shares its auxiliaries where it has none of its own.
    fn joined(&self, token: usize, first: usize) -> Option<(Status, StatusRule)> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let over = self.own[first];
        if !tree.is_clause(token) && syntax.upos[token] != "ADJ" {
            return Some((over.status, StatusRule::Joined)).filter(|(status, _)| !status.is_actual());
        }
        let helped = |token: usize| syntax.child(token, &["aux"]).is_some();
        let same_form = syntax.xpos[token] == syntax.xpos[first]
            || helped(first) && syntax.xpos[first] == "VBN" && matches!(syntax.xpos[token], "VBN" | "VBD");
        let shares = same_form && !helped(token) && syntax.child(token, &["nsubj"]).is_none() && !tree.has(token, &["cc"], Class::But);
        over.force.or(over.shared.filter(|_| shares)).map(|(status, _)| (status, StatusRule::Joined))
    }

    /// Under a word that says nothing of what depends on it so.
    fn unlisted(&self, token: usize, above: usize, construction: &Construction) -> Option<(Status, StatusRule)> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let over = self.own[above];
        let same = |rule| Some((over.status, rule)).filter(|(status, _)| !status.is_actual());
        match construction {
            Construction::Infinitive => {
                let perfect = syntax.plain(token) == "advcl" && tree.has(token, &["aux"], Class::Have);
                (!perfect).then_some((Status::Hypothetical, StatusRule::Infinitive))
            }
            Construction::With(word) if tree.statuses.is(Class::Without, word) => Some((Status::Failed, StatusRule::Negation)),
            Construction::Gerund if matches!(syntax.plain(token), "xcomp" | "ccomp") => same(StatusRule::Implied),
            Construction::Compound => same(StatusRule::Noun),
            Construction::Object
                if syntax.upos[token] == "NOUN" && over.status.is_open() && tree.has(token, &["det"], Class::Indefinite) =>
            {
                same(StatusRule::Noun)
            }
            _ if matches!(syntax.plain(token), "obj" | "obl") && tree.has(token, &["det"], Class::Any) => same(StatusRule::Noun),
            _ => None,
        }
    }

    /// A verb, or what a copula predicates: its own auxiliaries, negations and conjunctions with what governs it.
    fn clause(&self, token: usize, effect: Option<Effect>, own: &mut Own) -> Option<(Status, StatusRule)> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let negated = tree.is_negated(token);
        let modal = self.modal(token);
        // "He said he had no time and would write instead"
        let told_clause = |token: usize| syntax.plain(token) == "ccomp";
        let local = if self.is_condition(token) {
            Some((Status::Hypothetical, StatusRule::Condition))
        } else {
            match (modal, negated) {
                (Some(Class::May), _) => Some((Status::Hypothetical, StatusRule::Modal)),
                (_, true) => Some((Status::Failed, StatusRule::Negation)),
                (Some(Class::Future), _) => Some((Status::Planned, StatusRule::Modal)),
                (Some(Class::Would), _)
                    if told_clause(token) || syntax.plain(token) == "conj" && syntax.head[token].is_some_and(told_clause) =>
                {
                    Some((Status::Planned, StatusRule::Modal))
                }
                (Some(_), _) => Some((Status::Hypothetical, StatusRule::Modal)),
                (None, false) => None,
            }
        };
        own.shared = local;
        let firm = own.force.is_none_or(|(status, _)| status.is_open());
        let found = match (own.force, local) {
            (None, local) => local,
            (Some(_), Some(local @ (Status::Failed, _))) if firm => Some(local),
            (force, _) => force,
        };
        let of_teller = tree.is_of_teller(token);
        let told = own.via.is_some();
        let conditional = || syntax.children(token).any(|child| syntax.plain(child) == "advcl" && tree.has(child, &["mark"], Class::If));
        match found {
            None if self.goes_on(token) => Some((Status::Ongoing, StatusRule::Told)),
            Some((Status::Failed, rule)) if told && (own.insists || of_teller && syntax.plain(token) == "ccomp" && modal.is_none()) => {
                Some((Status::Denied, rule))
            }
            Some((Status::Planned | Status::Hypothetical, rule)) if effect == Some(Effect::Warns) && modal.is_some() => {
                let threat = of_teller || tree.is(Class::Hostile, token);
                Some((if threat { Status::Threatened } else { Status::Hypothetical }, rule))
            }
            Some((Status::Planned, rule)) if told && tree.is(Class::Hostile, token) && conditional() => Some((Status::Threatened, rule)),
            found => found,
        }
    }

    /// The class of a predicate's auxiliary.
    fn modal(&self, token: usize) -> Option<Class> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let of = |child: usize| {
            let form = syntax.low(child);
            // "'d" is "would" before an infinitive and "had" elsewhere.
            let known = [Class::Future, Class::Would, Class::Can, Class::May].into_iter().find(|&class| tree.statuses.is(class, form));
            known.filter(|&class| class != Class::Would || !form.ends_with(['d', 'D']) || form.len() > 2 || syntax.xpos[token] == "VB")
        };
        let auxiliary = syntax.children(token).filter(|&child| syntax.plain(child) == "aux").filter_map(of).last();
        // "is to be closed"
        let is_to = || {
            let finite = |child: usize| tree.is(Class::Be, child) && matches!(syntax.xpos[child], "VBZ" | "VBP" | "VBD");
            tree.has(token, &["mark"], Class::To)
                && syntax.children(token).any(|child| matches!(syntax.plain(child), "aux" | "cop") && finite(child))
        };
        // "Would then have consulted counsel": what never was, whoever tells it.
        let perfect = syntax.xpos[token] == "VBN" && syntax.children(token).any(|child| child < token && tree.is(Class::Have, child));
        let auxiliary = auxiliary.map(|class| if class == Class::Would && perfect { Class::May } else { class });
        auxiliary.or_else(|| is_to().then_some(Class::Future))
    }

    fn is_condition(&self, token: usize) -> bool {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let open = || syntax.head[token].is_some_and(|above| self.own[above].status.is_open());
        let marks = syntax.children(token).filter(|&child| syntax.plain(child) == "mark");
        let lifted = tree.has(token, &["advmod"], Class::Even);
        !lifted && marks.into_iter().any(|mark| tree.is(Class::If, mark) || tree.is(Class::Until, mark) && open())
    }

    fn goes_on(&self, token: usize) -> bool {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        let helped = syntax.children(token).any(|child| syntax.plain(child) == "aux" && tree.is(Class::Be, child));
        syntax.xpos[token] == "VBG" && helped
            || tree.has(token, &["advmod"], Class::Still)
            || tree.is(Class::Lasts, token) && matches!(syntax.plain(token), "root" | "ccomp" | "conj")
    }

    /// A noun or adjective that heads no clause.
    fn noun(&self, token: usize, own: &Own) -> Option<(Status, StatusRule)> {
        let (tree, syntax) = (&self.tree, self.tree.syntax);
        if tree.is_denied(token) {
            return Some((Status::Failed, StatusRule::Negation));
        }
        let described = || {
            let words = syntax.children(token).filter(|&child| syntax.plain(child) == "amod");
            words.filter_map(|word| tree.statuses.described(syntax.low(word))).next()
        };
        let asked = || {
            tree.told_by(token).and_then(|(_, effect)| match effect {
                Effect::Asks => Some(Status::Requested),
                Effect::Threatens => Some(Status::Threatened),
                Effect::Proposes => Some(Status::Proposed),
                Effect::Promises | Effect::Plans => Some(Status::Planned),
                _ => None,
            })
        };
        own.force.or_else(|| described().or_else(asked).map(|status| (status, StatusRule::Noun)))
    }
}
