//! The debate that follows a veto.

use super::Rule;
use jiff::civil::{Date, Weekday};

/// The rule and its page.
pub(in crate::council) const DEBATE: Rule = Rule {
    code: "C010",
    title: "Debate after a veto",
    page: "After a veto the General Assembly holds a debate within ten working days, unless an emergency special session on the matter is \
           held.\n\n\
           Source: General Assembly resolution 76/262 of 26 April 2022.\n\
           Not covered: holidays; Saturdays and Sundays alone are left out.",
};

/// From this day on a veto is followed by a debate.
const DEBATE_SINCE: Date = Date::constant(2022, 4, 26);

/// The day by which the General Assembly is due to debate a veto cast on `on`: within ten working days (Monday to Friday;
/// holidays of the United Nations are not known here). None before the resolution that says so.
pub fn debate_due(on: Date) -> Option<Date> {
    if on < DEBATE_SINCE {
        return None;
    }
    let (mut day, mut left) = (on, 10);
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= i32::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    Some(day)
}
