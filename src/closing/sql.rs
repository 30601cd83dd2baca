pub mod gstr1;
pub mod ready;
pub mod z;

use super::model::ZReport;
use super::routes::DayRow;
use crate::base::{Day, Error, Result};
use crate::store::{Read, RowExt, Tx, params};

/// The report of a closed day, as it was issued.
pub fn find_report(read: &Read, day: Day) -> Result<Option<ZReport>> {
    read.one("SELECT document FROM z_report WHERE day = ?1", [day], |row| row.json(0))
}

pub fn next_number(read: &Read) -> Result<u32> {
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM z_report";
    read.one(sql, [], |row| row.get(0))?.ok_or_else(|| Error::internal("no report number"))
}

pub fn insert_report(tx: &Tx, report: &ZReport) -> Result<()> {
    let document = serde_json::to_string(report).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO z_report (day, number, at, who, device, document)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            report.business_day,
            report.number,
            report.issued_at,
            report.issued_by,
            tx.actor().device,
            document
        ],
    )?;
    Ok(())
}

/// Days on which anything happened, each once.
const DAYS: &str = "SELECT business_day AS day FROM orders UNION SELECT business_day FROM payment
    UNION SELECT business_day FROM invoice UNION SELECT business_day FROM credit_note
    UNION SELECT business_day FROM drawer UNION SELECT business_day FROM drawer_entry
    UNION SELECT done_day FROM refund WHERE done_day IS NOT NULL UNION SELECT day FROM z_report";

/// Newest first, before the last of the page before.
pub fn list_days(read: &Read, before: Option<Day>, limit: usize) -> Result<Vec<DayRow>> {
    let sql = format!(
        "SELECT d.day, z.number, z.at, z.who, z.document ->> '$.sales.total_paise'
         FROM ({DAYS}) d LEFT JOIN z_report z ON z.day = d.day
         WHERE ?1 IS NULL OR d.day < ?1 ORDER BY d.day DESC LIMIT ?2"
    );
    read.list(&sql, params![before, limit as i64], |row| {
        Ok(DayRow {
            business_day: row.parsed(0)?,
            number: row.get(1)?,
            closed_at: row.maybe_at(2)?,
            closed_by: row.get(3)?,
            total_paise: row.get::<_, Option<i64>>(4)?.map(crate::base::Paise),
        })
    })
}

/// Days on which anything happened, oldest first.
pub fn list_days_between(read: &Read, from: Day, to: Day) -> Result<Vec<Day>> {
    let sql =
        format!("SELECT day FROM ({DAYS}) WHERE day BETWEEN ?1 AND ?2 ORDER BY day LIMIT 400");
    read.list(&sql, params![from, to], |row| row.parsed(0))
}
