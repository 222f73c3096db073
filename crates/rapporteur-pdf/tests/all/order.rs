//! Reading order: of the pairs of neighbouring words that were set, how many stand beside each other in what is read.

use crate::sheet::{PAGE, Setting, Sheet, pdf, width};
use std::collections::BTreeSet;

/// A stream of invented words.
struct Words {
    number: usize,
}

const SYLLABLES: [&str; 24] = [
    "va", "To", "lyr", "We", "kar", "sel", "no", "ri", "AV", "mo", "fi", "fl", "tu", "be", "da", "ghe", "or", "Ta", "ll", "ij", "wy", "ce",
    "pu", "ex",
];

impl Words {
    fn next(&mut self) -> String {
        self.number += 1;
        // Of one to four syllables, about as long as the words of English.
        let below = [24, 576, 13_824, 331_776][self.number % 7 % 4];
        let (mut rest, mut word) = (self.number * 7919 % below, String::new());
        while rest > 0 || word.is_empty() {
            word += SYLLABLES[rest % 24];
            rest /= 24;
        }
        word
    }

    /// Words that fill a line of this width, from edge to edge: with how wide a space.
    fn line(&mut self, wide: f64, size: f64) -> (Vec<String>, f64) {
        let mut words: Vec<String> = vec![self.next()];
        let least = 0.2 * size;
        let mut filled = width(&words[0], size);
        loop {
            let number = self.number;
            let word = self.next();
            let more = least + width(&word, size);
            if filled + more > wide {
                self.number = number;
                break;
            }
            filled += more;
            words.push(word);
        }
        let spaces = (words.len() - 1).max(1) as f64;
        (words, least + (wide - filled) / spaces)
    }
}

/// Sets a column of so many lines; its words in order.
#[expect(clippy::too_many_arguments, reason = "the place, the measure and the setting of a column")]
fn column(sheet: &mut Sheet, words: &mut Words, left: f64, down: f64, wide: f64, lines: usize, size: f64, setting: Setting) -> Vec<String> {
    let mut all = Vec::new();
    for line in 0..lines {
        let set_in = if line % 9 == 0 { size } else { 0.0 };
        let (set, space) = words.line(wide - set_in, size);
        let shown: Vec<&str> = set.iter().map(String::as_str).collect();
        sheet.words(left + set_in, down + line as f64 * size * 1.2, size, &shown, space, setting);
        all.extend(set);
    }
    all
}

/// The share of neighbouring pairs that are kept.
fn kept(set: &[String], sheet: Sheet) -> f64 {
    let document = rapporteur_pdf::read(pdf(&[sheet])).expect("what is set here can be read");
    let text = document.pages[0].paragraphs.join(" ");
    let read: Vec<&str> = text.split_whitespace().collect();
    let pairs: BTreeSet<(&str, &str)> = read.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let found = set.windows(2).filter(|pair| pairs.contains(&(pair[0].as_str(), pair[1].as_str()))).count();
    found as f64 / (set.len() - 1) as f64
}

const SETTINGS: [Setting; 4] = [Setting::Plain, Setting::Kerned(60), Setting::Kerned(110), Setting::Spaceless];

fn check(name: &str, make: impl Fn(Setting) -> (Vec<String>, Sheet)) {
    for setting in SETTINGS {
        let (set, sheet) = make(setting);
        let share = kept(&set, sheet);
        assert!(share >= 0.99, "{name}, {setting:?}: {share:.4}");
    }
}

#[test]
fn two_columns_under_a_title_and_over_a_foot() {
    check("two columns", |setting| {
        let (mut sheet, mut words) = (Sheet::default(), Words { number: 0 });
        let mut set = column(&mut sheet, &mut words, 60.0, 60.0, 475.0, 2, 18.0, setting);
        set.extend(column(&mut sheet, &mut words, 60.0, 120.0, 228.0, 45, 10.0, setting));
        set.extend(column(&mut sheet, &mut words, 307.0, 120.0, 228.0, 45, 10.0, setting));
        sheet.line(290.0, PAGE.1 - 40.0, 9.0, "17", setting);
        (set, sheet)
    });
}

#[test]
fn columns_whose_lines_do_not_lie_beside_each_other() {
    check("unaligned", |setting| {
        let (mut sheet, mut words) = (Sheet::default(), Words { number: 5000 });
        let mut set = column(&mut sheet, &mut words, 60.0, 80.0, 230.0, 50, 10.0, setting);
        set.extend(column(&mut sheet, &mut words, 302.0, 86.5, 230.0, 44, 10.0, setting));
        (set, sheet)
    });
}

#[test]
fn three_narrow_columns_with_rules_between_them() {
    check("three ruled columns", |setting| {
        let (mut sheet, mut words) = (Sheet::default(), Words { number: 9000 });
        let mut set = Vec::new();
        for (at, left) in [50.0, 220.0, 390.0].into_iter().enumerate() {
            set.extend(column(&mut sheet, &mut words, left, 90.0, 156.0, 50, 9.0, setting));
            if at > 0 {
                sheet.rule((left - 7.0, 80.0), (left - 7.0, 640.0));
            }
        }
        (set, sheet)
    });
}

#[test]
fn a_heading_across_the_middle_parts_the_columns() {
    check("parted", |setting| {
        let (mut sheet, mut words) = (Sheet::default(), Words { number: 14_000 });
        let mut set = column(&mut sheet, &mut words, 60.0, 80.0, 228.0, 20, 10.0, setting);
        set.extend(column(&mut sheet, &mut words, 307.0, 80.0, 228.0, 20, 10.0, setting));
        sheet.rule((60.0, 335.0), (535.0, 335.0));
        set.extend(column(&mut sheet, &mut words, 60.0, 355.0, 475.0, 2, 14.0, setting));
        set.extend(column(&mut sheet, &mut words, 60.0, 400.0, 228.0, 25, 10.0, setting));
        set.extend(column(&mut sheet, &mut words, 307.0, 400.0, 228.0, 25, 10.0, setting));
        (set, sheet)
    });
}

#[test]
fn one_column_between_rules() {
    check("one column", |setting| {
        let (mut sheet, mut words) = (Sheet::default(), Words { number: 20_000 });
        sheet.rule((60.0, 70.0), (535.0, 70.0));
        let set = column(&mut sheet, &mut words, 60.0, 90.0, 475.0, 50, 11.0, setting);
        sheet.rule((60.0, 780.0), (535.0, 780.0));
        (set, sheet)
    });
}

#[test]
fn columns_written_in_rows_are_read_as_columns() {
    // Some programs write a line of the left column, then the line of the right one beside it.
    let (mut sheet, mut words) = (Sheet::default(), Words { number: 26_000 });
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in 0..40 {
        let down = 90.0 + f64::from(line) * 12.0;
        left.extend(column(&mut sheet, &mut words, 60.0, down, 228.0, 1, 10.0, Setting::Plain));
        right.extend(column(&mut sheet, &mut words, 307.0, down, 228.0, 1, 10.0, Setting::Plain));
    }
    left.extend(right);
    let share = kept(&left, sheet);
    assert!(share >= 0.99, "{share:.4}");
}
