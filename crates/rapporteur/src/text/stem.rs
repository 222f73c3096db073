//! Word stems for comparing reports: plurals and the commonest verb endings come off, nothing else.

/// The stem of a folded word.
///
/// Harman's S-stemmer (1991) and then "-ing", "-ed" and a final "e": crude, but the same word in two reports gives the
/// same stem, which is all that is asked of it.
///
/// # Example
/// ```
/// use rapporteur::text::stem;
/// assert_eq!((stem("countries"), stem("detained"), stem("planning")), ("country".into(), "detain".into(), "plan".into()));
/// ```
pub fn stem(folded: &str) -> String {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    let length = word.chars().count();
    let mut stem = match () {
        () if length > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        () if length > 4 && ["ses", "xes", "zes"].iter().any(|end| word.ends_with(end)) => word[..word.len() - 2].to_owned(),
        () if length > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => {
            word[..word.len() - 1].to_owned()
        }
        () => word.to_owned(),
    };
    for ending in ["ing", "ed"] {
        if stem.chars().count() > ending.len() + 3 && stem.ends_with(ending) {
            stem.truncate(stem.len() - ending.len());
            let mut back = stem.chars().rev();
            if let (Some(last), Some(before)) = (back.next(), back.next())
                && last == before
                && !matches!(last, 'l' | 's')
            {
                stem.pop();
            }
            break;
        }
    }
    if stem.chars().count() > 4 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

/// A stem as a word of eight hex digits: whatever the stem is written with, an index takes it for one word.
pub fn mark(stem: &str) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(stem.as_bytes()) as u32)
}
