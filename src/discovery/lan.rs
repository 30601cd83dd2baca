use std::net::{IpAddr, Ipv4Addr};

use if_addrs::Interface;

/// What containers, virtual machines and tunnels call their interfaces.
const NOT_LAN: [&str; 12] =
    ["lo", "docker", "veth", "br-", "virbr", "lxc", "lxd", "cni", "flannel", "tun", "tap", "wg"];

/// Whether phones may be on the other side of this interface.
pub(super) fn is_lan(interface: &Interface) -> bool {
    !interface.is_loopback() && !NOT_LAN.iter().any(|name| interface.name.starts_with(name))
}

/// The IPv4 address that phones on the LAN reach this machine by; None without a network.
pub fn lan_address() -> Option<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let addresses = interfaces.iter().filter(|one| is_lan(one)).filter_map(|one| match one.ip() {
        IpAddr::V4(v4) => Some((one.name.as_str(), v4)),
        IpAddr::V6(_) => None,
    });
    best(addresses).map(IpAddr::V4)
}

/// A private address before a public one, a cable before the radio; then the first by name, so
/// that the answer is the same tomorrow.
fn best<'a>(addresses: impl Iterator<Item = (&'a str, Ipv4Addr)>) -> Option<Ipv4Addr> {
    let usable = addresses.filter(|(_, address)| {
        !address.is_loopback() && !address.is_link_local() && !address.is_unspecified()
    });
    let rank = |(name, address): &(&'a str, Ipv4Addr)| {
        (!address.is_private(), name.starts_with("wl"), *name, *address)
    };
    usable.min_by_key(rank).map(|(_, address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(addresses: &[(&str, [u8; 4])]) -> Option<String> {
        let addresses = addresses.iter().map(|(name, octets)| (*name, Ipv4Addr::from(*octets)));
        best(addresses).map(|address| address.to_string())
    }

    #[test]
    fn phones_are_sent_to_the_private_address_of_the_cable() {
        let radio = ("wlan0", [192, 168, 4, 1]);
        let cable = ("eth0", [192, 168, 1, 20]);
        let public = ("enp1s0", [203, 0, 113, 9]);
        let nobody = ("eth1", [169, 254, 7, 7]);
        assert_eq!(chosen(&[radio, public, nobody, cable]).as_deref(), Some("192.168.1.20"));
        assert_eq!(chosen(&[radio, public]).as_deref(), Some("192.168.4.1"));
        assert_eq!(chosen(&[public, nobody]).as_deref(), Some("203.0.113.9"));
        assert_eq!(chosen(&[nobody]), None);
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn this_machine_is_never_reached_by_its_own_loop() {
        if let Some(address) = lan_address() {
            assert!(!address.is_loopback() && address.is_ipv4(), "{address}");
        }
    }
}
