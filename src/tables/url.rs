use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::code::{self, TableCode};
use super::model::TableRow;
use crate::app::App;
use crate::discovery::lan_address;
use crate::house::House;

/// What the code on a table opens.
pub fn table_url(app: &App, house: &House, table: &TableRow) -> String {
    let named = TableCode { number: table.number, version: table.code_version };
    format!("{}/t/{}", base_url(app, house), named.sign(&app.key(code::KEY)))
}

/// The address guests reach the box by: what the house has set, or the box's own on the LAN.
pub fn base_url(app: &App, house: &House) -> String {
    let set = house.base_url.trim().trim_end_matches('/');
    if !set.is_empty() {
        return set.to_owned();
    }
    let listen = app.settings.listen;
    let ip = match listen.ip() {
        ip if !ip.is_unspecified() => ip,
        _ => lan_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
    };
    match (listen.port(), ip) {
        (80, IpAddr::V4(ip)) => format!("http://{ip}"),
        (80, IpAddr::V6(ip)) => format!("http://[{ip}]"),
        (port, ip) => format!("http://{}", SocketAddr::new(ip, port)),
    }
}
