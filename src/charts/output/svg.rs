//! SVG that reads well: named groups, real text on baselines, literal colours, a title and a description.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use plotters::style::RGBColor;

use crate::charts::font::{FAMILY, Weight};
use crate::charts::layout::{Anchor, Role};
use crate::charts::scene::{GRID, Item, Scene, SceneGroup, SetText};
use crate::charts::theme::{Theme, Tone};

/// How an SVG is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SvgOptions {
    /// Put before every id, so that several charts can share a page; where it is empty, what the picture shows gives one.
    pub id_prefix: String,
    /// Whether the face travels inside the file (about 370 kB), so that it looks the same anywhere.
    pub embed_font: bool,
    pub theme: Theme,
    /// Whether marks carry the class of their tone (`tone-fill-blue`) for a page's style sheet to recolour.
    pub classes: bool,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self { id_prefix: String::new(), embed_font: false, theme: Theme::Light, classes: false }
    }
}

/// What the root element says about the picture.
#[derive(Debug, Clone, Copy)]
pub struct Meta<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub lang: &'a str,
}

/// Writes a scene.
#[must_use]
pub fn write(scene: &Scene, meta: Meta, options: &SvgOptions) -> String {
    let mut out = String::new();
    let Scene { width, height, .. } = scene;
    let id = match options.id_prefix.as_str() {
        "" => format!("chart-{:08x}", fingerprint(meta)),
        prefix => slug(prefix),
    };
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{title} {desc}" lang="{}" font-family="'{FAMILY}', Inter, 'Segoe UI', Arial, sans-serif">"#,
        meta.lang
    );
    let _ = writeln!(out, r#"<title id="{title}">{}</title>"#, escaped(meta.title));
    let _ = writeln!(out, r#"<desc id="{desc}">{}</desc>"#, escaped(meta.description));
    if options.embed_font {
        out.push_str(&style_sheet());
    }
    let mut writer = Writer { options, id: &id, names: BTreeMap::new() };
    let canvas = writer.paint("fill", Theme::Light.color(Tone::Canvas));
    let _ = writeln!(out, r#"<rect width="{width}" height="{height}"{canvas}/>"#);
    for group in &scene.groups {
        writer.group(&mut out, group);
    }
    out.push_str("</svg>\n");
    out
}

/// The faces as data URIs.
#[must_use]
pub fn font_faces() -> String {
    let face = |weight: Weight| {
        let data = STANDARD.encode(weight.bytes());
        let css = weight.css();
        format!(
            "@font-face{{font-family:'{FAMILY}';font-weight:{css};src:url(data:font/otf;base64,{data}) format('opentype')}}"
        )
    };
    Weight::ALL.map(face).join("\n")
}

fn style_sheet() -> String {
    format!("<style>{}</style>\n", font_faces())
}

/// What tells a picture from another by its words (FNV-1a), so that two of them on one page do not share ids.
fn fingerprint(meta: Meta) -> u32 {
    let bytes = meta.title.bytes().chain([0]).chain(meta.description.bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Letters, digits and hyphens.
fn slug(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
    plain.collect::<String>().split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

struct Writer<'a> {
    options: &'a SvgOptions,
    id: &'a str,
    /// How often each id has been given.
    names: BTreeMap<String, usize>,
}

impl Writer<'_> {
    fn group(&mut self, out: &mut String, group: &SceneGroup) {
        let name = match group.name.is_empty() {
            true => String::new(),
            // What a pointer rests on is told, and programs find the series by its name.
            false => format!(r#" data-name="{name}"><title>{name}</title"#, name = escaped(&group.name)),
        };
        let id = self.group_id(group);
        let _ = writeln!(out, r#"<g id="{id}" class="{}"{name}>"#, class(group.role));
        let mut items = group.items.as_slice();
        while let Some((item, rest)) = items.split_first() {
            let alike = rest.iter().take_while(|other| same_stroke(item, other)).count();
            self.item(out, item, &rest[..alike]);
            items = &rest[alike..];
        }
        out.push_str("</g>\n");
    }

    fn group_id(&mut self, group: &SceneGroup) -> String {
        let parts = [self.id, &class(group.role), &slug(&group.name)].map(str::to_owned);
        let id = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let given = self.names.entry(id.clone()).or_default();
        *given += 1;
        if *given == 1 { id } else { format!("{id}-{given}") }
    }

    /// Writes one item; paths of one stroke that follow each other become one.
    fn item(&self, out: &mut String, item: &Item, more: &[Item]) {
        let _ = match item {
            Item::Rect([x0, y0, x1, y1], color) => {
                let (width, height) = (number(x1 - x0), number(y1 - y0));
                let paint = self.paint("fill", *color);
                let (x, y) = (number(*x0), number(*y0));
                writeln!(out, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}"{paint}/>"#)
            }
            Item::Polygon(points, color) => {
                let paint = self.paint("fill", *color);
                writeln!(out, r#"<path d="{}Z"{paint}/>"#, path(points))
            }
            Item::Path(points, width, color) => {
                let paint = self.paint("stroke", *color);
                let mut data = path(points);
                for other in more {
                    if let Item::Path(points, ..) = other {
                        data.push_str(&path(points));
                    }
                }
                let width = number(*width as i32);
                writeln!(out, r#"<path d="{data}" fill="none"{paint} stroke-width="{width}" stroke-linejoin="round"/>"#)
            }
            Item::Disc((x, y), radius, color) => {
                let (x, y, radius) = (number(*x), number(*y), number(*radius as i32));
                writeln!(out, r#"<circle cx="{x}" cy="{y}" r="{radius}"{}/>"#, self.paint("fill", *color))
            }
            Item::Text(text) => writeln!(out, "{}", self.text(text)),
        };
    }

    fn text(&self, text: &SetText) -> String {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = match text.weight {
            Weight::Regular => String::new(),
            Weight::SemiBold => format!(r#" font-weight="{}""#, text.weight.css()),
        };
        let (x, y) = (number(text.at.0), number(text.at.1));
        let size = number(text.size.round() as i32);
        let paint = self.paint("fill", text.color);
        format!(r#"<text x="{x}" y="{y}" font-size="{size}"{weight}{anchor}{paint}>{}</text>"#, escaped(&text.words))
    }

    fn paint(&self, property: &str, color: RGBColor) -> String {
        let tone = Theme::tone_of(color);
        let RGBColor(red, green, blue) = tone.map_or(color, |tone| self.options.theme.color(tone));
        let class = match tone.filter(|_| self.options.classes) {
            Some(tone) => format!(r#" class="{}""#, tone.class()),
            None => String::new(),
        };
        format!(r##" {property}="#{red:02x}{green:02x}{blue:02x}"{class}"##)
    }
}

fn same_stroke(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Path(_, width, color), Item::Path(_, other_width, other_color)) => {
            width == other_width && color == other_color
        }
        _ => false,
    }
}

fn path(points: &[(i32, i32)]) -> String {
    let mut data = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let command = if place == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{command}{} {}", number(*x), number(*y));
    }
    data
}

/// Sixteenths of a pixel as a decimal without needless zeros.
fn number(sixteenths: i32) -> String {
    format!("{}", f64::from(sixteenths) / GRID)
}

fn class(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

/// Text for XML content and attributes; characters that XML forbids become a replacement sign.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            control if control.is_control() => out.push('\u{fffd}'),
            plain => out.push(plain),
        }
    }
    out
}
