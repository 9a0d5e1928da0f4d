//! Notes what the process that it is preloaded into opens, lists, looks at and asks of the environment, and what the
//! programs read that it starts. Compiled by `observer-library.ts`; `read-log.ts` reads what it writes.
//!
//! It runs inside other people's programs: it allocates nothing, takes no lock, leaves `errno` alone and does not panic.
#![no_std]
#![allow(clippy::missing_safety_doc)]

#[macro_use]
mod hook;
mod bytes;
mod calls;
mod changes;
mod environment;
mod files;
mod header;
mod ignored;
mod kernel;
mod libraries;
mod log;
mod needed;
mod paths;
mod program;
mod seen;
mod start;
mod start_listed;
mod start_shell;
mod stats;

#[link(name = "c")]
extern "C" {}
#[cfg(target_env = "gnu")]
#[link(name = "dl")]
extern "C" {}

#[used]
#[link_section = ".init_array"]
static BEGIN: unsafe extern "C" fn() = begin;

/// Runs before the program's own code.
unsafe extern "C" fn begin() {
    if !environment::take() {
        return;
    }
    // Called between a fork and an exec, where it must be known already.
    start::execvpe::resolve();
    program::begin();
    ignored::begin();
    log::begin();
    libraries::note_loaded();
}

// Named by what is compiled into Rust's own library; never called, since a panic here ends the process. Hidden: the
// programs have their own.
core::arch::global_asm!(
    ".globl rust_eh_personality",
    ".hidden rust_eh_personality",
    ".type rust_eh_personality, %function",
    "rust_eh_personality:",
    "ret",
);

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe { kernel::exit(134) }
}
