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
pub mod imf;
pub mod inspection;
pub mod observation;
pub mod oecd;
pub mod ons;
mod parties;
pub mod reading;
pub mod registry;
mod sdmx_csv;
pub mod tidy;
pub mod unctad;
pub mod world_bank;
pub mod wto;

use std::path::{Path, PathBuf};

use polars::prelude::{IntoLazy as _, LazyFrame, UnionArgs, col, concat, len, lit};

use crate::model::Kind;

pub use aggregates::{AggregateError, Resolved};
pub use error::SourceError;
pub use inspection::Inspection;
pub use observation::Parsed;
pub use reading::{Head, Input};

use reading::{Encoding, container, workbook};
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

/// Reads bytes that are already there; what is compressed is unpacked, and the files of an archive become one frame.
///
/// # Errors
/// As [`load`], and when an archive holds no file of a known format.
pub fn read(input: Input) -> Result<Loaded, SourceError> {
    let files = container::unpack(input)?;
    match <[Input; 1]>::try_from(files) {
        Ok([file]) => read_file(file),
        Err(files) => read_archive(files),
    }
}

/// Archives hold notes beside their figures; what is of no known format is named and left out.
fn read_archive(files: Vec<Input>) -> Result<Loaded, SourceError> {
    let mut parts = Vec::new();
    let mut unknown = Vec::new();
    for file in files {
        let path = file.path.clone();
        match read_file(file) {
            Ok(part) => parts.push(part),
            Err(error @ (SourceError::UnknownFormat { .. } | SourceError::Empty { .. })) => unknown.push((path, error)),
            Err(error) => return Err(error),
        }
    }
    if parts.is_empty() {
        return Err(match unknown.into_iter().next() {
            Some((_, error)) => error,
            None => SourceError::Empty { path: PathBuf::new() },
        });
    }
    let mut whole = together(parts)?;
    let left_out = unknown.iter().map(|(path, _)| format!("left out {}: of no known format", path.display()));
    whole.inspection.audit.extend(left_out);
    Ok(whole)
}

fn read_file(input: Input) -> Result<Loaded, SourceError> {
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
    if workbook::may_be_workbook(&input.bytes) {
        let source = registry::recognise(&input.path, &Head::workbook(input))?;
        return Ok((source.name, (source.read)(input)?));
    }
    let text = input.text()?;
    let source = registry::recognise(&input.path, &Head::of(input, &text))?;
    let mut parsed = (source.read)(input)?;
    if input.encoding() != Encoding::Utf8 {
        parsed.basis.push(format!("text in {}, not UTF-8", input.encoding().name()));
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
    let identity = || whole.kind.identity().into_iter();
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
