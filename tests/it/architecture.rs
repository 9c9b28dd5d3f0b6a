//! The stages in `src/` keep to the table "Who may know whom" in ARCHITECTURE.md. What the crates may know is in their manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each stage and what its row allows it to use.
fn table() -> BTreeMap<String, Vec<String>> {
    let document = include_str!("../../ARCHITECTURE.md");
    let rows = document.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').collect();
        let stage = ticked(cells.get(1)?).first()?.clone();
        let is_there = ["src", "crates"].iter().any(|place| Path::new(place).join(&stage).is_dir());
        (cells.len() == 5 && is_there).then(|| (stage, cells[3].trim().to_owned()))
    });
    let rows: BTreeMap<String, String> = rows.collect();
    let stages: Vec<String> = rows.keys().cloned().collect();
    let allowed = |cell: &str| match cell {
        "nobody" => Vec::new(),
        "all" => stages.clone(),
        cell if cell.starts_with("all but") => {
            stages.iter().filter(|stage| !ticked(cell).contains(stage)).cloned().collect()
        }
        cell => ticked(cell),
    };
    rows.iter().map(|(stage, cell)| (stage.clone(), allowed(cell))).collect()
}

fn ticked(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

pub fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            false => {}
        }
    }
}

fn folders(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect()
}

#[test]
fn stages_use_what_the_table_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = table();
    let here = folders(&root.join("src"));
    let stages: BTreeSet<String> = here.iter().cloned().chain(folders(&root.join("crates"))).collect();
    assert_eq!(table.keys().cloned().collect::<BTreeSet<_>>(), stages, "every folder of src/ and crates/ has a row");
    for stage in &here {
        let allowed = &table[stage];
        let mut files = Vec::new();
        sources(&root.join("src").join(stage), &mut files);
        for file in files {
            let code = std::fs::read_to_string(&file).unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let paths = lines.flat_map(|line| line.split("crate::").skip(1).chain(line.split("tradeproof_").skip(1)));
            for used in paths {
                let module: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = module == *stage || !stages.contains(&module) || allowed.contains(&module);
                assert!(known, "{} uses `{module}`, which `{stage}` must not know", file.display());
            }
        }
    }
}
