//! Compressed files and archives: what they hold, by content and not by name.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::super::error::SourceError;
use super::Input;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    Zstandard,
    /// A ZIP archive that is no workbook.
    Zip,
}

impl Packing {
    /// How bytes are packed.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstandard,
            [b'P', b'K', 3, 4, ..] if !is_document(bytes) => Self::Zip,
            _ => Self::Plain,
        }
    }
}

/// Workbooks and documents are ZIP archives that say what they contain.
fn is_document(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| {
        archive
            .file_names()
            .any(|name| name.is_ok_and(|name| matches!(&*name, "[Content_Types].xml" | "mimetype" | "content.xml")))
    })
}

/// The files in a file: itself where it is plain, what it holds where it is packed; packed files in an archive are
/// unpacked too. The fingerprint stays that of the outermost file. Members are called `archive.zip/member.csv`.
///
/// # Errors
/// When the compressed data is damaged, or holds more than [`Input::LARGEST`] bytes.
pub fn unpack(input: Input) -> Result<Vec<Input>, SourceError> {
    unpack_within(input, 0)
}

fn unpack_within(input: Input, depth: usize) -> Result<Vec<Input>, SourceError> {
    /// An archive in an archive in an archive is no download of any agency.
    const DEEPEST: usize = 3;
    let packing = Packing::of(&input.bytes);
    if packing == Packing::Plain || depth == DEEPEST {
        return Ok(vec![input]);
    }
    let failed = |source| SourceError::Compressed { path: input.path.clone(), source };
    let parts = match packing {
        Packing::Gzip => vec![(None, all(&input.path, flate2::read::MultiGzDecoder::new(input.bytes.as_slice()))?)],
        Packing::Zstandard => {
            let reader = ruzstd::decoding::StreamingDecoder::new(input.bytes.as_slice());
            vec![(None, all(&input.path, reader.map_err(|error| failed(std::io::Error::other(error)))?)?)]
        }
        Packing::Zip | Packing::Plain => members(&input)?,
    };
    let mut files = Vec::new();
    for (name, bytes) in parts {
        let path = name.map_or_else(|| input.path.clone(), |name| input.path.join(name));
        files.extend(unpack_within(Input { path, bytes, sha256: input.sha256.clone() }, depth + 1)?);
    }
    Ok(files)
}

/// The members of an archive in the order of their names.
fn members(input: &Input) -> Result<Vec<(Option<PathBuf>, Vec<u8>)>, SourceError> {
    let failed = |error: zip::result::ZipError| SourceError::Compressed {
        path: input.path.clone(),
        source: std::io::Error::other(error),
    };
    let mut archive = ZipArchive::new(Cursor::new(input.bytes.as_slice())).map_err(failed)?;
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(Cow::into_owned)).collect();
    let mut names = names.map_err(failed)?;
    names.retain(|name| is_file(name));
    names.sort();
    let mut left = Input::LARGEST;
    names
        .into_iter()
        .map(|name| {
            let member = archive.by_name(&name).map_err(failed)?;
            let bytes = at_most(&input.path, member, left)?;
            left -= bytes.len() as u64;
            Ok((Some(PathBuf::from(name)), bytes))
        })
        .collect()
}

/// Folders, and what a Mac puts beside files, hold no figures.
fn is_file(name: &str) -> bool {
    !name.ends_with('/')
        && !name.starts_with("__MACOSX/")
        && !name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
}

fn all(path: &Path, reader: impl Read) -> Result<Vec<u8>, SourceError> {
    at_most(path, reader, Input::LARGEST)
}

fn at_most(path: &Path, reader: impl Read, largest: u64) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    let read = reader.take(largest + 1).read_to_end(&mut bytes);
    read.map_err(|source| SourceError::Compressed { path: path.to_owned(), source })?;
    if bytes.len() as u64 > largest {
        return Err(SourceError::TooLarge { path: path.to_owned(), largest: Input::LARGEST });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
        let files = unpack(Input::from_bytes(Path::new("a"), bytes)).unwrap();
        files.into_iter().map(|file| (file.path.display().to_string(), file.bytes)).collect()
    }

    #[test]
    fn files_are_unpacked_by_content() {
        assert_eq!(unpacked(b"x".to_vec()), [("a".to_owned(), b"x".to_vec())]);
        assert_eq!(unpacked(gzipped(b"x")), [("a".to_owned(), b"x".to_vec())]);
        let zstandard = ruzstd::encoding::compress_to_vec(&b"x"[..], ruzstd::encoding::CompressionLevel::Fastest);
        assert_eq!(unpacked(zstandard), [("a".to_owned(), b"x".to_vec())]);
    }

    #[test]
    fn archives_are_read_in_the_order_of_names_and_through() {
        let archive = zipped(&[("b/2.csv", b"2"), ("b/", b""), ("a.csv.gz", &gzipped(b"1")), (".hidden", b"0")]);
        let expected = [("a/a.csv.gz", b"1"), ("a/b/2.csv", b"2")].map(|(name, text)| (name.to_owned(), text.to_vec()));
        assert_eq!(unpacked(archive), expected);
    }

    #[test]
    fn a_workbook_is_no_archive_of_files() {
        let workbook = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
        assert_eq!(Packing::of(&workbook), Packing::Plain);
    }

    #[test]
    fn damaged_archives_are_errors() {
        for bytes in [&gzipped(b"xxxxxxxxxxxxxxxxxxxx")[..15], b"PK\x03\x04nothing", b"\x28\xB5\x2F\xFDnothing"] {
            assert!(matches!(
                unpack(Input::from_bytes(Path::new("a"), bytes.to_vec())),
                Err(SourceError::Compressed { .. })
            ));
        }
    }
}
