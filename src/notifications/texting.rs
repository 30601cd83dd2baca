use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::Texting;
use super::sql;
use crate::app::App;
use crate::base::{At, Error, Result};
use crate::gateways::sms::{Outcome, TextGateway};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// A gateway, in the owner's order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TextGatewayView {
    pub gateway: TextGateway,
    /// It is tried, where it is set up.
    pub is_on: bool,
    /// Its keys are in the settings; the modem's line is.
    pub is_set_up: bool,
    /// It failed too often, and is left alone for so many seconds.
    pub rests_for: Option<u64>,
    /// What it last said no with; none since a text went through.
    pub last_error: Option<String>,
    /// Texts it took since the box started.
    pub sent: u64,
}

/// How the house sends its texts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TextGateways {
    /// The first is tried first. The counter's screen comes last, and shows codes in any case.
    pub gateways: Vec<TextGatewayView>,
    /// When an owner agreed to texts from a SIM, having read what the law says of them.
    pub modem_agreed_at: Option<At>,
    pub modem_agreed_by: Option<String>,
}

/// What an owner wants.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextingWish {
    /// The first to be tried first; what is not named is not tried.
    pub order: Vec<TextGateway>,
    /// True: the warning about texts from a SIM was read and agreed to; false takes that back.
    /// Absent: as before.
    pub agrees_to_modem: Option<bool>,
}

/// How the house sends its texts, and how the gateways do.
pub async fn gateways(app: &App) -> Result<TextGateways> {
    let texting = app.store.read(sql::texting).await?;
    let (states, tally) = (app.sms.states(), app.sms.tally());
    // What is not in the owner's order is shown after it.
    let left_out = Texting::ORDER.into_iter().filter(|left| !texting.order.contains(left));
    let all: Vec<_> = texting.order.iter().copied().chain(left_out).collect();
    let view = |gateway: TextGateway| {
        let state = states.iter().find(|state| state.gateway == gateway);
        let sent =
            tally.iter().find(|(of, outcome, _)| *of == gateway && *outcome == Outcome::Sent);
        TextGatewayView {
            gateway,
            is_on: texting.order.contains(&gateway),
            is_set_up: state.is_some(),
            rests_for: state.and_then(|state| state.rests_for),
            last_error: state.and_then(|state| state.last_error.clone()),
            sent: sent.map_or(0, |(.., times)| *times),
        }
    };
    let (modem_agreed_at, modem_agreed_by) = texting.modem_agreed.clone().unzip();
    let gateways = all.into_iter().map(view).collect();
    Ok(TextGateways { gateways, modem_agreed_at, modem_agreed_by })
}

/// Puts the gateways in order, and writes down who agreed to texts from a SIM.
pub async fn set(app: &App, by: &Actor, wish: TextingWish) -> Result<TextGateways> {
    for (n, gateway) in wish.order.iter().enumerate() {
        if !Texting::ORDER.contains(gateway) || wish.order[..n].contains(gateway) {
            return Err(Error::invalid("order", "Each of TWILIO, MSG91, SNS, MODEM once at most."));
        }
    }
    let who = by.who.clone();
    app.store.write(by, move |tx| set_in(tx, wish, who)).await?;
    gateways(app).await
}

fn set_in(tx: &Tx, wish: TextingWish, who: String) -> Result<()> {
    let before = sql::texting(tx)?;
    let modem_agreed = match wish.agrees_to_modem {
        Some(true) => before.modem_agreed.clone().or(Some((tx.now(), who))),
        Some(false) => None,
        None => before.modem_agreed.clone(),
    };
    let texting = Texting { order: wish.order, modem_agreed };
    if texting != before {
        sql::upsert_texting(tx, &texting)?;
        let order = texting.order.iter().map(ToString::to_string).collect();
        tx.record(Fact::TextingSet { order, uses_modem: texting.modem_agreed.is_some() });
    }
    Ok(())
}
