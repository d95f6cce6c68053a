//! The far end of a wire: a pseudo-terminal or a socket on which a simulated device speaks.
//!
//! Its plug can be pulled and put back, and the wire can be made noisy.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::units::Grams;

use super::DeviceThread;
use super::scale::ScaleProtocol;
use super::scale_model::ScaleModel;

/// How long the simulated device waits for a byte before it looks at its own affairs.
const LISTENS_FOR: Duration = Duration::from_millis(10);

/// Where a simulated device is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A pseudo-terminal, reached by this symbolic link.
    Terminal(PathBuf),
    /// A socket that listens here, `HOST:PORT`; port 0 takes a free one.
    Socket(String),
}

/// Damages bytes on their way: one in so many is turned, lost or doubled.
#[derive(Debug, Clone)]
pub struct Noise {
    one_in: u32,
    state: u64,
}

impl Noise {
    /// A clean wire.
    pub fn none() -> Self {
        Self::new(0, 1)
    }

    /// One byte in `one_in` is damaged; none when it is zero. The same seed damages the same bytes.
    pub fn new(one_in: u32, seed: u64) -> Self {
        Self {
            one_in,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// A number below `limit`, as good as any other.
    ///
    /// Source: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003).
    pub fn below(&mut self, limit: u32) -> u32 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let high = u32::try_from(self.state >> 32).unwrap_or(0);
        high % limit.max(1)
    }

    /// The bytes as they arrive.
    pub fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        if self.one_in == 0 {
            return bytes.to_vec();
        }
        let mut arrived = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if self.below(self.one_in) != 0 {
                arrived.push(*byte);
                continue;
            }
            match self.below(3) {
                0 => arrived.push(byte ^ (1 << self.below(8))),
                1 => arrived.extend([*byte, *byte]),
                _ => {}
            }
        }
        arrived
    }
}

/// The far end of a wire.
#[derive(Debug)]
enum FarEnd {
    #[cfg(unix)]
    Terminal {
        link: PathBuf,
        /// Our end, and the other one, which is held so that ours stays open without a reader.
        ends: Option<(serialport::TTYPort, serialport::TTYPort)>,
    },
    Socket {
        address: String,
        listener: Option<TcpListener>,
        caller: Option<TcpStream>,
    },
}

impl FarEnd {
    fn new(place: &Place) -> io::Result<Self> {
        let mut end = match place {
            #[cfg(unix)]
            Place::Terminal(link) => Self::Terminal {
                link: link.clone(),
                ends: None,
            },
            #[cfg(not(unix))]
            Place::Terminal(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    "pseudo-terminals need Unix; let it listen on a socket",
                ));
            }
            Place::Socket(address) => Self::Socket {
                address: address.clone(),
                listener: None,
                caller: None,
            },
        };
        end.plug()?;
        Ok(end)
    }

    /// How a bench names this place in its `bench.toml`.
    fn port(&self) -> String {
        match self {
            #[cfg(unix)]
            Self::Terminal { link, .. } => link.display().to_string(),
            Self::Socket { address, .. } => format!("tcp:{address}"),
        }
    }

    fn is_plugged(&self) -> bool {
        match self {
            #[cfg(unix)]
            Self::Terminal { ends, .. } => ends.is_some(),
            Self::Socket { listener, .. } => listener.is_some(),
        }
    }

    fn plug(&mut self) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::Terminal { link, ends } => {
                use serialport::SerialPort as _;
                let (mut ours, theirs) = serialport::TTYPort::pair()?;
                ours.set_timeout(LISTENS_FOR)?;
                let name = theirs.name().ok_or(io::ErrorKind::NotFound)?;
                std::os::unix::fs::symlink(name, link)?;
                *ends = Some((ours, theirs));
            }
            Self::Socket {
                address, listener, ..
            } => {
                let bound = TcpListener::bind(address.as_str())?;
                bound.set_nonblocking(true)?;
                // The port that was found free stays the same when it is plugged in again.
                *address = bound.local_addr()?.to_string();
                *listener = Some(bound);
            }
        }
        Ok(())
    }

    fn pull(&mut self) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::Terminal { link, ends } => {
                if ends.take().is_some() {
                    std::fs::remove_file(link)?;
                }
            }
            Self::Socket {
                listener, caller, ..
            } => {
                *listener = None;
                *caller = None;
            }
        }
        Ok(())
    }

    /// What came from the bench; nothing after a while.
    fn hear(&mut self) -> Vec<u8> {
        let mut bytes = [0; 256];
        let heard = match self {
            #[cfg(unix)]
            Self::Terminal { ends, .. } => match ends {
                Some((ours, _)) => ours.read(&mut bytes),
                None => Err(io::ErrorKind::NotConnected.into()),
            },
            Self::Socket {
                listener, caller, ..
            } => {
                if let Some((stream, _)) = listener.as_ref().and_then(|it| it.accept().ok())
                    && stream.set_nonblocking(false).is_ok()
                    && stream.set_read_timeout(Some(LISTENS_FOR)).is_ok()
                {
                    *caller = Some(stream);
                }
                let heard = match caller {
                    Some(stream) => stream.read(&mut bytes),
                    None => Err(io::ErrorKind::NotConnected.into()),
                };
                if matches!(heard, Ok(0)) {
                    *caller = None;
                }
                heard
            }
        };
        match heard {
            Ok(count) if count > 0 => bytes.get(..count).unwrap_or_default().to_vec(),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Vec::new(),
            _ => {
                // Nobody is there who could be waited for.
                std::thread::sleep(LISTENS_FOR);
                Vec::new()
            }
        }
    }

    /// Says it, if anybody listens.
    fn say(&mut self, bytes: &[u8]) {
        let said = match self {
            #[cfg(unix)]
            Self::Terminal {
                ends: Some((ours, _)),
                ..
            } => ours.write_all(bytes),
            Self::Socket {
                caller: Some(caller),
                ..
            } => caller.write_all(bytes),
            _ => Ok(()),
        };
        if let Err(error) = said {
            tracing::debug!(%error, "nobody listens to the simulated device");
        }
    }
}

impl Drop for FarEnd {
    fn drop(&mut self) {
        if let Err(error) = self.pull() {
            tracing::debug!(%error, "the simulated device's link is gone already");
        }
    }
}

/// What both kinds of simulated devices share between their thread and who works them.
#[derive(Debug)]
struct Inside {
    device: Device,
    is_plugged: bool,
    noise: Noise,
}

#[derive(Debug)]
enum Device {
    Scale(ScaleModel),
    /// What the scanner has still to send.
    Scanner(Vec<u8>),
}

/// A simulated device on a wire. Dropping it ends it.
#[derive(Debug)]
pub struct WiredDevice {
    inside: Arc<Mutex<Inside>>,
    port: String,
    began: Instant,
    _thread: DeviceThread,
}

impl WiredDevice {
    /// An empty scale that speaks this language.
    pub fn scale(place: &Place, protocol: ScaleProtocol) -> io::Result<Self> {
        if protocol == ScaleProtocol::UsbPos {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "a USB scale has no wire that could be simulated",
            ));
        }
        Self::start(place, Device::Scale(ScaleModel::new(protocol)))
    }

    /// A scanner.
    pub fn scanner(place: &Place) -> io::Result<Self> {
        Self::start(place, Device::Scanner(Vec::new()))
    }

    fn start(place: &Place, device: Device) -> io::Result<Self> {
        let mut end = FarEnd::new(place)?;
        let port = end.port();
        let inside = Arc::new(Mutex::new(Inside {
            device,
            is_plugged: true,
            noise: Noise::none(),
        }));
        let its_inside = Arc::clone(&inside);
        let began = Instant::now();
        let thread = DeviceThread::start("simulated device", move |stop| {
            while !stop.asked() {
                follow_plug(&mut end, lock(&its_inside).is_plugged);
                let heard = end.hear();
                let said = lock(&its_inside).answers(&heard, began.elapsed());
                end.say(&said);
            }
        })?;
        Ok(Self {
            inside,
            port,
            began,
            _thread: thread,
        })
    }

    /// How a bench names it in its `bench.toml`.
    pub fn port(&self) -> &str {
        &self.port
    }

    /// Pulls its plug, or puts it back.
    pub fn plug(&self, is_plugged: bool) {
        lock(&self.inside).is_plugged = is_plugged;
    }

    /// Damages one byte in so many from now on; none when zero.
    pub fn noise(&self, one_in: u32) {
        lock(&self.inside).noise = Noise::new(one_in, 20_261_122);
    }

    /// Works the scale.
    pub fn with_scale(&self, work: impl FnOnce(&mut ScaleModel, Duration)) {
        if let Device::Scale(model) = &mut lock(&self.inside).device {
            work(model, self.began.elapsed());
        }
    }

    /// Puts a load on the scale in place of what lies there.
    pub fn place(&self, load: Grams) {
        self.with_scale(|model, now| model.place(load, now));
    }

    /// How often the scale has told a weight at rest since it was loaded or emptied last.
    pub fn told_at_rest(&self) -> u64 {
        let mut told = 0;
        self.with_scale(|model, _now| told = model.told_at_rest());
        told
    }

    /// Lets the scanner send these bytes.
    pub fn send(&self, bytes: &[u8]) {
        if let Device::Scanner(waiting) = &mut lock(&self.inside).device {
            waiting.extend_from_slice(bytes);
        }
    }
}

fn lock(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

fn follow_plug(end: &mut FarEnd, is_plugged: bool) {
    let followed = match (end.is_plugged(), is_plugged) {
        (true, false) => end.pull(),
        (false, true) => end.plug(),
        _ => Ok(()),
    };
    if let Err(error) = followed {
        tracing::warn!(%error, "the simulated plug");
    }
}

impl Inside {
    fn answers(&mut self, heard: &[u8], now: Duration) -> Vec<u8> {
        let said = match &mut self.device {
            // Pulled out, it is switched off too, as far as anybody hears.
            _ if !self.is_plugged => Vec::new(),
            Device::Scale(model) => {
                let mut said = model.hears(heard, now);
                said.extend(model.speaks_unasked(now));
                said
            }
            Device::Scanner(waiting) => std::mem::take(waiting),
        };
        self.noise.damage(&said)
    }
}

impl fmt::Display for WiredDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.port)
    }
}
