//! Variants as types: what a metric can be read as, declared once, with the plan that computes each.
//!
//! A plan is handed the reading itself and tells the readings apart with a `match` that names every one, so that a new
//! variant does not compile before it is computed. No name is looked up: a [`Variant`](super::Variant) carries its plan.

/// Declares the variants of a metric, the default first.
///
/// Each line is a reading, its name, formula, unit (empty for the money the figures are in) and what it wants of
/// [`Totals`](crate::model::Totals). The plan is a function of a frame, a request and the reading.
///
/// ```ignore
/// variants! {
///     /// What is counted.
///     enum Listed by plan {
///         Companies => "companies", "number of distinct issuers", "companies", Exclude;
///         Instruments => "instruments", "number of securities", "instruments", Exclude;
///     }
/// }
/// ```
///
/// declares the enum and `Listed::VARIANTS`. Where several metrics share their readings, or readings fall into kinds,
/// the enum is declared by itself and `variants!(plan { Reading::One => …; })` is the list. The enums have no
/// equality: `==` would let a new variant pass for another one.
macro_rules! variants {
    (
        $(#[$about:meta])*
        enum $readings:ident by $plan:path {
            $($reading:ident => $name:literal, $formula:expr, $unit:expr, $totals:ident;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy)]
        enum $readings {
            $($reading),+
        }

        impl $readings {
            const VARIANTS: &'static [$crate::metrics::Variant] = variants!($plan {
                $($readings::$reading => $name, $formula, $unit, $totals;)+
            });
        }
    };
    ($plan:path { $($reading:expr => $name:literal, $formula:expr, $unit:expr, $totals:ident;)+ }) => {
        &[$($crate::metrics::Variant {
            name: $name,
            formula: $formula,
            unit: $unit,
            totals: $crate::model::Totals::$totals,
            plan: |frame, request| $plan(frame, request, $reading),
        }),+]
    };
}

pub(super) use variants;
