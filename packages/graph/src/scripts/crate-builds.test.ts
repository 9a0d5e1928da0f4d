import { expect, test } from 'vitest'
import { crateBuilds } from './crate-builds'

test.each<[string, string[]]>([
  ['wasm-pack build ../core', ['core wasm']],
  ['wasm-pack build ../core --target web --out-dir ../web/pkg', ['core wasm → web/pkg']],
  [
    'wasm-pack --verbose build --release -t bundler ../core -d ../web/src/wasm -- --features x',
    ['core wasm → web/src/wasm'],
  ],
  ['wasm-pack build --out-dir=../web/pkg', ['web wasm → web/pkg']],
  ['cd ../core && wasm-pack build && cd ../web && vite build', ['core wasm']],
  ['(cd ../core; wasm-pack build -t web)', ['core wasm']],
  ['NODE_ENV=production npx wasm-pack@0.13 build "../my core" && vite', ['my core wasm']],
  ['concurrently "wasm-pack build ../core" \'vite dev\'', ['core wasm']],
  ['wasm-pack build $CRATE', []],
  ['cargo build --manifest-path "$CRATE/Cargo.toml"', []],
  ['wasm-pack test --node ../core', ['core']],
  ['wasm-pack publish', []],
  ['cargo build --manifest-path ../core/Cargo.toml --release', ['core']],
  ['cargo +nightly build --manifest-path=..\\core\\Cargo.toml', ['core']],
  ['cargo run -p cli -- --manifest-path x', ['cli in web']],
  ['cargo build -p cli -p other@1.0.0', ['cli in web', 'other in web']],
  ['cargo zigbuild --package cli --target x86_64-unknown-linux-gnu', ['cli in web']],
  ['cargo fmt --manifest-path ../core/Cargo.toml', []],
  ['cargo build', ['web']],
  ['cross-env A=b cross build --manifest-path ../core/Cargo.toml', ['core']],
  ['napi build --platform --release --cargo-cwd ../core', ['core']],
  ['napi build --platform -o dist --manifest-path ../core/Cargo.toml', ['core → web/dist']],
  ['napi build --cwd .. -p core', ['core in ']],
  ['cargo-cp-artifact -nc index.node -- cargo build --manifest-path ../core/Cargo.toml', ['core']],
  [
    'wasm-bindgen ../target/wasm32-unknown-unknown/release/core_js.wasm --out-dir pkg',
    ['module core_js wasm → web/pkg'],
  ],
  ['worker-build --release ../core', ['core wasm']],
  ['trunk build ../core/index.html', ['core']],
  ['echo cargo build is not run here', []],
  ['vite build --outDir pkg', []],
  ['cargo build --manifest-path ../../../elsewhere/Cargo.toml', []],
])('%s', (script, expected) => {
  expect(crateBuilds(script, 'web').map(print)).toEqual(expected)
})

test('cargo at the root of the repository builds what it likes', () => {
  expect(crateBuilds('cargo build --release', '')).toEqual([])
})

function print({ crate, outDir, isWasm }: ReturnType<typeof crateBuilds>[number]): string {
  const name =
    crate.by === 'directory'
      ? crate.dir
      : crate.by === 'name'
        ? `${crate.name} in ${crate.dir}`
        : `module ${crate.module}`
  return `${name}${isWasm ? ' wasm' : ''}${outDir === null ? '' : ` → ${outDir}`}`
}
