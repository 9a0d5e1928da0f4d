import { createHash } from 'node:crypto'

/** A crate that stands for one of crates.io. */
export interface RegistryCrate {
  readonly name: string
  readonly version: string
  /** A later version that the registry has too, for an edit that raises the locked one. */
  readonly later: string | null
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

/** The crates that any generated crate may depend on; those of the second row depend on those of the first. */
export const COMMON_REGISTRY: readonly RegistryCrate[] = [
  ...NAMES.map((name, index) => ({ name, version: `1.${index}.0`, later: null, dependencies: [] })),
  ...LAYERED.map((name, index) => ({
    ...{ name, version: `0.${index + 1}.2`, later: null },
    dependencies: [NAMES[index] ?? '', NAMES[(index * 3 + 1) % NAMES.length] ?? ''].filter(unique),
  })),
]

/** Inherited from the root manifest by two crates. */
export const SHARED_BY_TWO = 'tinylist'
/** Used by one crate. */
export const USED_BY_ONE = 'certbag'
/** Used by {@link USED_BY_ONE} only. */
export const BELOW_USED_BY_ONE = 'radix-lite'

export const REGISTRY: readonly RegistryCrate[] = [
  ...COMMON_REGISTRY,
  { name: SHARED_BY_TWO, version: '1.0.0', later: '1.0.1', dependencies: [] },
  { name: USED_BY_ONE, version: '1.2.0', later: null, dependencies: [BELOW_USED_BY_ONE] },
  { name: BELOW_USED_BY_ONE, version: '1.0.0', later: '1.0.1', dependencies: [] },
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

export function checksum({ name, version }: Pick<RegistryCrate, 'name' | 'version'>): string {
  return createHash('sha256').update(`${name} ${version}`).digest('hex')
}

/** The files of a directory source with every registry crate, relative to its directory. */
export function registryFiles(): Map<string, string> {
  const files = new Map<string, string>()
  const published = REGISTRY.flatMap((crate) =>
    crate.later === null ? [crate] : [crate, { ...crate, version: crate.later }],
  )
  for (const crate of published) {
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
