//! What was voted before a draft, as running counts, and what they say of each member: the features of the forecast.
//!
//! Counts fade with every vote, so that old habits weigh less. Shares are drawn towards wider ones (a member on an item towards the
//! member, the member towards all) by so many votes as stand beside each.

use super::past::{Choice, PERMANENT, PastVote, Proposal, is_permanent};
use std::collections::HashMap;

/// Votes of the three kinds.
type Counts = [f64; 3];

/// What each feature is, in order; the name is what a forecast calls it when it drives the result.
pub const FEATURES: [&str; 46] = [
    "always",
    "the item, no",
    "the item, abstain",
    "the member, no",
    "the member, abstain",
    "the member on the item, no",
    "the member on the item, abstain",
    "the member on the region, no",
    "the member on the region, abstain",
    "its last vote on the item was no",
    "its last vote on the item was to abstain",
    "it never voted on the item",
    "dissent in the last vote on the item",
    "the item is new",
    "votes on the item so far",
    "it is a sponsor",
    "a text of the President's",
    "no sponsor is told",
    "number of sponsors",
    "a permanent member",
    "the sponsors' texts, no",
    "the sponsors' texts, abstain",
    "sponsored by elected members alone",
    "Russia sponsors",
    "it is Russia",
    "the United States sponsors",
    "it is the United States",
    "China sponsors",
    "it is China",
    "the member on texts of these permanent members, no",
    "the member on texts of these permanent members, abstain",
    "it votes with Russia when opinions differ",
    "it votes with the United States when opinions differ",
    "sponsored by western permanent members alone",
    "sponsored by Russia or China alone",
    "it is Russia and the West sponsors",
    "it is China and the West sponsors",
    "it is the United States and Russia or China sponsor",
    "it votes with Russia and the West sponsors",
    "dissent on the item",
    "dissent on the item and the West sponsors",
    "dissent in the last twenty votes",
    "a theme",
    "Middle East",
    "Europe",
    "a second draft on the item within a week",
];

/// Number of features.
pub const WIDTH: usize = FEATURES.len();

/// Number of features of the plain regression.
pub const PLAIN: usize = 8;

/// A table that is only looked up in, never gone through: its order is nobody's.
type Table<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// Running counts over past votes, by names that are borrowed from them.
#[derive(Clone, Debug, Default)]
pub struct History<'a> {
    members: Table<&'a str, Counts>,
    items: Table<&'a str, Counts>,
    on_item: Table<(&'a str, &'a str), Counts>,
    on_region: Table<(&'a str, &'a str), Counts>,
    on_sponsor: Table<(&'a str, &'a str), Counts>,
    sponsors: Table<&'a str, Counts>,
    together: Table<(&'a str, &'a str), [f64; 2]>,
    last: Table<(&'a str, &'a str), Choice>,
    item_last: Table<&'a str, (jiff::civil::Date, f64)>,
    item_count: Table<&'a str, u32>,
    all: Counts,
    recent: Vec<f64>,
}

fn fade(counts: &mut Counts, by: f64, add: Counts) {
    for (count, add) in counts.iter_mut().zip(add) {
        *count = *count * by + add;
    }
}

/// Shares of the three kinds, drawn towards `prior` by `strength` votes.
fn drawn(counts: &Counts, prior: &Counts, strength: f64) -> Counts {
    let total: f64 = counts.iter().sum::<f64>() + strength;
    std::array::from_fn(|kind| (counts[kind] + strength * prior[kind]) / total)
}

fn odds(shares: &Counts) -> [f64; 2] {
    [(shares[1] / shares[0]).ln(), (shares[2] / shares[0]).ln()]
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

impl<'a> History<'a> {
    /// Takes a vote into the counts.
    pub fn add(&mut self, vote: &'a PastVote) {
        let proposal = &vote.proposal;
        let mut cast = [0.0; 3];
        let unit = |choice: Choice| -> Counts { std::array::from_fn(|kind| flag(kind == choice as usize)) };
        for (member, choice) in vote.votes.iter().map(|(member, choice)| (member.as_str(), choice)) {
            let add = unit(*choice);
            cast[*choice as usize] += 1.0;
            fade(self.members.entry(member).or_default(), 0.998, add);
            fade(self.on_item.entry((member, &proposal.item)).or_default(), 0.9, add);
            fade(self.on_region.entry((member, region(proposal))).or_default(), 0.99, add);
            self.last.insert((member, &proposal.item), *choice);
            for sponsor in proposal.sponsors.iter().filter(|sponsor| is_permanent(sponsor)) {
                fade(self.on_sponsor.entry((member, sponsor)).or_default(), 0.98, add);
            }
        }
        let total: f64 = cast.iter().sum::<f64>().max(1.0);
        let shares = cast.map(|count| count / total);
        fade(self.items.entry(&proposal.item).or_default(), 0.85, shares);
        fade(&mut self.all, 0.99, shares);
        for sponsor in &proposal.sponsors {
            fade(self.sponsors.entry(sponsor).or_default(), 0.95, shares);
        }
        self.item_last.insert(&proposal.item, (vote.on, 1.0 - shares[0]));
        *self.item_count.entry(&proposal.item).or_default() += 1;
        self.recent.push(1.0 - shares[0]);
        if self.recent.len() > 20 {
            self.recent.remove(0);
        }
        if shares[0] < 1.0 {
            for permanent in PERMANENT {
                let Some((_, theirs)) = vote.votes.iter().find(|(member, _)| member == permanent) else { continue };
                for (member, choice) in &vote.votes {
                    let pair = self.together.entry((member, permanent)).or_default();
                    *pair = [pair[0] * 0.97 + flag(choice == theirs), pair[1] * 0.97 + 1.0];
                }
            }
        }
    }

    /// Shares of the three kinds over all members and drafts.
    pub fn base(&self) -> [f64; 3] {
        drawn(&self.all, &[20.0 / 20.4, 0.1 / 20.4, 0.3 / 20.4], 20.4)
    }

    /// The member's shares over all its votes: the third baseline.
    pub fn member_rate(&self, member: &str) -> [f64; 3] {
        drawn(&self.members.get(member).copied().unwrap_or_default(), &[0.9, 0.025, 0.075], 20.0)
    }

    /// The member's last vote on the item: the second baseline.
    pub fn last_on_item(&self, member: &str, item: &str) -> Option<Choice> {
        self.last.get(&(member, item)).copied()
    }

    /// How many votes on the item are known.
    pub fn votes_on(&self, item: &str) -> u32 {
        self.item_count.get(item).copied().unwrap_or(0)
    }

    /// The features of the plain regression: the member's rate, its last vote on the item, sponsorship.
    pub fn plain_features(&self, proposal: &Proposal, member: &str) -> [f64; PLAIN] {
        let [no, abstain] = odds(&self.member_rate(member));
        let last = self.last_on_item(member, &proposal.item);
        let sponsor = |name: &str| flag(proposal.sponsors.iter().any(|sponsor| sponsor == name));
        [
            1.0,
            no,
            abstain,
            flag(last == Some(Choice::No)),
            flag(last == Some(Choice::Abstain)),
            flag(last.is_none()),
            sponsor(member),
            sponsor("President"),
        ]
    }

    /// The features of a member's vote on a draft.
    pub fn features(&self, proposal: &Proposal, on: jiff::civil::Date, member: &str) -> [f64; WIDTH] {
        let base = self.base();
        let get = |map: &Table<(&'a str, &'a str), Counts>, key: &str| map.get(&(member, key)).copied().unwrap_or_default();
        let item = drawn(&self.items.get(proposal.item.as_str()).copied().unwrap_or_default(), &base, 1.5);
        let counted = self.members.get(member).copied().unwrap_or_default();
        let usual = drawn(&counted, &base, 20.0);
        let middle: Counts = std::array::from_fn(|kind| (item[kind] + usual[kind]) / 2.0);
        let here = drawn(&get(&self.on_item, &proposal.item), &middle, 1.0);
        let there = drawn(&get(&self.on_region, region(proposal)), &usual, 5.0);
        let last = self.last_on_item(member, &proposal.item);
        let item_last = self.item_last.get(proposal.item.as_str());
        let president = proposal.sponsors.iter().any(|sponsor| sponsor == "President");
        let has = |code: &str| proposal.sponsors.iter().any(|sponsor| sponsor == code);
        let permanent: Vec<&str> = PERMANENT.into_iter().filter(|code| has(code)).collect();
        let mut known = [0.0; 3];
        for sponsor in &proposal.sponsors {
            if let Some(counts) = self.sponsors.get(sponsor.as_str()) {
                fade(&mut known, 1.0, *counts);
            }
        }
        let sponsors = drawn(&known, &base, 2.0);
        let mut theirs = [0.0; 3];
        for sponsor in &permanent {
            fade(&mut theirs, 1.0, get(&self.on_sponsor, sponsor));
        }
        let theirs = drawn(&theirs, &usual, 4.0);
        let with = |other: &str| {
            let [same, all] = self.together.get(&(member, other)).copied().unwrap_or_default();
            (same + 2.0) / (all + 4.0) - 0.5
        };
        let west = ["USA", "GBR", "FRA"].into_iter().any(has);
        let east = has("RUS") || has("CHN");
        let (west_alone, east_alone) = (flag(west && !east && !president), flag(east && !west));
        let [item_no, item_abstain] = odds(&item);
        let [usual_no, usual_abstain] = odds(&drawn(&counted, &base, 20.0));
        let [here_no, here_abstain] = odds(&here);
        let [there_no, there_abstain] = odds(&there);
        let [sponsors_no, sponsors_abstain] = odds(&sponsors);
        let [theirs_no, theirs_abstain] = odds(&theirs);
        let told = !proposal.sponsors.is_empty();
        #[allow(clippy::cast_precision_loss, reason = "counts are small")]
        let (sponsor_count, recent) = (proposal.sponsors.len() as f64, self.recent.iter().sum::<f64>() / self.recent.len().max(1) as f64);
        let soon = item_last.is_some_and(|(day, _)| (on - *day).get_days() <= 7);
        [
            1.0,
            item_no,
            item_abstain,
            usual_no,
            usual_abstain,
            here_no,
            here_abstain,
            there_no,
            there_abstain,
            flag(last == Some(Choice::No)),
            flag(last == Some(Choice::Abstain)),
            flag(last.is_none()),
            item_last.map_or(0.0, |(_, dissent)| *dissent),
            flag(item_last.is_none()),
            f64::from(self.votes_on(&proposal.item)).ln_1p(),
            flag(has(member)),
            flag(president),
            flag(!told),
            if president { 0.0 } else { sponsor_count.ln_1p() },
            flag(is_permanent(member)),
            sponsors_no,
            sponsors_abstain,
            flag(told && !president && permanent.is_empty()),
            flag(has("RUS")),
            flag(member == "RUS"),
            flag(has("USA")),
            flag(member == "USA"),
            flag(has("CHN")),
            flag(member == "CHN"),
            theirs_no,
            theirs_abstain,
            with("RUS"),
            with("USA"),
            west_alone,
            east_alone,
            west_alone * flag(member == "RUS"),
            west_alone * flag(member == "CHN"),
            east_alone * flag(member == "USA"),
            west_alone * with("RUS"),
            1.0 - item[0],
            (1.0 - item[0]) * west_alone,
            recent,
            flag(proposal.thematic),
            flag(proposal.region == "Middle East"),
            flag(proposal.region == "Europe"),
            flag(soon),
        ]
    }
}

fn region(proposal: &Proposal) -> &str {
    if proposal.region.is_empty() { "theme" } else { &proposal.region }
}
