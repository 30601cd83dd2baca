use uuid::Uuid;

use super::follow::{CentralMenu, menu_in};
use super::model::PriceDraft;
use super::sql;
use super::tell::{Change, hold_in, tell_all_in};
use crate::base::{Error, Result};
use crate::hub::{Hub, db};
use crate::wire::sync::CentralPrice;

/// Changes what a dish costs, at every outlet.
///
/// Errors: `not_found`; `invalid_value` for what is no price, and for a variant head office does not
/// know.
pub async fn put_price(
    hub: &Hub,
    tenant: Uuid,
    central_id: Uuid,
    draft: PriceDraft,
) -> Result<CentralMenu> {
    db::again(|| put_once(hub, tenant, central_id, draft.clone())).await
}

async fn put_once(
    hub: &Hub,
    tenant: Uuid,
    central_id: Uuid,
    draft: PriceDraft,
) -> Result<CentralMenu> {
    let tx = hub.db.as_tenant(tenant).await?;
    let rev = hold_in(&tx, tenant).await? + 1;
    let items = sql::list_items(&tx, tenant).await?;
    let found = items.into_iter().enumerate().find(|(_, item)| item.central_id == central_id);
    let (sort, mut item) = found.ok_or_else(|| Error::not_found("dish"))?;
    let variants = draft.lay_over(&mut item)?;
    sql::save_item(&tx, tenant, rev, sort, &item).await?;
    sql::mark_rev(&tx, tenant, rev).await?;
    let price = CentralPrice { central_id, price_paise: item.price_paise, variants };
    tell_all_in(&tx, tenant, hub.clock.now(), rev, &[Change::Price(vec![price])]).await?;
    let menu = menu_in(&tx, tenant).await?;
    tx.commit().await?;
    Ok(menu)
}
