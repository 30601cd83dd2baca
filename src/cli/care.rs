use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::{ExportFormat, SheetLayout};
use crate::app::App;
use crate::base::{Clock, Error, Result, random_below};
use crate::config::{DataDir, Settings};
use crate::menu::{self, MenuFormat};
use crate::store::Store;
use crate::tables::{self, Layout};
use crate::wire::Actor;
use crate::{auth, ops, router, sync};

/// Who does it, for the record.
fn by_hand() -> Actor {
    Actor { who: "command line".into(), role: None, device: "cli".into() }
}

async fn open(settings: Settings) -> Result<App> {
    let app = App::open(settings, Clock::system(), false).await?;
    sync::prepare(&app).await?;
    Ok(app)
}

fn cannot(what: &str, path: &Path, error: std::io::Error) -> Error {
    Error::invalid("file", format!("cannot {what} {}: {error}", path.display()))
}

/// A `.json` file is read as JSON, every other as CSV. Faults are printed by line and column.
pub async fn import_menu(settings: Settings, file: &Path) -> Result<()> {
    let bytes = fs::read(file).map_err(|e| cannot("read", file, e))?;
    let is_json = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let format = if is_json { MenuFormat::Json } else { MenuFormat::Csv };
    let app = open(settings).await?;
    let imported = menu::import(&app, &by_hand(), format, bytes).await;
    app.close().await;
    match imported {
        Ok(done) => {
            println!("{} dishes in {} categories were imported.", done.items, done.categories);
            Ok(())
        }
        Err(error) => {
            for fault in error.body()["error"]["details"]["errors"].as_array().into_iter().flatten()
            {
                let at = format!("{}:{}", fault["line"], fault["column"]);
                eprintln!("{}:{at}: {}", file.display(), fault["message"].as_str().unwrap_or(""));
            }
            Err(error)
        }
    }
}

pub async fn export_menu(settings: Settings, format: ExportFormat) -> Result<()> {
    let format = match format {
        ExportFormat::Csv => MenuFormat::Csv,
        ExportFormat::Json => MenuFormat::Json,
    };
    let app = open(settings).await?;
    let written = menu::export(&app, format).await;
    app.close().await;
    std::io::stdout().write_all(&written?).map_err(Error::internal)
}

pub async fn qr(settings: Settings, out: &Path, layout: SheetLayout) -> Result<()> {
    let layout = match layout {
        SheetLayout::Page => Layout::Page,
        SheetLayout::Grid => Layout::Grid,
    };
    let app = open(settings).await?;
    let sheet = tables::sheet(&app, layout).await;
    app.close().await;
    fs::write(out, sheet?).map_err(|e| cannot("write", out, e))?;
    println!("The tables' codes are in {}.", out.display());
    Ok(())
}

pub fn backup(settings: Settings, file: &Path) -> Result<()> {
    Store::backup(&DataDir::open(&settings.data_dir)?.database(), file)?;
    println!("All data is in {}. Keep the folder `secrets` with it, apart.", file.display());
    Ok(())
}

pub fn restore(settings: Settings, file: &Path) -> Result<()> {
    let dir = DataDir::open(&settings.data_dir)?;
    let _lock = dir.lock()?;
    Store::restore(file, &dir.database())?;
    println!("The data of {} is in {}.", file.display(), dir.root().display());
    println!("When the box starts, the next 1,000 numbers of each series are left free.");
    Ok(())
}

/// Fails when a check did, so that a script can tell.
pub async fn doctor(settings: Settings) -> Result<()> {
    let app = open(settings).await?;
    let findings = ops::doctor(&app).await;
    app.close().await;
    let mut sick = 0;
    for finding in findings {
        println!("{} {}", if finding.ok { "ok  " } else { "FAIL" }, finding.check);
        if !finding.ok {
            sick += 1;
            println!("     {}", finding.fix);
        }
    }
    if sick > 0 {
        return Err(Error::internal(format!("{sick} checks failed")));
    }
    Ok(())
}

/// The new PIN is printed and kept nowhere else.
pub async fn reset_pin(settings: Settings, name: &str) -> Result<()> {
    let app = open(settings).await?;
    let pin = format!("{:06}", random_below(1_000_000));
    let reset = auth::reset_pin(&app, name, &pin).await;
    app.close().await;
    reset?;
    println!("{name} signs in with {pin} from now on.");
    Ok(())
}

pub fn openapi() -> Result<()> {
    let document = router::api().1.to_pretty_json().map_err(Error::internal)?;
    match writeln!(std::io::stdout(), "{document}") {
        // Whoever reads may have seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(Error::internal(error)),
        _ => {}
    }
    Ok(())
}
