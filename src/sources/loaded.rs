//! Files as one tidy frame, with what was recognised in them and where they came from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{IntoLazy as _, UnionArgs, col, concat, len, lit};

use crate::model::Kind;

use super::code_lists::{CodeList, lay_beside};
use super::companion::{self, Companion};
use super::error::SourceError;
use super::figures::{Figures, Said};
use super::hmrc::{self, Page};
use super::inspection::Inspection;
use super::observation::Parsed;
use super::reading::place::Fingerprint;
use super::scan::{Chain, Scan, Tidy};

/// Where a frame came from.
#[derive(Clone)]
pub struct Provenance {
    pub path: PathBuf,
    /// The format's name.
    pub source: &'static str,
    fingerprint: Fingerprint,
}

impl Provenance {
    pub(super) fn new(path: PathBuf, source: &'static str, fingerprint: Fingerprint) -> Self {
        Self { path, source, fingerprint }
    }

    /// The file itself; for the member of an archive, the archive.
    #[must_use]
    pub fn file(&self) -> &Path {
        self.fingerprint.path()
    }

    /// Of the file's bytes, in lower-case hexadecimal; of a file that is scanned, they are read for it.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn sha256(&self) -> Result<String, SourceError> {
        self.fingerprint.sha256()
    }
}

/// A file as a tidy frame, with what was recognised in it.
#[derive(Clone)]
pub struct Loaded {
    pub kind: Kind,
    pub tidy: Tidy,
    pub provenance: Vec<Provenance>,
    /// Of a scan, not known before somebody asks.
    inspection: Option<Inspection>,
    audit: Vec<String>,
    /// That lie beside the figures.
    lists: Vec<CodeList>,
    /// That figures are measured against.
    companions: Vec<Companion>,
    /// Of an answer that others may continue.
    page: Option<Box<Page>>,
}

impl Loaded {
    pub(super) fn held(parsed: Parsed, inspection: Inspection, provenance: Provenance) -> Self {
        Self {
            kind: parsed.kind,
            tidy: Tidy::Held(parsed.frame.lazy()),
            provenance: vec![provenance],
            audit: inspection.audit.clone(),
            inspection: Some(inspection),
            lists: Vec::new(),
            companions: Vec::new(),
            page: None,
        }
    }

    pub(super) fn scanned(scan: Arc<dyn Scan>, provenance: Provenance) -> Self {
        let kind = scan.kind();
        Self {
            kind,
            tidy: Tidy::Scanned(scan),
            provenance: vec![provenance],
            inspection: None,
            audit: Vec::new(),
            lists: Vec::new(),
            companions: Vec::new(),
            page: None,
        }
    }

    /// Figures on an engine; it reads the files, and their bytes are not seen here.
    #[cfg(feature = "spark")]
    pub(super) fn remote(scan: Arc<dyn Scan>) -> Self {
        let kind = scan.kind();
        let tidy = Tidy::Scanned(scan);
        Self {
            kind,
            tidy,
            provenance: Vec::new(),
            inspection: None,
            audit: Vec::new(),
            lists: Vec::new(),
            companions: Vec::new(),
            page: None,
        }
    }

    /// How the answers so far were made, where an engine made them.
    #[must_use]
    pub fn engine_notes(&self) -> Vec<String> {
        match &self.tidy {
            Tidy::Scanned(scan) => scan.notes(),
            Tidy::Held(_) => Vec::new(),
        }
    }

    /// These figures with lists of codes beside them, against which they are held when they are inspected.
    #[must_use]
    pub fn with_lists(mut self, lists: Vec<CodeList>) -> Self {
        self.lists.extend(lists);
        self
    }

    /// These figures with tables beside them that they are measured against.
    ///
    /// # Errors
    /// When an economy has two values of one indicator in one period.
    pub fn with_companions(mut self, companions: Vec<Companion>) -> Result<Self, SourceError> {
        self.companions.extend(companions);
        self.companions = companion::merged(self.companions)?;
        Ok(self)
    }

    /// These figures as an answer that others may continue.
    #[must_use]
    pub(super) fn with_page(mut self, page: Option<Page>) -> Self {
        self.page = page.map(Box::new);
        self
    }

    pub(super) fn page(&self) -> Option<&Page> {
        self.page.as_deref()
    }

    pub(super) fn take_page(&mut self) -> Option<Page> {
        self.page.take().map(|page| *page)
    }

    /// Puts an answer with what another file added in place of this one's; the frame is still the old one.
    pub(super) fn continue_with(&mut self, page: Page, other: Self) {
        self.page = Some(Box::new(page));
        self.provenance.extend(other.provenance);
        self.lists.extend(other.lists);
        self.companions.extend(other.companions);
    }

    /// Puts figures in place of those that were read.
    pub(super) fn hold(&mut self, parsed: Parsed, inspection: Inspection) {
        self.tidy = Tidy::Held(parsed.frame.lazy());
        self.audit.clone_from(&inspection.audit);
        self.inspection = Some(inspection);
    }

    /// The tables that the figures are measured against.
    #[must_use]
    pub fn companions(&self) -> &[Companion] {
        &self.companions
    }

    pub(super) fn with_audit(mut self, lines: Vec<String>) -> Self {
        self.audit.extend(lines);
        self
    }

    /// These figures in place of the ones that were read.
    #[must_use]
    pub fn with_tidy(&self, tidy: Tidy) -> Self {
        Self { tidy, ..self.clone() }
    }

    /// What reading left out and why, one line a rule.
    #[must_use]
    pub fn audit(&self) -> &[String] {
        &self.audit
    }

    /// What was recognised; of a scan, from a pass over all figures.
    ///
    /// # Errors
    /// As [`Scan::batches`].
    pub fn inspection(&self) -> Result<Inspection, SourceError> {
        let mut inspection = match (&self.inspection, &self.tidy) {
            (Some(known), _) => known.clone(),
            (None, Tidy::Scanned(scan)) => scan.inspect()?,
            (None, Tidy::Held(_)) => Inspection::empty(self.provenance[0].source, self.kind),
        };
        inspection.audit.clone_from(&self.audit);
        lay_beside(self, &mut inspection, &self.lists)?;
        Ok(inspection)
    }

    fn path(&self) -> &Path {
        &self.provenance[0].path
    }

    /// As a part of a chain of scans.
    fn into_scan(self) -> Result<Arc<dyn Scan>, SourceError> {
        if let Tidy::Scanned(scan) = self.tidy {
            return Ok(scan);
        }
        let inspection = self.inspection()?;
        let frame = self.tidy.whole()?.collect().map_err(SourceError::columns)?;
        Ok(Chain::held(self.kind, frame, inspection))
    }
}

/// Puts files that are already read into one frame.
///
/// # Errors
/// When there is none, the files are of different kinds, or they hold the same figure twice.
pub fn together(parts: Vec<Loaded>) -> Result<Loaded, SourceError> {
    let parts = hmrc::merged(parts)?;
    let several = parts.len() > 1;
    if let Some(first) = parts.first()
        && let Some(other) = parts.iter().find(|part| part.kind != first.kind)
    {
        return Err(SourceError::MixedKinds {
            path: other.path().to_owned(),
            first: first.path().to_owned(),
            found: other.kind,
            expected: first.kind,
        });
    }
    if parts.iter().any(|part| matches!(part.tidy, Tidy::Scanned(_))) && several {
        return chained(parts);
    }
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else {
        return Err(SourceError::NoSuchFile { path: PathBuf::new() });
    };
    let whole = parts.try_fold(first, join)?;
    if several {
        refuse_duplicates_across(&whole)?;
    }
    Ok(whole)
}

/// Files of which some are scanned are scanned one after the other.
fn chained(parts: Vec<Loaded>) -> Result<Loaded, SourceError> {
    let kind = parts[0].kind;
    let provenance = parts.iter().flat_map(|part| part.provenance.clone()).collect();
    let audit = parts.iter().flat_map(|part| part.audit.clone()).collect();
    let lists = parts.iter().flat_map(|part| part.lists.clone()).collect();
    let companions = parts.iter().flat_map(|part| part.companions.clone()).collect();
    let scan: Arc<dyn Scan> = match in_numbers(&parts)? {
        Some(figures) => Arc::new(figures),
        None => Chain::of(parts.into_iter().map(Loaded::into_scan).collect::<Result<Vec<_>, _>>()?),
    };
    Ok(Loaded { kind, tidy: Tidy::Scanned(scan), provenance, inspection: None, audit, lists, companions, page: None })
}

/// The figures of all files in numbers, where each of them is held.
fn in_numbers(parts: &[Loaded]) -> Result<Option<Figures>, SourceError> {
    let numbered = |part: &Loaded| match &part.tidy {
        Tidy::Scanned(scan) => scan.figures().is_some(),
        Tidy::Held(_) => part.kind == Kind::Trade,
    };
    if !parts.iter().all(numbered) {
        return Ok(None);
    }
    let mut made = Vec::new();
    for part in parts {
        if let Tidy::Held(frame) = &part.tidy {
            let failed = |error| SourceError::frame(part.path(), error);
            let inspection = part.inspection()?;
            let said = Said { basis: inspection.basis, audit: Vec::new(), doubts: inspection.doubts };
            let frame = frame.clone().collect().map_err(failed)?;
            made.push(Figures::of_frame(part.path(), part.provenance[0].source, &frame, said).map_err(failed)?);
        }
    }
    let mut made = made.iter();
    let all = parts.iter().filter_map(|part| match &part.tidy {
        Tidy::Scanned(scan) => scan.figures(),
        Tidy::Held(_) => made.next(),
    });
    Figures::joined(all.collect()).map(Some)
}

/// Within a file duplicates are refused with their lines; this is for a second file that repeats the first.
fn refuse_duplicates_across(whole: &Loaded) -> Result<(), SourceError> {
    let identity = || whole.kind.identity().into_iter();
    let twice = whole
        .tidy
        .whole()?
        .group_by_stable(identity().map(col).collect::<Vec<_>>())
        .agg([len().alias("times")])
        .filter(col("times").gt(lit(1)))
        .collect()
        .map_err(|error| SourceError::frame(whole.path(), error))?;
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
    let frames = [whole.tidy.whole()?, part.tidy.whole()?];
    let frame = concat(frames, UnionArgs::default()).map_err(|error| SourceError::frame(part.path(), error))?;
    Ok(Loaded {
        kind: whole.kind,
        tidy: Tidy::Held(frame),
        inspection: whole.inspection.zip(part.inspection).map(|(whole, part)| whole.with(part)),
        provenance: [whole.provenance, part.provenance].concat(),
        audit: [whole.audit, part.audit].concat(),
        lists: [whole.lists, part.lists].concat(),
        companions: [whole.companions, part.companions].concat(),
        page: None,
    })
}
