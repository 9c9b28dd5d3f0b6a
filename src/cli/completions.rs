//! `tradeproof completions`: what a shell needs to complete the commands.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, CliError, Outcome, output};

/// Print the completion script of a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof completions bash > ~/.local/share/bash-completion/completions/tradeproof
  tradeproof completions zsh > ~/.zfunc/_tradeproof
  tradeproof completions fish > ~/.config/fish/completions/tradeproof.fish")]
pub struct CompletionsArgs {
    /// A shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &CompletionsArgs) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tradeproof", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
