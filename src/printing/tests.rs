use super::escpos::Size;
use super::layout::{Row, Sheet};
use super::model::{PrinterKind, Setting};
use crate::typeset::{Dots, Fonts, Weight};

fn setting(kind: PrinterKind, address: &str) -> Setting {
    Setting {
        name: "Bar".into(),
        kind,
        address: address.into(),
        width: 80,
        stations: vec!["Tandoor".into()],
        is_receipts: false,
        opens_drawer: false,
        is_active: true,
    }
}

#[test]
fn a_printer_is_no_way_to_write_elsewhere_on_the_box() {
    use PrinterKind::{File, Tcp, Usb};
    for (kind, good) in
        [(Tcp, "192.168.1.50:9100"), (Tcp, "[fe80::1]:9100"), (Usb, "/dev/usb/lp0"), (File, "bar")]
    {
        assert!(setting(kind, good).checked().is_ok(), "{good}");
    }
    for (kind, bad) in [
        (Usb, "/dev/sda"),
        (Usb, "/dev/usb/lp0/../../sda"),
        (File, "../tiffin"),
        (File, "/etc/passwd"),
        (Tcp, "bar"),
        (Tcp, "bar:0"),
        (Tcp, ":9100"),
    ] {
        assert!(setting(kind, bad).checked().is_err(), "{bad}");
    }
    assert!(setting(Tcp, "a:1").prints_for("tandoor"));
    assert!(!setting(Tcp, "a:1").prints_for("Bar"));
}

/// What the printer is told, as its own letters show it; pictures are left out.
fn letters(dots: usize, rows: &[Row]) -> Vec<String> {
    let fonts = Fonts::load().expect("fonts");
    let mut sheet = Sheet::new(&fonts, dots);
    rows.iter().for_each(|row| sheet.row(row));
    let bytes = sheet.cut();
    let lines = bytes.split(|c| *c == b'\n');
    let plain = |line: &[u8]| line.rsplit(|c| *c < 0x20).next().unwrap_or_default().to_vec();
    lines.map(|line| String::from_utf8_lossy(&plain(line)).into_owned()).collect()
}

#[test]
fn amounts_stand_at_the_right_edge_however_long_the_name() {
    let long = "Paneer Tikka Lababdar with extra butter and a very long name";
    for (dots, columns) in [(384, 32), (576, 48)] {
        let lines = letters(dots, &[Row::of(long).and("1,290.00", columns)]);
        assert_eq!(lines[0].len(), columns, "{}", lines[0]);
        assert!(lines[0].ends_with(" 1,290.00"));
        assert!(lines[1..].iter().all(|line| line.len() <= columns));
    }
}

#[test]
fn nothing_a_guest_writes_is_a_command() {
    let fonts = Fonts::load().expect("fonts");
    let mut sheet = Sheet::new(&fonts, 576);
    sheet.row(&Row::of("\u{1b}p\u{0}\u{19} open \u{1d}V\u{0}"));
    let bytes = sheet.cut();
    let kick = [0x1b, b'p'];
    assert!(!bytes.windows(2).any(|pair| pair == kick));
}

#[test]
fn what_the_printer_has_no_letters_for_is_drawn() {
    let fonts = Fonts::load().expect("fonts");
    for text in ["पनीर टिक्का", "₹1,290.00"] {
        let mut sheet = Sheet::new(&fonts, 576);
        sheet.row(&Row::of(text).sized(Size::Tall));
        let bytes = sheet.cut();
        assert!(bytes.windows(3).any(|three| three == [0x1d, b'v', b'0']), "{text}");
    }
    let mut dots = Dots::new(200, 40);
    dots.write(&fonts, &fonts.line(Weight::Regular, "क"), (4.0, 28.0), 26.0);
    let ink = (0..40).flat_map(|y| (0..200).map(move |x| (x, y)));
    let black: Vec<_> = ink.filter(|(x, y)| dots.is_black(*x, *y)).collect();
    assert!(black.len() > 40 && black.iter().all(|(x, _)| *x < 40), "{}", black.len());
}
