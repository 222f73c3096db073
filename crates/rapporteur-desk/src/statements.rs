//! Who said what: statements chosen by speaker, state, day, words, form.

use crate::{Calendar, Desk, Error, Period, Result, state};
use rapporteur::extract::{self, CONFIDENT, Form, Manner};
use rapporteur::link::statement::{Wording, restates};
use rapporteur::record::day_number;
use rapporteur::text::{fold, stem, words};
use rapporteur_store::{StatementView, Wanted, WordingRow};

/// Which statements are asked for; what is left out asks for all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The speaker: an actor's identifier or name.
    pub by: Option<String>,
    /// Whom it is said to.
    pub to: Option<String>,
    /// The state that speaks, or to which who speaks belongs: a code or a name.
    pub state: Option<String>,
    /// The story it stands in.
    pub story: Option<String>,
    /// What is told of; none for all manners.
    pub manner: Option<Manner>,
    /// The day it was said.
    pub on: Option<Period>,
    /// Words that one of its wordings holds, whatever their endings.
    pub about: Option<String>,
    /// How the words are given.
    pub form: Option<Form>,
    /// Only what several origins tell.
    pub shared: bool,
    /// Rows below the line of confidence too.
    pub unsure: bool,
}

impl Desk {
    /// The statements that are asked for, those of likelier origins first, then in the order of their texts; `each` says false to stop.
    ///
    /// # Errors
    /// When an actor, a state or a story is not known, or the record cannot be read.
    pub fn statements(&self, asked: &Asked, mut each: impl FnMut(StatementView) -> bool) -> Result<()> {
        let query = self.wanted(asked)?;
        let fits = |wording: &WordingRow| {
            let held = stems(&wording.words());
            asked.form.is_none_or(|form| wording.account.form == form)
                && query.about.iter().all(|stem| held.contains(stem))
                && asked.on.is_none_or(|days| said_on(&self.calendar, wording).is_some_and(|said| days.meets(said)))
        };
        self.record.statements(&query, |statement| {
            let wanted = statement.wordings.iter().any(&fits) && (!asked.shared || statement.origins() > 1);
            !wanted || each(statement)
        })?;
        Ok(())
    }

    /// How many statements are asked for. Where a form, a day or several origins are asked, each must be looked at.
    ///
    /// # Errors
    /// As for `statements`.
    pub fn statements_len(&self, asked: &Asked) -> Result<usize> {
        if asked.form.is_none() && asked.on.is_none() && !asked.shared {
            return Ok(self.record.statements_len(&self.wanted(asked)?)?);
        }
        let mut count = 0;
        self.statements(asked, |_| {
            count += 1;
            true
        })?;
        Ok(count)
    }

    /// What is asked for, as far as the record answers it before a statement is composed.
    fn wanted(&self, asked: &Asked) -> Result<Wanted> {
        let record = &self.record;
        let named = |name: &Option<String>| name.as_deref().map_or_else(|| Ok(Vec::new()), |name| record.actors_named(name));
        let story = asked.story.as_deref().map(|story| record.story(story)).transpose()?;
        Ok(Wanted {
            by: named(&asked.by)?,
            to: named(&asked.to)?,
            state: asked.state.as_deref().map(|name| state(&self.resources, name)).transpose()?,
            story: story.map(|story| story.key),
            manner: asked.manner.map(Manner::label),
            // The day it was said counts, and is worked out from the words: reports of every day may tell it.
            days: None,
            about: asked.about.as_deref().map(about).transpose()?.unwrap_or_default(),
            least: if asked.unsure { 0 } else { CONFIDENT },
        })
    }

    /// What the same speaker said in the same words on another occasion: another day, another call, another release.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn also_said(&self, statement: &StatementView) -> Result<Vec<StatementView>> {
        let Some((actor, _)) = &statement.actor else { return Ok(Vec::new()) };
        let wording = |view: &StatementView| Wording::of(&view.fullest().report.text, &view.fullest().account.content);
        let polarity = |view: &StatementView| view.fullest().account.polarity();
        let mut telling = stems(&statement.fullest().words());
        telling.sort_by_key(|word| (std::cmp::Reverse(word.chars().count()), word.clone()));
        telling.dedup();
        telling.truncate(TELLING);
        let wanted = Wanted { by: vec![actor.clone()], about: telling, ..Wanted::default() };
        let (own, mut found) = (wording(statement), Vec::new());
        self.record.statements(&wanted, |other| {
            if other.id != statement.id && polarity(&other) == polarity(statement) && restates(&own, &wording(&other)) {
                found.push(other);
            }
            found.len() < SHOWN
        })?;
        Ok(found)
    }
}

/// Longest words of a statement by which its saying is looked for, and other utterances that are given.
const TELLING: usize = 3;
const SHOWN: usize = 20;

/// Is a row of a statement likely enough to be shown without being asked for?
pub fn is_sure(wording: &WordingRow) -> bool {
    wording.account.score >= CONFIDENT
}

/// The first and last day on which it can have been said, counted from 1970: as the report tells it, else its publication day.
pub fn said_on(calendar: &Calendar, wording: &WordingRow) -> Option<(i64, i64)> {
    let told = calendar.said(&wording.report, &wording.account).and_then(|time| time.days);
    told.map(|(first, last)| (day_number(first), day_number(last))).or_else(|| wording.report.published.map(|time| time.days()))
}

/// The name of who speaks: the actor's, else the words of the report; where these are one small word (it, officials), what it stands for.
pub fn speaker(statement: &StatementView) -> String {
    let full = statement.fullest();
    let source = full.source();
    // A label of a transcript ("Q", "THE PRESIDENT") is shown as what it stands for.
    let pronoun = matches!(source.as_str(), "I" | "We" | "He" | "She" | "It" | "They");
    let small = pronoun || source.chars().all(char::is_lowercase) || full.account.rule == extract::Rule::Turn;
    match (&statement.actor, &full.referent) {
        (Some((_, name)), _) => statement.others.iter().fold(name.clone(), |names, (_, other)| names + ", " + other),
        (None, Some(called)) if small => called.name.clone(),
        (None, _) if source.is_empty() => "(not said who)".to_owned(),
        (None, _) => source,
    }
}

/// The stems that what is asked about must hold; none where nothing is asked.
fn about(asked: &str) -> Result<Vec<String>> {
    let stems = stems(asked);
    if stems.is_empty() && !asked.trim().is_empty() {
        return Err(Error::asked(format!("`{asked}` has no word in it; give one word or more")));
    }
    Ok(stems)
}

fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(&fold(word.span.of(text)))).collect()
}
