//! What gave a predicate its status, each with its code and page.

use crate::rule::Rule as Page;

macro_rules! pages {
    ($($(#[doc = $doc:literal])* $rule:ident $code:literal $title:literal $page:literal)*) => {
        /// What gave a predicate its status.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum StatusRule { $($(#[doc = $doc])* $rule),* }

        /// The pages of all rules of status, by code.
        pub const STATUS_RULES: [Page; [$($code),*].len()] = [$(Page { code: $code, title: $title, page: $page }),*];

        impl StatusRule {
            /// Its code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code),* }
            }
        }
    };
}

pages! {
    /// Nothing says otherwise.
    Told "S001" "Told as it is"
        "A predicate over which nothing stands that would make it open or deny it: it happened. Forms in -ing with “be” and verbs such as continue are going on.\n\nExample: Troops entered the town.\n\nNot: Troops may enter the town.\n\nKnown misses: habits and general truths count as happened or going on; a present tense that means a plan (“leaves on Friday”) counts as happened."
    /// A negation of its own.
    Negation "S002" "Negation"
        "“Not”, “never”, “no longer”, a subject, object or agent with “no”, “none”, “nobody” or “neither”, “without”: it failed to come about. Where who tells it is who is said not to have done it, or insists against others, it is denied. Two negations leave what happened.\n\nExample: Neither side has released any prisoner.\n\nNot: Not only the guards fled.\n\nKnown misses: negation by a word of meaning alone (“a far cry from peace”)."
    /// An auxiliary of its own.
    Modal "S003" "Auxiliary"
        "“Will”, “is to”, and “would” under a verb of saying make it planned; “would” elsewhere, “can”, “could”, “may”, “might”, “should” and “must” make it hypothetical. “Cannot” and “could not” say that it did not come about, and so does “will not”.\n\nExample: The treaty will be ratified next year.\n\nKnown misses: “could” of what someone was able to do."
    /// A condition.
    Condition "S004" "Condition"
        "The verb of a clause with “if”, “unless” or “whether”; a clause with “until” where what governs it is open. “Even if” makes no condition.\n\nExample: Unless the tax is dropped, drivers will block the capital.\n\nKnown misses: inversion (“had it rained”)."
    /// A word above that makes it as true as itself, or false.
    Implied "S005" "Implied by the word above"
        "A word that makes what depends on it as true as it is itself (managed to, began to), or the other way round (failed to, refused to, prevented from, cancelled), through any number of such words and negations.\n\nExample: The navy failed to intercept the tanker.\n\nNot: The navy managed to intercept the tanker.\n\nMethod: Nairn, Condoravdi and Karttunen 2006, signatures of implicative verbs over the tree; words in `statuses.tsv`."
    /// A word above that asks, threatens, proposes, promises, plans, wishes or denies it.
    Attitude "S006" "Under a word of attitude"
        "What depends on a verb, noun or adjective of asking, threatening, proposing, promising, planning, wishing, trying, fearing or denying. Where the act is one of speech, it is via its source: the subject, the agent of a passive, the owner of the noun.\n\nExample: Lithuania called on its neighbours to close their airspace.\n\nNot: Lithuania closed its airspace.\n\nKnown misses: nouns of attitude without an owner; words that are not in `statuses.tsv`. Method: source and polarity passed down the tree as in De Facto (Saurí and Pustejovsky 2012)."
    /// An infinitive under a word that is not listed.
    Infinitive "S007" "Infinitive"
        "An infinitive under a word that says nothing of it: a purpose, hence open.\n\nExample: The crews came to clear the road.\n\nKnown misses: an outcome (“woke to find”)."
    /// A noun that is described, or carried by a verb of happening.
    Noun "S008" "Noun of an event, by the words around it"
        "A noun for what happens takes the status of a word that describes it (a planned visit, a foiled attack), of a participle with its agent (a truce demanded by eleven members), of a verb of happening or holding of which it is subject or object (the talks will begin), and of “no” and “without”.\n\nExample: The visit by the king will last three days.\n\nNot: The attack will be remembered."
    /// Coordinated with another.
    Joined "S009" "Joined to another"
        "A predicate that shares its subject and auxiliaries with the one it is joined to by “and” or “or”.\n\nExample: The court may meet and rule.\n\nNot: They did not speak but left."
}
