//! What a log begins with: which program wrote it, and what Cargo said that program is for.
use crate::bytes::{self, Bytes};
use crate::environment::{self, Environment};
use crate::{kernel, log};
use core::ffi::c_char;

const VARIABLES: [&[u8]; 10] = [
    b"CARGO_MANIFEST_DIR",
    b"CARGO_PKG_NAME",
    b"CARGO_CRATE_NAME",
    b"CARGO_PRIMARY_PACKAGE",
    b"OUT_DIR",
    b"TARGET",
    b"HOST",
    b"PROFILE",
    b"NUM_JOBS",
    b"CARGO_HOME",
];
/// Of the arguments together: enough for what rustc is to compile, which comes first.
const MOST_ARGUMENTS: usize = 8192;

pub unsafe fn write_own(descriptor: i32, program: &[u8]) {
    write_line(descriptor, b"program", program);
    let mut arguments = [0u8; MOST_ARGUMENTS];
    let path = b"/proc/self/cmdline\0".as_ptr();
    let opened = kernel::open_at(kernel::CURRENT_DIRECTORY, path, kernel::CLOSE_ON_EXEC, 0) as i32;
    let length = if opened < 0 { 0 } else { kernel::read_from(opened, 0, &mut arguments) };
    if opened >= 0 {
        kernel::close(opened);
    }
    let whole = arguments.get(..length).unwrap_or(&[]);
    // The last one is complete if it has an end.
    let ended = whole.iter().rposition(|byte| *byte == 0).unwrap_or(0);
    for argument in whole.get(..ended).unwrap_or(&[]).split(|byte| *byte == 0) {
        write_line(descriptor, b"argument", argument);
    }
    write_rest(descriptor, environment::current());
}

/// A log in the name of a program that will not write one itself.
pub unsafe fn write_for_unobserved(program: &[u8], arguments: Environment, variables: Environment) {
    let (descriptor, _) = log::create(kernel::process_id() as u64, kernel::now());
    if descriptor < 0 {
        return;
    }
    write_line(descriptor, b"program", program);
    let (mut at, mut length) = (arguments, 0);
    while !at.is_null() && !(*at).is_null() && length < MOST_ARGUMENTS {
        let argument = bytes::of(*at);
        length += argument.len() + 1;
        write_line(descriptor, b"argument", argument);
        at = at.add(1);
    }
    write_rest(descriptor, variables);
    write_line(descriptor, b"unobserved", program);
    kernel::close(descriptor);
}

unsafe fn write_rest(descriptor: i32, variables: Environment) {
    if !environment::root().is_empty() {
        write_line(descriptor, b"root", environment::root());
    }
    for name in VARIABLES {
        if let Some(value) = environment::value(variables, name) {
            write_variable(descriptor, name, value);
        }
    }
    write_line(descriptor, b"end", b"");
}

unsafe fn write_variable(descriptor: i32, name: &[u8], value: *const c_char) {
    let mut text = Bytes::<4096>::new();
    text.add(name);
    text.add(b"=");
    text.add(bytes::of(value));
    if !text.is_cut {
        write_line(descriptor, b"variable", text.get());
    }
}

unsafe fn write_line(descriptor: i32, name: &[u8], value: &[u8]) {
    let mut line = Bytes::<9000>::new();
    line.add(b"@");
    line.add(name);
    line.add(b" ");
    line.add_escaped(value);
    if line.is_cut {
        return;
    }
    line.add(b"\n");
    kernel::write(descriptor, line.get());
}
