use crate::app::{App, Follower, Miss};
use crate::cart;
use crate::wire::{Fact, Recorded};

/// Takes out of the cart what was ordered, also when the box was cut off between the two.
pub fn follower() -> Follower {
    Follower::new("cart", digest)
}

async fn digest(app: App, recorded: Recorded) -> Result<(), Miss> {
    if let Fact::OrderPlaced(placed) = recorded.fact {
        let lines: Vec<_> = placed.lines.iter().map(|line| line.line_id).collect();
        cart::forget(&app, placed.sitting_id, &lines).map_err(|e| Miss::Never(e.to_string()))?;
    }
    Ok(())
}
