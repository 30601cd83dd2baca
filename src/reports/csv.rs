use super::today::Today;
use crate::base::{Error, Paise, Result, guarded_cell};

/// The day's report as rows of section, name, count and rupees.
pub fn csv(today: &Today) -> Result<Vec<u8>> {
    let mut rows: Vec<[String; 4]> = Vec::new();
    let mut row = |section: &str, name: &str, count: String, amount: Option<Paise>| {
        let plain = |p: Paise| format!("{}.{:02}", p.0 / 100, (p.0 % 100).abs());
        let amount = amount.map(plain).unwrap_or_default();
        rows.push([section.into(), guarded_cell(name), count, amount]);
    };
    row("day", &today.business_day.to_string(), String::new(), None);
    row("sales", "orders", today.orders.to_string(), None);
    row("sales", "cancelled", today.cancelled.to_string(), None);
    row("sales", "covers", today.covers.to_string(), None);
    row("sales", "revenue", String::new(), Some(today.revenue_paise));
    row("sales", "collected", String::new(), Some(today.collected_paise));
    row("sales", "average order", String::new(), Some(today.average_order_paise));
    row("sales", "open bills", today.open_bills.to_string(), Some(today.open_paise));
    for tax in &today.tax {
        row("tax", &format!("{} taxable", tax.label), String::new(), Some(tax.taxable_paise));
        row("tax", &format!("{} CGST", tax.label), String::new(), Some(tax.cgst_paise));
        row("tax", &format!("{} SGST", tax.label), String::new(), Some(tax.sgst_paise));
        row("tax", &format!("{} VAT", tax.label), String::new(), Some(tax.vat_paise));
    }
    for method in &today.by_method {
        let (count, amount) = (method.count.to_string(), method.amount_paise);
        row("payments", &method.method.to_string(), count, Some(amount));
    }
    for item in &today.top_items {
        row("dishes", &item.name, item.quantity.to_string(), Some(item.revenue_paise));
    }
    for hour in today.by_hour.iter().filter(|hour| hour.orders > 0) {
        let name = format!("{:02}:00", hour.hour);
        row("hours", &name, hour.orders.to_string(), Some(hour.revenue_paise));
    }
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(["section", "name", "count", "rupees"]).map_err(Error::internal)?;
    for row in rows {
        writer.write_record(row).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|e| Error::internal(e.to_string()))
}
