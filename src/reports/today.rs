use serde::Serialize;
use utoipa::ToSchema;

use super::sql;
use crate::base::{Calendar, Day, Paise, Result, Word};
use crate::store::Read;
use crate::wire::PayMethod;

/// How many dishes the list of the best has.
const TOP: usize = 10;

/// One business day in numbers.
#[derive(Serialize, ToSchema)]
pub struct Today {
    pub business_day: Day,
    /// Orders that were not called off.
    pub orders: u32,
    pub cancelled: u32,
    /// Taxable value of the invoices issued.
    pub revenue_paise: Paise,
    /// What the invoices came to, tax and rounding included.
    pub collected_paise: Paise,
    /// Of the orders that were not called off, tax included.
    pub average_order_paise: Paise,
    pub open_bills: u32,
    pub open_paise: Paise,
    pub tax: Vec<TaxCollected>,
    pub top_items: Vec<TopItem>,
    pub by_hour: Vec<Hour>,
    pub by_method: Vec<Method>,
    pub covers: u32,
}

#[derive(Serialize, ToSchema)]
pub struct TaxCollected {
    pub label: String,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
    /// Where it is no GST: then the halves are nothing.
    #[serde(default)]
    pub vat_paise: Paise,
}

#[derive(Serialize, ToSchema)]
pub struct TopItem {
    pub name: String,
    pub quantity: u32,
    /// Before discounts and tax.
    pub revenue_paise: Paise,
}

/// Orders by the hour they were placed in, in the restaurant's time.
#[derive(Serialize, ToSchema)]
pub struct Hour {
    pub hour: u8,
    pub orders: u32,
    pub revenue_paise: Paise,
}

#[derive(Serialize, ToSchema)]
pub struct Method {
    pub method: PayMethod,
    pub amount_paise: Paise,
    pub count: u32,
}

/// The day's report, as of this very moment.
pub fn today(read: &Read, calendar: &Calendar, day: Day) -> Result<Today> {
    let placed = sql::list_placed(read, day)?;
    let live: Vec<_> = placed.iter().filter(|o| !o.called_off).collect();
    let orders = u32::try_from(live.len()).unwrap_or(u32::MAX);
    let ordered: Paise = live.iter().map(|o| o.total).sum();
    let mut by_hour: Vec<Hour> =
        (0..24).map(|hour| Hour { hour, orders: 0, revenue_paise: Paise::ZERO }).collect();
    for order in &live {
        if let Some(hour) = by_hour.get_mut(usize::from(calendar.hour_of(order.placed_at))) {
            hour.orders += 1;
            hour.revenue_paise += order.total;
        }
    }
    let invoiced = sql::find_invoiced(read, day)?;
    let open: Vec<_> = live.iter().filter(|o| !o.paid).collect();
    let mut bills: Vec<_> = open.iter().map(|o| &o.bill).collect();
    bills.sort();
    bills.dedup();
    Ok(Today {
        business_day: day,
        orders,
        cancelled: u32::try_from(placed.len()).unwrap_or(u32::MAX) - orders,
        revenue_paise: invoiced.taxable,
        collected_paise: invoiced.total,
        average_order_paise: ordered.ratio(1, i64::from(orders)),
        open_bills: u32::try_from(bills.len()).unwrap_or(u32::MAX),
        open_paise: open.iter().map(|o| o.total).sum(),
        tax: sql::list_taxes(read, day)?,
        top_items: sql::list_top_items(read, day, TOP)?,
        by_hour,
        by_method: sql::list_methods(read, day, PayMethod::ALL.len())?,
        covers: invoiced.covers,
    })
}
