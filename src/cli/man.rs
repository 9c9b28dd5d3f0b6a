//! `tradeproof man`: the manual, a page a command, written from what `--help` says.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Cli, CliError, Outcome, output};

/// What the last paragraph of a command's help starts with.
const EXIT_STATUS: &str = "Exit status:";
const EXAMPLES: &str = "Examples:";

/// Write the manual pages, one a command
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof man | man -l -                      the main page
  tradeproof man -o ~/.local/share/man/man1      every page, for `man tradeproof-check`")]
pub struct ManArgs {
    /// The folder to write the pages to, made where it is missing; without it the main page is printed
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub fn run(args: &ManArgs) -> Result<Outcome, CliError> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    match &args.output {
        Some(folder) => write_all(&root, folder)?,
        None => output::print(&page(&root).map_err(|source| CliError::write(Path::new("standard output"), source))?)?,
    }
    Ok(Outcome::Done)
}

fn write_all(root: &Command, folder: &Path) -> Result<(), CliError> {
    std::fs::create_dir_all(folder).map_err(|source| CliError::write(folder, source))?;
    for command in std::iter::once(root).chain(root.get_subcommands()) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        let text = page(command).map_err(|source| CliError::write(&path, source))?;
        output::write(&path, text.as_bytes())?;
    }
    Ok(())
}

/// One page. Its date stays empty: a page depends on nothing but the version.
fn page(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone()).manual("tradeproof").source(concat!("tradeproof ", env!("CARGO_PKG_VERSION")));
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    if let Some(after) = command.get_after_help() {
        closing(&after.to_string()).to_writer(&mut out)?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// What stands below the options: examples keep their lines, the exit status is prose.
fn closing(text: &str) -> Roff {
    let mut roff = Roff::new();
    let (examples, status) = text.split_once(EXIT_STATUS).map_or((text, None), |(before, after)| (before, Some(after)));
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    for line in examples.trim().lines().filter(|line| *line != EXAMPLES) {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    if let Some(status) = status {
        roff.control("SH", ["EXIT STATUS"]);
        let words: Vec<&str> = status.split_whitespace().collect();
        roff.text([roman(words.join(" "))]);
    }
    roff
}
