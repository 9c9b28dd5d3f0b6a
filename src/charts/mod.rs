//! Charts: a spec is laid out, drawn by plotters onto our scene, and written as SVG or PNG.
