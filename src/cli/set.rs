//! What the user settles of tables of their own: `--set`, `--mapping`, `--save-mapping`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{CliError, output, progress};
use crate::sources::{self, Recognised, Settings, any_table};

/// Options of every command that reads figures.
#[derive(Debug, Clone, Default, Args)]
pub struct SetArgs {
    /// Say what a table of your own leaves open: reporter=KAZ, flow=export, unit="USD million"; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = fact, help_heading = "Tables of your own")]
    facts: Vec<String>,
    /// Read tables as the [[mapping]] of this file says
    #[arg(long, value_name = "FILE", help_heading = "Tables of your own")]
    mapping: Option<PathBuf>,
}

/// Where mappings are written.
#[derive(Debug, Clone, Default, Args)]
pub struct SaveArgs {
    /// Write how tables were understood, as [[mapping]] to read, correct and use again
    #[arg(long, value_name = "FILE", help_heading = "Tables of your own")]
    save_mapping: Option<PathBuf>,
}

fn fact(text: &str) -> Result<String, String> {
    Settings::default().set(text).map(|()| text.to_owned())
}

impl SetArgs {
    /// What is settled.
    ///
    /// # Errors
    /// When the file of mappings cannot be read, or holds none.
    pub fn settings(&self) -> Result<Settings, CliError> {
        let mut settings = Settings::default();
        for fact in &self.facts {
            settings.set(fact).map_err(CliError::Spec)?;
        }
        if let Some(path) = &self.mapping {
            let text = std::fs::read_to_string(path).map_err(|source| CliError::read(path, source))?;
            settings.mappings = any_table::mapping::of_toml(&text)
                .map_err(|message| CliError::Mapping { path: path.clone(), message })?;
        }
        Ok(settings)
    }
}

impl SaveArgs {
    /// Writes the mappings of the tables among the files, where it is asked for.
    ///
    /// # Errors
    /// When none of the files is a table of one's own, or the file cannot be written.
    pub fn save(&self, files: &[PathBuf], settings: &Settings) -> Result<(), CliError> {
        let Some(path) = &self.save_mapping else { return Ok(()) };
        let mut text = String::new();
        for file in sources::paths::expand(files)? {
            let figures = match sources::recognise_settled(&file, settings, &progress::watch())? {
                Recognised::Figures(figures) => figures,
                Recognised::Codes(_) | Recognised::Companions(_) => continue,
            };
            if figures.provenance.iter().any(|from| from.source == any_table::NAME) {
                text.push_str(&written(&file, settings)?);
            }
        }
        if text.is_empty() {
            return Err(CliError::Spec(
                "--save-mapping: no file is a table of one's own; formats that are recognised need no mapping"
                    .to_owned(),
            ));
        }
        output::write(path, text.as_bytes())?;
        Ok(())
    }
}

/// The mappings of one file as TOML.
fn written(file: &Path, settings: &Settings) -> Result<String, CliError> {
    let name = file.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let mappings = any_table::mappings(file, settings, &progress::watch())?;
    Ok(mappings.iter().map(|mapping| mapping.toml(&name)).collect::<Vec<_>>().join("\n"))
}
