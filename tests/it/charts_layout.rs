//! Whatever the figures: every text on the canvas, no two on each other, well-formed SVG.

use polars::prelude::{DataFrame, df};
use proptest::prelude::*;
use tradeproof::charts::kinds::KINDS;
use tradeproof::charts::{
    Annotation, ChartError, ChartSpec, Drawing, Item, Reference, Role, SvgOptions, Theme, render,
};

pub fn check(drawing: &Drawing) -> Result<(), TestCaseError> {
    let scene = drawing.scene();
    let texts: Vec<_> = scene.texts().map(|text| (text.bounds(), &text.words)).collect();
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    for (place, ([left, top, right, bottom], words)) in texts.iter().enumerate() {
        let inside = *left >= 0.0 && *top >= 0.0 && *right <= width && *bottom <= height;
        prop_assert!(inside, "{words} leaves the {width} × {height} canvas: {left} {top} {right} {bottom}");
        for ([l, t, r, b], other) in &texts[place + 1..] {
            let apart = *left >= *r || *l >= *right || *top >= *b || *t >= *bottom;
            prop_assert!(apart, "{words} lies on {other}");
        }
    }
    for item in scene.groups.iter().flat_map(|group| &group.items) {
        let inside = corners(item)
            .into_iter()
            .all(|(x, y)| (0..=scene.width as i32 * 16).contains(&x) && (0..=scene.height as i32 * 16).contains(&y));
        prop_assert!(inside, "{item:?} leaves the {width} × {height} canvas");
    }
    let svg = drawing.svg(&SvgOptions::default());
    resvg::usvg::roxmltree::Document::parse(&svg).map_err(|error| TestCaseError::fail(error.to_string()))?;
    Ok(())
}

/// The corners of what is drawn, words aside.
fn corners(item: &Item) -> Vec<(i32, i32)> {
    match item {
        Item::Rect([x0, y0, x1, y1], _) => vec![(*x0, *y0), (*x1, *y1)],
        Item::Polygon(points, _) | Item::Path(points, ..) => points.clone(),
        Item::Disc((x, y), radius, _) => {
            let radius = *radius as i32;
            vec![(x - radius, y - radius), (x + radius, y + radius)]
        }
        Item::Text(_) => Vec::new(),
    }
}

/// Draws, and checks; a size that is too small may be refused, nothing else.
fn draw(spec: &ChartSpec, frame: &DataFrame) -> Result<(), TestCaseError> {
    match render(spec, frame) {
        Ok(drawing) => check(&drawing),
        Err(ChartError::TooSmall { .. }) => Ok(()),
        Err(error) => Err(TestCaseError::fail(error.to_string())),
    }
}

fn spec(kind: &str, width: u32) -> ChartSpec {
    let mut spec = ChartSpec::new(kind, "x", "y");
    spec.title = "Қазақстан sells more than it buys, and Ελλάδα less, in every single year since 2005".into();
    spec.subtitle = "Goods trade, € million, 2005–2024".into();
    spec.source = "synthetic data".into();
    spec.width = width;
    spec
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,9}( [a-z]{2,12}){0,7}",
        "[А-Яа-яҚқІі]{1,14}( [а-я]{2,9}){0,3}",
        "[Α-ΡΣ-Ωα-ω]{1,14}",
        "[A-Z]{1,60}"
    ]
}

/// From a hundredth to eleven orders of magnitude more, and zero.
fn figure() -> impl Strategy<Value = f64> {
    (0i32..=11, 0.0..10.0f64, 0u8..5)
        .prop_map(|(power, part, zero)| if zero == 0 { 0.0 } else { part * 10f64.powi(power - 2) })
}

fn signed() -> impl Strategy<Value = Option<f64>> {
    let cell = (figure(), any::<bool>(), 0u8..8);
    cell.prop_map(|(value, negative, missing)| (missing > 0).then_some(if negative { -value } else { value }))
}

fn distinct(names: Vec<String>) -> Vec<String> {
    names.into_iter().enumerate().map(|(n, name)| format!("{name} {n}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn ranked_bars_keep_their_words_apart(
        rows in prop::collection::vec((name(), signed()), 1..20), first in figure(), width in 420u32..1000
    ) {
        let (names, mut values): (Vec<String>, Vec<Option<f64>>) = rows.into_iter().unzip();
        values[0] = Some(first);
        let frame = df!("x" => distinct(names), "y" => values).unwrap();
        draw(&spec("ranked", width), &frame)?;
    }

    #[test]
    fn grouped_bars_and_lines_keep_their_words_apart(
        years in 1i32..30, names in prop::collection::vec(name(), 1..7), values in prop::collection::vec(signed(), 210),
        width in 420u32..1000, partial in any::<bool>(), kind in prop::sample::select(vec!["grouped", "line"]),
    ) {
        let names = distinct(names);
        let mut values = values;
        values[0] = Some(1.0);
        let cells: Vec<(i32, &String)> = names.iter().flat_map(|name| (0..years).map(move |year| (1995 + year, name))).collect();
        let (x, by): (Vec<i32>, Vec<&str>) = cells.iter().map(|(year, name)| (*year, name.as_str())).unzip();
        let frame = df!("x" => x, "by" => by, "y" => values[..cells.len()].to_vec()).unwrap();
        let mut spec = spec(kind, width);
        spec.by = Some("by".into());
        if partial {
            spec.partial.insert((1994 + years).to_string(), "January–August".into());
        }
        draw(&spec, &frame)?;
    }

    #[test]
    fn grouped_names_keep_their_words_apart(rows in prop::collection::vec((name(), figure()), 1..12), width in 420u32..1000) {
        let (names, values): (Vec<String>, Vec<f64>) = rows.into_iter().unzip();
        let frame = df!("x" => distinct(names), "y" => values).unwrap();
        draw(&spec("grouped", width), &frame)?;
    }

    #[test]
    fn shares_keep_their_words_apart(
        bars in prop::collection::vec(name(), 1..5), parts in prop::collection::vec(name(), 1..8),
        values in prop::collection::vec(figure(), 40), width in 420u32..1000,
    ) {
        let (bars, parts) = (distinct(bars), distinct(parts));
        let cells: Vec<(&str, &str)> =
            bars.iter().flat_map(|bar| parts.iter().map(move |part| (bar.as_str(), part.as_str()))).collect();
        let (x, by): (Vec<&str>, Vec<&str>) = cells.iter().copied().unzip();
        // Every bar has something to share.
        let y: Vec<f64> = (0..cells.len()).map(|n| values[n] + if n % parts.len() == 0 { 1.0 } else { 0.0 }).collect();
        let frame = df!("x" => x, "by" => by, "y" => y).unwrap();
        let mut spec = spec("share", width);
        spec.by = Some("by".into());
        draw(&spec, &frame)?;
    }

    #[test]
    fn intervals_keep_their_words_apart(rows in prop::collection::vec((name(), signed(), figure()), 1..15), width in 420u32..1000) {
        let names = distinct(rows.iter().map(|row| row.0.clone()).collect());
        let values: Vec<Option<f64>> = rows.iter().enumerate().map(|(n, row)| if n == 0 { Some(1.0) } else { row.1 }).collect();
        let low: Vec<f64> = rows.iter().map(|row| row.1.unwrap_or(0.0) - row.2).collect();
        let high: Vec<f64> = rows.iter().map(|row| row.1.unwrap_or(0.0) + row.2 / 3.0).collect();
        let frame = df!("x" => names, "y" => values, "low" => low, "high" => high).unwrap();
        let mut spec = spec("interval", width);
        (spec.low, spec.high) = (Some("low".into()), Some("high".into()));
        draw(&spec, &frame)?;
    }
}

/// A frame of every column that any kind reads: `signed` lets figures be negative or missing.
fn any_frame(years: bool, names: &[String], series: &[String], values: &[(f64, u8)], signed: bool) -> DataFrame {
    let (mut x, mut by, mut y, mut ends) = (Vec::new(), Vec::new(), Vec::new(), (Vec::new(), Vec::new()));
    for (column, name) in series.iter().enumerate() {
        for (row, place) in names.iter().enumerate() {
            let (value, dice) = values[column * names.len() + row];
            // One figure at least, and nothing that is all zero.
            let value = if row == 0 { value + 1.0 } else { value };
            let value = if signed && dice < 60 { -value } else { value };
            x.push(if years { (2001 + row).to_string() } else { place.clone() });
            by.push(name.clone());
            y.push((!signed || row == 0 || dice < 200).then_some(value));
            ends.0.push(value - value.abs() * 0.1 - 1.0);
            ends.1.push(value + value.abs() * 0.2 + 2.0);
        }
    }
    df!("x" => x, "by" => by, "y" => y, "low" => ends.0, "high" => ends.1).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Every kind of the catalogue, without a line here for a new one.
    #[test]
    fn whatever_is_drawn_stays_on_the_canvas_and_keeps_its_words_apart(
        years in any::<bool>(), names in prop::collection::vec(name(), 1..9), series in prop::collection::vec(name(), 1..6),
        values in prop::collection::vec((figure(), any::<u8>()), 60), signed in any::<bool>(), split in any::<bool>(),
        partial in any::<bool>(), width in 420u32..1100,
    ) {
        let (names, series) = (distinct(names), distinct(if split { series } else { series[..1].to_vec() }));
        let frame = any_frame(years, &names, &series, &values, signed);
        for kind in KINDS {
            let mut spec = spec(kind.name(), width);
            spec.by = split.then(|| "by".into());
            if kind.draws_intervals() {
                (spec.low, spec.high) = (Some("low".into()), Some("high".into()));
            }
            if kind.draws_notes() && !names.is_empty() {
                let x = if years { "2001".to_owned() } else { names[names.len() - 1].clone() };
                spec.annotations = vec![Annotation { x, text: series[0].clone() }];
                spec.references = vec![Reference { y: values[0].0, text: names[0].clone() }];
            }
            if years && partial && names.len() > 1 {
                spec.provisional = vec!["2001".into()];
            }
            if years && partial {
                spec.partial.insert((2000 + names.len()).to_string(), "January–August".into());
            }
            match render(&spec, &frame) {
                Ok(drawing) => check(&drawing).map_err(|error| TestCaseError::fail(format!("{}: {error}", kind.name())))?,
                // Figures that a kind refuses, and sizes; never a word or a column.
                Err(ChartError::TooSmall { .. } | ChartError::NegativeShare { .. } | ChartError::NegativeArea { .. }
                    | ChartError::ZeroTotal { .. } | ChartError::TooManySeries { .. } | ChartError::FieldNeeded { .. }
                    | ChartError::Interval { .. } | ChartError::Shape { .. }) => {}
                Err(error) => return Err(TestCaseError::fail(format!("{}: {error}", kind.name()))),
            }
        }
    }
}

/// Left, top, right and bottom of all bars of a chart of one series.
fn bars(drawing: &Drawing) -> Vec<[i32; 4]> {
    let data = drawing.scene().groups.iter().filter(|group| group.role == Role::Data);
    let items = data.flat_map(|group| &group.items);
    let bars = items.filter_map(|item| if let Item::Rect(edges, _) = item { Some(*edges) } else { None });
    bars.collect()
}

#[test]
fn bars_begin_at_zero_and_are_as_long_as_their_figures() {
    let frame = df!("x" => ["a", "b", "c"], "y" => [1000.0, 990.0, -500.0]).unwrap();
    let ranked = bars(&render(&spec("ranked", 850), &frame).unwrap());
    let zero = ranked[0][0];
    assert!(ranked[1][0] == zero && ranked[2][2] == zero, "{ranked:?}");
    let length = |bar: &[i32; 4]| f64::from(bar[2] - bar[0]);
    assert!((length(&ranked[1]) / length(&ranked[0]) - 0.99).abs() < 0.005);
    assert!((length(&ranked[2]) / length(&ranked[0]) - 0.5).abs() < 0.005);
    let grouped = bars(&render(&spec("grouped", 850), &frame).unwrap());
    let height = |bar: &[i32; 4]| f64::from(bar[3] - bar[1]);
    assert!(grouped[0][3] == grouped[1][3] && grouped[2][1] == grouped[0][3], "{grouped:?}");
    assert!((height(&grouped[2]) / height(&grouped[0]) - 0.5).abs() < 0.01);
    // Edges lie on whole pixels.
    assert!(ranked.iter().chain(&grouped).flatten().all(|edge| edge % 16 == 0));
}

/// The rectangles of every series of a chart.
fn areas(kind: &str, frame: &DataFrame) -> Vec<Vec<[i32; 4]>> {
    let mut spec = spec(kind, 850);
    spec.by = Some("by".into());
    let drawing = render(&spec, frame).unwrap();
    let data = drawing.scene().groups.iter().filter(|group| group.role == Role::Data);
    let rects = |items: &[Item]| {
        items.iter().filter_map(|item| if let Item::Rect(r, _) = item { Some(*r) } else { None }).collect()
    };
    data.map(|group| rects(&group.items)).collect()
}

#[test]
fn lengths_and_areas_are_as_large_as_their_figures() {
    let frame =
        df!("x" => ["a", "b", "a", "b"], "by" => ["p", "p", "q", "q"], "y" => [10.0, 40.0, 30.0, 20.0]).unwrap();
    let stacked = areas("stacked", &frame);
    let high = |rect: &[i32; 4]| f64::from(rect[3] - rect[1]) / 16.0;
    // To the pixel, and one of canvas between neighbours.
    assert!((high(&stacked[0][1]) / high(&stacked[1][0]) - 4.0 / 3.0).abs() < 0.02, "{stacked:?}");
    assert!((stacked[0][0][1] - stacked[1][0][3]).abs() <= 16, "the second part stands on the first");
    let butterfly = areas("butterfly", &frame);
    let wide = |rect: &[i32; 4]| f64::from(rect[2] - rect[0]) / 16.0;
    assert!((wide(&butterfly[0][0]) / wide(&butterfly[1][0]) - 2.0).abs() < 0.02, "{butterfly:?}");
    assert!(butterfly[0].iter().all(|bar| bar[2] == butterfly[0][0][2]), "all begin at one line");
    let cells = areas("treemap", &frame);
    // With the seam of a pixel on every side, which belongs to the cell.
    let area = |rect: &[i32; 4]| (wide(rect) + 2.0) * (high(rect) + 2.0);
    let total: f64 = cells.iter().flatten().map(area).sum();
    for (cell, share) in [(&cells[0][0], 0.4), (&cells[0][1], 0.1), (&cells[1][0], 0.3), (&cells[1][1], 0.2)] {
        assert!((area(cell) / total / share - 1.0).abs() < 1e-3, "{cell:?} is not {share}");
    }
}

#[test]
fn charts_of_usual_size_are_drawn_not_refused() {
    let names =
        ["United Kingdom of Great Britain and Northern Ireland", "Ελλάδα", "Қазақстан", "Türkiye", "Côte d’Ivoire"];
    for values in [[0.0, 0.01, 3.0, 5e9, 1e9], [-5.0, -4.0, -3.0, -2.0, -1.0], [7.0; 5], [0.0; 5]] {
        let frame = df!("x" => names, "y" => values).unwrap();
        for kind in ["ranked", "grouped", "line"] {
            let drawing = render(&spec(kind, 850), &frame).unwrap_or_else(|error| panic!("{kind} {values:?}: {error}"));
            check(&drawing).unwrap();
        }
    }
    let one = df!("x" => [2024], "y" => [3.5]).unwrap();
    for kind in ["ranked", "grouped", "line", "share"] {
        check(&render(&spec(kind, 300), &one).unwrap()).unwrap();
    }
}

#[test]
fn words_of_the_reader_s_are_escaped_and_ids_are_prefixed() {
    let frame = df!("x" => ["<b>&\"bold\"</b>"], "y" => [1.0]).unwrap();
    let mut spec = spec("ranked", 600);
    spec.title = "A & B < C ]]> -- \u{1}".replace('\u{1}', "");
    let drawing = render(&spec, &frame).unwrap();
    let options = SvgOptions { id_prefix: "one".into(), embed_font: true, theme: Theme::Dark, classes: true };
    let svg = drawing.svg(&options);
    let tree = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
    assert_eq!(tree.root_element().attribute("aria-labelledby"), Some("one-title one-desc"));
    assert!(tree.descendants().any(|node| node.text() == Some("<b>&\"bold\"</b>")));
    assert!(svg.contains("data:font/otf;base64,") && svg.contains("tone-fill-blue"));
    assert!(!svg.contains("#ffffff"), "a light canvas in the dark theme");
}

#[test]
fn the_description_tells_change_and_extremes_and_does_not_compare_a_part_of_a_year() {
    let frame = df!("x" => [2022, 2023, 2024, 2025], "y" => [112.3, 109.6, 114.0, 78.4]).unwrap();
    let mut spec = spec("line", 600);
    spec.number.currency = Some("€".into());
    spec.number.magnitude = Some("billion".into());
    spec.number.decimals = Some(1);
    spec.partial.insert("2025".into(), "January–August".into());
    let drawing = render(&spec, &frame).unwrap();
    insta::assert_snapshot!(drawing.description(), @"Lines over time, named where they end; missing periods are gaps. Goods trade, € million, 2005–2024. 4 periods, 2022 to 2025 (January–August only). From €112.3 billion in 2022 to €114.0 billion in 2024, a change of €1.7 billion; highest €114.0 billion in 2024, lowest €109.6 billion in 2023; €78.4 billion in 2025 (January–August only).");
}

/// The ids of what an editor would mark.
fn marks(spec: &ChartSpec, frame: &DataFrame) -> Vec<String> {
    let drawing = render(spec, frame).unwrap();
    drawing.lints().iter().map(|lint| lint.id.to_string()).collect()
}

#[test]
fn each_rule_is_marked_when_it_is_broken_and_only_then() {
    let frame = df!("x" => [2023, 2024], "y" => [1.5, 2.5]).unwrap();
    let good = spec("grouped", 600);
    assert_eq!(marks(&good, &frame), Vec::<String>::new());
    let with = |change: fn(&mut ChartSpec)| {
        let mut spec = good.clone();
        change(&mut spec);
        marks(&spec, &frame)
    };
    assert_eq!(with(|spec| spec.title.clear()), ["title-missing"]);
    assert_eq!(with(|spec| spec.title = "Exports by partner".into()), ["title-states-no-finding"]);
    assert_eq!(with(|spec| spec.title = "Chemicals overtook machinery by 2015".into()), Vec::<String>::new());
    assert_eq!(with(|spec| spec.subtitle.clear()), ["subtitle-missing"]);
    assert_eq!(with(|spec| spec.subtitle = "Exports, 2024".into()), ["subtitle-without-unit"]);
    assert_eq!(with(|spec| spec.number.currency = Some("£".into())), ["subtitle-without-unit"]);
    assert_eq!(with(|spec| spec.subtitle = "Exports, € million".into()), ["subtitle-without-period"]);
    assert_eq!(with(|spec| spec.source = " ".into()), ["source-missing"]);
    assert_eq!(with(|spec| spec.number.divisor = 1e-9), ["figures-too-long"]);
    assert_eq!(with(|spec| spec.title = "word ".repeat(21)), ["title-too-long"]);
    let note = |text: &str| Annotation { x: "2023".into(), text: text.into() };
    let mut noted = good.clone();
    noted.annotations = ["a", "b", "c", "d"].map(note).to_vec();
    assert_eq!(marks(&noted, &frame), Vec::<String>::new());
    noted.references = vec![Reference { y: 1.0, text: "e".into() }];
    assert_eq!(marks(&noted, &frame), ["too-many-notes"]);
}

#[test]
fn a_last_year_that_falls_in_every_series_is_asked_about_unless_it_is_named() {
    let frame = |last: [f64; 2]| {
        let years = [2021, 2022, 2023, 2024, 2021, 2022, 2023, 2024];
        let by = ["p", "p", "p", "p", "q", "q", "q", "q"];
        df!("x" => years, "by" => by, "y" => [5.0, 6.0, 5.5, last[0], 8.0, 9.0, 9.5, last[1]]).unwrap()
    };
    let mut spec = spec("line", 850);
    spec.by = Some("by".into());
    assert_eq!(marks(&spec, &frame([3.5, 6.0])), ["last-period-may-be-partial"]);
    assert_eq!(marks(&spec, &frame([3.5, 9.0])), Vec::<String>::new(), "one series holds");
    spec.partial.insert("2024".into(), "January–August".into());
    assert_eq!(marks(&spec, &frame([3.5, 6.0])), Vec::<String>::new(), "it is named");
}

#[test]
fn flows_that_get_lost_and_maps_of_amounts_are_marked() {
    let flows = |out: f64| df!("x" => ["a", "b"], "by" => ["b", "c"], "y" => [10.0, out]).unwrap();
    let mut flow = spec("sankey", 850);
    flow.by = Some("by".into());
    assert_eq!(marks(&flow, &flows(9.95)), Vec::<String>::new(), "rounding");
    assert_eq!(marks(&flow, &flows(7.0)), ["flows-do-not-balance"]);
    flow.note = Some("A third is lost in smelting".into());
    assert_eq!(marks(&flow, &flows(7.0)), Vec::<String>::new());
    let frame = df!("x" => ["KAZ", "CHN"], "y" => [1.0, 2.0]).unwrap();
    let mut map = spec("choropleth", 850);
    assert_eq!(marks(&map, &frame), ["map-of-amounts"], "the subtitle says € million");
    map.subtitle = "Share of exports, %, 2024".into();
    assert_eq!(marks(&map, &frame), Vec::<String>::new());
}

#[test]
fn bands_are_as_thick_as_their_flows() {
    let frame = df!("x" => ["a", "a", "b"], "by" => ["c", "d", "d"], "y" => [30.0, 10.0, 20.0]).unwrap();
    let mut spec = spec("sankey", 850);
    spec.by = Some("by".into());
    let drawing = render(&spec, &frame).unwrap();
    let nodes: Vec<[i32; 4]> = bars(&drawing);
    let high = |rect: &[i32; 4]| f64::from(rect[3] - rect[1]) / 16.0;
    // a 40, b 20, c 30, d 30, to the pixel.
    for (node, flow) in nodes.iter().zip([40.0, 20.0, 30.0, 30.0]) {
        assert!((high(node) / high(&nodes[0]) - flow / 40.0).abs() < 0.01, "{nodes:?}");
    }
}

#[test]
fn too_many_series_rows_and_shares_off_a_hundred_are_marked() {
    let series = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("s{n}")).collect();
        df!("x" => vec!["a"; count], "by" => names, "y" => vec![1.0; count]).unwrap()
    };
    let mut split = spec("grouped", 850);
    split.by = Some("by".into());
    assert_eq!(marks(&split, &series(5)), Vec::<String>::new(), "four hues and grey");
    assert_eq!(marks(&split, &series(6)), ["too-many-hues"]);
    assert_eq!(marks(&split, &series(7)), ["too-many-hues", "too-many-series"]);
    split.highlight = vec!["s0".into()];
    assert_eq!(marks(&split, &series(6)), Vec::<String>::new(), "one colour, the rest grey");
    let rows: Vec<String> = (0..31).map(|n| format!("row {n}")).collect();
    let frame = df!("x" => rows, "y" => vec![1.0; 31]).unwrap();
    assert_eq!(marks(&spec("ranked", 850), &frame), ["too-many-rows"]);
    let mut shares = spec("share", 850);
    (shares.number.unit, shares.subtitle) = (Some("%".into()), "Exports, %, 2024".into());
    let frame = |last: f64| df!("x" => ["a", "b", "c"], "y" => [40.1, 30.0, last]).unwrap();
    assert_eq!(marks(&shares, &frame(29.8)), Vec::<String>::new(), "99.9 is rounding");
    assert_eq!(marks(&shares, &frame(25.0)), ["shares-do-not-add-up"]);
}

#[test]
fn shares_that_round_off_a_hundred_carry_a_note() {
    let frame = df!("x" => ["a", "b", "c"], "y" => [1.0, 1.0, 1.0]).unwrap();
    let written = |frame: &DataFrame| render(&spec("share", 850), frame).unwrap().svg(&SvgOptions::default());
    assert!(written(&frame).contains("may not add up to 100"));
    let even = df!("x" => ["a", "b"], "y" => [1.0, 1.0]).unwrap();
    assert!(!written(&even).contains("may not add up to 100"));
}
