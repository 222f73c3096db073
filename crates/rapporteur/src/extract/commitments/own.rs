//! Whether who speaks may bind whom he speaks of: himself, what belongs to him, his state.

use super::scene::Scene;
use super::telling::Telling;
use crate::analyze::NameKind;
use crate::extract::ReferentKind;

impl Scene<'_, '_> {
    /// Is a subject who tells of it, or does it belong to him?
    pub(super) fn is_own(&self, subject: usize, telling: &Telling) -> bool {
        if self.is_first_person(subject) {
            return true;
        }
        let Some(source) = telling.source else { return false };
        // "She would pull out, her rival said": he is another; "he would pay, his lawyer said".
        let owns =
            self.syntax.children(source).any(|child| matches!(self.lower(child), "his" | "her") && self.syntax.xpos[child] == "PRP$");
        if self.is_third_person(subject) && owns {
            return self.words.is("aide", self.lemma(source));
        }
        if self.is_third_person(subject) {
            // In somebody's own words he is another.
            return self.syntax.quotation[subject].is_none() && self.agrees(subject, source);
        }
        if subject == source {
            return true;
        }
        if self.is_onlooker(source) {
            return false;
        }
        let syntax = self.syntax;
        let owned = |noun: usize| syntax.children(noun).any(|child| syntax.xpos[child] == "PRP$");
        if owned(subject) || owned(source) {
            return true;
        }
        let names = |head: usize| -> Vec<&str> {
            let phrase = syntax.phrase(head).tokens;
            phrase.into_iter().filter(|&token| syntax.form(token).starts_with(char::is_uppercase)).map(|token| self.lower(token)).collect()
        };
        let (of_subject, of_source) = (names(subject), names(source));
        let akin = |one: &str, other: &str| {
            let short = one.chars().count().min(other.chars().count());
            let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
            short >= 4 && shared + 1 >= short
        };
        if of_subject.iter().any(|one| of_source.iter().any(|other| one == other || akin(one, other))) {
            return true;
        }
        let speaker = telling.account.and_then(|at| self.findings.accounts[at].speaker).or_else(|| self.referent(source));
        let state = |at: usize| {
            self.findings.referents[at]
                .state
                .as_deref()
                .or_else(|| self.findings.referents[at].key.as_deref().filter(|_| self.findings.referents[at].kind == ReferentKind::State))
        };
        let (of_speaker, of_acting) = (speaker.and_then(state), self.referent(subject).and_then(state));
        if self.is_rival(subject, source, speaker) {
            return false;
        }
        if let (Some(speaker), Some(acting)) = (of_speaker, of_acting) {
            return speaker == acting;
        }
        // "The government will pay, the minister said": a body without a name is the speaker's own.
        if self.is_first_person(source) || matches!(self.lower(source), "he" | "she") && speaker.and_then(state).is_none() {
            // "These people will", "the stations will": what one foresees of others.
            let alone =
                !syntax.children(subject).any(|child| syntax.plain(child) == "conj") && !matches!(syntax.xpos[subject], "NNS" | "NNPS");
            return alone && (syntax.upos[subject] == "PROPN" || self.is_actor(subject));
        }
        let bare = of_subject.is_empty() && syntax.upos[subject] == "NOUN" && syntax.xpos[subject] == "NN" && self.is_actor(subject);
        let office = speaker.is_some_and(|at| {
            let referent = &self.findings.referents[at];
            referent.kind == ReferentKind::Person && !referent.offices.is_empty()
        });
        let official = office || self.extractor.roles.is_person(self.lemma(source)) && !self.extractor.roles.is_vague(self.lemma(source));
        // "The president said that Thale would": his own, where nothing names another's.
        if official
            && of_speaker.is_none()
            && of_source.is_empty()
            && self.syntax.upos[source] == "NOUN"
            && self.extractor.roles.is_person(self.lemma(source))
        {
            return true;
        }
        // A name of another's in the speaker's title makes him another's.
        let other = of_speaker.is_some() && of_acting.is_some();
        official
            && !other
            && (bare || of_source.len() <= 2 && of_acting.is_none() && syntax.upos[subject] == "PROPN" && syntax.xpos[subject] == "NNP")
    }

    /// "The premier will stall, the baker said": one person of another, for whom he does not speak.
    fn is_rival(&self, subject: usize, source: usize, speaker: Option<usize>) -> bool {
        // A single name of nobody known may as well be a state's.
        let known = self.referent(subject).is_some_and(|at| {
            let one = &self.findings.referents[at];
            one.kind == ReferentKind::Person && (one.key.is_some() || !one.offices.is_empty() || one.name.contains(' '))
        });
        let person = known && self.syntax.analysis.name_at(subject).is_some_and(|name| name.kind == NameKind::Person);
        let house = self.syntax.upos[source] == "PROPN" && self.extractor.roles.is_body(self.lemma(source))
            || self.syntax.analysis.name_at(source).is_some_and(|name| name.kind == NameKind::Organisation);
        let speaks = |office: &String| office.split(' ').any(|word| self.words.is("aide", &word.to_lowercase()));
        let aide = self.words.is("aide", self.lemma(source))
            || self.extractor.roles.is_body(self.lemma(source))
            || speaker.is_some_and(|at| {
                let one = &self.findings.referents[at];
                one.kind != ReferentKind::Person && one.kind != ReferentKind::Unnamed || one.offices.iter().any(speaks)
            });
        person && !house && !aide
    }

    /// Can a pronoun mean who tells of it? "They" are several or a body, "it" is no person, "he" and "she" are one.
    fn agrees(&self, pronoun: usize, source: usize) -> bool {
        let form = self.lower(pronoun);
        let body = self.extractor.roles.is_body(self.lemma(source)) || self.extractor.limits.is_voice(self.lemma(source));
        let person = self.syntax.analysis.name_at(source).is_some_and(|name| name.kind == NameKind::Person)
            || self.extractor.roles.is_person(self.lemma(source)) && !body
            || matches!(self.lower(source), "he" | "she");
        // "The Residence is promising she will": she is not the house.
        let house = self.syntax.analysis.name_at(source).is_some_and(|name| name.kind == NameKind::Organisation) || body;
        match form {
            "he" | "she" if house && !person => false,
            _ if self.is_first_person(source) => false,
            _ if self.is_third_person(source) => form == self.lower(source),
            "they" => self.is_several(source) || body || !person,
            "it" => !person && !matches!(self.syntax.xpos[source], "NNS" | "NNPS"),
            _ => !matches!(self.syntax.xpos[source], "NNS" | "NNPS"),
        }
    }

    /// Who is bound where a subject is: the subject, or, for "he" and "it", who tells it.
    pub(super) fn bound(&self, subject: usize, telling: &Telling) -> usize {
        match telling.source {
            // "We will rebuild it," a statement by the council said.
            Some(source) if self.is_first_person(subject) && self.is_document(source) => {
                Some(self.who_is(source)).filter(|&who| who != source).unwrap_or(subject)
            }
            // "She wrote that “he will pay”": in another's words he is another.
            Some(source)
                if self.is_third_person(subject)
                    && (self.syntax.quotation[subject].is_none() || self.syntax.quotation[source] == self.syntax.quotation[subject])
                    && self.agrees(subject, source)
                    && !self.syntax.children(source).any(|child| self.syntax.xpos[child] == "PRP$") =>
            {
                source
            }
            _ => subject,
        }
    }
}
