import { expect, test } from 'vitest'
import { bindgenRuns } from './bindgen-runs'

const PACK = 'target/wasm32-unknown-unknown/release/my-lib.wasm'

// each row: where wasm-pack 0.15 and wasm-bindgen 0.2.108 put their files when they are run like this in `crates/a`
test.each<[string, string[]]>([
  ['wasm-pack build', ['crates/a: bundler → crates/a/pkg']],
  ['wasm-pack build --target web --out-dir dist/web --release', ['crates/a: web → crates/a/dist/web']],
  ['wasm-pack build -t nodejs -d npm', ['crates/a: nodejs → crates/a/npm']],
  ['wasm-pack build --target=deno --out-dir=mod --out-name=x', ['crates/a: deno → crates/a/mod as x']],
  ["RUSTFLAGS='-C x' npx wasm-pack build --scope acme -d 'my pkg'", ['crates/a: bundler → crates/a/my pkg']],
  ['cross-env A=1 pnpm exec wasm-pack build', ['crates/a: bundler → crates/a/pkg']],
  ['wasm-pack build ../b -d out', ['crates/b: bundler → crates/b/out']],
  ['wasm-pack build --out-dir ../../web/wasm ../b', ['crates/b: bundler → web/wasm']],
  ['cd ../b && wasm-pack build', ['crates/b: bundler → crates/b/pkg']],
  ['wasm-pack build -- --features a -d x', ['crates/a: bundler → crates/a/pkg']],
  ['wasm-pack build --no-pack --features a', ['crates/a: bundler → crates/a/pkg']],
  [
    'wasm-pack build --target web -d pkg-web && wasm-pack build --target nodejs -d pkg-node',
    ['crates/a: web → crates/a/pkg-web', 'crates/a: nodejs → crates/a/pkg-node'],
  ],
  [
    `cargo build --release && wasm-bindgen ${PACK} --out-dir npm --target bundler --out-name c2pa`,
    ['my_lib: bundler → crates/a/npm as c2pa'],
  ],
  [`wasm-bindgen --nodejs --out-dir=npm --typescript ${PACK}`, ['my_lib: nodejs → crates/a/npm']],
  [`wasm-bindgen --web --out-dir www ${PACK}`, ['my_lib: web → crates/a/www']],
  // What is not written out, is no build, or leads out of the repository.
  ['wasm-pack build --target $TARGET', []],
  ['wasm-pack build -d "$OUT"', []],
  ['wasm-pack build -d ../../../elsewhere', []],
  ['wasm-pack test --node', []],
  ['wasm-pack publish', []],
  ['echo wasm-pack build', []],
  ['cargo install wasm-pack', []],
  ['wasm-bindgen --version', []],
  [`wasm-bindgen ${PACK}`, []],
  [`wasm-bindgen ${PACK} --out-dir x --target emscripten`, []],
])('%s', (script, expected) => {
  expect(runsOf({ build: script })).toEqual(expected)
})

test('the script that is called build comes first, those for development last', () => {
  const scripts = {
    'build:dev': 'wasm-pack build --dev -t web',
    'build:node': 'wasm-pack build -t nodejs',
    build: 'wasm-pack build -t deno',
  }
  expect(runsOf(scripts).map((run) => run.split(' ')[1])).toEqual(['deno', 'nodejs', 'web'])
})

function runsOf(scripts: Record<string, string>): string[] {
  return bindgenRuns(scripts, 'crates/a').map(({ crate, dir, outName, glue }) => {
    const of = crate.by === 'directory' ? crate.dir : crate.library
    return `${of}: ${glue} → ${dir}${outName === null ? '' : ` as ${outName}`}`
  })
}
