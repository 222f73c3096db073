//! What stands where on each page: every glyph with its letters, its place and its size.
//!
//! Pictures, lines and colours are passed over. Text that is drawn invisibly is that of a scanned page and counts only where it is most of it.

use super::{Error, MOST_GLYPHS};
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, RenderContent,
    SoftMask, TransformExt, interpret_page,
};
use unicode_normalization::UnicodeNormalization;

/// A glyph, in points from the upper left corner of its page, turned so that its line runs to the right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Its letters: one, or those of a ligature; white space where it is a space.
    pub(crate) text: String,
    /// Where it begins and where the next is due.
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// The line on which it stands.
    pub(crate) base: f64,
    /// The size of its font.
    pub(crate) size: f64,
    /// The direction of its line, in degrees.
    pub(crate) turn: i32,
}

impl Glyph {
    pub(crate) fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// A document's glyphs, a list a page, and its stated title.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) title: Option<String>,
    pub(crate) pages: Vec<Vec<Glyph>>,
}

/// The key of the entry that says how a file is encrypted.
const ENCRYPTED: &[u8] = b"/Encrypt";

pub(crate) fn shown(bytes: Vec<u8>) -> Result<Shown, Error> {
    // A file whose table of objects is damaged too is not told to be encrypted by the library.
    let is_encrypted = bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Error::Locked,
        LoadPdfError::Invalid if is_encrypted => Error::Locked,
        LoadPdfError::Invalid => Error::Damaged,
    })?;
    let cache = InterpreterCache::new();
    let mut left = MOST_GLYPHS;
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
        let mut context = Context::new(page.initial_transform(true).to_kurbo(), frame, &cache, pdf.xref(), settings);
        let mut collector = Collector { frame, left, visible: Vec::new(), invisible: Vec::new() };
        interpret_page(page, &mut context, &mut collector);
        left = collector.left;
        if left == 0 {
            return Err(Error::TooLong);
        }
        let (visible, invisible) = (collector.visible, collector.invisible);
        pages.push(if invisible.len() > visible.len() { invisible } else { visible });
    }
    Ok(Shown { title: pdf.metadata().title.as_deref().map(stated).filter(|title| !title.trim().is_empty()), pages })
}

/// A text of the file's own fields: UTF-16 behind its mark, UTF-8 behind its mark, else one byte a letter.
fn stated(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, wide @ ..] => {
            let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    }
}

/// Takes what is drawn, and keeps the glyphs.
struct Collector {
    frame: Rect,
    /// Glyphs that may still come.
    left: usize,
    visible: Vec<Glyph>,
    invisible: Vec<Glyph>,
}

/// The glyph space of every font has so many units to its size.
const UNITS: f64 = 1000.0;
/// A glyph that says no width is taken to be so wide. A guess: half an em.
const USUAL_WIDTH: f32 = 500.0;

impl Collector {
    fn glyph(&self, glyph: &Drawn<'_>, transform: Affine) -> Option<Glyph> {
        let width = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(drawing) => drawing.advance_width(),
        };
        let width = f64::from(width.filter(|width| width.is_finite()).unwrap_or(USUAL_WIDTH));
        let origin = transform * Point::ZERO;
        let (end, top) = (transform * Point::new(width, 0.0), transform * Point::new(0.0, UNITS));
        let size = (top - origin).hypot();
        let sound = [origin.x, origin.y, end.x, end.y, size].iter().all(|number| number.is_finite());
        // What stands off the page, or is too small to be seen, is not shown.
        if !sound || size < 0.5 || !self.frame.inflate(1.0, 1.0).contains(origin) {
            return None;
        }
        let along = (transform * Point::new(UNITS, 0.0)) - origin;
        #[expect(clippy::cast_possible_truncation, reason = "degrees of a circle")]
        let turn = along.atan2().to_degrees().round() as i32;
        let (from, to) = match turn {
            0 => (origin, end),
            _ => (turned(origin, turn), turned(end, turn)),
        };
        Some(Glyph { text: letters(glyph), left: from.x.min(to.x), right: from.x.max(to.x), base: from.y, size, turn })
    }
}

/// A point turned about the corner of the page, so that lines in this direction run to the right.
fn turned(point: Point, turn: i32) -> Point {
    Affine::rotate(-f64::from(turn).to_radians()) * point
}

/// The letters that a glyph stands for: ligatures and other forms of presentation as their letters, what cannot be told as U+FFFD.
fn letters(glyph: &Drawn<'_>) -> String {
    let told = match glyph.as_unicode() {
        Some(BfString::Char(letter)) => letter.to_string(),
        Some(BfString::String(letters)) => letters,
        None => char::REPLACEMENT_CHARACTER.to_string(),
    };
    let is_form = |letter: char| matches!(letter, '\u{FB00}'..='\u{FB4F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}');
    let told: String = match told.contains(is_form) {
        true => told.nfkc().collect(),
        false => told,
    };
    told.chars()
        .map(|letter| match letter {
            '\u{E000}'..='\u{F8FF}' => char::REPLACEMENT_CHARACTER,
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect()
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for drawn in run.glyphs().iter().take(self.left) {
            self.left -= 1;
            if let Some(glyph) = self.glyph(drawn, props.transform * drawn.transform()) {
                if matches!(mode, DrawMode::Invisible) { self.invisible.push(glyph) } else { self.visible.push(glyph) }
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
