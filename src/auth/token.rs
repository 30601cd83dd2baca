use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::model::Session;
use crate::app::App;
use crate::base::{Code, Error, GuestId, Result, SessionId, SittingId};
use crate::wire::Role;

/// What a token says. JWT (RFC 7519), HS256 and nothing else; `role` keeps a table's token from
/// ever acting as a member of staff's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The staff member's, guest's or customer's id.
    pub sub: String,
    pub role: Role,
    pub tenant_id: String,
    /// Seconds since 1970.
    pub iat: i64,
    pub exp: i64,
    /// The customer's own number: only in a customer's own token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<SittingId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<GuestId>,
}

const KEY: &str = "token";

impl Claims {
    pub fn new(app: &App, sub: String, role: Role, seconds: i64) -> Claims {
        let iat = app.clock.now().millis() / 1_000;
        let (phone, session, sitting, guest) = (None, None, None, None);
        let (tenant_id, exp) = (tenant(app), iat + seconds);
        Claims { sub, role, tenant_id, iat, exp, phone, session, sitting, guest }
    }
}

/// The restaurant's name among restaurants, as far as a token needs one.
fn tenant(app: &App) -> String {
    data_encoding::HEXLOWER.encode(&app.key("tenant").bytes()[..8])
}

/// The token of a staff session. It ends with it.
pub fn issue_for(app: &App, session: &Session) -> Result<String> {
    let claims = Claims {
        iat: session.opened_at.millis() / 1_000,
        exp: session.expires_at.millis() / 1_000,
        session: Some(session.id),
        ..Claims::new(app, session.staff.id.to_string(), session.staff.role.into(), 0)
    };
    issue(app, &claims)
}

/// Signs `claims`.
pub fn issue(app: &App, claims: &Claims) -> Result<String> {
    let key = EncodingKey::from_secret(app.key(KEY).bytes());
    encode(&Header::new(Algorithm::HS256), claims, &key).map_err(Error::internal)
}

/// Reads a token this box signed.
///
/// Errors: `token_expired` after its time by the box's clock, `unauthorized` for anything else.
pub fn open(app: &App, token: &str) -> Result<Claims> {
    if token.len() > 2_048 {
        return Err(Code::Unauthorized.into());
    }
    let mut rules = Validation::new(Algorithm::HS256);
    // The box's own clock decides, not the library's: it can be turned in tests.
    rules.validate_exp = false;
    rules.validate_aud = false;
    let key = DecodingKey::from_secret(app.key(KEY).bytes());
    let refused = |e| Error::new(Code::Unauthorized).source(e);
    let claims = decode::<Claims>(token, &key, &rules).map_err(refused)?.claims;
    if claims.tenant_id != tenant(app) {
        return Err(Code::Unauthorized.into());
    }
    if app.clock.now().millis() / 1_000 >= claims.exp {
        return Err(Code::TokenExpired.into());
    }
    Ok(claims)
}
