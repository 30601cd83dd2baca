use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use super::super::texts::{Phones, TextTaken, named};
use super::super::{DLT_ENTITY, SNS_KEY, SNS_REGION, SNS_SECRET, SNS_SENDER};
use super::Counter;
use crate::gateways::sms::{Signed, Signer, TextGateway};

type Fields = BTreeMap<String, String>;

pub fn router() -> Router<Counter> {
    Router::new().route("/sns/", post(publish))
}

struct No(StatusCode, &'static str, &'static str);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let No(status, code, message) = self;
        let xml = format!(
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n  <Error>\n    \
             <Type>Sender</Type>\n    <Code>{code}</Code>\n    <Message>{message}</Message>\n  \
             </Error>\n  <RequestId>{}</RequestId>\n</ErrorResponse>\n",
            named("", 32)
        );
        (status, [(header::CONTENT_TYPE, "text/xml")], xml).into_response()
    }
}

fn invalid(message: &'static str) -> No {
    No(StatusCode::BAD_REQUEST, "InvalidParameter", message)
}

async fn publish(
    State(counter): State<Counter>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, No> {
    admit(&headers, &body)?;
    let form = form(&body).ok_or_else(|| invalid("unreadable form"))?;
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    if field("Action") != "Publish" || field("Version") != "2010-03-31" {
        return Err(No(StatusCode::BAD_REQUEST, "InvalidAction", "no such action"));
    }
    let (phone, message) = (field("PhoneNumber").to_owned(), field("Message").to_owned());
    if !phone.starts_with("+91") || phone.len() != 13 {
        return Err(invalid("Invalid parameter: PhoneNumber"));
    }
    if message.is_empty() || message.len() > 1_600 {
        return Err(invalid("Invalid parameter: Message"));
    }
    let attributes = attributes(&form);
    let mut state = counter.shared.lock();
    check(&attributes, &message, &state.phones)?;
    if state.phones.stopped.contains(&phone) {
        return Err(No(StatusCode::BAD_REQUEST, "OptedOut", "Phone number is opted out"));
    }
    if state.phones.refuses(TextGateway::Sns) {
        return Err(No(StatusCode::FORBIDDEN, "AuthorizationError", "not allowed to publish"));
    }
    let gateway = TextGateway::Sns;
    state.phones.taken.push(TextTaken { gateway, phone, body: message, fields: attributes });
    let xml = format!(
        "<PublishResponse xmlns=\"https://sns.amazonaws.com/doc/2010-03-31/\">\n  <PublishResult>\
         \n    <MessageId>{}</MessageId>\n  </PublishResult>\n</PublishResponse>\n",
        named("", 32)
    );
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/xml")], xml).into_response())
}

fn form(body: &[u8]) -> Option<Fields> {
    let uri = format!("/?{}", std::str::from_utf8(body).ok()?).parse().ok()?;
    Query::try_from_uri(&uri).ok().map(|Query(form)| form)
}

/// The signature must be that of this very request.
fn admit(headers: &HeaderMap, body: &[u8]) -> Result<(), No> {
    let wrong = || No(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "Check your secret key.");
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (host, kind) = (text("host").ok_or_else(wrong)?, text("content-type").ok_or_else(wrong)?);
    let stamp = text("x-amz-date").ok_or_else(wrong)?;
    let signed_headers = [("content-type", kind), ("host", host), ("x-amz-date", stamp)];
    let signed =
        Signed { method: "POST", path: "/sns/", query: "", headers: &signed_headers, body };
    let signer =
        Signer { access_key: SNS_KEY, secret_key: SNS_SECRET, region: SNS_REGION, service: "sns" };
    match text("authorization") == Some(&signer.authorization(&signed, stamp)) {
        true => Ok(()),
        false => Err(wrong()),
    }
}

fn attributes(form: &Fields) -> Fields {
    let name = |n: usize| form.get(&format!("MessageAttributes.entry.{n}.Name"));
    let value = |n: usize| form.get(&format!("MessageAttributes.entry.{n}.Value.StringValue"));
    let pair = |n: usize| Some((name(n)?.clone(), value(n)?.clone()));
    (1..=10).map_while(pair).collect()
}

/// India's operators drop what is not word for word registered; here it is said.
fn check(attributes: &Fields, message: &str, phones: &Phones) -> Result<(), No> {
    let is = |name: &str, wanted: &str| attributes.get(name).is_some_and(|value| value == wanted);
    if !is("AWS.SNS.SMS.SMSType", "Transactional") || !is("AWS.SNS.SMS.SenderID", SNS_SENDER) {
        return Err(invalid("Invalid parameter: MessageAttributes"));
    }
    if !is("AWS.MM.SMS.EntityId", DLT_ENTITY) {
        return Err(invalid("Invalid parameter: AWS.MM.SMS.EntityId"));
    }
    let template = attributes.get("AWS.MM.SMS.TemplateId").and_then(|id| phones.registered.get(id));
    let template = template.ok_or_else(|| invalid("Invalid parameter: AWS.MM.SMS.TemplateId"))?;
    let mut rest = message;
    for piece in template.split("{#var#}") {
        let at = rest.find(piece).ok_or_else(|| invalid("not the registered text"))?;
        rest = &rest[at + piece.len()..];
    }
    Ok(())
}
