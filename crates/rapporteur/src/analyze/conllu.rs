//! CoNLL-U, the table of Universal Dependencies: written from an analysis, or read for its tokens and written back tagged.

use super::analysis::Analysis;
use super::language::Language;
use crate::text::Span;
use std::fmt::Write;
use std::ops::Range;

/// Is this text CoNLL-U? Its first line that is neither empty nor a remark has ten columns and begins with a number.
pub fn is_conllu(text: &str) -> bool {
    let first = text.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.split('\t').count() == 10 && line.starts_with(|c: char| c.is_ascii_digit()))
}

/// The analysis of a text as CoNLL-U. `id` stands before the number of each sentence.
///
/// `MISC` tells `SpaceAfter=No` where no white space follows a token, its place in bytes, and the name it belongs to.
pub fn write(analysis: &Analysis<'_>, id: &str) -> String {
    let mut out = String::new();
    let mut paragraphs = analysis.paragraphs.iter().peekable();
    let id: String = id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    _ = writeln!(out, "# newdoc id = {id}");
    for (at, sentence) in analysis.sentences.iter().enumerate() {
        if paragraphs.next_if(|paragraph| paragraph.start == sentence.span.start).is_some() {
            out += "# newpar\n";
        }
        _ = writeln!(out, "# sent_id = {id}-{}\n# text = {}", at + 1, one_line(sentence.span.of(analysis.text())));
        for (number, line) in lines(analysis, sentence.tokens.clone()).enumerate() {
            let token = &analysis.tokens[sentence.tokens.start + number];
            let mut misc = vec![format!("Bytes={}-{}", token.span.start, token.span.end)];
            if analysis.tokens.get(sentence.tokens.start + number + 1).is_some_and(|next| next.span.start == token.span.end) {
                misc.push("SpaceAfter=No".to_owned());
            }
            if let Some(name) = analysis.name_at(sentence.tokens.start + number) {
                let mark = if name.tokens.start == sentence.tokens.start + number { 'B' } else { 'I' };
                misc.push(format!("Name={mark}-{}", name.kind.label()));
            }
            misc.sort();
            _ = writeln!(out, "{}\t{line}\t_\t{}", number + 1, misc.join("|"));
        }
        out.push('\n');
    }
    out
}

/// The same CoNLL-U with lemmas, tags, heads and relations of our own; remarks, forms, ranges and `MISC` stay.
pub fn retag(language: &Language, conllu: &str) -> String {
    let (mut text, mut sentences, mut tokens) = (String::new(), Vec::new(), Vec::<Vec<Span>>::new());
    let blocks: Vec<Vec<&str>> = conllu.split("\n\n").map(|block| block.lines().collect()).collect();
    for block in &blocks {
        let (start, mut spans) = (text.len(), Vec::new());
        for form in block.iter().filter_map(|line| word(line)) {
            let at = text.len();
            text.push_str(form);
            spans.push(Span::new(at, text.len()));
            text.push(' ');
        }
        sentences.push(Span::new(start, text.len()));
        tokens.push(spans);
        text.push('\n');
    }
    let analysis = language.read_tokens(&text, Vec::new(), sentences, tokens);
    let mut out = String::with_capacity(conllu.len());
    for (block, sentence) in blocks.iter().zip(&analysis.sentences) {
        let mut lines = lines(&analysis, sentence.tokens.clone());
        for line in block {
            let columns: Vec<&str> = line.split('\t').collect();
            match word(line).and_then(|_| lines.next()) {
                Some(new) => _ = writeln!(out, "{}\t{new}\t_\t{}", columns[0], columns[9]),
                None => _ = writeln!(out, "{line}"),
            }
        }
        if !block.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// The form on a line, if the line is a word (no remark, range or empty node).
fn word(line: &str) -> Option<&str> {
    let mut columns = line.split('\t');
    let id = columns.next()?;
    let form = columns.next()?;
    (columns.count() == 8 && !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())).then_some(form)
}

/// Columns 2 to 8 of each token.
fn lines(analysis: &Analysis<'_>, tokens: Range<usize>) -> impl Iterator<Item = String> {
    let start = tokens.start;
    analysis.tokens[tokens].iter().map(move |token| {
        let head = token.head.map_or(0, |head| head as usize - start + 1);
        format!(
            "{}\t{}\t{}\t{}\t{}\t{head}\t{}",
            one_line(analysis.form(token)),
            one_line(&analysis.lemma(token)),
            analysis.upos(token),
            analysis.xpos(token),
            analysis.morphology(token),
            analysis.relation(token)
        )
    })
}

fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
