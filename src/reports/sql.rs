pub mod audit;
pub mod kitchen;
pub mod leaks;

use super::today::{Method, TaxCollected, TopItem};
use crate::base::{At, Day, Paise, Result};
use crate::store::{Read, RowExt, params};

/// Orders of one day a report looks at: far more than any kitchen cooks.
const MAX_ORDERS: i64 = 50_000;

/// What a report needs of an order.
pub struct Placed {
    pub bill: String,
    pub placed_at: At,
    pub total: Paise,
    pub called_off: bool,
    pub paid: bool,
}

#[derive(Default)]
pub struct Invoiced {
    pub total: Paise,
    pub taxable: Paise,
    pub covers: u32,
}

pub fn list_placed(read: &Read, day: Day) -> Result<Vec<Placed>> {
    read.list(
        "SELECT bill_id, placed_at, total_paise, status IN ('CANCELLED', 'REJECTED'),
            money <> 'UNPAID' FROM orders WHERE business_day = ?1 LIMIT ?2",
        params![day, MAX_ORDERS],
        |row| {
            Ok(Placed {
                bill: row.get(0)?,
                placed_at: row.at(1)?,
                total: row.paise(2)?,
                called_off: row.get(3)?,
                paid: row.get(4)?,
            })
        },
    )
}

pub fn find_invoiced(read: &Read, day: Day) -> Result<Invoiced> {
    let found = read.one(
        "SELECT coalesce(sum(total_paise), 0), coalesce(sum(taxable_paise), 0),
            coalesce(sum(covers), 0) FROM invoice WHERE business_day = ?1",
        [day],
        |row| Ok(Invoiced { total: row.paise(0)?, taxable: row.paise(1)?, covers: row.get(2)? }),
    )?;
    Ok(found.unwrap_or_default())
}

pub fn list_taxes(read: &Read, day: Day) -> Result<Vec<TaxCollected>> {
    read.list(
        "SELECT t.value ->> 'label', sum(t.value ->> 'taxable_paise'),
            sum(t.value ->> 'cgst_paise'), sum(t.value ->> 'sgst_paise'),
            sum(coalesce(t.value ->> 'vat_paise', 0))
         FROM invoice i, json_each(i.document, '$.quote.taxes') t
         WHERE i.business_day = ?1 GROUP BY 1 ORDER BY max(t.value ->> 'rate_bps') DESC LIMIT 20",
        [day],
        |row| {
            Ok(TaxCollected {
                label: row.get(0)?,
                taxable_paise: row.paise(1)?,
                cgst_paise: row.paise(2)?,
                sgst_paise: row.paise(3)?,
                vat_paise: row.paise(4)?,
            })
        },
    )
}

pub fn list_top_items(read: &Read, day: Day, limit: usize) -> Result<Vec<TopItem>> {
    read.list(
        "SELECT max(l.name), sum(l.quantity - l.voided_quantity),
            sum((l.quantity - l.voided_quantity) * l.unit_paise)
         FROM orders o JOIN order_line l ON l.order_id = o.id
         WHERE o.business_day = ?1 AND l.status <> 'VOIDED'
         GROUP BY l.menu_item_id ORDER BY 2 DESC, 3 DESC LIMIT ?2",
        params![day, limit as i64],
        |row| {
            Ok(TopItem { name: row.get(0)?, quantity: row.get(1)?, revenue_paise: row.paise(2)? })
        },
    )
}

pub fn list_methods(read: &Read, day: Day, limit: usize) -> Result<Vec<Method>> {
    read.list(
        "SELECT method, sum(amount_paise), count(*) FROM payment
         WHERE business_day = ?1 AND state <> 'REJECTED' GROUP BY method ORDER BY 2 DESC LIMIT ?2",
        params![day, limit as i64],
        |row| Ok(Method { method: row.word(0)?, amount_paise: row.paise(1)?, count: row.get(2)? }),
    )
}
