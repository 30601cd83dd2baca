use super::super::model::Finding;
use crate::app::App;
use crate::sync::{self, CloudState};

const WAIT: &str = "Connect the internet; it catches up by itself. The house works without.";
const DECIDE: &str = "See the owner's page, Cloud: it says what to do.";
/// How long a box may be without the cloud before somebody should know.
const LONG_SECONDS: i64 = 24 * 60 * 60;

/// Does the cloud hold what is written here?
pub async fn cloud(app: &App) -> Finding {
    const CHECK: &str = "cloud";
    let now = app.clock.now();
    let status = match sync::status(app).await {
        Ok(status) => status,
        Err(error) => return Finding::ill(CHECK, error.to_string(), WAIT),
    };
    let behind = status.behind;
    match (status.state, status.last_contact_at) {
        (CloudState::NotEnrolled, _) => Finding::well(CHECK, "The house keeps its books here."),
        (CloudState::Fenced, _) => {
            Finding::ill(CHECK, "Another box took this one's place.", DECIDE)
        }
        (CloudState::Revoked, _) => Finding::ill(CHECK, "This box's key was withdrawn.", DECIDE),
        (CloudState::Forked, _) => {
            Finding::ill(CHECK, "The cloud's book says something else than ours.", DECIDE)
        }
        (_, Some(at)) if now.millis() - at.millis() < LONG_SECONDS * 1_000 => {
            Finding::well(CHECK, format!("{behind} facts behind; heard last at {at}."))
        }
        (_, Some(at)) => {
            Finding::ill(CHECK, format!("{behind} facts behind; not heard since {at}."), WAIT)
        }
        (_, None) => Finding::ill(CHECK, "It was never heard.", WAIT),
    }
}
