use super::gstr1::{Gstr1, PaperRow};
use super::journal::Journal;
use super::model::{ReasonSum, SkippedNumbers, ZReport};
use crate::base::{Error, Paise, Result, guarded_cell};

/// Rows under one header. Texts are guarded; rupees and counts are plain numbers.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(header: &[&str]) -> Result<Table> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header).map_err(Error::internal)?;
        Ok(Table(writer))
    }

    /// Texts first, then what is no text.
    fn row(&mut self, texts: &[&str], numbers: &[String]) -> Result<()> {
        let texts = texts.iter().map(|text| guarded_cell(text));
        let cells = texts.chain(numbers.iter().cloned());
        self.0.write_record(cells).map_err(Error::internal)
    }

    fn done(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| Error::internal(error.to_string()))
    }
}

/// Rupees without grouping: `-1234.05`.
fn rupees(paise: Paise) -> String {
    paise.rupees().replace(',', "")
}

/// A Z report as rows of section, name, count and rupees.
pub fn z(report: &ZReport) -> Result<Vec<u8>> {
    let mut table = Table::new(&["section", "name", "count", "rupees"])?;
    let mut row = |section: &str, name: &str, count: Option<u32>, amount: Option<Paise>| {
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        table.row(&[section, name], &[count, amount.map(rupees).unwrap_or_default()])
    };
    row("Z", &report.business_day.to_string(), Some(report.number), None)?;
    row("Z", &report.issued_at.to_string(), None, None)?;
    row("Z", &report.issued_by, None, None)?;
    let sales = &report.sales;
    row("sales", "bills", Some(sales.bills), Some(sales.total_paise))?;
    row("sales", "covers", Some(sales.covers), None)?;
    row("sales", "items", None, Some(sales.items_paise))?;
    row("sales", "discount", None, Some(sales.discount_paise))?;
    row("sales", "taxable", None, Some(sales.taxable_paise))?;
    row("sales", "tax", None, Some(sales.tax_paise))?;
    row("sales", "round off", None, Some(sales.round_off_paise))?;
    for rate in &report.taxes {
        row("tax", &format!("{} taxable", rate.label), None, Some(rate.taxable_paise))?;
        row("tax", &format!("{} CGST", rate.label), None, Some(rate.cgst_paise))?;
        row("tax", &format!("{} SGST", rate.label), None, Some(rate.sgst_paise))?;
        row("tax", &format!("{} VAT", rate.label), None, Some(rate.vat_paise))?;
    }
    let liquor = &report.liquor;
    row("liquor", "VAT invoices", Some(liquor.invoices), Some(liquor.total_paise))?;
    row("liquor", "taxable", None, Some(liquor.taxable_paise))?;
    row("liquor", "VAT", None, Some(liquor.vat_paise))?;
    row("liquor", "VAT credit notes", Some(liquor.credit_notes), Some(liquor.credited_paise))?;
    for sum in &report.payments {
        let name = sum.method.to_string();
        row("payments", &name, Some(sum.count), Some(sum.amount_paise))?;
        row("tips", &name, None, Some(sum.tips_paise))?;
        row("surplus", &name, None, Some(sum.surplus_paise))?;
    }
    row("rejected", "UPI", Some(report.rejected.count), Some(report.rejected.amount_paise))?;
    let gone = [("withdrawn", &report.withdrawn), ("written off", &report.written_off)];
    for (name, sum) in gone {
        row(name, "", Some(sum.count), Some(sum.amount_paise))?;
    }
    for one in &report.series {
        let name = format!("{} {} to {}", one.kind, one.first, one.last);
        row("series", &name, Some(one.count), Some(one.total_paise))?;
        for place in &one.missing {
            row("missing", &format!("{}{place}", one.prefix), None, None)?;
        }
    }
    let reasons = |sums: &[ReasonSum], section: &str| -> Vec<(String, ReasonSum)> {
        sums.iter().map(|sum| (section.to_owned(), sum.clone())).collect()
    };
    let given = [reasons(&report.discounts, "discounts"), reasons(&report.comps, "comps")].concat();
    for (section, sum) in given {
        row(&section, &sum.reason, Some(sum.count), Some(sum.amount_paise))?;
    }
    for void in &report.voids {
        let section = if void.was_fired { "voids after firing" } else { "voids before firing" };
        row(section, &void.reason, Some(void.portions), Some(void.amount_paise))?;
    }
    let (notes, vouchers) = (&report.credit_notes, &report.vouchers);
    row("credit notes", "total", Some(notes.count), Some(notes.total_paise))?;
    row("credit notes", "taxable", None, Some(notes.taxable_paise))?;
    row("credit notes", "tax", None, Some(notes.tax_paise))?;
    row("vouchers", "total", Some(vouchers.count), Some(vouchers.total_paise))?;
    for sum in &report.refunds {
        row("refunds", &sum.method.to_string(), Some(sum.count), Some(sum.amount_paise))?;
    }
    let pending = &report.refunds_pending;
    row("refunds pending", "gateway", Some(pending.count), Some(pending.amount_paise))?;
    let cash = &report.cash;
    row("cash", "taken", None, Some(cash.taken_paise))?;
    row("cash", "in drawers", None, Some(cash.in_drawers_paise))?;
    row("cash", "outside drawers", None, Some(cash.outside_paise))?;
    row("cash", "refunded", None, Some(cash.refunded_paise))?;
    row("cash", "put in", None, Some(cash.put_in_paise))?;
    row("cash", "taken out", None, Some(cash.taken_out_paise))?;
    for drawer in &report.drawers {
        row("drawer float", &drawer.cashier, None, Some(drawer.float_paise))?;
        row("drawer expected", &drawer.cashier, None, Some(drawer.expected_paise))?;
        row("drawer counted", &drawer.cashier, None, Some(drawer.counted_paise))?;
        row("drawer difference", &drawer.cashier, None, Some(drawer.difference_paise))?;
    }
    row("drawers", "over", None, Some(report.over_paise))?;
    row("drawers", "short", None, Some(report.short_paise))?;
    table.done()
}

pub fn journal(journal: &Journal) -> Result<Vec<u8>> {
    let mut table = Table::new(&["day", "account", "detail", "debit", "credit"])?;
    for one in &journal.postings {
        let (day, account) = (one.business_day.to_string(), one.account.to_string());
        let sides = [rupees(one.debit_paise), rupees(one.credit_paise)];
        table.row(&[&day, &account, &one.detail], &sides)?;
    }
    table.done()
}

pub fn gstr1(summary: &Gstr1) -> Result<Vec<u8>> {
    let mut table = Table::new(&[
        "table", "number", "date", "corrects", "gstin", "name", "rate", "value", "taxable", "cgst",
        "sgst", "count",
    ])?;
    let nothing = String::new;
    for row in &summary.b2cs {
        let amounts = [nothing(), rupees(row.taxable_paise), rupees(row.cgst_paise)];
        let rest = [rupees(row.sgst_paise), nothing()];
        let texts = ["b2cs", "", "", "", "", "", &row.rate_bps.percent()];
        table.row(&texts, &[&amounts[..], &rest].concat())?;
    }
    for (name, rows) in [("b2b", &summary.b2b), ("cdnr", &summary.cdnr)] {
        for row in rows {
            paper(&mut table, name, row)?;
        }
    }
    let untaxed = [rupees(summary.untaxed_paise), nothing(), nothing(), nothing()];
    table.row(&["untaxed", "", "", "", "", "", "", ""], &untaxed)?;
    let outside = [rupees(summary.non_gst_paise), nothing(), nothing(), nothing()];
    table.row(&["non-GST", "", "", "", "", "", "", ""], &outside)?;
    for row in &summary.hsn {
        let amounts = [nothing(), rupees(row.taxable_paise), rupees(row.cgst_paise)];
        let rest = [rupees(row.sgst_paise), nothing()];
        let texts = ["hsn", &row.sac, "", "", "", "", &row.rate_bps.percent()];
        table.row(&texts, &[&amounts[..], &rest].concat())?;
    }
    for row in &summary.documents {
        let kind = row.kind.to_string();
        let mut cancelled = format!("cancelled {}", row.cancelled);
        for SkippedNumbers { first, last, reason } in &row.skipped {
            cancelled.push_str(&format!("; {first}-{last} left free: {reason}"));
        }
        let texts = ["documents", &row.from, "", &row.to, "", &kind, &cancelled, "", "", "", ""];
        table.row(&texts, &[row.net.to_string()])?;
    }
    table.done()
}

fn paper(table: &mut Table, name: &str, row: &PaperRow) -> Result<()> {
    let (at, rate) = (row.issued_at.to_string(), row.rate_bps.percent());
    let texts = [name, &row.number, &at, &row.corrects, &row.buyer_gstin, &row.buyer_name, &rate];
    let amounts = [row.total_paise, row.taxable_paise, row.cgst_paise, row.sgst_paise].map(rupees);
    table.row(&texts, &[&amounts[..], &[String::new()]].concat())
}
