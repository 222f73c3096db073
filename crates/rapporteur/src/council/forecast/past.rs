//! Recorded votes as the forecast reads them, from the shipped table or a caller's rows.

use crate::council::Seats;
use crate::resources::ResourceError;
use jiff::civil::Date;

/// What a member that took part did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Abstained.
    Abstain,
}

impl Choice {
    /// All, in the order of every list of probabilities here.
    pub const ALL: [Choice; 3] = [Choice::Yes, Choice::No, Choice::Abstain];

    /// The stable code that is printed and typed.
    pub fn code(self) -> &'static str {
        match self {
            Choice::Yes => "yes",
            Choice::No => "no",
            Choice::Abstain => "abstain",
        }
    }

    /// The choice of a code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// What is known of a draft before its vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The agenda item.
    pub item: String,
    /// Is it about a theme and not about a country or region?
    pub thematic: bool,
    /// The region, empty where none is told.
    pub region: String,
    /// What it is about.
    pub topic: String,
    /// The states that submitted it: ISO codes of members, other names as given; `President` for a draft of the President's.
    pub sponsors: Vec<String>,
}

/// One recorded vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastVote {
    /// The day.
    pub on: Date,
    /// What was voted on.
    pub proposal: Proposal,
    /// Members by ISO code of three letters, with what they did, in order of their codes.
    pub votes: Vec<(String, Choice)>,
}

impl PastVote {
    /// The vote of a row with the columns of recorded votes (`date`, `agenda_item`, `category`, `region`, `topic`, `submitted_by`, `yes`,
    /// `no`, `abstain`, `suspect`); none for rows without votes, with members that did not sit then, or marked suspect.
    pub fn from_row<'a>(seats: &Seats, field: &dyn Fn(&str) -> &'a str) -> Option<Self> {
        let on: Date = field("date").parse().ok()?;
        let sitting = seats.members(on);
        let code = |name: &str| match seats.find(name, &sitting)[..] {
            [member] => Some(member.iso3.clone()),
            _ => None,
        };
        let mut votes = Vec::new();
        for (column, choice) in [("yes", Choice::Yes), ("no", Choice::No), ("abstain", Choice::Abstain)] {
            for name in field(column).split(';').map(str::trim).filter(|name| !name.is_empty()) {
                votes.push((code(name)?, choice));
            }
        }
        votes.sort();
        let sponsors = field("submitted_by").split([',', ';']).map(str::trim).filter(|name| !name.is_empty() && *name != "-none-");
        let proposal = Proposal {
            item: field("agenda_item").to_owned(),
            thematic: field("category").eq_ignore_ascii_case("thematic"),
            region: field("region").to_owned(),
            topic: field("topic").to_owned(),
            sponsors: sponsors.map(|name| code(name).unwrap_or_else(|| name.to_owned())).collect(),
        };
        (!votes.is_empty() && field("suspect") != "1").then_some(Self { on, proposal, votes })
    }

    /// Had it the votes and a permanent member against it?
    pub fn is_vetoed(&self) -> bool {
        let yes = self.votes.iter().filter(|(_, choice)| *choice == Choice::Yes).count();
        yes >= 9 && self.votes.iter().any(|(member, choice)| *choice == Choice::No && is_permanent(member))
    }

    /// The share that did not vote in favour.
    pub fn dissent(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "there are fifteen members")]
        let share = |part: usize| part as f64 / self.votes.len().max(1) as f64;
        share(self.votes.iter().filter(|(_, choice)| *choice != Choice::Yes).count())
    }

    /// Reads a table: lines `day, item, category (T or C), region, topic, sponsors, yes, no, abstain`, separated by tabs, lists by commas.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read_table(source: &str) -> Result<Vec<Self>, ResourceError> {
        let mut votes = Vec::new();
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let bad =
                || ResourceError { resource: "council votes", line: at + 1, problem: "expected nine columns separated by tabs".to_owned() };
            let columns: Vec<&str> = line.split('\t').collect();
            let [on, item, category, region, topic, sponsors, yes, no, abstain] = columns[..] else { return Err(bad()) };
            let list = |names: &str| names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            let mut cast: Vec<(String, Choice)> = [(yes, Choice::Yes), (no, Choice::No), (abstain, Choice::Abstain)]
                .into_iter()
                .flat_map(|(names, choice)| list(names).into_iter().map(move |name| (name, choice)))
                .collect();
            cast.sort();
            votes.push(Self {
                on: on.parse().map_err(|_| bad())?,
                proposal: Proposal {
                    item: item.to_owned(),
                    thematic: category == "T",
                    region: region.to_owned(),
                    topic: topic.to_owned(),
                    sponsors: list(sponsors),
                },
                votes: cast,
            });
        }
        Ok(votes)
    }

    /// The line of the table for this vote.
    pub fn line(&self) -> String {
        let who = |choice: Choice| {
            self.votes.iter().filter(|(_, cast)| *cast == choice).map(|(member, _)| member.as_str()).collect::<Vec<_>>().join(",")
        };
        let clean = |text: &str| text.replace(['\t', '\n', ','], " ");
        let proposal = &self.proposal;
        let sponsors: Vec<String> = proposal.sponsors.iter().map(|sponsor| clean(sponsor)).collect();
        [
            self.on.to_string(),
            proposal.item.replace(['\t', '\n'], " "),
            if proposal.thematic { "T" } else { "C" }.to_owned(),
            clean(&proposal.region),
            proposal.topic.replace(['\t', '\n'], " "),
            sponsors.join(","),
            who(Choice::Yes),
            who(Choice::No),
            who(Choice::Abstain),
        ]
        .join("\t")
    }
}

/// Does this code hold a permanent seat? The forecast knows votes from 1994 on.
pub(super) fn is_permanent(member: &str) -> bool {
    PERMANENT.contains(&member)
}

/// The permanent members.
pub(super) const PERMANENT: [&str; 5] = ["CHN", "FRA", "GBR", "RUS", "USA"];
