//! Tables of one's own: what is understood of them, what is asked for, and that no figure is guessed.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// What a command says and how it ends, run beside these files.
fn run(files: &[(&str, &[u8])], arguments: &[&str]) -> (i32, String, String) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    run_in(folder.path(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The tidy rows of a table, without the columns that are blank: partner or product, flow, period, value, unit.
fn rows(text: &[u8], name: &str, set: &[&str]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let mut arguments = vec!["convert", name, "-o", "out.csv"];
    set.iter().for_each(|pair| arguments.extend(["--set", pair]));
    let (status, _, stderr) = run_in(folder.path(), &arguments);
    assert_eq!(status, 0, "{stderr}");
    let csv = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let wanted = ["reporter", "partner", "flow", "direction", "measure", "product", "period", "value", "unit", "state"];
    let places: Vec<usize> = wanted.iter().filter_map(|name| header.iter().position(|known| known == name)).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let cells = places.iter().map(|place| cells[*place]).filter(|cell| !cell.is_empty() && *cell != "value");
        cells.collect::<Vec<_>>().join(" ")
    };
    lines.map(row).collect()
}

/// The message for a table that is not read: status 2, nothing written.
fn refusal(text: &[u8], name: &str, set: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let mut arguments = vec!["summary", name, "--metric", "level", "-o", "out.csv"];
    set.iter().for_each(|pair| arguments.extend(["--set", pair]));
    let (status, stdout, stderr) = run_in(folder.path(), &arguments);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    assert!(!folder.path().join("out.csv").exists());
    stderr
}

const RUSSIAN: &str = "Таблица 1. Экспорт Казахстана по странам;;\n(тыс. долл. США);;\nСтрана;2023 г.;2024 г.*\n\
    Всего;1 500,5;1 700,0\nв том числе:;;\nКитай;1 000,5;1 100,0\nПрочие страны;500,0;600,0\n* предварительные данные;;\n";

#[test]
fn a_table_says_reporter_flow_and_unit_in_its_title() {
    assert_eq!(
        rows(RUSSIAN.as_bytes(), "a.csv", &[]),
        [
            "KAZ WLD export TOTAL 2023 1500.5 USD thousand",
            "KAZ WLD export TOTAL 2024 1700.0 USD thousand",
            "KAZ CHN export TOTAL 2023 1000.5 USD thousand",
            "KAZ CHN export TOTAL 2024 1100.0 USD thousand",
            "KAZ 899 export TOTAL 2023 500.0 USD thousand",
            "KAZ 899 export TOTAL 2024 600.0 USD thousand",
        ]
    );
}

#[test]
fn totals_are_not_added_to_their_parts() {
    let (status, stdout, stderr) =
        run(&[("a.csv", RUSSIAN.as_bytes())], &["summary", "a.csv", "-m", "level", "-p", "2023"]);
    assert_eq!(status, 0, "{stderr}");
    // 1 000.5 + 500.0 thousand dollars, or the total row alone: never both.
    assert!(stdout.contains("1500500") || stdout.contains("1,500,500") || stdout.contains("1500.5"), "{stdout}");
    assert!(stderr.contains("understood: ") && stderr.contains("exports (from the title)"), "{stderr}");
}

#[test]
fn what_is_understood_is_shown() {
    let table = "Country,2023,2024\nChina,100,110\nItaly,50,n/a\nTOTAL,150,160\n";
    let (status, stdout, stderr) = run(
        &[("a.csv", table.as_bytes())],
        &["inspect", "a.csv", "--set", "reporter=KAZ", "--set", "flow=export", "--set", "unit=USD million"],
    );
    assert_eq!(status, 0, "{stderr}");
    for said in [
        "any-table",
        "years across",
        "2 partners in `Country`",
        "USD million (from --set)",
        "total row `TOTAL` set apart as World",
        "1 cell `n/a`",
    ] {
        let words = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(said), "{said}: {stdout}");
    }
}

#[test]
fn what_would_change_figures_is_asked_for_with_its_flag() {
    let error = refusal(b"Country,2023,2024\nChina,100,110\nItaly,50,60\n", "a.csv", &[]);
    for flag in ["--set reporter=KAZ", "--set flow=export", "--set unit=\"USD million\""] {
        assert!(error.contains(flag), "{error}");
    }
    let known = ["reporter=KAZ", "flow=export", "unit=USD million"];
    let error = refusal(b"Country;2023\nChina;1.234\nItaly;2.345\n", "a.csv", &known);
    assert!(error.contains("`1.234`") && error.contains("--set decimal="), "{error}");
    let error = refusal(b"Country;2023\nChina;900.5\nItaly;12,5\n", "a.csv", &known);
    assert!(error.contains("`900.5` and `12,5`"), "{error}");
    let settled = [&known[..], &["decimal=,"]].concat();
    let error = refusal(b"Country;2023\nChina;900.5\nItaly;12,5\n", "a.csv", &settled);
    assert!(error.contains("row 2") && error.contains("900.5"), "{error}");
    let error =
        refusal(b"Country,2023\nChina,100\nKazakstan,5\n", "a.csv", &["reporter=RUS", "flow=export", "unit=USD"]);
    assert!(error.contains("`Kazakstan`") && error.contains("near `Kazakhstan`"), "{error}");
    assert_eq!(
        rows(b"Country;2023\nChina;1.234\nItaly;2.345\n", "a.csv", &settled),
        ["KAZ CHN export TOTAL 2023 1234 USD million", "KAZ ITA export TOTAL 2023 2345 USD million"]
    );
}

#[test]
fn a_file_without_figures_is_told_so_and_of_no_other_format() {
    for text in ["Dear Sir,\nthank you, for your letter\n", "a,b\nc,d\n"] {
        let error = refusal(text.as_bytes(), "a.csv", &[]);
        assert!(error.contains("no table of figures was found") && !error.contains("for instance"), "{error}");
    }
}

#[test]
fn two_rows_of_headers_and_set_aside_columns_read_from_a_page() {
    let page = "<html><h2>Exportations et importations de la France, en millions d'euros</h2><table>\
        <tr><th rowspan=2>Pays</th><th colspan=2>Exportations</th><th colspan=2>Importations</th><th rowspan=2>Part, %</th></tr>\
        <tr><th>2022</th><th>2023</th><th>2022</th><th>2023</th></tr>\
        <tr><td>Allemagne</td><td>1 200,5</td><td>1 300</td><td>1 400</td><td>1 500</td><td>40,5</td></tr>\
        <tr><td>États-Unis</td><td>600</td><td>700,25</td><td>500</td><td>400</td><td>20,5</td></tr></table></html>";
    assert_eq!(
        rows(page.as_bytes(), "a.xls", &[])[..5],
        [
            "FRA DEU export TOTAL 2022 1200.5 EUR million",
            "FRA DEU export TOTAL 2023 1300 EUR million",
            "FRA DEU import TOTAL 2022 1400 EUR million",
            "FRA DEU import TOTAL 2023 1500 EUR million",
            "FRA USA export TOTAL 2022 600 EUR million",
        ]
    );
}

#[test]
fn codes_get_their_leading_zero_back() {
    let table = "HS,Product,\"2023, $\"\n2709,Crude oil,42000000\n304,Fish,12000000\n,TOTAL,54000000\n";
    assert_eq!(
        rows(table.as_bytes(), "a.csv", &["reporter=KAZ", "flow=export"]),
        [
            "KAZ WLD export 2709 2023 42000000 USD",
            "KAZ WLD export 0304 2023 12000000 USD",
            "KAZ WLD export TOTAL 2023 54000000 USD"
        ]
    );
}

#[test]
fn nearly_tidy_files_read() {
    let head = "reporter,partner,flow,product,period,value,unit";
    for (period, unit, expected) in [
        ("Q1 2024", "USD billion", "2024-Q1 2600 USD billion"),
        ("Jan-24", "bn USD", "2024-01 2600 USD billion"),
        ("January 2024", "$bn", "2024-01 2600 USD billion"),
        ("2024*", "USD billion", "2024 2600 USD billion"),
        ("31.12.2024", "USD billion", "2024 2600 USD billion"),
    ] {
        let text = format!("My table,,,,,,\n{head}\nUSA,World,export,TOTAL,{period},2600,{unit}\nSource: me,,,,,,\n");
        assert_eq!(rows(text.as_bytes(), "a.csv", &[]), [format!("USA WLD export TOTAL {expected}")], "{period}");
    }
}

#[test]
fn direct_investment_goes_to_whom_it_flows() {
    let table = "\"Gross FDI inflows to Kazakhstan, USD million\",,\nCountry,2022,2023\nNetherlands,8300,5700\nUnited States,5100.5,3500\n";
    assert_eq!(
        rows(table.as_bytes(), "a.csv", &[])[..2],
        ["KAZ NLD inward flow 2022 8300 USD million", "KAZ NLD inward flow 2023 5700 USD million"]
    );
}

#[test]
fn a_saved_mapping_reads_the_same_figures() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), RUSSIAN).unwrap();
    let (status, said, stderr) =
        run_in(folder.path(), &["summary", "a.csv", "-m", "level", "-b", "partner", "--save-mapping", "m.toml"]);
    assert_eq!(status, 0, "{stderr}");
    let mapping = std::fs::read_to_string(folder.path().join("m.toml")).unwrap();
    assert!(mapping.starts_with("[[mapping]]\nfigures = \"a.csv\"\n"), "{mapping}");
    let (status, again, stderr) =
        run_in(folder.path(), &["summary", "a.csv", "-m", "level", "-b", "partner", "--mapping", "m.toml"]);
    assert_eq!((status, again), (0, said), "{stderr}");
}

#[test]
fn init_writes_what_it_understood() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), RUSSIAN).unwrap();
    let (status, _, stderr) = run_in(folder.path(), &["init", "."]);
    assert_eq!(status, 0, "{stderr}");
    let project = std::fs::read_to_string(folder.path().join("tradeproof.toml")).unwrap();
    assert!(
        project.contains("[[mapping]]\nfigures = \"a.csv\"") && project.contains("column = \"2023 г.\""),
        "{project}"
    );
    let (status, _, stderr) = run_in(folder.path(), &["report", ".", "-o", "out"]);
    assert_eq!(status, 0, "{stderr}");
}

#[test]
fn a_decimal_comma_never_moves_a_point() {
    let project = "title = \"T\"\nsource = \"me\"\nfigures = [\"w.csv\"]\n[[mapping]]\nfigures = \"w.csv\"\ndelimiter = \";\"\n\
        decimal_comma = true\ncolumns = { partner = \"Country\", period = \"Year\", value = \"V\" }\n\
        constants = { reporter = \"KAZ\", flow = \"export\", product = \"TOTAL\", unit = \"USD million\" }\n\
        [[summary]]\nfile = \"s.csv\"\ntitle = \"Level\"\ndata = { from = \"w.csv\", metrics = [\"level\"] }\n";
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    std::fs::write(folder.path().join("w.csv"), "Country;Year;V\nChina;2024;900.5\nItaly;2024;12,5\n").unwrap();
    let (status, _, stderr) = run_in(folder.path(), &["report", ".", "-o", "out"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("row 2") && stderr.contains("900.5"), "{stderr}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn half_years_are_added_up() {
    let months: Vec<String> =
        (1..=12).map(|month| format!("KAZ,CHN,export,TOTAL,2024-{month:02},{month},USD million\n")).collect();
    let table = format!("reporter,partner,flow,product,period,value,unit\n{}", months.concat());
    let level = |period: &str| {
        let (status, stdout, stderr) =
            run(&[("a.csv", table.as_bytes())], &["summary", "a.csv", "-m", "level", "-p", period]);
        assert_eq!(status, 0, "{stderr}");
        stdout
    };
    // 1 + … + 6 = 21; 7 + 8 + 9 = 24.
    let (half, quarter) = (level("2024-H1"), level("2024-Q3"));
    assert!(half.contains("2024-H1") && half.contains("21") && half.lines().count() == 2, "{half}");
    assert!(quarter.contains("2024-Q3") && quarter.contains("24"), "{quarter}");
}

mod mutated {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use tradeproof::sources::any_table::Settings;
    use tradeproof::sources::{Input, read};

    const TABLES: [&str; 4] = [
        super::RUSSIAN,
        "Country,2023,2024\nChina,\"1,000.5\",110\nItaly,50,n/a\nTOTAL,150,160\n",
        ",Exports,,Imports,\nCountry,2023,2024,2023,2024\nA,1,2,3,4\nChina,3 (p),4*,5,6\n",
        "<table><tr><th rowspan=2>Pays<th colspan=2>Exports<tr><td>2022<td>2023<tr><td>Chine<td>1 000,5<td>2</table>",
    ];

    /// Replaces, cuts and repeats pieces of a table.
    fn edit() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
        let pieces = prop_oneof![
            Just("\n"),
            Just(";"),
            Just(","),
            Just("\t"),
            Just("\""),
            Just("2024"),
            Just("1.234"),
            Just("%"),
            Just("<td colspan=9999>"),
            Just("Q1"),
            Just("-"),
            Just("Total"),
            Just("Китай"),
            Just("合计"),
            Just("9999999999999999999"),
            Just("1e308"),
            Just("31/12/2024"),
            Just("\u{0}"),
            Just("é"),
            Just("²"),
        ];
        (any::<prop::sample::Index>(), 0..12_usize, pieces.prop_map(str::to_owned))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn tables_that_are_cut_and_mixed_never_panic(table in 0..4_usize, edits in prop::collection::vec(edit(), 1..8)) {
            let mut letters: Vec<char> = TABLES[table].chars().collect();
            for (place, cut, piece) in edits {
                let at = place.index(letters.len() + 1);
                let end = (at + cut).min(letters.len());
                letters.splice(at..end, piece.chars());
            }
            let text: String = letters.into_iter().collect();
            let mut settings = Settings::default();
            for fact in ["reporter=KAZ", "flow=export", "unit=USD million"] {
                settings.set(fact).unwrap();
            }
            let start = Instant::now();
            let _ = read(Input::from_bytes("a.csv".as_ref(), text.into_bytes()).settled(settings));
            prop_assert!(start.elapsed() < Duration::from_secs(5));
        }
    }
}
