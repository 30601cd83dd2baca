use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::copies::Copying;
use super::line::{Line, Question};
use super::listen::Way;
use super::model::{Cloud, Trouble};
use super::send::signing_key;
use super::sql;
use super::status::{CloudStatus, Desk, status};
use crate::app::App;
use crate::base::{Code, Error, Result, Secret, is_safe_url};
use crate::store::mirror_in;
use crate::wire::sync::DeviceState;
use crate::wire::{Actor, Fact};

/// What the cloud answers a code.
#[derive(Deserialize)]
struct LetIn {
    tenant_id: Uuid,
    device_id: Uuid,
    name: String,
    data_key: String,
}

/// Makes this box one of the cloud's, with a code that was made there.
///
/// Errors: `invalid_value` for an address that is none; `wrong_code`; `already_enrolled`;
/// `cloud_away` when it was not reached: the same code may be tried again.
pub async fn enrol(app: &App, actor: &Actor, hub_url: &str, code: &str) -> Result<CloudStatus> {
    let hub_url = address(hub_url)?;
    if app.store.read(sql::find_cloud).await?.is_some() {
        return Err(Code::AlreadyEnrolled.into());
    }
    let key = signing_key(app)?;
    let public_key = BASE64URL_NOPAD.encode(key.public().bytes());
    let epochs = app.store.read(sql::list_epochs).await?;
    let current = epochs.last().map(|epoch| epoch.epoch.clone()).unwrap_or_default();
    let mut cloud = Cloud {
        hub_url,
        tenant: Uuid::nil(),
        device: Uuid::nil(),
        name: String::new(),
        state: DeviceState::Active,
        held_seq: 0,
        skew_ms: 0,
        cap_kbps: 0,
        last_contact_at: Some(app.clock.now()),
    };
    let asked = json!({ "code": code, "public_key": public_key, "epochs": epochs });
    let question = Question::json("/v1/enrol", &asked);
    let answer = Line::new(key).ask::<LetIn>(&cloud, &current, app.clock.now(), question).await;
    let let_in = answer.map_err(told)?;
    let data_key = BASE64URL_NOPAD.decode(let_in.data_key.as_bytes()).ok();
    let data_key = data_key.and_then(|key| <[u8; 32]>::try_from(key).ok());
    let data_key = data_key.ok_or_else(|| away("it answered something else".into()))?;
    // On the disk before anything says that this box is enrolled.
    app.data_dir.key("data", || Secret::from_bytes(data_key))?;
    (cloud.tenant, cloud.device, cloud.name) = (let_in.tenant_id, let_in.device_id, let_in.name);
    app.store
        .write(actor, move |tx| {
            sql::save_cloud(tx, &cloud)?;
            mirror_in(tx)?;
            tx.record(Fact::CloudEnrolled { device_id: cloud.device, name: cloud.name.clone() });
            Ok(())
        })
        .await?;
    app.room::<Desk>().hurry.notify_one();
    app.room::<Copying>().hurry.notify_one();
    app.room::<Way>().hurry.notify_one();
    status(app).await
}

pub(super) fn told(trouble: Trouble) -> Error {
    match trouble {
        Trouble::Refused { why, .. } if why.starts_with("wrong_code") => Code::WrongCode.into(),
        Trouble::Refused { why, .. } | Trouble::Fork { why } | Trouble::Away { why, .. } => {
            away(why)
        }
        Trouble::Gap { .. } | Trouble::Fenced | Trouble::Revoked => away("it refused".into()),
    }
}

fn away(why: String) -> Error {
    Error::new(Code::CloudAway).message(format!("The cloud was not reached: {why}."))
}

/// Keys and facts go to no address in the clear, but to this machine's own.
pub(super) fn address(text: &str) -> Result<String> {
    let url = text.trim().trim_end_matches('/');
    let is_host = url.split_once("://").is_some_and(|(_, rest)| !rest.contains(['/', '?']));
    if is_host && is_safe_url(url) {
        return Ok(url.to_owned());
    }
    Err(Error::invalid("hub_url", "Use the cloud's address: https://…"))
}
