//! Official formats, one file each, read into tidy frames.
