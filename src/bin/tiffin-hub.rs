//! The cloud's side: `tiffin-hub serve`, and the verbs of whoever runs it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tiffin::hub::cli()
}
