import { expect, test } from 'vitest'
import { pathStrings } from './path-strings'
import { scanRust } from './scan-rust'

test.each([
  ['mod a;', ['a']],
  ['pub(crate) mod r#type;', ['type']],
  ['mod\n/* why */ a ;', ['a']],
  ['mod outer { mod inner; }', ['outer/inner']],
  ['#[path = "x"] mod outer { mod inner { mod deep; } } mod after;', ['x/inner/deep', 'after']],
  ['fn f() { mod local; }', ['local']],
  ['// mod no;\n/* mod no; /* mod no; */ mod no; */ mod yes;', ['yes']],
  ['const A: &str = "mod no;"; const B: &str = r##"mod "# no;"##; mod yes;', ['yes']],
  [`const Q: char = '"'; mod yes; const R: u8 = b'\\''; fn f<'a>(x: &'a str) {} mod also;`, ['yes', 'also']],
  ['macro_rules! m { () => { mod made; } }', ['made']],
  ['macro_rules! m { ($n:ident) => { mod $n; } }', []],
  ['let modest = 1; mod_name(); a.mod_;', []],
])('%s declares the modules %j', (text, modules) => {
  const found = scanRust(text).modules.map((module) => [...module.within, module.name].join('/'))
  expect(found).toEqual(modules)
})

test.each([
  ['#[cfg(test)] mod a;', true],
  ['#[cfg(test)]\n#[allow(x)]\npub mod a;', true],
  ['#[cfg(all(test, unix))] mod a;', true],
  ['#[cfg(test)] mod tests { mod a; }', true],
  ['#![cfg(test)]\nmod a;', true],
  ['#[cfg(not(test))] mod a;', false],
  ['#[cfg(any(test, unix))] mod a;', false],
  ['#[cfg(test)] use x; mod a;', false],
  ['enum E { #[cfg(test)] A, B } mod a;', false],
  ['fn f(x: u8) { match x { #[cfg(test)] 1 => 2, _ => { mod a; } } }', false],
])('%s: only for tests: %s', (text, testOnly) => {
  expect(scanRust(text).modules.map((module) => module.testOnly)).toEqual([testOnly])
})

test.each([
  ['#[path = "a b.rs"] mod a;', ['a b.rs']],
  [
    '#[cfg_attr(unix, path = "unix.rs")] #[cfg_attr(windows, path = "win.rs")] mod os;',
    ['unix.rs', '', 'win.rs', ''],
  ],
])('%s has the paths %j', (text, paths) => {
  expect(scanRust(text).modules[0]?.paths).toEqual(paths)
})

test.each([
  ['include_str!("a.txt")', ['file a.txt']],
  ['include_bytes! [ r"b.bin" , ]', ['file b.bin']],
  ['include!("c.rs");', ['file c.rs source']],
  ['std::include_str!("a\\u{62}.txt")', ['file ab.txt']],
  ['#![doc = include_str!("../README.md")]', ['file ../README.md']],
  ['include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/a/", "b"))', ['crate a/b']],
  ['include_str!(concat!("a", "b"))', ['file ab']],
  ['include!(concat!(env!("OUT_DIR"), "/x.rs"));', []],
  ['println!("{}", include_str!("a.txt"))', ['file a.txt']],
  ['// include_str!("no")\nfn f() {}', []],
])('%s includes %j', (text, includes) => {
  const found = scanRust(text).includes.map(
    ({ from, path, source }) => `${from} ${path}${source ? ' source' : ''}`,
  )
  expect(found).toEqual(includes)
  expect(scanRust(text).unknown.filter(({ by }) => by !== 'program')).toEqual([])
})

test.each(['include_str!(concat!(env!("OTHER"), "/a"))', 'include_bytes!(NAME)'])(
  '%s may be any file',
  (text) => {
    expect(scanRust(text).unknown).toMatchObject([{ by: 'compiler', reads: 'files', line: 1 }])
  },
)

test.each<[string, string[]]>([
  ['#[cfg_attr(doc, doc = include_str!("x.md"))] fn f() {}', ['compiler files']],
  ['#[cfg(windows)] const A: &str = include_str!("a.txt");', ['compiler files']],
  ['#[cfg(windows)] mod m { const A: &str = env!("A"); }', ['compiler variables']],
  ['const A: &str = env!(stringify!(B));', ['compiler variables']],
  ['macro_rules! m { () => { include_str!("a.txt") } }', ['caller files']],
  ['macro_rules! m { ($n:expr) => { env!($n) } }', ['caller variables']],
  ['fn f() { "include_str!(\\"a\\")".parse() }', ['derived files']],
  ['fn f() { std::fs::read(a) }', ['program files']],
  ['// fs\nfn f() { "fs" }', []],
  ['#[cfg(test)] mod tests { fn f() { std::fs::read(a) } }', ['program files in tests']],
  ['fn f() { for a in read_dir(b) {} }', ['program directories']],
  ['fn f() { std::env::var(NAME) }', ['program variables']],
  ['fn f() { context.var(NAME) }', []],
  ['fn f() { for (a, b) in std::env::vars() {} }', ['program variables']],
  ['use std::{env::{self, vars}, fmt}; fn f() { g(vars) }', ['program variables']],
  ['use std::env::*; fn f() { g(vars) }', ['program variables']],
  ['fn f() { let vars = g(); h(vars, a.vars(), S { vars }) }', []],
  ['fn f() { Command::new("git") }', ['program files', 'program variables', 'program commit']],
  ['fn f() { Command::new("x").envs(vars()) }', ['program files', 'program variables', 'program variables']],
  ['fn f() { Command::new("npm") }', ['program files', 'program variables', 'program directories']],
  ['fn f() { Command::new(var("CARGO")) }', ['program files', 'program variables', 'program directories']],
  ['fn f() { Command::new("protoc").arg("npm") }', ['program files', 'program variables']],
  [
    '/// ```\n/// std::fs::read("a");\n/// ```\nfn f() {}',
    ['program files in tests', 'program variables in tests'],
  ],
])('%s reads what it does not say: %j', (text, reads) => {
  const found = scanRust(text).unknown
  expect(found.map((each) => `${each.by} ${each.reads}${each.inTests ? ' in tests' : ''}`)).toEqual(reads)
})

test('an attribute of a parameter says nothing of the body', () => {
  const text = 'fn f(#[cfg(test)] x: u8) -> &str { include_str!("d.txt") }'
  expect(scanRust(text).includes).toEqual([{ path: 'd.txt', from: 'file', source: false, testOnly: false }])
  const item = '#[cfg(test)] pub(crate) fn f(x: [u8; 2]) { include_str!("d.txt") }'
  expect(scanRust(item).includes).toMatchObject([{ testOnly: true }])
})

test('the arguments of unknown macros and attributes may be paths or modules, those of known ones are not', () => {
  const facts = scanRust(`
    #[folder = "assets"] struct A;
    #[serde(rename = "docs")] struct B;
    embed!("templates", name = page);
    println!("tests");
    asset!({ nested!("deep") });
  `)
  expect(facts.literals).toEqual(['assets', 'deep', 'templates'])
  expect(facts.words).toEqual(['name', 'page'])
})

test('the environment that is read when compiling and when running', () => {
  const facts = scanRust(`
    const A: &str = env!("AT_COMPILE"); const B: Option<&str> = option_env!("MAYBE");
    const C: &str = env!("CARGO_PKG_DESCRIPTION"); const D: &str = env!("CARGO_MANIFEST_DIR");
    fn f() { std::env::var("AT_RUN"); var_os("ALSO"); println!("cargo::rerun-if-env-changed=SCRIPT"); }
  `)
  expect(facts.environment).toEqual(['AT_COMPILE', 'MAYBE', 'SCRIPT'])
  expect(facts.variables).toEqual(['ALSO', 'AT_RUN'])
  expect(facts.packageFields).toEqual(['DESCRIPTION'])
})

test.each([
  ['println!("cargo:rerun-if-changed=a.json"); println!("cargo::rerun-if-changed=b");', ['a.json', 'b']],
  ['println!("cargo:rerun-if-changed={}", path);', null],
  ['println!("cargo:rerun-if-changed={path}");', null],
  ['fn main() {}', []],
])('%s says what the script reads: %j', (text, paths) => {
  expect(scanRust(text).rerunIfChanged).toEqual(paths)
})

test('the strings of a build script that may be paths', () => {
  const text =
    'cc::Build::new().file("src/x.c"); fetch("https://a/b"); print("two words"); f("proto", "c\\0")'
  expect(pathStrings(text)).toEqual(['proto', 'src/x.c'])
})

test.each(['"', 'r#"', '/*', "b'", '#[', 'include_str!(', 'mod', '}}}', 'm!{{{', "'"])(
  '%s does not throw',
  (text) => {
    expect(scanRust(`mod a; ${text}`).modules.length).toBeLessThan(2)
  },
)

test.each([
  `${'m!('.repeat(100_000)}"a"${')'.repeat(100_000)}`,
  `${'#[path = "b"]\n'.repeat(100_000)} mod x; m!("a");`,
  `${'#[cfg(unix)] { '.repeat(50_000)} m!("a") ${'}'.repeat(50_000)}`,
])('deep nesting and many attributes take time in proportion to their length', (text) => {
  const started = performance.now()
  expect(scanRust(text).literals).toEqual(['a'])
  expect(performance.now() - started).toBeLessThan(5000)
})
