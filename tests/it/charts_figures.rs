//! Charts of official figures: what is filled in from them, that no filter alters a total, and that words are held against what is drawn.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

/// Exports of Austria in € million. 2023: 100 in all. 2024: 60 + 20 + 10 + 4 = 94, so −6 %: Germany +10, Italy −10, France −10, Japan +4.
const TRADE: &str = "reporter,partner,flow,product,period,value,unit\n\
    AUT,DEU,export,TOTAL,2023,50,EUR million\n\
    AUT,ITA,export,TOTAL,2023,30,EUR million\n\
    AUT,FRA,export,TOTAL,2023,20,EUR million\n\
    AUT,JPN,export,TOTAL,2023,0,EUR million\n\
    AUT,DEU,export,TOTAL,2024,60,EUR million\n\
    AUT,ITA,export,TOTAL,2024,20,EUR million\n\
    AUT,FRA,export,TOTAL,2024,10,EUR million\n\
    AUT,JPN,export,TOTAL,2024,4,EUR million\n\
    AUT,DEU,import,TOTAL,2023,40,EUR million\n\
    AUT,DEU,import,TOTAL,2024,70,EUR million\n";

/// Years and the quarters of them; the second quarter of 2025 is the last.
const QUARTERS: &str = "reporter,partner,flow,product,period,value,unit\n\
    AUT,World,export,TOTAL,2023,40,EUR million\n\
    AUT,World,export,TOTAL,2024,44,EUR million\n\
    AUT,World,export,TOTAL,2024-Q1,10,EUR million\n\
    AUT,World,export,TOTAL,2024-Q2,11,EUR million\n\
    AUT,World,export,TOTAL,2024-Q3,11,EUR million\n\
    AUT,World,export,TOTAL,2024-Q4,12,EUR million\n\
    AUT,World,export,TOTAL,2025-Q1,12,EUR million\n\
    AUT,World,export,TOTAL,2025-Q2,13,EUR million\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn chart(&self, arguments: &str) -> Command {
        let mut command = Command::cargo_bin("tradeproof").unwrap();
        command.current_dir(self.0.path()).arg("chart").args(words(arguments));
        command
    }

    /// What the command prints.
    fn printed(&self, arguments: &str) -> String {
        let output = self.chart(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The figures as drawn.
    fn drawn(&self, arguments: &str) -> String {
        self.printed(&format!("{arguments} --emit csv"))
    }
}

/// Words parted by spaces; what stands in quotes is one.
fn words(arguments: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in arguments.split('\'').enumerate() {
        match number % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

fn trade() -> Folder {
    Folder::with(&[("trade.csv", TRADE), ("quarters.csv", QUARTERS)])
}

/// The last number of the row that begins like this.
fn figure(csv: &str, row: &str) -> f64 {
    let line = csv.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("no {row} in {csv}"));
    let cells = line.split(',').skip(row.matches(',').count() + usize::from(!row.ends_with(',')));
    cells.filter_map(|cell| cell.parse().ok()).next().unwrap_or_else(|| panic!("no figure in {line}"))
}

#[test]
fn contributions_of_the_largest_and_the_rest_come_to_the_growth_of_the_whole() {
    let drawn = trade()
        .drawn("waterfall trade.csv --metric contribution:entry --x partner --where flow=export --period 2024 --top 2");
    assert!((figure(&drawn, "Total") + 6.0).abs() < 1e-9, "{drawn}");
    assert!((figure(&drawn, "Germany") - 10.0).abs() < 1e-9, "{drawn}");
    assert!(drawn.contains("Other"), "{drawn}");
}

#[test]
fn the_first_place_is_drawn_first() {
    let drawn = trade().drawn("bump trade.csv --metric rank --x period --by partner --where flow=export");
    assert_eq!((figure(&drawn, "2024,Germany"), figure(&drawn, "2024,Japan")), (1.0, 4.0));
}

#[test]
fn a_place_among_all_stays_one_where_few_are_shown() {
    let drawn = trade().drawn("bump trade.csv --metric rank --x period --by partner --where flow=export --where partner=ITA --where partner=FRA");
    assert_eq!((figure(&drawn, "2024,Italy"), figure(&drawn, "2024,France")), (2.0, 3.0));
}

#[test]
fn a_filter_of_partners_leaves_their_shares_as_they_are() {
    // 60 and 20 of 94.
    let drawn = trade().drawn(
        "slope trade.csv --metric share --x period --by partner --where flow=export --where partner=Germany,ITA",
    );
    assert!((figure(&drawn, "2024,Germany") - 63.829_787).abs() < 1e-3, "{drawn}");
    assert!((figure(&drawn, "2024,Italy") - 21.276_595).abs() < 1e-3, "{drawn}");
    assert!(!drawn.contains("Other"), "{drawn}");
}

#[test]
fn a_whole_of_which_few_parts_are_shown_has_the_others_as_one_part() {
    for choice in ["--top 1", "--where partner=Germany"] {
        let drawn = trade().drawn(&format!("treemap trade.csv --x partner --where flow=export --period 2024 {choice}"));
        // 60 and 34 of 94.
        assert!((figure(&drawn, "Germany") - 63.829_787).abs() < 1e-3, "{drawn}");
        assert!((figure(&drawn, "Other") - 36.170_213).abs() < 1e-3, "{drawn}");
    }
    let drawn = trade().drawn("stacked-share trade.csv --x period --by partner --where flow=export --top 1");
    assert!((figure(&drawn, "2024,Germany") - 63.829_787).abs() < 1e-3, "{drawn}");
}

#[test]
fn a_range_of_quarters_draws_quarters() {
    let folder = trade();
    let drawn = folder.drawn("line quarters.csv --metric level --x period --period 2024-Q1..2025-Q2");
    assert_eq!(drawn.lines().filter(|line| line.contains("-Q")).count(), 6, "{drawn}");
    let drawn = folder.drawn("line quarters.csv --metric level --x period --periods last:3q");
    assert!(drawn.contains("2024-Q4") && !drawn.contains("2024-Q3"), "{drawn}");
    let drawn = folder.drawn("grouped quarters.csv --metric level --x period --period 2023..2024");
    assert!(drawn.contains("2023,") && !drawn.contains("-Q"), "{drawn}");
}

#[test]
fn of_a_whole_that_is_not_known_no_part_has_a_share() {
    let mix = "year,part,value\n2020,Wheat,60\n2020,Oil,40\n2021,Wheat,30\n2023,Wheat,50\n2023,Oil,50\n";
    let none = "year,part,value\n2020,Wheat,60\n2021,Oil,30\n";
    let folder = Folder::with(&[("mix.csv", mix), ("none.csv", none)]);
    let arguments = "stacked-share mix.csv --x year --y value --by part --title 'Wheat fell back' --subtitle 'Exports, %, 2020–2023' --source own";
    let svg = folder.printed(arguments);
    // Of 2021 a part is missing, of 2022 everything: both are gaps that the foot names.
    assert!(svg.contains("Oil 2021, 2022") && svg.contains("Wheat 2022"), "{svg}");
    let drawn = folder.drawn(arguments);
    assert!(!drawn.contains("2021,Wheat,100"), "{drawn}");
    folder
        .chart("stacked-share none.csv --x year --y value --by part")
        .assert()
        .code(2)
        .stderr(contains("a figure for every part"));
}

#[test]
fn areas_over_gaps_are_refused() {
    let gaps: String = (2000..2020).filter(|year| year % 3 == 0).map(|year| format!("{year},5\n")).collect();
    let near: String =
        (2000..2020).filter(|year| year % 2 == 0 || *year < 2006).map(|year| format!("{year},5\n")).collect();
    let folder =
        Folder::with(&[("gaps.csv", &format!("year,value\n{near}")), ("far.csv", &format!("year,value\n{gaps}"))]);
    folder.chart("area gaps.csv --x year --y value").assert().code(2).stderr(contains("most periods"));
    folder.chart("area far.csv --x year --y value").assert().success();
}

#[test]
fn a_chart_without_any_words_says_what_it_shows() {
    let svg = trade().printed("ranked trade.csv");
    for words in [
        "Germany took 64 per cent of Austria’s goods exports in 2024",
        "Goods exports of Austria by partner, € million, 2024",
        ">Germany<",
        ">60<",
    ] {
        assert!(svg.contains(words), "no {words} in {svg}");
    }
    assert!(!svg.contains("DEU") && !svg.contains("Metric:"), "{svg}");
}

#[test]
fn what_is_stated_wins_and_the_spec_shows_the_rest() {
    let folder = trade();
    let spec = folder.printed(
        "ranked trade.csv --title 'Germany is first' --divisor 1000 --magnitude thousand --currency € --emit spec",
    );
    for line in
        ["title = \"Germany is first\"", "x = \"partner\"", "y = \"figure\"", "divisor = 1000.0", "currency = \"€\""]
    {
        assert!(spec.contains(line), "no {line} in {spec}");
    }
    assert!(spec.contains("subtitle = \"Goods exports of Austria by partner, € thousand, 2024\""), "{spec}");
    fs::write(folder.path("spec.toml"), &spec).unwrap();
    let again = folder.printed("ranked trade.csv --metric level --where flow=export --spec spec.toml");
    assert!(again.contains("Germany is first") && again.contains("60,000"), "{again}");
}

#[test]
fn names_and_words_are_in_the_language_of_the_chart() {
    let svg = trade().printed("ranked trade.csv --lang de");
    for words in
        ["Deutschland: 64 % der Ausfuhr 2024", "Warenausfuhr, Österreich, nach Partnern, € Mio., 2024", ">Italien<"]
    {
        assert!(svg.contains(words), "no {words} in {svg}");
    }
    let svg =
        trade().printed("ranked trade.csv --lang fr --where flow=import --period 2023..2024 --x period --by flow");
    assert!(svg.contains("Importations de biens"), "{svg}");
}

#[test]
fn a_file_alone_is_drawn_as_it_suits() {
    let folder = trade();
    folder.chart("trade.csv -o pictures").assert().success().stderr(contains("trade-line.svg"));
    let mut names: Vec<String> = fs::read_dir(folder.path("pictures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(names.contains(&"trade-ranked.png".to_owned()), "{names:?}");
    folder.chart("trade.csv").assert().success().stdout(contains("Germany"));
}

const LEVELS: &str = "line trade.csv --metric level --x period --by partner --where flow=export --source own --strict";
const RANKED: &str =
    "ranked trade.csv --metric level --x partner --where flow=export --period 2024 --source own --strict";

#[test]
fn a_false_title_is_refused() {
    let folder = trade();
    for (chart, title) in [
        (RANKED, "Germany took 46 per cent of Austria’s exports in 2024"),
        (RANKED, "Italy took 64 per cent of Austria’s exports in 2024"),
        (RANKED, "Germany took 64 per cent of Austria’s exports in 2022"),
        (RANKED, "Germany sold 64 per cent of Austria’s imports in 2024"),
        (RANKED, "Italy is the largest buyer of Austria’s exports in 2024"),
        (RANKED, "Exports to Brazil came to €60 million in 2024"),
        (RANKED, "Exports to Germany came to €66 million in 2024"),
        (LEVELS, "Exports to Italy rose in 2024"),
        (LEVELS, "Exports to Germany rose by 12 per cent in 2024"),
        (LEVELS, "Italy overtook Germany in 2024"),
        (LEVELS, "Exports to Germany doubled from 2023 to 2024"),
    ] {
        let mut command = folder.chart(chart);
        command.args(["--title", title, "-o", "out.svg"]);
        command.assert().code(2).stderr(contains("words-contradict-figures"));
        assert!(!folder.path("out.svg").exists(), "{title}");
    }
}

#[test]
fn a_true_title_passes() {
    let folder = trade();
    for (chart, title) in [
        (RANKED, "Germany took 64 per cent of Austria’s exports in 2024"),
        (RANKED, "Germany and Italy together took 85 per cent of exports"),
        (RANKED, "Germany buys three times as much as Italy"),
        (RANKED, "Germany is the largest buyer of Austria’s exports in 2024"),
        (RANKED, "Exports to Germany came to €60 million in 2024"),
        (RANKED, "More than half of all exports go to Germany"),
        (LEVELS, "Exports to Germany rose by 20 per cent in 2024"),
        (LEVELS, "Exports to France halved from 2023 to 2024"),
        (LEVELS, "Exports to Italy fell as those to Germany rose"),
    ] {
        let mut command = folder.chart(chart);
        command.args(["--title", title, "-o", "out.svg"]);
        command.assert().success();
    }
}

#[test]
fn a_false_subtitle_is_refused() {
    let folder = trade();
    for subtitle in [
        "Goods imports of Austria by partner, € million, 2024",
        "Goods exports of Austria by partner, US$ million, 2024",
        "Goods exports of Austria by partner, €, % of all, 2019",
        "Goods exports of Austria by partner, € million, 2026",
        "Goods exports of Poland by partner, € million, 2024",
    ] {
        let mut command = folder.chart(RANKED);
        command.args(["--subtitle", subtitle]);
        command.assert().code(2).stderr(contains("words-contradict-figures").and(contains("the subtitle")));
    }
}

#[test]
fn words_on_a_table_of_ones_own_are_held_against_it_too() {
    let folder = Folder::with(&[("own.csv", "name,value\nWheat,12\nOil,60\n")]);
    let own = "ranked own.csv --x name --y value --subtitle 'Exports, € million, 2024' --source own --strict";
    let mut command = folder.chart(own);
    command.args(["--title", "Oil came to five times as much as wheat"]);
    command.assert().success();
    let mut command = folder.chart(own);
    command.args(["--title", "Wheat came to 30 per cent of all exports"]);
    command.assert().code(2).stderr(contains("30 per cent"));
    let mut command = folder.chart(own);
    command.args(["--title", "Oil was ahead of wheat in 2021 too"]);
    command.assert().code(2).stderr(contains("2021"));
}
