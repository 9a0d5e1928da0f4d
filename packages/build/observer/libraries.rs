//! The shared libraries of the process: its loader opens them without asking anybody.
use crate::kernel::CURRENT_DIRECTORY;
use crate::paths::{note, READ};
use crate::{bytes, environment};
use core::ffi::{c_char, c_int, c_void};

#[repr(C)]
struct Object {
    address: usize,
    name: *const c_char,
    // more, which differs
}
type Visit = unsafe extern "C" fn(*const Object, usize, *mut c_void) -> c_int;
extern "C" {
    fn dl_iterate_phdr(visit: Visit, data: *mut c_void) -> c_int;
}

#[used]
#[link_section = ".fini_array"]
static END: unsafe extern "C" fn() = end;

/// What was loaded on the way is known when the program ends.
unsafe extern "C" fn end() {
    note_loaded();
}

pub unsafe fn note_loaded() {
    if crate::log::is_open() {
        dl_iterate_phdr(note_object, core::ptr::null_mut());
    }
}

unsafe extern "C" fn note_object(object: *const Object, _: usize, _: *mut c_void) -> c_int {
    let name = (*object).name;
    // The program itself has no name, and the kernel's part of it no path.
    let path = bytes::of(name);
    if path.first() == Some(&b'/') && bytes::base_name(path) != environment::LIBRARY {
        note(READ, CURRENT_DIRECTORY, name);
    }
    0
}
