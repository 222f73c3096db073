//! Who there is: under which names and titles, in which offices when.

use crate::{Desk, Error, Result, state};
use rapporteur::extract::ReferentKind;
use rapporteur::link::actor::own_part;
use rapporteur::record::Report;
use rapporteur::resources::{Held, Resources, Tenure};
use rapporteur::text::Span;
use rapporteur_store::{ActorRow, PrintedActor};
use std::collections::BTreeMap;

/// An actor with all that the record and the lists tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorView<'a> {
    /// Its row.
    pub row: ActorRow,
    /// How reports print it.
    pub printed: Vec<PrintedActor>,
    /// The titles that reports give it, with the reports.
    pub titles: BTreeMap<String, Vec<String>>,
    /// The offices that the lists know it in, the earliest first.
    pub tenures: Vec<&'a Tenure>,
}

/// Reports that are looked through for a sentence with an actor's name; the first nearly always has one.
const LOOKED_AT: usize = 8;

impl Desk {
    /// The first `limit` actors of a kind and of a state, or of all, those that speak most first.
    ///
    /// # Errors
    /// When the state is not known, or the record cannot be read.
    pub fn actors(&self, kind: Option<ReferentKind>, of: Option<&str>, limit: usize) -> Result<Vec<ActorRow>> {
        let of = of.map(|name| state(&self.resources, name)).transpose()?;
        let fits = |actor: &ActorRow| {
            let of_state = |state: &str| actor.state.as_deref() == Some(state) || own_part(&actor.id) == state;
            of.as_deref().is_none_or(of_state)
        };
        // Of one state few speak: all are looked through for them.
        let most = if of.is_some() { usize::MAX } else { limit };
        Ok(self.record.actors(kind, most)?.into_iter().filter(fits).take(limit).collect())
    }

    /// How many actors there are of a kind and of a state, or in all.
    ///
    /// # Errors
    /// As for `actors`.
    pub fn actors_len(&self, kind: Option<ReferentKind>, of: Option<&str>) -> Result<usize> {
        if of.is_some() { Ok(self.actors(kind, of, usize::MAX)?.len()) } else { Ok(self.record.actors_len(kind)?) }
    }

    /// The actors that an identifier or a name means, those that speak most first.
    ///
    /// # Errors
    /// When nobody goes by it, or the record cannot be read.
    pub fn actor(&self, name: &str) -> Result<Vec<ActorView<'_>>> {
        let ids = self.record.actors_named(name)?;
        let mut rows = ids.iter().filter_map(|id| self.record.actor(id).transpose()).collect::<rapporteur_store::Result<Vec<_>>>()?;
        rows.sort_by(|a, b| (b.statements, b.reports, &a.id).cmp(&(a.statements, a.reports, &b.id)));
        rows.into_iter().map(|row| self.actor_view(row)).collect()
    }

    /// The sentence in which a report first prints an actor by its name: a report that gives its office before others, one of a known outlet before
    /// those of none.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn introduced(&self, actor: &ActorView<'_>) -> Result<Option<(Report, Span)>> {
        let mut printed: Vec<&PrintedActor> = actor.printed.iter().collect();
        printed.sort_by_key(|print| (print.offices.is_empty(), print.outlet.is_none()));
        for print in printed.into_iter().take(LOOKED_AT) {
            let report = self.record.report(&print.report)?;
            let sentence = report.sentences().into_iter().find(|sentence| sentence.of(&report.text).contains(&print.name));
            if let Some(sentence) = sentence {
                return Ok(Some((report, sentence)));
            }
        }
        Ok(None)
    }

    /// An actor of the record with all that is known of it.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn actor_view(&self, row: ActorRow) -> Result<ActorView<'_>> {
        let printed = self.record.printed(&row.id)?;
        let names = printed.iter().map(|print| print.name.as_str()).chain([row.name.as_str()]);
        let mut tenures: Vec<&Tenure> = names
            .flat_map(|name| self.resources.actors.tenures_of(name))
            .filter(|tenure| tenure.person.is_empty() || row.kind == ReferentKind::Person)
            .collect();
        tenures.sort_by(|a, b| (&a.from, &a.office).cmp(&(&b.from, &b.office)));
        tenures.dedup();
        let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for print in &printed {
            for office in &print.offices {
                titles.entry(office.clone()).or_default().push(print.report.clone());
            }
        }
        Ok(ActorView { row, printed, titles, tenures })
    }
}

/// Who held an office, by the lists; on a day where one is given, with how sure that is.
///
/// # Errors
/// When the lists know no such office, or what is given is no single day.
pub fn holders<'a>(resources: &'a Resources, office: &str, on: Option<&str>) -> Result<Vec<(&'a Tenure, Option<Held>)>> {
    let day = on.map(crate::days::one).transpose()?.map(|day| day.to_string());
    let tenures: Vec<&Tenure> = resources.actors.office(office).collect();
    if tenures.is_empty() {
        return Err(Error::advised(
            format!("the list knows no office `{office}`"),
            "offices are named like `Foreign Minister of India` or `President of France`; add your own: `rapporteur lexicon add FILE`",
        ));
    }
    let held = |tenure: &'a Tenure| (tenure, day.as_deref().map(|day| tenure.on(day)));
    Ok(tenures.into_iter().map(held).filter(|(_, answer)| *answer != Some(Held::No)).collect())
}
