//! Whether a program can be observed: it has to load this library, so it has to be dynamic, and for the same loader.
use crate::bytes::{self, Bytes};
use crate::kernel::{self, number};
use crate::needed::{needs_sanitizer, Segment};
use core::cell::UnsafeCell;

#[derive(Clone, Copy, PartialEq)]
pub enum Verdict {
    Observable,
    Unobservable,
    /// There is no such file, from here.
    Unknown,
}

struct Loader(UnsafeCell<Bytes<512>>);
// Written before the program's own code runs.
unsafe impl Sync for Loader {}
static OWN_LOADER: Loader = Loader(UnsafeCell::new(Bytes::new()));

pub unsafe fn begin() {
    let opened = open(b"/proc/self/exe\0".as_ptr());
    if opened < 0 {
        return;
    }
    let mut head = [0u8; 4096];
    let length = kernel::read_from(opened, 0, &mut head);
    add_loader(opened, head.get(..length).unwrap_or(&[]), &mut *OWN_LOADER.0.get());
    kernel::close(opened);
}

pub unsafe fn judge(path: *const u8) -> Verdict {
    judge_after(path, 0)
}

const REGULAR: u32 = 0o100000;
const FILE_TYPE: u32 = 0o170000;
const SET_ID: u32 = 0o6000;

unsafe fn judge_after(path: *const u8, scripts: usize) -> Verdict {
    match kernel::mode_of(path) {
        // A pipe is not opened: who waits for its other end would go on.
        Some(mode) if mode & FILE_TYPE == REGULAR => {
            if mode & SET_ID != 0 || scripts > 4 {
                return Verdict::Unobservable;
            }
        }
        _ => return Verdict::Unknown,
    }
    let opened = open(path);
    if opened < 0 {
        return Verdict::Unobservable;
    }
    let mut head = [0u8; 4096];
    let length = kernel::read_from(opened, 0, &mut head);
    let head = head.get(..length).unwrap_or(&[]);
    let verdict = if head.starts_with(b"\x7fELF") {
        let mut loader = Bytes::<512>::new();
        let is_plain = add_loader(opened, head, &mut loader);
        let own = &*OWN_LOADER.0.get();
        let is_same = !own.get().is_empty() && !loader.is_cut && loader.get() == own.get();
        if is_plain && is_same {
            Verdict::Observable
        } else {
            Verdict::Unobservable
        }
    } else {
        let mut interpreter = Bytes::<512>::new();
        interpreter.add(interpreter_of(head));
        let end = interpreter.ended();
        if end.is_null() {
            Verdict::Unobservable
        } else {
            judge_after(end, scripts + 1)
        }
    };
    kernel::close(opened);
    // A script without an interpreter does not start.
    if scripts > 0 && verdict == Verdict::Unknown {
        Verdict::Unobservable
    } else {
        verdict
    }
}

unsafe fn open(path: *const u8) -> i32 {
    kernel::open_at(kernel::CURRENT_DIRECTORY, path, kernel::NONBLOCK | kernel::CLOSE_ON_EXEC, 0) as i32
}

fn interpreter_of(head: &[u8]) -> &[u8] {
    let Some(line) = head.strip_prefix(b"#!") else { return b"/bin/sh" };
    let is_space = |byte: &u8| *byte == b' ' || *byte == b'\t';
    let begin = line.iter().position(|byte| !is_space(byte)).unwrap_or(line.len());
    let line = line.get(begin..).unwrap_or(&[]);
    let end = line.iter().position(|byte| is_space(byte) || *byte == b'\n' || *byte == 0).unwrap_or(line.len());
    line.get(..end).unwrap_or(&[])
}

/// Adds what loads a program, nothing for a static one. False for one of another machine, for one of Go, which calls the
/// kernel without libc, and for one that refuses to be preloaded into.
unsafe fn add_loader(opened: i32, head: &[u8], to: &mut Bytes<512>) -> bool {
    let is_64_bit = head.get(4) == Some(&2);
    if !is_64_bit || number_at(head, 18, 2) != number::MACHINE as usize {
        return false;
    }
    let (table, size, count) = (number_at(head, 32, 8), number_at(head, 54, 2), number_at(head, 56, 2));
    let mut is_plain = true;
    let (mut segments, mut loaded, mut dynamic) = ([Segment::default(); 8], 0, Segment::default());
    for at in (0..count).map(|row| table.wrapping_add(row * size)) {
        let mut row = [0u8; 56];
        if kernel::read_from(opened, at, &mut row) < row.len() {
            return false;
        }
        let (begin, length) = (number_at(&row, 8, 8), number_at(&row, 32, 8));
        let segment = Segment { offset: begin, address: number_at(&row, 16, 8), length };
        let mut content = [0u8; 512];
        let length = length.min(content.len());
        let content = content.get_mut(..length).unwrap_or(&mut []);
        match number_at(&row, 0, 4) {
            1 => {
                if let Some(at) = segments.get_mut(loaded) {
                    *at = segment;
                }
                loaded += 1;
            }
            2 => dynamic = segment,
            3 => {
                let read = kernel::read_from(opened, begin, content);
                let text = content.get(..read).unwrap_or(&[]);
                to.add(text.split(|byte| *byte == 0).next().unwrap_or(&[]));
            }
            4 => {
                kernel::read_from(opened, begin, content);
                is_plain &= !content.windows(8).any(|part| part == b"\x04\0\0\0Go\0\0");
            }
            _ => {}
        }
    }
    is_plain && !needs_sanitizer(opened, &segments, dynamic)
}

pub fn number_at(bytes: &[u8], at: usize, size: usize) -> usize {
    let part = bytes.get(at..at + size).unwrap_or(&[]);
    part.iter().rev().fold(0, |number, byte| number << 8 | *byte as usize)
}

/// Where a program is found that is named without a directory. @returns a C string, or null
pub unsafe fn find<const N: usize>(file: *const u8, path: &[u8], into: &mut Bytes<N>) -> *const u8 {
    let name = bytes::of(file as *const core::ffi::c_char);
    if name.contains(&b'/') {
        return file;
    }
    for directory in path.split(|byte| *byte == b':') {
        into.clear();
        into.add(if directory.is_empty() { b"." } else { directory });
        into.add(b"/");
        into.add(name);
        let candidate = into.ended();
        if candidate.is_null() {
            continue;
        }
        crate::paths::note(crate::paths::LOOKED_AT, kernel::CURRENT_DIRECTORY, candidate as *const core::ffi::c_char);
        const EXECUTABLE: usize = 1;
        let at = kernel::CURRENT_DIRECTORY as usize;
        if kernel::call(number::FACCESSAT, [at, candidate as usize, EXECUTABLE, 0, 0, 0]) == 0 {
            return candidate;
        }
    }
    core::ptr::null()
}
