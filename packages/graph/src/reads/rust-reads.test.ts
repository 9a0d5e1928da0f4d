import { expect, test } from 'vitest'
import { rustReads, rustReadsAt } from './rust-reads'

test.each([
  ['include_str!("../../web/index.html")', ['file ../../web/index.html']],
  ['include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/a.wasm"))', ['crate ../web/a.wasm']],
  ['include!(concat!(env!("OUT_DIR"), "/made.rs"))', ['text /made.rs']],
  ['#[path = "../shared/clock.rs"] mod clock;', ['module ../shared/clock.rs', 'text ../shared/clock.rs']],
  [
    'mod a { #[path = "../shared/clock.rs"] mod clock; }',
    ['module a/../shared/clock.rs', 'text ../shared/clock.rs'],
  ],
  ['fn a(p: &str) { fs::read(p) }', ['unknown run data']],
  ['fn a(p: &str) { p.read_dir() }', ['unknown run all']],
  ['#[cfg(test)] mod tests { fn a(p: &str) { fs::read(p) } }', ['unknown tested data']],
  ['fn a(p: &str) { env::var(p) }', []],
  ['const A: &str = "docs/guide.md"; const B: &str = "data/a.csv";', ['text docs/guide.md']],
  ['#[derive(RustEmbed)]\n#[folder = "../web/dist"]\nstruct Page;', ['name ../web/dist']],
  [
    'static D: Dir = include_dir!("$CARGO_MANIFEST_DIR/../web/dist");',
    ['name $CARGO_MANIFEST_DIR/../web/dist'],
  ],
  ['page!("../web/a.html"); println!("../web/b.html");', ['name ../web/a.html']],
  ['// include_str!("../../web/index.html")', []],
  ['const A: &str = "../web/dist";', []],
  ['greet!("see https://example.org/a", "two words/here");', []],
  [
    'fn main() { println!("cargo:rerun-if-changed=../web/dist"); copy("../web/icons/a.png"); }',
    ['name ../web/dist', 'name ../web/icons/a.png'],
  ],
])('%s', (text, reads) => expect(rustReads(text)).toEqual(reads))

test('a build script is known by its name: all its strings may be paths', () => {
  const text = 'fn main() { pack("../web/dist") }'
  expect(rustReadsAt('crates/app/build.rs')(text)).toEqual(['name ../web/dist'])
  expect(rustReadsAt('crates/app/build/main.rs')(text)).toEqual(['name ../web/dist'])
  expect(rustReadsAt('crates/app/src/main.rs')(text)).toEqual([])
})
