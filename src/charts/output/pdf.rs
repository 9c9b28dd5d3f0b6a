//! PDF from the scene: vector marks, text as text in an embedded subset of the face, tagged with a heading, paragraphs and a figure
//! that carries the description.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::StructRole;
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use plotters::style::RGBColor;

use super::pdf_font::Used;
use super::svg::{Meta, escaped};
use crate::charts::font::{self, Weight};
use crate::charts::layout::{Anchor, Role};
use crate::charts::scene::{GRID, Item, Scene, SetText};
use crate::charts::theme::{Theme, Tone};
use crate::charts::{ChartError, SceneGroup};

/// Points to the CSS pixel.
const POINTS: f32 = 0.75;
/// How far the handles of a curve reach for a quarter of a circle, over its radius.
const ROUND: f32 = 0.552_285;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const INFO: Ref = Ref::new(5);
const TREE: Ref = Ref::new(6);
const DOCUMENT: Ref = Ref::new(7);
const METADATA: Ref = Ref::new(8);
/// Five references for each weight.
const FONTS: [Ref; 2] = [Ref::new(10), Ref::new(20)];
/// The first of the tagged parts.
const PARTS: i32 = 30;

/// Writes a scene as one page of its size.
///
/// # Errors
/// [`ChartError::Draw`] when the face cannot be embedded.
pub fn write(scene: &Scene, meta: Meta, theme: Theme) -> Result<Vec<u8>, ChartError> {
    let (content, used, parts) = draw(scene, theme);
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    document(&mut pdf, scene, meta, &parts);
    let mut page = pdf.page(PAGE);
    let (width, height) = (scene.width as f32 * POINTS, scene.height as f32 * POINTS);
    page.parent(PAGES).media_box(Rect::new(0.0, 0.0, width, height)).contents(CONTENT).struct_parents(0);
    let mut resources = page.resources();
    let mut fonts = resources.fonts();
    for weight in Weight::ALL.into_iter().filter(|weight| !used[*weight as usize].is_empty()) {
        fonts.pair(Name(font_name(weight)), FONTS[weight as usize]);
    }
    fonts.finish();
    resources.finish();
    page.finish();
    let bytes = packed(&content);
    pdf.stream(CONTENT, &bytes).filter(pdf_writer::Filter::FlateDecode);
    for weight in Weight::ALL.into_iter().filter(|weight| !used[*weight as usize].is_empty()) {
        used[weight as usize].write(&mut pdf, FONTS[weight as usize], weight)?;
    }
    Ok(pdf.finish())
}

fn font_name(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => b"R",
        Weight::SemiBold => b"S",
    }
}

/// Catalogue, information and the tree of tags.
fn document(pdf: &mut Pdf, scene: &Scene, meta: Meta, parts: &[StructRole]) {
    let part = |number: usize| Ref::new(PARTS + number as i32);
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr(meta.lang));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.metadata(METADATA);
    catalog.pair(Name(b"StructTreeRoot"), TREE);
    catalog.finish();
    let xmp = metadata(meta);
    pdf.metadata(METADATA, xmp.as_bytes());
    pdf.pages(PAGES).kids([PAGE]).count(1);
    pdf.document_info(INFO)
        .title(TextStr(meta.title))
        .subject(TextStr(meta.description))
        .creator(TextStr("tradeproof"));
    let mut tree = pdf.indirect(TREE).start::<pdf_writer::writers::StructTreeRoot<'_>>();
    tree.child(DOCUMENT).parent_tree_next_key(1);
    let mut numbers = tree.parent_tree();
    let mut entries = numbers.nums();
    // The parts of the only page, by the number of their content.
    let list = Ref::new(PARTS - 1);
    entries.insert(0, list);
    entries.finish();
    numbers.finish();
    tree.finish();
    pdf.indirect(list).array().items((0..parts.len()).map(part));
    let mut root = pdf.struct_element(DOCUMENT);
    root.kind(StructRole::Document).parent(TREE);
    let mut children = root.children();
    (0..parts.len()).for_each(|number| {
        children.struct_element(part(number));
    });
    children.finish();
    root.finish();
    for (number, role) in parts.iter().enumerate() {
        let mut element = pdf.struct_element(part(number));
        element.kind(*role).parent(DOCUMENT).page(PAGE);
        if *role == StructRole::Figure {
            element.alt(TextStr(meta.description));
            let (width, height) = (scene.width as f32 * POINTS, scene.height as f32 * POINTS);
            let mut attributes = element.attributes();
            attributes.push().layout().bbox(Rect::new(0.0, 0.0, width, height));
            attributes.finish();
        }
        element.children().marked_content_id(number as i32);
    }
}

/// Title, description and language as XMP, with the declaration that the file keeps to PDF/UA-1 (ISO 14289-1, 5).
fn metadata(meta: Meta) -> String {
    let [title, description, lang] = [meta.title, meta.description, meta.lang].map(escaped);
    let alternatives = |words: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{words}</rdf:li></rdf:Alt>");
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\
         <dc:title>{}</dc:title><dc:description>{}</dc:description>\
         <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\
         <xmp:CreatorTool>tradeproof</xmp:CreatorTool><pdfuaid:part>1</pdfuaid:part>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        alternatives(&title),
        alternatives(&description),
    )
}

/// The content of the page, the glyphs it sets, and what its tagged parts are.
fn draw(scene: &Scene, theme: Theme) -> (Vec<u8>, [Used; 2], Vec<StructRole>) {
    let mut pen = Pen { content: Content::new(), theme, used: [Used::default(), Used::default()] };
    // Pixels from the top left corner, as everywhere else.
    pen.content.transform([POINTS, 0.0, 0.0, -POINTS, 0.0, scene.height as f32 * POINTS]);
    pen.content.begin_marked_content(Name(b"Artifact"));
    pen.fill(Theme::Light.color(Tone::Canvas));
    pen.content.rect(0.0, 0.0, scene.width as f32, scene.height as f32).fill_nonzero().end_marked_content();
    let mut parts: Vec<StructRole> = Vec::new();
    for group in &scene.groups {
        let role = tag(group);
        if parts.last() != Some(&role) {
            if !parts.is_empty() {
                pen.content.end_marked_content();
            }
            let name: &[u8] = match role {
                StructRole::H1 => b"H1",
                StructRole::Figure => b"Figure",
                _ => b"P",
            };
            let mut mark = pen.content.begin_marked_content_with_properties(Name(name));
            mark.properties().identify(parts.len() as i32);
            mark.finish();
            parts.push(role);
        }
        group.items.iter().for_each(|item| pen.item(item));
    }
    if !parts.is_empty() {
        pen.content.end_marked_content();
    }
    (pen.content.finish().into_vec(), pen.used, parts)
}

fn tag(group: &SceneGroup) -> StructRole {
    match group.role {
        Role::Title => StructRole::H1,
        Role::Subtitle | Role::Foot => StructRole::P,
        _ => StructRole::Figure,
    }
}

/// Draws items in the colours of a theme.
struct Pen {
    content: Content,
    theme: Theme,
    used: [Used; 2],
}

impl Pen {
    fn color(&self, light: RGBColor) -> [f32; 3] {
        let RGBColor(red, green, blue) = Theme::tone_of(light).map_or(light, |tone| self.theme.color(tone));
        [red, green, blue].map(|part| f32::from(part) / 255.0)
    }

    fn fill(&mut self, light: RGBColor) {
        let [red, green, blue] = self.color(light);
        self.content.set_fill_rgb(red, green, blue);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect([x0, y0, x1, y1], color) => {
                self.fill(*color);
                let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|side| pixels(*side));
                self.content.rect(x0, y0, x1 - x0, y1 - y0).fill_nonzero();
            }
            Item::Polygon(points, color) => {
                self.fill(*color);
                self.way(points);
                self.content.close_path().fill_nonzero();
            }
            Item::Path(points, width, color) => {
                let [red, green, blue] = self.color(*color);
                self.content.set_stroke_rgb(red, green, blue).set_line_width(*width as f32 / GRID as f32);
                self.content.set_line_join(pdf_writer::types::LineJoinStyle::RoundJoin);
                self.way(points);
                self.content.stroke();
            }
            Item::Disc((x, y), radius, color) => {
                self.fill(*color);
                self.disc(pixels(*x), pixels(*y), *radius as f32 / GRID as f32);
            }
            Item::Text(text) => self.text(text),
        }
    }

    fn way(&mut self, points: &[(i32, i32)]) {
        for (number, (x, y)) in points.iter().enumerate() {
            match number {
                0 => self.content.move_to(pixels(*x), pixels(*y)),
                _ => self.content.line_to(pixels(*x), pixels(*y)),
            };
        }
    }

    fn disc(&mut self, x: f32, y: f32, radius: f32) {
        let reach = radius * ROUND;
        self.content.move_to(x + radius, y);
        // Quarter by quarter: the direction of the start and that of the end.
        for ((a, b), (c, d)) in
            [((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (-1.0, 0.0)), ((-1.0, 0.0), (0.0, -1.0)), ((0.0, -1.0), (1.0, 0.0))]
        {
            let start = (x + a * radius + c * reach, y + b * radius + d * reach);
            let end = (x + c * radius + a * reach, y + d * radius + b * reach);
            self.content.cubic_to(start.0, start.1, end.0, end.1, x + c * radius, y + d * radius);
        }
        self.content.close_path().fill_nonzero();
    }

    fn text(&mut self, text: &SetText) {
        self.fill(text.color);
        let size = text.size / GRID;
        let width = font::width(&text.words, size, text.weight);
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let run = self.used[text.weight as usize].run(&text.words, text.weight);
        self.content.begin_text().set_font(Name(font_name(text.weight)), size as f32);
        self.content.set_text_matrix([1.0, 0.0, 0.0, -1.0, pixels(text.at.0) - back as f32, pixels(text.at.1)]);
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        for (glyph, back) in run {
            items.show(Str(&glyph.to_be_bytes()));
            if back != 0.0 {
                items.adjust(back);
            }
        }
        items.finish();
        shown.finish();
        self.content.end_text();
    }
}

fn pixels(sixteenths: i32) -> f32 {
    sixteenths as f32 / GRID as f32
}

/// Bytes as a stream with the filter `FlateDecode` holds them.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}
