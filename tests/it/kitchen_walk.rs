//! Thousands of random taps against a model of what a kitchen is: what was fired is fired once, a
//! tap that makes no sense is refused by name and changes nothing, and the order follows its lines.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::kit::{Person, Shop, TestBox, rounds};

const BATCH: usize = 24;
const STEPS: usize = 14;

/// Dishes of the order every walk begins with: name, quantity, course, and the station they go to.
const LINES: [(&str, u32, u32, &str); 3] = [
    ("Dal Makhani", 2, 1, "Curry"),
    ("Garlic Naan", 3, 1, "Tandoor"),
    ("Paneer Tikka", 1, 2, "Tandoor"),
];

#[derive(Clone, Copy, Debug)]
enum Tap {
    Fire,
    Start(usize),
    Bump(usize),
    Recall(usize),
    Serve,
    Set(usize, u32),
    Confirm,
}

fn taps() -> impl Strategy<Value = Tap> {
    let ticket = 0..LINES.len();
    prop_oneof![
        2 => Just(Tap::Fire),
        2 => ticket.clone().prop_map(Tap::Start),
        4 => ticket.clone().prop_map(Tap::Bump),
        3 => ticket.clone().prop_map(Tap::Recall),
        2 => Just(Tap::Serve),
        3 => (ticket, 0_u32..5).prop_map(|(line, quantity)| Tap::Set(line, quantity)),
        2 => Just(Tap::Confirm),
    ]
}

/// A line of one station, which is also alone on its ticket.
#[derive(Clone, Debug)]
struct Line {
    live: u32,
    fired: u32,
    course: u32,
    status: &'static str,
    unconfirmed: u32,
    bumped: bool,
}

#[derive(Clone, Debug)]
struct Model {
    lines: Vec<Line>,
    status: &'static str,
}

/// What a tap comes to: done, or refused with this code.
type Outcome = Result<(), &'static str>;

impl Model {
    fn new() -> Model {
        let line = |(_, quantity, course, _): &(&str, u32, u32, &str)| Line {
            live: *quantity,
            fired: 0,
            course: *course,
            status: "QUEUED",
            unconfirmed: 0,
            bumped: false,
        };
        let mut model = Model { lines: LINES.iter().map(line).collect(), status: "CONFIRMED" };
        model.fire_next();
        model
    }

    fn is_cooking(&self) -> bool {
        matches!(self.status, "CONFIRMED" | "PREPARING" | "READY")
    }

    fn fire_next(&mut self) {
        let held = self.lines.iter().filter(|line| line.status == "QUEUED");
        let Some(next) = held.map(|line| line.course).min() else { return };
        for line in self.lines.iter_mut().filter(|l| l.status == "QUEUED" && l.course == next) {
            line.status = "FIRED";
            line.fired += line.live;
        }
    }

    fn tap(&mut self, tap: Tap) -> Outcome {
        let before = self.clone();
        let outcome = self.step(tap);
        match outcome {
            Ok(()) => self.follow(),
            Err(_) => *self = before,
        }
        outcome
    }

    fn step(&mut self, tap: Tap) -> Outcome {
        match tap {
            Tap::Fire if !self.is_cooking() => Err("illegal_transition"),
            Tap::Fire => {
                self.fire_next();
                Ok(())
            }
            Tap::Start(n) => self.move_line(n, &["FIRED"], "COOKING"),
            Tap::Bump(n) => self.bump(n),
            Tap::Recall(n) => self.move_line(n, &["DONE"], "COOKING"),
            Tap::Serve => self.serve(),
            Tap::Set(n, quantity) => self.set(n, quantity),
            Tap::Confirm => {
                self.lines.iter_mut().for_each(|line| line.unconfirmed = 0);
                Ok(())
            }
        }
    }

    fn move_line(&mut self, n: usize, from: &[&str], to: &'static str) -> Outcome {
        let is_cooking = self.is_cooking();
        let line = &mut self.lines[n];
        match line.status {
            status if status == to => Ok(()),
            status if from.contains(&status) && is_cooking => {
                line.status = to;
                if to == "COOKING" {
                    line.bumped = false;
                }
                Ok(())
            }
            _ => Err("illegal_transition"),
        }
    }

    fn bump(&mut self, n: usize) -> Outcome {
        if self.lines[n].status == "SERVED" {
            return Ok(());
        }
        let is_open = matches!(self.lines[n].status, "FIRED" | "COOKING") && self.is_cooking();
        if is_open && self.lines[n].unconfirmed > 0 {
            return Err("change_unconfirmed");
        }
        self.move_line(n, &["FIRED", "COOKING"], "DONE")
    }

    fn serve(&mut self) -> Outcome {
        if !self.lines.iter().any(|line| line.status == "DONE") {
            let served = self.lines.iter().any(|line| line.status == "SERVED");
            return if served { Ok(()) } else { Err("illegal_transition") };
        }
        for line in self.lines.iter_mut().filter(|line| line.status == "DONE") {
            line.status = "SERVED";
        }
        Ok(())
    }

    fn set(&mut self, n: usize, quantity: u32) -> Outcome {
        let line = &mut self.lines[n];
        if line.status == "VOIDED" && quantity == 0 {
            return Ok(());
        }
        if matches!(line.status, "VOIDED" | "SERVED") {
            return Err("illegal_transition");
        }
        if quantity == line.live {
            return Ok(());
        }
        let fired = line.status != "QUEUED";
        if fired && quantity > line.live {
            line.fired += quantity - line.live;
            if line.status == "DONE" {
                line.status = "COOKING";
                line.bumped = false;
            }
        }
        line.unconfirmed += u32::from(fired);
        line.live = quantity;
        if quantity == 0 {
            line.status = "VOIDED";
        }
        Ok(())
    }

    /// The order and the tickets follow the lines.
    fn follow(&mut self) {
        for line in &mut self.lines {
            let over = matches!(line.status, "DONE" | "SERVED" | "VOIDED");
            line.bumped |= over && line.fired > 0 && line.unconfirmed == 0;
        }
        let told = || self.lines.iter().filter(|l| !matches!(l.status, "QUEUED" | "VOIDED"));
        let over = |line: &Line| matches!(line.status, "DONE" | "SERVED");
        let all_done = told().count() > 0 && told().all(over);
        let begun = told().any(|line| line.status != "FIRED");
        if self.status == "CONFIRMED" && begun {
            self.status = "PREPARING";
        }
        if self.status == "PREPARING" && all_done {
            self.status = "READY";
        }
        if self.status == "READY" && !all_done {
            self.status = "PREPARING";
        }
        let live = || self.lines.iter().filter(|line| line.status != "VOIDED");
        if self.is_cooking() && live().count() == 0 {
            self.status = "CANCELLED";
        }
        if self.status == "READY" && live().all(|line| line.status == "SERVED") {
            self.status = "SERVED";
        }
    }
}

/// One order at a table, and the person who taps.
struct Walk {
    manager: Person,
    order: Value,
    found: Mutex<HashMap<usize, Value>>,
}

impl Walk {
    async fn tickets(&self) -> Vec<Value> {
        let mut all = self.manager.tickets().await;
        let bumped = self.manager.get("/api/kitchen/bumped?limit=100").await.ok();
        all.extend(bumped["items"].as_array().expect("tickets").clone());
        let mine = |ticket: &Value| ticket["order_id"] == self.order["id"];
        all.into_iter().filter(mine).collect()
    }

    /// The ticket that holds the `n`th line, once it was fired; it stays the same one.
    async fn known(&self, n: usize) -> Option<Value> {
        if let Some(ticket) = self.found.lock().await.get(&n) {
            return Some(ticket.clone());
        }
        let ticket = self.ticket_of(n).await?;
        self.found.lock().await.insert(n, ticket.clone());
        Some(ticket)
    }

    async fn ticket_of(&self, n: usize) -> Option<Value> {
        let line = self.order["lines"][n]["id"].clone();
        let holds = |ticket: &Value| {
            let lines = ticket["lines"].as_array().expect("lines");
            lines.iter().any(|one| one["id"] == line)
        };
        self.tickets().await.into_iter().find(holds)
    }

    async fn tap(&self, tap: Tap) -> Option<Result<(), String>> {
        let answer = match tap {
            Tap::Fire => self.manager.act(&self.order, "fire", json!({})).await,
            Tap::Serve => self.manager.act(&self.order, "serve", json!({})).await,
            Tap::Start(n) => self.manager.tap(&self.known(n).await?, "start").await,
            Tap::Bump(n) => self.manager.tap(&self.known(n).await?, "bump").await,
            Tap::Recall(n) => self.manager.tap(&self.known(n).await?, "recall").await,
            Tap::Set(n, quantity) => {
                let body = json!({ "quantity": quantity, "reason": "as the walk goes" });
                self.manager.amend(&self.order, n, body).await
            }
            Tap::Confirm => {
                for ticket in self.tickets().await {
                    for change in ticket["changes"].as_array().expect("changes") {
                        let id = change["id"].as_str().expect("an id");
                        let path = format!("/api/kitchen/changes/{id}/confirm");
                        self.manager.post(&path, json!({})).await.ok();
                    }
                }
                return Some(Ok(()));
            }
        };
        assert!(answer.status.as_u16() < 500, "{tap:?}: {}", answer.body);
        let done = answer.status.is_success();
        Some(if done { Ok(()) } else { Err(answer.code().to_owned()) })
    }

    async fn agrees(&self, model: &Model, trail: &[Tap]) {
        let id = self.order["id"].as_str().expect("an id");
        let now = self.manager.get(&format!("/api/orders/{id}")).await.ok();
        assert_eq!(now["status"], model.status, "{trail:?} {now}");
        for (n, line) in model.lines.iter().enumerate() {
            let real = &now["lines"][n];
            let live = real["quantity"].as_u64().zip(real["voided_quantity"].as_u64());
            let live = live.map(|(all, gone)| all - gone);
            assert_eq!(real["status"], line.status, "line {n} after {trail:?}");
            assert_eq!(live, Some(u64::from(line.live)), "line {n} after {trail:?}");
            assert_eq!(real["fired_quantity"], line.fired, "line {n} after {trail:?}");
            if let Some(ticket) = self.ticket_of(n).await {
                assert_eq!(ticket["bumped_at"].is_string(), line.bumped, "{n} after {trail:?}");
                let changes = ticket["changes"].as_array().map(Vec::len);
                assert_eq!(changes, Some(line.unconfirmed as usize), "{n} after {trail:?}");
            }
        }
    }
}

async fn walk(manager: Person, table: String, steps: Vec<Tap>) {
    let named: Vec<(&str, u32)> = LINES.iter().map(|(name, n, ..)| (*name, *n)).collect();
    let mut items = manager.items(&named).await;
    for (item, (_, _, course, _)) in items.as_array_mut().expect("items").iter_mut().zip(LINES) {
        item["course"] = json!(course);
    }
    let body = json!({ "table_id": table, "items": items });
    let order = manager.post("/api/orders", body).await.ok();
    let walk = Walk { manager, order, found: Mutex::default() };
    let (mut model, mut trail) = (Model::new(), Vec::new());
    for tap in steps {
        trail.push(tap);
        // Nothing to tap on before the line was fired.
        let Some(outcome) = walk.tap(tap).await else { continue };
        let expected = model.tap(tap).map_err(str::to_owned);
        assert_eq!(outcome, expected, "{trail:?} in {model:?}");
    }
    walk.agrees(&model, &trail).await;
}

async fn tables(shop: &Shop) -> Vec<String> {
    let mut tables = Vec::new();
    for table in 1..=4 {
        tables.push(shop.table(&table.to_string()).await);
    }
    tables
}

#[tokio::test]
async fn random_taps_do_what_the_model_says() {
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec(taps(), STEPS);
    for _ in 0..rounds(5, 500) {
        // A sitting takes a bounded number of orders: a fresh box for each batch.
        let shop = TestBox::with_menu().await;
        let (manager, tables) = (shop.staff("Manager").await, tables(&shop).await);
        let mut walks = JoinSet::new();
        for n in 0..BATCH {
            let steps = steps.new_tree(&mut runner).expect("a walk").current();
            walks.spawn(walk(manager.clone(), tables[n % tables.len()].clone(), steps));
        }
        walks.join_all().await;
    }
}
