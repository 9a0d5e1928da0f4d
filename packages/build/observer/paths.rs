//! Notes of paths, absolute, and the functions that only look a path up or change it.
use crate::bytes::{self, Bytes};
use crate::kernel::{self, number, CURRENT_DIRECTORY};
use crate::{environment, ignored, log};
use core::ffi::{c_char, c_int, c_void};

pub const READ: u8 = b'o';
pub const WRITTEN: u8 = b'w';
pub const LOOKED_AT: u8 = b's';
pub const LISTED: u8 = b'd';
pub const STARTED: u8 = b'p';
pub const UNOBSERVED: u8 = b'x';
pub const VARIABLE: u8 = b'e';
/// A function of libc that walks directories by itself.
pub const WALKED: u8 = b'g';

/// Notes a path that is relative to an open directory, or to the current one.
pub unsafe fn note(kind: u8, directory: c_int, path: *const c_char) {
    if !log::is_open() || path.is_null() || *path == 0 {
        return;
    }
    let mut absolute = Bytes::<8192>::new();
    if !add_absolute(&mut absolute, directory, bytes::of(path)) || absolute.is_cut {
        return log::gap();
    }
    note_absolute(kind, absolute.get());
}

unsafe fn note_absolute(kind: u8, path: &[u8]) {
    let is_of_files = [READ, WRITTEN, LOOKED_AT, LISTED].contains(&kind);
    if !is_of_files || !ignored::contains(path, kind == LOOKED_AT) {
        log::note(kind, path);
    }
}

/// False where the directory cannot be named.
pub unsafe fn add_absolute<const N: usize>(to: &mut Bytes<N>, directory: c_int, path: &[u8]) -> bool {
    if path.first() != Some(&b'/') {
        if directory == CURRENT_DIRECTORY {
            let mut base = [0u8; 4096];
            let length = kernel::call(number::GETCWD, [base.as_mut_ptr() as usize, base.len(), 0, 0, 0, 0]);
            let base = base.get(..length.max(1) as usize - 1).unwrap_or(&[]);
            to.add(base);
            if base.first() != Some(&b'/') {
                return false;
            }
        } else if !add_descriptor_path(to, directory) {
            return false;
        }
        to.add(b"/");
    }
    to.add(path);
    true
}

fn add_descriptor<const N: usize>(to: &mut Bytes<N>, descriptor: c_int) {
    to.add(b"/proc/self/fd/");
    let mut divisor = 1_000_000_000u32;
    let mut is_leading = true;
    while divisor > 0 {
        let digit = (descriptor.max(0) as u32 / divisor % 10) as u8;
        is_leading &= digit == 0 && divisor > 1;
        if !is_leading {
            to.add_byte(b'0' + digit);
        }
        divisor /= 10;
    }
}

/// Adds the path of what is open. False where it has none.
pub unsafe fn add_descriptor_path<const N: usize>(to: &mut Bytes<N>, descriptor: c_int) -> bool {
    let (mut link, mut path) = (Bytes::<64>::new(), [0u8; 4096]);
    add_descriptor(&mut link, descriptor);
    let length = kernel::read_link(link.ended(), &mut path);
    to.add(path.get(..length).unwrap_or(&[]));
    !to.is_cut && to.get().first() == Some(&b'/')
}

/// Notes what is open.
pub unsafe fn note_descriptor(kind: u8, descriptor: c_int) {
    if !log::is_open() {
        return;
    }
    let mut path = Bytes::<4096>::new();
    if add_descriptor_path(&mut path, descriptor) {
        note_absolute(kind, path.get());
    } else {
        log::gap();
    }
}

unsafe fn variable(name: *const c_char) -> *mut c_char {
    if name.is_null() {
        return core::ptr::null_mut();
    }
    let text = bytes::of(name);
    log::note(VARIABLE, text);
    // Allocators ask before libc can tell where its own function is.
    environment::value(environment::current(), text).unwrap_or(core::ptr::null()) as *mut c_char
}

#[no_mangle]
pub unsafe extern "C" fn getenv(name: *const c_char) -> *mut c_char {
    variable(name)
}
#[no_mangle]
pub unsafe extern "C" fn secure_getenv(name: *const c_char) -> *mut c_char {
    variable(name)
}
#[no_mangle]
pub unsafe extern "C" fn readlink(path: *const c_char, into: *mut c_char, size: usize) -> isize {
    readlinkat(CURRENT_DIRECTORY, path, into, size)
}
#[no_mangle]
pub unsafe extern "C" fn readlinkat(at: c_int, path: *const c_char, into: *mut c_char, size: usize) -> isize {
    note(LOOKED_AT, at, path);
    kernel::answer(kernel::call(number::READLINKAT, [at as usize, path as usize, into as usize, size, 0, 0]))
}

/// Called between a fork and an exec, where libc must not be asked where its own function is.
#[no_mangle]
pub unsafe extern "C" fn chdir(path: *const c_char) -> c_int {
    note(LOOKED_AT, CURRENT_DIRECTORY, path);
    kernel::answer(kernel::call(number::CHDIR, [path as usize, 0, 0, 0, 0, 0])) as c_int
}

hooks! {
    fn __readlink_chk(path: *const c_char, into: *mut c_char, size: usize, room: usize) -> isize
        { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __readlinkat_chk(at: c_int, path: *const c_char, into: *mut c_char, size: usize, room: usize) -> isize
        { note(LOOKED_AT, at, path) }
    fn realpath(path: *const c_char, into: *mut c_char) -> *mut c_char { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __realpath_chk(path: *const c_char, into: *mut c_char, room: usize) -> *mut c_char
        { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn canonicalize_file_name(path: *const c_char) -> *mut c_char { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn glob(pattern: *const c_char, flags: c_int, failed: *mut c_void, into: *mut c_void) -> c_int
        { note(WALKED, CURRENT_DIRECTORY, pattern) }
    fn glob64(pattern: *const c_char, flags: c_int, failed: *mut c_void, into: *mut c_void) -> c_int
        { note(WALKED, CURRENT_DIRECTORY, pattern) }
    fn ftw(path: *const c_char, visit: *mut c_void, most: c_int) -> c_int { note(WALKED, CURRENT_DIRECTORY, path) }
    fn ftw64(path: *const c_char, visit: *mut c_void, most: c_int) -> c_int { note(WALKED, CURRENT_DIRECTORY, path) }
    fn nftw(path: *const c_char, visit: *mut c_void, most: c_int, flags: c_int) -> c_int
        { note(WALKED, CURRENT_DIRECTORY, path) }
    fn nftw64(path: *const c_char, visit: *mut c_void, most: c_int, flags: c_int) -> c_int
        { note(WALKED, CURRENT_DIRECTORY, path) }
    fn fts_open(paths: *const *const c_char, options: c_int, compare: *mut c_void) -> *mut c_void { walked(paths) }
    fn fts64_open(paths: *const *const c_char, options: c_int, compare: *mut c_void) -> *mut c_void { walked(paths) }
}

unsafe fn walked(mut paths: *const *const c_char) {
    while !paths.is_null() && !(*paths).is_null() {
        note(WALKED, CURRENT_DIRECTORY, *paths);
        paths = paths.add(1);
    }
}
