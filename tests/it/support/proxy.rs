//! A bad line between a bench and its master: slow, cut, reset in the middle of a word, or silent.
//!
//! Whoever connects is passed on to the server. In rough weather each connection has a fate, drawn
//! from the seed when it is made; the same seed gives the n-th connection the same fate again.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::dice::Dice;

/// Bytes that are passed on at once: about what one packet carries, so that a cut falls between packets too.
const PACKET: usize = 1_400;

/// How often a quiet direction looks whether the line is cut meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// How a connection goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It does not.
    Sound,
    /// Closed from both ends, as by a server that stops.
    Cut,
    /// Reset, as by a firewall that forgot the connection.
    Reset,
    /// Whatever is sent is swallowed, and nothing comes, until it is reset.
    Hole,
    /// Nothing moves for a while; then everything arrives late.
    Stall,
}

/// All ways to go wrong, for whoever counts them.
pub(crate) const FATES: [Fate; 5] = [Fate::Sound, Fate::Cut, Fate::Reset, Fate::Hole, Fate::Stall];

/// What was drawn for one connection.
#[derive(Debug, Clone, Copy)]
struct Lot {
    fate: Fate,
    /// Bytes that pass before, both directions together.
    after: u64,
    /// How long a hole or a stall lasts.
    lasts: Duration,
    /// How long each packet is under way.
    delay: Duration,
}

impl Lot {
    const SOUND: Self = Self {
        fate: Fate::Sound,
        after: u64::MAX,
        lasts: Duration::ZERO,
        delay: Duration::ZERO,
    };

    fn drawn(dice: &mut Dice) -> Self {
        let millis = |dice: &mut Dice, from: usize, to: usize| {
            Duration::from_millis(u64::try_from(from + dice.below(to - from)).unwrap())
        };
        let fate = match dice.below(100) {
            0..40 => Fate::Sound,
            40..55 => Fate::Cut,
            55..70 => Fate::Reset,
            70..80 => Fate::Hole,
            _ => Fate::Stall,
        };
        // From within the first greeting of the two programs to some hundred questions later.
        let size = 1_usize << (8 + dice.below(12));
        Self {
            fate,
            after: u64::try_from(size + dice.below(size)).unwrap(),
            lasts: match fate {
                Fate::Hole => millis(dice, 1_000, 6_000),
                _ => millis(dice, 300, 4_000),
            },
            delay: if dice.percent(30) {
                millis(dice, 1, 15)
            } else {
                Duration::ZERO
            },
        }
    }
}

/// What the doors of a line know in common.
struct Shared {
    server: SocketAddr,
    dice: Mutex<Dice>,
    is_rough: AtomicBool,
    ends: AtomicBool,
    /// Until then nobody gets through.
    closed_until: Mutex<Option<Instant>>,
    /// Counts cuts from outside: a connection of an earlier count is over.
    cuts: AtomicU64,
    /// How often each fate has struck, in the order of [`FATES`]; sound ones count when they are made.
    struck: [AtomicU64; FATES.len()],
}

impl Shared {
    fn count(&self, fate: Fate) {
        let at = FATES.iter().position(|one| *one == fate).unwrap();
        self.struck[at].fetch_add(1, Ordering::Relaxed);
    }
}

/// A line to a server that somebody connects to instead of the server.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

impl Proxy {
    /// A line to `server`; in rough weather from the beginning.
    pub(crate) fn to(server: SocketAddr, seed: u64) -> Self {
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = door.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            server,
            dice: Mutex::new(Dice::new(seed)),
            is_rough: AtomicBool::new(true),
            ends: AtomicBool::new(false),
            closed_until: Mutex::default(),
            cuts: AtomicU64::new(0),
            struck: Default::default(),
        });
        let common = Arc::clone(&shared);
        named("proxy")
            .spawn(move || receive(&door, &common))
            .unwrap();
        Self { port, shared }
    }

    /// Where to connect.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// From now on every new connection is sound; those that are open are cut.
    pub(crate) fn calm_down(&self) {
        self.shared.is_rough.store(false, Ordering::SeqCst);
        *self.shared.closed_until.lock().unwrap() = None;
        self.cut();
    }

    /// Cuts every connection that is open.
    pub(crate) fn cut(&self) {
        self.shared.cuts.fetch_add(1, Ordering::SeqCst);
    }

    /// Cuts every connection that is open, and lets nobody through for so long.
    pub(crate) fn close_for(&self, time: Duration) {
        *self.shared.closed_until.lock().unwrap() = Some(Instant::now() + time);
        self.cut();
    }

    /// How often each fate has struck, in the order of [`FATES`].
    pub(crate) fn struck(&self) -> [u64; FATES.len()] {
        std::array::from_fn(|at| self.shared.struck[at].load(Ordering::Relaxed))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        self.cut();
        // Wakes the door.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

fn named(name: &str) -> thread::Builder {
    thread::Builder::new().name(name.to_owned())
}

fn receive(door: &TcpListener, shared: &Arc<Shared>) {
    for client in door.incoming() {
        if shared.ends.load(Ordering::SeqCst) {
            return;
        }
        let Ok(client) = client else { continue };
        let closed_until = *shared.closed_until.lock().unwrap();
        if closed_until.is_some_and(|until| Instant::now() < until) {
            continue;
        }
        let lot = if shared.is_rough.load(Ordering::SeqCst) {
            Lot::drawn(&mut shared.dice.lock().unwrap())
        } else {
            Lot::SOUND
        };
        // A server that is down: the client hears it at once, because its socket is closed here.
        let Ok(server) = TcpStream::connect(shared.server) else {
            continue;
        };
        // While nobody listens there, a socket can happen to get that very port and meet itself.
        if server.local_addr().ok() == server.peer_addr().ok() {
            continue;
        }
        if lot.fate == Fate::Sound {
            shared.count(Fate::Sound);
        }
        let line = Arc::new(Line {
            lot,
            client,
            server,
            passed: AtomicU64::new(0),
            struck: Mutex::new(None),
            is_over: AtomicBool::new(false),
            cuts: shared.cuts.load(Ordering::SeqCst),
            shared: Arc::clone(shared),
        });
        if let Err(error) = line.open() {
            panic!("no thread for a line: {error}");
        }
    }
}

/// One connection and its two directions.
struct Line {
    lot: Lot,
    client: TcpStream,
    server: TcpStream,
    passed: AtomicU64,
    /// When its fate struck.
    struck: Mutex<Option<Instant>>,
    is_over: AtomicBool,
    cuts: u64,
    shared: Arc<Shared>,
}

/// What becomes of bytes that have come.
enum Way {
    Pass,
    /// So many of them are passed on, and then the line is cut.
    Break(usize),
    Swallow,
}

impl Line {
    fn open(self: Arc<Self>) -> io::Result<()> {
        for socket in [&self.client, &self.server] {
            socket.set_nodelay(true)?;
            socket.set_read_timeout(Some(LOOK))?;
        }
        let up = Arc::clone(&self);
        named("proxy up").spawn(move || up.run(&up.client, &up.server))?;
        named("proxy down").spawn(move || self.run(&self.server, &self.client))?;
        Ok(())
    }

    fn run(&self, from: &TcpStream, to: &TcpStream) {
        if self.pass_on(from, to).is_err() {
            self.is_over.store(true, Ordering::SeqCst);
        }
    }

    /// One direction, until either end closes or fate strikes.
    fn pass_on(&self, mut from: &TcpStream, mut to: &TcpStream) -> io::Result<()> {
        let mut packet = [0; PACKET];
        loop {
            self.look()?;
            let read = match from.read(&mut packet) {
                Ok(0) => {
                    // What was sent before still arrives; the other direction ends by itself.
                    to.shutdown(std::net::Shutdown::Write)?;
                    return Ok(());
                }
                Ok(read) => read,
                Err(error) if is_quiet(&error) => continue,
                Err(error) => return Err(error),
            };
            sleep(self.lot.delay);
            match self.way(read) {
                Way::Pass => to.write_all(&packet[..read])?,
                Way::Swallow => {}
                Way::Break(kept) => {
                    to.write_all(&packet[..kept])?;
                    return Err(self.broken());
                }
            }
        }
    }

    /// Whether the line is over for another reason than the bytes that pass.
    fn look(&self) -> io::Result<()> {
        if self.is_over.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        if self.shared.cuts.load(Ordering::SeqCst) != self.cuts {
            return Err(self.broken());
        }
        let struck = *self.struck.lock().unwrap();
        let is_hole_over = struck.is_some_and(|at| at.elapsed() > self.lot.lasts);
        if self.lot.fate == Fate::Hole && is_hole_over {
            self.reset_both()?;
            return Err(self.broken());
        }
        Ok(())
    }

    fn way(&self, read: usize) -> Way {
        let bytes = u64::try_from(read).unwrap();
        let before = self.passed.fetch_add(bytes, Ordering::SeqCst);
        if self.lot.fate == Fate::Sound || before + bytes <= self.lot.after {
            return Way::Pass;
        }
        let is_first = self.strike();
        match self.lot.fate {
            Fate::Sound => Way::Pass,
            Fate::Hole => Way::Swallow,
            Fate::Stall => {
                if is_first {
                    sleep(self.lot.lasts);
                } else {
                    self.wait_out();
                }
                Way::Pass
            }
            Fate::Cut | Fate::Reset => {
                let kept = self.lot.after.saturating_sub(before).min(bytes);
                if self.lot.fate == Fate::Reset && self.reset_both().is_err() {
                    return Way::Swallow;
                }
                Way::Break(usize::try_from(kept).unwrap())
            }
        }
    }

    /// Notes that fate has struck; `true` for the first time.
    fn strike(&self) -> bool {
        let mut struck = self.struck.lock().unwrap();
        if struck.is_some() {
            return false;
        }
        *struck = Some(Instant::now());
        self.shared.count(self.lot.fate);
        true
    }

    /// The other direction stands still as long.
    fn wait_out(&self) {
        let struck = *self.struck.lock().unwrap();
        if let Some(at) = struck {
            sleep(self.lot.lasts.saturating_sub(at.elapsed()));
        }
    }

    /// What is closed from now on is closed with a reset.
    fn reset_both(&self) -> io::Result<()> {
        for socket in [&self.client, &self.server] {
            SockRef::from(socket).set_linger(Some(Duration::ZERO))?;
        }
        Ok(())
    }

    fn broken(&self) -> io::Error {
        self.is_over.store(true, Ordering::SeqCst);
        io::ErrorKind::ConnectionReset.into()
    }
}

fn is_quiet(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

/// Bytes that a connection of these tests carries there and back.
const LETTER: usize = 60_000;

/// A server that says everything back. Gives its address.
fn echo() -> SocketAddr {
    let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = door.local_addr().unwrap();
    let answer = |mut client: TcpStream| {
        let mut packet = [0; PACKET];
        while let Ok(read @ 1..) = client.read(&mut packet) {
            if client.write_all(&packet[..read]).is_err() {
                return;
            }
        }
    };
    named("echo")
        .spawn(move || {
            for client in door.incoming().map_while(Result::ok) {
                named("echo").spawn(move || answer(client)).unwrap();
            }
        })
        .unwrap();
    address
}

/// Sends a letter through the line, and gives how it ended.
fn send_letter(proxy: &Proxy) -> io::Result<()> {
    let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port()))?;
    let letter: Vec<u8> = (0..LETTER).map(|at| at.to_le_bytes()[0]).collect();
    let mut back = vec![0; LETTER];
    for (said, heard) in letter.chunks(PACKET).zip(back.chunks_mut(PACKET)) {
        line.write_all(said)?;
        line.read_exact(heard)?;
    }
    // A line may end, but not lie.
    if back == letter {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// How so many letters at once end.
fn send_letters(proxy: &Proxy, count: usize) -> Vec<io::Result<()>> {
    thread::scope(|scope| {
        let senders: Vec<_> = (0..count)
            .map(|_| scope.spawn(|| send_letter(proxy)))
            .collect();
        let ended = senders.into_iter().map(|sender| sender.join().unwrap());
        ended.collect()
    })
}

#[test]
fn a_bad_line_ends_in_every_way_it_can_and_a_calm_one_carries_everything() {
    let proxy = Proxy::to(echo(), 7);
    let ended = send_letters(&proxy, 60);
    let whole = ended.iter().filter(|ended| ended.is_ok()).count();
    assert!((10..50).contains(&whole), "{whole} of 60 were whole");
    let was_reset = |ended: &io::Result<()>| matches!(ended, Err(error) if error.kind() == io::ErrorKind::ConnectionReset);
    assert!(ended.iter().any(was_reset), "{ended:?}");
    let has_lied = |ended: &io::Result<()>| matches!(ended, Err(error) if error.kind() == io::ErrorKind::InvalidData);
    assert!(!ended.iter().any(has_lied), "{ended:?}");
    let was_cut = |ended: &io::Result<()>| matches!(ended, Err(error) if error.kind() == io::ErrorKind::UnexpectedEof);
    assert!(ended.iter().any(was_cut), "{ended:?}");
    assert!(proxy.struck().iter().all(|times| *times > 0));
    proxy.calm_down();
    assert!(send_letters(&proxy, 20).iter().all(Result::is_ok));
}

#[test]
fn cutting_a_line_ends_what_goes_through_it() {
    let proxy = Proxy::to(echo(), 7);
    proxy.calm_down();
    let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port())).unwrap();
    let mut heard = [0; 5];
    line.write_all(b"hello").unwrap();
    line.read_exact(&mut heard).unwrap();
    proxy.cut();
    assert!(line.read_exact(&mut heard).is_err());
}

#[test]
fn a_closed_line_lets_nobody_through_until_its_time_is_over() {
    let proxy = Proxy::to(echo(), 7);
    proxy.calm_down();
    proxy.close_for(Duration::from_millis(300));
    assert!(send_letter(&proxy).is_err());
    sleep(Duration::from_millis(300));
    send_letter(&proxy).unwrap();
}
