//! Runs a command and writes what it and everything it started has used.
//!
//! usage: measured-command RESULT.json PROGRAM [ARGUMENT…]
//!
//! `time` misses processes that outlive their parent, as Nx's plugin workers do: they are started detached and
//! end a moment after the command. This process adopts them (it is their subreaper) and waits for them too.
//! wall: until the command itself ends. memory: the highest sum of the resident sizes seen at one moment.

use std::collections::HashMap;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

const PR_SET_CHILD_SUBREAPER: i32 = 36;
const WNOHANG: i32 = 1;
const SAMPLE_EVERY: Duration = Duration::from_millis(50);
/// A daemon never ends; what takes longer than this after the command is not part of it.
const STRAGGLERS: Duration = Duration::from_secs(5);

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Time {
    seconds: i64,
    microseconds: i64,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Usage {
    user: Time,
    system: Time,
    other: [i64; 14],
}

extern "C" {
    fn prctl(option: i32, value: u64, unused: u64, unused: u64, unused: u64) -> i32;
    fn wait4(pid: i32, status: *mut i32, options: i32, usage: *mut Usage) -> i32;
    fn getpagesize() -> i32;
}

fn main() {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [result, program, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: measured-command RESULT.json PROGRAM [ARGUMENT…]");
        std::process::exit(2);
    };
    // SAFETY: sets one attribute of this process.
    if unsafe { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) } != 0 {
        eprintln!("measured-command: cannot adopt orphans: {}", std::io::Error::last_os_error());
        std::process::exit(2);
    }
    let memory = MemoryWatch::start();
    let start = Instant::now();
    let root = match Command::new(program).args(rest).spawn() {
        Ok(child) => child.id() as i32,
        Err(error) => {
            eprintln!("measured-command: {}: {error}", program.to_string_lossy());
            std::process::exit(127);
        }
    };
    let outcome = wait_for_all(root, start);
    let json = format!(
        "{{\"exitCode\":{},\"wall\":{:.6},\"cpu\":{:.6},\"memory\":{},\"left\":{}}}\n",
        outcome.exit_code,
        outcome.wall.as_secs_f64(),
        outcome.cpu,
        memory.peak(),
        outcome.left,
    );
    if let Err(error) = std::fs::write(result, json) {
        eprintln!("measured-command: {}: {error}", result.to_string_lossy());
        std::process::exit(2);
    }
}

struct Outcome {
    exit_code: i32,
    wall: Duration,
    /// Seconds, user and system, of every process that has ended.
    cpu: f64,
    /// Whether something was still running at the end.
    left: bool,
}

fn wait_for_all(root: i32, start: Instant) -> Outcome {
    let mut outcome = Outcome { exit_code: -1, wall: Duration::ZERO, cpu: 0.0, left: false };
    let mut root_ended: Option<Instant> = None;
    loop {
        let mut status = 0;
        let mut usage = Usage::default();
        let options = if root_ended.is_some() { WNOHANG } else { 0 };
        // SAFETY: both pointers are to live values of the layout that Linux fills in.
        let pid = unsafe { wait4(-1, &mut status, options, &mut usage) };
        if pid > 0 {
            outcome.cpu += seconds(usage.user) + seconds(usage.system);
            if pid == root {
                outcome.wall = start.elapsed();
                outcome.exit_code = if status & 0x7f == 0 { (status >> 8) & 0xff } else { 128 + (status & 0x7f) };
                root_ended = Some(Instant::now());
            }
        } else if pid < 0 {
            return outcome;
        } else if root_ended.is_some_and(|ended| ended.elapsed() > STRAGGLERS) {
            outcome.left = true;
            return outcome;
        } else {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn seconds(time: Time) -> f64 {
    time.seconds as f64 + time.microseconds as f64 / 1e6
}

struct MemoryWatch {
    peak: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl MemoryWatch {
    fn start() -> Self {
        let watch = MemoryWatch { peak: Arc::default(), stop: Arc::default() };
        let (peak, stop) = (watch.peak.clone(), watch.stop.clone());
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                peak.fetch_max(resident_below(std::process::id()), Ordering::Relaxed);
                std::thread::sleep(SAMPLE_EVERY);
            }
        });
        watch
    }

    fn peak(&self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.peak.load(Ordering::Relaxed)
    }
}

/// Bytes resident in all descendants of `ancestor`, itself not counted.
fn resident_below(ancestor: u32) -> u64 {
    let mut children: HashMap<u32, Vec<(u32, u64)>> = HashMap::new();
    let Ok(processes) = std::fs::read_dir("/proc") else { return 0 };
    for entry in processes.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name, in parentheses, may hold anything, also a parenthesis. After it: state, parent, …, resident pages (22nd).
        let Some((_, fields)) = stat.rsplit_once(')') else { continue };
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let (Some(Ok(parent)), Some(Ok(pages))) =
            (fields.get(1).map(|text| text.parse()), fields.get(21).map(|text| text.parse()))
        else {
            continue;
        };
        children.entry(parent).or_default().push((pid, pages));
    }
    let mut pages = 0;
    let mut queue = vec![ancestor];
    while let Some(next) = queue.pop() {
        for (pid, resident) in children.remove(&next).unwrap_or_default() {
            pages += resident;
            queue.push(pid);
        }
    }
    // SAFETY: takes and changes nothing.
    pages * unsafe { getpagesize() } as u64
}
