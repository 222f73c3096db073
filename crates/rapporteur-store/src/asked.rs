//! A search as people write it, in the language of SQLite's full-text search: what is no operator is a word, whatever marks it holds.

/// The query for a search: words and "phrases" that must all stand there, `word*` for its beginnings, AND, OR and NOT between two of them. Marks
/// inside a word are its own: `cease-fire`, `U.N.`, `S/2022/155`. Empty where there is no word.
pub(crate) fn words(asked: &str) -> String {
    let terms = terms(asked);
    let is_operator = |at: usize| {
        let operator = matches!(&terms[at], Term::Word(word) if matches!(word.as_str(), "AND" | "OR" | "NOT"));
        operator && at > 0 && at + 1 < terms.len()
    };
    let mut query: Vec<String> = Vec::new();
    let mut joined = true;
    for (at, term) in terms.iter().enumerate() {
        match term {
            // Two operators in a row are an operator and a word.
            Term::Word(word) if is_operator(at) && !joined => {
                query.push(word.clone());
                joined = true;
            }
            Term::Word(word) => {
                query.push(quoted(word));
                joined = false;
            }
            Term::Begins(word) => {
                query.push(format!("{}*", quoted(word)));
                joined = false;
            }
        }
    }
    query.join(" ")
}

/// The query for any of some words, each as it stands.
pub fn any_of(words: &[&str]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" OR ")
}

/// Does a search use brackets or NEAR, which only the language of the search has?
pub(crate) fn may_be_query(asked: &str) -> bool {
    asked.contains(['(', ')'])
}

enum Term {
    /// A word or phrase.
    Word(String),
    /// The beginning of a word.
    Begins(String),
}

pub(crate) fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn terms(asked: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = asked.trim_start();
    while let Some(first) = rest.chars().next() {
        let close = (first == '"').then(|| rest[1..].find('"')).flatten();
        let (term, after) = match close {
            Some(close) => (&rest[1..=close], &rest[close + 2..]),
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        if term.chars().any(char::is_alphanumeric) {
            terms.push(match term.strip_suffix('*').filter(|_| close.is_none()) {
                Some(stem) if stem.chars().all(char::is_alphanumeric) => Term::Begins(stem.to_owned()),
                _ => Term::Word(term.to_owned()),
            });
        }
        rest = after.trim_start();
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_words_are_the_words_own() {
        assert_eq!(words("cease-fire U.N. S/2022/155"), r#""cease-fire" "U.N." "S/2022/155""#);
        assert_eq!(words(r#""black sea" fleet*"#), r#""black sea" "fleet"*"#);
    }

    #[test]
    fn any_word_is_a_word_whatever_it_holds() {
        assert_eq!(any_of(&["S-400", "NATO's", "OR"]), r#""S-400" OR "NATO's" OR "OR""#);
    }

    #[test]
    fn operators_stand_between_words_and_are_words_elsewhere() {
        assert_eq!(words("grain OR wheat"), r#""grain" OR "wheat""#);
        assert_eq!(words("AND"), r#""AND""#);
        assert_eq!(words("grain AND"), r#""grain" "AND""#);
        assert_eq!(words("NOT grain"), r#""NOT" "grain""#);
        assert_eq!(words(r#""unclosed grain"#), r#""""unclosed" "grain""#);
        assert_eq!(words("- … *"), "");
    }
}
