use std::process::ExitCode;

fn main() -> ExitCode {
    tradeproof::cli::run()
}
