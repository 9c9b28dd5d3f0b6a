//! `tradeproof check` on HTML, Word and PDF.

use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::*;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use tradeproof::check::check;

use crate::files::{container, docx, paragraph, pdf, pdf_of, word_table};

const SENTENCE: &str = "Exports rose 21 per cent to $422.6 million in 2017 from $334.3 million in 2016.";

fn tradeproof() -> Command {
    let mut command = Command::cargo_bin("tradeproof").expect("the binary is built");
    command.env("NO_COLOR", "1");
    command
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn found(name: &str, bytes: &[u8]) -> Value {
    serde_json::to_value(check(name, bytes).unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

/// Line and column of the quantity that is printed as `text`.
fn place(found: &Value, text: &str) -> (u64, u64) {
    let quantities = found["quantities"].as_array().unwrap();
    let quantity = quantities.iter().find(|quantity| quantity["text"] == text).unwrap_or_else(|| panic!("{found:#}"));
    (quantity["line"].as_u64().unwrap(), quantity["column"].as_u64().unwrap())
}

/// The claims without what depends on where they stand.
fn claims(found: &Value) -> Vec<Value> {
    let quantities = found["quantities"].as_array().unwrap();
    let print = |id: &Value| quantities.iter().find(|quantity| quantity["id"] == *id).unwrap()["text"].clone();
    let mut claims = found["claims"].as_array().unwrap().clone();
    for claim in &mut claims {
        claim["reported"] = print(&claim["reported"]);
        claim["operands"] = claim["operands"].as_array().unwrap().iter().map(print).collect();
        for key in ["id", "sentence", "repairs"] {
            claim[key].take();
        }
    }
    claims
}

#[test]
fn one_sentence_says_the_same_in_every_format() {
    let html = format!("<!doctype html><title>Note 7</title><nav>2015</nav><h1>Trade</h1>\n<p>{SENTENCE}</p>")
        .replace("$422.6 million", "&#36;<b>422.6</b>&nbsp;million<sup>1</sup>");
    let lines =
        ["Trade", "", "Exports rose 21 per cent to $422.6 mil-", "lion in 2017 from", "$334.3 million in 2016."];
    let word = docx(&(paragraph("Trade") + &paragraph("") + &paragraph(SENTENCE)));
    let plain = claims(&found("note.txt", format!("Trade\n\n{SENTENCE}").as_bytes()));
    assert_eq!(plain.len(), 1);
    for (name, bytes) in [("note.html", html.into_bytes()), ("note.docx", word), ("note.pdf", pdf(&[&lines]))] {
        let found = found(name, &bytes);
        let mut said = claims(&found);
        // What is printed may differ in its spaces.
        let text = serde_json::to_string(&said).unwrap().replace('\u{a0}', " ");
        said = serde_json::from_str(&text).unwrap();
        // Known by its sentence, which differs in its spaces too.
        for claim in &mut said {
            claim["fingerprint"] = plain[0]["fingerprint"].clone();
        }
        assert_eq!(said, plain, "{name}\n{found:#}");
    }
}

#[test]
fn places_are_those_of_the_file() {
    let html = "<html><body>\n  <p>Exports <i>rose</i> 21 per cent to\n     &pound;422.6 million from &pound;334.3 million.</p>";
    let html = found("note", html.as_bytes());
    assert_eq!(place(&html, "21 per cent"), (2, 26));
    assert_eq!(place(&html, "£422.6 million"), (3, 6));
    assert_eq!(place(&html, "£334.3 million"), (3, 32));
    let word = docx(&(paragraph("One.") + &paragraph("") + &word_table(&["a | b", "c | d"]) + &paragraph(SENTENCE)));
    assert_eq!(place(&found("note.docx", &word), "21 per cent"), (4, 14));
    let paper = pdf(&[&["First page."], &["Exports rose 21 per cent", "to $422.6 million from", "$334.3 million."]]);
    let paper = found("note.pdf", &paper);
    assert_eq!(place(&paper, "21 per cent"), (2, 1));
    assert_eq!(place(&paper, "$334.3 million"), (2, 3));
}

#[test]
fn a_reader_is_told_where_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let page = file(&folder, "page.html", format!("<body>\n<p>Note.\n<p><b>Trade.</b> {SENTENCE}").as_bytes());
    let paper = file(&folder, "paper.pdf", &pdf(&[&["Note."], &["Trade.", "", SENTENCE]]));
    let word = file(&folder, "word.docx", &docx(&(paragraph("Note.") + &paragraph(SENTENCE))));
    let run = |path: &PathBuf| {
        let output = tradeproof().arg("check").arg(path).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap().replace(&*folder.path().to_string_lossy(), "")
    };
    insta::assert_snapshot!("formats", [page, paper, word].map(|path| run(&path)).join("\n"));
}

#[test]
fn broken_words_are_joined_and_compounds_are_not() {
    let lines =
        ["The country was the third-", "largest buyer of trans-", "port goods in 2016 and", "the ﬁrst in 2017 by far."];
    let lines = lines.map(|line| line.replace('ﬁ', "fi"));
    let text = check("a.pdf", &pdf(&[&lines.each_ref().map(String::as_str)])).unwrap().text;
    assert!(text.contains("third-largest"), "{text:?}");
    assert!(text.contains("transport"), "{text:?}");
}

#[test]
fn an_acceptance_stands_in_html_too() {
    let page = format!("<p>Note 1.</p><!-- tradeproof: accept growth: as the ministry has it --><p>{SENTENCE}</p>");
    let found = found("a.html", page.as_bytes());
    assert_eq!(found["claims"][0]["accepted"], "as the ministry has it", "{found:#}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let encrypted = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O (0123456789abcdef0123456789abcdef) \
                     /U (0123456789abcdef0123456789abcdef) >> /ID [(a) (a)]";
    let whole = pdf(&[&[SENTENCE]]);
    let word = docx(&paragraph(SENTENCE));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("locked.pdf", pdf_of(&["BT ET".to_owned()], "", encrypted), "found an encrypted one; save it unprotected"),
        (
            "scan.pdf",
            pdf_of(&["0 0 m 5 5 l S".to_owned()], "", ""),
            "expected a PDF with a text layer, found a page of pictures only",
        ),
        ("cut.pdf", whole[..whole.len() / 3].to_vec(), "expected a PDF, found one"),
        ("none.pdf", b"hello".to_vec(), "expected a PDF, found a file that starts like none"),
        ("book.docx", container(&[("xl/workbook.xml", "<x/>")]), "found an Excel workbook"),
        ("any.docx", container(&[("a.txt", "a")]), "found a ZIP archive that holds no Word document"),
        (
            "cut.docx",
            word[..word.len() - 30].to_vec(),
            "expected a Word document (.docx), found a broken ZIP container",
        ),
        ("xml.docx", container(&[("word/document.xml", "<w:p><w:t a='>")]), "found broken XML"),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "an old Office file"),
        ("empty.html", b"<html><script>5 < 6</script>".to_vec(), "found no words"),
        ("latin.html", b"<p>\xa35</p>".to_vec(), "expected UTF-8"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, message) in cases {
        let path = file(&folder, name, &bytes);
        let out = folder.path().join("out.json");
        let run = tradeproof().arg("check").arg(&path).arg("-o").arg(&out).assert();
        let message = predicate::str::contains(message).and(predicate::str::contains(name));
        run.code(2).stdout("").stderr(message.and(predicate::str::contains("panicked").not()));
        assert!(!out.exists(), "{name}");
    }
}

#[test]
fn text_between_the_cells_of_a_broken_table_is_survived() {
    let page = "<table><td><!-- tradeproof: accept all: x --></td>5.2%<th colspan=3 rowspan=2>5.2%";
    assert_eq!(found("a.html", page.as_bytes())["claims"], serde_json::json!([]));
}

/// A form that prints itself would never end.
#[test]
fn circles_in_a_pdf_end() {
    let content = format!("BT /F1 11 Tf 1 0 0 1 50 700 Tm ({SENTENCE}) Tj ET /X Do");
    for named in ["/XObject << /X 5 0 R >>", "/XObject << /X 7 0 R >>"] {
        let circular = pdf_of(&[content.clone(), "/X Do".to_owned()], named, "");
        // What is made of it is one thing, that it ends another.
        let _ = check("circle.pdf", &circular);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_behind_a_magic_never_panic(
        magic in prop::sample::select(vec!["%PDF-1.7\n", "PK\u{3}\u{4}", "<!doctype html>", "<html><table>", ""]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let all = [magic.as_bytes(), &bytes].concat();
        for name in ["a", "a.html", "a.docx", "a.pdf", "a.md"] {
            let _ = check(name, &all);
        }
    }

    #[test]
    fn damaged_files_never_panic(at in 0_usize..1500, byte in any::<u8>(), cut in 0_usize..1500) {
        let table = word_table(&["a | 2016 | 2017", "Total | 1 | 2"]);
        for (name, mut bytes) in [
            ("a.pdf", pdf(&[&["Trade", "", SENTENCE], &["a\t1\t2", "b\t3\t4"]])),
            ("a.docx", docx(&(paragraph(SENTENCE) + &table))),
        ] {
            let (at, cut) = (at % bytes.len(), cut % bytes.len());
            bytes[at] = byte;
            let _ = check(name, &bytes);
            bytes.truncate(cut);
            let _ = check(name, &bytes);
        }
    }

    #[test]
    fn any_markup_never_panics(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "<td>", "<th colspan=3 rowspan=2>", "<td rowspan=9>", "</td>", "<p>", "<li>", "</ul>", "<sup>",
            "<nav>", "</nav>", "<head>", "<caption>", "<!-- tradeproof: accept all: x -->", "Total", "5.2%", "$3 million", "&pound;", "&",
            " ", "2016", "é", "(", "-", "<br>", "Exports", "imports", "balance", "growth, %", "<script>",
        ]), 0..60),
    ) {
        let _ = check("a.html", parts.concat().as_bytes());
    }
}
