use super::sql::tickets;
use super::ticket::find_ticket;
use crate::app::App;
use crate::base::{Result, TicketId};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Says that a screen has drawn these tickets, or that they were printed. What was seen before, and
/// what there is not, is passed over.
pub async fn see_tickets(
    app: &App,
    actor: &Actor,
    ids: Vec<TicketId>,
    screen: String,
) -> Result<()> {
    app.store.write(actor, move |tx| see_tickets_in(tx, ids, screen)).await
}

/// See [`see_tickets`].
pub fn see_tickets_in(tx: &Tx, ids: Vec<TicketId>, screen: String) -> Result<()> {
    let mut seen = Vec::new();
    for id in ids {
        if tickets::mark_seen(tx, id, &screen)? > 0 {
            seen.push(id);
        }
    }
    if !seen.is_empty() {
        tx.record(Fact::TicketsSeen { ticket_ids: seen, screen });
    }
    Ok(())
}

/// Somebody holds the ticket in their hand. Error: `not_found`.
pub async fn print_ticket(app: &App, actor: &Actor, id: TicketId) -> Result<()> {
    app.store
        .write(actor, move |tx| {
            find_ticket(tx, id)?;
            see_tickets_in(tx, vec![id], PAPER.to_owned())
        })
        .await
}

/// The screen a printed ticket was seen on.
const PAPER: &str = "paper";
