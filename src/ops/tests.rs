use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

use super::metrics::{Metrics, about_requests};
use super::status::clock_ok;
use crate::base::At;

#[test]
fn a_clock_that_stands_before_the_last_fact_is_wrong() {
    let evening = At::from_millis(1_795_267_800_000);
    assert!(clock_ok(evening, None));
    assert!(clock_ok(evening, Some(evening)));
    assert!(!clock_ok(evening, Some(evening.plus_seconds(1))));
    assert!(!clock_ok(At::from_millis(0), None), "a machine that woke up in 1970");
}

#[test]
fn answers_are_counted_by_route_and_strange_methods_together() {
    let metrics = Metrics::default();
    for method in ["GET", "BREW", "PROPFIND"] {
        metrics.answered(method, "/api/tables/{id}", 200, Duration::from_millis(3));
    }
    let mut registry = Registry::with_prefix("tiffin");
    about_requests(&mut registry, &metrics);
    let mut text = String::new();
    encode(&mut text, &registry).expect("text");
    let line = |method, count| {
        format!(
            "requests_total{{method=\"{method}\",route=\"/api/tables/{{id}}\",status=\"200\"}} {count}\n"
        )
    };
    assert!(text.contains(&line("GET", 1)), "{text}");
    assert!(text.contains(&line("OTHER", 2)), "{text}");
    assert!(text.contains("seconds_bucket{le=\"0.005\",route=\"/api/tables/{id}\"} 3\n"), "{text}");
}
