use serde::Deserialize;

use crate::app::App;
use crate::auth;
use crate::base::{Error, Result, random_below};
use crate::house::{self, House};
use crate::menu::{self, MenuFormat};
use crate::pricing;
use crate::store::Tx;
use crate::tables::{self, Placing, Spot, TableDraft, TableShape};
use crate::wire::{Actor, Role};

/// The tax of a restaurant in a hotel, as the sample is.
const TAX_PERCENT: u32 = 18;

#[derive(Deserialize)]
struct Sample {
    name: String,
    tagline: String,
    address: String,
    phone: String,
    gstin: String,
    fssai: String,
    sac: String,
    areas: Vec<SampleArea>,
    staff: Vec<SampleStaff>,
}

#[derive(Deserialize)]
struct SampleArea {
    name: String,
    tables: Vec<SampleTable>,
}

#[derive(Deserialize)]
struct SampleTable {
    name: String,
    seats: u32,
    x: u32,
    y: u32,
    w: u32,
    h: u32,
    shape: TableShape,
}

#[derive(Deserialize)]
struct SampleStaff {
    name: String,
    role: Role,
}

/// Somebody who works at the sample restaurant, with the PIN they sign in with.
pub struct People {
    pub name: String,
    pub role: Role,
    pub pin: String,
}

fn read() -> Result<Sample> {
    let text = include_str!("../../assets/sample/house.json");
    serde_json::from_str(text).map_err(Error::internal)
}

/// The sample's own staff, each with a PIN drawn now.
pub fn cast() -> Result<Vec<People>> {
    let people = read()?.staff.into_iter().map(|member| People {
        name: member.name,
        role: member.role,
        pin: drawn_pin(),
    });
    Ok(people.collect())
}

/// Four digits, none of them easy: no PIN begins with 0 or repeats its first digit.
fn drawn_pin() -> String {
    loop {
        let pin = format!("{:04}", 2_000 + random_below(8_000));
        if pin.chars().skip(1).all(|digit| !pin.starts_with(digit)) {
            return pin;
        }
    }
}

/// Furnishes an empty box with the sample restaurant and `people`.
pub async fn load(app: &App, people: &[People]) -> Result<()> {
    let by = Actor::the_box();
    let sample = read()?;
    let mut hashed = Vec::new();
    for member in people {
        let pin_hash = auth::hash_pin(app, &member.pin).await?;
        hashed.push((member.name.clone(), member.role, pin_hash));
    }
    app.store.write(&by, move |tx| furnish_in(tx, &sample, &hashed)).await?;
    menu::import(app, &by, MenuFormat::Json, menu::sample().to_vec()).await?;
    Ok(())
}

fn furnish_in(tx: &Tx, sample: &Sample, staff: &[(String, Role, String)]) -> Result<()> {
    let house = House {
        name: sample.name.clone(),
        tagline: sample.tagline.clone(),
        address: sample.address.clone(),
        phone: sample.phone.clone(),
        gstin: sample.gstin.clone(),
        fssai: sample.fssai.clone(),
        sac: sample.sac.clone(),
        ..House::default()
    };
    house::save_in(tx, &house)?;
    pricing::set_profile_in(tx, TAX_PERCENT)?;
    let mut drawn = Vec::new();
    for area in &sample.areas {
        let area_id = tables::add_area_in(tx, &area.name)?.id;
        for table in &area.tables {
            let (name, seats) = (table.name.clone(), table.seats);
            let added = tables::add_table_in(tx, TableDraft { area_id, name, seats })?;
            let spot = Spot { x: table.x, y: table.y, w: table.w, h: table.h };
            drawn.push(Placing { id: added.id, spot, shape: table.shape });
        }
    }
    tables::lay_out_in(tx, &drawn)?;
    for (name, role, pin_hash) in staff {
        auth::add_staff_in(tx, name, *role, pin_hash)?;
    }
    Ok(())
}
