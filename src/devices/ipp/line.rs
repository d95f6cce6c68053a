//! The line to a print service: HTTP over a socket of this computer or over the network.
//!
//! One request, one answer, never an endless wait. It tells a service that was never reached from
//! one that fell silent with a document in its hands, because only the first may be tried again.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::time::Duration;

use super::tls::{TlsStream, Trust, encrypt};

/// Longest answer that is read: a queue that keeps 500 old jobs writes 100 KB.
const ANSWER_MAX: usize = 4 << 20;

/// Most lines before the answer's body. Assumption: print services send about ten.
const HEADER_LINES_MAX: usize = 100;

/// How long a printer may take to answer the telephone.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// Where a print service listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A host and a port.
    Network {
        /// The host's name or number.
        host: String,
        /// The port, usually 631.
        port: u16,
    },
    /// A socket in the file system of this computer.
    Socket(PathBuf),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network { host, port } => write!(f, "{host}:{port}"),
            Self::Socket(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Cut {
    /// Nothing of the request reached the service.
    NotSent(io::Error),
    /// The request was under way, or the service had it.
    Sent(io::Error),
}

/// An open or closed line.
#[derive(Debug)]
pub(super) struct Line {
    address: Address,
    time_max: Duration,
    stream: Option<BufReader<Stream>>,
    /// By whom the printer has to be vouched for, where the line is encrypted.
    trust: Option<Trust>,
    /// How often an open line turned out to be cut although the service had not said that it hangs up.
    pub(super) breaks: u32,
}

impl Line {
    pub(super) fn new(address: Address, trust: Option<Trust>, time_max: Duration) -> Self {
        Self {
            address,
            trust,
            time_max,
            stream: None,
            breaks: 0,
        }
    }

    /// Sends a request with its document and waits for the answer.
    pub(super) fn post(&mut self, path: &str, parts: &[&[u8]]) -> Result<Vec<u8>, Cut> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.connect().map_err(Cut::NotSent)?,
        };
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/ipp\r\nContent-Length: {length}\r\n\r\n",
            self.host()
        );
        let answered =
            send(stream.get_mut(), head.as_bytes(), parts).and_then(|()| read_answer(&mut stream));
        match answered {
            Ok(answer) => {
                if !answer.closes {
                    self.stream = Some(stream);
                }
                Ok(answer.body)
            }
            Err(error) => {
                self.breaks += 1;
                Err(Cut::Sent(error))
            }
        }
    }

    /// The same for a question that changes nothing: asked once more when an open line was cut meanwhile.
    pub(super) fn ask(&mut self, path: &str, request: &[u8]) -> Result<Vec<u8>, Cut> {
        let was_open = self.stream.is_some();
        match self.post(path, &[request]) {
            Err(Cut::Sent(_)) if was_open => self.post(path, &[request]),
            answer => answer,
        }
    }

    fn host(&self) -> String {
        match &self.address {
            Address::Network { .. } => self.address.to_string(),
            Address::Socket(_) => "localhost".to_owned(),
        }
    }

    fn connect(&self) -> io::Result<BufReader<Stream>> {
        let stream = match &self.address {
            Address::Network { host, port } => {
                let stream = connect(host, *port)?;
                match &self.trust {
                    None => Stream::Network(stream),
                    Some(trust) => {
                        // The other end may fall silent while both get to know each other.
                        stream.set_read_timeout(Some(self.time_max))?;
                        stream.set_write_timeout(Some(self.time_max))?;
                        Stream::Encrypted(Box::new(encrypt(stream, host, trust)?))
                    }
                }
            }
            #[cfg(unix)]
            Address::Socket(path) => Stream::Socket(std::os::unix::net::UnixStream::connect(path)?),
            #[cfg(not(unix))]
            Address::Socket(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        stream.set_timeouts(self.time_max)?;
        Ok(BufReader::new(stream))
    }
}

/// Connects to the first address of a host that answers.
pub(in crate::devices) fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT_MAX) {
            Ok(stream) => {
                // Small questions would wait for each other's acknowledgement.
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[derive(Debug)]
enum Stream {
    Network(TcpStream),
    Encrypted(Box<TlsStream>),
    #[cfg(unix)]
    Socket(std::os::unix::net::UnixStream),
}

impl Stream {
    fn set_timeouts(&self, time_max: Duration) -> io::Result<()> {
        let time_max = Some(time_max);
        match self {
            Self::Network(stream) => {
                stream.set_read_timeout(time_max)?;
                stream.set_write_timeout(time_max)
            }
            Self::Encrypted(stream) => {
                stream.sock.set_read_timeout(time_max)?;
                stream.sock.set_write_timeout(time_max)
            }
            #[cfg(unix)]
            Self::Socket(stream) => {
                stream.set_read_timeout(time_max)?;
                stream.set_write_timeout(time_max)
            }
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Network(stream) => stream.read(buffer),
            Self::Encrypted(stream) => stream.read(buffer),
            #[cfg(unix)]
            Self::Socket(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Network(stream) => stream.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
            #[cfg(unix)]
            Self::Socket(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Network(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
            #[cfg(unix)]
            Self::Socket(stream) => stream.flush(),
        }
    }
}

struct Answer {
    body: Vec<u8>,
    closes: bool,
}

fn send(stream: &mut Stream, head: &[u8], parts: &[&[u8]]) -> io::Result<()> {
    stream.write_all(head)?;
    for part in parts {
        stream.write_all(part)?;
    }
    stream.flush()
}

fn read_answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    loop {
        let status = header_line(stream)?;
        let code = status.split(' ').nth(1).unwrap_or_default().to_owned();
        let (mut length, mut is_chunked, mut closes) =
            (None, false, status.starts_with("HTTP/1.0"));
        for _ in 0..HEADER_LINES_MAX {
            let line = header_line(stream)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            let value = value.trim().to_ascii_lowercase();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse::<usize>().ok(),
                "transfer-encoding" => is_chunked = value == "chunked",
                "connection" => closes = value == "close",
                _ => {}
            }
        }
        match code.as_str() {
            "100" => {}
            "200" => {
                let body = if is_chunked {
                    chunks(stream)?
                } else {
                    exactly(stream, length.ok_or_else(odd)?)?
                };
                return Ok(Answer { body, closes });
            }
            "401" | "403" => return Err(io::ErrorKind::PermissionDenied.into()),
            "404" => return Err(io::ErrorKind::NotFound.into()),
            _ => return Err(io::Error::other(status)),
        }
    }
}

fn odd() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn header_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    // Longer header lines than this are no print service's.
    stream.take(8192).read_until(b'\n', &mut line)?;
    if line.last() != Some(&b'\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = header_line(stream)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if body.len().saturating_add(size) > ANSWER_MAX {
            return Err(odd());
        }
        body.extend(exactly(stream, size)?);
        header_line(stream)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn exactly(stream: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    if length > ANSWER_MAX {
        return Err(odd());
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(answer: &str) -> io::Result<Vec<u8>> {
        read_answer(&mut answer.as_bytes()).map(|answer| answer.body)
    }

    #[test]
    fn an_answer_comes_whole_or_in_chunks() {
        let whole =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(body(whole).unwrap(), b"hello");
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x\r\nlo\r\n0\r\n\r\n";
        assert_eq!(body(chunked).unwrap(), b"hello");
    }

    #[test]
    fn an_answer_that_is_none_or_has_no_end_is_a_fault() {
        for answer in [
            "",
            "HTTP/1.1 200 OK",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
            "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
        ] {
            assert!(body(answer).is_err(), "{answer}");
        }
        let refused = body("HTTP/1.1 403 Forbidden\r\n\r\n").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_print_service_may_send_anything() {
        bolero::check!()
            .with_test_time(crate::devices::fuzz::time())
            .with_type::<(bool, Vec<u8>)>()
            .for_each(|(is_chunked, bytes)| {
                let head: &[u8] = if *is_chunked {
                    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                } else {
                    b""
                };
                let sent = [head, bytes].concat();
                if let Ok(answer) = read_answer(&mut sent.as_slice()) {
                    assert!(answer.body.len() <= sent.len());
                }
            });
    }
}
