// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are hostile to Nix and to shells.

import { hostileText } from '../../kit/hostile-name'
import type { Random } from '../../kit/random'
import type { HostileWorld } from './hostile-repository'

/** Names of files and directories; `canary` is a program, which nobody may run. */
const NAMES = [
  '$(canary name)', '`canary name`', ';canary name;', "'; canary name; '", '"; canary name; "', '| canary name', '& canary name &', '\ncanary name\n',
  '-rf', '--help', '-', '--', '--root=..', '-p', '--config=x', '~', '$HOME', '%s%n', '${canary}', '${throw "injected"}', "''${throw \"injected\"}", "''", '"', "'", '\\',
  '#', '?', '*', '[a-z]', '{a,b}', '!name', '**', 'a b', ' leading', 'trailing ', 'a\tb', 'a\nb', 'a\rb', 'a\x1b[31mb', 'a\x9b31mb', 'a\u202eb', '\ufeffa', 'a\x7f',
  '..a', '...', '.hidden', 'con', 'nul', 'ä', 'a\u0308', '漢字', '🦀', '__proto__', 'constructor', 'toString', 'node_modules', 'x'.repeat(200), '.git ', 'a:b', 'a=b', 'a@b', '@scope',
] as const // biome-ignore format: a table

/** What stands in manifests; a word that cargo or npm does not take is an error with a name, nothing else. */
const WORDS = [
  ...NAMES,
  '../../evil',
  '/etc/passwd',
  '',
  '.',
  '..',
  'a/b',
  '../outside/precious.txt',
  'a"b',
  '\u0000',
  'tool',
] as const

export function hostileNames({ random, files }: HostileWorld): string[] {
  return Array.from({ length: random.between(1, 3) }, () => {
    const name = nameOf(random)
    switch (random.between(0, 5)) {
      case 0: {
        files.set(
          `crates/${name}/Cargo.toml`,
          `[package]\nname = "odd-${random.between(1, 99)}"\nversion = "0.1.0"\nedition = "2021"\n`,
        )
        files.set(`crates/${name}/src/lib.rs`, '')
        break
      }
      case 1: {
        files.set(
          `packages/${name}/package.json`,
          JSON.stringify({ name: `odd-${random.between(1, 99)}`, scripts: { build: 'true' } }),
        )
        break
      }
      case 2: {
        files.set(`crates/base/src/${name}`, 'x')
        files.set(
          'crates/base/src/lib.rs',
          `pub fn one() -> u32 { 1 }\nconst X: &str = include_str!(${JSON.stringify(name)});\n`,
        )
        break
      }
      case 3: {
        files.set(`crates/tool/src/bin/${name}.rs`, 'fn main() {}\n')
        break
      }
      case 4: {
        files.set(`crates/tool/examples/${name}/main.rs`, 'fn main() {}\n')
        files.set(`${name}/Cargo.toml`, '[package]\nname = "rootish"\nversion = "1.0.0"\n')
        break
      }
      default: {
        files.set(`crates/shape/${name}`, 'x')
        files.set(`nix/${name}`, '{ }\n')
      }
    }
    return `a file or directory ${JSON.stringify(name)}`
  })
}

export function hostileWords({ random, files }: HostileWorld): string[] {
  return Array.from({ length: random.between(1, 3) }, () => {
    const word = random.chance(0.2) ? hostileText(random, random.between(1, 9)) : (random.pick(WORDS) ?? '')
    const slot = random.pick(SLOTS)
    if (slot === undefined) return ''
    const edit = slot.edit(JSON.stringify(word))
    files.set(
      slot.file,
      slot.json ? mergeJson(files.get(slot.file) ?? '{}', edit) : `${files.get(slot.file) ?? ''}\n${edit}\n`,
    )
    return `${slot.file}: ${edit.trim().replaceAll('\n', ' ')}`
  })
}

interface Slot {
  readonly file: string
  readonly json?: true
  edit(quoted: string): string
}

const SLOTS: readonly Slot[] = [
  { file: 'crates/tool/Cargo.toml', edit: (word) => `[features]\n${word} = []` },
  { file: 'crates/tool/Cargo.toml', edit: (word) => `[[bin]]\nname = ${word}\npath = "src/main.rs"` },
  { file: 'crates/tool/Cargo.toml', edit: (word) => `[dependencies.other]\npackage = ${word}\npath = "../lone"` },
  { file: 'crates/tool/Cargo.toml', edit: (word) => `[package.metadata.nx]\nname = ${word}\ntags = [${word}]` },
  { file: 'crates/base/Cargo.toml', edit: (word) => `[lib]\nname = ${word}\npath = ${word}` },
  { file: 'crates/base/Cargo.toml', edit: (word) => `[[example]]\nname = "e"\npath = ${word}` },
  { file: 'Cargo.toml', edit: (word) => `[workspace.package]\nversion = ${word}\nreadme = ${word}` },
  { file: 'Cargo.toml', edit: (word) => `[profile.${word}]\ninherits = ${word}` },
  { file: 'Cargo.toml', edit: (word) => `[patch.crates-io]\n${word} = { path = ${word} }` },
  { file: 'packages/odd/Cargo.toml', edit: (word) => `[package]\nname = ${word}\nversion = "1.0.0"\nbuild = ${word}\nlicense-file = ${word}` },
  { file: 'crates/shape/package.json', json: true, edit: (word) => `{"name": ${word}}` },
  { file: 'crates/shape/package.json', json: true, edit: (word) => `{"main": ${word}, "types": ${word}, "files": [${word}]}` },
  { file: 'crates/shape/package.json', json: true, edit: (word) => `{"scripts": {"wasm": "wasm-pack build --out-dir pkg"}, "nx": {"name": ${word}}}` },
  { file: 'packages/ui/package.json', json: true, edit: (word) => `{"name": ${word}, "scripts": {"build": ${word}, ${word}: "true"}}` },
  { file: 'packages/ui/package.json', json: true, edit: (word) => `{"nx": {"targets": {${word}: {"command": "true", "outputs": [${word}]}}}}` },
  { file: 'packages/ui/tsconfig.json', json: true, edit: (word) => `{"extends": ${word}, "compilerOptions": {"outDir": ${word}}}` },
  { file: 'package.json', json: true, edit: (word) => `{"name": ${word}, "packageManager": ${word}, "scripts": {${word}: "cargo build"}}` },
  { file: 'nx.json', json: true, edit: (word) => `{"plugins": [{"plugin": "nx-crane", "options": {"wasmOutDir": ${word}}}]}` },
  { file: 'nx.json', json: true, edit: (word) => `{"plugins": [{"plugin": "nx-crane", "options": {"profile": ${word}}}]}` },
  { file: 'nx.json', json: true, edit: (word) => `{"plugins": [{"plugin": "nx-crane", "options": {"targets": {"build": {"name": ${word}}}}}]}` },
  { file: 'rust-toolchain.toml', edit: (word) => `[toolchain]\nchannel = ${word}\npath = ${word}` },
  { file: '.cargo/config.toml', edit: (word) => `[build]\ntarget-dir = ${word}` },
  { file: '.cargo/config.toml', edit: (word) => `[env]\nODD = ${word}\n[alias]\n${word} = ${word}` },
  { file: 'turbo.json', json: true, edit: (word) => `{"tasks": {${word}: {"outputs": [${word}], "inputs": [${word}]}}}` },
] // biome-ignore format: a table

function nameOf(random: Random): string {
  const name = random.chance(0.25)
    ? hostileText(random, random.between(1, 9)).replaceAll('/', ':')
    : random.pick(NAMES)
  return name === undefined || name === '.' || name === '..' ? 'x' : name
}

function mergeJson(text: string, edit: string): string {
  return `${JSON.stringify({ ...(JSON.parse(text) as object), ...(JSON.parse(edit) as object) }, null, 2)}\n`
}
