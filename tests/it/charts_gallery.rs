//! Every kind and every hard case: what is drawn keeps its promises, what is refused says why, and the catalogue's examples run.

use assert_cmd::Command;
use predicates::str::contains;
use tradeproof::charts::gallery::{self, Case};
use tradeproof::charts::kinds::KINDS;
use tradeproof::charts::{RULES, SvgOptions, Theme};

use crate::charts_layout::check;

fn tradeproof() -> Command {
    Command::cargo_bin("tradeproof").unwrap()
}

fn shown() -> impl Iterator<Item = &'static Case> {
    KINDS
        .iter()
        .map(|kind| gallery::example(kind.name()).unwrap_or_else(|| panic!("add an example of {}", kind.name())))
}

#[test]
fn every_case_is_drawn_with_its_words_apart_or_refused_for_its_figures_or_its_size() {
    let mut refused = String::new();
    for case in gallery::cases() {
        match case.draw() {
            Ok(drawing) => check(&drawing).unwrap_or_else(|error| panic!("{}: {error}", case.name)),
            Err(error) => refused += &format!("{}: {error}\n", case.name),
        }
    }
    insta::assert_snapshot!("gallery_refused", refused);
}

#[test]
fn the_catalogue_s_examples_have_no_lints_and_fit_every_width_that_pages_have() {
    for case in shown() {
        let drawing = case.draw().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let lints: Vec<String> = drawing.lints().iter().map(ToString::to_string).collect();
        assert!(lints.is_empty(), "{}: {lints:?}", case.name);
        for width in [600, 850, 1200] {
            let mut case = case.clone();
            case.spec.width = width;
            let drawing = case.draw().unwrap_or_else(|error| panic!("{} at {width}: {error}", case.name));
            check(&drawing).unwrap_or_else(|error| panic!("{} at {width}: {error}", case.name));
        }
    }
}

/// What a shell makes of the lines after `Example`.
fn example(page: &str) -> Vec<String> {
    let (_, command) = page.split_once(" - ").unwrap();
    let (mut words, mut word, mut inside) = (Vec::new(), String::new(), false);
    for letter in command.replace("\\\n", " ").replace("'\\''", "\u{1}").chars() {
        match (letter, inside) {
            ('\'', _) => inside = !inside,
            ('\u{1}', _) => word.push('\''),
            (' ' | '\n', false) if word.is_empty() => {}
            (' ' | '\n', false) => words.push(std::mem::take(&mut word)),
            (letter, _) => word.push(letter),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[test]
fn the_catalogue_s_commands_draw_what_the_gallery_shows() {
    for case in shown() {
        let kind = &case.spec.kind;
        let page = tradeproof().args(["charts", kind]).output().unwrap();
        let data = tradeproof().args(["charts", kind, "--data"]).output().unwrap();
        assert_eq!(String::from_utf8(data.stdout.clone()).unwrap(), case.csv);
        let folder = tempfile::tempdir().unwrap();
        let mut command = tradeproof();
        command.current_dir(folder.path()).args(["chart", kind, "-"]);
        command.args(example(&String::from_utf8(page.stdout).unwrap())).write_stdin(data.stdout);
        command.assert().success().stderr("");
        let svg = std::fs::read_to_string(folder.path().join(format!("{kind}.svg"))).unwrap();
        assert_eq!(svg, case.draw().unwrap().svg(&SvgOptions::default()), "{kind}");
    }
}

#[test]
fn the_gallery_is_one_page_with_every_case_on_it() {
    let pictures: Vec<gallery::Picture> = gallery::cases()
        .into_iter()
        .filter(|case| case.name.starts_with("sankey") || case.name.starts_with("share"))
        .map(|case| gallery::Picture { drawn: case.draw().map_err(|error| error.to_string()), case })
        .collect();
    let page = gallery::page(&pictures);
    for picture in &pictures {
        assert!(page.contains(&format!("id=\"{}\"", picture.case.name)));
    }
    assert!(page.contains("a negative value has no share") && !page.contains("http://www.w3.org/1999/xlink"));
    assert_eq!(page.matches("sankey-dark-title").count(), 2, "ids are apart, and used once each");
}

#[test]
fn rules_are_listed_with_what_holds_them_and_every_mark_belongs_to_one() {
    let listed = tradeproof().args(["charts", "--rules"]).output().unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    insta::assert_snapshot!("chart_rules", text);
    assert_eq!(text.lines().count(), RULES.len() * 2);
}

fn pdf(kind: &str, theme: Theme) -> Vec<u8> {
    gallery::example(kind).unwrap().draw().unwrap().pdf(theme).unwrap()
}

#[test]
fn words_in_a_pdf_are_words() {
    for case in shown() {
        let bytes = pdf(&case.spec.kind, Theme::Light);
        let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert!(squeezed(&text).contains(&squeezed(&case.spec.title)), "{}: {text}", case.name);
        assert!(squeezed(&text).contains("Source:inventedfigures."), "{}: {text}", case.name);
    }
}

#[test]
fn a_pdf_embeds_a_subset_of_the_face_and_is_tagged() {
    let bytes = pdf("line", Theme::Print);
    let raw: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    for part in [
        "/FontFile3",
        "/CIDFontType0C",
        "/ToUnicode",
        "/StructTreeRoot",
        "/Figure",
        "/Alt",
        "/H1",
        "/Lang",
        "/Marked true",
    ] {
        assert!(raw.contains(part), "{part}");
    }
    assert!(bytes.len() < 60_000, "{} bytes: the whole face is in it", bytes.len());
    assert_eq!(bytes, pdf("line", Theme::Print));
    assert_ne!(bytes, pdf("line", Theme::Dark));
}

#[test]
fn a_preview_shows_marks_and_words_in_the_terminal_s_width() {
    let case = gallery::example("grouped").unwrap();
    let mut command = tradeproof();
    command.env("COLUMNS", "90").args(["chart", "grouped", "-", "--x", "period", "--y", "value", "--by", "flow"]);
    command.args([
        "--title",
        "Imports exceeded exports in every year",
        "--subtitle",
        "Goods trade, € billion, 2015–2025",
    ]);
    command.args(["--source", "invented figures", "--partial", "2025=Jan–Aug", "--preview"]);
    let output = command.write_stdin(case.csv.clone()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 90));
    assert!(!text.contains('\u{1b}'), "no codes where there is no terminal");
    insta::assert_snapshot!("chart_preview", text);
}

#[test]
fn one_command_writes_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let case = gallery::example("line").unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut command = tradeproof();
    command.args(["chart", "line", "-", "--x", "period", "--y", "value", "--by", "flow", "--width", "180mm"]);
    for name in ["a.svg", "a.png", "a.pdf", "a.csv"] {
        command.arg("-o").arg(at(name));
    }
    command.write_stdin(case.csv.clone()).assert().success();
    let read = |name: &str| std::fs::read(at(name)).unwrap();
    assert!(String::from_utf8(read("a.svg")).unwrap().contains("width=\"680\""), "180 mm at 96 to the inch");
    assert!(read("a.pdf").starts_with(b"%PDF-1.7") && read("a.png").starts_with(b"\x89PNG"));
    assert!(String::from_utf8(read("a.csv")).unwrap().starts_with("period,flow,value\n2015,Exports,61.2\n"));
}

#[test]
fn the_schema_is_printed_without_a_table() {
    let output = tradeproof().args(["chart", "line", "--emit", "schema"]).output().unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema["properties"]["kind"]["enum"].as_array().unwrap().len(), KINDS.len());
    let command = tradeproof().args(["chart", "line", "--x", "a", "--y", "b", "--emit", "csv"]).assert().code(2);
    command.stderr(contains("a table is needed"));
}

/// The words of a chart of this table.
fn words(kind: &str, table: &str, flags: &[&str]) -> String {
    let mut command = tradeproof();
    command.args(["chart", kind, "-", "--x", "a", "--y", "b"]).args(flags).write_stdin(table);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const YEARS: &str = "a,b,l,h\n2021,3,2.5,3.2\n2022,4,3.6,4.8\n2023,5,5,5\n2024,6,4,9\n";

#[test]
fn provisional_periods_are_marked_hatched_and_named() {
    let svg = words("grouped", YEARS, &["--provisional", "2024"]);
    assert!(
        svg.contains(">2024 p<") && svg.contains("Hatched: p = provisional.") && svg.contains("stroke-width=\"1.5\"")
    );
    assert!(svg.contains("highest 6 in 2024 (provisional)"), "{svg}");
    let russian = words("line", YEARS, &["--provisional", "2024", "--lang", "ru"]);
    assert!(russian.contains("Пунктир: p = предварительные данные."), "{russian}");
}

#[test]
fn intervals_are_whiskers_and_their_ends_are_on_the_scale() {
    let plain = words("grouped", YEARS, &[]);
    let with = words("grouped", YEARS, &["--low", "l", "--high", "h"]);
    // Two caps and a line for each of three; 2023 is known exactly.
    assert_eq!(with.matches("<rect").count(), plain.matches("<rect").count() + 9);
    let refused = tradeproof()
        .args(["chart", "stacked", "-", "--x", "a", "--y", "b", "--low", "l", "--high", "h"])
        .write_stdin(YEARS)
        .assert()
        .code(2);
    refused
        .stderr(contains("`stacked` does not draw `low`: leave it out, or use one of ranked, grouped, line, interval"));
    let one = tradeproof()
        .args(["chart", "line", "-", "--x", "a", "--y", "b", "--low", "l"])
        .write_stdin(YEARS)
        .assert()
        .code(2);
    one.stderr(contains("needs `high`"));
}

const REGIONS: &str =
    "a,b,c,d\n2023,3,x,North\n2024,4,x,North\n2023,30,x,South\n2024,,x,South\n2023,1,y,North\n2024,2,y,North\n";

#[test]
fn facets_share_one_scale_and_say_which_has_a_gap() {
    let svg = words("grouped", REGIONS, &["--by", "c", "--facet", "d"]);
    assert!(svg.contains(">North<") && svg.contains(">South<"));
    // Bars of 3 and 30 are one to ten, though they stand in two plots.
    let mut bars: Vec<f64> = svg
        .lines()
        .filter(|line| line.starts_with("<rect") && line.contains("fill=\"#0072b2\""))
        .filter_map(|line| line.split("height=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    bars.remove(0);
    assert!((bars[2] / bars[0] - 10.0).abs() < 0.5, "{bars:?}");
    assert!(svg.contains("South: No figure: x 2024; y 2023, 2024."), "{svg}");
    assert!(svg.contains("North: 2 periods") && svg.contains("South: 2 periods"), "told one by one");
}

#[test]
fn facets_are_a_column_of_the_figures_and_not_for_every_kind() {
    let csv = words("line", REGIONS, &["--by", "c", "--facet", "d", "--emit", "csv"]);
    assert!(csv.starts_with("d,a,c,b\nNorth,2023,x,3\n") && csv.contains("South,2024,x,\n"), "{csv}");
    let mut command = tradeproof();
    command.args(["chart", "ranked", "-", "--x", "a", "--y", "b", "--facet", "d"]).write_stdin(REGIONS);
    command.assert().code(2).stderr(contains("`ranked` does not draw `facet`"));
}

#[test]
fn annotations_and_levels_are_drawn_named_and_told() {
    let svg = words("line", YEARS, &["--annotate", "2022=New tariff", "--reference", "4.5=Average"]);
    assert!(svg.contains(">New tariff<") && svg.contains(">Average 4.5<"), "{svg}");
    assert!(svg.contains("2022: New tariff.</desc>"), "{svg}");
    let wrong = tradeproof()
        .args(["chart", "line", "-", "--x", "a", "--y", "b", "--annotate", "1999=x"])
        .write_stdin(YEARS)
        .assert()
        .code(2);
    wrong.stderr(contains("`1999` in `annotations` is not in column `a`"));
}

#[test]
fn the_metric_stands_in_the_foot() {
    assert!(
        words("ranked", "a,b\nx,1\n", &["--metric-name", "growth, year on year"])
            .contains("Metric: growth, year on year.")
    );
}

#[test]
fn flows_maps_and_products_refuse_what_they_cannot_show() {
    let refused = |kind: &str, table: &str, flags: &[&str], message: &str| {
        let mut command = tradeproof();
        command.args(["chart", kind, "-", "--x", "a", "--y", "b"]).args(flags).write_stdin(table.to_owned());
        command.assert().code(2).stdout("").stderr(contains(message));
    };
    let by = ["--by", "c"];
    refused("sankey", "a,b,c\nx,1,y\ny,1,x\n", &by, "flows that run in a circle");
    refused("sankey", "a,b,c\nx,1,x\n", &by, "one from x to itself");
    refused("sankey", "a,b,c\nx,-1,y\n", &by, "a negative value has no area");
    refused("sankey", "a,b\nx,1\n", &[], "`sankey` needs `by`");
    refused("choropleth", "a,b\nKAZ,1\nKestria,2\n", &[], "`Kestria`");
    refused("choropleth", "a,b\nKAZ,1\nKazakhstan,2\n", &[], "two rows give a value for Kazakhstan");
    refused("choropleth", "a,b\nWorld,1\n", &[], "`World`, which holds other economies");
    refused("product-space", "a,b,c\nx,0,y\n", &by, "a figure above zero, found none");
}

#[test]
fn a_map_takes_names_and_codes_and_draws_small_economies() {
    let svg = words("choropleth", "a,b\nKazakhstan,1\nGB,2\nSGP,3\n", &["--highlight", "GB"]);
    assert!(svg.contains(">United Kingdom 2<") && svg.contains("<circle"), "{svg}");
    let svg = words("choropleth", "a,b\nKAZ,0\nCHN,2\n", &["--decimals", "0"]);
    assert!(svg.contains(">0<") && svg.contains("&gt; 0<"), "nothing is not a little: {svg}");
    let svg = words("choropleth", "a,b\nKazakhstan,1\nIsle of Man,2\nGuernsey,\n", &[]);
    assert!(svg.contains("Not on the map: Isle of Man 2."), "{svg}");
}
