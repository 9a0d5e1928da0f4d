//! The functions that start programs: each gets our variables, whatever its environment is, unless it cannot be observed.
use crate::bytes::{self, Bytes};
use crate::environment::{self, Environment, Extended};
use crate::kernel::{self, number, CURRENT_DIRECTORY};
use crate::program::{self, Verdict};
use crate::{header, log, paths};
use core::ffi::{c_char, c_int, c_void};

reals! {
    fn execvpe(*const c_char, Environment, Environment) -> c_int;
    fn posix_spawn(*mut c_int, *const c_char, *const c_void, *const c_void, Environment, Environment) -> c_int;
    fn posix_spawnp(*mut c_int, *const c_char, *const c_void, *const c_void, Environment, Environment) -> c_int;
}

/// What is about to be started.
pub struct Start {
    /// Null if unknown.
    pub program: *const c_char,
    pub arguments: Environment,
    pub variables: Environment,
    /// Whether the child changes directory before the program is looked for.
    pub moves: bool,
}

/// The environment for it.
pub unsafe fn prepare(start: Start, extended: &mut Extended) -> Environment {
    if !environment::is_active() {
        return start.variables;
    }
    let name = bytes::of(start.program);
    let verdict = match name.first() {
        None => Verdict::Unknown,
        Some(b'/') => program::judge(start.program as *const u8),
        Some(_) => match program::judge(start.program as *const u8) {
            Verdict::Unknown if start.moves => Verdict::Unobservable,
            verdict => verdict,
        },
    };
    paths::note(paths::STARTED, CURRENT_DIRECTORY, start.program);
    if verdict != Verdict::Unobservable {
        if let Some(with_ours) = extended.fill(start.variables) {
            return with_ours;
        }
    }
    if log::is_open() {
        paths::note(paths::UNOBSERVED, CURRENT_DIRECTORY, start.program);
    } else {
        header::write_for_unobserved(name, start.arguments, start.variables);
    }
    start.variables
}

/// Where `execvp` and the like find a program.
unsafe fn found(file: *const c_char, into: &mut Bytes<4096>) -> *const c_char {
    if !environment::is_active() || file.is_null() {
        return file;
    }
    let path = environment::value(environment::current(), b"PATH").map_or(&b"/bin:/usr/bin"[..], |at| bytes::of(at));
    program::find(file as *const u8, path, into) as *const c_char
}

#[no_mangle]
pub unsafe extern "C" fn execve(program: *const c_char, arguments: Environment, variables: Environment) -> c_int {
    let mut extended = Extended::new();
    let variables = prepare(Start { program, arguments, variables, moves: false }, &mut extended);
    let request = [program as usize, arguments as usize, variables as usize, 0, 0, 0];
    kernel::answer(kernel::call(number::EXECVE, request)) as c_int
}
#[no_mangle]
pub unsafe extern "C" fn execv(program: *const c_char, arguments: Environment) -> c_int {
    execve(program, arguments, environment::current())
}
#[no_mangle]
pub unsafe extern "C" fn execvp(file: *const c_char, arguments: Environment) -> c_int {
    execvpe(file, arguments, environment::current())
}
#[no_mangle]
pub unsafe extern "C" fn execvpe(file: *const c_char, arguments: Environment, variables: Environment) -> c_int {
    let (mut place, mut extended) = (Bytes::new(), Extended::new());
    let program = found(file, &mut place);
    let variables = prepare(Start { program, arguments, variables, moves: false }, &mut extended);
    match execvpe::real() {
        Some(real) => real(file, arguments, variables),
        None => execve(program, arguments, variables),
    }
}
#[no_mangle]
pub unsafe extern "C" fn execveat(
    directory: c_int,
    path: *const c_char,
    arguments: Environment,
    variables: Environment,
    flags: c_int,
) -> c_int {
    let (mut place, mut extended) = (Bytes::<8192>::new(), Extended::new());
    let is_descriptor = path.is_null() || *path == 0;
    let is_known = if is_descriptor {
        paths::add_descriptor_path(&mut place, directory)
    } else {
        paths::add_absolute(&mut place, directory, bytes::of(path))
    };
    let program = if is_known { place.ended() as *const c_char } else { b"\0".as_ptr() as *const c_char };
    let start = Start { program, arguments, variables, moves: false };
    let variables = prepare(start, &mut extended) as usize;
    let request = [directory as usize, path as usize, arguments as usize, variables, flags as usize, 0];
    kernel::answer(kernel::call(number::EXECVEAT, request)) as c_int
}
#[no_mangle]
pub unsafe extern "C" fn fexecve(descriptor: c_int, arguments: Environment, variables: Environment) -> c_int {
    const EMPTY_PATH: c_int = 0x1000;
    execveat(descriptor, b"\0".as_ptr() as *const c_char, arguments, variables, EMPTY_PATH)
}

#[no_mangle]
pub unsafe extern "C" fn posix_spawn(
    process: *mut c_int,
    program: *const c_char,
    actions: *const c_void,
    attributes: *const c_void,
    arguments: Environment,
    variables: Environment,
) -> c_int {
    let mut extended = Extended::new();
    let start = Start { program, arguments, variables, moves: !actions.is_null() };
    let variables = prepare(start, &mut extended);
    match posix_spawn::real() {
        Some(real) => real(process, program, actions, attributes, arguments, variables),
        None => kernel::NOT_IMPLEMENTED,
    }
}
#[no_mangle]
pub unsafe extern "C" fn posix_spawnp(
    process: *mut c_int,
    file: *const c_char,
    actions: *const c_void,
    attributes: *const c_void,
    arguments: Environment,
    variables: Environment,
) -> c_int {
    let (mut place, mut extended) = (Bytes::new(), Extended::new());
    let start = Start { program: found(file, &mut place), arguments, variables, moves: !actions.is_null() };
    let variables = prepare(start, &mut extended);
    match posix_spawnp::real() {
        Some(real) => real(process, file, actions, attributes, arguments, variables),
        None => kernel::NOT_IMPLEMENTED,
    }
}

/// Rust asks whether libc has this (glibc since 2.39) and finds ours: so it works where libc has none.
#[no_mangle]
pub unsafe extern "C" fn pidfd_spawnp(
    descriptor: *mut c_int,
    file: *const c_char,
    actions: *const c_void,
    attributes: *const c_void,
    arguments: Environment,
    variables: Environment,
) -> c_int {
    let opened = open_process(kernel::process_id() as c_int);
    if opened < 0 {
        return kernel::NOT_IMPLEMENTED;
    }
    kernel::close(opened);
    let mut process = 0;
    let failure = posix_spawnp(&mut process, file, actions, attributes, arguments, variables);
    if failure == 0 {
        *descriptor = open_process(process);
    }
    failure
}
#[no_mangle]
pub unsafe extern "C" fn pidfd_spawn(
    descriptor: *mut c_int,
    program: *const c_char,
    actions: *const c_void,
    attributes: *const c_void,
    arguments: Environment,
    variables: Environment,
) -> c_int {
    let mut process = 0;
    let failure = posix_spawn(&mut process, program, actions, attributes, arguments, variables);
    if failure == 0 {
        *descriptor = open_process(process);
    }
    failure
}
unsafe fn open_process(process: c_int) -> c_int {
    kernel::call(number::PIDFD_OPEN, [process as usize, 0, 0, 0, 0, 0]) as c_int
}
