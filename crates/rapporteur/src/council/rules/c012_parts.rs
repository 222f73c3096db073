//! Separate votes on parts. Applied in `procedure::divide` and `procedure::remaining`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const PARTS: Rule = Rule {
    code: "C012",
    title: "Separate votes on parts",
    page: "Parts of a motion or draft are voted on separately at the request of any member, unless the original mover objects. \
           The parts that pass are then put as a whole; where every operative part was rejected the whole is rejected.\n\n\
           Source: provisional rules of procedure, rule 32; what follows a rejection of all operative parts is the practice of \
           United Nations bodies.\n\
           Example: a member asks for a separate vote on paragraph 3 and the mover agrees; the paragraph fails with 8 in favour, \
           and the rest is put.\n\
           Not covered: sub-amendments to a part.",
};
