//! Where bytes are, so that they can be read again from the start without holding them all.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Cursor, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive};

use super::super::any_table::Settings;
use super::super::error::SourceError;
use super::progress::{Counting, Watch};

/// One file, or one member of an archive.
#[derive(Clone)]
pub struct Place {
    /// What errors call it: `baci.zip/BACI_HS22_Y2022.csv`.
    pub path: PathBuf,
    origin: Origin,
    packed: Vec<Packed>,
    watch: Watch,
    settings: Arc<Settings>,
}

/// The outermost bytes.
#[derive(Clone)]
enum Origin {
    File(PathBuf),
    Bytes(Arc<Vec<u8>>),
}

/// What the bytes are packed in, from the outside in.
#[derive(Clone)]
enum Packed {
    Gzip,
    Zstandard,
    /// By its place in the archive.
    Member(usize),
}

/// The SHA-256 of a file, worked out when it is first asked for.
#[derive(Clone)]
pub struct Fingerprint {
    place: Place,
    known: Arc<OnceLock<String>>,
}

impl Fingerprint {
    /// Of the outermost file of a place.
    #[must_use]
    pub fn of(place: &Place) -> Self {
        Self { place: place.clone(), known: Arc::default() }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// In lower-case hexadecimal.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn sha256(&self) -> Result<String, SourceError> {
        if let Some(known) = self.known.get() {
            return Ok(known.clone());
        }
        let sha256 = self.place.sha256()?;
        Ok(self.known.get_or_init(|| sha256).clone())
    }
}

/// How bytes begin when they are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    Zstandard,
    /// A ZIP archive; workbooks and documents are archives too.
    Zip,
}

impl Packing {
    /// By the first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstandard,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            _ => Self::Plain,
        }
    }
}

/// Bytes that can be read and sought.
trait Bytes: Read + io::Seek + Send {}
impl<T: Read + io::Seek + Send> Bytes for T {}

impl Place {
    /// A file; `-` is standard input, which is read whole since it cannot be read again.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    pub fn open(path: &Path, watch: Watch) -> Result<Self, SourceError> {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(|source| SourceError::io(path, source))?;
            return Ok(Self::of_bytes(path, bytes));
        }
        let place = Self {
            path: path.to_owned(),
            origin: Origin::File(path.to_owned()),
            packed: Vec::new(),
            watch,
            settings: Arc::default(),
        };
        place.raw().map_err(|source| SourceError::io(path, source))?;
        Ok(place)
    }

    /// Bytes that are already there, under the name that errors should give them.
    #[must_use]
    pub fn of_bytes(path: &Path, bytes: Vec<u8>) -> Self {
        let origin = Origin::Bytes(Arc::new(bytes));
        Self { path: path.to_owned(), origin, packed: Vec::new(), watch: Watch::default(), settings: Arc::default() }
    }

    /// The same with what is settled of tables of one's own.
    #[must_use]
    pub fn settled(self, settings: Arc<Settings>) -> Self {
        Self { settings, ..self }
    }

    /// What is settled of tables of one's own.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings)
    }

    /// The file on disk, where its bytes are not packed.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) if self.packed.is_empty() => Some(path),
            _ => None,
        }
    }

    /// The fingerprint of the outermost file, in lower-case hexadecimal.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    fn sha256(&self) -> Result<String, SourceError> {
        let mut digest = Sha256::new();
        let mut raw = self.raw().map_err(|source| SourceError::io(&self.path, source))?;
        let mut buffer = vec![0; 1 << 20];
        loop {
            let read = raw.read(&mut buffer).map_err(|source| SourceError::io(&self.path, source))?;
            if read == 0 {
                break;
            }
            digest.update(&buffer[..read]);
        }
        Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What the file begins with, unpacked: at most `length` bytes.
    ///
    /// # Errors
    /// When it cannot be read, or its compressed data is damaged.
    pub fn start(&self, length: u64) -> Result<Vec<u8>, SourceError> {
        let mut bytes = Vec::new();
        let quiet = Self { watch: Watch::default(), ..self.clone() };
        quiet.reader()?.take(length).read_to_end(&mut bytes).map_err(|source| self.failed(source))?;
        Ok(bytes)
    }

    /// All bytes, unpacked.
    ///
    /// # Errors
    /// When they cannot be read, are damaged, or are more than `largest`.
    pub fn bytes(&self, largest: u64) -> Result<Vec<u8>, SourceError> {
        let mut bytes = Vec::new();
        self.reader()?.take(largest + 1).read_to_end(&mut bytes).map_err(|source| self.failed(source))?;
        if bytes.len() as u64 > largest && !self.packed.is_empty() {
            return Err(SourceError::TooLarge { path: self.path.clone(), largest });
        }
        Ok(bytes)
    }

    /// The bytes from the start, unpacked.
    ///
    /// # Errors
    /// When the file cannot be opened, or the archive is damaged.
    pub fn reader(&self) -> Result<Box<dyn Read + Send>, SourceError> {
        let raw = self.raw().map_err(|source| SourceError::io(&self.path, source))?;
        let mut packed = self.packed.as_slice();
        let mut reader: Box<dyn Read + Send> = match packed {
            [Packed::Member(index), inner @ ..] => {
                packed = inner;
                self.member(raw, *index)?
            }
            _ => Box::new(Counting::new(raw, self.size(), self.watch.clone())),
        };
        for packing in packed {
            reader = match packing {
                Packed::Gzip => Box::new(flate2::read::MultiGzDecoder::new(reader)),
                Packed::Zstandard => Box::new(Frames::new(reader).map_err(|source| self.failed(source))?),
                // An archive in an archive is held, since a stream cannot be sought.
                Packed::Member(index) => {
                    let mut bytes = Vec::new();
                    reader.read_to_end(&mut bytes).map_err(|source| self.failed(source))?;
                    self.member(Box::new(Cursor::new(bytes)), *index)?
                }
            };
        }
        Ok(reader)
    }

    /// The files in this place: itself where it is plain, what it holds where it is packed, the members of an
    /// archive in the order of their names. Members are called `archive.zip/member.csv`.
    ///
    /// # Errors
    /// When the compressed data is damaged.
    pub fn contents(self) -> Result<Vec<Self>, SourceError> {
        self.contents_within(0)
    }

    fn contents_within(self, depth: usize) -> Result<Vec<Self>, SourceError> {
        /// An archive in an archive in an archive is no download of any agency.
        const DEEPEST: usize = 3;
        let packing = if depth == DEEPEST { Packing::Plain } else { Packing::of(&self.start(4)?) };
        let within = match packing {
            Packing::Plain => return Ok(vec![self]),
            Packing::Gzip => vec![self.in_packing(Packed::Gzip)],
            Packing::Zstandard => vec![self.in_packing(Packed::Zstandard)],
            Packing::Zip => match self.members()? {
                Some(members) => members,
                None => return Ok(vec![self]),
            },
        };
        let mut files = Vec::new();
        for place in within {
            files.extend(place.contents_within(depth + 1)?);
        }
        Ok(files)
    }

    /// The members of an archive; `None` for workbooks and documents, which are archives that say what they contain.
    fn members(&self) -> Result<Option<Vec<Self>>, SourceError> {
        let archive = self.archive()?;
        let mut names: Vec<(String, usize)> = Vec::new();
        for (index, name) in archive.file_names().enumerate() {
            names.push((name.map_err(|error| self.failed(io::Error::other(error)))?.into_owned(), index));
        }
        if names.iter().any(|(name, _)| matches!(name.as_str(), "[Content_Types].xml" | "mimetype" | "content.xml")) {
            return Ok(None);
        }
        names.retain(|(name, _)| is_file(name));
        names.sort();
        let member = |(name, index): (String, usize)| {
            let mut place = self.in_packing(Packed::Member(index));
            place.path.push(name);
            place
        };
        Ok(Some(names.into_iter().map(member).collect()))
    }

    fn in_packing(&self, packed: Packed) -> Self {
        let mut place = self.clone();
        place.packed.push(packed);
        place
    }

    fn archive(&self) -> Result<ZipArchive<Box<dyn Bytes>>, SourceError> {
        let bytes: Box<dyn Bytes> = match self.packed.is_empty() {
            true => self.raw().map_err(|source| SourceError::io(&self.path, source))?,
            false => Box::new(Cursor::new(self.bytes(super::Input::LARGEST)?)),
        };
        ZipArchive::new(bytes).map_err(|error| self.failed(io::Error::other(error)))
    }

    /// A member's bytes. The archive only says where they are: a reader of its own can outlive it.
    fn member(&self, raw: Box<dyn Bytes>, index: usize) -> Result<Box<dyn Read + Send>, SourceError> {
        let failed = |error: zip::result::ZipError| self.failed(io::Error::other(error));
        let mut archive = ZipArchive::new(raw).map_err(failed)?;
        let (start, size, method) = {
            let member = archive.by_index_raw(index).map_err(failed)?;
            (member.data_start().unwrap_or_default(), member.compressed_size(), member.compression())
        };
        let mut raw = archive.into_inner();
        raw.seek(SeekFrom::Start(start)).map_err(|source| self.failed(source))?;
        let packed = Counting::new(raw.take(size), Some(size), self.watch.clone());
        match method {
            CompressionMethod::Stored => Ok(Box::new(packed)),
            CompressionMethod::Deflated => Ok(Box::new(flate2::read::DeflateDecoder::new(packed))),
            other => Err(self.failed(io::Error::other(format!("{other} is not unpacked here")))),
        }
    }

    fn raw(&self) -> io::Result<Box<dyn Bytes>> {
        Ok(match &self.origin {
            Origin::File(path) => Box::new(File::open(path)?),
            Origin::Bytes(bytes) => Box::new(Cursor::new(Shared(Arc::clone(bytes)))),
        })
    }

    /// The outermost bytes that there are, for a progress bar.
    fn size(&self) -> Option<u64> {
        match &self.origin {
            Origin::File(path) => std::fs::metadata(path).ok().map(|there| there.len()),
            Origin::Bytes(bytes) => Some(bytes.len() as u64),
        }
    }

    /// An error of reading: of the compressed data where there is some.
    #[must_use]
    pub fn failed(&self, source: io::Error) -> SourceError {
        let path = self.path.clone();
        match Packing::of(&self.start_raw()) {
            Packing::Plain if self.packed.is_empty() => SourceError::Read { path, source },
            _ => SourceError::Compressed { path, source },
        }
    }

    fn start_raw(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let read = self.raw().and_then(|raw| raw.take(4).read_to_end(&mut bytes));
        read.map_or_else(|_| Vec::new(), |_| bytes)
    }
}

/// Folders, and what a Mac puts beside files, hold no figures.
fn is_file(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    !last.is_empty() && !last.starts_with('.') && !name.starts_with("__MACOSX/")
}

/// Bytes that several readers share.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Zstandard data of one frame or of several one after the other.
struct Frames<R: Read>(Option<StreamingDecoder<BufReader<R>, FrameDecoder>>);

impl<R: Read> Frames<R> {
    fn new(reader: R) -> io::Result<Self> {
        Ok(Self(Some(StreamingDecoder::new(BufReader::new(reader)).map_err(io::Error::other)?)))
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.0 {
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut rest) = self.0.take().map(StreamingDecoder::into_inner) else { break };
            if !rest.fill_buf()?.is_empty() {
                self.0 = Some(StreamingDecoder::new(rest).map_err(io::Error::other)?);
            }
        }
        Ok(0)
    }
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

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, SourceError> {
        let files = Place::of_bytes(Path::new("a"), bytes).contents()?;
        files.iter().map(|file| Ok((file.path.display().to_string(), file.bytes(1 << 20)?))).collect()
    }

    #[test]
    fn files_are_unpacked_by_content() {
        for packed in [b"x".to_vec(), gzipped(b"x"), zstandard(b"x"), gzipped(&zstandard(b"x"))] {
            assert_eq!(unpacked(packed).unwrap(), [("a".to_owned(), b"x".to_vec())]);
        }
        // Large files are packed in several pieces one after the other.
        let pieces = [zstandard(b"x"), zstandard(b"y")].concat();
        assert_eq!(unpacked(pieces).unwrap()[0].1, b"xy");
        assert_eq!(unpacked([gzipped(b"x"), gzipped(b"y")].concat()).unwrap()[0].1, b"xy");
    }

    #[test]
    fn archives_are_read_in_the_order_of_names_and_through() {
        let inner = zipped(&[("1.csv", b"1")]);
        let members: [(&str, &[u8]); 5] =
            [("b/2.csv", b"2"), ("b/", b""), ("a.csv.gz", &gzipped(b"1")), (".hidden", b"0"), ("c.zip", &inner)];
        let expected = [("a/a.csv.gz", b"1"), ("a/b/2.csv", b"2"), ("a/c.zip/1.csv", b"1")];
        let expected = expected.map(|(name, text)| (name.to_owned(), text.to_vec()));
        assert_eq!(unpacked(zipped(&members)).unwrap(), expected);
    }

    #[test]
    fn a_workbook_is_no_archive_of_files() {
        let workbook = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
        assert_eq!(unpacked(workbook.clone()).unwrap(), [("a".to_owned(), workbook)]);
    }

    #[test]
    fn damaged_archives_are_errors() {
        let whole = gzipped(b"xxxxxxxxxxxxxxxxxxxx");
        for bytes in [&whole[..15], b"PK\x03\x04nothing", b"\x28\xB5\x2F\xFDnothing"] {
            assert!(matches!(unpacked(bytes.to_vec()), Err(SourceError::Compressed { .. })));
        }
    }

    #[test]
    fn more_than_is_allowed_is_refused() {
        let place = Place::of_bytes(Path::new("a"), gzipped(b"xxxx")).contents().unwrap().remove(0);
        assert!(matches!(place.bytes(3), Err(SourceError::TooLarge { largest: 3, .. })));
    }
}
