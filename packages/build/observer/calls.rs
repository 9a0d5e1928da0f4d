//! Calls of the kernel that programs make by number, past libc's functions: `openat2` has none.
use crate::environment::Environment;
use crate::files::note_open;
use crate::kernel::{self, number, CURRENT_DIRECTORY};
use crate::paths::{note, LOOKED_AT, READ};
use crate::start::{execve, execveat};
use core::ffi::{c_char, c_int};

#[no_mangle]
pub unsafe extern "C" fn syscall(of: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize) -> isize {
    match of {
        number::EXECVE => execve(a as *const c_char, b as Environment, c as Environment) as isize,
        number::EXECVEAT => {
            execveat(a as c_int, b as *const c_char, c as Environment, d as Environment, e as c_int) as isize
        }
        _ => {
            note_call(of, a, b, c);
            kernel::answer(kernel::call(of, [a, b, c, d, e, f]))
        }
    }
}

unsafe fn note_call(of: usize, a: usize, b: usize, c: usize) {
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
