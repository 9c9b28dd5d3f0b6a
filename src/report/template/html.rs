//! Markdown as an HTML file of its own.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

const STYLE: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .75rem;border-bottom:1px solid #ccc;text-align:left}\
h1,h2,h3{line-height:1.2}\
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#16181c}th,td{border-color:#444}a{color:#8ab4f8}}";

/// The whole page, titled by the first heading; HTML that stands in the Markdown is shown as text.
#[must_use]
pub fn page(markdown: &str, lang: &str) -> String {
    let events = parse(markdown).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) if is_comment(&text) => Event::Html(text),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    let title = escaped(&title(markdown));
    let lang = escaped(lang);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// The Markdown of texts: tables and nothing else beyond the standard.
pub fn parse(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

fn is_comment(text: &str) -> bool {
    text.trim_start().starts_with("<!--") && text.trim_end().ends_with("-->")
}

/// The first heading.
fn title(markdown: &str) -> String {
    let mut inside = false;
    let mut title = String::new();
    for event in parse(markdown) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => inside = true,
            Event::End(TagEnd::Heading(_)) if inside => break,
            Event::Text(text) | Event::Code(text) if inside => title.push_str(&text),
            _ => {}
        }
    }
    if title.is_empty() { "Text".to_owned() } else { title }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
