//! Takes out of a PDF what would lead its reader in circles.

use std::collections::BTreeMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId};

/// Forms in forms; real files have two or three.
const DEEPEST: usize = 12;

/// Steps after which the forms that are left are emptied.
const STEPS: usize = 20_000;

/// Ancestors of a page in the tree.
const HIGHEST: usize = 64;

/// Empties pictures, which hold no text, and forms that print themselves, which would never end.
pub(super) fn tame(document: &mut Document, pages: &BTreeMap<u32, ObjectId>) {
    let mut walk = Walk { document, path: Vec::new(), steps: 0, circular: Vec::new() };
    for id in pages.values() {
        if let Some(resources) = walk.page_resources(*id) {
            walk.forms(resources);
        }
    }
    let circular = walk.circular;
    for (id, object) in &mut document.objects {
        let Object::Stream(stream) = object else { continue };
        if is_image(&stream.dict) || circular.contains(id) {
            stream.set_content(Vec::new());
            for key in [&b"Filter"[..], b"DecodeParms"] {
                stream.dict.remove(key);
            }
        }
    }
}

fn is_image(dictionary: &Dictionary) -> bool {
    dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
}

/// Whether the ancestors of a page end somewhere.
pub(super) fn has_root(document: &Document, page: ObjectId) -> bool {
    let mut at = page;
    for _ in 0..HIGHEST {
        let parent = document.get_dictionary(at).and_then(|node| node.get(b"Parent")).and_then(Object::as_reference);
        match parent {
            Ok(parent) => at = parent,
            Err(_) => return true,
        }
    }
    false
}

struct Walk<'d> {
    document: &'d Document,
    /// The forms that are being printed.
    path: Vec<ObjectId>,
    steps: usize,
    circular: Vec<ObjectId>,
}

impl<'d> Walk<'d> {
    fn page_resources(&self, page: ObjectId) -> Option<&'d Dictionary> {
        let mut at = page;
        for _ in 0..HIGHEST {
            let node = self.document.get_dictionary(at).ok()?;
            if let Some(resources) = self.dictionary(node, b"Resources") {
                return Some(resources);
            }
            at = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        }
        None
    }

    fn dictionary(&self, within: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        let (_, object) = self.document.dereference(within.get(key).ok()?).ok()?;
        object.as_dict().ok()
    }

    fn forms(&mut self, resources: &'d Dictionary) {
        let Some(forms) = self.dictionary(resources, b"XObject") else { return };
        for (_, form) in forms.iter() {
            let Ok(id) = form.as_reference() else { continue };
            self.form(id, resources);
        }
    }

    fn form(&mut self, id: ObjectId, outer: &'d Dictionary) {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { return };
        // The reader prints whatever stream is named, a form or not; pictures are emptied.
        if is_image(&stream.dict) || self.circular.contains(&id) {
            return;
        }
        self.steps += 1;
        if self.path.contains(&id) || self.path.len() >= DEEPEST || self.steps > STEPS {
            self.circular.push(id);
            return;
        }
        let resources = self.dictionary(&stream.dict, b"Resources").unwrap_or(outer);
        self.path.push(id);
        self.forms(resources);
        self.path.pop();
    }
}
