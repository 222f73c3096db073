//! A brief as a document for word processors, made of its Markdown: headings, quotations, lists, links to the reports and into the annex, and what is
//! cited marked there.

use docx_rs::{Docx, DocxError, Hyperlink, HyperlinkType, Paragraph, ParagraphChild, Run, RunFonts, Style, StyleType};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::io::Cursor;

/// How far a quotation, or what stands in a list, is set in, in twentieths of a point.
const INSET: i32 = 360;

/// The document that some Markdown of a brief is. The same text gives the same bytes in a process of its own.
pub(crate) fn of_markdown(text: &str) -> Result<Vec<u8>, DocxError> {
    let mut writer = Writer { docx: styled(Docx::new()), ..Writer::default() };
    for event in Parser::new(text) {
        writer.take(event);
    }
    writer.end_paragraph();
    let mut file = Cursor::new(Vec::new());
    writer.docx.build().pack(&mut file)?;
    Ok(file.into_inner())
}

/// The headings, the larger first; sizes in half points.
const HEADINGS: [(&str, &str, usize); 4] =
    [("Heading1", "heading 1", 36), ("Heading2", "heading 2", 28), ("Heading3", "heading 3", 24), ("Heading4", "heading 4", 22)];

fn styled(docx: Docx) -> Docx {
    HEADINGS.iter().fold(docx.default_size(22), |docx, &(id, name, size)| {
        docx.add_style(Style::new(id, StyleType::Paragraph).name(name).size(size).bold())
    })
}

/// A document on its way.
#[derive(Default)]
struct Writer {
    docx: Docx,
    /// What the paragraph at hand holds.
    runs: Vec<ParagraphChild>,
    style: Option<&'static str>,
    quoted: i32,
    /// For each list around, the number of the next of its points; none where they are not numbered.
    lists: Vec<Option<u64>>,
    /// Has the point at hand had its mark?
    marked: bool,
    strong: bool,
    emphasis: bool,
    cited: bool,
    /// Where a link leads, and what of it stands before it.
    link: Option<(String, Vec<ParagraphChild>)>,
    bookmarks: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.say(&words, false),
            Event::Code(words) => self.say(&words, true),
            Event::SoftBreak | Event::HardBreak => self.say(" ", false),
            Event::InlineHtml(tag) | Event::Html(tag) => self.tag(&tag),
            Event::Rule => self.end_paragraph(),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                self.style = Some(HEADINGS[(level as usize - HeadingLevel::H1 as usize).min(HEADINGS.len() - 1)].0);
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quoted += 1;
            }
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_paragraph();
                self.marked = false;
            }
            Tag::Strong => self.strong = true,
            Tag::Emphasis => self.emphasis = true,
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), std::mem::take(&mut self.runs))),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.end_paragraph(),
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quoted -= 1;
            }
            TagEnd::List(_) => {
                self.end_paragraph();
                self.lists.pop();
            }
            TagEnd::Strong => self.strong = false,
            TagEnd::Emphasis => self.emphasis = false,
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn say(&mut self, words: &str, code: bool) {
        if !std::mem::replace(&mut self.marked, true)
            && let Some(list) = self.lists.last_mut()
        {
            let mark = list.map_or_else(|| "\u{2022} ".to_owned(), |number| format!("{number}. "));
            *list = list.map(|number| number + 1);
            self.runs.push(ParagraphChild::Run(Box::new(Run::new().add_text(mark))));
        }
        // What no XML holds is left out.
        let words: String = words.chars().filter(|c| !c.is_control()).collect();
        let mut run = Run::new().add_text(words);
        if code {
            run = run.fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas")).size(18);
        }
        if self.strong {
            run = run.bold();
        }
        if self.emphasis {
            run = run.italic();
        }
        if self.cited {
            run = run.highlight("yellow");
        }
        if self.link.is_some() {
            run = run.color("1f4e9c").underline("single");
        }
        self.runs.push(ParagraphChild::Run(Box::new(run)));
    }

    /// `<mark>` and `<a id="…">`, the only tags that a brief has of its own.
    fn tag(&mut self, tag: &str) {
        match tag.trim() {
            "<mark>" => self.cited = true,
            "</mark>" => self.cited = false,
            tag => {
                if let Some(id) = tag.strip_prefix("<a id=\"").and_then(|rest| rest.split('"').next()) {
                    self.bookmarks += 1;
                    self.runs.push(ParagraphChild::BookmarkStart(docx_rs::BookmarkStart::new(self.bookmarks, bookmark(id))));
                    self.runs.push(ParagraphChild::BookmarkEnd(docx_rs::BookmarkEnd::new(self.bookmarks)));
                }
            }
        }
    }

    fn end_link(&mut self) {
        let Some((to, before)) = self.link.take() else { return };
        let told = std::mem::replace(&mut self.runs, before);
        let link = match to.strip_prefix('#') {
            Some(id) => Hyperlink::new(bookmark(id), HyperlinkType::Anchor),
            None => Hyperlink::new(to, HyperlinkType::External),
        };
        let runs = told.into_iter().filter_map(|child| match child {
            ParagraphChild::Run(run) => Some(*run),
            _ => None,
        });
        self.runs.push(ParagraphChild::Hyperlink(runs.fold(link, Hyperlink::add_run)));
    }

    fn end_paragraph(&mut self) {
        let style = self.style.take();
        if self.runs.is_empty() {
            return;
        }
        let mut paragraph = Paragraph::new();
        paragraph.children = std::mem::take(&mut self.runs);
        if let Some(style) = style {
            paragraph = paragraph.style(style).keep_next(true);
        }
        let inset = INSET * (self.quoted + i32::try_from(self.lists.len()).unwrap_or_default());
        if inset > 0 {
            paragraph = paragraph.indent(Some(inset), None, None, None);
        }
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }
}

/// A place in the annex as a name that word processors take.
fn bookmark(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
