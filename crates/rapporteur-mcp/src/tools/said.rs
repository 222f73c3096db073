//! Who said what, who is who, and whether what a draft has said was said.

use super::page::{Page, Total};
use super::{Arguments, Asking, Failure};
use rapporteur::extract::{Form, Manner};
use rapporteur_desk::interchange::cited;
use rapporteur_desk::{Period, actors, statements};
use serde_json::{Value, json};

/// What was said, each statement once.
pub(super) fn statements(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    let wanted = statements::Asked {
        by: arguments.own("by"),
        to: arguments.own("to"),
        state: arguments.own("state"),
        story: arguments.own("story"),
        manner: Some(Manner::Speech),
        on: arguments.text("on").map(Period::read_range).transpose()?,
        about: arguments.own("about"),
        form: arguments.text("form").and_then(Form::of),
        shared: arguments.flag("shared"),
        unsure: false,
    };
    let (mut passed_over, mut rows, mut more) = (0, Vec::new(), false);
    desk.statements(&wanted, |statement| {
        if passed_over < page.first {
            passed_over += 1;
            return true;
        }
        more = rows.len() == page.limit;
        if !more {
            rows.push(cited::statement(&statement, &desk.calendar));
        }
        !more
    })?;
    Ok(page.of(json!({}), "rows", rows, Total::Uncounted { more }))
}

/// Actors of a name or a state, or the holders of an office.
pub(super) fn who(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    arguments.apart("name", &["office", "on", "state"])?;
    arguments.apart("state", &["office", "on"])?;
    if let Some(office) = arguments.text("office") {
        let found = actors::holders(&desk.resources, office, arguments.text("on"))?;
        let total = Total::Counted(found.len());
        let rows = page.cut(found.into_iter()).into_iter().map(|(tenure, held)| cited::holder(tenure, held)).collect();
        return Ok(page.of(json!({}), "rows", rows, total));
    }
    let row = |view| Ok(cited::actor(&view, desk.introduced(&view)?.as_ref()));
    let (views, total) = match arguments.text("name") {
        Some(name) => {
            let found = desk.actor(name)?;
            let total = Total::Counted(found.len());
            (page.cut(found.into_iter()), total)
        }
        None => {
            let asked = page.first.saturating_add(page.limit).saturating_add(1);
            let found = desk.actors(None, arguments.text("state"), asked)?;
            let more = found.len() == asked;
            let views = page.cut(found.into_iter()).into_iter().map(|row| desk.actor_view(row)).collect::<Result<_, _>>()?;
            (views, Total::Uncounted { more })
        }
    };
    let rows = views.into_iter().map(row).collect::<Result<_, Failure>>()?;
    Ok(page.of(json!({}), "rows", rows, total))
}

/// A verdict on each thing that a text claims was said.
pub(super) fn verify_text(asking: &Asking<'_>, arguments: &Arguments<'_>) -> Result<Value, Failure> {
    let (desk, page) = (asking.desk, Page::read(arguments)?);
    let (report, judged) = desk.claims((asking.languages)()?, arguments.untouched("text"))?;
    let hold = judged.iter().filter(|one| one.judgement.grade.holds()).count();
    let head = json!({"claims": judged.len(), "hold": hold, "do_not_hold": judged.len() - hold});
    let row = |one| Ok(cited::claim(one, &report.text, desk.decided_by(one)?.as_ref()));
    let rows = page.cut(judged.iter()).into_iter().map(row).collect::<Result<_, Failure>>()?;
    Ok(page.of(head, "rows", rows, Total::Counted(judged.len())))
}
