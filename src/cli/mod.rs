//! From arguments to an exit code. Each verb is a file; what it does lies in the slices.

mod care;
mod cloud;
mod demo;
mod log;
mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::{Clock, Error, Result};
use crate::config::{Overrides, Settings};
use crate::sync::Wanted;

/// A whole restaurant on one small box.
#[derive(Parser)]
#[command(name = "tiffin", version, about)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run the box.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Where to listen, for example 0.0.0.0:8080.
        #[arg(long)]
        listen: Option<SocketAddr>,
    },
    /// Run a sample restaurant on fresh data; nothing is real, and nothing is kept.
    Demo {
        #[arg(long, default_value = "0.0.0.0:8080")]
        listen: SocketAddr,
        /// A cloud to join, with a code that was made there.
        #[arg(long, requires = "enrol")]
        hub: Option<String>,
        #[arg(long, requires = "hub")]
        enrol: Option<String>,
    },
    /// Read a menu from a CSV or JSON file: all of it, or nothing.
    ImportMenu {
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Write the menu to standard output.
    ExportMenu {
        #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
        format: ExportFormat,
        #[command(flatten)]
        place: Place,
    },
    /// Write the tables' codes as a PDF to print.
    Qr {
        #[arg(long)]
        out: PathBuf,
        #[arg(long, value_enum, default_value_t = SheetLayout::Page)]
        layout: SheetLayout,
        #[command(flatten)]
        place: Place,
    },
    /// Copy all data into a file; works beside a running box.
    Backup {
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Put a backup into an empty data directory, or bring a bare box back from the cloud.
    Restore {
        #[arg(required_unless_present = "from_hub")]
        file: Option<PathBuf>,
        /// The code to take a box's place, as it was read out.
        #[arg(long, value_name = "CODE", requires = "hub", conflicts_with = "file")]
        from_hub: Option<String>,
        /// The cloud's address.
        #[arg(long, value_name = "URL", requires = "from_hub")]
        hub: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// Look whether all is well, and say what to do where it is not.
    Doctor {
        #[command(flatten)]
        place: Place,
    },
    /// Give a member of staff a new PIN, which is printed.
    ResetPin {
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Write the OpenAPI document to standard output.
    Openapi,
}

/// Where the data is, and the file with the settings.
#[derive(Args)]
struct Place {
    #[arg(long)]
    data_dir: Option<PathBuf>,
    #[arg(long)]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum ExportFormat {
    Csv,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum SheetLayout {
    Page,
    Grid,
}

impl Place {
    fn settings(self, listen: Option<SocketAddr>) -> Result<Settings> {
        let flags = Overrides { data_dir: self.data_dir, listen, ..Overrides::default() };
        Settings::gather(self.config.as_deref(), std::env::vars(), flags)
    }
}

/// Runs what the arguments ask for; says in one line what went wrong.
pub fn main() -> ExitCode {
    let verb = Cli::parse().verb;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal);
    match runtime.and_then(|runtime| runtime.block_on(run(verb))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tiffin: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Serve { place, listen } => serve::serve(place.settings(listen)?).await,
        Verb::Demo { listen, hub, enrol } => demo::demo(listen, hub.zip(enrol)).await,
        Verb::ImportMenu { file, place } => care::import_menu(place.settings(None)?, &file).await,
        Verb::ExportMenu { format, place } => {
            care::export_menu(place.settings(None)?, format).await
        }
        Verb::Qr { out, layout, place } => care::qr(place.settings(None)?, &out, layout).await,
        Verb::Backup { file, place } => care::backup(place.settings(None)?, &file),
        Verb::Restore { file: Some(file), place, .. } => {
            care::restore(place.settings(None)?, &file)
        }
        Verb::Restore { from_hub, hub, place, .. } => {
            let (code, hub_url) = (from_hub.unwrap_or_default(), hub.unwrap_or_default());
            let (settings, clock) = (place.settings(None)?, Clock::system());
            cloud::restore(Wanted { settings, clock, hub_url, code }).await
        }
        Verb::Doctor { place } => care::doctor(place.settings(None)?).await,
        Verb::ResetPin { name, place } => care::reset_pin(place.settings(None)?, &name).await,
        Verb::Openapi => care::openapi(),
    }
}
