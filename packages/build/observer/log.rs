//! The file that this process writes its notes into: one line each, by one `write` that appends.
use crate::bytes::{self, Bytes};
use crate::kernel::{self, Identity};
use crate::{environment, header, seen};
use core::sync::atomic::{AtomicI32, AtomicU64, Ordering::Relaxed};

/// Where in the file it says whether notes are missing.
const STATE_AT: usize = 20;
const FIRST_LINE: &[u8] = b"nx-crane-observer 1 +\n";
const LOST: &[u8] = b"-";

static DESCRIPTOR: AtomicI32 = AtomicI32::new(-1);
static DEVICE: AtomicU64 = AtomicU64::new(0);
static INODE: AtomicU64 = AtomicU64::new(0);
static STARTED: AtomicU64 = AtomicU64::new(0);
static NUMBER: AtomicU64 = AtomicU64::new(0);
static PROCESS: AtomicU64 = AtomicU64::new(0);

/// Programs that say nothing of themselves: what cargo reads, cargo knows.
const SILENT: [&[u8]; 4] = [b"cargo", b"rustup", b"cargo-nextest", b"cargo-clippy"];

pub unsafe fn begin() {
    let mut program = [0u8; 4096];
    let length = kernel::read_link(b"/proc/self/exe\0".as_ptr(), &mut program);
    let program = program.get(..length).unwrap_or(&[]);
    let is_first = environment::root().is_empty();
    if is_first && SILENT.contains(&bytes::base_name(program)) {
        return;
    }
    STARTED.store(kernel::now(), Relaxed);
    PROCESS.store(kernel::process_id() as u64, Relaxed);
    let (descriptor, number) = create(PROCESS.load(Relaxed), STARTED.load(Relaxed));
    if descriptor < 0 {
        // What it starts says so: it belongs to a log that is not there.
        environment::pass_on(b"lost");
        return;
    }
    NUMBER.store(number, Relaxed);
    header::write_own(descriptor, program);
    if is_first {
        let mut name = Bytes::<64>::new();
        add_name(&mut name, PROCESS.load(Relaxed), STARTED.load(Relaxed), number);
        environment::pass_on(name.get());
    }
    if !seen::begin() {
        kernel::write(descriptor, b"t\n");
    }
    keep(descriptor);
}

/// Whether this process writes notes.
pub fn is_open() -> bool {
    DESCRIPTOR.load(Relaxed) >= 0
}

/// Creates a log: its descriptor, or a negative number, and what makes its name unique.
pub unsafe fn create(process: u64, started: u64) -> (i32, u64) {
    for number in 0..64 {
        let mut path = Bytes::<4300>::new();
        add_path(&mut path, process, started, number);
        let flags = kernel::WRITE_ONLY | kernel::APPEND | kernel::CREATE | kernel::EXCLUSIVE | kernel::CLOSE_ON_EXEC;
        let descriptor = kernel::open_at(kernel::CURRENT_DIRECTORY, path.ended(), flags, 0o600) as i32;
        if descriptor >= 0 {
            kernel::write(descriptor, FIRST_LINE);
            return (descriptor, number);
        }
        if descriptor != -17 {
            break; // anything but "it is there"
        }
    }
    (-1, 0)
}

fn add_path<const N: usize>(path: &mut Bytes<N>, process: u64, started: u64, number: u64) {
    path.add(unsafe { environment::directory() });
    path.add(b"/");
    add_name(path, process, started, number);
}

fn add_name<const N: usize>(name: &mut Bytes<N>, process: u64, started: u64, number: u64) {
    name.add_hex(process);
    name.add(b"-");
    name.add_hex(started);
    name.add(b"-");
    name.add_byte(b'0' + (number / 8) as u8);
    name.add_byte(b'0' + (number % 8) as u8);
}

/// Moves the log out of the way of programs that count on the next free descriptor.
unsafe fn keep(descriptor: i32) {
    let mut kept = descriptor;
    for least in [900, 200] {
        const DUPLICATE: usize = 1030;
        let moved = kernel::call(kernel::number::FCNTL, [descriptor as usize, DUPLICATE, least, 0, 0, 0]);
        if moved >= 0 {
            kernel::close(descriptor);
            kept = moved as i32;
            break;
        }
    }
    if let Some((identity, _)) = kernel::stat(kept) {
        DEVICE.store(identity.device, Relaxed);
        INODE.store(identity.inode, Relaxed);
        DESCRIPTOR.store(kept, Relaxed);
    }
}

/// Writes a note, unless it was written before. @param text what is noted, without its end of line
pub unsafe fn note(kind: u8, text: &[u8]) {
    if !is_open() {
        return;
    }
    match seen::add(kind, text) {
        seen::Answer::New => {}
        seen::Answer::Known => return,
        seen::Answer::Full => return write(b"t\n"),
    }
    let mut line = Bytes::<9000>::new();
    line.add_byte(kind);
    line.add_hex(kernel::now());
    line.add(b" ");
    line.add_escaped(text);
    line.add(b"\n");
    write(if line.is_cut { b"t\n" } else { line.get() });
}

/// Notes that something cannot be said.
pub unsafe fn gap() {
    if is_open() {
        write(b"t\n");
    }
}

unsafe fn write(line: &[u8]) {
    let mut descriptor = DESCRIPTOR.load(Relaxed);
    if !is_ours(descriptor) {
        // The program closed it, and may have opened something else in its place.
        let again = reopen(kernel::WRITE_ONLY | kernel::APPEND | kernel::CLOSE_ON_EXEC);
        if again < 0 {
            return;
        }
        keep(again);
        descriptor = DESCRIPTOR.load(Relaxed);
    }
    if !kernel::write(descriptor, line) {
        // No room: one byte that is there already says so.
        let again = reopen(kernel::WRITE_ONLY | kernel::CLOSE_ON_EXEC);
        if again >= 0 {
            kernel::write_at(again, STATE_AT, LOST);
            kernel::close(again);
        }
    }
}

unsafe fn reopen(flags: i32) -> i32 {
    let mut path = Bytes::<4300>::new();
    add_path(&mut path, PROCESS.load(Relaxed), STARTED.load(Relaxed), NUMBER.load(Relaxed));
    let descriptor = kernel::open_at(kernel::CURRENT_DIRECTORY, path.ended(), flags, 0) as i32;
    if descriptor >= 0 && !is_ours(descriptor) {
        kernel::close(descriptor);
        return -1;
    }
    descriptor
}

unsafe fn is_ours(descriptor: i32) -> bool {
    let own = Identity { device: DEVICE.load(Relaxed), inode: INODE.load(Relaxed) };
    matches!(kernel::stat(descriptor), Some((identity, _)) if identity == own)
}
