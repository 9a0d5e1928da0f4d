//! The functions that open files and directories.
use crate::changes::note_change;
use crate::kernel::{self, CURRENT_DIRECTORY};
use crate::paths::{note, note_descriptor, LISTED, LOOKED_AT, READ};
use core::ffi::{c_char, c_int, c_uint, c_void};

/// Notes what a file is opened for. One that is changed in place is read too: what it held before stays in it. Of one
/// that is emptied, or has to be new, only the answer says something.
pub unsafe fn note_open(directory: c_int, path: *const c_char, flags: c_int) {
    if flags & kernel::PATH_ONLY != 0 {
        note(LOOKED_AT, directory, path);
    } else if !is_made(flags) {
        note(if flags & kernel::DIRECTORY != 0 { LISTED } else { READ }, directory, path);
    }
}

/// Whether nothing of what lay there stays: also for a file without a name.
fn is_made(flags: c_int) -> bool {
    let is_new = flags & (kernel::CREATE | kernel::EXCLUSIVE) == kernel::CREATE | kernel::EXCLUSIVE;
    let is_emptied = flags & kernel::ACCESS != 0 && flags & kernel::TRUNCATE != 0;
    is_new || is_emptied || flags & kernel::TEMPORARY == kernel::TEMPORARY
}

unsafe fn open_at(directory: c_int, path: *const c_char, flags: c_int, mode: c_uint) -> c_int {
    note_open(directory, path, flags);
    let opened = kernel::open_at(directory, path as *const u8, flags, mode);
    if flags & kernel::TEMPORARY != kernel::TEMPORARY && (is_made(flags) || flags & kernel::ACCESS != 0) {
        note_change(directory, path, opened >= 0);
    }
    kernel::answer(opened) as c_int
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
    if mode.is_null() || *mode as u8 != b'w' {
        note(READ, CURRENT_DIRECTORY, path);
    }
}

unsafe fn note_written(path: *const c_char, mode: *const c_char, is_success: bool) {
    if !mode.is_null() && (*mode as u8 != b'r' || *mode.add(1) as u8 == b'+') {
        note_change(CURRENT_DIRECTORY, path, is_success);
    }
}

hooks! {
    fn fopen(path: *const c_char, mode: *const c_char) -> *mut c_void { note_stream(path, mode) }
        then |success| { note_written(path, mode, success) }
    fn fopen64(path: *const c_char, mode: *const c_char) -> *mut c_void { note_stream(path, mode) }
        then |success| { note_written(path, mode, success) }
    fn freopen(path: *const c_char, mode: *const c_char, stream: *mut c_void) -> *mut c_void { note_stream(path, mode) }
        then |success| { note_written(path, mode, success) }
    fn freopen64(path: *const c_char, mode: *const c_char, stream: *mut c_void) -> *mut c_void { note_stream(path, mode) }
        then |success| { note_written(path, mode, success) }
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
