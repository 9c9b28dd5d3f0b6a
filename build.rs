//! What `--version` says: the version, the commit it was built from, and the features that are in.
//!
//! The commit is asked for in release builds only, so that a commit while developing compiles nothing again.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=.cargo_vcs_info.json");
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = match release {
        true => packaged().or_else(checked_out).unwrap_or_else(|| "unknown commit".to_owned()),
        false => "development build".to_owned(),
    };
    let features = if std::env::var_os("CARGO_FEATURE_SPARK").is_some() { "with spark" } else { "without spark" };
    println!("cargo:rustc-env=TRADEPROOF_VERSION={version} ({commit}, {features})");
}

/// The commit that cargo wrote into a package.
fn packaged() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, after) = text.split_once("\"sha1\"")?;
    let commit = after.split('"').nth(1)?;
    commit.get(..10).map(str::to_owned)
}

/// The commit of the checkout.
fn checked_out() -> Option<String> {
    let head = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    println!("cargo:rerun-if-changed={head}");
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}
