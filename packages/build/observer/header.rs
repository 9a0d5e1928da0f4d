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

type Header = Bytes<32768>;

pub unsafe fn write_own(descriptor: i32, program: &[u8]) {
    let mut header = Header::new();
    add(&mut header, b"program", program);
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
        add(&mut header, b"argument", argument);
    }
    add_rest(&mut header, environment::current());
    kernel::write(descriptor, header.get());
}

/// A log in the name of a program that will not write one itself.
pub unsafe fn write_for_unobserved(program: &[u8], arguments: Environment, variables: Environment) {
    let (descriptor, _) = log::create(kernel::process_id() as u64, kernel::now());
    if descriptor < 0 {
        return;
    }
    let mut header = Header::new();
    add(&mut header, b"program", program);
    let (mut at, mut length) = (arguments, 0);
    while !at.is_null() && !(*at).is_null() && length < MOST_ARGUMENTS {
        let argument = bytes::of(*at);
        length += argument.len() + 1;
        add(&mut header, b"argument", argument.get(..MOST_ARGUMENTS).unwrap_or(argument));
        at = at.add(1);
    }
    add_rest(&mut header, variables);
    add(&mut header, b"unobserved", program);
    kernel::write(descriptor, header.get());
    kernel::close(descriptor);
}

unsafe fn add_rest(header: &mut Header, variables: Environment) {
    if !environment::root().is_empty() {
        add(header, b"root", environment::root());
    }
    for name in VARIABLES {
        if let Some(value) = environment::value(variables, name) {
            add_variable(header, name, value);
        }
    }
    add(header, b"end", b"");
}

unsafe fn add_variable(header: &mut Header, name: &[u8], value: *const c_char) {
    let mut text = Bytes::<4096>::new();
    text.add(name);
    text.add(b"=");
    text.add(bytes::of(value));
    if !text.is_cut {
        add(header, b"variable", text.get());
    }
}

/// A header that does not fit has no end, and is of no use to anybody.
fn add(header: &mut Header, name: &[u8], value: &[u8]) {
    header.add(b"@");
    header.add(name);
    header.add(b" ");
    header.add_escaped(value);
    header.add(b"\n");
}
