//! A small writer of PDFs for the tests: text set in Helvetica at a place, and lines that are drawn.

/// How the words of a line are put into the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Setting {
    /// A string with its spaces.
    Plain,
    /// Each letter moved towards the one before, as kerning does, by up to so many thousandths of the size.
    Kerned(i64),
    /// Each word at its own place, without a space between them.
    Spaceless,
    /// Letters set apart by so many thousandths of the size.
    Tracked(u64),
}

/// Widths of the letters from the space to the tilde, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The width of a text in points.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.bytes().map(|byte| f64::from(WIDTHS[usize::from(byte.clamp(32, 126) - 32)])).sum::<f64>() * size / 1000.0
}

/// A page of A4 that is written on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    content: String,
    draws: u64,
}

pub(crate) const PAGE: (f64, f64) = (595.0, 842.0);

impl Sheet {
    /// Sets a line with its first letter at `left` and its foot so far below the upper edge of the page.
    pub(crate) fn line(&mut self, left: f64, down: f64, size: f64, text: &str, setting: Setting) {
        self.words(left, down, size, &text.split(' ').collect::<Vec<_>>(), 278.0 * size / 1000.0, setting);
    }

    /// Sets words with so wide a space between them.
    pub(crate) fn words(&mut self, left: f64, down: f64, size: f64, words: &[&str], space: f64, setting: Setting) {
        let up = PAGE.1 - down;
        match setting {
            Setting::Plain => {
                let wider = space - 278.0 * size / 1000.0;
                self.content += &format!("BT /F {size} Tf {wider:.3} Tw {left:.2} {up:.2} Td ({}) Tj ET\n", escaped(&words.join(" ")));
            }
            Setting::Tracked(by) => {
                let apart = size * by as f64 / 1000.0;
                self.content += &format!("BT /F {size} Tf {apart:.3} Tc {left:.2} {up:.2} Td ({}) Tj 0 Tc ET\n", escaped(&words.join(" ")));
            }
            Setting::Spaceless | Setting::Kerned(_) => {
                let mut at = left;
                for word in words {
                    let (shown, tighter) = match setting {
                        Setting::Kerned(most) => self.kerned(word, most),
                        _ => (format!("({})", escaped(word)), 0),
                    };
                    self.content += &format!("BT /F {size} Tf {at:.2} {up:.2} Td [{shown}] TJ ET\n");
                    at += width(word, size) + space - tighter as f64 * size / 1000.0;
                }
            }
        }
    }

    /// A word with its letters moved towards each other by up to `most` thousandths, or apart by up to a third of that; and by how much in all.
    fn kerned(&mut self, word: &str, most: i64) -> (String, i64) {
        let (mut shown, mut all) = (String::new(), 0);
        let last = word.chars().count() - 1;
        for (at, letter) in word.chars().enumerate() {
            self.draws = self.draws.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let drawn = (self.draws >> 33).cast_signed() % (most + most / 3 + 1) - most / 3;
            let by = if at == last { 0 } else { drawn };
            all += by;
            shown += &format!("({}) {by} ", escaped(&letter.to_string()));
        }
        (shown, all)
    }

    /// Draws a line from one place to another, as rules of tables and between columns are.
    pub(crate) fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.content += &format!("0.5 w {} {} m {} {} l S\n", from.0, PAGE.1 - from.1, to.0, PAGE.1 - to.1);
    }

    /// Puts operators of a content stream as they are.
    pub(crate) fn raw(&mut self, operators: &str) {
        self.content += operators;
        self.content.push('\n');
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// The file of these pages.
pub(crate) fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned());
    let mut kids = String::new();
    for sheet in sheets {
        let at = objects.len() + 1;
        kids += &format!("{at} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            PAGE.0,
            PAGE.1,
            at + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}endstream", sheet.content.len(), sheet.content));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", sheets.len());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        file += &format!("{place:010} 00000 n \n");
    }
    file += &format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}
