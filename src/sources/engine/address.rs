//! Where an engine listens.

use std::fmt;
use std::io;
use std::net::{IpAddr, TcpStream, ToSocketAddrs as _};
use std::str::FromStr;
use std::time::Duration;

use super::error::EngineError;

/// `sc://host:port`; nothing secret is part of it.
///
/// ```
/// use tradeproof::sources::engine::Address;
/// let address: Address = "sc://127.0.0.1:15002".parse().unwrap();
/// assert!(address.is_loopback());
/// assert!("sc://127.0.0.1:15002/;token=x".parse::<Address>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// Whether the engine is on this machine; every other one is spoken to under TLS.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.bare_host().parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Whether anybody takes a connection, whatever they speak; told at once, where a client would try again and again.
    ///
    /// # Errors
    /// When the name is not known, or nobody takes a connection in time.
    pub fn knock(&self, within: Duration) -> io::Result<()> {
        let mut last = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
        for place in (self.bare_host(), self.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&place, within) {
                Ok(_) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Without the brackets around an address of the sixth version.
    fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sc://{}:{}", self.host, self.port)
    }
}

impl FromStr for Address {
    type Err = EngineError;

    fn from_str(text: &str) -> Result<Self, EngineError> {
        let wrong = || EngineError::Address { found: text.to_owned() };
        let rest = text.strip_prefix("sc://").ok_or_else(wrong)?;
        if rest.contains(['/', ';', '@', '?', '#']) {
            return Err(EngineError::Secret);
        }
        let (host, port) = rest.rsplit_once(':').ok_or_else(wrong)?;
        let named = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        if host.is_empty() || !host.bytes().all(named) || (host.contains(':') && !host.starts_with('[')) {
            return Err(wrong());
        }
        Ok(Self { host: host.to_ascii_lowercase(), port: port.parse().map_err(|_| wrong())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_host_and_a_port_are_an_address() {
        for wrong in
            ["", "127.0.0.1:1", "sc://", "sc://host", "sc://host:port", "sc://:1", "sc://h o:1", "sc://::1:15002"]
        {
            assert!(matches!(wrong.parse::<Address>(), Err(EngineError::Address { .. })), "{wrong}");
        }
        for secret in ["sc://host:1/;token=abc", "sc://user:abc@host:1", "sc://host:1?x"] {
            let error = secret.parse::<Address>().unwrap_err();
            assert!(matches!(error, EngineError::Secret) && !error.to_string().contains("abc"));
        }
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for (text, loopback) in [
            ("sc://localhost:1", true),
            ("sc://[::1]:1", true),
            ("sc://127.0.0.9:1", true),
            ("sc://10.0.0.1:1", false),
            ("sc://localhost.example:1", false),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().is_loopback(), loopback, "{text}");
        }
    }
}
