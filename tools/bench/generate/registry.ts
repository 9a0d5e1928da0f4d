import { createHash } from 'node:crypto'

/** A crate that stands for one of crates.io. */
export interface RegistryCrate {
  readonly name: string
  readonly version: string
  readonly dependencies: readonly string[]
}

const NAMES = [
  'bytebag',
  'clockwork',
  'dashmark',
  'errkind',
  'fastrand-lite',
  'gridmap',
  'hexline',
  'inlinevec',
]
const LAYERED = [
  'jsonette',
  'keyring-lite',
  'logline',
  'mathkit',
  'netbits',
  'optparse',
  'pathways',
  'quickhash',
]

/** The crates that generated crates may depend on; those of the second row depend on those of the first. */
export const REGISTRY: readonly RegistryCrate[] = [
  ...NAMES.map((name, index) => ({ name, version: `1.${index}.0`, dependencies: [] })),
  ...LAYERED.map((name, index) => ({
    ...{ name, version: `0.${index + 1}.2` },
    dependencies: [NAMES[index] ?? '', NAMES[(index * 3 + 1) % NAMES.length] ?? ''].filter(unique),
  })),
]

export function registryCrate(name: string): RegistryCrate {
  const crate = REGISTRY.find((candidate) => candidate.name === name)
  if (!crate) throw new Error(`no registry crate is named ${name}`)
  return crate
}

/** The requirement that a manifest writes for a registry crate: its first two numbers. */
export function requirement(name: string): string {
  return registryCrate(name).version.split('.').slice(0, 2).join('.')
}

export function checksum({ name, version }: RegistryCrate): string {
  return createHash('sha256').update(`${name} ${version}`).digest('hex')
}

/** The files of a directory source with every registry crate, relative to its directory. */
export function registryFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const crate of REGISTRY) {
    const dir = `${crate.name}-${crate.version}`
    const dependencies = crate.dependencies.map((name) => `${name} = "${requirement(name)}"\n`).join('')
    files.set(
      `${dir}/Cargo.toml`,
      `[package]\nname = "${crate.name}"\nversion = "${crate.version}"\nedition = "2021"\n\n[features]\nfull = []\n\n[dependencies]\n${dependencies}`,
    )
    files.set(`${dir}/src/lib.rs`, `pub fn name() -> &'static str {\n    "${crate.name}"\n}\n`)
    files.set(`${dir}/.cargo-checksum.json`, JSON.stringify({ files: {}, package: checksum(crate) }))
  }
  return files
}

function unique<T>(item: T, index: number, list: readonly T[]): boolean {
  return list.indexOf(item) === index
}
