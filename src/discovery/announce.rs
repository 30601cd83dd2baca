use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use if_addrs::Interface;
use mdns_sd::{
    DaemonEvent, DnsNameChange, IfKind, IfPredicate, Receiver, ServiceDaemon, ServiceInfo,
};

use super::lan::is_lan;

const KIND: &str = "_http._tcp.local.";
/// How long a stop waits for the goodbye to go out.
const PARTING: Duration = Duration::from_secs(1);
/// Letters of one label of a name, less room for `-99`.
const MAX_LABEL: usize = 60;

/// The box's announcement. It lasts until it is stopped or dropped.
pub struct Discovery {
    daemon: ServiceDaemon,
    service: String,
    name: Arc<Mutex<String>>,
}

/// Where to announce. Tests keep to themselves.
struct Reach {
    port: u16,
    interfaces: fn(&Interface) -> bool,
    /// None: whatever addresses the interfaces have, followed as they change.
    address: Option<IpAddr>,
}

impl Discovery {
    /// Announces `http://<name>.local:<port>` on the LAN. None when that cannot even be tried;
    /// the box works without.
    pub fn start(name: &str, port: u16) -> Option<Discovery> {
        let reach = Reach { port: mdns_sd::MDNS_PORT, interfaces: is_lan, address: None };
        match Discovery::announce(name, port, &reach) {
            Ok(discovery) => Some(discovery),
            Err(error) => {
                tracing::warn!("the box is not announced on the network: {error}");
                None
            }
        }
    }

    fn announce(name: &str, port: u16, reach: &Reach) -> mdns_sd::Result<Discovery> {
        let label = label(name);
        let host = format!("{label}.local.");
        let path = [("path", "/")];
        let service = match reach.address {
            Some(address) => ServiceInfo::new(KIND, &label, &host, address, port, &path[..])?,
            None => ServiceInfo::new(KIND, &label, &host, "", port, &path[..])?.enable_addr_auto(),
        };
        let daemon = ServiceDaemon::new_with_port(reach.port)?;
        daemon.disable_interface(IfKind::All)?;
        daemon.enable_interface(IfKind::Predicate(IfPredicate::new(reach.interfaces)))?;
        let name = Arc::new(Mutex::new(format!("{label}.local")));
        let (events, heard) = (daemon.monitor()?, name.clone());
        // It ends with the daemon, which hangs up.
        thread::Builder::new()
            .name("discovery".into())
            .spawn(move || listen(&events, &heard))
            .map_err(|e| mdns_sd::Error::Msg(e.to_string()))?;
        let fullname = service.get_fullname().to_owned();
        daemon.register(service)?;
        Ok(Discovery { daemon, service: fullname, name })
    }

    /// The name the box is found by, as far as it is known now: `tiffin.local`.
    pub fn name(&self) -> String {
        self.name.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the announcement back. Blocks for a second at most.
    pub fn stop(self) {}
}

impl Drop for Discovery {
    fn drop(&mut self) {
        if let Ok(said) = self.daemon.unregister(&self.service) {
            let _ = said.recv_timeout(PARTING);
        }
        let _ = self.daemon.shutdown();
    }
}

fn listen(events: &Receiver<DaemonEvent>, name: &Mutex<String>) {
    while let Ok(event) = events.recv() {
        match event {
            DaemonEvent::NameChange(change) => {
                if let Some(taken) = renamed(&change) {
                    tracing::warn!("another box has the name already; this one is {taken}");
                    *name.lock().unwrap_or_else(PoisonError::into_inner) = taken;
                }
            }
            DaemonEvent::IpAdd(address) => tracing::info!("announced at {address}"),
            DaemonEvent::IpDel(address) => tracing::info!("no longer announced at {address}"),
            DaemonEvent::Error(error) => tracing::warn!("discovery: {error}"),
            _ => {}
        }
    }
}

/// The host's new name, if it is the host that was renamed and not the service.
fn renamed(change: &DnsNameChange) -> Option<String> {
    let host = |name: &str| Some(name.trim_end_matches('.').strip_suffix(".local")?.to_owned());
    let (original, new) = (host(&change.original)?, host(&change.new_name)?);
    // A service's name has dots of its own: `tiffin._http._tcp`.
    (!original.contains('.')).then(|| format!("{new}.local"))
}

/// The name as a label of a host's name: letters, digits and hyphens.
fn label(name: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name = name.trim().trim_end_matches(".local");
    let label: String = name.chars().map(fits).take(MAX_LABEL).collect();
    let label = label.trim_matches('-');
    if label.is_empty() { "box".to_owned() } else { label.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;

    use mdns_sd::{HostnameResolutionEvent, RRType};

    use super::*;

    /// A port nobody uses, and the loop only: the neighbours hear nothing.
    fn reach(port: u16, address: &str) -> Reach {
        let address = Some(address.parse().expect("an address"));
        Reach { port, interfaces: |interface| interface.name == "lo", address }
    }

    fn free_port() -> u16 {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
        socket.local_addr().expect("an address").port()
    }

    /// Whether `name` is heard of on the loop within `patience`.
    fn is_found(port: u16, name: &str, patience: Duration) -> bool {
        let daemon = ServiceDaemon::new_with_port(port).expect("a daemon");
        daemon.disable_interface(IfKind::All).expect("told");
        daemon.enable_interface("lo").expect("told");
        let millis = u64::try_from(patience.as_millis()).ok();
        let events = daemon.resolve_hostname(&format!("{name}."), millis).expect("asked");
        let mut found = false;
        while let Ok(event) = events.recv_timeout(patience) {
            match event {
                HostnameResolutionEvent::AddressesFound(..) => {
                    found = true;
                    break;
                }
                HostnameResolutionEvent::SearchTimeout(_) => break,
                _ => {}
            }
        }
        let _ = daemon.shutdown();
        found
    }

    fn change(original: &str, new_name: &str, rr_type: RRType) -> DnsNameChange {
        let (original, new_name) = (original.to_owned(), new_name.to_owned());
        DnsNameChange { original, new_name, rr_type, intf_name: "eth0".into() }
    }

    #[test]
    fn the_hosts_new_name_is_taken_and_the_services_is_not() {
        let host = change("tiffin.local.", "tiffin-2.local.", RRType::A);
        assert_eq!(renamed(&host).as_deref(), Some("tiffin-2.local"));
        let service =
            change("tiffin._http._tcp.local.", "tiffin (2)._http._tcp.local.", RRType::SRV);
        assert_eq!(renamed(&service), None);
    }

    #[test]
    fn any_name_makes_a_label() {
        let long = "x".repeat(200);
        for (name, made) in [
            ("tiffin", "tiffin"),
            ("Tiffin.local", "tiffin"),
            ("Annapurna Bhavan!", "annapurna-bhavan"),
            ("थाली", "box"),
            ("", "box"),
            (long.as_str(), &long[..MAX_LABEL]),
        ] {
            assert_eq!(label(name), made, "{name}");
        }
    }

    #[test]
    fn starting_and_stopping_need_no_network() {
        let nowhere = Reach { interfaces: |_| false, ..reach(free_port(), "127.0.0.1") };
        let discovery = Discovery::announce("tiffin", 8080, &nowhere).expect("it runs");
        assert_eq!(discovery.name(), "tiffin.local");
        discovery.stop();
    }

    #[test]
    fn of_two_boxes_with_one_name_the_second_takes_the_next() {
        let port = free_port();
        let patience = Duration::from_secs(10);
        let first = Discovery::announce("tiffin", 8080, &reach(port, "127.0.0.1"));
        let first = first.expect("it runs");
        if !is_found(port, "tiffin.local", patience) {
            println!("skipped: this machine has no multicast on its loop");
            return;
        }
        let second = Discovery::announce("tiffin", 8081, &reach(port, "127.0.0.2"));
        let second = second.expect("it runs");
        assert!(is_found(port, "tiffin-2.local", patience));
        // The daemon says so before it goes out, on a thread that may just not have run yet.
        let mut turns = 0..1_000_000;
        while second.name() != "tiffin-2.local" && turns.next().is_some() {
            thread::yield_now();
        }
        assert_eq!(second.name(), "tiffin-2.local");
        assert_eq!(first.name(), "tiffin.local");
        second.stop();
        first.stop();
    }
}
