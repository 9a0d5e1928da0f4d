// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are hostile to Nix and to shells.
import type { HostileWorld } from './hostile-repository'

/** Files with what no program would have written there. */
const FILES = [
  'nx.json', 'package.json', 'package-lock.json', 'Cargo.toml', 'Cargo.lock', 'flake.lock', 'turbo.json', 'rust-toolchain.toml', '.cargo/config.toml',
  'crates/tool/Cargo.toml', 'crates/shape/package.json', 'packages/ui/package.json', 'packages/ui/tsconfig.json', 'packages/ui/project.json',
  'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'node_modules/nx/package.json', '.gitignore', 'crates/base/src/lib.rs',
] as const // biome-ignore format: a table

const CONTENTS: Readonly<Record<string, string>> = {
  empty: '', null: 'null', array: '[]', number: '7', text: '"a"', cut: '{"a": [1, {"b"', nul: '{"a": "\0"}', bom: '\ufeff{}', brace: '}', 'deep': '['.repeat(20_000),
  'deep object': '{"a":'.repeat(20_000), 'long': `{"a": "${'x'.repeat(5_000_000)}"}`, 'proto': '{"__proto__": {"polluted": true}, "constructor": 1}', 'lines': '\r\n\r\r\n'.repeat(100),
  'toml array': 'a = [', 'toml null': 'package = 1\nworkspace = "x"\ndependencies = []\n', 'toml cut': '[package]\nname = "a', 'toml keys': '[package]\nname = {}\nversion = []\n[dependencies]\nx = 1\ny = { path = 7 }\n',
  'null values': '{"name": null, "workspaces": null, "scripts": {"a": null}, "dependencies": null, "plugins": null, "packages": {"node_modules/a": null}, "nx": null, "targets": {"build": null}}',
  'wrong values': '{"name": 1, "workspaces": {"packages": 7}, "scripts": ["a"], "dependencies": "x", "plugins": {"a": 1}, "packages": [null], "nx": 3, "targets": ["x"], "compilerOptions": 4, "tasks": 1}',
} // biome-ignore format: a table

export function hostileContents({ random, files }: HostileWorld): string[] {
  return Array.from({ length: random.between(1, 2) }, () => {
    const file = random.pick(FILES) ?? 'nx.json'
    const name = random.pick(Object.keys(CONTENTS)) ?? 'null'
    files.set(file, CONTENTS[name] ?? '')
    return `${file}: ${name}`
  })
}

/** Versions become directories and programs; sources and checksums go into Nix. */
const VERSIONS = [
  '../../evil',
  '/tmp/evil',
  '0.2.100/../../../../outside',
  '$(canary lock)',
  '0.2.0;canary',
  '',
  '0',
  '9'.repeat(300),
  '1.0.0"',
  '1.0.0\'\'${throw "injected"}',
  '0.2.108\n',
] as const

export function hostileLocks({ random, files }: HostileWorld): string[] {
  const version = random.pick(VERSIONS) ?? ''
  const name = random.pick(['wasm-bindgen', 'base', 'serde', '../../evil', '${x}']) ?? ''
  const source =
    random.pick([
      'registry+https://github.com/rust-lang/crates.io-index',
      'git+file:///$(canary)',
      'registry+../../x',
      '',
    ]) ?? ''
  const entry = [
    `name = ${JSON.stringify(name)}`,
    `version = ${JSON.stringify(version)}`,
    `source = ${JSON.stringify(source)}`,
  ]
  files.set('Cargo.lock', `${files.get('Cargo.lock')}\n[[package]]\n${entry.join('\n')}\nchecksum = "../x"\n`)
  files.set('crates/shape/Cargo.toml', `${files.get('crates/shape/Cargo.toml')}wasm-bindgen = "*"\n`)
  return [`Cargo.lock: ${JSON.stringify(name)} ${JSON.stringify(version)} from ${source}`]
}
