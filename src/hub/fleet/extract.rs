use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::sql;
use crate::base::{At, Code, Error, PublicKey, Result};
use crate::http;
use crate::hub::Hub;
use crate::hub::db::Tx;
use crate::wire::sync::{Asked, DeviceState, Headers};

/// A box that signed a request.
#[derive(Clone, Debug)]
pub struct Machine {
    pub tenant: Uuid,
    pub device: Uuid,
    pub key_id: String,
    pub public: PublicKey,
    pub epoch: String,
    pub state: DeviceState,
    /// What its clock says.
    pub at: At,
}

impl Machine {
    pub fn place(&self) -> (Uuid, Uuid) {
        (self.tenant, self.device)
    }

    /// Only the box that stands at a place now. Error: `fenced`.
    pub fn require_active(&self) -> Result<()> {
        match self.state {
            DeviceState::Active => Ok(()),
            _ => Err(Code::Fenced.into()),
        }
    }
}

/// Whether a box still stands at its place, as seen by a transaction that holds what it writes to.
///
/// Error: `fenced`.
pub async fn require_active_in(tx: &Tx, machine: &Machine) -> Result<()> {
    match sql::find_key(tx, machine.place(), &machine.key_id).await? {
        Some(key) if key.state == DeviceState::Active => Ok(()),
        _ => Err(Code::Fenced.into()),
    }
}

/// A request that a box signed, and its body as it was sent.
///
/// Errors: `bad_signature`, whether the box, its key or the signature is unknown: a stranger
/// learns nothing; `revoked`. A fenced box is let in: what it still has is kept apart.
pub struct Signed {
    pub machine: Machine,
    pub body: Bytes,
}

impl Signed {
    /// What was asked. Error: `malformed_json`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let malformed =
            |e: serde_json::Error| Error::new(Code::MalformedJson).message(e.to_string());
        serde_json::from_slice(&self.body).map_err(malformed)
    }
}

impl FromRequest<Hub> for Signed {
    type Rejection = Error;

    async fn from_request(request: Request, hub: &Hub) -> Result<Signed> {
        let refused = || Error::from(Code::BadSignature);
        let method = request.method().as_str().to_owned();
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let headers = {
            let named = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
            Headers::read(named).ok_or_else(refused)?
        };
        let body = http::bytes(request, hub).await?;
        let place = (headers.tenant, headers.device);
        let tx = hub.db.as_tenant(headers.tenant).await?;
        let key = sql::find_key(&tx, place, &headers.key).await?.ok_or_else(refused)?;
        tx.commit().await?;
        let asked = Asked { method: &method, path: &path, body: &body };
        if !headers.verify(&asked, &key.public) {
            return Err(refused());
        }
        if key.state == DeviceState::Revoked {
            return Err(Code::Revoked.into());
        }
        let Headers { tenant, device, key: key_id, epoch, at, .. } = headers;
        let (state, public) = (key.state, key.public);
        let machine = Machine { tenant, device, key_id, public, epoch, state, at };
        Ok(Signed { machine, body })
    }
}
