//! Where a table goes and in which format: to files by their names, to a terminal as a table, into a pipe as CSV.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::summary::{self, DeriveError, Format, Output, Table};

use super::{CliError, layout, output};

/// Options of every command whose result is a table.
#[derive(Debug, Clone, Args)]
pub struct DeliveryArgs {
    /// How to print it; without it a table on a terminal, CSV in a pipe
    #[arg(long, value_enum, help_heading = "Output")]
    pub format: Option<TableFormat>,
    /// Write to a file: .csv, .parquet, .xlsx, .json, .jsonl, .arrow, .md or .txt; `-` is standard output; may be given again
    #[arg(short, long = "output", value_name = "FILE", help_heading = "Output")]
    pub outputs: Vec<PathBuf>,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Aligned columns, rounded for readers
    Table,
    /// Exact figures, one header line
    Csv,
    /// An array of objects
    Json,
    /// One object a line
    Jsonl,
    /// A pipe table, rounded for readers
    Markdown,
    /// A stream of Arrow's interprocess format, money as exact decimals
    Arrow,
}

impl TableFormat {
    fn output(self) -> Output {
        match self {
            Self::Table => Output::Text(Format::Terminal),
            Self::Csv => Output::Text(Format::Csv),
            Self::Json => Output::Text(Format::Json),
            Self::Jsonl => Output::Text(Format::JsonLines),
            Self::Markdown => Output::Text(Format::Markdown),
            Self::Arrow => Output::Arrow,
        }
    }
}

/// What standard output is called among files.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl DeliveryArgs {
    /// The format of every file, known before any work is done.
    ///
    /// # Errors
    /// When the name of one says none.
    pub fn formats(&self) -> Result<Vec<(&Path, Output)>, CliError> {
        let named = self.outputs.iter().filter(|path| !is_standard(path));
        named.map(|path| Ok((path.as_path(), Output::from_path(path)?))).collect()
    }

    /// Whether something goes to standard output.
    #[must_use]
    pub fn prints(&self) -> bool {
        self.outputs.is_empty() || self.outputs.iter().any(|path| is_standard(path))
    }

    /// The format that standard output asks for, or what suits what is there.
    #[must_use]
    pub fn printed(&self) -> TableFormat {
        let fitting = || if std::io::stdout().is_terminal() { TableFormat::Table } else { TableFormat::Csv };
        self.format.unwrap_or_else(fitting)
    }

    /// Writes a table to its files, or prints it.
    ///
    /// # Errors
    /// When it cannot be encoded or written.
    pub fn deliver(&self, table: &Table) -> Result<(), CliError> {
        for (path, format) in self.formats()? {
            output::write(path, &format.bytes(table).map_err(DeriveError::from)?)?;
        }
        if self.prints() { print(table, self.printed()) } else { Ok(()) }
    }
}

/// Prints a table. It is cut to a terminal's width only where there is one: what is piped on stays a row a line.
pub fn print(table: &Table, format: TableFormat) -> Result<(), CliError> {
    if format == TableFormat::Table && std::io::stdout().is_terminal() {
        return output::print(&summary::fitted(table, layout::width(layout::PLAIN_WIDTH)));
    }
    print_bytes(&format.output().bytes(table).map_err(DeriveError::from)?)
}

/// Prints what need not be text. A reader that has seen enough, such as `head`, is no error.
pub fn print_bytes(bytes: &[u8]) -> Result<(), CliError> {
    let mut stdout = std::io::stdout();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|source| CliError::write(Path::new("standard output"), source)),
    }
}
