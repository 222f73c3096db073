//! An analysis for people: under each sentence its tokens in order, each set in by its depth in the tree, with tags, lemma and name.

use crate::console::safe;
use rapporteur::analyze::{Analysis, Sentence};

/// Depth beyond which tokens are set in no further.
const DEEPEST: usize = 8;

/// Columns of a token with its indent.
const FORM: usize = 28;

/// The tokens of a sentence, a line each.
pub(crate) fn tree(analysis: &Analysis<'_>, sentence: &Sentence) -> String {
    let mut page = String::new();
    for at in sentence.tokens.clone() {
        let token = &analysis.tokens[at];
        let depth = std::iter::successors(token.head, |&head| analysis.tokens[head as usize].head).take(DEEPEST).count();
        let head = token.head.map_or_else(String::new, |head| format!(" of {}", safe(analysis.form(&analysis.tokens[head as usize]))));
        let name = analysis.name_at(at);
        let name = name.map_or_else(String::new, |name| format!("  [{}]", name.kind.label()));
        let form = format!("{}{}", "  ".repeat(depth), safe(analysis.form(token)));
        page += &format!(
            "      {form:FORM$} {:5} {:5} {:14} {}{head}{name}\n",
            analysis.upos(token),
            analysis.xpos(token),
            safe(&analysis.lemma(token)),
            analysis.relation(token),
        );
    }
    page
}
