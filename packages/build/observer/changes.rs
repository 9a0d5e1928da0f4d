//! The functions that put something at a path, or take it away.
use crate::kernel::CURRENT_DIRECTORY;
use crate::paths::{note, LOOKED_AT, READ, WRITTEN};
use core::ffi::{c_char, c_int, c_uint};

/// Notes that the process itself made what lies at a path now, or that it learnt that it could not.
pub unsafe fn note_change(directory: c_int, path: *const c_char, is_success: bool) {
    note(if is_success { WRITTEN } else { LOOKED_AT }, directory, path);
}

hooks! {
    fn rename(from: *const c_char, to: *const c_char) -> c_int
        { note(READ, CURRENT_DIRECTORY, from) }
        then |success| { note_change(CURRENT_DIRECTORY, to, success) }
    fn renameat(a: c_int, from: *const c_char, b: c_int, to: *const c_char) -> c_int
        { note(READ, a, from) }
        then |success| { note_change(b, to, success) }
    fn renameat2(a: c_int, from: *const c_char, b: c_int, to: *const c_char, flags: c_uint) -> c_int
        { note(READ, a, from) }
        then |success| { note_change(b, to, success) }
    fn link(from: *const c_char, to: *const c_char) -> c_int
        { note(READ, CURRENT_DIRECTORY, from) }
        then |success| { note_change(CURRENT_DIRECTORY, to, success) }
    fn linkat(a: c_int, from: *const c_char, b: c_int, to: *const c_char, flags: c_int) -> c_int
        { note(READ, a, from) }
        then |success| { note_change(b, to, success) }
    fn symlink(target: *const c_char, path: *const c_char) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
    fn symlinkat(target: *const c_char, at: c_int, path: *const c_char) -> c_int {}
        then |success| { note_change(at, path, success) }
    fn mkdir(path: *const c_char, mode: c_uint) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
    fn mkdirat(at: c_int, path: *const c_char, mode: c_uint) -> c_int {}
        then |success| { note_change(at, path, success) }
    fn mkfifo(path: *const c_char, mode: c_uint) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
    fn unlink(path: *const c_char) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
    fn unlinkat(at: c_int, path: *const c_char, flags: c_int) -> c_int {}
        then |success| { note_change(at, path, success) }
    fn rmdir(path: *const c_char) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
    fn remove(path: *const c_char) -> c_int {}
        then |success| { note_change(CURRENT_DIRECTORY, path, success) }
}
