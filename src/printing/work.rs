use std::collections::HashMap;
use std::time::Duration;

use tokio::task::{AbortHandle, JoinSet};

use super::device::{self, Sent};
use super::model::{PrintKind, PrintState};
use super::papers;
use super::settle::{end_in, give_up_in};
use super::sql;
use crate::app::App;
use crate::base::{Code, PrinterId, Result};
use crate::ordering;
use crate::typeset::Fonts;
use crate::wire::Actor;

/// How often a printer that does not answer is asked again: at first, and at last.
const SOON: Duration = Duration::from_millis(250);
const LATER: Duration = Duration::from_secs(15);

/// Lets every printer print, each by itself, until the box closes.
pub async fn run(app: App) -> Result<()> {
    let mut working = JoinSet::new();
    let mut workers: HashMap<PrinterId, AbortHandle> = HashMap::new();
    let mut head = app.ledger.watch();
    loop {
        head.borrow_and_update();
        for printer in app.store.read(sql::list_wanted).await? {
            if workers.get(&printer).is_none_or(AbortHandle::is_finished) {
                workers.insert(printer, working.spawn(empty(app.clone(), printer)));
            }
        }
        tokio::select! {
            changed = head.changed() => if changed.is_err() { return Ok(()) },
            Some(_) = working.join_next() => {}
        }
    }
}

/// Only its own worker sends to a printer: what is not sent now was cut off.
async fn give_up(app: &App, printer: PrinterId) -> Result<()> {
    let cut_off = app.store.read(move |read| sql::list_sending(read, printer)).await?;
    if cut_off.is_empty() {
        return Ok(());
    }
    app.store.write(&Actor::the_box(), move |tx| give_up_in(tx, printer)).await
}

/// Prints what waits for one printer, oldest first, until nothing does.
async fn empty(app: App, id: PrinterId) {
    let mut pause = SOON;
    loop {
        let next = match give_up(&app, id).await {
            Ok(()) => print_next(&app, id).await,
            Err(error) => Err(error),
        };
        match next {
            Ok(Next::Nothing) => return,
            Ok(Next::Done) => pause = SOON,
            Ok(Next::Away) => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LATER);
            }
            Err(error) => {
                tracing::warn!(%error, printer = %id, "a print waits for the next look");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LATER);
            }
        }
    }
}

enum Next {
    Nothing,
    Done,
    /// The printer was not reached.
    Away,
}

async fn print_next(app: &App, id: PrinterId) -> Result<Next> {
    let by = Actor::the_box();
    let look = move |read: &crate::store::Read| {
        let printer = sql::find_printer(read, id)?;
        let next = sql::find_next(read, id)?.filter(|_| printer.setting.is_active);
        let Some(next) = next else { return Ok(None) };
        let job = sql::find_job(read, next)?;
        let content = papers::find(read, &job);
        Ok(Some((printer, job, content)))
    };
    let Some((printer, job, content)) = app.store.read(look).await? else {
        return Ok(Next::Nothing);
    };
    let bytes = match content {
        Ok(content) => {
            let (to, what) = (printer.clone(), job.clone());
            let draw = move || papers::encode(&Fonts::load()?, &to, &what, &content);
            tokio::task::spawn_blocking(draw).await.map_err(crate::base::Error::internal)?
        }
        Err(error) if error.code() == Code::Busy => return Err(error),
        Err(error) => Err(error),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let why = error.to_string();
            let fail = move |tx: &crate::store::Tx| end_in(tx, &job, PrintState::Failed, &why);
            app.store.write(&by, fail).await?;
            return Ok(Next::Done);
        }
    };
    let (print, to) = (job.id, printer.id);
    let folder = app.settings.data_dir.join("prints");
    let line = match device::reach(&folder, &printer.setting).await {
        Ok(line) => line,
        // Nobody stands and waits for a drawer that opens half an hour later.
        Err(why) if job.kind == PrintKind::Drawer => {
            let drop = move |tx: &crate::store::Tx| end_in(tx, &job, PrintState::Dropped, &why);
            app.store.write(&by, drop).await?;
            return Ok(Next::Done);
        }
        Err(why) => {
            if why != job.error {
                app.store.write(&by, move |tx| sql::mark_away(tx, print, &why)).await?;
            }
            return Ok(Next::Away);
        }
    };
    // Written down before the first byte goes: whatever happens then, it is not sent twice.
    if !app.store.write(&by, move |tx| sql::mark_sending(tx, print, to)).await? {
        return Ok(Next::Done);
    }
    let sent = line.send(bytes).await;
    let ticket = (job.kind == PrintKind::Ticket && sent == Sent::All).then(|| job.subject.parse());
    let (state, why) = match sent {
        Sent::All => (PrintState::Sent, String::new()),
        Sent::Perhaps(why) => (PrintState::Unknown, why),
    };
    app.store.write(&by, move |tx| end_in(tx, &job, state, &why)).await?;
    if let Some(Ok(ticket)) = ticket {
        ordering::see_tickets(app, &by, vec![ticket], "paper".to_owned()).await?;
    }
    Ok(Next::Done)
}
