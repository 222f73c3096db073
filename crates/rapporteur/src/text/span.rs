//! The one unit of position: half-open ranges of UTF-8 bytes. Characters and UTF-16 are computed on the way out.

/// A half-open range of UTF-8 bytes of one report's text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte positions. Texts are limited to 64 MiB on the way in, so positions fit 32 bits.
    ///
    /// # Panics
    /// When a position does not fit `u32` or the range is reversed: both are errors of the caller.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span runs forward: {start}..{end}");
        let fit = |at: usize| u32::try_from(at).expect("texts are shorter than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// The words this span stands for.
    ///
    /// # Panics
    /// When the span belongs to another text (out of bounds or inside a character).
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The same, or nothing when the span does not fit the text: for spans that come from outside.
    pub fn checked_of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// True when the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Do the two share a byte?
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does this span hold all of the other?
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without white space at its edges.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// Says of spans that come in order whether they share no byte with any of `gone`, which are in order and apart themselves.
pub fn apart(gone: &[Span]) -> impl FnMut(Span) -> bool + '_ {
    let mut ahead = gone;
    move |span| {
        ahead = &ahead[ahead.partition_point(|gone| gone.end <= span.start)..];
        !ahead.iter().take_while(|gone| gone.start < span.end).any(|gone| gone.overlaps(span))
    }
}
