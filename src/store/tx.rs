use std::cell::RefCell;
use std::ops::Deref;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::base::{At, Result};
use crate::wire::{Actor, Fact};

/// A view of the data that holds still while it is looked at. It cannot write.
pub struct Read<'c> {
    conn: &'c Connection,
}

/// One job's transaction, on the writer's thread. What it does is undone if the job fails.
pub struct Tx<'c> {
    read: Read<'c>,
    now: At,
    actor: Actor,
    facts: RefCell<Vec<Fact>>,
}

impl<'c> Read<'c> {
    pub(super) fn new(conn: &'c Connection) -> Read<'c> {
        Read { conn }
    }

    /// The connection itself, for the engines that keep tables of their own.
    pub fn conn(&self) -> &Connection {
        self.conn
    }

    /// The first row, if there is one.
    pub fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.conn.prepare_cached(sql)?.query_row(params, map).optional()?)
    }

    /// All rows. The statement bounds how many there can be.
    pub fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, map)?;
        Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
    }
}

impl<'c> Tx<'c> {
    pub(super) fn new(conn: &'c Connection, now: At, actor: Actor) -> Tx<'c> {
        Tx { read: Read::new(conn), now, actor, facts: RefCell::default() }
    }

    /// The one time this transaction happens at.
    pub fn now(&self) -> At {
        self.now
    }

    /// Who does it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Runs one statement that writes; answers how many rows it touched.
    pub fn run(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.conn.prepare_cached(sql)?.execute(params)?)
    }

    /// Writes a fact down together with the change. It is told to others after the commit only.
    pub fn record(&self, fact: Fact) {
        self.facts.borrow_mut().push(fact);
    }

    pub(super) fn into_facts(self) -> (At, Actor, Vec<Fact>) {
        (self.now, self.actor, self.facts.into_inner())
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Read<'c>;
    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}
