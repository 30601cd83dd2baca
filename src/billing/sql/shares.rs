use super::super::extra::Extra;
use super::super::model::Buyer;
use super::super::share::{PartLine, Plan};
use crate::base::{BillId, ExtraId, Paise, PartId, Result, Word as _, limits};
use crate::store::{Read, RowExt, Tx, params};

/// The parts a bill is shared in, in their order. What was paid of each is for others to say.
pub fn list_plans(read: &Read, bill: BillId) -> Result<Vec<Plan>> {
    let plans = read.list(
        "SELECT id, label, how, amount_paise, fixed_paise FROM bill_part WHERE bill_id = ?1
         ORDER BY place LIMIT ?2",
        params![bill, limits::MAX_PARTS as i64],
        |row| {
            Ok(Plan {
                id: row.parsed(0)?,
                label: row.get(1)?,
                how: row.word(2)?,
                amount: row.paise(3)?,
                fixed: row.get::<_, Option<i64>>(4)?.map(Paise),
                lines: Vec::new(),
                paid: Paise::ZERO,
            })
        },
    )?;
    let lines_of = |mut plan: Plan| {
        plan.lines = read.list(
            "SELECT line_id, numerator, denominator FROM bill_part_line WHERE part_id = ?1
             ORDER BY line_id LIMIT ?2",
            params![plan.id, limits::MAX_PART_LINES as i64],
            |row| {
                let (numerator, denominator) = (row.get(1)?, row.get(2)?);
                Ok(PartLine { line_id: row.parsed(0)?, numerator, denominator })
            },
        )?;
        Ok(plan)
    };
    plans.into_iter().map(lines_of).collect()
}

pub fn insert_plan(tx: &Tx, bill: BillId, place: usize, plan: &Plan) -> Result<()> {
    tx.run(
        "INSERT INTO bill_part (id, bill_id, place, label, how, amount_paise)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![plan.id, bill, place as i64, plan.label, plan.how.as_str(), plan.amount],
    )?;
    for line in &plan.lines {
        tx.run(
            "INSERT INTO bill_part_line (part_id, line_id, numerator, denominator)
             VALUES (?1, ?2, ?3, ?4)",
            params![plan.id, line.line_id, line.numerator, line.denominator],
        )?;
    }
    Ok(())
}

pub fn delete_plans(tx: &Tx, bill: BillId) -> Result<()> {
    tx.run(
        "DELETE FROM bill_part_line WHERE part_id IN (SELECT id FROM bill_part WHERE bill_id = ?1)",
        [bill],
    )?;
    tx.run("DELETE FROM bill_part WHERE bill_id = ?1", [bill])?;
    Ok(())
}

pub fn mark_fixed(tx: &Tx, part: PartId, fixed: Option<Paise>) -> Result<()> {
    tx.run("UPDATE bill_part SET fixed_paise = ?2 WHERE id = ?1", params![part, fixed])?;
    Ok(())
}

pub fn list_extras(read: &Read, bill: BillId) -> Result<Vec<Extra>> {
    read.list(
        "SELECT id, kind, name, quantity, unit_paise, tax_class FROM bill_extra
         WHERE bill_id = ?1 ORDER BY rowid LIMIT ?2",
        params![bill, limits::MAX_EXTRAS as i64],
        |row| {
            Ok(Extra {
                id: row.parsed(0)?,
                kind: row.word(1)?,
                name: row.get(2)?,
                quantity: row.get(3)?,
                unit: row.paise(4)?,
                tax_class: row.get(5)?,
            })
        },
    )
}

pub fn insert_extra(tx: &Tx, bill: BillId, extra: &Extra) -> Result<()> {
    tx.run(
        "INSERT INTO bill_extra (id, bill_id, kind, name, quantity, unit_paise, tax_class, at, who,
            device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            extra.id,
            bill,
            extra.kind.as_str(),
            extra.name,
            extra.quantity,
            extra.unit,
            extra.tax_class,
            tx.now(),
            tx.actor().who,
            tx.actor().device
        ],
    )?;
    Ok(())
}

pub fn delete_extra(tx: &Tx, bill: BillId, extra: ExtraId) -> Result<()> {
    tx.run("DELETE FROM bill_extra WHERE id = ?1 AND bill_id = ?2", params![extra, bill])?;
    Ok(())
}

pub fn mark_buyer(tx: &Tx, bill: BillId, buyer: &Buyer) -> Result<()> {
    tx.run(
        "UPDATE bill SET buyer_name = ?2, buyer_address = ?3, buyer_gstin = ?4 WHERE id = ?1",
        params![bill, buyer.name, buyer.address, buyer.gstin],
    )?;
    Ok(())
}
