use serde::Serialize;
use uuid::Uuid;

use super::sql;
use crate::base::{At, Calendar, Day, Result};
use crate::hub::Hub;

/// Dishes the list of the best has.
const TOP: i64 = 10;

/// One business day of all outlets of a tenant.
#[derive(Debug, Serialize)]
pub struct Today {
    pub business_day: Day,
    pub bills: i64,
    /// What the day's invoices came to, tax and rounding included.
    pub total_paise: i64,
    /// Taken back on credit notes.
    pub credited_paise: i64,
    /// On the invoices, less what credit notes took back.
    pub tax_paise: i64,
    pub discount_paise: i64,
    pub outlets: Vec<Outlet>,
    pub top_items: Vec<TopItem>,
}

#[derive(Debug, Serialize)]
pub struct Outlet {
    pub device_id: Uuid,
    pub name: String,
    pub bills: i64,
    pub total_paise: i64,
    pub credited_paise: i64,
    pub tax_paise: i64,
    pub discount_paise: i64,
    /// The number of its day's report, once its books are closed.
    pub closed_number: Option<i64>,
    /// What that report says was sold: the same as ours, or something is missing here.
    pub closed_total_paise: Option<i64>,
}

#[derive(Debug, Serialize)]
pub struct TopItem {
    pub name: String,
    pub quantity: i64,
    /// Before discounts and tax.
    pub revenue_paise: i64,
}

/// The business day it is in India at `now`, with the usual cut-off. Each box has its own; this is
/// only the day that is shown first.
pub fn day_at(now: At) -> Result<Day> {
    Ok(Calendar::new("Asia/Kolkata", "04:00")?.day_of(now))
}

pub async fn today(hub: &Hub, tenant: Uuid, day: Day) -> Result<Today> {
    let tx = hub.db.as_tenant(tenant).await?;
    let outlets = sql::list_outlets(&tx, tenant, day).await?;
    let top = sql::list_top(&tx, tenant, day, TOP).await?;
    tx.commit().await?;
    let sum = |of: fn(&sql::OutletSum) -> i64| outlets.iter().map(of).sum();
    Ok(Today {
        business_day: day,
        bills: sum(|outlet| outlet.bills),
        total_paise: sum(|outlet| outlet.total),
        credited_paise: sum(|outlet| outlet.credited),
        tax_paise: sum(|outlet| outlet.tax),
        discount_paise: sum(|outlet| outlet.discount),
        outlets: outlets.into_iter().map(shown).collect(),
        top_items: top
            .into_iter()
            .map(|(name, quantity, revenue_paise)| TopItem { name, quantity, revenue_paise })
            .collect(),
    })
}

fn shown(outlet: sql::OutletSum) -> Outlet {
    Outlet {
        device_id: outlet.device,
        name: outlet.name,
        bills: outlet.bills,
        total_paise: outlet.total,
        credited_paise: outlet.credited,
        tax_paise: outlet.tax,
        discount_paise: outlet.discount,
        closed_number: outlet.closed.map(|(number, _)| number),
        closed_total_paise: outlet.closed.map(|(_, total)| total),
    }
}
