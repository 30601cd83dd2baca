use super::super::gstr1::{PaperRow, Taxed};
use super::super::series::Paper;
use crate::base::{At, Bps, Paise, Result};
use crate::store::{Read, RowExt, params};

/// Rows one summary can have: a quarter of a very large restaurant.
const MAX_ROWS: i64 = 200_000;

/// Invoices and credit notes under GST as one: what both have. Cash memos are among them, each by its own
/// date, and not the invoice that stands for them.
const PAPERS: &str =
    "SELECT 0 AS is_credit, number, issued_at, total_paise, taxable_paise, document,
        coalesce(document ->> 'kind', 'TAX_INVOICE') AS kind,
        coalesce(document ->> '$.buyer.gstin', '') AS gstin
    FROM invoice WHERE issued_at >= ?1 AND issued_at < ?2 AND NOT is_vat
    UNION ALL
    SELECT 1, number, issued_at, total_paise, taxable_paise, document, kind,
        coalesce(document ->> '$.buyer.gstin', '')
    FROM credit_note WHERE issued_at >= ?1 AND issued_at < ?2 AND kind = 'CREDIT_NOTE'";

/// Sums by service code and rate; of buyers who are not registered, or of all.
pub fn list_rates(read: &Read, from: At, to: At, unregistered: bool) -> Result<Vec<Taxed>> {
    let sql = format!(
        "SELECT p.is_credit, p.document ->> '$.seller.sac', t.value ->> 'rate_bps',
            sum(t.value ->> 'taxable_paise'), sum(t.value ->> 'cgst_paise'),
            sum(t.value ->> 'sgst_paise')
         FROM ({PAPERS}) p, json_each(p.document, '$.quote.taxes') t
         WHERE (NOT ?3 OR p.gstin = '') AND t.value ->> 'rate_bps' > 0
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT ?4"
    );
    read.list(&sql, params![from, to, unregistered, MAX_ROWS], |row| {
        let row_of_rate = PaperRow {
            number: String::new(),
            issued_at: from,
            corrects: String::new(),
            buyer_gstin: String::new(),
            buyer_name: String::new(),
            total_paise: Paise::ZERO,
            rate_bps: Bps(row.get(2)?),
            taxable_paise: row.paise(3)?,
            cgst_paise: row.paise(4)?,
            sgst_paise: row.paise(5)?,
        };
        Ok(Taxed { is_credit: row.get(0)?, sac: row.get(1)?, row: row_of_rate })
    })
}

/// Papers to registered buyers, a row for each rate.
pub fn list_registered(read: &Read, from: At, to: At) -> Result<Vec<Taxed>> {
    let sql = format!(
        "SELECT p.is_credit, p.document ->> '$.seller.sac', p.number, p.issued_at,
            coalesce(p.document ->> '$.invoice_number', ''), p.gstin,
            p.document ->> '$.buyer.name', p.total_paise, t.value ->> 'rate_bps',
            t.value ->> 'taxable_paise', t.value ->> 'cgst_paise', t.value ->> 'sgst_paise'
         FROM ({PAPERS}) p, json_each(p.document, '$.quote.taxes') t
         WHERE p.gstin <> '' ORDER BY p.issued_at, p.number, 9 LIMIT ?3"
    );
    read.list(&sql, params![from, to, MAX_ROWS], |row| {
        let paper = PaperRow {
            number: row.get(2)?,
            issued_at: row.at(3)?,
            corrects: row.get(4)?,
            buyer_gstin: row.get(5)?,
            buyer_name: row.get(6)?,
            total_paise: row.paise(7)?,
            rate_bps: Bps(row.get(8)?),
            taxable_paise: row.paise(9)?,
            cgst_paise: row.paise(10)?,
            sgst_paise: row.paise(11)?,
        };
        Ok(Taxed { is_credit: row.get(0)?, sac: row.get(1)?, row: paper })
    })
}

/// What was sold at no rate, less what was taken back of it.
pub fn find_untaxed(read: &Read, from: At, to: At) -> Result<Paise> {
    let sql = format!(
        "SELECT coalesce(sum((1 - 2 * p.is_credit) * (p.taxable_paise - (
            SELECT coalesce(sum(t.value ->> 'taxable_paise'), 0)
            FROM json_each(p.document, '$.quote.taxes') t
            WHERE t.value ->> 'rate_bps' > 0))), 0) FROM ({PAPERS}) p"
    );
    Ok(read.one(&sql, [from, to], |row| row.paise(0))?.unwrap_or_default())
}

/// The value of what is outside GST, less what was taken back of it.
pub fn find_non_gst(read: &Read, from: At, to: At) -> Result<Paise> {
    let sql = "SELECT
        (SELECT coalesce(sum(taxable_paise), 0) FROM invoice
         WHERE issued_at >= ?1 AND issued_at < ?2 AND is_vat)
        - (SELECT coalesce(sum(taxable_paise), 0) FROM credit_note
           WHERE issued_at >= ?1 AND issued_at < ?2 AND kind = 'VAT_CREDIT_NOTE')";
    Ok(read.one(sql, [from, to], |row| row.paise(0))?.unwrap_or_default())
}

pub fn list_papers(read: &Read, from: At, to: At) -> Result<Vec<Paper>> {
    read.list(
        "SELECT coalesce(document ->> 'kind', 'TAX_INVOICE'), number, total_paise FROM invoice
         WHERE issued_at >= ?1 AND issued_at < ?2
            AND coalesce(document ->> 'kind', '') <> 'CASH_MEMO' AND NOT is_vat
         UNION ALL SELECT 'TAX_INVOICE', number, total_paise FROM consolidated_invoice
         WHERE issued_at >= ?1 AND issued_at < ?2
         UNION ALL SELECT kind, number, total_paise FROM credit_note
         WHERE issued_at >= ?1 AND issued_at < ?2 AND kind <> 'VAT_CREDIT_NOTE' LIMIT ?3",
        params![from, to, MAX_ROWS],
        |row| Ok(Paper { kind: row.word(0)?, number: row.get(1)?, total: row.paise(2)? }),
    )
}
