//! Whom a title without a name means: a person of the report who is told to hold that office there, or the unnamed source of before.
//!
//! A role never leads to a person of another office, state or sex, and where two hold it, to neither.

use super::referent::{Mention, MentionKind, Referent, ReferentKind};
use super::referents::{Referents, Standing};
use super::roles::Gender;
use crate::analyze::NameKind;
use crate::resources::{Held, Tenure};
use crate::text::{Span, fold, spelling};
use std::collections::BTreeSet;

/// A title as it stands: "the former Lumite defence minister".
struct Role {
    /// The noun for the holder.
    noun: String,
    /// Words before it that make it the name of another office.
    parts: Vec<String>,
    /// The state it names.
    state: Option<String>,
    /// Names in it that no list knows to be those of a state.
    names: Vec<String>,
    /// Of whom it tells by "his" or "their".
    owned: bool,
    /// Is the noun written with a capital within a sentence?
    capital: bool,
}

/// Who holds an office, as the list has it.
pub(super) struct Holder {
    pub(super) key: Option<String>,
    pub(super) name: String,
    pub(super) state: Option<String>,
}

/// How far back, in paragraphs, who holds an office of a common title is looked for first.
const NEAR: usize = 1;

impl Referents<'_, '_> {
    /// The person whom a title means.
    pub(super) fn by_role(&mut self, head: usize, phrase: &[usize], span: Span, content: &[usize]) -> Option<usize> {
        let role = self.role(head, phrase, span);
        let told = self.sex_told(content);
        let gender = self.roles.gender(&role.noun).or(told);
        let of_sex = |at: usize| gender.is_none() || self.details[at].gender.is_none_or(|known| Some(known) == gender);
        let before = |at: usize| self.details[at].last.is_some_and(|last| last.token < head);
        let persons: Vec<usize> =
            self.recent().filter(|&at| self.all[at].kind == ReferentKind::Person && before(at) && of_sex(at)).collect();
        for rank in [Fit::Exact, Fit::General] {
            let fitting: Vec<usize> = persons.iter().copied().filter(|&at| self.fit(at, &role) == Some(rank)).collect();
            if !fitting.is_empty() {
                // "The President", beside "Norlandic President Moe": the one whom the report gives no people or state.
                let own: Vec<usize> = fitting.iter().copied().filter(|&at| role.state.is_none() && !self.is_foreign(at)).collect();
                return self.nearest(if own.is_empty() { &fitting } else { &own }, head);
            }
        }
        if self.roles.is_any(&role.noun) {
            return self.just_spoken_of(&persons, &role, head);
        }
        self.listed(&role, gender)
    }

    /// Does a title that the report gives a person tell a state or a people?
    fn is_foreign(&self, at: usize) -> bool {
        let told = |word: &str| self.actors.people(word).or_else(|| self.actors.state_named(word)).is_some();
        self.all[at].offices.iter().any(|office| office.split(' ').any(|word| word.starts_with(char::is_uppercase) && told(word)))
    }

    fn role(&self, head: usize, phrase: &[usize], span: Span) -> Role {
        let syntax = self.syntax;
        let state = self.state_in(span).filter(|_| !self.is_in_body(head, span));
        // The title itself: without what is appended to it.
        let own: Vec<usize> = phrase.iter().copied().take_while(|&token| token <= head || syntax.form(token) != ",").collect();
        let before: Vec<String> = own.iter().filter(|&&token| token < head).map(|&token| fold(syntax.form(token))).collect();
        let mut parts: Vec<String> = before.into_iter().filter(|word| self.roles.is_part(word)).map(|word| british(&word)).collect();
        let mut noun = syntax.lemma[head].clone();
        if noun == "minister" && parts.iter().any(|part| part == "prime") {
            noun = "premier".to_owned();
            parts.retain(|part| part != "prime");
        }
        let is_name = |&token: &usize| {
            let folded = fold(syntax.form(token));
            token != head
                && syntax.form(token).starts_with(char::is_uppercase)
                && matches!(syntax.upos[token], "PROPN" | "ADJ" | "NOUN")
                && !self.roles.is_part(&folded)
                && !self.roles.is_person(&folded)
        };
        let names = if state.is_some() {
            Vec::new()
        } else {
            own.iter().filter(|token| is_name(token)).map(|&token| fold(syntax.form(token))).collect()
        };
        let owned = syntax.children(head).any(|child| syntax.relation[child] == "nmod:poss" && syntax.upos[child] == "PRON");
        let opens = syntax.analysis.sentences[syntax.sentence[head]].tokens.clone().find(|&token| !syntax.is_mark(token)) == Some(head);
        let capital = !opens && syntax.form(head).starts_with(char::is_uppercase);
        Role { noun, parts, state, names, owned, capital }
    }

    /// "the president of the Norwegian Federation of Pilots": does an adjective for a people stand nowhere but in the name of a body that is no state's own?
    fn is_in_body(&self, head: usize, span: Span) -> bool {
        let syntax = self.syntax;
        let people = |&token: &usize| syntax.is_capital(token) && self.actors.people(syntax.form(token)).is_some();
        let Some(first) = syntax.within(span).find(people).filter(|&first| first > head) else { return false };
        let name = syntax.analysis.name_at(first).filter(|name| name.kind == NameKind::Organisation && name.tokens.len() > 1);
        name.is_some_and(|name| {
            let words = name.span.of(syntax.text);
            let organ = name.tokens.clone().any(|token| self.roles.is_organ(&fold(syntax.form(token))));
            !organ && self.actors.state_named(words).is_none() && self.actors.organisation(words).is_none()
        })
    }

    /// How a person fits a title: by an office told in the report, or by the list of holders.
    fn fit(&self, at: usize, role: &Role) -> Option<Fit> {
        let referent = &self.all[at];
        let of_state = role.state.is_none() || referent.state == role.state;
        let by_office = referent.offices.iter().filter(|_| of_state).filter_map(|office| {
            let words = office_words(office);
            let told = |word: &String| words.contains(word);
            let lesser = words.iter().any(|word| self.roles.is_lesser(word) && !role.parts.contains(word));
            let named = role.names.iter().all(|name| words.iter().any(|word| akin(word, name)));
            // "The President" is not who was told to be "president of the Council of Pilots".
            let small = || office.split(' ').any(|word| word == role.noun);
            if lesser || !named || !role.parts.iter().all(told) || role.capital && role.state.is_none() && small() {
                return None;
            }
            let general = || words.iter().any(|word| self.roles.is_general_for(&role.noun, word));
            // "The minister" is no prime minister: the premier's noun is premier.
            if told(&role.noun) { Some(Fit::Exact) } else { general().then_some(Fit::General) }
        });
        by_office.min().or_else(|| self.is_listed(referent, role).then_some(Fit::Exact))
    }

    /// Does the list of holders have a person in an office of a state on the report's day?
    fn is_listed(&self, referent: &Referent, role: &Role) -> bool {
        let title = role.title();
        let Some(state) = &role.state else {
            // "The president", where the report has one of whom it need not tell that he is.
            let Some(day) = self.day.as_deref().filter(|_| !role.owned && role.names.is_empty()) else { return false };
            let mut held = self.actors.tenures_of(&referent.name).filter(|tenure| tenure.on(day) == Held::Yes);
            return held.any(|tenure| !tenure.state.is_empty() && self.actors.is_titled(tenure, &title));
        };
        let held = |tenure: &Tenure| self.day.as_deref().is_none_or(|day| tenure.on(day) != Held::No);
        self.actors.tenures_of(&referent.name).any(|tenure| tenure.state == *state && self.actors.is_titled(tenure, &title) && held(tenure))
    }

    /// Who holds an office of a state on the report's day, where the list is sure that it is one: a referent of its own, or the one it is.
    fn listed(&mut self, role: &Role, gender: Option<Gender>) -> Option<usize> {
        let (state, day) = (role.state.clone()?, self.day.clone()?);
        if role.owned || role.parts.iter().any(|part| self.roles.is_lesser(part) || part == "acting") {
            return None;
        }
        let title = role.title();
        let holders: Vec<&Tenure> = self.actors.titled(&title, &state).filter(|tenure| tenure.on(&day) == Held::Yes).collect();
        let [first, rest @ ..] = &holders[..] else { return None };
        if !first.name.contains(' ') || rest.iter().any(|tenure| spelling(&tenure.name) != spelling(&first.name)) {
            return None;
        }
        let name = first.name.clone();
        let known = first.name.split(' ').next().and_then(|given| self.roles.gender(&fold(given)));
        if gender.is_some() && known.is_some() && gender != known {
            return None;
        }
        let key = holders.iter().map(|tenure| tenure.person.clone()).find(|key| !key.is_empty());
        let words: Vec<&str> = name.split(' ').collect();
        if let [found] = self.persons_named(&words)[..] {
            return Some(found);
        }
        let found = self.make(ReferentKind::Person, &name, key);
        self.all[found].state = Some(state);
        self.details[found].gender = known;
        Some(found)
    }

    /// Of persons who all fit, the one that is meant: the one who spoke last, else the only one in this paragraph or in the one before.
    fn nearest(&self, fitting: &[usize], head: usize) -> Option<usize> {
        let paragraph = |at: usize| self.details[at].last.map_or(0, |last| self.syntax.paragraph[last.token]);
        let here = self.syntax.paragraph[head];
        if let [only] = *fitting {
            return Some(only);
        }
        let speaker = self.last_speaker.filter(|speaker| fitting.contains(speaker) && here - paragraph(*speaker) <= NEAR);
        let only_in = |distance: usize| {
            let mut there = fitting.iter().copied().filter(|&at| here - paragraph(at) <= distance);
            there.next().filter(|_| there.next().is_none())
        };
        speaker.or_else(|| only_in(0)).or_else(|| only_in(NEAR))
    }

    /// "The billionaire", "the leader": the only person who was just spoken of, and nobody of another state.
    fn just_spoken_of(&self, persons: &[usize], role: &Role, head: usize) -> Option<usize> {
        let here = self.syntax.paragraph[head];
        if role.owned || !role.names.is_empty() {
            return None;
        }
        let near = |at: usize| self.details[at].last.is_some_and(|last| here - self.syntax.paragraph[last.token] <= NEAR);
        let mut there = persons.iter().copied().filter(|&at| near(at));
        let only = there.next().filter(|_| there.next().is_none())?;
        let stands = self.details[only].last.is_some_and(|last| last.standing == Standing::Subject) || self.last_speaker == Some(only);
        (stands && (role.state.is_none() || self.all[only].state == role.state)).then_some(only)
    }

    /// He or she, where what is said tells of the speaker first: "announced that she would resign".
    fn sex_told(&self, content: &[usize]) -> Option<Gender> {
        let syntax = self.syntax;
        let first =
            content.iter().copied().find(|&token| self.of.contains_key(&token) || matches!(syntax.lemma[token].as_str(), "he" | "she"))?;
        let own = syntax.plain(first) == "nsubj" && syntax.quotation[first].is_none();
        match syntax.lemma[first].as_str() {
            "he" if own => Some(Gender::He),
            "she" if own => Some(Gender::She),
            _ => None,
        }
    }

    /// What the list of holders knows of a person whom the report names: by the full name, where its state does not forbid it, or by a last name
    /// and a title that one person held on the report's day.
    pub(super) fn holder(&self, referent: &Referent) -> Option<Holder> {
        // "The Castaran fair last week surprised Prime Minister Ana Pell of Norland": who holds that very office is of its state, whatever stands before.
        let holds = |tenure: &Tenure| {
            let titled = || referent.offices.iter().any(|office| self.actors.is_titled(tenure, &self.plain_title(office)));
            self.day.as_deref().is_some_and(|day| tenure.on(day) != Held::No) && titled()
        };
        let may = |tenure: &&Tenure| {
            referent.state.is_none() || tenure.state.is_empty() || referent.state.as_ref() == Some(&tenure.state) || holds(tenure)
        };
        let tenures: Vec<&Tenure> = if referent.name.contains(' ') {
            self.actors.tenures_of(&referent.name).filter(may).collect()
        } else {
            let day = self.day.as_deref()?;
            let titled = |tenure: &&Tenure| referent.offices.iter().any(|office| self.actors.is_titled(tenure, &self.plain_title(office)));
            self.actors.tenures_with(&referent.name).filter(may).filter(|tenure| tenure.on(day) == Held::Yes).filter(titled).collect()
        };
        let one = |of: fn(&Tenure) -> &String| {
            let all: BTreeSet<&String> = tenures.iter().map(|tenure| of(tenure)).filter(|value| !value.is_empty()).collect();
            (all.len() == 1).then(|| all.into_iter().next().cloned()).flatten()
        };
        let name = tenures.iter().map(|tenure| &tenure.name).max_by_key(|name| name.len())?;
        let persons: BTreeSet<&String> = tenures.iter().map(|tenure| &tenure.person).filter(|key| !key.is_empty()).collect();
        // A co-prince of Andorra is of France: the state of most of the offices.
        let of = |state: &str| tenures.iter().filter(|tenure| tenure.state == state).count();
        let state = tenures.iter().map(|tenure| &tenure.state).find(|state| !state.is_empty() && 2 * of(state) > tenures.len()).cloned();
        (persons.len() < 2).then(|| Holder { key: one(|tenure| &tenure.person), name: name.clone(), state })
    }

    /// A title without the names in it: "foreign minister" of "Lumite Foreign Minister", "prime minister" of "Prime Minister of Lum".
    fn plain_title(&self, office: &str) -> String {
        let office = office.split(" of ").next().unwrap_or(office);
        let words: Vec<String> = office.split(' ').map(fold).collect();
        let first = words.iter().position(|word| self.roles.is_part(word) || self.roles.is_person(word)).unwrap_or(0);
        words[first..].join(" ")
    }

    /// Someone without a name; a definite phrase goes back to who was so called before: "the diplomat" to "a Western diplomat".
    pub(super) fn unnamed(&mut self, head: usize, span: Span, plural: bool) -> usize {
        let at = self.without_name(head, span, plural);
        self.mention(at, Mention { span, kind: MentionKind::Title }, head);
        at
    }

    /// The same without a mention of it.
    pub(super) fn without_name(&mut self, head: usize, span: Span, plural: bool) -> usize {
        let syntax = self.syntax;
        let words = span.of(syntax.text);
        let articles = ["a ", "an ", "the ", "one ", "another ", "this ", "that "];
        let lower = words.to_lowercase();
        let article = articles.iter().find(|article| lower.starts_with(**article));
        let name = article.map_or(words, |article| &words[article.len()..]);
        let noun = &syntax.lemma[head];
        let definite = article.is_some_and(|article| matches!(*article, "the " | "this " | "that "));
        let (body, role) = (self.roles.is_body(noun), self.roles.is_person(noun) || self.roles.is_source(noun));
        let state = if body || role || self.roles.is_document(noun) { self.state_in(span) } else { None };
        let known = definite.then(|| self.called_before(name, noun, state.as_deref(), head, plural)).flatten();
        let at = known.unwrap_or_else(|| self.make(ReferentKind::Unnamed, name, None));
        let detail = &mut self.details[at];
        detail.plural = plural;
        if known.is_none() {
            detail.noun.clone_from(noun);
            detail.gender = self.roles.gender(noun);
        }
        if self.all[at].state.is_none() {
            self.all[at].state = state;
        }
        at
    }

    /// The unnamed one whom a definite phrase takes up: of the same words; of the same noun, where it adds no state that is not that one's; and "the
    /// official", "the source", where nobody else spoke since.
    fn called_before(&self, name: &str, noun: &str, state: Option<&str>, head: usize, plural: bool) -> Option<usize> {
        let unnamed = |at: &usize| self.all[*at].kind == ReferentKind::Unnamed;
        let before = |at: usize| self.details[at].last.is_some_and(|last| last.token < head);
        let same_words = || self.recent().rev().filter(unnamed).find(|&at| self.all[at].name == name);
        let bare = name == noun || state.is_some() && name.split(' ').count() == 2;
        let person = self.roles.is_person(noun) || self.roles.is_source(noun);
        let same_noun = || {
            let fits = |at: &usize| {
                let detail = &self.details[*at];
                detail.noun == noun
                    && detail.plural == plural
                    && (state.is_none() || self.all[*at].state.as_deref() == state)
                    && before(*at)
            };
            self.recent().rev().filter(unnamed).filter(|_| bare).find(fits)
        };
        let spoke = || {
            let fits = |at: &usize| {
                let near =
                    self.details[*at].last.is_some_and(|last| self.syntax.paragraph[head] - self.syntax.paragraph[last.token] <= NEAR);
                let other = &self.details[*at].noun;
                near && !self.details[*at].plural && (self.roles.is_person(other) || self.roles.is_source(other))
            };
            self.last_speaker
                .filter(|_| bare && person && state.is_none() && !plural && self.roles.is_vague(noun))
                .filter(unnamed)
                .filter(fits)
        };
        same_words().or_else(same_noun).or_else(spoke)
    }

    /// Whose a statement, readout or release is that speaks: of the body or state it names, else of who spoke in one right before.
    pub(super) fn document(&mut self, head: usize) -> Option<usize> {
        let syntax = self.syntax;
        let noun = &syntax.lemma[head];
        if syntax.upos[head] != "NOUN" {
            return None;
        }
        if !self.roles.is_document(noun) {
            // "Hale's testimony", "the minister's tweet": whose words it holds, where a name says so.
            let owner =
                syntax.children(head).find(|&child| syntax.relation[child] == "nmod:poss").filter(|_| self.roles.is_medium(noun))?;
            let named = |&at: &usize| !matches!(self.all[at].kind, ReferentKind::Place | ReferentKind::Group | ReferentKind::Unnamed);
            return self.of.get(&owner).copied().filter(named);
        }
        let owns = |child: usize| match syntax.relation[child] {
            "compound" | "nmod:poss" => true,
            "nmod" => syntax
                .children(child)
                .any(|case| syntax.plain(case) == "case" && matches!(syntax.lemma[case].as_str(), "of" | "by" | "from")),
            _ => false,
        };
        // "Orlen media reports" are no state's.
        let press = |child: usize| syntax.relation[child] == "compound" && self.roles.is_press(&syntax.lemma[child]);
        let pressed = syntax.children(head).any(press);
        let owns = |child: usize| owns(child) && !(pressed && syntax.relation[child] == "compound");
        let owner = syntax.children(head).filter(|&child| owns(child)).find_map(|child| {
            let named = self.of.get(&child).copied().filter(|&at| !matches!(self.all[at].kind, ReferentKind::Place | ReferentKind::Group));
            named
                .map(Ok)
                .or_else(|| (self.roles.is_body(&syntax.lemma[child]) && syntax.relation[child] != "compound").then_some(Err(child)))
        });
        match owner {
            Some(Ok(named)) => return Some(named),
            Some(Err(body)) => {
                let phrase = syntax.phrase(body).tokens;
                return self.resolve(body, &phrase, &[]);
            }
            None => {}
        }
        let bare = syntax.children(head).all(|child| matches!(syntax.plain(child), "det" | "punct" | "case"));
        let definite = syntax.children(head).any(|child| matches!(syntax.lemma[child].as_str(), "the" | "this" | "that"));
        let speaker = self.last_speaker.filter(|_| bare && definite)?;
        let last = self.details[speaker].last?;
        let near =
            syntax.paragraph[head] - syntax.paragraph[last.token] <= NEAR && syntax.sentence[head] - syntax.sentence[last.token] <= 2;
        let sentence = syntax.analysis.sentences[syntax.sentence[last.token]].tokens.clone();
        let in_one = sentence.filter(|&token| token < head).any(|token| self.roles.is_document(&syntax.lemma[token]));
        let body = !super::pronouns::person_like(&self.all[speaker], self.roles);
        (near && (body || in_one)).then_some(speaker)
    }
}

/// How a person's office fits a title, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// By the title's own noun.
    Exact,
    /// By a noun that can mean anyone of its class.
    General,
}

impl Role {
    /// The title in words, as the list of posts has them.
    fn title(&self) -> String {
        let noun = if self.noun == "premier" { "prime minister" } else { &self.noun };
        self.parts.iter().map(String::as_str).chain([noun]).collect::<Vec<_>>().join(" ")
    }
}

/// The words of an office as roles are compared: folded, "prime minister" as premier, "secretary-general" and its like as one.
fn office_words(office: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in office.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).map(fold) {
        let word = british(&word);
        match (words.last().map(String::as_str), word.as_str()) {
            (Some("prime"), "minister") => {
                words.pop();
                words.push("premier".to_owned());
            }
            (_, "vice-president") => words.extend(["vice".to_owned(), "president".to_owned()]),
            _ => words.push(word),
        }
    }
    words
}

/// British and American spellings of the names of offices as one.
pub(crate) fn british(word: &str) -> String {
    match word {
        "defense" => "defence".to_owned(),
        "labor" => "labour".to_owned(),
        word => word.to_owned(),
    }
}

/// Are two words a name and its adjective, as far as their letters tell: Veldania and Veldanian, Norland and Norlander?
fn akin(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let least = one.chars().count().min(other.chars().count());
    shared >= 3 && shared + 1 >= least
}
