import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { RunObserver } from './observe-run'

/** Calls functions of libc that Rust's own library does not, and prints what they answer. */
const PROGRAM = String.raw`
use std::ffi::{c_char, c_int, c_long, c_void};
extern "C" {
  fn fork() -> c_int; fn wait(s: *mut c_int) -> c_int; fn _exit(code: c_int) -> !;
  fn system(c: *const c_char) -> c_int; fn popen(c: *const c_char, m: *const c_char) -> *mut c_void; fn pclose(f: *mut c_void) -> c_int; fn getc(f: *mut c_void) -> c_int;
  fn execl(p: *const c_char, a: *const c_char, ...) -> c_int; fn execlp(p: *const c_char, a: *const c_char, ...) -> c_int;
  fn execle(p: *const c_char, a: *const c_char, ...) -> c_int; fn fexecve(fd: c_int, a: *const *const c_char, e: *const *const c_char) -> c_int;
  fn posix_spawn(pid: *mut c_int, p: *const c_char, f: *const c_void, a: *const c_void, argv: *const *const c_char, envp: *const *const c_char) -> c_int;
  fn syscall(n: c_long, ...) -> c_long; fn open(p: *const c_char, flags: c_int, ...) -> c_int; fn openat(d: c_int, p: *const c_char, flags: c_int, ...) -> c_int;
  fn fopen(p: *const c_char, m: *const c_char) -> *mut c_void; fn fclose(f: *mut c_void) -> c_int; fn close(fd: c_int) -> c_int;
  fn dup2(a: c_int, b: c_int) -> c_int; fn access(p: *const c_char, m: c_int) -> c_int; fn secure_getenv(n: *const c_char) -> *mut c_char;
  fn scandir(p: *const c_char, l: *mut *mut c_void, s: *const c_void, c: *const c_void) -> c_int;
}
macro_rules! c { ($t:expr) => { concat!($t, "\0").as_ptr() as *const c_char } }
const NULL: *const c_char = std::ptr::null();
unsafe fn child(run: impl FnOnce()) { if fork() == 0 { run(); _exit(9) } let mut status = 0; wait(&mut status); println!("{status}"); }
fn main() { unsafe {
  let empty = [c!("A=1"), NULL];
  let cat = |name| [c!("cat"), name, NULL];
  println!("{}", system(c!("cat read/system")));
  let stream = popen(c!("cat read/popen"), c!("r"));
  while getc(stream) >= 0 {}
  println!("{}", pclose(stream));
  child(|| { execl(c!("/bin/cat"), c!("cat"), c!("read/execl"), NULL); });
  child(|| { execlp(c!("cat"), c!("cat"), c!("read/execlp"), NULL); });
  child(|| { execle(c!("/bin/cat"), c!("cat"), c!("read/execle"), NULL, empty.as_ptr()); });
  child(|| { fexecve(open(c!("/bin/cat"), 0), cat(c!("read/fexecve")).as_ptr(), empty.as_ptr()); });
  let execve = if cfg!(target_arch = "x86_64") { 59 } else { 221 };
  child(|| { syscall(execve, c!("/bin/cat"), cat(c!("read/syscall")).as_ptr(), empty.as_ptr()); });
  let (mut pid, mut status) = (0, 0);
  let failure = posix_spawn(&mut pid, c!("/bin/cat"), std::ptr::null(), std::ptr::null(), cat(c!("read/spawn")).as_ptr(), std::ptr::null());
  wait(&mut status);
  println!("{failure}");
  child(|| { open(c!("read/forked"), 0); _exit(0) });
  let directory = open(c!("read"), 0);
  println!("{}", openat(directory, c!("at"), 0) > 0);
  let how = [0u64; 3];
  println!("{}", syscall(437, directory, c!("at2"), how.as_ptr(), 24usize) > 0);
  println!("{}", access(c!("read/access"), 4));
  let mut list = std::ptr::null_mut();
  println!("{}", scandir(c!("listed"), &mut list, std::ptr::null(), std::ptr::null()));
  secure_getenv(c!("SECURE"));
  fclose(fopen(c!("made/by-stream"), c!("w"))); fclose(fopen(c!("made/by-stream"), c!("r")));
  fclose(fopen(c!("appended"), c!("a")));
  println!("{}", std::fs::create_dir("listed").is_err());
  println!("{}", std::fs::OpenOptions::new().write(true).create_new(true).open("read/exclusive").is_err());
  println!("{}", std::io::Error::from_raw_os_error({ open(c!("read/missing"), 0); *__errno_location() }));
  // The log is closed, and something else is open in its place.
  for descriptor in 3..2000 { close(descriptor); }
  let victim = open(c!("made/victim"), 0o1102, 0o644);
  for descriptor in 100..1000 { dup2(victim, descriptor); }
  open(c!("read/after-closing"), 0);
} }
extern "C" { fn __errno_location() -> *mut c_int; }
`

const STATIC = `#![no_std]\n#![no_main]
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle] pub extern "C" fn _start() -> ! { loop { unsafe {
  #[cfg(target_arch = "x86_64")] core::arch::asm!("syscall", in("rax") 60, in("rdi") 0);
  #[cfg(target_arch = "aarch64")] core::arch::asm!("svc 0", in("x8") 93, in("x0") 0);
} } }\n`
const STATIC_FLAGS = ['nostartfiles', 'static', 'nostdlib'].flatMap((flag) => ['-C', `link-arg=-${flag}`])

let home: string
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-programs-')))
  vi.stubEnv('NX_CRANE_CACHE_DIR', join(home, 'cache'))
  mkdirSync(join(home, 'repository'))
  const compile = (name: string, source: string, ...flags: string[]) => {
    writeFileSync(join(home, `${name}.rs`), source)
    const args = [
      `${name}.rs`,
      '--edition',
      '2021',
      '--cap-lints',
      'allow',
      ...flags,
      '-o',
      `repository/${name}`,
    ]
    execFileSync('rustc', args, { cwd: home, stdio: 'pipe' })
  }
  compile('program', PROGRAM)
  compile('static', STATIC, '-C', 'panic=abort', '-C', 'relocation-model=static', ...STATIC_FLAGS)
  compile('starter', 'fn main() { std::process::Command::new("./static").status().unwrap(); }')
}, 120_000)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

const path = (...names: string[]) => join(home, 'repository', ...names)

async function run(name: string) {
  const root = path()
  using observer = await RunObserver.begin({
    root,
    workspaceDirectory: root,
    targetDirectory: path('target'),
  })
  const added = observer.environmentOf({ executable: path(name), directory: root })
  const output = (env: NodeJS.ProcessEnv) =>
    execFileSync(path(name), {
      cwd: root,
      env: { ...process.env, CARGO_MANIFEST_DIR: root, ...env },
      encoding: 'utf8',
    })
  return { plain: output({}), observed: output(added), seen: observer.read() }
}

test('what libc is asked is seen, and answered as without us', { timeout: 120_000 }, async () => {
  const names = [
    'system',
    'popen',
    'execl',
    'execlp',
    'execle',
    'fexecve',
    'syscall',
    'spawn',
    'forked',
    'at',
    'at2',
  ]
  names.push('access', 'exclusive', 'after-closing')
  for (const directory of ['read', 'listed', 'made']) mkdirSync(path(directory))
  for (const name of names) writeFileSync(path('read', name), `${name}\n`)
  const { plain, observed, seen } = await run('program')
  expect(observed).toBe(plain)
  expect(plain).toMatch(/execle\n(.|\n)*No such file/)
  expect(readFileSync(path('made/victim'), 'utf8')).toBe('')
  expect(seen.observations).toHaveLength(1)
  const [program] = seen.observations
  expect(program?.gaps).toEqual([])
  expect(program?.variables).toEqual(['SECURE'])
  expect(program?.files.map((file) => `${file.asked} ${file.path}`).sort()).toEqual(
    [
      ...names
        .filter((name) => !['access', 'exclusive'].includes(name))
        .map((name) => `content read/${name}`),
      'content appended',
      'content read',
      'content read/missing',
      'entries listed',
      'kind read/access',
      'kind read/exclusive',
      'program cat',
      'program sh',
    ].sort(),
  )
})

test('a static program that is started is a gap; one that is run itself has an observation that says so', {
  timeout: 120_000,
}, async () => {
  const started = await run('starter')
  expect(started.seen.observations).toMatchObject([
    {
      crateName: 'starter',
      isComplete: false,
      gaps: [`${path()}/./static was started, which can't be observed`],
    },
  ])
  const own = await run('static')
  expect(own.seen.observations).toMatchObject([{ role: 'test', crateName: 'static', isComplete: false }])
})
