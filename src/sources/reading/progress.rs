//! How far reading has come, for whoever wants to show it.

use std::io::{self, Read};
use std::sync::Arc;

/// Told how many bytes have been read, or tasks done, of how many; nobody listens by default.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Listener>>);

type Listener = dyn Fn(u64, Option<u64>) + Send + Sync;

impl Watch {
    /// Calls `listener` with the bytes read so far and the bytes there are, at every read.
    pub fn new(listener: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    /// Tells the watch how much is done, of how much.
    pub fn tell(&self, done: u64, of: Option<u64>) {
        if let Self(Some(listener)) = self {
            listener(done, of);
        }
    }
}

/// A reader that tells a watch of every read.
pub(super) struct Counting<R> {
    reader: R,
    read: u64,
    of: Option<u64>,
    watch: Watch,
}

impl<R> Counting<R> {
    pub fn new(reader: R, of: Option<u64>, watch: Watch) -> Self {
        Self { reader, read: 0, of, watch }
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.read += read as u64;
        self.watch.tell(self.read, self.of);
        Ok(read)
    }
}
