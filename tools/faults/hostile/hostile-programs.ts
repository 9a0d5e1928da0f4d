import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HostileWorld } from './hostile-repository'

/** Settings by which a repository names a program; each is one of the repository, which leaves a file outside. */
const SETTINGS: Readonly<Record<string, (program: string) => readonly [path: string, text: string]>> = {
  'build.rustc': (program) => ['.cargo/config.toml', `[build]\nrustc = "${program}"\n`],
  'build.rustc-wrapper': (program) => ['.cargo/config.toml', `[build]\nrustc-wrapper = "${program}"\n`],
  'build.rustc-workspace-wrapper': (program) => ['.cargo/config.toml', `[build]\nrustc-workspace-wrapper = "${program}"\n`],
  'env.RUSTC': (program) => ['.cargo/config.toml', `[env]\nRUSTC = { value = "${program}", force = true }\n`],
  linker: (program) => ['.cargo/config.toml', `[target.'cfg(all())']\nlinker = "${program}"\nrunner = "${program}"\n`],
  'config of old': (program) => ['.cargo/config', `[build]\nrustc = "${program}"\n`],
  'config below': (program) => ['crates/tool/.cargo/config.toml', `[build]\nrustc = "${program}"\n`],
  toolchain: () => ['rust-toolchain.toml', '[toolchain]\npath = "programs"\n'],
  'wasm-opt': () => ['node_modules/.bin/wasm-opt', ''],
  'wasm-bindgen': () => ['node_modules/.bin/wasm-bindgen', ''],
  'git fsmonitor': (program) => ['.git/config', `[core]\nfsmonitor = "${program}"\nrepositoryformatversion = 0\n`],
  'a build script': () => ['crates/tool/build.rs', 'fn main() { std::process::Command::new("canary").arg("build script").status().unwrap(); }\n'],
} // biome-ignore format: a table

export function hostilePrograms({ random, case: place, files, afterwards }: HostileWorld): string[] {
  const name = random.pick(Object.keys(SETTINGS)) ?? 'linker'
  const script = `#!/bin/sh\nexec '${join(place.directory, 'programs/canary')}' "${name}"\n`
  const program = join(place.root, 'evil.sh')
  const executables = ['evil.sh', 'programs/bin/rustc', 'programs/bin/cargo']
  const [path, text] = SETTINGS[name]?.(random.chance(0.5) ? './evil.sh' : program) ?? ['', '']
  for (const each of executables) files.set(each, script)
  files.set(path, text === '' ? script : text)
  if (path === '.git/config') for (const [each, line] of Object.entries(GIT)) files.set(each, line)
  if (text === '') executables.push(path)
  afterwards.push(() => {
    for (const each of executables)
      if (existsSync(join(place.root, each))) chmodSync(join(place.root, each), 0o755)
  })
  return [`${path}: a program of the repository as ${name}`]
}

const GIT = { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/.keep': '', '.git/objects/.keep': '' }
