//! The kernel's own calls: unlike those of libc they are not ours to hook, and leave `errno` alone.
use core::arch::asm;

pub const CURRENT_DIRECTORY: i32 = -100;

pub const ACCESS: i32 = 3;
pub const WRITE_ONLY: i32 = 1;
pub const CREATE: i32 = 0o100;
pub const EXCLUSIVE: i32 = 0o200;
pub const TRUNCATE: i32 = 0o1000;
pub const APPEND: i32 = 0o2000;
pub const NONBLOCK: i32 = 0o4000;
pub const CLOSE_ON_EXEC: i32 = 0o2000000;
pub const PATH_ONLY: i32 = 0o10000000;
pub const TEMPORARY: i32 = 0o20000000;
#[cfg(target_arch = "x86_64")]
pub const DIRECTORY: i32 = 0o200000;
#[cfg(target_arch = "aarch64")]
pub const DIRECTORY: i32 = 0o40000;

#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
pub mod number {
    pub const WRITE: usize = 1; pub const CLOSE: usize = 3; pub const FSTAT: usize = 5; pub const MMAP: usize = 9;
    pub const PREAD: usize = 17; pub const PWRITE: usize = 18; pub const GETPID: usize = 39; pub const FCNTL: usize = 72;
    pub const GETCWD: usize = 79; pub const EXIT_GROUP: usize = 231; pub const OPENAT: usize = 257;
    pub const NEWFSTATAT: usize = 262; pub const READLINKAT: usize = 267; pub const STATX: usize = 332;
    pub const RENAMEAT2: usize = 316; pub const EXECVEAT: usize = 322; pub const EXECVE: usize = 59;
    pub const PIDFD_OPEN: usize = 434; pub const OPENAT2: usize = 437; pub const FACCESSAT: usize = 269;
    pub const FACCESSAT2: usize = 439; pub const OPEN: usize = 2; pub const STAT: usize = 4; pub const LSTAT: usize = 6;
    pub const ACCESS: usize = 21; pub const READLINK: usize = 89;
    pub const CHDIR: usize = 80; pub const MACHINE: u16 = 62;
}
#[cfg(target_arch = "aarch64")]
#[rustfmt::skip]
pub mod number {
    pub const WRITE: usize = 64; pub const CLOSE: usize = 57; pub const FSTAT: usize = 80; pub const MMAP: usize = 222;
    pub const PREAD: usize = 67; pub const PWRITE: usize = 68; pub const GETPID: usize = 172; pub const FCNTL: usize = 25;
    pub const GETCWD: usize = 17; pub const EXIT_GROUP: usize = 94; pub const OPENAT: usize = 56;
    pub const NEWFSTATAT: usize = 79; pub const READLINKAT: usize = 78; pub const STATX: usize = 291;
    pub const RENAMEAT2: usize = 276; pub const EXECVEAT: usize = 281; pub const EXECVE: usize = 221;
    pub const PIDFD_OPEN: usize = 434; pub const OPENAT2: usize = 437; pub const FACCESSAT: usize = 48;
    pub const FACCESSAT2: usize = 439;
    // Not there any more on this machine: numbers that nothing has.
    pub const OPEN: usize = usize::MAX; pub const STAT: usize = usize::MAX - 1; pub const LSTAT: usize = usize::MAX - 2;
    pub const ACCESS: usize = usize::MAX - 3; pub const READLINK: usize = usize::MAX - 4;
    pub const CHDIR: usize = 49; pub const MACHINE: u16 = 183;
}

/// A negative answer is an error's number.
#[cfg(target_arch = "x86_64")]
pub unsafe fn call(number: usize, a: [usize; 6]) -> isize {
    let answer: isize;
    asm!("syscall", inlateout("rax") number => answer, in("rdi") a[0], in("rsi") a[1], in("rdx") a[2], in("r10") a[3],
        in("r8") a[4], in("r9") a[5], lateout("rcx") _, lateout("r11") _, options(nostack));
    answer
}
#[cfg(target_arch = "aarch64")]
pub unsafe fn call(number: usize, a: [usize; 6]) -> isize {
    let answer: isize;
    asm!("svc 0", in("x8") number, inlateout("x0") a[0] => answer, in("x1") a[1], in("x2") a[2], in("x3") a[3],
        in("x4") a[4], in("x5") a[5], options(nostack));
    answer
}

pub unsafe fn open_at(directory: i32, path: *const u8, flags: i32, mode: u32) -> isize {
    call(number::OPENAT, [directory as usize, path as usize, flags as usize, mode as usize, 0, 0])
}

pub unsafe fn close(descriptor: i32) {
    call(number::CLOSE, [descriptor as usize, 0, 0, 0, 0, 0]);
}

pub unsafe fn write(descriptor: i32, text: &[u8]) -> bool {
    let written = call(number::WRITE, [descriptor as usize, text.as_ptr() as usize, text.len(), 0, 0, 0]);
    written == text.len() as isize
}

/// How many bytes were read.
pub unsafe fn read_from(descriptor: i32, at: usize, into: &mut [u8]) -> usize {
    let read = call(number::PREAD, [descriptor as usize, into.as_mut_ptr() as usize, into.len(), at, 0, 0]);
    if read < 0 {
        0
    } else {
        read as usize
    }
}

pub unsafe fn write_at(descriptor: i32, at: usize, text: &[u8]) {
    call(number::PWRITE, [descriptor as usize, text.as_ptr() as usize, text.len(), at, 0, 0]);
}

/// The path that a link names, as a length.
pub unsafe fn read_link(path: *const u8, into: &mut [u8]) -> usize {
    let length = call(
        number::READLINKAT,
        [CURRENT_DIRECTORY as usize, path as usize, into.as_mut_ptr() as usize, into.len(), 0, 0],
    );
    if length < 0 {
        0
    } else {
        length as usize
    }
}

pub unsafe fn process_id() -> usize {
    call(number::GETPID, [0; 6]) as usize
}

pub unsafe fn exit(code: usize) -> ! {
    loop {
        call(number::EXIT_GROUP, [code, 0, 0, 0, 0, 0]);
    }
}

#[derive(Clone, Copy, PartialEq)]
pub struct Identity {
    pub device: u64,
    pub inode: u64,
}

/// Which file is open, and its mode.
pub unsafe fn stat(descriptor: i32) -> Option<(Identity, u32)> {
    let mut raw = [0u64; 32];
    if call(number::FSTAT, [descriptor as usize, raw.as_mut_ptr() as usize, 0, 0, 0, 0]) < 0 {
        return None;
    }
    let mode = if cfg!(target_arch = "x86_64") { raw[3] } else { raw[2] } as u32;
    Some((Identity { device: raw[0], inode: raw[1] }, mode))
}

/// The mode of what lies at a path; nothing is opened.
pub unsafe fn mode_of(path: *const u8) -> Option<u32> {
    let mut raw = [0u64; 32];
    let into = raw.as_mut_ptr() as usize;
    if call(number::NEWFSTATAT, [CURRENT_DIRECTORY as usize, path as usize, into, 0, 0, 0]) < 0 {
        return None;
    }
    Some(if cfg!(target_arch = "x86_64") { raw[3] } else { raw[2] } as u32)
}

#[repr(C)]
struct Moment {
    seconds: i64,
    nanoseconds: i64,
}
extern "C" {
    fn clock_gettime(clock: i32, into: *mut Moment) -> i32;
    fn __errno_location() -> *mut i32;
}

/// Nanoseconds of a clock that all processes share and that only goes forward.
pub unsafe fn now() -> u64 {
    let mut moment = Moment { seconds: 0, nanoseconds: 0 };
    clock_gettime(1, &mut moment);
    (moment.seconds as u64).wrapping_mul(1_000_000_000).wrapping_add(moment.nanoseconds as u64)
}

/// What libc would answer for what the kernel did.
pub unsafe fn answer(of_kernel: isize) -> isize {
    if !(-4095..0).contains(&of_kernel) {
        return of_kernel;
    }
    fail(-of_kernel as i32);
    -1
}

pub const NOT_IMPLEMENTED: i32 = 38;
pub const TOO_BIG: i32 = 7;

pub unsafe fn fail(number: i32) {
    *__errno_location() = number;
}
