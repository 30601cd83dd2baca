use super::pen::{HAIR, INK, Pen, SAFFRON, SOFT, WASH, WHITE, bold, regular};
use super::wifi::Wifi;
use crate::base::Result;

/// What stands on one table's card.
pub struct Card {
    pub house: String,
    pub table: String,
    pub number: u16,
    pub url: String,
    pub wifi: Option<Wifi>,
}

/// A6. The card is drawn at this size and scaled to others of the same shape.
pub const WIDTH: f32 = 297.64;
pub const HEIGHT: f32 = 419.53;

const MARGIN: f32 = 22.0;
const MIDDLE: f32 = WIDTH / 2.0;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const GUTTER: f32 = 14.0;
const COLUMN: f32 = (ROOM - GUTTER) / 2.0;

/// One thing to do: its number, how it is called, and the code that does it.
struct Step<'a> {
    number: &'a str,
    english: &'a str,
    hindi: &'a str,
    code: &'a str,
}

pub fn draw(pen: &mut Pen, card: &Card) -> Result<()> {
    heading(pen, card);
    pen.line((MARGIN, 124.0), (WIDTH - MARGIN, 124.0), HAIR);
    let menu = Step {
        number: "2", english: "Open the menu", hindi: "मेन्यू खोलें", code: &card.url
    };
    match &card.wifi {
        Some(wifi) => {
            let code = wifi.code();
            let (english, hindi) = ("Join the Wi-Fi", "वाई-फ़ाई से जुड़ें");
            let join = Step { number: "1", english, hindi, code: &code };
            let (left, right) = (MARGIN + COLUMN / 2.0, WIDTH - MARGIN - COLUMN / 2.0);
            step(pen, left, COLUMN, &join)?;
            step(pen, right, COLUMN, &menu)?;
            network(pen, left, wifi);
            pen.centred(right, 303.0, COLUMN, bold(8.0, INK), "Order, call us, see the bill");
            pen.centred(right, 314.0, COLUMN, regular(8.0, SOFT), "ऑर्डर करें, बुलाएँ, बिल देखें");
        }
        None => {
            step(pen, MIDDLE, 150.0, &Step { number: "", ..menu })?;
        }
    }
    address(pen, &card.url);
    hints(pen);
    Ok(())
}

/// The restaurant's name, and the table's as large as it may be.
fn heading(pen: &mut Pen, card: &Card) {
    pen.centred(MIDDLE, 36.0, ROOM, bold(15.0, SAFFRON), &card.house);
    pen.centred(MIDDLE, 56.0, ROOM, regular(10.0, SOFT), "Table · मेज़");
    // A name in a script there are no letters for would come out torn.
    let number = card.number.to_string();
    let name = if pen.fonts.can_write(&card.table) { &card.table } else { &number };
    pen.centred(MIDDLE, 108.0, ROOM, bold(66.0, INK), name);
}

fn step(pen: &mut Pen, middle: f32, side: f32, step: &Step) -> Result<()> {
    let (title, below) = (bold(12.0, INK), regular(10.5, SOFT));
    match step.number {
        "" => {
            pen.centred(middle, 141.0, COLUMN, title, step.english);
            pen.centred(middle, 154.0, COLUMN, below, step.hindi);
        }
        number => {
            let left = middle - COLUMN / 2.0;
            pen.blob((left, 133.5), (21.0, 21.0), 10.5, SAFFRON);
            pen.centred(left + 10.5, 148.3, 21.0, bold(13.0, WHITE), number);
            pen.from(left + 28.0, 141.5, COLUMN - 28.0, title, step.english);
            pen.from(left + 28.0, 155.0, COLUMN - 28.0, below, step.hindi);
        }
    }
    pen.code(middle - side / 2.0, 163.0, side, step.code)
}

fn network(pen: &mut Pen, middle: f32, wifi: &Wifi) {
    let password = match wifi.password.as_str() {
        "" => "No password · पासवर्ड नहीं",
        password => password,
    };
    pen.centred(middle, 303.0, COLUMN, bold(9.0, INK), &wifi.ssid);
    pen.centred(middle, 314.0, COLUMN, regular(9.0, INK), password);
}

/// For a phone whose camera does not read codes.
fn address(pen: &mut Pen, url: &str) {
    pen.line((MARGIN, 324.0), (WIDTH - MARGIN, 324.0), HAIR);
    let label = "or type this address · या यह पता लिखें";
    pen.centred(MIDDLE, 336.0, ROOM, regular(8.0, SOFT), label);
    pen.centred(MIDDLE, 349.0, ROOM, bold(9.5, INK), url);
}

fn hints(pen: &mut Pen) {
    pen.blob((MARGIN, 358.0), (ROOM, 40.0), 9.0, WASH);
    let room = ROOM - 16.0;
    let english = "No internet? Turn mobile data off.";
    pen.centred(MIDDLE, 374.0, room, bold(11.0, INK), english);
    let hindi = "इंटरनेट नहीं? मोबाइल डेटा बंद करें।";
    pen.centred(MIDDLE, 390.0, room, regular(11.0, INK), hindi);
}
