//! The functions that start a program with its arguments one by one. On the machines that we are compiled for, a function
//! finds them where one with as many parameters does.
use crate::environment::{self, Environment};
use crate::kernel;
use crate::start::{execve, execvp};
use core::ffi::{c_char, c_int};

type Text = *const c_char;

macro_rules! listed {
    ($name:ident, $call:expr, $($at:ident)*) => {
        #[no_mangle]
        pub unsafe extern "C" fn $name(program: Text, $($at: Text),*) -> c_int {
            let arguments = [$($at),*];
            match arguments.iter().position(|argument| argument.is_null()) {
                Some(end) => $call(program, &arguments, end),
                None => {
                    kernel::fail(kernel::TOO_BIG);
                    -1
                }
            }
        }
    };
}

macro_rules! listed_all {
    ($($name:ident = $call:expr;)*) => { $(listed!($name, $call,
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
        c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9);)* };
}

listed_all! {
    execl = |program: Text, arguments: &[Text], _: usize| execve(program, arguments.as_ptr(), environment::current());
    execlp = |program: Text, arguments: &[Text], _: usize| execvp(program, arguments.as_ptr());
    execle = |program: Text, arguments: &[Text], end: usize| {
        let variables = arguments.get(end + 1).map_or(core::ptr::null(), |at| *at as Environment);
        execve(program, arguments.as_ptr(), variables)
    };
}
