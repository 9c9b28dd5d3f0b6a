//! A file as chunks of whole records, read side by side by several threads and put together in the order of the file.

use std::io::Read as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

use super::super::error::SourceError;
use super::Place;
use super::decoded::Decoded;
use super::opening::Opening;

/// How many bytes are read at once.
const CHUNK: usize = 4 << 20;
/// A record that is longer is none.
const LONGEST: usize = 64 << 20;

/// Some whole records of a file.
pub struct Chunk {
    /// Its place among the chunks.
    pub place: usize,
    pub bytes: Vec<u8>,
    /// The line of its first byte, from 1.
    pub line: u64,
}

/// One of the threads that read chunks.
pub trait Worker: Send {
    /// What it makes of a chunk.
    type Part: Send;

    fn read(&mut self, chunk: &Chunk) -> Self::Part;
}

/// What threads made of a file: each part, in the order of the file, with the worker that made it.
pub struct Pieces<W: Worker> {
    pub workers: Vec<W>,
    pub parts: Vec<(usize, W::Part)>,
}

/// Reads the records below the header.
///
/// # Errors
/// When the file cannot be read, is no text, or a record is longer than any.
pub fn read<W: Worker>(
    place: &Place,
    opening: &Opening,
    stop: &AtomicBool,
    make: impl Fn() -> W,
) -> Result<Pieces<W>, SourceError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let (chunks, waiting) = sync_channel::<Chunk>(2);
    let (done, finished) = channel();
    let (spent, buffers) = channel::<Vec<u8>>();
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|number| {
                let (mut worker, waiting) = (make(), &waiting);
                let (done, spent) = (done.clone(), spent.clone());
                scope.spawn(move || {
                    while let Some(chunk) = next(waiting) {
                        let part = worker.read(&chunk);
                        // Nobody listens where reading has failed.
                        let _ = done.send((chunk.place, number, part));
                        let _ = spent.send(chunk.bytes);
                    }
                    worker
                })
            })
            .collect();
        drop((done, spent));
        let cut = Cutting::new(place, opening, stop).and_then(|mut cutting| cutting.all(&chunks, &buffers));
        drop(chunks);
        let workers = workers.into_iter();
        let workers = workers.map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let workers: Vec<W> = workers.collect();
        cut?;
        let mut parts: Vec<(usize, usize, W::Part)> = finished.iter().collect();
        parts.sort_by_key(|part| part.0);
        Ok(Pieces { workers, parts: parts.into_iter().map(|(_, worker, part)| (worker, part)).collect() })
    })
}

/// More threads than these wait for the one that reads.
const MOST_THREADS: usize = 8;

fn next(waiting: &Mutex<Receiver<Chunk>>) -> Option<Chunk> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Cuts a file into chunks.
struct Cutting<'a> {
    place: &'a Place,
    stop: &'a AtomicBool,
    reader: Decoded,
    line: u64,
}

impl<'a> Cutting<'a> {
    /// At the first record below the header.
    fn new(place: &'a Place, opening: &Opening, stop: &'a AtomicBool) -> Result<Self, SourceError> {
        let mut reader = Decoded::new(place.reader()?, opening.encoding);
        let header = std::io::copy(&mut reader.by_ref().take(opening.begins), &mut std::io::sink());
        header.map_err(|source| place.failed(source))?;
        Ok(Self { place, stop, reader, line: opening.line })
    }

    fn all(&mut self, chunks: &SyncSender<Chunk>, buffers: &Receiver<Vec<u8>>) -> Result<(), SourceError> {
        let mut rest: Vec<u8> = Vec::new();
        for number in 0.. {
            let mut bytes = buffers.try_recv().unwrap_or_default();
            bytes.clear();
            bytes.reserve(CHUNK + rest.len());
            bytes.append(&mut rest);
            let Some(end) = self.fill(&mut bytes)? else { return Ok(()) };
            rest.extend_from_slice(&bytes[end..]);
            bytes.truncate(end);
            let line = self.line;
            self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
            if self.stop.load(Ordering::Relaxed) || chunks.send(Chunk { place: number, bytes, line }).is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Reads on until there is a whole record; where the last one ends, and nothing at the end of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Result<Option<usize>, SourceError> {
        loop {
            let wanted = CHUNK.max(bytes.len() + (CHUNK >> 2)) - bytes.len();
            let read = self.reader.by_ref().take(wanted as u64).read_to_end(bytes);
            let read = read.map_err(|source| self.place.failed(source))?;
            if read < wanted {
                return Ok((!bytes.is_empty()).then_some(bytes.len()));
            }
            if let Some(end) = end_of_records(bytes) {
                return Ok(Some(end));
            }
            if bytes.len() > LONGEST {
                return Err(SourceError::LongLine { path: self.place.path.clone(), longest: LONGEST });
            }
        }
    }
}

/// Behind the last line end that stands between no quotes.
fn end_of_records(bytes: &[u8]) -> Option<usize> {
    let mut end = memchr::memrchr(b'\n', bytes)? + 1;
    let mut quotes = memchr::memchr_iter(b'"', &bytes[..end]).count();
    while quotes % 2 == 1 {
        let before = memchr::memrchr(b'\n', &bytes[..end - 1])? + 1;
        quotes -= memchr::memchr_iter(b'"', &bytes[before..end]).count();
        end = before;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::end_of_records;

    #[test]
    fn chunks_end_between_records_and_never_within_quotes() {
        assert_eq!(end_of_records(b"a,b\nc,d\ne"), Some(8));
        assert_eq!(end_of_records(b"a,b\n\"c\nd"), Some(4));
        assert_eq!(end_of_records(b"\"c\nd"), None);
        assert_eq!(end_of_records(b"\"c\nd\",e\n"), Some(8));
    }
}
