use std::collections::HashMap;

use tokio_postgres::Row;
use uuid::Uuid;

use super::model::{Closed, Dish, Sale, Sold, Unread};
use crate::base::{Day, Error, Result};
use crate::hub::db::Tx;

type Place = (Uuid, Uuid);

/// A row counts while its fact does. `x` is the row, `e` its epoch.
const COUNTS: &str = "JOIN epoch e ON e.tenant_id = x.tenant_id AND e.device_id = x.device_id
    AND e.epoch = x.epoch AND x.seq <= coalesce(e.cut_seq, x.seq)";

fn day(row: &Row, column: usize) -> Result<Day> {
    row.get::<_, String>(column).parse().map_err(|_| Error::internal("a day is none"))
}

fn texts<T>(rows: &[T], text: impl Fn(&T) -> String) -> Vec<String> {
    rows.iter().map(text).collect()
}

pub async fn insert_sales(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    sales: &[Sale],
) -> Result<()> {
    let seqs: Vec<_> = sales.iter().map(|sale| sale.seq).collect();
    let days = texts(sales, |sale| sale.day.to_string());
    let kinds: Vec<_> =
        sales.iter().map(|sale| if sale.is_credit { "CREDIT" } else { "SALE" }).collect();
    let bills: Vec<_> = sales.iter().map(|sale| sale.bill).collect();
    let numbers: Vec<_> = sales.iter().map(|sale| sale.number.as_str()).collect();
    let totals: Vec<_> = sales.iter().map(|sale| sale.total).collect();
    let taxes: Vec<_> = sales.iter().map(|sale| sale.tax).collect();
    let discounts: Vec<_> = sales.iter().map(|sale| sale.discount).collect();
    let sql = "INSERT INTO sale (tenant_id, device_id, epoch, seq, month, business_day, kind,
                   bill_id, number, total_paise, tax_paise, discount_paise)
               SELECT $1, $2, $3, s.seq, f.month, s.day::date, s.kind, s.bill, s.number, s.total,
                   s.tax, s.discount
               FROM unnest($4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                   $9::bigint[], $10::bigint[], $11::bigint[])
                   AS s (seq, day, kind, bill, number, total, tax, discount)
               JOIN fact f ON f.tenant_id = $1 AND f.device_id = $2 AND f.epoch = $3
                   AND f.seq = s.seq";
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 11] = [
        &tenant, &device, &epoch, &seqs, &days, &kinds, &bills, &numbers, &totals, &taxes,
        &discounts,
    ];
    tx.run(sql, &params).await.map(drop)
}

pub async fn insert_sold(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    sold: &[Sold],
) -> Result<()> {
    let seqs: Vec<_> = sold.iter().map(|sold| sold.seq).collect();
    let parts: Vec<_> = sold.iter().map(|sold| sold.part).collect();
    let days = texts(sold, |sold| sold.dish.day.to_string());
    let lines: Vec<_> = sold.iter().map(|sold| sold.line).collect();
    let items: Vec<_> = sold.iter().map(|sold| sold.dish.item).collect();
    let names: Vec<_> = sold.iter().map(|sold| sold.dish.name.as_str()).collect();
    let quantities: Vec<_> = sold.iter().map(|sold| sold.quantity).collect();
    let units: Vec<_> = sold.iter().map(|sold| sold.dish.unit).collect();
    let sql = "INSERT INTO sold (tenant_id, device_id, epoch, seq, part, month, business_day,
                   line_id, item_id, name, quantity, unit_paise)
               SELECT $1, $2, $3, s.seq, s.part, f.month, s.day::date, s.line, s.item, s.name,
                   s.quantity, s.unit
               FROM unnest($4::bigint[], $5::int[], $6::text[], $7::uuid[], $8::uuid[],
                   $9::text[], $10::bigint[], $11::bigint[])
                   AS s (seq, part, day, line, item, name, quantity, unit)
               JOIN fact f ON f.tenant_id = $1 AND f.device_id = $2 AND f.epoch = $3
                   AND f.seq = s.seq";
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 11] = [
        &tenant,
        &device,
        &epoch,
        &seqs,
        &parts,
        &days,
        &lines,
        &items,
        &names,
        &quantities,
        &units,
    ];
    tx.run(sql, &params).await.map(drop)
}

pub async fn insert_closed(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    closed: &Closed,
) -> Result<()> {
    let sql = "INSERT INTO closed_day (tenant_id, device_id, epoch, seq, business_day, number,
                   total_paise)
               VALUES ($1, $2, $3, $4, $5::text::date, $6, $7)";
    let Closed { seq, day, number, total } = closed;
    let day = day.to_string();
    tx.run(sql, &[&tenant, &device, &epoch, seq, &day, number, total]).await.map(drop)
}

pub async fn insert_unread(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    unread: &Unread,
) -> Result<()> {
    let sql = "INSERT INTO unread (tenant_id, device_id, epoch, seq, kind, why)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let Unread { seq, kind, why } = unread;
    tx.run(sql, &[&tenant, &device, &epoch, seq, kind, why]).await.map(drop)
}

/// What lines that were ordered before are of.
pub async fn list_lines(
    tx: &Tx,
    (tenant, device): Place,
    lines: &[Uuid],
) -> Result<HashMap<Uuid, Dish>> {
    let sql = format!(
        "SELECT DISTINCT ON (x.line_id) x.line_id, x.business_day::text, x.item_id, x.name,
             x.unit_paise
         FROM sold x {COUNTS}
         WHERE x.tenant_id = $1 AND x.device_id = $2 AND x.line_id = ANY($3)
         ORDER BY x.line_id, x.seq"
    );
    let rows = tx.list(&sql, &[&tenant, &device, &lines]).await?;
    let dish = |row: &Row| {
        let (item, name, unit) = (row.get(2), row.get(3), row.get(4));
        Ok((row.get(0), Dish { day: day(row, 1)?, item, name, unit }))
    };
    rows.iter().map(dish).collect()
}

/// Forgets what was worked out about a place.
pub async fn clear(tx: &Tx, (tenant, device): Place) -> Result<()> {
    for table in ["sale", "sold", "closed_day", "unread"] {
        let sql = format!("DELETE FROM {table} WHERE tenant_id = $1 AND device_id = $2");
        tx.run(&sql, &[&tenant, &device]).await?;
    }
    Ok(())
}

/// Tenants and the places of each.
pub async fn list_tenants(tx: &Tx) -> Result<Vec<Uuid>> {
    let rows = tx.list("SELECT tenant_id FROM tenant ORDER BY tenant_id", &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

pub async fn list_devices(tx: &Tx, tenant: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT device_id FROM device WHERE tenant_id = $1 ORDER BY device_id";
    Ok(tx.list(sql, &[&tenant]).await?.iter().map(|row| row.get(0)).collect())
}

/// Lives of a place's book, in the order in which they go on from each other, held until the
/// transaction ends: nothing is added meanwhile.
pub async fn hold_epochs(tx: &Tx, (tenant, device): Place) -> Result<Vec<String>> {
    let sql = "SELECT epoch FROM epoch WHERE tenant_id = $1 AND device_id = $2
               ORDER BY registered_at, base_seq, epoch FOR UPDATE";
    let rows = tx.list(sql, &[&tenant, &device]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Facts of some kinds after a number, as they are kept: number, kind, body.
pub async fn list_facts(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    kinds: &[&str],
    (after, limit): (i64, i64),
) -> Result<Vec<(i64, String, String)>> {
    let sql = "SELECT seq, kind, body FROM fact
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND kind = ANY($4)
                   AND seq > $5
               ORDER BY seq LIMIT $6";
    let rows = tx.list(sql, &[&tenant, &device, &epoch, &kinds, &after, &limit]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

/// Sums of one business day, by place.
pub struct OutletSum {
    pub device: Uuid,
    pub name: String,
    pub bills: i64,
    pub total: i64,
    pub credited: i64,
    pub tax: i64,
    pub discount: i64,
    /// The number of its report, and what that says was sold.
    pub closed: Option<(i64, i64)>,
}

pub async fn list_outlets(tx: &Tx, tenant: Uuid, of: Day) -> Result<Vec<OutletSum>> {
    let sql = format!(
        "WITH s AS (
             SELECT x.device_id, count(*) FILTER (WHERE x.kind = 'SALE') AS bills,
                 sum(x.total_paise) FILTER (WHERE x.kind = 'SALE') AS total,
                 sum(x.total_paise) FILTER (WHERE x.kind = 'CREDIT') AS credited,
                 sum(CASE x.kind WHEN 'SALE' THEN x.tax_paise ELSE -x.tax_paise END) AS tax,
                 sum(x.discount_paise) AS discount
             FROM sale x {COUNTS}
             WHERE x.tenant_id = $1 AND x.business_day = $2::text::date GROUP BY x.device_id),
         c AS (
             SELECT DISTINCT ON (x.device_id) x.device_id, x.number, x.total_paise
             FROM closed_day x {COUNTS}
             WHERE x.tenant_id = $1 AND x.business_day = $2::text::date
             ORDER BY x.device_id, x.seq DESC)
         SELECT d.device_id, d.name, coalesce(s.bills, 0), coalesce(s.total, 0)::bigint,
             coalesce(s.credited, 0)::bigint, coalesce(s.tax, 0)::bigint,
             coalesce(s.discount, 0)::bigint, c.number, c.total_paise
         FROM device d LEFT JOIN s USING (device_id) LEFT JOIN c USING (device_id)
         WHERE d.tenant_id = $1 ORDER BY 4 DESC, d.name, d.device_id"
    );
    let rows = tx.list(&sql, &[&tenant, &of.to_string()]).await?;
    let outlet = |row: &Row| OutletSum {
        device: row.get(0),
        name: row.get(1),
        bills: row.get(2),
        total: row.get(3),
        credited: row.get(4),
        tax: row.get(5),
        discount: row.get(6),
        closed: row.get::<_, Option<i64>>(7).zip(row.get(8)),
    };
    Ok(rows.iter().map(outlet).collect())
}

/// Dishes by their names, for every box has its own number for one: quantity and worth at the
/// menu's prices.
pub async fn list_top(
    tx: &Tx,
    tenant: Uuid,
    of: Day,
    limit: i64,
) -> Result<Vec<(String, i64, i64)>> {
    let sql = format!(
        "SELECT max(x.name), sum(x.quantity)::bigint, sum(x.quantity * x.unit_paise)::bigint
         FROM sold x {COUNTS}
         WHERE x.tenant_id = $1 AND x.business_day = $2::text::date
         GROUP BY lower(x.name) HAVING sum(x.quantity) > 0
         ORDER BY 2 DESC, 3 DESC, 1 LIMIT $3"
    );
    let rows = tx.list(&sql, &[&tenant, &of.to_string(), &limit]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}
