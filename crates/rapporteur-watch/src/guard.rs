//! Which machines may be asked: those of the public network, and hosts of one's own that are named.
//!
//! Looked at where a name becomes the address that is connected to, for every connection: a name whose answer changes, a redirection and an
//! address written as a number all come through here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and leaves out of the answers what is not public.
#[derive(Debug)]
pub(crate) struct Guard<R = DefaultResolver> {
    inner: R,
    own: Vec<String>,
}

impl Guard {
    /// One that lets the hosts of `own` lie in a private network.
    pub(crate) fn new(own: &[String]) -> Self {
        Self { inner: DefaultResolver::default(), own: own.iter().map(|host| host.to_ascii_lowercase()).collect() }
    }
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        if self.own.contains(&host) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| is_public(address.ip())).for_each(|&address| public.push(address));
        match public.is_empty() {
            true => Err(ureq::Error::Other(Box::new(Private(host)))),
            false => Ok(public),
        }
    }
}

/// A host whose name leads to no public address.
#[derive(Debug, thiserror::Error)]
#[error("{0} lies in a private network; name it under `private` if it is yours")]
pub(crate) struct Private(String);

/// Is it an address of the public network? By the registries of special addresses (RFC 6890 and what came after it); an address of the newer
/// kind that stands for one of the older is judged as that.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => within_v6(address).map_or_else(|| is_public_v6(address), is_public_v4),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0
        || a >= 224
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only 2000::/3 is given out; within it lie documentation, benchmarks and old ways of tunnelling.
    a & 0xe000 == 0x2000 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && !(a == 0x3fff && b < 0x1000)
}

/// The older address that a newer one stands for: mapped, translated (64:ff9b::/96) or tunnelled (2002::/16).
fn within_v6(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let pair = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(pair(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use ureq::unversioned::transport::DefaultConnector;

    #[test]
    fn only_the_public_network_is_public() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    /// Answers first with a public address, then with the loopback.
    #[derive(Debug, Default)]
    struct Rebinding(AtomicUsize);

    impl Resolver for Rebinding {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let ip = if self.0.fetch_add(1, Ordering::Relaxed) == 0 { "93.184.215.14:80" } else { "127.0.0.1:80" };
            let mut found = self.empty();
            found.push(ip.parse::<SocketAddr>().expect("it is an address"));
            Ok(found)
        }
    }

    #[test]
    fn a_name_that_is_bound_anew_is_refused() {
        let guard = Guard { inner: Rebinding(AtomicUsize::new(1)), own: Vec::new() };
        let agent = ureq::Agent::with_parts(Config::builder().proxy(None).build(), DefaultConnector::default(), guard);
        let error = agent.get("http://rebound.example/").call().expect_err("it is refused");
        assert!(error.to_string().contains("private network"), "{error}");
    }
}
