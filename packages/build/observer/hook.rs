//! Functions in front of libc's own of the same name.
use crate::kernel;
use core::ffi::{c_char, c_void};

extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
}

/// Where libc has a function. @param name ends with a zero
pub unsafe fn next(name: &str) -> usize {
    dlsym(-1isize as *mut c_void, name.as_ptr() as *const c_char) as usize
}

/// What functions of libc answer.
pub trait Answer {
    /// For one that this libc does not have.
    unsafe fn failure() -> Self;
    fn is_success(&self) -> bool;
}
impl Answer for i32 {
    unsafe fn failure() -> Self {
        kernel::fail(kernel::NOT_IMPLEMENTED);
        -1
    }
    fn is_success(&self) -> bool {
        *self >= 0
    }
}
impl Answer for isize {
    unsafe fn failure() -> Self {
        i32::failure() as isize
    }
    fn is_success(&self) -> bool {
        *self >= 0
    }
}
impl<T> Answer for *mut T {
    unsafe fn failure() -> Self {
        i32::failure();
        core::ptr::null_mut()
    }
    fn is_success(&self) -> bool {
        !self.is_null()
    }
}

/// For each function: `name::real()`, libc's own, looked up when it is first called.
macro_rules! reals {
    ($(fn $name:ident($($type:ty),*) -> $result:ty;)*) => {
        $(pub mod $name {
            #[allow(unused_imports)]
            use super::*;
            static AT: core::sync::atomic::AtomicUsize = core::sync::atomic::AtomicUsize::new(0);
            pub unsafe fn resolve() {
                AT.store($crate::hook::next(concat!(stringify!($name), "\0")), core::sync::atomic::Ordering::Relaxed)
            }
            pub unsafe fn real() -> Option<unsafe extern "C" fn($($type),*) -> $result> {
                if AT.load(core::sync::atomic::Ordering::Relaxed) == 0 { resolve() }
                core::mem::transmute(AT.load(core::sync::atomic::Ordering::Relaxed))
            }
        })*
    };
}

/// Functions that note what is asked, do what libc does, and then say whether that worked (`then |success|`).
macro_rules! hooks {
    ($(fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty $note:block $(then |$success:ident| $change:block)?)*) => {
        reals! { $(fn $name($($type),*) -> $result;)* }
        $(#[no_mangle]
        pub unsafe extern "C" fn $name($($argument: $type),*) -> $result {
            $note;
            let answer = match $name::real() {
                Some(real) => real($($argument),*),
                None => <$result as $crate::hook::Answer>::failure(),
            };
            $(let $success = $crate::hook::Answer::is_success(&answer); $change)?
            answer
        })*
    };
}
