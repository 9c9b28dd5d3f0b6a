//! Services in UN Comtrade, by the Extended Balance of Payments Services classification (EBOPS).
//!
//! Below its main items EBOPS splits the same services in several ways: sea and air transport beside passengers and
//! freight. Codes do not show what holds what, so only the total and the main items are read.

use crate::model::classification::System;
use crate::model::{Classification, Product};

use super::super::reading::Record;
use super::{Layout, row};

/// The main items of the edition of 2002, whose total is 200.
const MAIN_2002: [&str; 11] = ["205", "236", "245", "249", "253", "260", "262", "266", "268", "287", "291"];

/// Why finer ones are left out.
pub const FINER: &str = "services finer than the main items of EBOPS: their breakdowns overlap";

/// Whether a row is of services.
pub fn are(record: Record<'_>, layout: &Layout) -> bool {
    let classified = Classification::from_comtrade(row::code(record, layout.classification));
    record.text(layout.type_code).eq_ignore_ascii_case("S")
        || classified.is_some_and(|known| known.system() == System::Ebops)
}

/// What a code is read as: all services or one of the main items; `None` for what is finer, or an addition of its own.
pub fn product(code: &str) -> Option<&str> {
    let main_2010 = |code: &str| matches!(code.as_bytes(), [b'S', b'A'..=b'L']);
    match code {
        "S" | "200" | Product::TOTAL => Some(Product::SERVICES),
        code if MAIN_2002.contains(&code) || main_2010(code) => Some(code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_total_and_the_main_items_are_read() {
        for (code, expected) in [
            ("S", Some("SERVICES")),
            ("200", Some("SERVICES")),
            ("SC", Some("SC")),
            ("205", Some("205")),
            ("SC1", None),
            ("SCA", None),
            ("206", None),
            ("SOX", None),
            ("", None),
        ] {
            assert_eq!(product(code), expected, "{code}");
        }
    }
}
