//! The pictures in `charts/`, which the README shows, are those that the bundled example gives today.
//!
//! `UPDATE_PICTURES=1 cargo test pictures` writes them anew; then look at every one.

use std::path::{Path, PathBuf};

use tradeproof::charts::kinds::KINDS;
use tradeproof::charts::{SvgOptions, gallery};

use crate::report::bundled;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("charts")
}

/// The picture without its embedded face, which would weigh 370 kB each time it changes.
fn without_face(svg: &[u8]) -> String {
    let svg = std::str::from_utf8(svg).unwrap();
    let (before, rest) = svg.split_once("<style>").unwrap();
    let (face, after) = rest.split_once("</style>\n").unwrap();
    assert!(face.contains("@font-face"));
    format!("{before}{after}")
}

#[test]
fn pictures_are_fresh() {
    let files = &bundled().files;
    let mut expected = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".svg") || name.ends_with(".png")) {
        let path = folder().join(name);
        let is_svg = name.ends_with(".svg");
        let drawn = if is_svg { without_face(bytes).into_bytes() } else { bytes.clone() };
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        let committed = std::fs::read(&path).unwrap_or_default();
        // Rasters may differ between platforms in the last bit of a colour; the SVG they are made from may not.
        let fresh = if is_svg { committed == drawn } else { size(&committed) == size(&drawn) };
        assert!(fresh, "{} is stale: UPDATE_PICTURES=1 cargo test pictures", path.display());
        expected.push(name.clone());
    }
    expected.extend(["kinds", "figures"].map(str::to_owned));
    assert_holds(
        &folder(),
        expected,
        "the bundled example's pictures, one of each kind, those of figures, and nothing else",
    );
}

#[test]
fn a_picture_of_every_kind_is_fresh() {
    let folder = folder().join("kinds");
    let mut expected = Vec::new();
    for kind in KINDS {
        let name = format!("{}.svg", kind.name());
        let drawn = gallery::example(kind.name()).unwrap().draw().unwrap().svg(&SvgOptions::default());
        let path = folder.join(&name);
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &drawn).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == drawn, "{} is stale: UPDATE_PICTURES=1 cargo test pictures", path.display());
        expected.push(name);
    }
    assert_holds(&folder, expected, "one picture of each kind and nothing else");
}

/// The kinds that figures of one reporter's trade fill by themselves.
const OF_FIGURES: [&str; 20] = [
    "ranked",
    "grouped",
    "line",
    "share",
    "stacked",
    "stacked-share",
    "area",
    "area-share",
    "balance",
    "butterfly",
    "slope",
    "treemap",
    "dumbbell",
    "waterfall",
    "bump",
    "multiples",
    "heatmap",
    "scatter",
    "lorenz",
    "choropleth",
];

#[test]
fn a_picture_of_figures_without_a_word_from_anybody_is_fresh() {
    let folder = folder().join("figures");
    let figures = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/files/austria.csv");
    let mut expected = Vec::new();
    for kind in OF_FIGURES {
        let mut command = assert_cmd::Command::cargo_bin("tradeproof").unwrap();
        let output =
            command.arg("chart").arg(kind).arg(&figures).args(["--source", "Invented figures"]).output().unwrap();
        assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
        let drawn = String::from_utf8(output.stdout).unwrap();
        let name = format!("{kind}.svg");
        let path = folder.join(&name);
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &drawn).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == drawn, "{} is stale: UPDATE_PICTURES=1 cargo test pictures", path.display());
        expected.push(name);
    }
    assert_holds(&folder, expected, "one picture of each kind that figures fill and nothing else");
}

fn assert_holds(folder: &Path, mut expected: Vec<String>, what: &str) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut committed: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    expected.sort();
    committed.sort();
    assert_eq!(committed, expected, "{} holds {what}", folder.display());
}

/// Width and height, as a PNG's header has them.
fn size(png: &[u8]) -> Option<&[u8]> {
    png.get(16..24)
}
