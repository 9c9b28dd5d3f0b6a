//! The gallery as one HTML page that loads nothing.

use std::fmt::Write as _;

use super::Case;
use crate::charts::output::svg::{SvgOptions, escaped, font_faces};
use crate::charts::{Drawing, Theme};

/// A case as drawn, or why it is refused.
#[derive(Debug)]
pub struct Picture {
    pub case: Case,
    pub drawn: Result<Drawing, String>,
}

const STYLE: &str = "body{font:15px/1.5 'Tradeproof Sans',sans-serif;margin:2rem;background:#eef0f3;color:#1d2733}\
figure{margin:0 0 2rem}figcaption{font-weight:600;margin:.3rem 0}svg{display:block;margin:0 0 .5rem;max-width:none}\
.refused{background:#fff;border-left:4px solid #b85c00;padding:.5rem 1rem;max-width:60rem}pre{font-size:12px}";

/// The page: hard cases in the light theme, those shown in all three.
#[must_use]
pub fn page(pictures: &[Picture]) -> String {
    let mut out =
        String::from("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Charts</title>\n");
    let _ = writeln!(out, "<style>{}\n{STYLE}</style>\n<h1>Charts</h1>", font_faces());
    for picture in pictures {
        figure(&mut out, picture);
    }
    out.push_str("</html>\n");
    out
}

fn figure(out: &mut String, picture: &Picture) {
    let name = &picture.case.name;
    let _ = writeln!(out, "<figure id=\"{}\">\n<figcaption>{}</figcaption>", escaped(name), escaped(name));
    match &picture.drawn {
        Err(message) => {
            let _ = writeln!(out, "<p class=\"refused\">{}</p>", escaped(message));
        }
        Ok(drawing) => {
            let hard = name != &picture.case.spec.kind;
            let themes = if hard { &Theme::ALL[..1] } else { &Theme::ALL[..] };
            for theme in themes {
                let id_prefix = format!("{name}-{theme:?}").to_lowercase();
                out.push_str(&drawing.svg(&SvgOptions { id_prefix, theme: *theme, ..SvgOptions::default() }));
            }
            let lints: Vec<String> = drawing.lints().iter().map(ToString::to_string).collect();
            let _ = writeln!(out, "<details><summary>In words</summary><p>{}</p>", escaped(drawing.description()));
            let _ = writeln!(out, "<pre>{}</pre></details>", escaped(&lints.join("\n")));
        }
    }
    out.push_str("</figure>\n");
}
