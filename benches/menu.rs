//! The whole menu as the box serves it, against a bare axum that serves the same bytes. Rounds
//! alternate, so that a noisy machine is noisy to both; the medians are compared.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods)]

mod kit;

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use kit::{Client, House, Row, print, setting};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The same bytes, with nothing around them.
async fn bare(plain: Bytes, packed: Bytes) -> String {
    let answer = move |headers: HeaderMap| async move {
        if headers.contains_key(header::IF_NONE_MATCH) {
            return (StatusCode::NOT_MODIFIED, [(header::ETAG, "\"same\"")]).into_response();
        }
        let json = (header::CONTENT_TYPE, "application/json");
        match headers.contains_key(header::ACCEPT_ENCODING) {
            true => ([json, (header::CONTENT_ENCODING, "gzip")], packed).into_response(),
            false => ([json], plain).into_response(),
        }
    };
    let app = Router::new().route("/api/menu/items", get(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn request(address: &str, extra: &str) -> Vec<u8> {
    format!("GET /api/menu/items HTTP/1.1\r\nHost: {address}\r\n{extra}\r\n").into_bytes()
}

/// Requests a second of one round.
async fn round(address: &str, request: &[u8], status: u16) -> f64 {
    let time = Duration::from_millis(setting("ROUND_MS", 1_000) as u64);
    let mut clients = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..setting("CLIENTS", 16) {
        let (address, request) = (address.to_owned(), request.to_owned());
        clients.spawn(async move {
            let mut client = Client::connect(&address).await;
            let mut count = 0_u32;
            while begun.elapsed() < time {
                assert_eq!(client.ask(&request).await.0, status);
                count += 1;
            }
            count
        });
    }
    let count: u32 = clients.join_all().await.into_iter().sum();
    f64::from(count) / begun.elapsed().as_secs_f64()
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

#[tokio::main]
async fn main() {
    let house = House::open().await;
    let url = format!("{}/api/menu/items", house.base);
    let plain = house.client.get(&url).send().await.expect("the menu");
    let etag = plain.headers()["etag"].to_str().expect("an ETag").to_owned();
    let plain = plain.bytes().await.expect("its bytes");
    let packed = house.client.get(&url).header("accept-encoding", "gzip");
    let packed = packed.send().await.expect("the menu").bytes().await.expect("its bytes");
    let other = bare(plain.clone(), packed.clone()).await;
    let mut rows = Vec::new();
    for (what, extra, status) in [
        (format!("whole menu, {} bytes", plain.len()), String::new(), 200),
        (
            format!("whole menu in gzip, {} bytes", packed.len()),
            "Accept-Encoding: gzip\r\n".to_owned(),
            200,
        ),
        ("not modified".to_owned(), format!("If-None-Match: {etag}\r\n"), 304),
    ] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..setting("ROUNDS", 5) {
            ours.push(round(&house.address, &request(&house.address, &extra), status).await);
            theirs.push(round(&other, &request(&other, &extra), status).await);
        }
        let (ours, theirs) = (median(ours), median(theirs));
        rows.push(Row {
            what: format!("{what}: {ours:.0}/s, bare {theirs:.0}/s"),
            measured: format!("{:.2}", ours / theirs),
            wanted: "at least 0.80 of bare".into(),
            is_reached: ours / theirs >= 0.8,
        });
    }
    print("Serving the menu", &rows);
}
