//! What was noted already. Shared with the processes that this one forks, so all of them together are bounded.
use crate::kernel::{self, number};
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

/// In front, on a page or two: most processes need no more, and each page that is touched has to be cleared.
const FRONT: usize = 1 << 10;
/// How far from its place something in front may be.
const REACH: usize = 16;
const SLOTS: usize = 1 << 16;
/// More than this no key is made of.
const MOST: u64 = 1 << 15;

#[repr(C)]
struct Set {
    count: AtomicU64,
    front: [AtomicU64; FRONT],
    slots: [AtomicU64; SLOTS],
}

static SET: AtomicUsize = AtomicUsize::new(0);

#[derive(PartialEq)]
pub enum Answer {
    New,
    Known,
    /// The first that is one too many.
    Full,
}

/// Whether there is memory for it.
pub unsafe fn begin() -> bool {
    // readable and writable; shared, without a file
    let at = kernel::call(number::MMAP, [0, core::mem::size_of::<Set>(), 3, 0x21, usize::MAX, 0]);
    if (-4095..0).contains(&at) {
        return false;
    }
    SET.store(at as usize, Relaxed);
    true
}

pub unsafe fn add(kind: u8, text: &[u8]) -> Answer {
    let set = match (SET.load(Relaxed) as *const Set).as_ref() {
        Some(set) => set,
        None => return Answer::Known,
    };
    let hash = hash_of(kind, text);
    match add_to(&set.front, REACH, hash, &set.count) {
        Some(answer) => answer,
        None => add_to(&set.slots, SLOTS, hash, &set.count).unwrap_or(Answer::Known),
    }
}

/// None where there is no room within reach.
fn add_to(slots: &[AtomicU64], reach: usize, hash: u64, count: &AtomicU64) -> Option<Answer> {
    for step in 0..reach {
        let slot = slots.get((hash as usize).wrapping_add(step) % slots.len())?;
        let held = match slot.load(Relaxed) {
            0 if count.load(Relaxed) > MOST => return Some(Answer::Known),
            0 => match slot.compare_exchange(0, hash, Relaxed, Relaxed) {
                Ok(_) if count.fetch_add(1, Relaxed) >= MOST => return Some(Answer::Full),
                Ok(_) => return Some(Answer::New),
                Err(other) => other,
            },
            held => held,
        };
        if held == hash {
            return Some(Answer::Known);
        }
    }
    None
}

fn hash_of(kind: u8, text: &[u8]) -> u64 {
    let mut hash = (0xcbf29ce484222325 ^ kind as u64).wrapping_mul(0x100000001b3);
    for byte in text {
        hash = (hash ^ *byte as u64).wrapping_mul(0x100000001b3);
    }
    hash ^= hash >> 32;
    hash | 1 << 63
}
