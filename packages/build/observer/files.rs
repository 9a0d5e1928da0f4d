//! The functions that open files and directories.
use crate::kernel::{self, number, CURRENT_DIRECTORY};
use crate::paths::{note, note_descriptor, LISTED, LOOKED_AT, READ, WRITTEN};
use core::ffi::{c_char, c_int, c_uint, c_void};

/// Notes what a file is opened for. One that is changed in place is read too: what it held before stays in it.
pub unsafe fn note_open(directory: c_int, path: *const c_char, flags: c_int) {
    let is_new = flags & kernel::TRUNCATE != 0
        || flags & (kernel::CREATE | kernel::EXCLUSIVE) == kernel::CREATE | kernel::EXCLUSIVE;
    if flags & kernel::PATH_ONLY != 0 {
        note(LOOKED_AT, directory, path);
    } else if flags & kernel::TEMPORARY == kernel::TEMPORARY {
        // It has no name.
    } else if flags & kernel::DIRECTORY != 0 {
        note(LISTED, directory, path);
    } else if flags & kernel::ACCESS == 0 && !is_new {
        note(READ, directory, path);
    } else {
        if !is_new {
            note(READ, directory, path);
        }
        note(WRITTEN, directory, path);
    }
}

unsafe fn open_at(directory: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    note_open(directory, path, flags);
    kernel::answer(kernel::open_at(directory, path as *const u8, flags, mode)) as c_int
}

// `mode` is there only with O_CREAT, but it is passed alike.
#[no_mangle]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_at(CURRENT_DIRECTORY, path, flags, mode)
}
#[no_mangle]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_at(CURRENT_DIRECTORY, path, flags, mode)
}
#[no_mangle]
pub unsafe extern "C" fn openat(directory: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_at(directory, path, flags, mode)
}
#[no_mangle]
pub unsafe extern "C" fn openat64(directory: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    open_at(directory, path, flags, mode)
}
#[no_mangle]
pub unsafe extern "C" fn __open_2(path: *const c_char, flags: c_int) -> c_int {
    open_at(CURRENT_DIRECTORY, path, flags, 0)
}
#[no_mangle]
pub unsafe extern "C" fn __open64_2(path: *const c_char, flags: c_int) -> c_int {
    open_at(CURRENT_DIRECTORY, path, flags, 0)
}
#[no_mangle]
pub unsafe extern "C" fn __openat_2(directory: c_int, path: *const c_char, flags: c_int) -> c_int {
    open_at(directory, path, flags, 0)
}
#[no_mangle]
pub unsafe extern "C" fn __openat64_2(directory: c_int, path: *const c_char, flags: c_int) -> c_int {
    open_at(directory, path, flags, 0)
}
#[no_mangle]
pub unsafe extern "C" fn creat(path: *const c_char, mode: c_uint) -> c_int {
    open_at(CURRENT_DIRECTORY, path, kernel::CREATE | kernel::TRUNCATE | kernel::WRITE_ONLY, mode)
}
#[no_mangle]
pub unsafe extern "C" fn creat64(path: *const c_char, mode: c_uint) -> c_int {
    creat(path, mode)
}

unsafe fn note_stream(path: *const c_char, mode: *const c_char) {
    match if mode.is_null() { 0 } else { *mode as u8 } {
        b'w' => note(WRITTEN, CURRENT_DIRECTORY, path),
        b'r' if *mode.add(1) as u8 != b'+' => note(READ, CURRENT_DIRECTORY, path),
        _ => {
            note(READ, CURRENT_DIRECTORY, path);
            note(WRITTEN, CURRENT_DIRECTORY, path);
        }
    }
}

hooks! {
    fn fopen(path: *const c_char, mode: *const c_char) -> *mut c_void { note_stream(path, mode) }
    fn fopen64(path: *const c_char, mode: *const c_char) -> *mut c_void { note_stream(path, mode) }
    fn freopen(path: *const c_char, mode: *const c_char, stream: *mut c_void) -> *mut c_void { note_stream(path, mode) }
    fn freopen64(path: *const c_char, mode: *const c_char, stream: *mut c_void) -> *mut c_void { note_stream(path, mode) }
    fn opendir(path: *const c_char) -> *mut c_void { note(LISTED, CURRENT_DIRECTORY, path) }
    fn fdopendir(descriptor: c_int) -> *mut c_void { note_descriptor(LISTED, descriptor) }
    fn scandir(path: *const c_char, into: *mut c_void, select: *mut c_void, order: *mut c_void) -> c_int
        { note(LISTED, CURRENT_DIRECTORY, path) }
    fn scandir64(path: *const c_char, into: *mut c_void, select: *mut c_void, order: *mut c_void) -> c_int
        { note(LISTED, CURRENT_DIRECTORY, path) }
    fn scandirat(at: c_int, path: *const c_char, into: *mut c_void, select: *mut c_void, order: *mut c_void) -> c_int
        { note(LISTED, at, path) }
    fn scandirat64(at: c_int, path: *const c_char, into: *mut c_void, select: *mut c_void, order: *mut c_void) -> c_int
        { note(LISTED, at, path) }
    fn truncate(path: *const c_char, length: i64) -> c_int { note_open(CURRENT_DIRECTORY, path, kernel::WRITE_ONLY) }
    fn truncate64(path: *const c_char, length: i64) -> c_int { note_open(CURRENT_DIRECTORY, path, kernel::WRITE_ONLY) }
}

/// Calls that programs make past libc's functions: `openat2` has none.
pub unsafe fn note_call(of: usize, a: usize, b: usize, c: usize) {
    let (at, path) = (a as c_int, b as *const c_char);
    match of {
        number::OPENAT => note_open(at, path, c as c_int),
        number::OPENAT2 if c != 0 => note_open(at, path, *(c as *const u64) as c_int),
        number::OPEN => note_open(CURRENT_DIRECTORY, a as *const c_char, b as c_int),
        number::STATX | number::NEWFSTATAT | number::FACCESSAT | number::FACCESSAT2 | number::READLINKAT => {
            note(LOOKED_AT, at, path)
        }
        number::STAT | number::LSTAT | number::ACCESS | number::READLINK => {
            note(LOOKED_AT, CURRENT_DIRECTORY, a as *const c_char)
        }
        number::RENAMEAT2 => note(READ, at, path),
        _ => {}
    }
}
