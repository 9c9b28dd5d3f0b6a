//! A strip that sets the printed interval against what the other figures give, as a small inline picture.

use std::fmt::Write as _;

/// One bar of the strip.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub low: f64,
    pub high: f64,
    /// What stands beside the bar.
    pub label: String,
}

const WIDTH: f64 = 260.0;
const ROW: f64 = 22.0;
const BAR_HEIGHT: f64 = 8.0;
/// The narrowest a bar gets, so that a point is still seen.
const HAIR: f64 = 3.0;
/// A label's width cannot be measured here; this is a generous estimate for 11 px text.
const LABEL_ADVANCE: f64 = 6.2;

/// Draws `printed` above `given`; `None` when an end is not finite or both are one point.
#[must_use]
pub fn draw(printed: &Bar, given: &Bar) -> Option<String> {
    let low = printed.low.min(given.low);
    let high = printed.high.max(given.high);
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return None;
    }
    let place = |value: f64| 4.0 + (value - low) / span * (WIDTH - 8.0);
    let mut svg = format!(
        r#"<svg class="strip" viewBox="0 0 {WIDTH} {}" role="img" aria-label="{}; {}">"#,
        2.0 * ROW,
        escaped(&printed.label),
        escaped(&given.label)
    );
    for (row, (class, bar)) in [("printed", printed), ("given", given)].into_iter().enumerate() {
        write_row(&mut svg, class, bar, row as f64 * ROW, &place);
    }
    svg.push_str("</svg>");
    Some(svg)
}

fn write_row(svg: &mut String, class: &str, bar: &Bar, top: f64, place: &impl Fn(f64) -> f64) {
    let start = place(bar.low);
    let width = (place(bar.high) - start).max(HAIR);
    let start = start.min(WIDTH - width);
    let middle = top + ROW / 2.0;
    let room = WIDTH - (start + width) - 6.0;
    let needed = bar.label.chars().count() as f64 * LABEL_ADVANCE;
    let (x, anchor) = if room >= needed || start < WIDTH / 2.0 && room >= start {
        (start + width + 6.0, "start")
    } else {
        (start - 6.0, "end")
    };
    let _ = write!(
        svg,
        r#"<line class="rail" x1="0" x2="{WIDTH}" y1="{middle}" y2="{middle}"/><rect class="{class}" x="{start:.1}" y="{:.1}" width="{width:.1}" height="{BAR_HEIGHT}" rx="1"/><text class="{class}" x="{x:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
        middle - BAR_HEIGHT / 2.0,
        middle + 4.0,
        escaped(&bar.label)
    );
}

/// For attributes and text.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(low: f64, high: f64, label: &str) -> Bar {
        Bar { low, high, label: label.into() }
    }

    #[test]
    fn bars_stay_inside_and_points_are_seen() {
        let svg = draw(&bar(20.5, 21.5, "printed 21%"), &bar(26.4, 26.4, "given <26.4%>")).unwrap();
        assert!(svg.contains(r#"x="4.0""#), "{svg}");
        assert!(svg.contains(r#"x="256.0""#) && svg.contains(r#"width="3.0""#), "{svg}");
        assert!(svg.contains("given &lt;26.4%&gt;"), "{svg}");
    }

    #[test]
    fn nothing_to_compare_is_not_drawn() {
        assert_eq!(draw(&bar(8.0, 8.0, "a"), &bar(8.0, 8.0, "b")), None);
        assert_eq!(draw(&bar(8.0, f64::INFINITY, "a"), &bar(8.0, 8.0, "b")), None);
    }
}
