//! PDFs that are made to do harm cost themselves alone; many inputs that are not taken are counted by reason.

use crate::hands::{Bench, text};
use std::io::Write;

/// A PDF of one page with this content, coded by these filters.
fn paper(filters: &str, content: &[u8]) -> Vec<u8> {
    let mut file = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n\
         4 0 obj\n<< /Length {} /Filter [{filters}] >>\nstream\n",
        content.len()
    )
    .into_bytes();
    file.extend_from_slice(content);
    file.extend_from_slice(b"\nendstream\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n");
    file
}

/// Runs of one byte that are more than two GiB when they are written out.
fn bomb() -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let runs = [129, b' '].repeat(1 << 20);
    for _ in 0..20 {
        packed.write_all(&runs).expect("memory can be written");
    }
    paper("/FlateDecode /RunLengthDecode", &packed.finish().expect("memory can be written"))
}

#[test]
fn a_pdf_that_does_harm_costs_itself_alone() {
    let bench = Bench::new();
    bench.write("in/a-bomb.pdf", bomb());
    let mut deep = b"BT /F 12 Tf ".to_vec();
    deep.extend(std::iter::repeat_n(b'[', 3 << 20));
    bench.write("in/b-deep.pdf", paper("", &deep));
    bench.write("in/c-good.pdf", paper("", b"BT /F 12 Tf 60 780 Td (Both piers open on Saturday, the harbour office said.) Tj ET"));
    bench.write("in/d-good.txt", "Both piers open on Sunday, the harbour office said.");
    let output = bench.run(&["add", "--later", "in"]);
    let (printed, complaints) = (text(&output.stdout), text(&output.stderr));
    for name in ["a-bomb", "b-deep"] {
        assert!(printed.lines().any(|line| line.starts_with("refused ") && line.contains(name)), "{name}:\n{printed}{complaints}");
    }
    assert!(printed.contains("2 added, 0 new versions, 0 already there, 2 refused"), "{printed}{complaints}");
    assert!(!complaints.contains("panicked") && !complaints.contains("overflow"), "{complaints}");
}

#[test]
fn a_child_answers_and_prints_nothing_else() {
    let bench = Bench::new();
    bench.write("broken.pdf", "%PDF-1.7\nnothing");
    let file = std::fs::File::open(bench.path("broken.pdf")).expect("it was written");
    let output = bench.command(crate::hands::PROGRAM).arg("__pdf").stdin(file).output().expect("the program starts");
    assert_eq!((text(&output.stdout).as_str(), text(&output.stderr).as_str()), ("damaged\nnot a sound PDF\n", ""));
}

#[test]
fn many_that_are_not_taken_are_counted_by_reason() {
    let bench = Bench::new();
    for at in 0..30 {
        bench.write(&format!("in/picture-{at:02}.png"), b"\x89PNG\r\n\x1a\n");
    }
    bench.write("in/list.xml", "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></urlset>");
    bench.write("in/report.txt", "Both piers open on Sunday, the harbour office said.");
    let printed = text(&bench.run(&["add", "--quiet", "--later", "in"]).stdout);
    let told = "1 added, 0 new versions, 0 already there, 31 refused\n      30 refused: a picture, sound or film\n       \
                1 refused: a sitemap, a list of addresses for crawlers\n";
    assert!(printed.ends_with(told), "{printed}");
}
