use serde::{Deserialize, Serialize};

/// What becomes of requests to the gateway, for a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Requests whose `METHOD /path` has this in it.
    pub on: String,
    pub kind: FaultKind,
    /// How many of them.
    pub times: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The request waits until it is let go.
    Held,
    /// The gateway says that it is broken.
    Broken,
    /// The gateway does not know the house's keys.
    Stranger,
    /// The house's account is empty.
    Poor,
    /// The request is lost on its way there: nothing is done, nothing is answered.
    LostBefore,
    /// The answer is lost on its way back: it is done, and nobody hears of it.
    LostAfter,
}

/// The faults that are still to come.
#[derive(Default)]
pub struct Weather(Vec<Fault>);

impl Weather {
    pub fn bring(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What becomes of this request.
    pub fn strikes(&mut self, request: &str) -> Option<FaultKind> {
        let at = self.0.iter().position(|fault| fault.times > 0 && request.contains(&fault.on))?;
        let fault = &mut self.0[at];
        fault.times -= 1;
        let kind = fault.kind;
        self.0.retain(|fault| fault.times > 0);
        Some(kind)
    }
}
