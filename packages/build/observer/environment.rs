//! Our two variables. The process that is observed does not see them: what it prints, and what Cargo remembers, is what it
//! would be without us. Every program that it starts gets them back.
use crate::bytes::{self, Bytes};
use core::cell::UnsafeCell;
use core::ffi::c_char;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub type Environment = *const *const c_char;

extern "C" {
    static mut environ: *mut *const c_char;
}

const PRELOAD: &[u8] = b"LD_PRELOAD";
/// `DIRECTORY`, or `DIRECTORY:LOG` in programs that an observed one started: the log of the first in this line.
const OBSERVE: &[u8] = b"NX_CRANE_OBSERVE";
pub const LIBRARY: &[u8] = b"libnx_crane_observer.so";

struct Kept {
    library: Bytes<4096>,
    directory: Bytes<4096>,
    root: Bytes<64>,
    /// What is left of the preloaded libraries without ours, as `LD_PRELOAD=…`.
    others: Bytes<4096>,
    /// `NX_CRANE_OBSERVE=…` for programs that are started.
    passed_on: Bytes<4200>,
}
struct Once(UnsafeCell<Kept>);
// Written before the program's own code runs.
unsafe impl Sync for Once {}

static KEPT: Once = Once(UnsafeCell::new(Kept {
    library: Bytes::new(),
    directory: Bytes::new(),
    root: Bytes::new(),
    others: Bytes::new(),
    passed_on: Bytes::new(),
}));
static ACTIVE: AtomicBool = AtomicBool::new(false);

unsafe fn kept() -> &'static mut Kept {
    &mut *KEPT.0.get()
}

pub fn is_active() -> bool {
    ACTIVE.load(Relaxed)
}

pub unsafe fn directory() -> &'static [u8] {
    kept().directory.get()
}

/// The log of the first program in this line; empty in the first.
pub unsafe fn root() -> &'static [u8] {
    kept().root.get()
}

pub unsafe fn current() -> Environment {
    environ as Environment
}

/// A variable's value, without asking `getenv`, which is ours.
pub unsafe fn value(mut of: Environment, name: &[u8]) -> Option<*const c_char> {
    while !of.is_null() && !(*of).is_null() {
        if is_entry(*of, name) {
            return Some((*of).add(name.len() + 1));
        }
        of = of.add(1);
    }
    None
}

unsafe fn is_entry(entry: *const c_char, name: &[u8]) -> bool {
    for (at, byte) in name.iter().enumerate() {
        if *entry.add(at) as u8 != *byte {
            return false;
        }
    }
    *entry.add(name.len()) as u8 == b'='
}

/// Takes our variables out of the environment. False where this process is not to be observed.
pub unsafe fn take() -> bool {
    let (Some(observe), Some(preload)) = (value(current(), OBSERVE), value(current(), PRELOAD)) else { return false };
    let kept = kept();
    let mut parts = bytes::of(observe).splitn(2, |byte| *byte == b':');
    kept.directory.add(parts.next().unwrap_or(&[]));
    kept.root.add(parts.next().unwrap_or(&[]));
    kept.others.add(PRELOAD);
    let mut separator = b'=';
    for library in bytes::of(preload).split(|byte| *byte == b':' || *byte == b' ') {
        if bytes::base_name(library) == LIBRARY {
            kept.library.clear();
            kept.library.add(library);
        } else if !library.is_empty() {
            kept.others.add_byte(separator);
            kept.others.add(library);
            separator = b':';
        }
    }
    let has_others = separator == b':';
    let others = if has_others { kept.others.ended() } else { core::ptr::null() };
    let is_cut = kept.directory.is_cut || kept.root.is_cut || kept.library.is_cut || kept.others.is_cut;
    if kept.library.get().is_empty() || kept.directory.get().first() != Some(&b'/') || is_cut {
        return false;
    }
    pass_on(kept.root.get());
    let (mut from, mut to) = (environ, environ);
    while !(*from).is_null() {
        let entry = *from;
        from = from.add(1);
        let is_preload = is_entry(entry, PRELOAD);
        if is_entry(entry, OBSERVE) || (is_preload && !has_others) {
            continue;
        }
        *to = if is_preload { others as *const c_char } else { entry };
        to = to.add(1);
    }
    *to = core::ptr::null();
    ACTIVE.store(true, Relaxed);
    true
}

/// Programs that are started belong to this log from now on.
pub unsafe fn pass_on(root: &[u8]) {
    let kept = kept();
    kept.passed_on.clear();
    kept.passed_on.add(OBSERVE);
    kept.passed_on.add(b"=");
    kept.passed_on.add(kept.directory.get());
    if !root.is_empty() {
        kept.passed_on.add(b":");
        kept.passed_on.add(root);
    }
    kept.passed_on.ended();
}

/// The environment `of` with our variables in it; none where there is no room for them.
pub struct Extended {
    entries: [*const c_char; ENTRIES],
    preload: Bytes<4096>,
}

const ENTRIES: usize = 2048;

impl Extended {
    pub const fn new() -> Self {
        Self { entries: [core::ptr::null(); ENTRIES], preload: Bytes::new() }
    }

    pub unsafe fn fill(&mut self, mut of: Environment) -> Option<Environment> {
        self.preload.add(PRELOAD);
        self.preload.add(b"=");
        let mut count = 2;
        while !of.is_null() && !(*of).is_null() {
            let entry = *of;
            of = of.add(1);
            if is_entry(entry, PRELOAD) {
                let value = bytes::of(entry.add(PRELOAD.len() + 1));
                self.preload.add(value);
                if !value.is_empty() {
                    self.preload.add(b":");
                }
            } else if !is_entry(entry, OBSERVE) {
                *self.entries.get_mut(count)? = entry;
                count += 1;
            }
        }
        self.preload.add(kept().library.get());
        *self.entries.get_mut(count)? = core::ptr::null();
        let preload = self.preload.ended();
        *self.entries.get_mut(0)? = if preload.is_null() { return None } else { preload as *const c_char };
        *self.entries.get_mut(1)? = kept().passed_on.get().as_ptr() as *const c_char;
        Some(self.entries.as_ptr())
    }

    /// For functions of libc that start programs with the environment as it is.
    pub unsafe fn during<R>(&mut self, call: impl FnOnce() -> R) -> R {
        let before = environ;
        let Some(with_ours) = self.fill(before as Environment) else { return call() };
        environ = with_ours as *mut *const c_char;
        let result = call();
        // Another thread may have set a variable meanwhile: then libc made a copy, which stays.
        if environ as Environment == with_ours {
            environ = before;
        }
        result
    }
}
