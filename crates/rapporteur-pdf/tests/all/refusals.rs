//! What is no text is refused with its reason, and no bytes crash the reader.

use crate::sheet::{Setting, Sheet, pdf};
use rapporteur_pdf::{Error, read};

#[test]
fn what_holds_no_text_is_refused() {
    assert_eq!(read(b"%PDF-1.4\nnothing".to_vec()), Err(Error::Damaged));
    let mut sheet = Sheet::default();
    sheet.rule((10.0, 10.0), (500.0, 700.0));
    assert_eq!(read(pdf(&[sheet])), Err(Error::NoText));
}

#[test]
fn what_is_locked_is_refused() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, 80.0, 12.0, "Council keeps northern pier open", Setting::Plain);
    let open = String::from_utf8(pdf(&[sheet])).unwrap();
    let key = "00".repeat(32);
    let locked = open.replace(
        "/Root 1 0 R",
        &format!("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>"),
    );
    assert_eq!(read(locked.into_bytes()), Err(Error::Locked));
}

#[test]
fn a_damaged_table_of_objects_is_made_anew() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, 80.0, 12.0, "Council keeps northern pier open", Setting::Plain);
    let broken = String::from_utf8(pdf(&[sheet])).unwrap().replace("startxref\n", "startxref\n9");
    let document = read(broken.into_bytes()).unwrap();
    assert_eq!(document.pages[0].paragraphs, ["Council keeps northern pier open"]);
}
