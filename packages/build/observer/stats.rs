//! The functions that look at what lies at a path.
use crate::kernel::CURRENT_DIRECTORY;
use crate::paths::{note, LOOKED_AT};
use core::ffi::{c_char, c_int, c_uint, c_void};

hooks! {
    fn statx(at: c_int, path: *const c_char, flags: c_int, mask: c_uint, into: *mut c_void) -> c_int
        { note(LOOKED_AT, at, path) }
    fn stat(path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn stat64(path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn lstat(path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn lstat64(path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn fstatat(at: c_int, path: *const c_char, into: *mut c_void, flags: c_int) -> c_int { note(LOOKED_AT, at, path) }
    fn fstatat64(at: c_int, path: *const c_char, into: *mut c_void, flags: c_int) -> c_int { note(LOOKED_AT, at, path) }
    // What programs call that were linked against a glibc before 2.33.
    fn __xstat(version: c_int, path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __xstat64(version: c_int, path: *const c_char, into: *mut c_void) -> c_int
        { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __lxstat(version: c_int, path: *const c_char, into: *mut c_void) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __lxstat64(version: c_int, path: *const c_char, into: *mut c_void) -> c_int
        { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn __fxstatat(version: c_int, at: c_int, path: *const c_char, into: *mut c_void, flags: c_int) -> c_int
        { note(LOOKED_AT, at, path) }
    fn __fxstatat64(version: c_int, at: c_int, path: *const c_char, into: *mut c_void, flags: c_int) -> c_int
        { note(LOOKED_AT, at, path) }
    fn access(path: *const c_char, mode: c_int) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn eaccess(path: *const c_char, mode: c_int) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn euidaccess(path: *const c_char, mode: c_int) -> c_int { note(LOOKED_AT, CURRENT_DIRECTORY, path) }
    fn faccessat(at: c_int, path: *const c_char, mode: c_int, flags: c_int) -> c_int { note(LOOKED_AT, at, path) }
}
