use super::super::model::Finding;
use crate::app::App;
use crate::base::limits;
use crate::ledger;

const FIX: &str = "Look at them on the owner's page, then try them again or drop them.";

/// Was everything that follows from a fact done?
pub async fn letters(app: &App) -> Finding {
    const CHECK: &str = "dead letters";
    let look = |read: &crate::store::Read| ledger::dead_letters(read.conn(), limits::MAX_PAGE);
    match app.store.read(look).await {
        Ok(letters) if letters.is_empty() => Finding::well(CHECK, "Nothing was laid aside."),
        Ok(letters) => {
            let many = if letters.len() < limits::MAX_PAGE { "" } else { " or more" };
            Finding::ill(CHECK, format!("{}{many} were laid aside.", letters.len()), FIX)
        }
        Err(error) => Finding::ill(CHECK, error.to_string(), FIX),
    }
}
