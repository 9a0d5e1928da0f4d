//! The functions that run a command by a shell, with the environment as it is.
use crate::environment::{self, Extended};
use crate::start::{prepare, Start};
use core::ffi::{c_char, c_int, c_void};

reals! {
    fn system(*const c_char) -> c_int;
    fn popen(*const c_char, *const c_char) -> *mut c_void;
}

unsafe fn through_shell<R>(command: *const c_char, call: impl FnOnce() -> R) -> R {
    if !environment::is_active() || command.is_null() {
        return call();
    }
    let arguments = [b"sh\0".as_ptr() as *const c_char, b"-c\0".as_ptr() as *const c_char, command, core::ptr::null()];
    let start = Start {
        program: b"/bin/sh\0".as_ptr() as *const c_char,
        arguments: arguments.as_ptr(),
        variables: environment::current(),
        moves: false,
    };
    let mut extended = Extended::new();
    if prepare(start, &mut extended) == environment::current() {
        return call();
    }
    Extended::new().during(call)
}
#[no_mangle]
pub unsafe extern "C" fn system(command: *const c_char) -> c_int {
    through_shell(command, || system::real().map_or(-1, |real| real(command)))
}
#[no_mangle]
pub unsafe extern "C" fn popen(command: *const c_char, mode: *const c_char) -> *mut c_void {
    through_shell(command, || popen::real().map_or(core::ptr::null_mut(), |real| real(command, mode)))
}
