//! Texts through a GSM modem, played on a pseudo-terminal: it speaks AT commands as strictly as a
//! real one, and misbehaves as asked.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use serde_json::{Value, json};
use tiffin::base::Phone;
use tiffin::config::SmsSettings;
use tiffin::notifications::{Delivered, Note, deliver, queue_in};
use tiffin::store::Tx;
use tiffin::wire::{Actor, MessageKind};

use super::PHONE;
use crate::desk::{Ask, Desk};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    WantsPin,
    NoNetwork,
    /// The network answers a text with this number.
    Refuses(u16),
    /// It takes the text and says nothing more.
    FallsSilent,
}

/// A text as the network got it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Texted {
    to: String,
    body: String,
}

#[derive(Default)]
struct Air {
    mood: Mutex<Option<Mood>>,
    texted: Mutex<Vec<Texted>>,
}

struct FakeModem {
    device: PathBuf,
    air: Arc<Air>,
    /// The line stays when the box lets go of it between two texts.
    _line: OwnedFd,
}

impl FakeModem {
    fn plug_in() -> FakeModem {
        let own = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&own).expect("granted");
        unlockpt(&own).expect("unlocked");
        let name = ptsname(&own, Vec::new()).expect("a name").into_string().expect("text");
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let line = rustix::fs::open(&*name, flags, Mode::empty()).expect("the line");
        let (device, air) = (PathBuf::from(name), Arc::new(Air::default()));
        let heard = air.clone();
        std::thread::spawn(move || Talk { port: File::from(own), air: heard, is_pdu: false }.run());
        FakeModem { device, air, _line: line }
    }

    fn is(&self, mood: Mood) {
        *self.air.mood.lock().expect("a mood") = Some(mood);
    }

    fn texted(&self) -> Vec<Texted> {
        self.air.texted.lock().expect("texts").clone()
    }

    fn settings(&self) -> SmsSettings {
        SmsSettings {
            modem_device: Some(self.device.clone()),
            modem_patience: Duration::from_secs(10),
            ..SmsSettings::default()
        }
    }
}

struct Talk {
    port: File,
    air: Arc<Air>,
    is_pdu: bool,
}

impl Talk {
    /// Until the line is gone.
    fn run(mut self) {
        let mut echoes = true;
        while let Some(command) = self.read_until(b"\r") {
            if echoes {
                self.say(&format!("{command}\r"));
            }
            let mood = self.air.mood.lock().expect("a mood").unwrap_or(Mood::Well);
            let ok = "\r\nOK\r\n";
            match command.as_str() {
                "AT" | "AT+CMEE=1" | "AT+CSCS=\"GSM\"" => self.say(ok),
                "ATE0" => {
                    echoes = false;
                    self.say(ok);
                }
                "AT+CPIN?" if mood == Mood::WantsPin => {
                    self.say("\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n")
                }
                "AT+CPIN?" => self.say("\r\n+CPIN: READY\r\n\r\nOK\r\n"),
                "AT+CREG?" if mood == Mood::NoNetwork => self.say("\r\n+CREG: 0,2\r\n\r\nOK\r\n"),
                // Something unasked comes in between.
                "AT+CREG?" => self.say("\r\nRING\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n"),
                "AT+CMGF=0" | "AT+CMGF=1" => {
                    self.is_pdu = command.ends_with('0');
                    self.say(ok);
                }
                command if command.starts_with("AT+CSMP=17,") => self.say(ok),
                command if command.starts_with("AT+CMGS=") => {
                    let to = command["AT+CMGS=".len()..].to_owned();
                    self.take(&to, mood);
                }
                _ => self.say("\r\nERROR\r\n"),
            }
        }
    }

    fn take(&mut self, to: &str, mood: Mood) {
        self.say("\r\n> ");
        let Some(text) = self.read_until(b"\x1a\x1b") else { return };
        let texted = match self.is_pdu {
            true => decoded(&text, to.parse().expect("a length")),
            false => Texted { to: to.trim_matches('"').to_owned(), body: text },
        };
        match mood {
            Mood::Refuses(n) => self.say(&format!("\r\n+CMS ERROR: {n}\r\n")),
            _ => {
                let mut all = self.air.texted.lock().expect("texts");
                all.push(texted);
                let answer = format!("\r\n+CMGS: {}\r\n\r\nOK\r\n", all.len());
                drop(all);
                if mood != Mood::FallsSilent {
                    self.say(&answer);
                }
            }
        }
    }

    fn say(&mut self, text: &str) {
        // The box may have let go of the line: then nobody hears it.
        let _ = self.port.write_all(text.as_bytes());
    }

    /// What comes before one of `ends`. None when the line is gone.
    fn read_until(&mut self, ends: &[u8]) -> Option<String> {
        let (mut text, mut byte) = (Vec::new(), [0]);
        loop {
            self.port.read_exact(&mut byte).ok()?;
            if ends.contains(&byte[0]) {
                return String::from_utf8(text).ok();
            }
            text.push(byte[0]);
        }
    }
}

/// Reads an SMS-SUBMIT in UCS-2, as the standard has it.
fn decoded(hex: &str, length: usize) -> Texted {
    let bytes = data_encoding::HEXUPPER.decode(hex.as_bytes()).expect("hexadecimal");
    assert_eq!(bytes[0], 0, "the SIM's own service centre");
    let bytes = &bytes[1..];
    assert_eq!(bytes.len(), length, "as long as it was said to be");
    assert_eq!(bytes[0] & 0b0001_1011, 0x11, "a text to be sent, with a relative validity");
    let digits = usize::from(bytes[2]);
    assert_eq!(bytes[3], 0x91, "an international number");
    let number = &bytes[4..4 + digits.div_ceil(2)];
    let pairs = number.iter().flat_map(|pair| [pair & 0x0f, pair >> 4]);
    let to: String = pairs.take(digits).map(|digit| char::from(b'0' + digit)).collect();
    let rest = &bytes[4 + number.len()..];
    assert_eq!(rest[..2], [0x00, 0x08], "plain text in UCS-2");
    let user = &rest[4..];
    assert_eq!(usize::from(rest[3]), user.len());
    assert!(user.len() <= 140, "what fits into one");
    let skip = if bytes[0] & 0x40 != 0 { usize::from(user[0]) + 1 } else { 0 };
    let units = user[skip..].chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
    let body = String::from_utf16(&units.collect::<Vec<_>>()).expect("whole characters");
    Texted { to: format!("+{to}"), body }
}

/// A box with this modem, which its owner has agreed to.
async fn open_with(modem: &FakeModem) -> (Desk, String) {
    let (desk, owner) = super::open_with(modem.settings()).await;
    let wish = json!({ "order": ["MODEM"], "agrees_to_modem": true });
    let set = desk.ask(Ask::put("/api/texts/gateways", wish).by(&owner)).await;
    assert_eq!(set.body["modem_agreed_by"], "Meera", "{}", set.body);
    (desk, owner)
}

/// Sends a text; answers it as staff see it.
async fn send(desk: &Desk, owner: &str, subject: &str, text: &str) -> (Delivered, Value) {
    desk.pass(1);
    let phone: Phone = PHONE.parse().expect("a number");
    let (at, text) = (desk.clock.now(), text.to_owned());
    let note = Note { kind: MessageKind::Ready, subject: subject.into(), phone, text, at };
    let work = move |tx: &Tx| queue_in(tx, &note);
    desk.app.store.write(&Actor::the_box(), work).await.expect("queued").expect("new");
    let delivered = deliver(&desk.app).await.expect("delivered");
    let messages = desk.ask(Ask::get("/api/messages").by(owner)).await.body;
    (delivered, messages["items"][0].clone())
}

#[tokio::test]
async fn a_modem_sends_english_and_hindi_but_only_where_it_was_agreed_to() {
    let modem = FakeModem::plug_in();
    let (desk, owner) = super::open_with(modem.settings()).await;
    let (_, message) = send(&desk, &owner, "order-1", "Your order is ready.").await;
    assert_eq!((&message["state"], &message["gateway"]), (&json!("SENT"), &json!("COUNTER")));
    assert!(modem.texted().is_empty(), "nobody has agreed to it");

    let (desk, owner) = open_with(&modem).await;
    let long = "ऑर्डर 12 परोसा गया। भुगतान: http://192.168.100.200:8080/t/AAUAAdc307B4mKdsYZQ";
    for (subject, text) in [
        ("order-1", "Your order is ready."),
        ("order-2", "आपका ऑर्डर 12 तैयार है।"),
        ("order-3", long),
    ] {
        let (delivered, message) = send(&desk, &owner, subject, text).await;
        assert_eq!(delivered, Delivered::default(), "{message}");
        assert_eq!((&message["state"], &message["gateway"]), (&json!("SENT"), &json!("MODEM")));
    }
    let texted = modem.texted();
    assert!(texted.iter().all(|text| text.to == "+919876543210"), "{texted:?}");
    let bodies: Vec<&str> = texted.iter().map(|text| text.body.as_str()).collect();
    assert_eq!(bodies[..2], ["Your order is ready.", "आपका ऑर्डर 12 तैयार है।"]);
    assert_eq!((bodies.len(), bodies[2..].concat()), (4, long.to_owned()), "two pieces");
}

#[tokio::test]
async fn what_a_modem_did_not_take_waits_and_what_it_may_have_taken_is_given_up() {
    let modem = FakeModem::plug_in();
    let (desk, owner) = open_with(&modem).await;
    for (mood, why) in [
        (Mood::WantsPin, "PIN"),
        (Mood::NoNetwork, "no network"),
        (Mood::Refuses(331), "331"),
        (Mood::Refuses(42), "42"),
    ] {
        modem.is(mood);
        let (delivered, message) = send(&desk, &owner, why, "It is ready.").await;
        let waits = delivered.waits.unwrap_or_default();
        assert!(waits.contains(why), "{mood:?}: {waits} {message}");
        modem.is(Mood::Well);
        assert_eq!(deliver(&desk.app).await.ok(), Some(Delivered::default()));
    }
    assert_eq!(modem.texted().len(), 4, "each once, when it was back");

    modem.is(Mood::Refuses(1));
    let (_, message) = send(&desk, &owner, "nobody's number", "It is ready.").await;
    assert_eq!(message["state"], "FAILED", "{message}");
    modem.is(Mood::FallsSilent);
    let (_, message) = send(&desk, &owner, "silence", "It is ready.").await;
    assert_eq!(message["state"], "FAILED", "{message}");
    modem.is(Mood::Well);
    assert_eq!(deliver(&desk.app).await.ok(), Some(Delivered::default()));
    assert_eq!(modem.texted().len(), 5, "the one it fell silent over is not sent again");
}

#[tokio::test]
async fn a_sim_sends_ten_texts_a_minute() {
    let modem = FakeModem::plug_in();
    let (desk, owner) = open_with(&modem).await;
    for n in 0..10 {
        let (delivered, _) = send(&desk, &owner, &format!("order-{n}"), "It is ready.").await;
        assert_eq!(delivered, Delivered::default());
    }
    let (delivered, _) = send(&desk, &owner, "order-10", "It is ready.").await;
    assert!(delivered.waits.is_some_and(|why| why.contains("minute")));
    desk.pass(60);
    assert_eq!(deliver(&desk.app).await.ok(), Some(Delivered::default()));
    assert_eq!(modem.texted().len(), 11);
}

#[tokio::test]
async fn a_modem_that_was_pulled_out_is_away() {
    let modem_device = Some("/dev/no-such-modem".into());
    let settings = SmsSettings { modem_device, ..SmsSettings::default() };
    let (desk, owner) = super::open_with(settings).await;
    let wish = json!({ "order": ["MODEM"], "agrees_to_modem": true });
    desk.ask(Ask::put("/api/texts/gateways", wish).by(&owner)).await;
    let (delivered, _) = send(&desk, &owner, "order-1", "It is ready.").await;
    assert!(delivered.waits.is_some_and(|why| why.contains("no-such-modem")));
}
