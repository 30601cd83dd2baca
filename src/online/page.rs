use super::model::{Attempt, AttemptPage, AttemptState};
use super::{open, sql};
use crate::app::App;
use crate::base::{AttemptId, Error, Result, escape_html as esc};
use crate::gateways::pay::Form;
use crate::store::Read;
use crate::{billing, house, tables};

/// Sends the form of a page that does nothing else.
pub const SCRIPT: &str = "document.forms[0].submit();\n";

/// Where a guest is sent to the gateway from.
pub fn pay_path(id: AttemptId) -> String {
    format!("/pay/{id}")
}

/// Where the gateway sends a guest back to.
pub fn back_path(id: AttemptId) -> String {
    format!("/back/{id}")
}

/// A page, and where its form may lead besides this box.
pub struct Page {
    pub html: String,
    pub form_action: String,
}

/// The page that takes a browser on to the gateway's.
///
/// Errors: `not_found`, `way_closed`.
pub async fn onward(app: &App, id: AttemptId) -> Result<Page> {
    let found = app.store.read(move |read| sql::find_attempt(read, id)).await?;
    let attempt = found.ok_or_else(|| Error::not_found("attempt"))?;
    if matches!(attempt.state, AttemptState::Settled | AttemptState::Mismatched) {
        return returned(app, &attempt).await;
    }
    let checkout = open::checkout(app, &attempt).await?;
    let gateway = app.pay.gateway(attempt.method).map_err(open::closed)?;
    let form = gateway.form(&attempt.gateway_order, &checkout);
    let leads_on = attempt.page == AttemptPage::Hosted && !attempt.gateway_order.is_empty();
    let form = form.filter(|_| leads_on);
    let form = form.ok_or_else(|| Error::not_found("page to pay on"))?;
    Ok(Page { html: form_page(&attempt, &form), form_action: origin(&form.action) })
}

fn form_page(attempt: &Attempt, form: &Form) -> String {
    let hidden = |(name, value): &(&str, String)| {
        format!(r#"<input type="hidden" name="{name}" value="{}">"#, esc(value))
    };
    let fields: String = form.fields.iter().map(hidden).collect();
    let body = format!(
        r#"<h1>₹{amount}</h1>
<form method="post" action="{action}">{fields}<button id="pay">On to payment</button></form>
<script src="/pay.js"></script>"#,
        amount = attempt.asked(),
        action = esc(&form.action),
    );
    whole("Payment", "", &body)
}

/// What a guest sees who comes back: how it went, and the way back to the table.
pub async fn returned(app: &App, attempt: &Attempt) -> Result<Page> {
    let (id, bill) = (attempt.id, attempt.bill_id);
    let came_from = app.store.read(move |read| home(read, id, bill)).await?;
    let home = match came_from {
        Home::Counter => "/counter".to_owned(),
        Home::Nowhere => "/".to_owned(),
        Home::Table(table, house) => tables::table_url(app, &house, &table),
    };
    let (said, seconds) = match attempt.state {
        AttemptState::Settled => ("Paid. Thank you.", 3),
        AttemptState::Mismatched => ("The amount was not right. It goes back to you.", 20),
        AttemptState::Failed => ("The bank said no. Nothing was paid.", 5),
        _ => ("We have not heard from the bank yet. Your bill shows it as soon as we do.", 5),
    };
    let refresh = format!(r#"<meta http-equiv="refresh" content="{seconds};url={}">"#, esc(&home));
    let body = format!(
        r#"<h1>₹{}</h1><p role="status" data-state="{}">{said}</p><p><a href="{}">Back to the table</a></p>"#,
        attempt.asked(),
        attempt.state,
        esc(&home),
    );
    Ok(Page { html: whole("Payment", &refresh, &body), form_action: String::new() })
}

/// Where whoever opened an attempt belongs.
enum Home {
    Counter,
    Nowhere,
    Table(Box<tables::TableRow>, Box<house::House>),
}

fn home(read: &Read, id: AttemptId, bill: crate::base::BillId) -> Result<Home> {
    if sql::find_opener(read, id)? != "guest" {
        return Ok(Home::Counter);
    }
    let bill = billing::find_even_empty(read, bill)?;
    let table = tables::find_table(read, bill.table_id)?;
    let house = house::load(read)?;
    Ok(table.map_or(Home::Nowhere, |table| Home::Table(Box::new(table), Box::new(house))))
}

fn whole(title: &str, head: &str, body: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">{head}
<title>{title}</title><link rel="stylesheet" href="/receipt.css"></head>
<body><main>{body}</main></body></html>
"#
    )
}

/// `https://api.example.com` of any address there.
fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}
