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
pub mod audit;
pub mod baci;
pub mod comtrade;
pub mod error;
pub mod eurostat;
pub mod inspection;
pub mod observation;
pub mod ons;
pub mod reading;
pub mod registry;
pub mod tidy;
pub mod world_bank;

use std::path::{Path, PathBuf};

use polars::prelude::{IntoLazy as _, LazyFrame, UnionArgs, col, concat, len, lit};

use crate::model::Kind;
use crate::model::schema::{CURRENCY, PERIOD};

pub use aggregates::{AggregateError, Resolved};
pub use error::SourceError;
pub use inspection::Inspection;
pub use observation::Parsed;
pub use reading::{Head, Input};
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
    let input = input.unpacked()?;
    let (format, parsed) = parse(&input)?;
    let failed = |error| SourceError::frame(&input.path, error);
    let inspection = Inspection::of(format, &parsed).map_err(failed)?;
    Ok(Loaded {
        kind: parsed.kind,
        frame: parsed.frame.lazy(),
        inspection,
        provenance: vec![Provenance { path: input.path, sha256: input.sha256, source: format }],
    })
}

fn parse(input: &Input) -> Result<(&'static str, Parsed), SourceError> {
    if tidy::parquet::recognise(&input.bytes) {
        return Ok((tidy::parquet::NAME, tidy::parquet::read(input)?));
    }
    let source = if reading::is_archive(&input.bytes) {
        registry::recognise(&input.path, &Head::archive(input))?
    } else {
        let text = input.text()?;
        registry::recognise(&input.path, &Head::of(input, &text))?
    };
    let mut parsed = (source.read)(input)?;
    if !reading::is_archive(&input.bytes) && std::str::from_utf8(&input.bytes).is_err() {
        parsed.basis.push("text in Latin-1, not UTF-8".to_owned());
    }
    Ok((source.name, parsed))
}

/// Reads several files of one kind into one frame.
///
/// # Errors
/// As [`load`], and when the files are of different kinds or hold the same figure twice.
pub fn load_all(paths: &[PathBuf]) -> Result<Loaded, SourceError> {
    together(paths.iter().map(|path| load(path)).collect::<Result<_, _>>()?)
}

/// Puts files that are already read into one frame.
///
/// # Errors
/// When there is none, the files are of different kinds, or they hold the same figure twice.
pub fn together(parts: Vec<Loaded>) -> Result<Loaded, SourceError> {
    let several = parts.len() > 1;
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else {
        let path = PathBuf::new();
        return Err(SourceError::NoSuchFile { path });
    };
    let whole = parts.try_fold(first, join)?;
    if several {
        refuse_duplicates_across(&whole)?;
    }
    Ok(whole)
}

/// Within a file duplicates are refused with their lines; this is for a second file that repeats the first.
fn refuse_duplicates_across(whole: &Loaded) -> Result<(), SourceError> {
    let identity = || whole.kind.dimensions().iter().copied().chain([PERIOD, CURRENCY]);
    let twice = whole
        .frame
        .clone()
        .group_by_stable(identity().map(col).collect::<Vec<_>>())
        .agg([len().alias("times")])
        .filter(col("times").gt(lit(1)))
        .collect()
        .map_err(|error| SourceError::frame(&whole.provenance[0].path, error))?;
    if twice.height() == 0 {
        return Ok(());
    }
    let cell = |name: &str| {
        let column = twice.column(name).ok()?;
        column.str().ok()?.get(0).map(str::to_owned)
    };
    let key: Vec<String> = identity().filter_map(cell).filter(|part| !part.is_empty()).collect();
    Err(SourceError::DuplicateAcross { key: key.join(" · ") })
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
    let frame =
        concat([whole.frame, part.frame], UnionArgs::default()).map_err(|error| SourceError::frame(&path, error))?;
    Ok(Loaded {
        kind: whole.kind,
        frame,
        inspection: whole.inspection.with(part.inspection),
        provenance: [whole.provenance, part.provenance].concat(),
    })
}
