use std::collections::VecDeque;

/// Bytes of one line that are kept; a modem says nothing longer that matters.
const MAX_LINE: usize = 512;

/// What a modem said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Ok,
    Error,
    /// `+CMS ERROR: n`: about a text.
    Cms(u16),
    /// `+CME ERROR: n`: about the modem or its SIM.
    Cme(u16),
    /// It waits for the text.
    Prompt,
    /// Anything else, also what it says unasked.
    Line(String),
}

/// Makes words of what comes over the line, in whatever pieces it comes. Keeps one line at most.
#[derive(Debug, Default)]
pub struct Ear {
    line: Vec<u8>,
    heard: VecDeque<Heard>,
}

impl Ear {
    pub fn push(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                b'\r' | b'\n' => self.end_line(),
                // The prompt is the one thing that no line's end follows.
                b' ' if self.line == b">" => {
                    self.line.clear();
                    self.heard.push_back(Heard::Prompt);
                }
                byte if self.line.len() < MAX_LINE => self.line.push(byte),
                _ => {}
            }
        }
    }

    pub fn next(&mut self) -> Option<Heard> {
        self.heard.pop_front()
    }

    fn end_line(&mut self) {
        let line = String::from_utf8_lossy(&self.line).trim().to_owned();
        self.line.clear();
        if !line.is_empty() {
            self.heard.push_back(understood(line));
        }
    }
}

fn understood(line: String) -> Heard {
    let number = |prefix: &str| line.strip_prefix(prefix)?.trim().parse::<u16>().ok();
    match line.as_str() {
        "OK" => Heard::Ok,
        "ERROR" => Heard::Error,
        _ => match (number("+CMS ERROR:"), number("+CME ERROR:")) {
            (Some(n), _) => Heard::Cms(n),
            (_, Some(n)) => Heard::Cme(n),
            _ => Heard::Line(line),
        },
    }
}

/// Whether `+CREG: n,stat` says that the SIM is in a network: its own, or roaming.
pub fn is_registered(line: &str) -> Option<bool> {
    let (_, after) = line.strip_prefix("+CREG:")?.split_once(',')?;
    let stat = after.split(',').next()?.trim();
    Some(matches!(stat, "1" | "5"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(pieces: &[&[u8]]) -> Vec<Heard> {
        let mut ear = Ear::default();
        let mut all = Vec::new();
        for piece in pieces {
            ear.push(piece);
            all.extend(std::iter::from_fn(|| ear.next()));
        }
        all
    }

    #[test]
    fn lines_prompts_and_errors_are_told_apart() {
        let said = b"AT\r\r\nOK\r\n\r\n+CREG: 0,5\r\n\r\nOK\r\n\r\n> \r\n+CMGS: 7\r\n\r\nOK\r\n\
                     +CMS ERROR: 331\r\n+CME ERROR: 10\r\nERROR\r\n+CMS ERROR: SMS busy\r\n";
        let line = |text: &str| Heard::Line(text.into());
        assert_eq!(
            all(&[said]),
            [
                line("AT"),
                Heard::Ok,
                line("+CREG: 0,5"),
                Heard::Ok,
                Heard::Prompt,
                line("+CMGS: 7"),
                Heard::Ok,
                Heard::Cms(331),
                Heard::Cme(10),
                Heard::Error,
                line("+CMS ERROR: SMS busy"),
            ]
        );
    }

    #[test]
    fn a_network_of_its_own_or_a_foreign_one_will_do() {
        for (line, is) in [
            ("+CREG: 0,1", Some(true)),
            ("+CREG: 2,5,\"00C3\",\"1A2B\"", Some(true)),
            ("+CREG: 0,2", Some(false)),
            ("+CREG: 0,3", Some(false)),
            ("+CREG: 0", None),
            ("+CSQ: 1,5", None),
        ] {
            assert_eq!(is_registered(line), is, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_are_heard_alike_and_kept_within_bounds(
            bytes in proptest::collection::vec(
                prop_oneof![any::<u8>(), Just(b'\r'), Just(b'\n'), Just(b'>'), Just(b' ')], 0..2000),
            cuts in proptest::collection::vec(0_usize..2000, 0..20),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts {
                pieces.push(&bytes[from..cut]);
                from = cut;
            }
            pieces.push(&bytes[from..]);
            prop_assert_eq!(all(&pieces), all(&[&bytes]));
            let mut ear = Ear::default();
            ear.push(&bytes);
            prop_assert!(ear.line.len() <= MAX_LINE);
        }

        #[test]
        fn a_registration_line_of_any_shape_harms_nobody(line in ".{0,60}") {
            is_registered(&line);
            is_registered(&format!("+CREG:{line}"));
        }
    }
}
