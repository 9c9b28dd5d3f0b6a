//! `docs/metrics.md` is what the registry says today.
//!
//! `UPDATE_DOCS=1 cargo test metrics_docs` writes it anew; then read it.

use std::path::Path;

#[test]
fn the_page_of_metrics_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md");
    let expected = tradeproof::metrics::markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &expected).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == expected, "docs/metrics.md is stale: UPDATE_DOCS=1 cargo test metrics_docs");
}

#[test]
fn every_metric_and_variant_is_on_the_page() {
    let page = tradeproof::metrics::markdown();
    for metric in tradeproof::metrics::ALL {
        assert!(page.contains(&format!("\n## {}\n", metric.name)), "{}", metric.name);
        for variant in metric.variants {
            assert!(page.contains(&format!("| `{}` |", metric.label(variant))), "{}", metric.label(variant));
        }
    }
}
