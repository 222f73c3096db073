//! The constructions by which statements are found, each with its code and page.

use crate::rule::Rule as Page;

/// How a statement was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Speech in quotation marks, its cue before or after it.
    Quote,
    /// More speech in quotation marks, under the cue of what it goes on.
    Continued,
    /// Speech in quotation marks without a cue, after another statement.
    Floating,
    /// A dash and a name after quoted speech; a name and a colon before what is said.
    Credit,
    /// Words in quotation marks within a sentence whose cue is not known as one.
    Embedded,
    /// A clause under a cue.
    Clause,
    /// The sentence around an inserted or appended cue.
    Around,
    /// An infinitive or gerund under a cue.
    Infinitive,
    /// An object with what it is called.
    Predicate,
    /// A phrase led by a preposition.
    Phrase,
    /// A noun phrase that is the object of a cue.
    Object,
    /// What a noun of saying or thinking takes.
    Noun,
    /// What an adjective of thought or will takes.
    Adjective,
    /// "according to".
    According,
    /// A turn of a transcript.
    Turn,
    /// A sentence without a cue, in the paragraph of a speaker.
    Free,
}

macro_rules! pages {
    ($($rule:ident $score:literal $code:literal $title:literal $page:literal)*) => {
        /// The pages of all constructions, by code.
        pub const RULES: [Page; [$($code),*].len()] = [$(Page { code: $code, title: $title, page: $page }),*];

        impl Rule {
            /// All constructions, in the order of their codes.
            pub const ALL: [Self; RULES.len()] = [$(Self::$rule),*];

            /// A rough likelihood, in thousandths, that a statement found so is right in content and source. Set by hand, in steps of 50;
            /// BENCHMARKS.md has how often each construction is right on annotated news.
            pub fn score(self) -> u16 {
                match self { $(Self::$rule => $score),* }
            }

            /// Its code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code),* }
            }
        }
    };
}

pages! {
    Quote 900 "Q001" "Quotation with its cue"
        "Speech in quotation marks that is set off by a comma, a colon or its own final mark, with a verb of speech right before or after it. The source is that verb's subject; where one quotes another as saying it, who is quoted. After a full stop within the marks, a sentence that tells something of its own is no cue.\n\nExample: “We will wait,” the envoy said.\n\nMeasured on open news, judged by hand (November 2026): of 37 rows 33 right in source and speaker, 29 in all."
    Continued 850 "Q002" "Quotation that goes on"
        "Speech in quotation marks without a cue of its own, in the paragraph of a quotation that has one, or after a paragraph whose quotation was not closed. It belongs to the same statement. After a sentence that tells what someone says or does it is a statement of its own, of whom that sentence is about.\n\nExample: “We will wait,” the envoy said. “There is time.”\n\nNot yet measured: none of the rows of open news that were judged by hand is one."
    Floating 300 "Q003" "Quotation without a cue"
        "A paragraph of speech in quotation marks with no cue in reach. It is given to the speaker of the statement before it, with a low score; where there is none it has no source.\n\nMeasured on open news, judged by hand (November 2026): of 1 rows 1 right in source and speaker, 0 in all."
    Credit 850 "Q004" "Name with a dash or colon"
        "A name and a colon before what is said, in a headline or a transcript, or a dash and a name, with its title, after quoted speech.\n\nExample: “There is time.” — Ana Reyes, envoy\n\nNot yet measured: none of the rows of open news that were judged by hand is one."
    Embedded 400 "Q005" "Quoted words within a sentence"
        "Three or more words in quotation marks in a sentence whose verb is no known cue. The phrase that holds them is the content, the subject of the verb the source. Fewer words are taken for a title, a nickname or scare quotes.\n\nMeasured on open news, judged by hand (November 2026): of 7 rows 1 right in source and speaker, 1 in all."
    Clause 800 "Q006" "Clause under a cue"
        "A clause that depends on a verb of saying, thinking or showing, whatever stands between (in a statement, at a news conference, late on Thursday). What someone was asked is not his answer. A source such as nobody, few or neither makes it negated.\n\nExample: The envoy said in a statement that talks would resume.\n\nMeasured on open news, judged by hand (November 2026): of 123 rows 112 right in source and speaker, 110 in all."
    Around 650 "Q007" "Cue inserted or appended"
        "A sentence into which the cue is inserted, or to which it is appended, without being governed by it.\n\nExample: Talks will resume, the envoy said, within days.\n\nMeasured on open news, judged by hand (November 2026): of 5 rows 4 right in source and speaker, 3 in all."
    Infinitive 600 "Q008" "Infinitive under a cue"
        "What is promised, asked, refused or planned, as an infinitive or gerund; with the person it is asked of.\n\nExample: The envoy urged both sides to return to talks.\n\nMeasured on open news, judged by hand (November 2026): of 33 rows 29 right in source and speaker, 27 in all."
    Predicate 500 "Q009" "What something is called"
        "An object and what the source calls it, or what it is accused of. A mere name that is given is none.\n\nExample: The envoy described the talks as a beginning.\n\nMeasured on open news, judged by hand (November 2026): of 11 rows 8 right in source and speaker, 7 in all."
    Phrase 550 "Q010" "Phrase under a cue"
        "A phrase under one of the prepositions that the cue takes.\n\nExample: The envoy called for restraint.\n\nMeasured on open news, judged by hand (November 2026): of 9 rows 7 right in source and speaker, 6 in all."
    Object 500 "Q011" "Object of a cue"
        "A noun phrase that is the object of a verb such as reject, welcome, announce, or the subject of its passive. Verbs that are done to persons and things as well (welcome, attack, address) take only what can be spoken of; what is done to a text by who vetoes it is not what the text says.\n\nExample: The envoy welcomed the release of the crew.\n\nMeasured on open news, judged by hand (November 2026): of 51 rows 38 right in source and speaker, 37 in all."
    Noun 500 "Q012" "Noun of saying or thinking"
        "What a noun such as warning, plan or concern takes; the source owns it, or is the subject of a verb that carries it.\n\nExample: the envoy's warning that time was short; she voiced concern about the delay.\n\nMeasured on open news, judged by hand (November 2026): of 6 rows 5 right in source and speaker, 5 in all."
    Adjective 400 "Q013" "Adjective of thought or will"
        "What an adjective such as confident, worried or willing takes.\n\nExample: The envoy was confident that talks would resume.\n\nMeasured on open news, judged by hand (November 2026): of 4 rows 4 right in source and speaker, 4 in all."
    According 800 "Q014" "According to"
        "The sentence around “according to” or “in the words of” and its source.\n\nMeasured on open news, judged by hand (November 2026): of 9 rows 8 right in source and speaker, 8 in all."
    Turn 900 "Q015" "Turn of a transcript"
        "What is said under a label, up to the next: “THE PRESIDENT: …”, “Mr. Orlen (Veldania): …”, “Q …”. The source is whom the label names; an office stays one unless the report tells who holds it, and questions belong to a reporter without a name. “I” and “we” in a turn are its speaker.\n\nA label is one where only transcripts write so (a state in brackets, capitals with an office or an honorific) or where labels come again. Labels of fields (NOTE, DATE, CONTACT) are nobody's.\n\nMeasured on open news, judged by hand (November 2026): of 17 rows 12 right in source and speaker, 10 in all."
    Free 550 "Q016" "Told freely in a speaker's paragraph"
        "In a release on a meeting, where paragraphs open with a name in capitals and its state or office: a sentence without a cue, after the one that says who speaks. It is the speaker's.\n\nExample: ANA ORLEN (Veldania) said that the pier would close. The boats would go elsewhere.\n\nNot yet measured: none of the rows of open news that were judged by hand is one."
}

impl Rule {
    /// The construction of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Its page.
    pub fn page(self) -> &'static Page {
        &RULES[self as usize]
    }
}
