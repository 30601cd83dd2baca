use std::io::{self, Read, Write};

use super::hear::{Ear, Heard, is_registered};
use super::pdu::{is_plain, pdus, validity};
use crate::gateways::sms::model::{Accepted, SmsError};

/// Ends a text; and takes back what was begun.
const CTRL_Z: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;
/// Pieces of one word, and words while one answer is waited for.
const MAX_READS: u32 = 1_000;
const MAX_WORDS: usize = 200;

/// A talk with a modem over `port`, whose reads come back empty after each tick without a word.
pub struct Dialogue<P> {
    port: P,
    ear: Ear,
    /// Ticks of silence after which an answer, and a text's outcome, is not waited for any more.
    patience: u32,
    long_patience: u32,
}

/// What ended the talk before the text was handed over: it certainly has not gone out.
fn down(why: impl Into<String>) -> SmsError {
    SmsError::Down(why.into())
}

impl<P: Read + Write> Dialogue<P> {
    pub fn new(port: P, patience: u32, long_patience: u32) -> Dialogue<P> {
        Dialogue { port, ear: Ear::default(), patience, long_patience }
    }

    /// Hands one text over. `good_for` is how many seconds it is worth telling.
    pub fn send(
        &mut self,
        phone: &str,
        body: &str,
        good_for: i64,
        reference: u8,
    ) -> Result<Accepted, SmsError> {
        self.greet()?;
        let validity = validity(good_for);
        if is_plain(body) {
            for line in ["AT+CMGF=1", "AT+CSCS=\"GSM\"", &format!("AT+CSMP=17,{validity},0,0")] {
                self.order(line)?;
            }
            return self.hand_over(&format!("AT+CMGS=\"{phone}\""), body);
        }
        let too_long = || SmsError::Refused("the text is too long for a modem".into());
        let pieces = pdus(phone, body, validity, reference).ok_or_else(too_long)?;
        self.order("AT+CMGF=0")?;
        let mut accepted: Option<Accepted> = None;
        for piece in pieces {
            let handed = self.hand_over(&format!("AT+CMGS={}", piece.length), &piece.hex);
            match (handed, &accepted) {
                (Ok(taken), _) => accepted = Some(taken),
                // A part of it is on its way.
                (Err(error), Some(_)) => return Err(SmsError::Unknown(error.why().to_owned())),
                (Err(error), None) => return Err(error),
            }
        }
        accepted.ok_or_else(|| down("there was nothing to send"))
    }

    /// Finds out whether it is a modem with a SIM in a network.
    fn greet(&mut self) -> Result<(), SmsError> {
        // The first word may be lost in what came before.
        self.order("AT").or_else(|_| self.order("AT"))?;
        self.order("ATE0")?;
        self.order("AT+CMEE=1")?;
        let pin = self.ask("AT+CPIN?")?;
        if !pin.iter().any(|line| line.starts_with("+CPIN:") && line.ends_with("READY")) {
            return Err(down("the SIM wants its PIN"));
        }
        let network = self.ask("AT+CREG?")?;
        match network.iter().find_map(|line| is_registered(line)) {
            Some(true) => Ok(()),
            _ => Err(down("the SIM is in no network")),
        }
    }

    fn order(&mut self, line: &str) -> Result<(), SmsError> {
        self.ask(line).map(|_| ())
    }

    /// Says a line; answers what was said until `OK`.
    fn ask(&mut self, line: &str) -> Result<Vec<String>, SmsError> {
        self.write(format!("{line}\r").as_bytes()).map_err(|e| down(e.to_string()))?;
        let mut said = Vec::new();
        for _ in 0..MAX_WORDS {
            match self.hear(self.patience).map_err(|e| down(e.to_string()))? {
                None => return Err(down(format!("the modem does not answer {line}"))),
                Some(Heard::Ok) => return Ok(said),
                Some(Heard::Line(line)) if said.len() < 20 => said.push(line),
                Some(Heard::Line(_) | Heard::Prompt) => {}
                Some(Heard::Error) => return Err(down(format!("the modem refuses {line}"))),
                Some(Heard::Cms(n) | Heard::Cme(n)) => {
                    return Err(down(format!("the modem answers {line} with error {n}")));
                }
            }
        }
        Err(down("the modem says too much"))
    }

    fn hand_over(&mut self, order: &str, text: &str) -> Result<Accepted, SmsError> {
        self.write(format!("{order}\r").as_bytes()).map_err(|e| down(e.to_string()))?;
        self.wait_for_prompt()?;
        let mut bytes = text.as_bytes().to_vec();
        bytes.push(CTRL_Z);
        // From here on nobody knows, until the modem says.
        let unknown = |e: io::Error| SmsError::Unknown(e.to_string());
        self.write(&bytes).map_err(unknown)?;
        let mut id = None;
        for _ in 0..MAX_WORDS {
            match self.hear(self.long_patience).map_err(unknown)? {
                Some(Heard::Line(line)) => {
                    id = line.strip_prefix("+CMGS:").map(|n| n.trim().to_owned()).or(id);
                }
                Some(Heard::Ok) => return Ok(Accepted { id: id.unwrap_or_default() }),
                Some(Heard::Prompt) => {}
                Some(Heard::Cms(n) | Heard::Cme(n)) => return Err(of_number(n)),
                Some(Heard::Error) => return Err(down("the network did not take it")),
                None => break,
            }
        }
        Err(SmsError::Unknown("the modem fell silent".into()))
    }

    fn wait_for_prompt(&mut self) -> Result<(), SmsError> {
        for _ in 0..MAX_WORDS {
            match self.hear(self.patience).map_err(|e| down(e.to_string()))? {
                Some(Heard::Prompt) => return Ok(()),
                Some(Heard::Line(_) | Heard::Ok) => {}
                Some(Heard::Cms(n) | Heard::Cme(n)) => return Err(of_number(n)),
                Some(Heard::Error) => return Err(down("the modem takes no text")),
                None => break,
            }
        }
        // Whatever it took it for is called off.
        let _ = self.write(&[ESCAPE]);
        Err(down("the modem takes no text"))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.port.write_all(bytes)?;
        self.port.flush()
    }

    /// The next word. None after so many ticks of silence.
    fn hear(&mut self, patience: u32) -> io::Result<Option<Heard>> {
        let mut silent = 0;
        // A line that chatters without end says nothing either.
        for _ in 0..patience.saturating_add(MAX_READS) {
            if let Some(heard) = self.ear.next() {
                return Ok(Some(heard));
            }
            let mut bytes = [0; 256];
            match self.port.read(&mut bytes) {
                Ok(0) => {
                    silent += 1;
                    if silent >= patience {
                        return Ok(None);
                    }
                }
                Ok(read) => self.ear.push(&bytes[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

/// What the network's number means for this text (3GPP TS 27.005 and 24.011).
fn of_number(n: u16) -> SmsError {
    let why = format!("the network answers with error {n}");
    match n {
        // No such number, unknown subscriber, a text it cannot read.
        1 | 28 | 30 | 304 | 305 => SmsError::Refused(why),
        // The network did not answer the modem; and "unknown".
        332 | 500 => SmsError::Unknown(why),
        _ => SmsError::Down(why),
    }
}
