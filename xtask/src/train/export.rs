//! What the Python side of training reads: the rows of tokens as the engine computes them, and open news as sentences of tokens.

use super::cutting::{load, read_rules};
use crate::bench_data::{Outcome, field, rows as objects};
use rapporteur::analyze::features::rows;
use rapporteur::analyze::{Gazetteer, Pieces, Splitter, Tokeniser, splitter, tokens};
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

/// Word pieces of a token in the exported rows; unused places hold -1.
const PIECES: usize = 8;

/// For each token of each sentence (a JSON array of forms a line, from standard input) its rows, as 32-bit integers.
pub(crate) fn features(folder: &Path) -> Outcome<()> {
    let pieces = Pieces::read(&std::fs::read_to_string(folder.join("pieces.txt"))?);
    let gazetteer =
        Gazetteer::read(&[&std::fs::read_to_string(folder.join("names.tsv"))?, &std::fs::read_to_string(folder.join("gazetteer.tsv"))?])?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let forms: Vec<String> = serde_json::from_str(&line?)?;
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        for row in rows(&pieces, &gazetteer, &forms) {
            let ids = row.words.iter().chain(&row.parts).map(|&id| i32::from(id));
            let pieces = row.pieces.iter().map(|&id| i32::try_from(id).unwrap_or(-1)).chain(std::iter::repeat(-1)).take(PIECES);
            for id in ids.chain(pieces) {
                out.write_all(&id.to_le_bytes())?;
            }
        }
    }
    Ok(out.flush()?)
}

/// Where the sentences of open news lie, `[release, [[start, end], ...]]` a line, in bytes of title, line end and text: releases of the
/// President of Russia (CC BY 4.0).
pub(crate) fn news(bench: &Path, folder: &Path, out: &mut impl Write) -> Outcome<()> {
    let rules = read_rules(folder)?;
    let splitter = Splitter::new(Some(load(folder, "splitter", splitter::FEATURES)?));
    let tokeniser = Tokeniser::new(Some(load(folder, "tokeniser", tokens::FEATURES)?));
    let mut out = BufWriter::new(out);
    for (at, report) in objects(&bench.join("news/kremlin_releases.jsonl.gz"))?.iter().enumerate() {
        let text = format!("{}\n{}", field(report, "title"), field(report, "text"));
        for sentence in splitter.sentences(&rules, &text, &rapporteur::text::paragraphs(&text)) {
            let tokens = tokeniser.tokens(&rules, &text, sentence);
            if (3..=100).contains(&tokens.len()) {
                let tokens: Vec<[u32; 2]> = tokens.iter().map(|token| [token.start, token.end]).collect();
                serde_json::to_writer(&mut out, &(at, tokens))?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(out.flush()?)
}
