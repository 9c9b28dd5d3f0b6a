//! Derived frames as files: CSV, JSON, Markdown, and tables for the terminal.
