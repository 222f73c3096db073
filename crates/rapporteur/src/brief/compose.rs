//! One story's brief, composed from its reports.

use super::sentences::{Sentence, Spread, own, sentences, summary, with_leaning};
use super::threads::threads;
use super::voices::voices;
use super::{Citation, Disagreement, Spoken, Thread, Voice, numbers};
use crate::extract::Sense;
use crate::record::Report;
use crate::resources::Resources;
use crate::text::{Span, fold, stem, words};
use std::collections::{BTreeMap, BTreeSet};

/// A story's reports, likeliest origins first, and who carries whom.
#[derive(Clone, Debug)]
pub struct Material<'a> {
    /// The story's key.
    pub story: &'a str,
    /// Its reports, ranked.
    pub reports: &'a [&'a Report],
    /// For each report its origin and source, places in `reports`, and the thousandths of it that are copied.
    pub carriers: &'a [(usize, Option<usize>, u16)],
    /// What is said in it, the likeliest origins' first.
    pub spoken: &'a [Spoken],
}

/// One report under its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The report's key.
    pub report: String,
    /// Outlet, where it is known.
    pub outlet: Option<String>,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// The first words of its text, where there is no headline.
    pub opening: Option<String>,
    /// Its address, where it is known.
    pub url: Option<String>,
    /// Published time as printed in the record.
    pub published: Option<String>,
    /// Credited agency.
    pub credit: Option<String>,
    /// Whose copy it carries; none for the origin.
    pub from: Option<String>,
    /// Thousandths of it that are copied.
    pub share: u16,
}

/// Reports that carry one copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginGroup {
    /// The likely origin first, then its carriers.
    pub reports: Vec<Carried>,
    /// Sentences that no other origin of the story has.
    pub own: Vec<Citation>,
}

/// One story as a reader gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryBrief {
    /// The story's key.
    pub story: String,
    /// The plain headline that origins share most of, or the first sentence where no report has one.
    pub headline: String,
    /// How many reports, known outlets and independent origins stand behind it.
    pub counts: Counts,
    /// First and last published time, as printed in the record.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// Its parts in time, where it is long: earliest first.
    pub threads: Vec<Thread>,
    /// Verbatim sentences that say most of it.
    pub summary: Vec<Citation>,
    /// Quantities on which origins differ.
    pub numbers: Vec<Disagreement>,
    /// The quantities to which reports of one or several days give different values: these, and totals that grew.
    pub changed: Vec<Disagreement>,
    /// Who said what.
    pub voices: Vec<Voice>,
    /// The reports under their origins.
    pub origins: Vec<OriginGroup>,
}

impl StoryBrief {
    /// Its reports, each origin before those who carry its copy.
    pub fn reports(&self) -> impl Iterator<Item = &Carried> + Clone {
        self.origins.iter().flat_map(|origin| &origin.reports)
    }

    /// The keys of its reports, in that order.
    pub fn keys(&self) -> Vec<&str> {
        self.reports().map(|carried| carried.report.as_str()).collect()
    }
}

/// Reports, outlets and origins: never a bare source count, and no outlet counted that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Different outlets that are known.
    pub outlets: usize,
    /// Reports whose outlet is not known.
    pub unknown: usize,
    /// Independent origins.
    pub origins: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let mut parts = vec![counted(self.reports, "report")];
        if self.outlets > 0 {
            parts.push(counted(self.outlets, "outlet"));
        }
        match self.unknown {
            0 => {}
            1 => parts.push("outlet of 1 not known".to_owned()),
            several => parts.push(format!("outlets of {several} not known")),
        }
        parts.push(counted(self.origins, "origin"));
        f.write_str(&parts.join(", "))
    }
}

/// Composes the brief of one story.
pub fn compose(resources: &Resources, material: &Material<'_>) -> StoryBrief {
    let reports = material.reports;
    let origin_of: Vec<usize> = material.carriers.iter().map(|carrier| carrier.0).collect();
    let head = head(resources, reports, &origin_of);
    let all = sentences(&resources.frequencies, reports);
    let cite = |at: usize| {
        let sentence = &all[at];
        let report = reports[sentence.report];
        Citation::of(report, sentence.span)
    };
    // What somebody said stands under who said it; the lead is for what was done.
    let said = spoken_sentences(material, &all);
    let days: Vec<Option<i64>> = reports.iter().map(|report| report.published.map(|time| time.days().1)).collect();
    let spread = Spread::of(&all, &origin_of);
    let chosen = summary(&all, &origin_of, &spread, &said, &days);
    let ends = with_leaning(&all, &chosen, &spread, reports);
    let stretch = |(&at, &last): (&usize, &usize)| {
        let report = reports[all[at].report];
        let span = Span { start: all[at].span.start, end: all[last].span.end };
        Citation::of(report, span)
    };
    let lead: Vec<Citation> = chosen.iter().zip(&ends).map(stretch).collect();
    let spoken: Vec<Spoken> = material.spoken.iter().filter(|spoken| !relays(resources, reports, spoken)).cloned().collect();
    let voices = voices(&resources.frequencies, &spread, &spoken, &lead);
    let cited: BTreeSet<String> = voices.iter().flat_map(|voice| &voice.said).map(|said| said.citation.mark()).collect();
    let shown: Vec<usize> = (0..all.len())
        .filter(|&at| chosen.iter().zip(&ends).any(|(&first, &last)| (first..=last).contains(&at)) || cited.contains(&cite(at).mark()))
        .collect();
    let mut own = own(&all, &origin_of, &shown);
    let heads: BTreeSet<usize> = origin_of.iter().copied().collect();
    let carried = |at: usize| {
        let report = reports[at];
        let from = material.carriers[at].1.map(|from| reports[from].key.clone());
        Carried {
            report: report.key.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            opening: report.title.is_none().then(|| opening(report, OPENING)),
            url: report.url.clone(),
            published: report.published.map(|time| time.to_string()),
            credit: report.credit.clone(),
            share: material.carriers[at].2,
            from,
        }
    };
    let origins = heads.iter().map(|&head| OriginGroup {
        reports: (0..reports.len()).filter(|&at| origin_of[at] == head).map(carried).collect(),
        own: own.remove(&head).unwrap_or_default().into_iter().map(cite).collect(),
    });
    let numbers::Compared { differ, changed } = numbers::compared(resources, reports, &origin_of, &all);
    StoryBrief {
        story: material.story.to_owned(),
        headline: head.headline,
        counts: head.counts,
        first: head.first,
        last: head.last,
        threads: threads(resources, reports, &origin_of),
        summary: lead,
        numbers: differ,
        changed,
        voices,
        origins: origins.collect(),
    }
}

/// Is it a report's outlet, the agency that it credits, or an agency of the list, that passes on what others told it? What one of them states in its own
/// words, in quotation marks or by a stronger verb than "says", is its own.
fn relays(resources: &Resources, reports: &[&Report], spoken: &Spoken) -> bool {
    let name = fold(&spoken.name);
    let carries = |field: &Option<String>| field.as_deref().is_some_and(|field| fold(field) == name);
    let medium =
        resources.lexicon.agency(&spoken.name).is_some() || reports.iter().any(|report| carries(&report.outlet) || carries(&report.credit));
    medium && !spoken.said.direct && spoken.said.sense == Sense::Says
}

/// The sentences, as places in `all`, that what is said is cited from.
fn spoken_sentences(material: &Material<'_>, all: &[Sentence]) -> BTreeSet<usize> {
    let mut cited: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for spoken in material.spoken {
        cited.entry(&spoken.said.citation.report).or_default().push(spoken.said.citation.span);
    }
    let is_said = |sentence: &Sentence| {
        let key = material.reports[sentence.report].key.as_str();
        cited.get(key).is_some_and(|spans| spans.iter().any(|span| span.overlaps(sentence.span)))
    };
    all.iter().enumerate().filter(|(_, sentence)| is_said(sentence)).map(|(at, _)| at).collect()
}

/// What stands over a story: its headline, its counts, and its first and last published time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// See [`StoryBrief`].
    pub headline: String,
    /// See [`StoryBrief`].
    pub counts: Counts,
    /// See [`StoryBrief`].
    pub first: Option<String>,
    /// See [`StoryBrief`].
    pub last: Option<String>,
}

/// The head of a story, from its ranked reports and for each its origin by place.
pub fn head(resources: &Resources, reports: &[&Report], origin_of: &[usize]) -> Head {
    let heads: BTreeSet<usize> = origin_of.iter().copied().collect();
    let known: BTreeSet<&str> = reports.iter().filter_map(|report| report.outlet.as_deref()).collect();
    let unknown = reports.iter().filter(|report| report.outlet.is_none()).count();
    let dated = || reports.iter().filter_map(|report| report.published);
    Head {
        headline: headline(resources, reports, &heads.iter().copied().take(ASKED).collect::<Vec<_>>()),
        counts: Counts { reports: reports.len(), outlets: known.len(), unknown, origins: heads.len() },
        // By the days that are printed: a day alone may have begun, somewhere, before an hour of the day before.
        first: dated().min_by_key(|time| (time.days(), time.seconds(), time.to_string())).map(|time| time.to_string()),
        last: dated().max_by_key(|time| (time.days(), time.seconds(), time.to_string())).map(|time| time.to_string()),
    }
}

/// Origins whose words choose the headline: more would not choose another, and a story may have thousands.
const ASKED: usize = 64;

/// Characters of a headline that is made of a first sentence.
const MADE_HEADLINE: usize = 130;

/// Characters of the words that stand for a headline in a list.
const OPENING: usize = 70;

/// The headline that origins share most of, for what it says: no question, no exclamation, no label before a colon, nothing in quotation
/// marks. Each weighty stem counts as often as origins print it; what a headline says beyond that counts against it. Where no report has one, a first line
/// that is printed as a headline; else a first sentence, by the same measure.
fn headline(resources: &Resources, reports: &[&Report], origins: &[usize]) -> String {
    let stems = |text: &str| -> BTreeSet<String> { words(text).iter().map(|word| stem(&fold(word.span.of(text)))).collect() };
    let mut spread: BTreeMap<String, u64> = BTreeMap::new();
    for &origin in origins {
        let report = reports[origin];
        for stem in stems(&report.text).into_iter().chain(stems(report.title.as_deref().unwrap_or_default())).collect::<BTreeSet<_>>() {
            *spread.entry(stem).or_default() += 1;
        }
    }
    let weight = |title: &str| {
        let rarities =
            stems(title).into_iter().map(|stem| (u64::from(resources.frequencies.rarity(&stem)), spread.get(&stem).copied().unwrap_or(0)));
        let (said, shared) = rarities.fold((0, 0), |(said, shared), (rarity, count)| (said + rarity, shared + rarity * count));
        (u128::from(shared) * u128::from(shared)).checked_div(u128::from(said)).unwrap_or_default()
    };
    let plain = |title: &str| !title.ends_with(['?', '!', ':']) && !title.contains([':', '|']) && !title.contains("...");
    let own_words = |title: &str| !title.contains(['"', '“', '”', '‘', '«']);
    // What a later day brings overtakes a headline, where it tells of the same: of headlines as good as the best, the one of the last day.
    let day = |at: usize| reports[at].published.map(|time| time.days().1);
    let best = |titles: Vec<(usize, String)>| {
        let class = |title: &str| (plain(title), own_words(title));
        let first = titles.iter().map(|(_, title)| class(title)).max()?;
        let of_class: Vec<_> =
            titles.into_iter().filter(|(_, title)| class(title) == first).map(|(at, title)| (weight(&title), at, title)).collect();
        let most = of_class.iter().map(|(weight, ..)| *weight).max()?;
        let good = of_class.into_iter().filter(|(weight, ..)| *weight * 100 >= most * AS_GOOD);
        good.max_by_key(|(weight, at, _)| (day(*at), *weight, std::cmp::Reverse(*at))).map(|(.., title)| title)
    };
    let titled = reports.iter().enumerate().filter_map(|(at, report)| report.title.as_deref().map(|title| (at, title.trim().to_owned())));
    let lines = || origins.iter().filter_map(|&at| first_line(&reports[at].text).map(|line| (at, line.to_owned()))).collect();
    let sentences = || {
        let found = origins.iter().filter_map(|&at| reports[at].sentences().first().map(|span: &Span| (at, span.of(&reports[at].text))));
        found.map(|(at, words)| (at, shortened(words, MADE_HEADLINE))).collect()
    };
    best(titled.collect()).or_else(|| best(lines())).or_else(|| best(sentences())).unwrap_or_else(|| "(no headline)".to_owned())
}

/// A headline of a later day is taken where it has this much (percent) of the weight of the best. A guess: with 65 a
/// telephone call overtook the closure that it was about.
const AS_GOOD: u128 = 80;

/// Words of a first line that is printed as a headline.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=16;

/// The first line of a text that has others, where no mark ends it: what stands over a report.
fn first_line(text: &str) -> Option<&str> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim();
    let ends = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ',', ';', ':', '…']);
    (!ends && HEADLINE_WORDS.contains(&line.split_whitespace().count()) && !rest.trim().is_empty()).then_some(line)
}

/// The first words of a report that has no headline.
fn opening(report: &Report, characters: usize) -> String {
    shortened(report.sentences().first().map_or("", |span| span.of(&report.text)), characters)
}

fn shortened(words: &str, characters: usize) -> String {
    if words.chars().count() <= characters {
        return words.to_owned();
    }
    let cut: String = words.chars().take(characters).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}
