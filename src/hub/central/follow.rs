use serde::Serialize;
use uuid::Uuid;

use super::sql;
use crate::base::Result;
use crate::hub::Hub;
use crate::hub::db::Tx;
use crate::wire::sync::CentralItem;

/// Head office's menu, and how far the outlets follow it.
#[derive(Clone, Debug, Serialize)]
pub struct CentralMenu {
    pub rev: i64,
    pub items: Vec<CentralItem>,
    pub outlets: Vec<Outlet>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Outlet {
    pub device_id: Uuid,
    pub name: String,
    /// Changes it has not obeyed yet.
    pub waiting: i64,
    /// Changes it refused in the last 30 days, and dishes it could not change.
    pub refused: i64,
}

/// The menu as it stands.
pub async fn menu(hub: &Hub, tenant: Uuid) -> Result<CentralMenu> {
    let tx = hub.db.as_tenant(tenant).await?;
    let menu = menu_in(&tx, tenant).await?;
    tx.commit().await?;
    Ok(menu)
}

pub async fn menu_in(tx: &Tx, tenant: Uuid) -> Result<CentralMenu> {
    Ok(CentralMenu {
        rev: sql::find_rev(tx, tenant).await?,
        items: sql::list_items(tx, tenant).await?,
        outlets: sql::list_outlets(tx, tenant).await?,
    })
}
