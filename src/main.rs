//! The box: `tiffin serve`, `tiffin demo`, and the verbs of whoever looks after it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tiffin::cli::main()
}
