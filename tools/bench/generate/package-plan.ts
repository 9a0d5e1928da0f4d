import { Random } from '../../kit/random'
import type { CratePlan } from './crate-plan'
import type { GeneratorOptions } from './options'
import { numbered, word } from './words'

export interface PackagePlan {
  readonly name: string
  readonly dir: string
  readonly layer: number
  /** Local packages it depends on. */
  readonly packages: PackagePlan[]
  /** Wasm crates whose packages it depends on. */
  readonly wasm: CratePlan[]
  /** Packages of the npm registry. */
  readonly registry: string[]
}

const NPM = ['zod', 'tslib', 'nanoid', 'immer', 'mitt', 'clsx', 'dequal', 'fflate', 'idb', 'kleur']

/** Used by one package. */
export const NPM_USED_BY_ONE = 'comlink'

/** The TypeScript half of the repository: layered libraries, applications on top, each wasm crate used by a few. */
export function planPackages(options: GeneratorOptions, crates: readonly CratePlan[]): PackagePlan[] {
  const random = new Random(options.seed + 1)
  const layers = Math.max(3, Math.min(10, Math.round(Math.sqrt(options.packages))))
  const libraries = Array.from({ length: options.packages }, (_, index) => {
    const name = `ts-${word(index * 7)}-${numbered(index)}`
    const layer = Math.floor((index * layers) / options.packages)
    return planPackage({ name, dir: `packages/${name}`, layer }, random)
  })
  const apps = Array.from({ length: Math.ceil(options.apps / 2) }, (_, index) => {
    const name = `web-${numbered(index)}`
    return planPackage({ name, dir: `apps/${name}`, layer: layers }, random)
  })
  const packages = [...libraries, ...apps]
  for (const plan of packages) {
    const lower = libraries.filter(({ layer }) => layer < plan.layer)
    plan.packages.push(...random.sample(lower, random.between(2, 4)))
  }
  libraries[Math.floor(libraries.length * 0.6)]?.registry.push(NPM_USED_BY_ONE)
  const consumers = packages.filter(({ layer }) => layer > 0)
  for (const crate of crates.filter(({ role }) => role === 'wasm')) {
    for (const consumer of random.sample(consumers, random.between(1, 3))) consumer.wasm.push(crate)
  }
  return packages
}

function planPackage(place: { name: string; dir: string; layer: number }, random: Random): PackagePlan {
  const registry = random.sample(NPM, random.between(1, 3)).sort()
  return { ...place, name: `@generated/${place.name}`, packages: [], wasm: [], registry }
}
