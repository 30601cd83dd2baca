use super::model::{BillLine, DocumentKind, Invoice};
use super::money::Payment;
use crate::base::{Calendar, Paise, Result, escape_html as esc};
use crate::wire::PayMethod;

pub const STYLE: &str = include_str!("../../assets/receipt/receipt.css");

/// The invoice as a page: no script, printable, with every field rule 46 of the CGST Rules asks
/// of a bill to an unregistered guest.
pub fn page(invoice: &Invoice) -> Result<String> {
    let seller = &invoice.seller;
    let issued = Calendar::new(&seller.timezone, "00:00")?.spoken(invoice.issued_at);
    let taxed = !seller.gstin.is_empty();
    let title = match invoice.kind {
        DocumentKind::TaxInvoice if taxed => "Tax invoice",
        DocumentKind::TaxInvoice => "Bill",
        DocumentKind::BillOfSupply => "Bill of supply",
        DocumentKind::CashMemo => "Cash memo",
    };
    let lines: String = invoice.lines.iter().map(line).collect();
    Ok(format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} {number}</title><link rel="stylesheet" href="/receipt.css"></head>
<body><main>
<header><h1>{name}</h1>{about}</header>
<h2>{title}</h2>
<dl><dt>Number</dt><dd>{number}</dd><dt>Date</dt><dd>{issued}</dd>
<dt>Table</dt><dd>{table}</dd></dl>
<table>
<thead><tr><th scope="col">Dish</th><th scope="col" class="n">Qty</th>
<th scope="col" class="n">Rate ₹</th><th scope="col" class="n">Amount ₹</th></tr></thead>
<tbody>{lines}</tbody>
<tbody>{sums}</tbody>
</table>
<footer>{payments}<p>Reverse charge: no. Made by a computer; valid without a signature.</p>
<p>Thank you. Come again.</p></footer>
</main></body></html>
"#,
        number = esc(&invoice.number),
        name = esc(&seller.name),
        about = about(invoice),
        table = esc(&invoice.table_name),
        sums = sums(invoice),
        payments = payments(invoice),
    ))
}

fn about(invoice: &Invoice) -> String {
    let seller = &invoice.seller;
    let named = |name: &str, value: &str| match value {
        "" => String::new(),
        value => format!("<p>{name}{}</p>", esc(value)),
    };
    [
        named("", &seller.address),
        named("Phone ", &seller.phone),
        named("GSTIN ", &seller.gstin),
        named("FSSAI ", &seller.fssai),
        named("SAC ", &seller.sac),
    ]
    .concat()
}

fn line(line: &BillLine) -> String {
    let mut notes: Vec<String> = Vec::new();
    if !line.variant_name.is_empty() {
        notes.push(line.variant_name.clone());
    }
    notes.extend(line.modifiers.iter().map(|m| m.name.clone()));
    if line.discount_paise > Paise::ZERO {
        notes.push(format!("less {}", line.discount_paise));
    }
    let notes = match notes.is_empty() {
        true => String::new(),
        false => format!("<small>{}</small>", esc(&notes.join(", "))),
    };
    format!(
        r#"<tr><td>{}{notes}</td><td class="n">{}</td><td class="n">{}</td><td class="n">{}</td></tr>"#,
        esc(&line.name),
        line.quantity,
        line.unit_paise,
        line.net_paise,
    )
}

fn sums(invoice: &Invoice) -> String {
    let quote = &invoice.quote;
    let row = |class: &str, label: &str, amount: Paise| {
        format!(r#"<tr{class}><td colspan="3">{label}</td><td class="n">{amount}</td></tr>"#)
    };
    let mut rows = String::new();
    if quote.discount_paise > Paise::ZERO {
        rows += &row("", "Before discount", quote.items_paise);
        rows += &row("", "Discount", -quote.discount_paise);
    }
    for tax in &quote.taxes {
        let half = tax.rate_bps.half().percent();
        rows += &row("", &format!("Taxable at {}", tax.rate_bps.percent()), tax.taxable_paise);
        rows += &row("", &format!("CGST {half}"), tax.cgst_paise);
        rows += &row("", &format!("SGST {half}"), tax.sgst_paise);
    }
    if quote.round_off_paise != Paise::ZERO {
        rows += &row("", "Round off", quote.round_off_paise);
    }
    rows + &row(r#" class="total""#, "Total ₹", quote.total_paise)
}

fn payments(invoice: &Invoice) -> String {
    let said = |p: &Payment| {
        let tip = match p.tip_paise {
            Paise::ZERO => String::new(),
            tip => format!(" · tip ₹{tip}"),
        };
        let how = match p.method {
            PayMethod::Cash => format!(
                "in cash ₹{} · given ₹{} · change ₹{}",
                p.amount_paise, p.received_paise, p.change_paise
            ),
            PayMethod::Upi => format!("by UPI ₹{} · {}", p.amount_paise, esc(&p.reference)),
            PayMethod::Card => format!("by card ₹{} · {}", p.amount_paise, esc(&p.reference)),
            PayMethod::Razorpay | PayMethod::Stripe => {
                format!("online ₹{} · {}", p.amount_paise, esc(&p.reference))
            }
        };
        format!("<p>Paid {how}{tip}</p>")
    };
    invoice.payments.iter().map(said).collect()
}
