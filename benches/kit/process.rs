use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// What of a process's memory is meant, by its name in `/proc/PID/status`.
#[derive(Clone, Copy)]
pub enum Memory {
    Now,
    Most,
}

/// One of our programs, killed when dropped.
pub struct Process {
    pub url: String,
    child: Child,
}

impl Process {
    /// Waits for the line that says where it listens, after `greeting`.
    pub async fn start(command: &mut Command, greeting: &str) -> Process {
        let mut child =
            command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        while let Some(line) = lines.next_line().await.expect("a line") {
            if let Some(url) = line.strip_prefix(greeting) {
                return Process { url: url.to_owned(), child };
            }
        }
        panic!("{command:?} did not start");
    }

    pub async fn kill(mut self) {
        self.child.kill().await.expect("stopped");
    }

    /// Mebibytes it holds in memory.
    pub fn memory(&self, what: Memory) -> f64 {
        let name = match what {
            Memory::Now => "VmRSS:",
            Memory::Most => "VmHWM:",
        };
        let status = format!("/proc/{}/status", self.child.id().expect("it runs"));
        let status = std::fs::read_to_string(status).expect("its status");
        let line = status.lines().find(|line| line.starts_with(name)).expect("its memory");
        let kib = line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok());
        kib.expect("a number") / 1_024.0
    }
}
