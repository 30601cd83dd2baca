use std::collections::HashMap;

use uuid::Uuid;

use super::follow::{CentralMenu, menu_in};
use super::model::{MenuDraft, key, tidy};
use super::sql;
use super::tell::{Change, hold_in, tell_all_in};
use crate::base::{Code, Error, Result, new_id};
use crate::hub::{Hub, db};
use crate::wire::sync::CentralItem;

/// Replaces head office's menu; asks every box for what became another. Dishes that are not in it any
/// more go off the menus.
///
/// Errors: `stale_rev` when somebody wrote meanwhile; `invalid_value`.
pub async fn put_menu(hub: &Hub, tenant: Uuid, draft: MenuDraft) -> Result<CentralMenu> {
    let draft = MenuDraft { items: tidy(draft.items)?, ..draft };
    db::again(|| put_once(hub, tenant, draft.clone())).await
}

async fn put_once(hub: &Hub, tenant: Uuid, draft: MenuDraft) -> Result<CentralMenu> {
    let tx = hub.db.as_tenant(tenant).await?;
    let rev = hold_in(&tx, tenant).await?;
    if draft.rev != rev {
        return Err(Code::StaleRev.into());
    }
    let before = sql::list_items(&tx, tenant).await?;
    let after = named(hub, &before, draft)?;
    let known: HashMap<Uuid, (usize, &CentralItem)> =
        before.iter().enumerate().map(|(i, item)| (item.central_id, (i, item))).collect();
    let is_other = |(sort, item): &(usize, CentralItem)| {
        known.get(&item.central_id).is_none_or(|(was, before)| was != sort || *before != item)
    };
    let kept: Vec<Uuid> = after.iter().map(|item| item.central_id).collect();
    let mut dropped: Vec<Uuid> = known.keys().copied().filter(|id| !kept.contains(id)).collect();
    dropped.sort_unstable();
    let put: Vec<_> = after.into_iter().enumerate().filter(is_other).collect();
    if !put.is_empty() || !dropped.is_empty() {
        sql::mark_dropped(&tx, tenant, rev + 1, &dropped).await?;
        for (sort, item) in &put {
            sql::save_item(&tx, tenant, rev + 1, *sort, item).await?;
        }
        sql::mark_rev(&tx, tenant, rev + 1).await?;
        let put = put.into_iter().map(|(_, item)| item).collect();
        let changes = [Change::Drop(dropped), Change::Put(put)];
        tell_all_in(&tx, tenant, hub.clock.now(), rev + 1, &changes).await?;
    }
    let menu = menu_in(&tx, tenant).await?;
    tx.commit().await?;
    Ok(menu)
}

/// Each dish under the name it has at head office. Error: `invalid_value` for a name that is none.
fn named(hub: &Hub, before: &[CentralItem], draft: MenuDraft) -> Result<Vec<CentralItem>> {
    let by_name: HashMap<_, _> =
        before.iter().map(|item| (key(&item.category, &item.name), item.central_id)).collect();
    let claimed: Vec<Uuid> = draft.items.iter().filter_map(|item| item.central_id).collect();
    let name = |(i, draft): (usize, super::model::CentralDraft)| {
        let namesake = by_name.get(&key(&draft.category, &draft.name)).copied();
        let id = match draft.central_id {
            Some(id) if before.iter().any(|item| item.central_id == id) => id,
            Some(_) => {
                let field = format!("items[{i}].central_id");
                return Err(Error::invalid(&field, "There is no such dish."));
            }
            // Another line says that it is this one.
            None => namesake
                .filter(|id| !claimed.contains(id))
                .unwrap_or_else(|| new_id(hub.clock.now())),
        };
        Ok(draft.into_item(id))
    };
    draft.items.into_iter().enumerate().map(name).collect()
}
