//! Random evenings on the floor against a model of what one is: every order is on the one bill of
//! whoever pays for its party, no line is lost or doubled, nothing is fired by moving, and what was
//! paid stays as it was paid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tiffin::base::random_token;
use tiffin::menu::{self, MenuFormat};
use tiffin::store::Tx;
use tiffin::tables::{self, TableDraft};
use tiffin::wire::{Actor, Role};
use tokio::task::JoinSet;

use crate::desk::{Answer, Ask, Desk};
use crate::kit::rounds;

/// Rooms of a house in which evenings go on at once, and tables of a room.
const ROOMS: usize = 12;
const TABLES: usize = 4;
const STEPS: usize = 12;

#[derive(Clone, Copy, Debug)]
enum Step {
    Seat(usize),
    Join(usize),
    Order(usize),
    /// The latest order of a table.
    Cancel(usize),
    Cook(usize),
    Move(usize, usize),
    Merge(usize, usize),
    Unmerge(usize),
    /// From a table to another: which of the lines, a bit each, and whether orders go whole.
    Split(usize, usize, u8, bool),
    Close(usize),
    Pay(usize),
}

fn steps() -> impl Strategy<Value = Step> {
    let at = 0..TABLES;
    let two = (0..TABLES, 0..TABLES);
    prop_oneof![
        1 => at.clone().prop_map(Step::Seat),
        1 => at.clone().prop_map(Step::Join),
        6 => at.clone().prop_map(Step::Order),
        1 => at.clone().prop_map(Step::Cancel),
        1 => at.clone().prop_map(Step::Cook),
        3 => two.clone().prop_map(|(from, to)| Step::Move(from, to)),
        4 => two.clone().prop_map(|(from, to)| Step::Merge(from, to)),
        2 => at.clone().prop_map(Step::Unmerge),
        4 => (two, any::<u8>(), any::<bool>())
            .prop_map(|((from, to), which, whole)| Step::Split(from, to, which, whole)),
        1 => at.clone().prop_map(Step::Close),
        1 => at.prop_map(Step::Pay),
    ]
}

#[derive(Clone, Debug)]
struct Party {
    table: usize,
    bill: String,
    leader: Option<String>,
}

#[derive(Clone, Debug)]
struct Placed {
    party: String,
    lines: BTreeSet<String>,
    is_off: bool,
}

/// What is open in a room. Names are ids.
#[derive(Clone, Debug, Default)]
struct Model {
    parties: BTreeMap<String, Party>,
    orders: BTreeMap<String, Placed>,
    fired: BTreeMap<String, i64>,
}

type Outcome = Result<(), &'static str>;

impl Model {
    fn at(&self, table: usize) -> Option<String> {
        let here = self.parties.iter().find(|(_, party)| party.table == table);
        here.map(|(id, _)| id.clone())
    }

    fn payer(&self, party: &str) -> String {
        self.parties[party].leader.clone().unwrap_or_else(|| party.to_owned())
    }

    fn group(&self, party: &str) -> Vec<String> {
        let payer = self.payer(party);
        let members = self.parties.keys().filter(|id| self.payer(id) == payer);
        members.cloned().collect()
    }

    /// Orders of these parties, without those that were called off.
    fn owed(&self, parties: &[String]) -> Vec<String> {
        let owed = self.orders.iter().filter(|(_, o)| parties.contains(&o.party) && !o.is_off);
        owed.map(|(id, _)| id.clone()).collect()
    }

    fn leave(&mut self, parties: &[String]) {
        self.parties.retain(|id, _| !parties.contains(id));
        self.orders.retain(|_, order| !parties.contains(&order.party));
    }

    fn open(&mut self, sitting: &Value, table: usize) {
        let id = text(&sitting["id"]);
        let bill = text(&sitting["bill_id"]);
        self.parties.entry(id).or_insert(Party { table, bill, leader: None });
    }

    fn may_move(&self, from: usize, to: usize) -> Outcome {
        match self.at(to) {
            Some(_) if from != to => Err("table_taken"),
            _ => Ok(()),
        }
    }

    fn may_close(&self, party: &str) -> Outcome {
        let asked = match self.parties[party].leader {
            Some(_) => vec![party.to_owned()],
            None => self.group(party),
        };
        if self.owed(&asked).is_empty() { Ok(()) } else { Err("sitting_has_orders") }
    }

    fn unmerge(&mut self, party: &str, heir: Option<String>) {
        if self.parties[party].leader.is_some() {
            self.parties.get_mut(party).expect("the party").leader = None;
            return;
        }
        let rest: Vec<String> = self.group(party).into_iter().filter(|id| id != party).collect();
        for id in rest {
            let leader = heir.clone().filter(|heir| *heir != id);
            self.parties.get_mut(&id).expect("a party").leader = leader;
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A room with its tables, a waiter who does everything, and what should be there.
struct Room {
    desk: Arc<Desk>,
    manager: String,
    tables: Vec<String>,
    codes: Vec<String>,
    dishes: Vec<String>,
    model: Model,
    paid: Vec<Value>,
    trail: Vec<Step>,
}

impl Room {
    async fn post(&self, path: &str, body: Value) -> Answer {
        let ask = Ask::post(path, body).by(&self.manager).keyed(&random_token(9));
        self.desk.ask(ask).await
    }

    async fn act(&self, party: &str, act: &str, body: Value) -> Answer {
        self.post(&format!("/api/sittings/{party}/{act}"), body).await
    }

    /// The answer is what the model expects: done, or refused with this code.
    fn agreed(&self, answer: &Answer, expected: Outcome) -> bool {
        let got = if answer.status.is_success() { Ok(()) } else { Err(answer.code()) };
        let expected = expected.map_err(str::to_owned);
        assert_eq!(got, expected, "{} after {:?} in {:?}", answer.body, self.trail, self.model);
        got.is_ok()
    }

    async fn take(&mut self, step: Step) {
        self.trail.push(step);
        match step {
            Step::Seat(at) => {
                let path = format!("/api/tables/{}/sitting", self.tables[at]);
                let answer = self.post(&path, json!({ "covers": 2 })).await;
                self.agreed(&answer, Ok(()));
                self.model.open(&answer.body, at);
            }
            Step::Join(at) => {
                let path = format!("/api/tables/{}/join", self.codes[at]);
                let answer = self.post(&path, json!({})).await;
                self.agreed(&answer, Ok(()));
                self.model.open(&answer.body["sitting"], at);
            }
            Step::Order(at) => self.order(at).await,
            Step::Cancel(at) => self.cancel(at).await,
            Step::Cook(at) => self.cook(at).await,
            Step::Move(from, to) => self.transfer(from, to).await,
            Step::Merge(from, to) => self.merge(from, to).await,
            Step::Unmerge(at) => self.unmerge(at).await,
            Step::Split(from, to, which, whole) => self.split(from, to, which, whole).await,
            Step::Close(at) => self.close(at).await,
            Step::Pay(at) => self.pay(at).await,
        }
    }

    async fn order(&mut self, at: usize) {
        let item = |n: usize| json!({ "menu_item_id": self.dishes[n], "quantity": n + 1 });
        let body = json!({ "table_id": self.tables[at], "items": [item(0), item(1)] });
        let answer = self.post("/api/orders", body).await;
        self.agreed(&answer, Ok(()));
        let order = answer.body;
        if self.model.at(at).is_none() {
            let id = text(&order["sitting_id"]);
            let sitting = json!({ "id": id, "bill_id": order["bill_id"] });
            self.model.open(&sitting, at);
        }
        let party = self.model.at(at).expect("a party");
        assert_eq!(text(&order["sitting_id"]), party);
        let mut lines = BTreeSet::new();
        for line in order["lines"].as_array().expect("lines") {
            lines.insert(text(&line["id"]));
            let fired = line["fired_quantity"].as_i64().expect("a number");
            self.model.fired.insert(text(&line["id"]), fired);
        }
        self.model.orders.insert(text(&order["id"]), Placed { party, lines, is_off: false });
    }

    async fn cancel(&mut self, at: usize) {
        let Some(party) = self.model.at(at) else { return };
        let Some(id) = self.model.owed(&[party]).pop() else { return };
        let path = format!("/api/orders/{id}/cancel");
        let answer = self.post(&path, json!({ "reason": "as the walk goes" })).await;
        if answer.status.is_success() {
            self.model.orders.get_mut(&id).expect("the order").is_off = true;
        } else {
            assert_eq!(answer.code(), "illegal_transition", "it was cooked");
        }
    }

    async fn cook(&mut self, at: usize) {
        let Some(party) = self.model.at(at) else { return };
        let Some(id) = self.model.owed(&[party]).pop() else { return };
        let answer = self.post(&format!("/api/kitchen/orders/{id}/done"), json!({})).await;
        self.agreed(&answer, Ok(()));
    }

    async fn transfer(&mut self, from: usize, to: usize) {
        let Some(party) = self.model.at(from) else { return };
        let answer = self.act(&party, "move", json!({ "table_id": self.tables[to] })).await;
        if self.agreed(&answer, self.model.may_move(from, to)) {
            self.model.parties.get_mut(&party).expect("the party").table = to;
        }
    }

    async fn merge(&mut self, from: usize, to: usize) {
        let Some(party) = self.model.at(from) else { return };
        let answer = self.act(&party, "merge", json!({ "table_id": self.tables[to] })).await;
        let expected = if from == to { Err("invalid_value") } else { Ok(()) };
        if !self.agreed(&answer, expected) {
            return;
        }
        let payer = self.model.payer(&party);
        assert_eq!(text(&answer.body["id"]), payer);
        let joining = match self.model.at(to) {
            Some(joining) => joining,
            None => {
                let merged = answer.body["merged"].as_array().expect("those it pays for");
                let there = |m: &&Value| m["table_id"] == self.tables[to].as_str();
                let opened = text(&merged.iter().find(there).expect("it")["sitting_id"]);
                let opened =
                    self.desk.ask(Ask::get("/api/tables").by(&self.manager)).await.body["tables"]
                        .as_array()
                        .expect("tables")
                        .iter()
                        .find(|table| table["sitting"]["id"] == opened.as_str())
                        .expect("the table")["sitting"]
                        .clone();
                self.model.open(&opened, to);
                text(&opened["id"])
            }
        };
        for member in self.model.group(&joining) {
            if member != payer && self.model.payer(&member) != payer {
                self.model.parties.get_mut(&member).expect("a party").leader = Some(payer.clone());
            }
        }
    }

    async fn unmerge(&mut self, at: usize) {
        let Some(party) = self.model.at(at) else { return };
        let answer = self.act(&party, "unmerge", json!({})).await;
        self.agreed(&answer, Ok(()));
        // Which of the others pays now is the box's choice; that it is one of them is not.
        let rest: Vec<String> =
            self.model.group(&party).into_iter().filter(|id| *id != party).collect();
        let mut heir = None;
        for id in &rest {
            let leader = self.column(id, "merged_into").await;
            heir = heir.or(leader.is_none().then(|| id.clone()));
        }
        self.model.unmerge(&party, heir);
    }

    async fn column(&self, party: &str, column: &str) -> Option<String> {
        let sql = format!("SELECT {column} FROM sitting WHERE id = ?1");
        let party = party.to_owned();
        let look = move |read: &tiffin::store::Read| read.one(&sql, [party], |row| row.get(0));
        self.desk.app.store.read(look).await.expect("a read").flatten()
    }

    async fn split(&mut self, from: usize, to: usize, which: u8, whole: bool) {
        let Some(party) = self.model.at(from) else { return };
        let owed = self.model.owed(&self.model.group(&party));
        let picked = |n: &usize| which >> (n % 8) & 1 == 1;
        let (mut orders, mut lines) = (BTreeSet::new(), BTreeSet::new());
        if whole {
            orders.extend(owed.iter().enumerate().filter(|(n, _)| picked(n)).map(|(_, id)| id));
        } else {
            let all = owed.iter().flat_map(|id| &self.model.orders[id].lines);
            lines.extend(all.enumerate().filter(|(n, _)| picked(n)).map(|(_, id)| id));
        }
        let body = json!({ "table_id": self.tables[to], "covers": 1,
            "order_ids": orders, "line_ids": lines });
        let answer = self.act(&party, "split", body).await;
        let expected = match (orders.is_empty() && lines.is_empty(), self.model.at(to)) {
            (true, _) => Err("invalid_value"),
            (false, Some(_)) => Err("table_taken"),
            (false, None) => Ok(()),
        };
        let (orders, lines): (Vec<String>, BTreeSet<String>) =
            (orders.into_iter().cloned().collect(), lines.into_iter().cloned().collect());
        if !self.agreed(&answer, expected) {
            return;
        }
        self.model.open(&answer.body, to);
        let party = text(&answer.body["id"]);
        for id in orders {
            self.model.orders.get_mut(&id).expect("an order").party = party.clone();
        }
        self.part(&party, &lines).await;
    }

    /// Lines that went: as an order of their own, or with all of the one they were in.
    async fn part(&mut self, party: &str, lines: &BTreeSet<String>) {
        let mut parted = Vec::new();
        for order in self.model.orders.values_mut() {
            let going: BTreeSet<String> = order.lines.intersection(lines).cloned().collect();
            if going.is_empty() {
            } else if going == order.lines {
                order.party = party.to_owned();
            } else {
                order.lines.retain(|line| !going.contains(line));
                parted.push(going);
            }
        }
        for lines in parted {
            let of = order_of(&self.desk, lines.first().expect("a line")).await;
            assert!(!self.model.orders.contains_key(&of), "an order of their own");
            let party = party.to_owned();
            self.model.orders.insert(of, Placed { party, lines, is_off: false });
        }
    }

    async fn close(&mut self, at: usize) {
        let Some(party) = self.model.at(at) else { return };
        let answer = self.act(&party, "close", json!({})).await;
        if self.agreed(&answer, self.model.may_close(&party)) {
            let gone = match self.model.parties[&party].leader {
                Some(_) => vec![party],
                None => self.model.group(&party),
            };
            self.model.leave(&gone);
        }
    }

    async fn pay(&mut self, at: usize) {
        let Some(party) = self.model.at(at) else { return };
        let group = self.model.group(&party);
        let bill = self.model.parties[&self.model.payer(&party)].bill.clone();
        if self.model.owed(&group).is_empty() {
            return;
        }
        let body = json!({ "amount_received_paise": 90_000_000 });
        let ask = Ask::patch(&format!("/api/payments/{bill}/cash"), body).by(&self.manager);
        let answer = self.desk.ask(ask.keyed(&random_token(9))).await;
        self.agreed(&answer, Ok(()));
        self.model.leave(&group);
        self.paid.push(answer.body["bill"].clone());
    }

    /// What the box has written down is what the model says, line by line.
    async fn agrees(&self) {
        let mut expected = BTreeSet::new();
        for (id, order) in &self.model.orders {
            let party = &self.model.parties[&order.party];
            let bill = &self.model.parties[&self.model.payer(&order.party)].bill;
            // What was called off stays where it was called off.
            let table = if order.is_off { "" } else { &self.tables[party.table] };
            for line in &order.lines {
                let row = [id, &order.party, bill, table, line].join(" ");
                expected.insert((row, self.model.fired[line]));
            }
        }
        let open: Vec<&String> = self.model.parties.keys().collect();
        let open = serde_json::to_string(&open).expect("text");
        let sql = "SELECT o.id || ' ' || o.sitting_id || ' ' || o.bill_id || ' ' ||
                CASE WHEN o.status = 'CANCELLED' THEN '' ELSE o.table_id END || ' ' || l.id,
                (SELECT coalesce(sum(quantity), 0) FROM fired WHERE line_id = l.id)
             FROM orders o JOIN order_line l ON l.order_id = o.id
             WHERE o.sitting_id IN (SELECT value FROM json_each(?1))";
        let look = move |read: &tiffin::store::Read| {
            read.list(sql, [open], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))
        };
        let rows = self.desk.app.store.read(look).await.expect("a read");
        let count = rows.len();
        let written: BTreeSet<(String, i64)> = rows.into_iter().collect();
        assert_eq!(count, written.len(), "a line is there once");
        assert_eq!(written, expected, "after {:?}", self.trail);
        self.sits_where_it_should().await;
    }

    async fn sits_where_it_should(&self) {
        let tables = serde_json::to_string(&self.tables).expect("text");
        let look = move |read: &tiffin::store::Read| {
            read.list(
                "SELECT id, table_id, bill_id, merged_into FROM sitting
                 WHERE closed_at IS NULL AND table_id IN (SELECT value FROM json_each(?1))",
                [tables],
                |row| {
                    let (id, table): (String, String) = (row.get(0)?, row.get(1)?);
                    Ok((id, table, row.get::<_, String>(2)?, row.get::<_, Option<String>>(3)?))
                },
            )
        };
        let written = self.desk.app.store.read(look).await.expect("a read");
        let written: BTreeSet<_> = written.into_iter().collect();
        let party = |(id, party): (&String, &Party)| {
            let table = self.tables[party.table].clone();
            (id.clone(), table, party.bill.clone(), party.leader.clone())
        };
        let expected: BTreeSet<_> = self.model.parties.iter().map(party).collect();
        assert_eq!(written, expected, "after {:?}", self.trail);
        let follows_a_follower = expected.iter().filter_map(|row| row.3.as_ref());
        for leader in follows_a_follower {
            assert_eq!(self.model.parties[leader].leader, None, "who pays is not paid for");
        }
    }

    /// The open bills charge every line once.
    async fn charges_everything_once(&self) {
        for payer in self.model.parties.keys().filter(|id| self.model.payer(id) == **id) {
            let owed = self.model.owed(&self.model.group(payer));
            let mut lines: Vec<&String> =
                owed.iter().flat_map(|id| &self.model.orders[id].lines).collect();
            lines.sort();
            let path = format!("/api/sittings/{payer}/bill");
            let answer = self.desk.ask(Ask::get(&path).by(&self.manager)).await;
            if owed.is_empty() {
                continue;
            }
            let charged = answer.body["lines"].as_array().expect("lines").iter();
            let mut charged: Vec<String> = charged.map(|line| text(&line["line_id"])).collect();
            charged.sort();
            assert_eq!(charged.iter().collect::<Vec<_>>(), lines, "after {:?}", self.trail);
        }
    }

    /// The evening ends: all pay, and what was paid before is as it was.
    async fn empty(&mut self) {
        self.charges_everything_once().await;
        for at in 0..TABLES {
            self.take(Step::Pay(at)).await;
            self.take(Step::Close(at)).await;
        }
        self.agrees().await;
        assert!(self.model.parties.is_empty(), "nobody is left: {:?}", self.model);
        for before in std::mem::take(&mut self.paid) {
            let path = format!("/api/bills/{}", text(&before["id"]));
            let mut now = self.desk.ask(Ask::get(&path).by(&self.manager)).await.body;
            // The kitchen may have gone on with what was paid before it was cooked.
            now["version"] = before["version"].clone();
            assert_eq!(now, before, "after {:?}", self.trail);
        }
        self.trail.clear();
        self.model.fired.clear();
    }
}

async fn order_of(desk: &Desk, line: &str) -> String {
    let (sql, line) = ("SELECT order_id FROM order_line WHERE id = ?1", line.to_owned());
    let look = move |read: &tiffin::store::Read| read.one(sql, [line], |row| row.get(0));
    desk.app.store.read(look).await.expect("a read").expect("the line")
}

async fn rooms(desk: &Arc<Desk>) -> Vec<Room> {
    let by = Actor::the_box();
    let manager = desk.staff("Arif", Role::Manager).await;
    let menu = menu::sample().to_vec();
    menu::import(&desk.app, &by, MenuFormat::Json, menu).await.expect("the menu");
    let furnish = |tx: &Tx| {
        let mut rooms = Vec::new();
        for room in 0..ROOMS {
            let area_id = tables::add_area_in(tx, &format!("Room {room}"))?.id;
            let table = |n: usize| {
                let name = format!("{room}-{n}");
                tables::add_table_in(tx, TableDraft { area_id, name, seats: 4 })
            };
            rooms.push((0..TABLES).map(table).collect::<tiffin::base::Result<Vec<_>>>()?);
        }
        Ok(rooms)
    };
    let furnished = desk.app.store.write(&by, furnish).await.expect("tables");
    let dishes = "SELECT id FROM dish WHERE name IN ('Dal Makhani', 'Garlic Naan')";
    let look = move |read: &tiffin::store::Read| read.list(dishes, [], |row| row.get(0));
    let dishes: Vec<String> = desk.app.store.read(look).await.expect("dishes");
    let house = desk.app.store.read(tiffin::house::load).await.expect("the house");
    let code = |row: &tables::TableRow| {
        let url = tables::table_url(&desk.app, &house, row);
        url.rsplit('/').next().expect("a code").to_owned()
    };
    let room = |tables: Vec<tables::TableRow>| Room {
        desk: desk.clone(),
        manager: manager.clone(),
        codes: tables.iter().map(code).collect(),
        tables: tables.iter().map(|row| row.id.to_string()).collect(),
        dishes: dishes.clone(),
        model: Model::default(),
        paid: Vec::new(),
        trail: Vec::new(),
    };
    furnished.into_iter().map(room).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_evenings_on_the_floor_end_as_the_model_says() {
    let desk = Arc::new(Desk::open_in_memory().await);
    let mut runner = TestRunner::deterministic();
    let evening = prop::collection::vec(steps(), STEPS);
    let mut evenings = JoinSet::new();
    for mut room in rooms(&desk).await {
        let walks: Vec<Vec<Step>> = (0..rounds(40, 2_000))
            .map(|_| evening.new_tree(&mut runner).expect("an evening").current())
            .collect();
        evenings.spawn(async move {
            for walk in walks {
                for step in walk {
                    room.take(step).await;
                    room.agrees().await;
                }
                room.empty().await;
            }
        });
    }
    evenings.join_all().await;
    let fired_twice = "SELECT count(*) FROM order_line l WHERE quantity <
        (SELECT coalesce(sum(quantity), 0) FROM fired f WHERE f.line_id = l.id)";
    let look = move |read: &tiffin::store::Read| read.one(fired_twice, [], |row| row.get(0));
    let count: Option<i64> = desk.app.store.read(look).await.expect("a read");
    assert_eq!(count, Some(0), "no portion was fired twice");
}
