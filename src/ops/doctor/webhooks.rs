use super::super::model::Finding;
use crate::app::App;
use crate::outbound;

const FIX: &str = "Ask who runs it, then switch it on again under Webhooks, or drop it there.";

/// Does every system of the owner's still want to be told?
pub async fn webhooks(app: &App) -> Finding {
    const CHECK: &str = "webhooks";
    match outbound::switched_off(app).await {
        Ok(hosts) if hosts.is_empty() => Finding::well(CHECK, "None said that it wants no more."),
        Ok(hosts) => {
            let hosts = hosts.join(", ");
            Finding::ill(CHECK, format!("Switched off, for it wants no more: {hosts}."), FIX)
        }
        Err(error) => Finding::ill(CHECK, error.to_string(), FIX),
    }
}
