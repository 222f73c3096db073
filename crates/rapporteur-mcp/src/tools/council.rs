//! The Security Council. Its rows rest on rules and lists, and name them.

use super::page::{Page, Total};
use super::{Arguments, Asking, Failure};
use rapporteur::council::Vote;
use rapporteur_desk::council::{Asked, decided, members};
use rapporteur_desk::rules;
use serde_json::{Value, json};

/// What each list of members does.
const CAST: [(&str, Vote); 4] = [("yes", Vote::Yes), ("no", Vote::No), ("abstain", Vote::Abstain), ("absent", Vote::Absent)];

/// A vote decided, the members of a day, or the drafts on the table.
pub(super) fn council(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    let day = || arguments.text("on").ok_or_else(|| Failure::new("`on` is needed: the day, as 2022-02-25"));
    if arguments.text("ask") != Some("vote") {
        arguments.apart("ask", &["question", "parties", "yes", "no", "abstain", "absent"])?;
    }
    let rows = match arguments.text("ask") {
        Some("vote") => {
            let cast = CAST.iter().flat_map(|(list, vote)| arguments.list(list).into_iter().map(|name| (name, *vote))).collect();
            let mut row =
                decided(&Asked { on: day()?.to_owned(), question: arguments.own("question"), parties: arguments.list("parties"), cast })?;
            row["rules"] = named(asking, &row["rules"])?;
            vec![row]
        }
        Some("members") => members(day()?)?,
        _ => desk.docket(arguments.text("on"))?,
    };
    let total = Total::Counted(rows.len());
    Ok(page.of(json!({}), "rows", page.cut(rows.into_iter()), total))
}

/// Rules by their codes, with their titles.
fn named(asking: &Asking<'_>, codes: &Value) -> Result<Value, Failure> {
    let page = |code: &str| rules::page(&asking.desk.calendar, code).map(|page| json!({"code": page.code, "title": page.title}));
    Ok(codes.as_array().into_iter().flatten().filter_map(Value::as_str).map(page).collect::<Result<_, _>>()?)
}
