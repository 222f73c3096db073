//! Time of the language layer and of extraction on an invented report: `cargo bench -p rapporteur`.

#![allow(clippy::unwrap_used, reason = "a benchmark that fails says where")]

use divan::Bencher;
use divan::counter::ItemsCount;
use rapporteur::analyze::{Kernel, Language, LanguageSources};
use rapporteur::extract::{Extractor, Imprint};
use rapporteur::resources::Actors;
use rapporteur_data::language_file;

const REPORT: &str = "President Edda Marsk said after a meeting of her cabinet that at least 17 fishermen had been detained, among them two boys who were on \
their first voyage. “Nobody on those boats carried anything more dangerous than a gutting knife,” she said on the steps of the Old Customs House. “We want them \
home before the week is out.” According to the harbour authority, insurers raised the premium for a passage to four times its level of last week. A senior \
official, who asked not to be named, told reporters that the order would be read again on Friday.\n";

fn main() {
    divan::main();
}

fn language(kernel: Kernel) -> Language {
    Language::read_for(&LanguageSources::from_folder(|file| language_file("en", file)).unwrap(), kernel).unwrap()
}

#[divan::bench(args = Kernel::all())]
fn analyze(bencher: Bencher<'_, '_>, kernel: Kernel) {
    let (language, text) = (language(kernel), REPORT.repeat(6));
    let words = language.analyze(&text).tokens.len();
    bencher.counter(ItemsCount::new(words)).bench(|| language.analyze(&text));
}

#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    let (language, text) = (language(Kernel::detect()), REPORT.repeat(6));
    let extractor = Extractor::from_folder(|file| language_file("en", file)).unwrap();
    let actors = Actors::read(rapporteur_data::ACTORS).unwrap();
    let analysis = language.analyze(&text);
    bencher.counter(ItemsCount::new(analysis.tokens.len())).bench(|| extractor.extract(&actors, &analysis, Imprint::default()));
}
