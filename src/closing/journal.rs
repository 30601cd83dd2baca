use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{RateSum, ZReport};
use super::sql;
use super::z::{Issue, work_out};
use crate::base::{Day, Paise, Result};
use crate::store::Read;
use crate::wire::PayMethod;
use crate::words;

words! {
    /// Accounts of the journal.
    pub enum Account {
        Cash = "CASH",
        Upi = "UPI",
        Card = "CARD",
        Razorpay = "RAZORPAY",
        Stripe = "STRIPE",
        /// Owed by guests: invoices against payments.
        Guests = "GUESTS",
        /// Owed to guests.
        OwedBack = "OWED_BACK",
        Sales = "SALES",
        SalesReturned = "SALES_RETURNED",
        Cgst = "CGST_PAYABLE",
        Sgst = "SGST_PAYABLE",
        /// A state's, on liquor.
        Vat = "VAT_PAYABLE",
        RoundOff = "ROUND_OFF",
        /// Owed to staff.
        Tips = "TIPS_PAYABLE",
        /// Put into drawers and taken out by hand; the reasons are with the drawers.
        CashInOut = "CASH_IN_OUT",
        OverShort = "OVER_SHORT",
        /// Invoices nobody will pay.
        BadDebt = "BAD_DEBT",
    }
}

/// One side of an entry: either debit or credit is zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Posting {
    pub business_day: Day,
    pub account: Account,
    /// What it is: `GST 5%`, `Asha`.
    pub detail: String,
    pub debit_paise: Paise,
    pub credit_paise: Paise,
}

/// What an accountant books for a span of days. Debits and credits of each day are equal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Journal {
    pub from: Day,
    pub to: Day,
    pub debit_paise: Paise,
    pub credit_paise: Paise,
    pub postings: Vec<Posting>,
    /// Days that are not closed: what is said of them can still change.
    pub open_days: Vec<Day>,
}

pub fn journal(read: &Read, from: Day, to: Day) -> Result<Journal> {
    let (mut all, mut open_days) = (Vec::new(), Vec::new());
    for day in sql::list_days_between(read, from, to)? {
        let report = match sql::find_report(read, day)? {
            Some(report) => report,
            None => {
                open_days.push(day);
                let (number, by) = (0, String::new());
                work_out(read, day, Issue { number, at: crate::base::At::from_millis(0), by })?
            }
        };
        all.extend(postings(&report));
    }
    Ok(Journal {
        from,
        to,
        debit_paise: all.iter().map(|posting| posting.debit_paise).sum(),
        credit_paise: all.iter().map(|posting| posting.credit_paise).sum(),
        postings: all,
        open_days,
    })
}

/// One day's report in debits and credits.
pub fn postings(report: &ZReport) -> Vec<Posting> {
    let mut book = Book { day: report.business_day, postings: Vec::new() };
    sold(&mut book, report);
    credited(&mut book, report);
    for sum in &report.payments {
        let came = sum.amount_paise + sum.tips_paise + sum.surplus_paise;
        book.debit(account_of(sum.method), "payments", came);
        book.credit(Account::Guests, sum.method.to_string(), sum.amount_paise);
        book.credit(Account::Tips, sum.method.to_string(), sum.tips_paise);
        book.credit(Account::OwedBack, sum.method.to_string(), sum.surplus_paise);
    }
    book.debit(Account::Guests, "overpaid", report.vouchers.overpaid_paise);
    book.credit(Account::OwedBack, "overpaid", report.vouchers.overpaid_paise);
    for sum in &report.refunds {
        book.debit(Account::OwedBack, "refunds", sum.amount_paise);
        book.credit(account_of(sum.method), "refunds", sum.amount_paise);
    }
    // Owed for a payment that never came: nothing goes back, and as much less had been paid.
    book.debit(Account::OwedBack, "withdrawn", report.withdrawn.amount_paise);
    book.credit(Account::Guests, "withdrawn", report.withdrawn.amount_paise);
    book.debit(Account::BadDebt, "written off", report.written_off.amount_paise);
    book.credit(Account::Guests, "written off", report.written_off.amount_paise);
    book.debit(Account::Cash, "put in", report.cash.put_in_paise);
    book.credit(Account::CashInOut, "put in", report.cash.put_in_paise);
    book.debit(Account::CashInOut, "taken out", report.cash.taken_out_paise);
    book.credit(Account::Cash, "taken out", report.cash.taken_out_paise);
    for drawer in &report.drawers {
        book.debit(Account::Cash, drawer.cashier.clone(), drawer.difference_paise);
        book.credit(Account::OverShort, drawer.cashier.clone(), drawer.difference_paise);
    }
    book.postings
}

fn sold(book: &mut Book, report: &ZReport) {
    let sales = &report.sales;
    book.debit(Account::Guests, "invoices", sales.total_paise);
    for rate in &report.taxes {
        book.credit(Account::Sales, rate.label.clone(), rate.taxable_paise);
        book.credit(Account::Cgst, rate.label.clone(), rate.cgst_paise);
        book.credit(Account::Sgst, rate.label.clone(), rate.sgst_paise);
        book.credit(Account::Vat, rate.label.clone(), rate.vat_paise);
    }
    book.credit(Account::Sales, "no tax", sales.taxable_paise - taxed(&report.taxes));
    book.credit(Account::RoundOff, "invoices", sales.round_off_paise);
}

fn credited(book: &mut Book, report: &ZReport) {
    let notes = &report.credit_notes;
    for rate in &notes.taxes {
        book.debit(Account::SalesReturned, rate.label.clone(), rate.taxable_paise);
        book.debit(Account::Cgst, rate.label.clone(), rate.cgst_paise);
        book.debit(Account::Sgst, rate.label.clone(), rate.sgst_paise);
        book.debit(Account::Vat, rate.label.clone(), rate.vat_paise);
    }
    book.debit(Account::SalesReturned, "no tax", notes.taxable_paise - taxed(&notes.taxes));
    book.debit(Account::RoundOff, "credit notes", notes.round_off_paise);
    book.credit(Account::OwedBack, "credit notes", notes.total_paise - notes.set_off_paise);
    book.credit(Account::Guests, "credit notes", notes.set_off_paise);
}

fn taxed(rates: &[RateSum]) -> Paise {
    rates.iter().map(|rate| rate.taxable_paise).sum()
}

fn account_of(method: PayMethod) -> Account {
    match method {
        PayMethod::Cash => Account::Cash,
        PayMethod::Upi => Account::Upi,
        PayMethod::Card => Account::Card,
        PayMethod::Razorpay => Account::Razorpay,
        PayMethod::Stripe => Account::Stripe,
    }
}

struct Book {
    day: Day,
    postings: Vec<Posting>,
}

impl Book {
    /// Below zero it is a credit; nothing is not booked.
    fn debit(&mut self, account: Account, detail: impl Into<String>, amount: Paise) {
        if amount != Paise::ZERO {
            self.postings.push(Posting {
                business_day: self.day,
                account,
                detail: detail.into(),
                debit_paise: amount.max(Paise::ZERO),
                credit_paise: (-amount).max(Paise::ZERO),
            });
        }
    }

    fn credit(&mut self, account: Account, detail: impl Into<String>, amount: Paise) {
        self.debit(account, detail, -amount);
    }
}
