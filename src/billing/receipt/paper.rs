use super::super::consolidate::Consolidated;
use super::super::credit::{CreditKind, CreditNote};
use super::super::model::{Bill, BillLine, Buyer, DocumentKind, Invoice, Seller};
use super::super::money::Payment;
use crate::base::{Bps, Calendar, Paise, Result};
use crate::house::House;
use crate::pricing::{Quote, TaxLine};
use crate::wire::{PayMethod, TaxKind};

/// What stands on a document, whether it is shown, printed or kept as a file.
#[derive(Clone, Debug)]
pub struct Paper {
    pub title: String,
    /// What the law wants below the title, or what the paper is not.
    pub subtitle: String,
    pub house: String,
    /// Address, phone, GSTIN, FSSAI.
    pub about: Vec<String>,
    /// Number, date, table, buyer: what it is called and what it is.
    pub facts: Vec<(String, String)>,
    pub lines: Vec<PaperLine>,
    pub sums: Vec<(String, Paise)>,
    pub total: (String, Paise),
    /// How it was paid.
    pub paid: Vec<String>,
    pub notes: Vec<String>,
    /// Where it can be seen again; empty for what is no document.
    pub path: String,
}

/// One thing that was sold.
#[derive(Clone, Debug)]
pub struct PaperLine {
    pub name: String,
    pub name_local: String,
    /// Variant, modifiers, what was taken off.
    pub notes: Vec<String>,
    pub quantity: u32,
    /// None where many things stand in one line.
    pub unit_paise: Option<Paise>,
    pub net_paise: Paise,
}

const COMPOSITION: &str = "Composition taxable person, not eligible to collect tax on supplies";

const OUTSIDE_GST: &str = "Liquor for drinking: outside GST, state VAT";
const COMPUTER: &str = "Made by a computer; valid without a signature.";

impl Paper {
    pub fn of_invoice(invoice: &Invoice) -> Result<Paper> {
        let seller = &invoice.seller;
        let (title, subtitle) = match invoice.kind {
            DocumentKind::TaxInvoice if !seller.gstin.is_empty() => ("Tax invoice", ""),
            DocumentKind::TaxInvoice => ("Bill", ""),
            DocumentKind::BillOfSupply => ("Bill of supply", COMPOSITION),
            DocumentKind::CashMemo => ("Cash memo", "Part of the day's consolidated invoice"),
            DocumentKind::VatInvoice => ("VAT invoice", OUTSIDE_GST),
        };
        let issued = Calendar::new(&seller.timezone, "00:00")?.spoken(invoice.issued_at);
        let mut facts = vec![fact("Number", &invoice.number), fact("Date", &issued)];
        facts.push(fact("Table", &invoice.table_name));
        facts.extend(buyer(invoice.buyer.as_ref(), seller));
        if !invoice.is_vat() {
            facts.extend(sac(seller));
        }
        let tip: Paise = invoice.payments.iter().map(|payment| payment.tip_paise).sum();
        let mut paid: Vec<_> = invoice.payments.iter().filter(|p| p.counts()).map(said).collect();
        if tip > Paise::ZERO {
            paid.push(format!("Tip beside the bill, with thanks ₹{}", tip));
        }
        if let Some(other) = &invoice.beside {
            let both = other.total_paise + invoice.quote.total_paise;
            paid.push(format!("With {} ₹{}: ₹{both} for both", other.number, other.total_paise));
        }
        Ok(Paper {
            title: title.into(),
            subtitle: subtitle.into(),
            house: seller.name.clone(),
            about: about(seller),
            facts,
            lines: invoice.lines.iter().map(line).collect(),
            sums: sums(&invoice.quote),
            total: ("Total".into(), invoice.quote.total_paise),
            paid,
            notes: if invoice.is_vat() { vec![COMPUTER.into()] } else { legal() },
            path: invoice.receipt_path.clone(),
        })
    }

    pub fn of_credit_note(note: &CreditNote) -> Result<Paper> {
        let calendar = Calendar::new(&note.seller.timezone, "00:00")?;
        let title = match note.kind {
            CreditKind::CreditNote => "Credit note",
            CreditKind::VatCreditNote => "VAT credit note",
            CreditKind::RefundVoucher => "Refund voucher",
        };
        let mut facts = vec![fact("Number", &note.number)];
        facts.push(fact("Date", &calendar.spoken(note.issued_at)));
        if let (false, Some(at)) = (note.invoice_number.is_empty(), note.invoice_at) {
            facts.push(fact("Against invoice", &note.invoice_number));
            facts.push(fact("Dated", &calendar.spoken(at)));
        }
        facts.push(fact("Table", &note.table_name));
        facts.extend(buyer(note.buyer.as_ref(), &note.seller));
        if note.kind != CreditKind::VatCreditNote {
            facts.extend(sac(&note.seller));
        }
        let why = (!note.note.is_empty()).then(|| format!("Reason: {}", note.note));
        Ok(Paper {
            title: title.into(),
            subtitle: String::new(),
            house: note.seller.name.clone(),
            about: about(&note.seller),
            facts,
            lines: note.lines.iter().map(line).collect(),
            sums: sums(&note.quote),
            total: ("Given back".into(), note.total_paise),
            paid: Vec::new(),
            notes: why.into_iter().collect(),
            path: note.receipt_path.clone(),
        })
    }

    pub fn of_consolidated(whole: &Consolidated) -> Result<Paper> {
        let seller = &whole.seller;
        let mut facts = vec![fact("Number", &whole.number)];
        let issued = Calendar::new(&seller.timezone, "00:00")?.spoken(whole.issued_at);
        facts.push(fact("Date", &issued));
        facts.push(fact("Business day", &whole.business_day.to_string()));
        facts.extend(sac(seller));
        let memos = format!("Cash memos {} to {}", whole.first, whole.last);
        let taxable: Paise = whole.taxes.iter().map(|tax| tax.taxable_paise).sum();
        let all = PaperLine {
            name: memos,
            name_local: String::new(),
            notes: vec!["food and drinks to unregistered guests".into()],
            quantity: whole.count,
            unit_paise: None,
            net_paise: taxable,
        };
        Ok(Paper {
            title: "Tax invoice".into(),
            subtitle: "Consolidated for the day's small bills".into(),
            house: seller.name.clone(),
            about: about(seller),
            facts,
            lines: vec![all],
            sums: taxes(&whole.taxes, whole.round_off_paise),
            total: ("Total".into(), whole.total_paise),
            paid: Vec::new(),
            notes: legal(),
            path: String::new(),
        })
    }

    /// What is owed, before it is paid: to be looked at, not a document of tax.
    pub fn of_bill(bill: &Bill, house: &House) -> Result<Paper> {
        let seller = super::super::settle::seller(house);
        let calendar = Calendar::new(&house.timezone, "00:00")?;
        let mut facts = vec![fact("Table", &bill.table_name)];
        facts.push(fact("Opened", &calendar.spoken(bill.opened_at)));
        facts.extend(buyer(bill.buyer.as_ref(), &seller));
        let mut paid: Vec<_> = bill.payments.iter().filter(|p| p.counts()).map(said).collect();
        if bill.paid_paise > Paise::ZERO {
            paid.push(format!("Still due ₹{}", bill.due_paise));
        }
        for part in &bill.parts {
            paid.push(format!("{}: ₹{}", part.label, part.total_paise));
        }
        Ok(Paper {
            title: "Bill".into(),
            subtitle: "For checking: this is not a tax invoice".into(),
            house: seller.name.clone(),
            about: about(&seller),
            facts,
            lines: bill.lines.iter().map(line).collect(),
            sums: sums(&bill.quote),
            total: ("To pay".into(), bill.quote.total_paise),
            paid,
            notes: vec!["A tip is your free choice and not part of this bill.".into()],
            path: String::new(),
        })
    }
}

/// What rule 46 wants said.
fn legal() -> Vec<String> {
    vec!["Reverse charge: no.".into(), COMPUTER.into()]
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn about(seller: &Seller) -> Vec<String> {
    let named = |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}{value}"));
    [
        named("", &seller.address),
        named("Phone ", &seller.phone),
        named("GSTIN ", &seller.gstin),
        named("FSSAI ", &seller.fssai),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn sac(seller: &Seller) -> Option<(String, String)> {
    (!seller.sac.is_empty()).then(|| fact("SAC", &seller.sac))
}

/// Food is supplied where it is eaten: in the restaurant's own state.
fn buyer(buyer: Option<&Buyer>, seller: &Seller) -> Vec<(String, String)> {
    let Some(buyer) = buyer else { return Vec::new() };
    let mut facts = vec![fact("Buyer", &buyer.name)];
    facts.push(fact("Address", &buyer.address));
    if !buyer.gstin.is_empty() {
        facts.push(fact("Buyer's GSTIN", &buyer.gstin));
        let state: String = seller.gstin.chars().take(2).collect();
        facts.push(fact("Place of supply", &format!("State code {state}")));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

fn line(line: &BillLine) -> PaperLine {
    let mut notes: Vec<String> = Vec::new();
    if !line.variant_name.is_empty() {
        notes.push(line.variant_name.clone());
    }
    notes.extend(line.modifiers.iter().map(|modifier| modifier.name.clone()));
    if line.discount_paise > Paise::ZERO {
        notes.push(format!("less {}", line.discount_paise));
    }
    PaperLine {
        name: line.name.clone(),
        name_local: line.name_local.clone(),
        notes,
        quantity: line.quantity,
        unit_paise: Some(line.unit_paise),
        net_paise: line.net_paise,
    }
}

fn sums(quote: &Quote) -> Vec<(String, Paise)> {
    let mut sums = Vec::new();
    if quote.discount_paise > Paise::ZERO {
        sums.push(("Before discount".to_owned(), quote.items_paise));
        sums.push(("Discount".to_owned(), -quote.discount_paise));
    }
    sums.extend(taxes(&quote.taxes, quote.round_off_paise));
    sums
}

fn taxes(taxes: &[TaxLine], round_off: Paise) -> Vec<(String, Paise)> {
    let mut sums = Vec::new();
    for tax in taxes {
        let half = |rate: Bps| rate.half().percent();
        sums.push((format!("Taxable at {}", tax.rate_bps.percent()), tax.taxable_paise));
        if tax.kind == TaxKind::Vat {
            sums.push((tax.label.clone(), tax.vat_paise));
            continue;
        }
        sums.push((format!("CGST {}", half(tax.rate_bps)), tax.cgst_paise));
        sums.push((format!("SGST {}", half(tax.rate_bps)), tax.sgst_paise));
    }
    if round_off != Paise::ZERO {
        sums.push(("Round off".to_owned(), round_off));
    }
    sums
}

fn said(payment: &Payment) -> String {
    let (amount, reference) = (payment.amount_paise, &payment.reference);
    match payment.method {
        PayMethod::Cash => format!(
            "Cash ₹{amount} · given ₹{} · change ₹{}",
            payment.received_paise, payment.change_paise
        ),
        PayMethod::Upi => format!("UPI ₹{amount} · {reference}"),
        PayMethod::Card => format!("Card ₹{amount} · {reference}"),
        PayMethod::Razorpay | PayMethod::Stripe => format!("Online ₹{amount} · {reference}"),
    }
}
