//! The text of a project file.

use std::path::{Path, PathBuf};

use super::propose::Proposal;
use super::survey::Found;

/// What every project file that is written for a folder may also say.
const MORE: &str = "\
# --- More that a project may say --------------------------------------------------------------------------------------
#
# Findings in texts that someone has looked at: `tradeproof check TEXT --baseline accepted.json --write-baseline` writes them.
# accepted = \"accepted.json\"
#
# A text that is written from figures, and checked against them; `trade.growth(\"2024\") | moved` is an expression in it.
# [data.trade]
# from = \"trade.csv\"
#
# [[template]]
# text = \"note.md.jinja\"
# files = [\"note.md\", \"note.docx\"]
# with = { period = \"2024\" }
#
# A table of your own made tidy.
# [[mapping]]
# figures = \"customs.csv\"
# columns = { partner = \"Country\", period = \"Year\", value = \"Amount\" }
# constants = { reporter = \"AUT\", flow = \"export\", product = \"TOTAL\", unit = \"EUR thousand\" }
#
# `tradeproof metrics` lists what else can be derived, `tradeproof charts` how it can be drawn.
";

/// Above the mappings of tables.
const UNDERSTOOD: &str = "
# How the tables of one's own were understood: read it, and correct what is wrong.
";

/// Text as TOML.
#[must_use]
pub fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The head of a project: title, source, files.
#[must_use]
pub fn head(folder: &Path, found: &Found) -> String {
    let name = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let list = |files: &[PathBuf]| {
        let lines: Vec<String> =
            files.iter().map(|file| format!("    {},\n", quoted(&file.display().to_string()))).collect();
        if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}]", lines.concat()) }
    };
    let figures = [found.figures.clone(), found.beside.clone()].concat();
    let mappings: String = found.mappings.iter().map(|mapping| format!("\n{mapping}")).collect();
    let mappings = if mappings.is_empty() { mappings } else { format!("{UNDERSTOOD}{mappings}") };
    format!(
        "# Written by `tradeproof init` from the files in this folder. `tradeproof report FOLDER` makes the page.\n\n\
         title = {}\n# Printed under every chart and at the foot of the page: who published the figures.\nsource = {}\n\n\
         # Figures, and codes and tables that lie beside them. A folder or a pattern stands for the files in it, read as one.\nfigures = {}\n\
         # Texts whose figures are checked, against each other and against the figures.\ntexts = {}\n{mappings}",
        quoted(&name.unwrap_or_else(|| "Trade".to_owned())),
        quoted(&format!("Own compilation from {}", names(&found.figures))),
        list(&figures),
        list(&found.texts),
    )
}

fn names(files: &[PathBuf]) -> String {
    match files {
        [] => "no figures".to_owned(),
        [only] => only.display().to_string(),
        [first, rest @ ..] => format!("{} and {} more", first.display(), rest.len()),
    }
}

/// The whole file: what works as it is, what does not as a comment that says why.
#[must_use]
pub fn whole(
    head: &str,
    found: &Found,
    parts: &[(Proposal, Option<String>)],
    nothing: &[(String, &'static str)],
) -> String {
    let mut text = head.to_owned();
    for (name, why) in &found.others {
        text.push_str(&format!("# Not used: {name}: {why}\n"));
    }
    for (name, why) in nothing {
        text.push_str(&format!("# Nothing is proposed for {name}: {why}\n"));
    }
    for (proposal, refused) in parts {
        match refused {
            None => text.push_str(&format!("\n# {}\n{}", proposal.about, proposal.toml)),
            Some(why) => {
                text.push_str(&format!("\n# {} Not possible as it stands: {why}\n", proposal.about));
                for line in proposal.toml.lines() {
                    text.push_str(&format!("# {line}\n").replace("# \n", "#\n"));
                }
            }
        }
    }
    text.push('\n');
    text.push_str(MORE);
    text
}
