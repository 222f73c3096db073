//! Silence and written votes. Applied in `draft.rs`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const WRITTEN: Rule = Rule {
    code: "C017",
    title: "Silence and written votes",
    page: "Under a silence procedure a text passes when nobody speaks up before the hour that was set; who breaks the silence is \
           recorded, and the text is open again. In 2020, when the Council could not meet, members voted by letter within a day \
           and the President announced the result: the same majorities and vetoes applied.\n\n\
           Source: letter of the President of March 2020 on written procedure; notes by the President on silence.\n\
           Not covered: extensions of a silence; enter them as a new one.",
};
