//! The order of amendments, and which fall. Applied in `procedure::order` and `procedure::put`.

use super::Rule;

/// The rule and its page.
pub(in crate::council) const AMENDMENTS: Rule = Rule {
    code: "C013",
    title: "The order of amendments, and which fall",
    page: "An amendment that adds to or deletes from the text is put first; of the others the one furthest removed in substance, \
           then the next. An amendment that one already adopted excludes is not put: it falls. The President rules on the order.\n\n\
           Source: provisional rules of procedure, rules 33 (6) and 36.\n\
           Example: of three, the one that deletes a paragraph goes first; when it passes, the one that rewords that paragraph \
           falls.\n\
           Judged by people: which is further removed, and which excludes which; both are given with the amendments.",
};
