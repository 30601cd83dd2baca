use crate::app::App;
use crate::base::{Error, Result};
use crate::house::{self, House};
use crate::words;

use super::model::TableRow;
use super::{sql, url};
use card::Card;

mod card;
mod paper;
mod pen;
mod wifi;

words! {
    /// How the cards lie on the paper.
    pub enum Layout {
        /// One card a page, A5.
        Page = "page",
        /// Four cards a page of A4, each A6, to be cut apart.
        Grid = "grid",
    }
}

/// The cards of every table in use, ready to print: a PDF.
///
/// Errors: `invalid_value` when there is no table to print a card for.
pub async fn sheet(app: &App, layout: Layout) -> Result<Vec<u8>> {
    let look = |read: &crate::store::Read| Ok((house::load(read)?, sql::list_tables(read)?));
    let (house, tables) = app.store.read(look).await?;
    let in_use = tables.iter().filter(|table| table.is_active);
    let cards: Vec<_> = in_use.map(|table| card(app, &house, table)).collect();
    if cards.is_empty() {
        return Err(Error::invalid("tables", "Set up a table first."));
    }
    let drawn = move || paper::draw(&cards, layout);
    tokio::task::spawn_blocking(drawn).await.map_err(Error::internal)?
}

fn card(app: &App, house: &House, table: &TableRow) -> Card {
    Card {
        house: house.name.clone(),
        table: table.name.clone(),
        number: table.number,
        url: url::table_url(app, house, table),
        wifi: wifi::Wifi::of(&house.wifi_ssid, &house.wifi_password),
    }
}

#[cfg(test)]
mod tests;
