use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Heard, Kept, Told, Unread, lines_named, read, tell};
use crate::base::At;
use crate::wire::sync::Sealed;

const DAY: &str = "2026-11-21";

fn id(n: u8) -> String {
    format!("018f0000-0000-7000-8000-0000000000{n:02}")
}

fn fact(seq: i64, kind: &str, data: Value) -> Sealed {
    let body = json!({ "type": kind, "data": data }).to_string();
    Sealed {
        seq,
        at: At::from_millis(seq),
        kind: kind.into(),
        actor: String::new(),
        body,
        hash: [0; 32],
    }
}

fn placed(seq: i64, line: u8, name: &str, quantity: u32) -> Sealed {
    let line = json!({
        "line_id": id(line), "menu_item_id": id(90), "name": name, "variant_name": "",
        "modifiers": [], "quantity": quantity, "unit_paise": 28_000, "diet": "VEG",
        "stations": [], "tax_class": "FOOD", "special_instructions": "",
    });
    fact(
        seq,
        "order_placed",
        json!({
            "order_id": id(1), "bill_id": id(2), "sitting_id": id(3), "table_id": id(4),
            "table_name": "5", "number": 1, "business_day": DAY, "source": "GUEST",
            "guest_id": null, "lines": [line], "total_paise": 28_000, "notes": "",
        }),
    )
}

fn voided(seq: i64, line: u8, quantity: u32) -> Sealed {
    fact(
        seq,
        "line_voided",
        json!({
            "order_id": id(1), "sitting_id": id(3), "line_id": id(line), "quantity": quantity,
            "was_fired": false, "reason": "",
        }),
    )
}

fn heard(facts: &[Sealed]) -> (Vec<Heard>, Vec<Unread>) {
    read(facts.iter().map(|Sealed { seq, kind, body, .. }| Kept { seq: *seq, kind, body }))
}

fn told(facts: &[Sealed]) -> Told {
    let (heard, unread) = heard(facts);
    tell(heard, unread, HashMap::new())
}

fn portions(told: &Told) -> Vec<(i64, i32, i64)> {
    told.sold.iter().map(|sold| (sold.seq, sold.part, sold.quantity)).collect()
}

#[test]
fn what_is_called_off_is_sold_no_more() {
    let told = told(&[placed(1, 10, "Dal Makhani", 3), voided(2, 10, 1)]);
    assert_eq!(portions(&told), [(1, 0, 3), (2, 0, -1)]);
    assert!(told.unread.is_empty());
    assert!(told.sold.iter().all(|sold| sold.dish.name == "Dal Makhani"));
}

#[test]
fn portions_that_go_to_another_bill_are_sold_once_and_can_be_called_off_there() {
    let line = json!({ "line_id": id(11), "from_line_id": id(10), "name": "", "quantity": 2 });
    let whole = json!({ "line_id": id(12), "from_line_id": id(12), "name": "", "quantity": 1 });
    let moved = json!({
        "bill_id": id(2), "from_bill_id": id(5), "sitting_id": id(3), "from_id": id(6),
        "table_name": "5", "from_table_name": "6", "order_ids": [], "left_order_ids": [],
        "lines": [whole, line],
    });
    let facts = [placed(1, 10, "Naan", 5), fact(2, "items_transferred", moved), voided(3, 11, 1)];
    let told = told(&facts);
    assert_eq!(portions(&told), [(1, 0, 5), (2, 0, -2), (2, 1, 2), (3, 0, -1)]);
    assert_eq!(told.sold.iter().map(|sold| sold.quantity).sum::<i64>(), 4);
    let (heard, _) = heard(&facts[1..]);
    let named: Vec<_> = lines_named(&heard).iter().map(Uuid::to_string).collect();
    assert_eq!(named, [id(12), id(10), id(11)]);
}

#[test]
fn what_cannot_be_read_is_noted_and_in_nobody_s_way() {
    let odd = |seq, number: i64| {
        fact(seq, "day_closed", json!({ "business_day": DAY, "number": 1, "total_paise": number }))
    };
    let facts = [
        fact(1, "bill_paid", json!({ "bill_id": "no" })),
        fact(2, "of_tomorrow", json!({ "unknown": true })),
        Sealed { kind: "bill_paid".into(), ..voided(3, 10, 1) },
        voided(4, 10, 1),
        odd(5, i64::MAX),
        odd(6, 108_855),
        placed(7, 10, "Naan\0", 1),
    ];
    let told = told(&facts);
    let unread: Vec<_> = told.unread.iter().map(|unread| unread.seq).collect();
    assert_eq!(unread, [1, 3, 4, 5], "kinds nobody asked for are left alone");
    assert_eq!(told.closed.iter().map(|closed| closed.total).collect::<Vec<_>>(), [108_855]);
    assert_eq!(told.sold[0].dish.name, "Naan");
}
