//! Damaged and hostile files: whatever the bytes are, a reader answers or says what is wrong with them.
//!
//! Every format has a fixture here, so that a new reader is mutated as soon as it has one; a guard says which has none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tradeproof::sources::{self, Input, Recognised, Watch, registry};

/// What breaks numbers, quoting, dates, markup and text.
const INSERTED: [&[u8]; 12] =
    [b"\"", b",", b"\n", b"\r", b"-", b"NA", b"99999999999999999999", b"1e308", b"\0", b"\xff\xfe", b"<", b"{\"a\":["];

/// One edit of a file, at a place given in thousandths of its length.
#[derive(Debug, Clone)]
enum Edit {
    Set(usize, u8),
    Insert(usize, usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = 0..1000_usize;
    prop_oneof![
        (place.clone(), any::<u8>()).prop_map(|(place, byte)| Edit::Set(place, byte)),
        (place.clone(), 0..INSERTED.len()).prop_map(|(place, what)| Edit::Insert(place, what)),
        (place.clone(), 1..40_usize).prop_map(|(place, length)| Edit::Remove(place, length)),
        (place.clone(), 1..400_usize).prop_map(|(place, length)| Edit::Repeat(place, length)),
        place.prop_map(Edit::Cut),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let at = |thousandths: usize| bytes.len() * thousandths / 1000;
        match *edit {
            Edit::Set(place, byte) => {
                let place = at(place);
                if let Some(there) = bytes.get_mut(place) {
                    *there = byte;
                }
            }
            Edit::Insert(place, what) => {
                let place = at(place);
                bytes.splice(place..place, INSERTED[what].iter().copied());
            }
            Edit::Remove(place, length) => {
                let (start, end) = (at(place), (at(place) + length).min(bytes.len()));
                bytes.drain(start..end);
            }
            Edit::Repeat(place, length) => {
                let (start, end) = (at(place), (at(place) + length).min(bytes.len()));
                let again = bytes[start..end].to_vec();
                bytes.splice(end..end, again);
            }
            Edit::Cut(place) => bytes.truncate(at(place)),
        }
    }
    bytes
}

/// Our files in official layouts, by name.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/it/fixtures/sources", "data/kazakhstan-uk"];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.retain(|path| path.extension().is_none_or(|name| name != "md" && name != "toml" && name != "svg"));
    files.sort();
    files
}

/// Reads all that there is to read; only a panic is a failure.
fn read(path: &Path, bytes: Vec<u8>) {
    if let Ok(loaded) = sources::read(Input::from_bytes(path, bytes)) {
        let _ = loaded.inspection();
        let _ = loaded.tidy.whole().map(|frame| frame.collect().is_ok());
    }
}

#[test]
fn every_format_has_a_file_to_be_damaged() {
    let recognised = files().into_iter().flat_map(|path| match sources::recognise(&path, &Watch::default()) {
        Ok(Recognised::Figures(loaded)) => loaded.inspection().unwrap().formats.clone(),
        _ => Vec::new(),
    });
    let recognised: BTreeSet<String> = recognised.map(|name| name.to_string()).collect();
    let without: Vec<&str> =
        registry::ALL.iter().map(|source| source.name).filter(|name| !recognised.contains(*name)).collect();
    assert_eq!(without, [""; 0], "put a small file of our own in this layout into tests/it/fixtures/sources");
}

/// What a page promises is checked before Polars reserves memory for it: no panic, no abort.
#[test]
fn damaged_parquet_ends_in_a_message() {
    // Xorshift: the same places and bytes in every run.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % below
    };
    let parquet = files().into_iter().filter(|path| path.extension().is_some_and(|name| name == "parquet"));
    let parquet: Vec<(PathBuf, Vec<u8>)> = parquet.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    assert!(parquet.len() > 2);
    for turn in 0..1500 {
        let (path, bytes) = &parquet[turn % parquet.len()];
        let mut bytes = bytes.clone();
        for _ in 0..=next(3) {
            let place = next(bytes.len());
            bytes[place] = if next(2) == 0 { 0xFF } else { next(256) as u8 };
        }
        read(path, bytes);
    }
}

proptest! {
    // Polars and inflating are slow unoptimised.
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damaged_files_never_panic(place in any::<prop::sample::Index>(), edits in prop::collection::vec(edit(), 1..5)) {
        let files = files();
        let path = place.get(&files);
        read(path, edited(std::fs::read(path).unwrap(), &edits));
    }

    #[test]
    fn any_bytes_never_panic(start in 0..9_usize, rest in prop::collection::vec(any::<u8>(), 0..300)) {
        let starts: [&[u8]; 9] = [
            b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\"data\":[",
            b"<?xml version=\"1.0\"?><", b"PAR1", b"t,i,j,k,v,q\n",
        ];
        read(Path::new("a"), [starts[start], &rest].concat());
    }
}
