//! Official formats, one file each, read into tidy frames.
//!
//! ```
//! use std::path::Path;
//! use tradeproof::sources;
//! let csv = "reporter,partner,flow,product,period,value,unit\nKAZ,GBR,export,TOTAL,2017,331.7,USD million\n";
//! let loaded = sources::read(sources::Input::from_bytes(Path::new("a.csv"), csv.into())).unwrap();
//! assert_eq!(loaded.inspection.rows, 1);
//! ```

pub mod aggregates;
pub mod error;
pub mod inspection;
pub mod observation;
pub mod reading;
pub mod registry;
pub mod tidy;

use std::path::{Path, PathBuf};

use polars::prelude::{IntoLazy as _, LazyFrame, UnionArgs, concat};

use crate::model::Kind;

pub use aggregates::{AggregateError, Resolved};
pub use error::SourceError;
pub use inspection::Inspection;
pub use reading::Input;
pub use registry::{Field, Source};

/// Where a frame came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    pub path: PathBuf,
    /// Of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The format's name.
    pub source: &'static str,
}

/// A file as a tidy frame, with what was recognised in it.
#[derive(Clone)]
pub struct Loaded {
    pub kind: Kind,
    /// Under [`Kind::schema`].
    pub frame: LazyFrame,
    pub inspection: Inspection,
    pub provenance: Vec<Provenance>,
}

/// Reads one file, recognising its format; `-` is standard input.
///
/// # Errors
/// When the file is not there, is no text, is of no known format, or a cell is wrong.
pub fn load(path: &Path) -> Result<Loaded, SourceError> {
    read(Input::open(path)?)
}

/// Reads bytes that are already there.
///
/// # Errors
/// As [`load`].
pub fn read(input: Input) -> Result<Loaded, SourceError> {
    let headers = reading::Table::parse(&input.path, first_line(&input.text()?))?.headers;
    let source = registry::recognise(&input.path, &headers)?;
    let frame = (source.read)(&input)?;
    let failed = |error| SourceError::frame(&input.path, error);
    let inspection = Inspection::of(source, &frame).map_err(failed)?;
    Ok(Loaded {
        kind: source.kind,
        frame: frame.lazy(),
        inspection,
        provenance: vec![Provenance {
            path: input.path,
            sha256: input.sha256,
            source: source.name,
        }],
    })
}

/// Reads several files of one kind into one frame.
///
/// # Errors
/// As [`load`], and when the files are of different kinds or hold the same figure twice.
pub fn load_all(paths: &[PathBuf]) -> Result<Loaded, SourceError> {
    let mut parts = paths.iter().map(|path| load(path));
    let Some(first) = parts.next() else {
        let path = PathBuf::new();
        return Err(SourceError::NoSuchFile { path });
    };
    parts.try_fold(first?, |whole, part| join(whole, part?))
}

fn join(whole: Loaded, part: Loaded) -> Result<Loaded, SourceError> {
    let path = part.provenance[0].path.clone();
    if whole.kind != part.kind {
        return Err(SourceError::MixedKinds {
            path,
            first: whole.provenance[0].path.clone(),
            found: part.kind,
            expected: whole.kind,
        });
    }
    let frame = concat([whole.frame, part.frame], UnionArgs::default())
        .map_err(|error| SourceError::frame(&path, error))?;
    Ok(Loaded {
        kind: whole.kind,
        frame,
        inspection: whole.inspection.with(part.inspection),
        provenance: [whole.provenance, part.provenance].concat(),
    })
}

fn first_line(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    &text[start..end]
}
