use super::draft::CategoryDraft;
use super::faults::key;
use super::model::Category;
use super::sql;
use super::stations::as_spelt;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{CategoryId, Code, Error, OnceKey, Result, limits};
use crate::store::Tx;
use crate::wire::Actor;

/// Adds a category, last unless the draft says where.
pub async fn create_category(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    draft: CategoryDraft,
) -> Result<Category> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            tx.once(&once, |tx| {
                let made = save_category_in(tx, CategoryId::new(tx.now()), &draft)?;
                touched_in(tx, Vec::new())?;
                Ok(made)
            })
        })
        .await
}

pub async fn change_category(
    app: &App,
    actor: &Actor,
    id: CategoryId,
    draft: CategoryDraft,
) -> Result<Category> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            let before = category_in(tx, id)?;
            let after = save_category_in(tx, id, &draft)?;
            if after != before {
                touched_in(tx, Vec::new())?;
            }
            Ok(after)
        })
        .await
}

/// Takes a category away. Error: `category_not_empty` while there are dishes in it.
pub async fn remove_category(app: &App, actor: &Actor, id: CategoryId) -> Result<()> {
    app.store
        .write(actor, move |tx| {
            category_in(tx, id)?;
            if sql::count_items_in(tx, id)? > 0 {
                return Err(Code::CategoryNotEmpty.into());
            }
            sql::mark_category_deleted(tx, id)?;
            touched_in(tx, Vec::new())
        })
        .await
}

fn category_in(tx: &Tx, id: CategoryId) -> Result<Category> {
    sql::find_category(tx, id)?.ok_or_else(|| Error::not_found("category"))
}

/// Writes a tidy draft down as the category `id`, new or not, and tells nobody.
///
/// Errors: `name_taken`, `limit_reached`.
pub fn save_category_in(tx: &Tx, id: CategoryId, draft: &CategoryDraft) -> Result<Category> {
    let name = key(&draft.name);
    if sql::category_named(tx, &name)?.is_some_and(|found| found != id) {
        return Err(Code::NameTaken.into());
    }
    let before = sql::find_category(tx, id)?;
    if before.is_none() && sql::count_categories(tx)? >= limits::MAX_CATEGORIES {
        return Err(Code::LimitReached.into());
    }
    let sort = match (draft.sort, &before) {
        (Some(sort), _) => sort,
        (None, Some(category)) => category.sort,
        (None, None) => sql::next_category_sort(tx)?,
    };
    let CategoryDraft { name: shown, name_local, stations, .. } = draft.clone();
    let stations = stations.or(before.map(|category| category.stations)).unwrap_or_default();
    let stations = as_spelt(tx, &stations)?;
    let category = Category { id, name: shown, name_local, sort, stations };
    sql::save_category(tx, &category, &name)?;
    Ok(category)
}
