mod csv;
mod json;
mod save;
mod sheet;
mod text;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::base::{Code, Error, Result, limits};
use crate::wire::Actor;
use crate::words;
use sheet::Sheet;
use text::{Misprints, Text};

pub(super) use csv::{COLUMNS, escaped_part, guarded};

words! {
    /// How a menu is written down outside of Tiffin.
    pub enum MenuFormat {
        Csv = "csv",
        Json = "json",
    }
}

/// How much an import held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Imported {
    pub categories: usize,
    pub items: usize,
    pub modifier_groups: usize,
}

/// Something in the file that must be mended; lines and columns are counted from 1, in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportFault {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// Puts all that `bytes` holds on the menu, in one transaction. A dish that is there by its name
/// and category is changed and keeps its id; what the file does not name stays.
///
/// Errors: `import_failed` with every fault's line and column, and nothing is imported;
/// `body_too_large`; `limit_reached` when menu and file together are more than a menu may hold.
pub async fn import(
    app: &App,
    actor: &Actor,
    format: MenuFormat,
    bytes: Vec<u8>,
) -> Result<Imported> {
    if bytes.len() > limits::MAX_IMPORT {
        return Err(Code::BodyTooLarge.into());
    }
    let read = tokio::task::spawn_blocking(move || read(format, bytes));
    let (text, sheet, misprints) = read.await.map_err(Error::internal)?;
    let work = move |tx: &crate::store::Tx| save::save_in(tx, sheet, misprints, &text);
    app.store.write(actor, work).await
}

/// What the file says, and all that can be seen to be wrong without knowing the menu.
fn read(format: MenuFormat, bytes: Vec<u8>) -> (Text, Sheet, Misprints) {
    let mut misprints = Misprints::default();
    let text = Text::new(bytes, &mut misprints);
    let sheet = match format {
        _ if !misprints.is_empty() => Sheet::default(),
        MenuFormat::Csv => csv::read(text.as_str(), &mut misprints),
        MenuFormat::Json => json::read(text.as_str(), &mut misprints),
    };
    (text, sheet, misprints)
}

fn failed(faults: Vec<ImportFault>) -> Error {
    let count = faults.len();
    let shown = faults.first().map(|f| format!("line {}: {}", f.line, f.message));
    let message = format!("Nothing was imported. Errors: {count}; {}", shown.unwrap_or_default());
    Error::new(Code::ImportFailed).message(message).details(json!({ "errors": faults }))
}
