use std::collections::HashMap;

use uuid::Uuid;

use crate::base::Day;
use crate::wire::{BillPaid, Fact, ItemsTransferred, OrderPlaced};

/// A bill that was paid, or what was taken back on a credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    pub seq: i64,
    pub day: Day,
    pub is_credit: bool,
    pub bill: Uuid,
    pub number: String,
    pub total: i64,
    pub tax: i64,
    pub discount: i64,
}

/// Portions of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    pub seq: i64,
    /// 0, 1, 2 … of what one fact says.
    pub part: i32,
    pub line: Uuid,
    pub dish: Dish,
    /// Below zero for what was called off.
    pub quantity: i64,
}

/// What a line is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dish {
    pub day: Day,
    pub item: Uuid,
    pub name: String,
    pub unit: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub seq: i64,
    pub day: Day,
    pub number: i64,
    pub total: i64,
}

/// A fact that is kept and not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub seq: i64,
    pub kind: String,
    pub why: String,
}

/// What a batch of facts says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub sales: Vec<Sale>,
    pub sold: Vec<Sold>,
    pub closed: Vec<Closed>,
    pub unread: Vec<Unread>,
}

/// A fact about sales, and its number.
pub struct Heard {
    pub seq: i64,
    pub kind: String,
    pub fact: Fact,
}

/// A fact as it is kept.
pub struct Kept<'a> {
    pub seq: i64,
    pub kind: &'a str,
    pub body: &'a str,
}

/// Kinds that say something about sales; all others are left alone, known or not.
pub const KINDS: [&str; 6] = [
    "bill_paid",
    "credit_note_issued",
    "order_placed",
    "line_voided",
    "items_transferred",
    "day_closed",
];

/// Reads what is about sales. What cannot be read is noted: the fact is in the log all the same.
pub fn read<'a>(facts: impl Iterator<Item = Kept<'a>>) -> (Vec<Heard>, Vec<Unread>) {
    let (mut heard, mut unread) = (Vec::new(), Vec::new());
    for Kept { seq, kind, body } in facts.filter(|fact| KINDS.contains(&fact.kind)) {
        let kind = kind.to_owned();
        match serde_json::from_str::<Fact>(body) {
            // The kind stands beside the body; who says two things is not believed in either.
            Ok(said) if said.kind() == kind => heard.push(Heard { seq, kind, fact: said }),
            Ok(said) => {
                unread.push(Unread { seq, kind, why: format!("it says it is {}", said.kind()) });
            }
            Err(error) => unread.push(Unread { seq, kind, why: plain(&error.to_string()) }),
        }
    }
    (heard, unread)
}

/// Lines that are spoken of and were ordered before.
pub fn lines_named(heard: &[Heard]) -> Vec<Uuid> {
    let of = |heard: &Heard| match &heard.fact {
        Fact::LineVoided { line_id, .. } => vec![line_id.0],
        Fact::ItemsTransferred(moved) => {
            moved.lines.iter().map(|line| line.from_line_id.0).collect()
        }
        _ => Vec::new(),
    };
    heard.iter().flat_map(of).collect()
}

/// Works out what facts say, given what lines that are spoken of are of.
pub fn tell(heard: Vec<Heard>, unread: Vec<Unread>, mut lines: HashMap<Uuid, Dish>) -> Told {
    let mut told = Told { unread, ..Told::default() };
    for Heard { seq, kind, fact } in heard {
        let understood = match fact {
            Fact::BillPaid(paid) => {
                told.sales.push(sale(seq, *paid));
                Ok(())
            }
            Fact::CreditNoteIssued { is_voucher: true, .. } => Ok(()),
            Fact::CreditNoteIssued {
                number,
                bill_id,
                total_paise,
                tax_paise,
                business_day,
                ..
            } => {
                let credit = |day| Sale {
                    seq,
                    day,
                    is_credit: true,
                    bill: bill_id.0,
                    number: plain(&number),
                    total: total_paise.0,
                    tax: tax_paise.0,
                    discount: 0,
                };
                business_day.map(|day| told.sales.push(credit(day))).ok_or("it names no day")
            }
            Fact::OrderPlaced(placed) => {
                order(seq, *placed, &mut lines, &mut told.sold);
                Ok(())
            }
            Fact::LineVoided { line_id, quantity, .. } => {
                let portions = (line_id.0, -i64::from(quantity));
                add(seq, 0, portions, &lines, &mut told.sold)
            }
            Fact::ItemsTransferred(moved) => part(seq, &moved, &mut lines, &mut told.sold),
            Fact::DayClosed { business_day, number, total_paise } => {
                let (number, total) = (i64::from(number), total_paise.0);
                told.closed.push(Closed { seq, day: business_day, number, total });
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(why) = understood.and_then(|()| told.make_sense_of(seq)) {
            told.unread.push(Unread { seq, kind, why: why.to_owned() });
        }
    }
    told
}

/// More than any restaurant sells in a year, in paise; and portions of a line.
const MOST: i64 = 100_000_000_000_000;
const MOST_PORTIONS: i64 = 1_000_000;

impl Told {
    /// Takes back what a fact said that no restaurant can mean: one odd fact must not be in the
    /// way of those beside it.
    fn make_sense_of(&mut self, seq: i64) -> Understood {
        let is_sum = |paise: i64| paise.unsigned_abs() <= MOST.unsigned_abs();
        let sale =
            |x: &Sale| is_day(x.day) && [x.total, x.tax, x.discount].iter().all(|p| is_sum(*p));
        let sold = |x: &Sold| {
            is_day(x.dish.day) && is_sum(x.dish.unit) && x.quantity.abs() <= MOST_PORTIONS
        };
        let closed = |x: &Closed| is_day(x.day) && is_sum(x.total);
        let makes_sense = self.sales.iter().rev().take_while(|x| x.seq == seq).all(sale)
            && self.sold.iter().rev().take_while(|x| x.seq == seq).all(sold)
            && self.closed.iter().rev().take_while(|x| x.seq == seq).all(closed);
        if !makes_sense {
            self.sales.retain(|x| x.seq != seq);
            self.sold.retain(|x| x.seq != seq);
            self.closed.retain(|x| x.seq != seq);
            return Err("no restaurant can mean this");
        }
        Ok(())
    }
}

fn is_day(day: Day) -> bool {
    let day = day.to_string();
    day.len() == 10 && day.starts_with("20")
}

/// Without the one letter PostgreSQL keeps in no text.
fn plain(text: &str) -> String {
    text.replace('\0', "")
}

fn sale(seq: i64, paid: BillPaid) -> Sale {
    let tax = |tax: &crate::wire::TaxPaid| tax.cgst_paise.0 + tax.sgst_paise.0 + tax.vat_paise.0;
    Sale {
        seq,
        day: paid.business_day,
        is_credit: false,
        bill: paid.bill_id.0,
        tax: paid.taxes.iter().map(tax).sum(),
        number: plain(&paid.invoice_number),
        total: paid.total_paise.0,
        discount: paid.discount_paise.0,
    }
}

fn order(seq: i64, placed: OrderPlaced, lines: &mut HashMap<Uuid, Dish>, sold: &mut Vec<Sold>) {
    for (line, part) in placed.lines.into_iter().zip(0..) {
        let dish = Dish {
            day: placed.business_day,
            item: line.menu_item_id.0,
            name: plain(&line.name),
            unit: line.unit_paise.0,
        };
        let (line, quantity) = (line.line_id.0, i64::from(line.quantity));
        lines.insert(line, dish.clone());
        sold.push(Sold { seq, part, line, dish, quantity });
    }
}

type Understood = Result<(), &'static str>;

/// More, or less, of a line that was ordered.
fn add(
    seq: i64,
    part: i32,
    (line, quantity): (Uuid, i64),
    lines: &HashMap<Uuid, Dish>,
    sold: &mut Vec<Sold>,
) -> Understood {
    let dish = lines.get(&line).cloned().ok_or("its line was never ordered")?;
    sold.push(Sold { seq, part, line, dish, quantity });
    Ok(())
}

/// Portions that went to a line of their own are sold as before, under another name.
fn part(
    seq: i64,
    moved: &ItemsTransferred,
    lines: &mut HashMap<Uuid, Dish>,
    sold: &mut Vec<Sold>,
) -> Understood {
    let parted = moved.lines.iter().filter(|line| line.line_id != line.from_line_id);
    for (line, n) in parted.zip(0..) {
        let (to, from) = (line.line_id.0, line.from_line_id.0);
        let dish = lines.get(&from).cloned().ok_or("its line was never ordered")?;
        lines.insert(to, dish);
        let quantity = i64::from(line.quantity);
        add(seq, 2 * n, (from, -quantity), lines, sold)?;
        add(seq, 2 * n + 1, (to, quantity), lines, sold)?;
    }
    Ok(())
}
