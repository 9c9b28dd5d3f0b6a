//! Derived metrics, one file each: formula, source, plan, tests.
