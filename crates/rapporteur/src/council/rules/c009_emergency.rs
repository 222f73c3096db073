//! Calling an emergency special session; applied in `decide`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const EMERGENCY: Rule = Rule {
    code: "C009",
    title: "Calling an emergency special session",
    page: "Any nine members of the Council can call the General Assembly to an emergency special session within twenty-four hours, after \
           lack of unanimity of the permanent members kept the Council from acting. The vote is procedural.\n\n\
           Source: General Assembly resolution 377 A (V); Council resolution 2623 (2022).\n\
           Not covered: the other way, a majority of the Members of the United Nations.",
};
