use super::super::model::{
    CountSum, CreditSum, LiquorSum, MethodSum, RateSum, ReasonSum, RefundSum, SalesSum, VoidSum,
    VoucherSum,
};
use super::super::series::Paper;
use crate::base::{At, Bps, Day, Result, Word as _};
use crate::store::{Read, RowExt, params};
use crate::wire::PayMethod;

/// Papers of one day a report looks at: far more than any restaurant writes.
const MAX_PAPERS: i64 = 100_000;
/// Rates and ways to void one report names.
const MAX_ROWS: i64 = 1_000;

pub fn find_sales(read: &Read, day: Day) -> Result<SalesSum> {
    let found = read.one(
        "SELECT count(DISTINCT bill_id), coalesce(sum(covers), 0),
            coalesce(sum(document ->> '$.quote.items_paise'), 0),
            coalesce(sum(document ->> '$.quote.discount_paise'), 0),
            coalesce(sum(taxable_paise), 0),
            coalesce(sum(document ->> '$.quote.round_off_paise'), 0),
            coalesce(sum(total_paise), 0)
         FROM invoice WHERE business_day = ?1",
        [day],
        |row| {
            Ok(SalesSum {
                bills: row.get(0)?,
                covers: row.get(1)?,
                items_paise: row.paise(2)?,
                discount_paise: row.paise(3)?,
                taxable_paise: row.paise(4)?,
                round_off_paise: row.paise(5)?,
                total_paise: row.paise(6)?,
                ..SalesSum::default()
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

fn rate(row: &rusqlite::Row) -> rusqlite::Result<RateSum> {
    Ok(RateSum {
        label: row.get(0)?,
        rate_bps: Bps(row.get(1)?),
        taxable_paise: row.paise(2)?,
        cgst_paise: row.paise(3)?,
        sgst_paise: row.paise(4)?,
        vat_paise: row.paise(5)?,
    })
}

const RATES: &str = "SELECT t.value ->> 'label', t.value ->> 'rate_bps',
        sum(t.value ->> 'taxable_paise'), sum(t.value ->> 'cgst_paise'),
        sum(t.value ->> 'sgst_paise'), sum(coalesce(t.value ->> 'vat_paise', 0))";

pub fn list_taxes(read: &Read, day: Day) -> Result<Vec<RateSum>> {
    let sql = format!(
        "{RATES} FROM invoice i, json_each(i.document, '$.quote.taxes') t
         WHERE i.business_day = ?1 GROUP BY 2, 1 ORDER BY 2, 1 LIMIT ?2"
    );
    read.list(&sql, params![day, MAX_ROWS], rate)
}

pub fn list_credited_taxes(read: &Read, day: Day) -> Result<Vec<RateSum>> {
    let sql = format!(
        "{RATES} FROM credit_note n, json_each(n.document, '$.quote.taxes') t
         WHERE n.business_day = ?1 AND n.kind <> 'REFUND_VOUCHER' GROUP BY 2, 1 ORDER BY 2, 1 LIMIT ?2"
    );
    read.list(&sql, params![day, MAX_ROWS], rate)
}

pub fn find_credits(read: &Read, day: Day) -> Result<CreditSum> {
    let found = read.one(
        "SELECT count(*), coalesce(sum(taxable_paise), 0),
            coalesce(sum(document ->> '$.quote.round_off_paise'), 0),
            coalesce(sum(total_paise), 0), coalesce(sum(total_paise), 0)
                - (SELECT coalesce(sum(r.amount_paise), 0)
                   FROM refund r JOIN credit_note n ON n.number = r.note
                   WHERE n.business_day = ?1 AND n.kind <> 'REFUND_VOUCHER')
         FROM credit_note WHERE business_day = ?1 AND kind <> 'REFUND_VOUCHER'",
        [day],
        |row| {
            Ok(CreditSum {
                count: row.get(0)?,
                taxable_paise: row.paise(1)?,
                round_off_paise: row.paise(2)?,
                total_paise: row.paise(3)?,
                set_off_paise: row.paise(4)?,
                ..CreditSum::default()
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// What is under VAT, of invoices and of credit notes.
pub fn find_liquor(read: &Read, day: Day) -> Result<LiquorSum> {
    let sums = "count(*), coalesce(sum(taxable_paise), 0),
        coalesce(sum(document ->> '$.quote.tax_paise'), 0),
        coalesce(sum(document ->> '$.quote.round_off_paise'), 0), coalesce(sum(total_paise), 0)";
    let sold = format!("SELECT {sums} FROM invoice WHERE business_day = ?1 AND is_vat");
    let back = format!(
        "SELECT {sums} FROM credit_note WHERE business_day = ?1 AND kind = 'VAT_CREDIT_NOTE'"
    );
    let row = |row: &rusqlite::Row| {
        Ok((row.get(0)?, row.paise(1)?, row.paise(2)?, row.paise(3)?, row.paise(4)?))
    };
    let (sold, back) = (read.one(&sold, [day], row)?, read.one(&back, [day], row)?);
    let (invoices, taxable_paise, vat_paise, round_off_paise, total_paise) =
        sold.unwrap_or_default();
    let (credit_notes, credited_taxable_paise, credited_vat_paise, _, credited_paise) =
        back.unwrap_or_default();
    Ok(LiquorSum {
        invoices,
        taxable_paise,
        vat_paise,
        round_off_paise,
        total_paise,
        credit_notes,
        credited_taxable_paise,
        credited_vat_paise,
        credited_paise,
    })
}

pub fn find_vouchers(read: &Read, day: Day) -> Result<VoucherSum> {
    let found = read.one(
        "SELECT count(*), coalesce(sum(total_paise), 0),
            coalesce(sum(total_paise) FILTER (WHERE cause NOT LIKE 'surplus:%'), 0)
         FROM credit_note WHERE business_day = ?1 AND kind = 'REFUND_VOUCHER'",
        [day],
        |row| {
            let (total_paise, overpaid_paise) = (row.paise(1)?, row.paise(2)?);
            Ok(VoucherSum { count: row.get(0)?, total_paise, overpaid_paise })
        },
    )?;
    Ok(found.unwrap_or_default())
}

pub fn list_payments(read: &Read, day: Day) -> Result<Vec<MethodSum>> {
    read.list(
        "SELECT method, count(*), sum(amount_paise), sum(tip_paise), sum(surplus_paise)
         FROM payment WHERE business_day = ?1 AND state <> 'REJECTED'
         GROUP BY method ORDER BY method LIMIT ?2",
        params![day, PayMethod::ALL.len() as i64],
        |row| {
            Ok(MethodSum {
                method: row.word(0)?,
                count: row.get(1)?,
                amount_paise: row.paise(2)?,
                tips_paise: row.paise(3)?,
                surplus_paise: row.paise(4)?,
            })
        },
    )
}

pub fn find_rejected(read: &Read, day: Day) -> Result<CountSum> {
    let found = read.one(
        "SELECT count(*), coalesce(sum(amount_paise + tip_paise + surplus_paise), 0)
         FROM payment WHERE business_day = ?1 AND state = 'REJECTED'",
        [day],
        |row| Ok(CountSum { count: row.get(0)?, amount_paise: row.paise(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

pub fn find_withdrawn(read: &Read, day: Day) -> Result<CountSum> {
    let sql = "SELECT count(*), coalesce(sum(amount_paise), 0) FROM refund
               WHERE withdrawn_day = ?1";
    let count =
        |row: &rusqlite::Row| Ok(CountSum { count: row.get(0)?, amount_paise: row.paise(1)? });
    Ok(read.one(sql, [day], count)?.unwrap_or_default())
}

pub fn find_written_off(read: &Read, day: Day) -> Result<CountSum> {
    let sql = "SELECT count(*), coalesce(sum(amount_paise), 0) FROM bill_write_off
               WHERE business_day = ?1";
    let count =
        |row: &rusqlite::Row| Ok(CountSum { count: row.get(0)?, amount_paise: row.paise(1)? });
    Ok(read.one(sql, [day], count)?.unwrap_or_default())
}

/// By the way the money went, which is not always the way it came.
pub fn list_refunds(read: &Read, day: Day) -> Result<Vec<RefundSum>> {
    read.list(
        "SELECT CASE WHEN r.reference = 'cash' THEN 'CASH' ELSE p.method END, count(*),
            sum(r.amount_paise)
         FROM refund r JOIN payment p ON p.id = r.payment_id
         WHERE r.done_day = ?1 AND r.state = 'DONE' GROUP BY 1 ORDER BY 1 LIMIT ?2",
        params![day, PayMethod::ALL.len() as i64],
        |row| {
            Ok(RefundSum { method: row.word(0)?, count: row.get(1)?, amount_paise: row.paise(2)? })
        },
    )
}

/// What was owed back on papers up to a day, and was not made when it ended.
pub fn find_refunds_pending(read: &Read, day: Day, ended: At) -> Result<CountSum> {
    let found = read.one(
        "SELECT count(*), coalesce(sum(r.amount_paise), 0)
         FROM refund r JOIN credit_note n ON n.number = r.note
         WHERE n.business_day <= ?1 AND r.due_at < ?2
            AND (r.done_at IS NULL OR r.done_at >= ?2)
            AND (r.withdrawn_day IS NULL OR r.withdrawn_day > ?1)",
        params![day, ended],
        |row| Ok(CountSum { count: row.get(0)?, amount_paise: row.paise(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

pub fn list_papers(read: &Read, day: Day) -> Result<Vec<Paper>> {
    read.list(
        "SELECT coalesce(document ->> 'kind', 'TAX_INVOICE'), number, total_paise FROM invoice
         WHERE business_day = ?1
         UNION ALL SELECT 'TAX_INVOICE', number, total_paise FROM consolidated_invoice
         WHERE business_day = ?1
         UNION ALL SELECT kind, number, total_paise FROM credit_note WHERE business_day = ?1
         LIMIT ?2",
        params![day, MAX_PAPERS],
        |row| Ok(Paper { kind: row.word(0)?, number: row.get(1)?, total: row.paise(2)? }),
    )
}

/// The last number of a series before `first`.
pub fn find_number_before(
    read: &Read,
    is_credit: bool,
    prefix: &str,
    first: &str,
) -> Result<Option<String>> {
    let sql = match is_credit {
        true => "SELECT max(number) FROM credit_note WHERE number >= ?1 AND number < ?2",
        false => {
            "SELECT max(number) FROM (
                SELECT max(number) AS number FROM invoice WHERE number >= ?1 AND number < ?2
                UNION ALL SELECT max(number) FROM consolidated_invoice
                WHERE number >= ?1 AND number < ?2)"
        }
    };
    Ok(read.one(sql, [prefix, first], |row| row.get(0))?.flatten())
}

pub fn is_issued(read: &Read, is_credit: bool, number: &str) -> Result<bool> {
    let sql = match is_credit {
        true => "SELECT 1 FROM credit_note WHERE number = ?1",
        false => {
            "SELECT 1 FROM invoice WHERE number = ?1
             UNION ALL SELECT 1 FROM consolidated_invoice WHERE number = ?1"
        }
    };
    Ok(read.one(sql, [number], |_| Ok(()))?.is_some())
}

/// Discounts on lines that were billed, by reason, the largest first; those that gave the whole
/// line away apart.
pub fn list_discounts(read: &Read, day: Day, is_whole: bool) -> Result<Vec<ReasonSum>> {
    read.list(
        "SELECT coalesce(nullif(o.discount_reason, ''), nullif(b.discount_reason, ''), ''),
            count(*), sum(l.value ->> 'discount_paise')
         FROM invoice i JOIN json_each(i.document, '$.lines') l
         JOIN bill b ON b.id = i.bill_id
         LEFT JOIN order_line o ON o.id = l.value ->> 'line_id'
         WHERE i.business_day = ?1 AND l.value ->> 'discount_paise' > 0
            AND (l.value ->> 'net_paise' = 0) = ?2
         GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?3",
        params![day, is_whole, MAX_PAPERS],
        |row| {
            Ok(ReasonSum { reason: row.get(0)?, count: row.get(1)?, amount_paise: row.paise(2)? })
        },
    )
}

/// What was called off between two times.
pub fn list_voids(read: &Read, from: At, to: At) -> Result<Vec<VoidSum>> {
    read.list(
        "SELECT v.reason, v.was_fired, sum(v.quantity), sum(v.quantity * l.unit_paise)
         FROM line_void v JOIN order_line l ON l.id = v.line_id
         WHERE v.at >= ?1 AND v.at < ?2 GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2 LIMIT ?3",
        params![from, to, MAX_ROWS],
        |row| {
            Ok(VoidSum {
                reason: row.get(0)?,
                was_fired: row.get(1)?,
                portions: row.get(2)?,
                amount_paise: row.paise(3)?,
            })
        },
    )
}
