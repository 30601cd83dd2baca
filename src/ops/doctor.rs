use super::model::Finding;
use crate::app::App;

mod clock;
mod cloud;
mod data;
mod disk;
mod letters;
mod offer;
mod webhooks;

/// Looks the whole box over. Reads everything: not for a busy evening.
pub async fn doctor(app: &App) -> Vec<Finding> {
    vec![
        data::whole(app).await,
        data::references(app).await,
        data::chain(app).await,
        data::orderly(app),
        disk::reserve(app),
        disk::room(app),
        clock::clock(app).await,
        letters::letters(app).await,
        cloud::cloud(app).await,
        webhooks::webhooks(app).await,
        offer::offer(app).await,
    ]
}
