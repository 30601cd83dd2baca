use super::super::model::Finding;
use super::super::sql;
use crate::app::App;

const FIX: &str =
    "Finish the set-up on the owner's page, or import a menu: tiffin import-menu FILE.";

/// Is there something to order, and a table to order it from?
pub async fn offer(app: &App) -> Finding {
    const CHECK: &str = "menu and tables";
    match app.store.read(sql::count_offer).await {
        Ok((dishes, tables)) if dishes > 0 && tables > 0 => {
            Finding::well(CHECK, format!("{dishes} dishes and {tables} tables."))
        }
        Ok((dishes, tables)) => {
            Finding::ill(CHECK, format!("{dishes} dishes and {tables} tables."), FIX)
        }
        Err(error) => Finding::ill(CHECK, error.to_string(), FIX),
    }
}
