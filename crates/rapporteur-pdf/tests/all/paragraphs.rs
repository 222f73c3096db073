//! Paragraphs, hyphens, tables, notes and what else stands on pages.

use crate::sheet::{PAGE, Setting, Sheet, pdf};

/// What is read off a sheet, a paragraph a line.
fn read(sheet: Sheet) -> String {
    let document = rapporteur_pdf::read(pdf(&[sheet])).expect("what is set here can be read");
    document.pages[0].paragraphs.join("\n")
}

/// Lines one under the other.
fn lines(sheet: &mut Sheet, left: f64, down: f64, lines: &[&str]) {
    for (at, line) in lines.iter().enumerate() {
        sheet.line(left, down + at as f64 * 13.0, 11.0, line, Setting::Plain);
    }
}

#[test]
fn lines_are_joined_and_paragraphs_are_not() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, 80.0, 16.0, "Council keeps northern pier open", Setting::Plain);
    lines(
        &mut sheet,
        60.0,
        110.0,
        &["The harbour council of Lyrne voted on Saturday to keep the", "northern pier open through the winter."],
    );
    lines(
        &mut sheet,
        60.0,
        150.0,
        &["The captains of the ice fleet rejected the offer of the council", "on Sunday, and said they would sail."],
    );
    assert_eq!(
        read(sheet),
        "Council keeps northern pier open\nThe harbour council of Lyrne voted on Saturday to keep the northern pier open through the winter.\n\
         The captains of the ice fleet rejected the offer of the council on Sunday, and said they would sail."
    );
}

#[test]
fn an_indented_line_begins_a_paragraph() {
    let mut sheet = Sheet::default();
    lines(&mut sheet, 72.0, 80.0, &["The harbour council of Lyrne voted on Saturday to keep"]);
    lines(&mut sheet, 60.0, 93.0, &["the northern pier open through the winter, the mayor said."]);
    lines(&mut sheet, 72.0, 106.0, &["The captains of the ice fleet rejected that offer on"]);
    lines(&mut sheet, 60.0, 119.0, &["Sunday, and said they would sail for the islands soon."]);
    assert_eq!(
        read(sheet),
        "The harbour council of Lyrne voted on Saturday to keep the northern pier open through the winter, the mayor said.\n\
         The captains of the ice fleet rejected that offer on Sunday, and said they would sail for the islands soon."
    );
}

#[test]
fn hyphens_at_the_end_of_lines_go_and_those_of_words_stay() {
    let mut sheet = Sheet::default();
    lines(
        &mut sheet,
        60.0,
        80.0,
        &[
            "The so-called cease-fire held, and the coun-",
            "cil thanked both sides for the cease-",
            "fire, and for the years 2020-",
            "2021, in which the Anglo-",
            "Karsund company paid for it.",
        ],
    );
    assert_eq!(
        read(sheet),
        "The so-called cease-fire held, and the council thanked both sides for the cease-fire, and for the years 2020-2021, in which the \
         Anglo-Karsund company paid for it."
    );
}

#[test]
fn rows_of_a_table_keep_their_cells() {
    let mut sheet = Sheet::default();
    lines(&mut sheet, 60.0, 80.0, &["The council published how many ships sailed in the winter, port by port:"]);
    for (at, row) in [["Port", "Ships", "Tonnes"], ["Lyrne", "12", "4,100"], ["Selwyn", "7", "2,950"], ["Port Karsund", "31", "9,020"]]
        .iter()
        .enumerate()
    {
        let down = 120.0 + at as f64 * 16.0;
        for (cell, left) in row.iter().zip([70.0, 250.0, 400.0]) {
            sheet.line(left, down, 11.0, cell, Setting::Plain);
        }
        sheet.rule((60.0, down + 4.0), (535.0, down + 4.0));
    }
    lines(&mut sheet, 60.0, 210.0, &["Nobody had counted the ships before, the mayor of Lyrne said."]);
    assert_eq!(
        read(sheet),
        "The council published how many ships sailed in the winter, port by port:\nPort | Ships | Tonnes\nLyrne | 12 | 4,100\n\
         Selwyn | 7 | 2,950\nPort Karsund | 31 | 9,020\nNobody had counted the ships before, the mayor of Lyrne said."
    );
}

#[test]
fn items_of_a_list_stand_alone() {
    let mut sheet = Sheet::default();
    lines(&mut sheet, 60.0, 80.0, &["The Security Council,"]);
    for (at, (number, item)) in [
        ("1.", "Decides to call an emergency session on the pier;"),
        ("2.", "Requests the Secretary-General to report;"),
        ("3.", "Decides to remain seized of the matter."),
    ]
    .iter()
    .enumerate()
    {
        let down = 100.0 + at as f64 * 13.0;
        sheet.line(60.0, down, 11.0, number, Setting::Plain);
        sheet.line(90.0, down, 11.0, item, Setting::Plain);
    }
    assert_eq!(
        read(sheet),
        "The Security Council,\n1. Decides to call an emergency session on the pier;\n2. Requests the Secretary-General to report;\n\
         3. Decides to remain seized of the matter."
    );
}

#[test]
fn a_paragraph_goes_on_in_the_next_column() {
    let mut sheet = Sheet::default();
    let left = [
        "The harbour council of Lyrne voted",
        "on Saturday to keep the northern",
        "pier open through the winter. It",
        "thanked the captains of the ice",
        "fleet and the ministry of the",
    ];
    let right = [
        "Interior for their help, and asked",
        "both to send their lists of ships",
        "by Monday. The captains had said",
        "they would sail for the islands",
        "only with the ice breakers.",
    ];
    lines(&mut sheet, 60.0, 80.0, &left);
    lines(&mut sheet, 300.0, 80.0, &right);
    assert_eq!(read(sheet), format!("{} {}", left.join(" "), right.join(" ")));
}

#[test]
fn marks_of_notes_stay_on_their_line() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, 80.0, 11.0, "The council voted on Saturday", Setting::Plain);
    sheet.line(60.0 + crate::sheet::width("The council voted on Saturday", 11.0), 76.0, 6.5, "1", Setting::Plain);
    sheet.line(
        60.0 + crate::sheet::width("The council voted on Saturday  ", 11.0) + 3.0,
        80.0,
        11.0,
        "and the captains sailed.",
        Setting::Plain,
    );
    lines(&mut sheet, 60.0, 93.0, &["The mayor was at home and said nothing about it."]);
    assert_eq!(read(sheet), "The council voted on Saturday1 and the captains sailed. The mayor was at home and said nothing about it.");
}

#[test]
fn letters_set_apart_are_words_and_what_is_printed_twice_is_read_once() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, 80.0, 12.0, "THE COUNCIL OF LYRNE", Setting::Tracked(250));
    for by in [0.0, 0.4] {
        sheet.line(60.0 + by, 120.0, 12.0, "Council keeps northern pier open", Setting::Plain);
    }
    assert_eq!(read(sheet), "THE COUNCIL OF LYRNE\nCouncil keeps northern pier open");
}

#[test]
fn what_stands_off_the_page_is_not_read_and_what_is_turned_comes_last() {
    let mut sheet = Sheet::default();
    sheet.raw(&format!("BT /F 12 Tf 0 1 -1 0 30 {} Tm (A stamp at the edge) Tj ET", PAGE.1 / 2.0));
    sheet.line(60.0, 80.0, 12.0, "Council keeps northern pier open", Setting::Plain);
    sheet.line(60.0, -80.0, 12.0, "Nobody sees this line", Setting::Plain);
    assert_eq!(read(sheet), "Council keeps northern pier open\nA stamp at the edge");
}

#[test]
fn heads_and_feet_are_read_first_and_last() {
    let mut sheet = Sheet::default();
    sheet.line(60.0, PAGE.1 - 40.0, 9.0, "2/14 The Lyrne Herald", Setting::Plain);
    sheet.line(420.0, 40.0, 9.0, "S/PV.9990", Setting::Plain);
    let left = [
        "The harbour council of Lyrne voted",
        "on Saturday to keep the northern",
        "pier open through the winter. It",
        "thanked the captains of the ice",
        "fleet and the ministry, it said.",
    ];
    for (column, at) in [(60.0, 0), (300.0, 1)] {
        lines(&mut sheet, column, 100.0, &left.map(|line| if at == 0 { line } else { "and so went on, as he said, for long" }));
    }
    let text = read(sheet);
    assert!(text.starts_with("S/PV.9990\nThe harbour council"), "{text}");
    assert!(text.ends_with("for long\n2/14 The Lyrne Herald"), "{text}");
}
