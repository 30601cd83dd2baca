use proptest::prelude::*;

use super::model::{may_step, may_step_line, next_line_steps, next_steps};
use crate::base::{Code, Word};
use crate::wire::{LineStatus, OrderStatus};

/// The steps of the product's order book, written down apart from the code.
const STEPS: &[(&str, &[&str])] = &[
    ("PAYMENT_PENDING", &["PENDING", "CANCELLED"]),
    ("PENDING", &["CONFIRMED", "PREPARING", "REJECTED", "CANCELLED"]),
    ("CONFIRMED", &["PREPARING", "CANCELLED"]),
    ("PREPARING", &["READY", "CANCELLED"]),
    ("READY", &["SERVED", "OUT_FOR_DELIVERY", "PREPARING"]),
    ("SERVED", &["COMPLETED"]),
    ("OUT_FOR_DELIVERY", &["DELIVERED", "READY"]),
    ("DELIVERED", &["COMPLETED"]),
    ("COMPLETED", &[]),
    ("REJECTED", &[]),
    ("CANCELLED", &[]),
];

#[test]
fn every_step_is_allowed_or_refused_by_name_as_the_book_says() {
    assert_eq!(STEPS.len(), OrderStatus::ALL.len());
    for (from, allowed) in STEPS {
        for to in OrderStatus::ALL {
            let from = OrderStatus::parse(from).expect("a state");
            match may_step(from, *to) {
                Ok(()) => assert!(allowed.contains(&to.as_str()), "{from} to {to}"),
                Err(error) => {
                    assert!(!allowed.contains(&to.as_str()), "{from} to {to}");
                    assert_eq!(error.code(), Code::IllegalTransition);
                    let body = error.body();
                    assert_eq!(body["error"]["details"]["from"], from.as_str());
                    assert_eq!(body["error"]["details"]["to"], to.as_str());
                }
            }
        }
    }
}

#[test]
fn a_line_that_was_served_or_voided_moves_no_more() {
    for from in [LineStatus::Served, LineStatus::Voided] {
        for to in LineStatus::ALL {
            assert!(may_step_line(from, *to).is_err(), "{from} to {to}");
        }
    }
}

proptest! {
    #[test]
    fn random_steps_end_where_nothing_more_is_done(
        choices in proptest::collection::vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let mut status = OrderStatus::Pending;
        let mut line = LineStatus::Queued;
        for choice in &choices {
            if let Some(steps) = Some(next_steps(status)).filter(|s| !s.is_empty()) {
                let to = *choice.get(steps);
                prop_assert!(may_step(status, to).is_ok());
                // Nobody comes back to where a yes is waited for.
                prop_assert!(to != OrderStatus::Pending || status == OrderStatus::PaymentPending);
                status = to;
            }
            if let Some(steps) = Some(next_line_steps(line)).filter(|s| !s.is_empty()) {
                line = *choice.get(steps);
                prop_assert!(line != LineStatus::Queued, "nothing is unfired");
            }
        }
    }
}
