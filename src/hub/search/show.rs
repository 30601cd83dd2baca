use super::Listing;
use super::sql;
use crate::base::Result;
use crate::hub::db::Tx;

/// Shows a restaurant to everybody, as it is now.
pub async fn show_in(tx: &Tx, listing: &Listing) -> Result<()> {
    let words = listing.words();
    sql::insert_words(tx, &words).await?;
    let terms = sql::list_ids(tx, &words).await?;
    sql::upsert_listing(tx, listing, &terms).await
}
