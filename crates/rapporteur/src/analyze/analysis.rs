//! One report's analysis: paragraphs, sentences, tokens, tree, names, vectors, as one value over bytes of its text.

use super::features::{Rows, rows};
use super::language::Language;
use super::lists::{RELATIONS, TAGS};
use super::names::{Name, names};
use super::network::{NAMES, Network, Reading};
use super::recall::{self, Recall, Remembered};
use super::vectors::WIDTH;
use crate::text::{Span, paragraphs};
use std::ops::Range;
use std::sync::Arc;

/// Tokens that are parsed as one; a longer sentence is parsed in stretches. The square of this bounds the work.
const STRETCH: usize = 160;

/// Tokens beyond which a sentence is cut into several: what reads statements takes the square of a sentence's length. A page
/// without a full stop has as many; the longest sentence of 13,000 in treebanks has 162, resolutions have 400 in a paragraph.
const LONGEST: usize = 3 * STRETCH;

/// One token. Tags and relations are told by [`Analysis::upos`] and its like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Number of its joint tag.
    pub tag: u8,
    /// The token it hangs from, counted over the analysis; a sentence's root hangs from none.
    pub head: Option<u32>,
    /// Number of its relation.
    pub relation: u8,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its edges.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its vector; zeros where the language has none.
    pub vector: [i8; WIDTH],
}

/// What the words of one text are.
#[derive(Debug)]
pub struct Analysis<'a> {
    language: &'a Language,
    text: &'a str,
    /// The lines that are not empty.
    pub paragraphs: Vec<Span>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// Names of persons, places, organisations and nations, in order, none overlapping another.
    pub names: Vec<Name>,
}

impl Language {
    /// Analyses a text. Total: any text gives a value. Without a network there are sentences and tokens alone.
    pub fn analyze<'a>(&'a self, text: &'a str) -> Analysis<'a> {
        self.analyze_within(text, paragraphs(text))
    }

    /// Analyses these paragraphs of a text and nothing else, for a report some of whose spans are furniture.
    pub fn analyze_within<'a>(&'a self, text: &'a str, paragraphs: Vec<Span>) -> Analysis<'a> {
        self.analyze_recalling(None, text, paragraphs)
    }

    /// The same, where sentences that were read before are at hand. The result is the same with and without them.
    pub fn analyze_recalling<'a>(&'a self, recall: Option<&Recall>, text: &'a str, paragraphs: Vec<Span>) -> Analysis<'a> {
        let (sentences, tokens) = self.cut_within(text, &paragraphs);
        self.read_cut(recall, text, paragraphs, sentences, tokens)
    }

    /// The sentences of a text and the tokens of each, and nothing more.
    pub fn cut(&self, text: &str) -> (Vec<Span>, Vec<Vec<Span>>) {
        self.cut_within(text, &paragraphs(text))
    }

    fn cut_within(&self, text: &str, paragraphs: &[Span]) -> (Vec<Span>, Vec<Vec<Span>>) {
        let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
        for sentence in self.splitter.sentences(&self.rules, text, paragraphs) {
            let found = self.tokeniser.tokens(&self.rules, text, sentence);
            if found.len() <= LONGEST {
                sentences.push(sentence);
                tokens.push(found);
                continue;
            }
            for part in found.chunks(LONGEST) {
                sentences.push(Span { start: part[0].start, end: part[part.len() - 1].end });
                tokens.push(part.to_vec());
            }
        }
        (sentences, tokens)
    }

    /// Analyses a text whose sentences and tokens are known: `tokens` holds those of each sentence.
    pub fn read_tokens<'a>(&'a self, text: &'a str, paragraphs: Vec<Span>, sentences: Vec<Span>, tokens: Vec<Vec<Span>>) -> Analysis<'a> {
        self.read_cut(None, text, paragraphs, sentences, tokens)
    }

    fn read_cut<'a>(
        &'a self,
        recall: Option<&Recall>,
        text: &'a str,
        paragraphs: Vec<Span>,
        sentences: Vec<Span>,
        tokens: Vec<Vec<Span>>,
    ) -> Analysis<'a> {
        let forms: Vec<Vec<&str>> = tokens.iter().map(|tokens| tokens.iter().map(|token| token.of(text)).collect()).collect();
        let read = match recall {
            None => self.read_sentences(&forms.iter().collect::<Vec<_>>()).into_iter().map(Arc::new).collect(),
            Some(recall) => self.read_or_recall(recall, &forms),
        };
        let mut analysis = Analysis {
            language: self,
            text,
            paragraphs,
            sentences: Vec::with_capacity(sentences.len()),
            tokens: Vec::with_capacity(tokens.iter().map(Vec::len).sum()),
            names: Vec::new(),
        };
        for ((span, tokens), read) in sentences.into_iter().zip(tokens).zip(&read) {
            let start = analysis.tokens.len();
            let end = start + tokens.len();
            analysis.tokens.extend(tokens.into_iter().map(|span| Token { span, tag: 0, head: None, relation: 0 }));
            analysis.sentences.push(Sentence { span, tokens: start..end, vector: read.vector });
        }
        match &self.network {
            Some(network) => analysis.take(network, &read),
            None if !self.lists.is_empty() => analysis.take_lists(&forms),
            None => {}
        }
        analysis
    }

    fn read_or_recall(&self, recall: &Recall, forms: &[Vec<&str>]) -> Vec<Arc<Remembered>> {
        let keys: Vec<u128> = forms.iter().map(|forms| recall::key(forms)).collect();
        let mut found = recall.find(&keys);
        let new: Vec<usize> = (0..forms.len()).filter(|&at| found[at].is_none()).collect();
        for (&at, read) in new.iter().zip(self.read_sentences(&new.iter().map(|&at| &forms[at]).collect::<Vec<_>>())) {
            found[at] = Some(Arc::new(read));
        }
        recall.keep(new.iter().filter_map(|&at| Some((keys[at], found[at].clone()?))));
        found.into_iter().flatten().collect()
    }

    /// Reads sentences, each by itself; the result is in the same order.
    fn read_sentences(&self, forms: &[&Vec<&str>]) -> Vec<Remembered> {
        let rows: Vec<Vec<Rows>> = forms.iter().map(|forms| rows(&self.pieces, &self.gazetteer, forms)).collect();
        let stretches: Vec<&[Rows]> = rows.iter().flat_map(|rows| rows.chunks(STRETCH)).collect();
        let mut readings = self.network.as_ref().map(|network| network.readings(&stretches)).unwrap_or_default().into_iter();
        rows.iter()
            .map(|rows| {
                let pieces = rows.iter().flat_map(|row| row.pieces.iter().copied());
                let vector = self.vectors.as_ref().map_or([0; WIDTH], |vectors| vectors.of(pieces));
                Remembered { vector, readings: readings.by_ref().take(rows.len().div_ceil(STRETCH)).collect() }
            })
            .collect()
    }
}

impl<'a> Analysis<'a> {
    /// Takes over what was read of each sentence.
    fn take(&mut self, network: &Network, read: &[Arc<Remembered>]) {
        let appended = relation(network, "parataxis");
        let (mut at, mut scores): (usize, Vec<[f32; NAMES]>) = (0, Vec::with_capacity(self.tokens.len()));
        for read in read {
            let mut root = None;
            for Reading { tags, heads, relations, names } in &read.readings {
                let base = u32::try_from(at).expect("texts are shorter than 4 GiB");
                for (((&tag, &head), &relation), token) in tags.iter().zip(heads).zip(relations).zip(&mut self.tokens[at..]) {
                    let (mut head, mut relation) = (head.checked_sub(1).map(|head| base + head), relation);
                    if head.is_none() {
                        // The roots of later stretches of a long sentence hang from its first.
                        match root {
                            Some(first) => (head, relation) = (Some(first), appended),
                            None => root = Some(u32::try_from(at).expect("texts are shorter than 4 GiB")),
                        }
                    }
                    *token = Token { span: token.span, tag, head, relation };
                    at += 1;
                }
                scores.extend(names);
            }
        }
        self.names = names(self, &scores, &network.name_steps);
    }

    /// Takes over what lists tell of each sentence, for a language without a network.
    fn take_lists(&mut self, forms: &[Vec<&str>]) {
        let mut at = 0;
        for read in self.language.lists.read_all(&self.language.gazetteer, forms) {
            for (((tag, head), relation), token) in read.tags.iter().zip(&read.heads).zip(&read.relations).zip(&mut self.tokens[at..]) {
                let head = head.checked_sub(1).map(|head| at as u32 + head);
                *token = Token { span: token.span, tag: *tag, head, relation: *relation };
            }
            for (tokens, kind) in read.names {
                let tokens = at + tokens.start..at + tokens.end;
                let span = Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end };
                self.names.push(Name { span, tokens, kind });
            }
            at += read.tags.len();
        }
    }

    /// The text that was analysed.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The words of a token as printed.
    pub fn form(&self, token: &Token) -> &'a str {
        token.span.of(self.text)
    }

    /// The name that a token (counted over the analysis) belongs to.
    pub fn name_at(&self, token: usize) -> Option<&Name> {
        let before = self.names.partition_point(|name| name.tokens.start <= token);
        self.names[..before].last().filter(|name| name.tokens.contains(&token))
    }

    /// Universal part of speech; `X` where the language has no model.
    pub fn upos(&self, token: &Token) -> &'a str {
        self.tag(token).0
    }

    /// Penn tag; `_` where the language has no model.
    pub fn xpos(&self, token: &Token) -> &'a str {
        self.tag(token).1
    }

    /// Relation to the head, with its subtype; `dep` where the language has no model.
    pub fn relation(&self, token: &Token) -> &'a str {
        let at = usize::from(token.relation);
        match &self.language.network {
            Some(network) => network.relations.get(at).map_or("dep", String::as_str),
            None => RELATIONS.get(at).copied().unwrap_or("dep"),
        }
    }

    /// Lemma.
    pub fn lemma(&self, token: &Token) -> String {
        self.language.lemmas.of(self.form(token), self.xpos(token))
    }

    /// Number, tense, degree and verb form as far as the Penn tag tells them, in the notation of UD (`Number=Plur`); `_` for none.
    pub fn morphology(&self, token: &Token) -> &'static str {
        match self.xpos(token) {
            "NN" | "NNP" => "Number=Sing",
            "NNS" | "NNPS" => "Number=Plur",
            "VB" => "VerbForm=Inf",
            "VBD" => "Mood=Ind|Tense=Past|VerbForm=Fin",
            "VBG" => "VerbForm=Ger",
            "VBN" => "Tense=Past|VerbForm=Part",
            "VBP" => "Mood=Ind|Tense=Pres|VerbForm=Fin",
            "VBZ" => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
            "MD" => "VerbForm=Fin",
            "JJ" | "RB" => "Degree=Pos",
            "JJR" | "RBR" => "Degree=Cmp",
            "JJS" | "RBS" => "Degree=Sup",
            _ => "_",
        }
    }

    fn tag(&self, token: &Token) -> (&'a str, &'a str) {
        let at = usize::from(token.tag);
        let tag = match &self.language.network {
            Some(network) => network.tags.get(at).map(String::as_str),
            None => TAGS.get(at).copied(),
        };
        tag.and_then(|tag| tag.split_once('|')).unwrap_or(("X", "_"))
    }

    /// Does a capital tell a name, or are all nouns of the language written so?
    pub fn capital_is_name(&self) -> bool {
        !self.language.rules.capitals
    }

    pub(super) fn language(&self) -> &'a Language {
        self.language
    }
}

fn relation(network: &Network, name: &str) -> u8 {
    network.relations.iter().position(|relation| relation == name).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}
