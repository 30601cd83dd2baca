use crate::base::{OrderId, Result, TicketId};
use crate::store::{Read, RowExt};

/// What people call an order.
#[derive(Default)]
pub struct AboutOrder {
    pub number: Option<u32>,
    pub table_name: String,
}

pub fn about_order(read: &Read, id: OrderId) -> Result<Option<AboutOrder>> {
    read.one("SELECT number, table_name FROM orders WHERE id = ?1", [id], |row| {
        Ok(AboutOrder { number: row.get(0)?, table_name: row.get(1)? })
    })
}

pub fn order_of_ticket(read: &Read, id: TicketId) -> Result<Option<OrderId>> {
    read.one("SELECT order_id FROM ticket WHERE id = ?1", [id], |row| row.parsed(0))
}

pub fn place_of_ticket(read: &Read, id: TicketId) -> Result<Option<String>> {
    read.one("SELECT station FROM ticket WHERE id = ?1", [id], |row| row.get(0))
}
