use std::io::Write as _;

use crate::base::Result;
use crate::billing::Skipped;
use crate::sync::{self, Restored, Step, Wanted};

/// Brings a bare box back from the cloud, and says what it has then.
pub async fn restore(wanted: Wanted) -> Result<()> {
    let place = wanted.settings.data_dir.display().to_string();
    let Restored { name, facts, open_bills, skipped, left_behind, took } =
        sync::restore(wanted, told).await?;
    println!();
    println!("{name} is in {place} again, as the cloud last heard of it:");
    println!("  {facts} facts, {open_bills} open bills.");
    for Skipped { prefix, first, last, .. } in &skipped {
        println!("  {prefix} goes on at {}: {first} to {last} are left free.", last + 1);
    }
    if left_behind > 0 {
        println!("  {left_behind} more facts are in the cloud only: their rows never came.");
    }
    println!("The box before may sell no more. This took {} s.", took.as_secs());
    Ok(())
}

/// A sign of life for each page that came.
fn told(step: Step) -> Result<()> {
    match step {
        Step::LetIn => print!("Let in. Fetching "),
        Step::Piece | Step::Changes | Step::Facts => print!("."),
        Step::Rebuilt => print!(" checked"),
        Step::KeysPlaced => {}
    }
    // Nobody may be looking.
    let _ = std::io::stdout().flush();
    Ok(())
}
