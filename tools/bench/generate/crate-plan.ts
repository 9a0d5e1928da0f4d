import type { DependencyKind } from '@nx-crane/graph'
import { Random } from '../../kit/random'
import type { GeneratorOptions } from './options'
import { COMMON_REGISTRY, SHARED_BY_TWO, USED_BY_ONE } from './registry'
import { numbered, word } from './words'

export type CrateRole = 'library' | 'macro' | 'wasm' | 'binary'

export interface PlannedDependency {
  readonly name: string
  readonly from: 'local' | 'registry'
  readonly kind: DependencyKind
  readonly rename: string | null
  readonly target: string | null
  readonly optional: boolean
  /** Written `workspace = true`. */
  readonly inherited: boolean
}

export interface CratePlan {
  readonly index: number
  readonly name: string
  readonly dir: string
  readonly role: CrateRole
  /** Dependencies lead to lower layers only, but for the dev-dependencies that close a cycle. */
  readonly layer: number
  readonly inherits: boolean
  readonly buildScript: boolean
  /** `README.md` is included as the documentation of the library. */
  readonly includesReadme: boolean
  /** `src/data/table.txt` is included. */
  readonly includesTable: boolean
  /** The npm package's name, for a wasm crate. */
  readonly npm: string | null
  /** Whether a `package.json` is committed beside the manifest, or made by the build in `pkg/`. */
  readonly committedPackage: boolean
  readonly dependencies: PlannedDependency[]
}

/** The Rust half of the repository: layered libraries, some proc-macros, wasm crates and binaries on top. */
export function planCrates(options: GeneratorOptions): CratePlan[] {
  const random = new Random(options.seed)
  const layers = Math.max(3, Math.min(10, Math.round(Math.sqrt(options.crates))))
  const libraries = Array.from({ length: options.crates }, (_, index) =>
    planLibrary(index, { random, layers, options }),
  )
  const wasm = Array.from({ length: options.wasm }, (_, index) => planWasm(index, { layers, options }))
  const binaries = Array.from({ length: Math.floor(options.apps / 2) }, (_, index) =>
    planBinary(index, layers),
  )
  const crates = [...libraries, ...wasm, ...binaries]
  for (const crate of crates) addDependencies(crate, libraries, random)
  closeCycles(libraries)
  addRareDependencies(libraries.filter(({ role }) => role === 'library'))
  return crates
}

interface Setting {
  readonly random: Random
  readonly layers: number
  readonly options: GeneratorOptions
}

function planLibrary(index: number, { random, layers, options }: Setting): CratePlan {
  const layer = Math.floor((index * layers) / options.crates)
  const role = layer < 2 && index % 19 === 7 ? 'macro' : 'library'
  const suffix =
    role === 'macro' ? 'derive' : (random.pick(['core', 'store', 'model', 'view', 'client']) ?? 'core')
  const name = `${word(index)}-${suffix}-${numbered(index)}`
  const inherits = random.chance(0.6)
  return {
    ...EMPTY,
    index,
    name,
    dir: crateDir(name, options),
    role,
    layer,
    inherits,
    buildScript: index % 8 === 5,
    includesReadme: role === 'library' && index % 11 === 6,
    includesTable: role === 'library' && index % 5 === 1,
  }
}

function planWasm(index: number, { layers, options }: Omit<Setting, 'random'>): CratePlan {
  const name = `${word(index * 5 + 2)}-wasm-${numbered(index)}`
  const committedPackage = index % 2 === 0
  return {
    ...{ ...EMPTY, index, name, dir: crateDir(name, options), role: 'wasm', layer: layers, committedPackage },
    npm: `@generated/${name}`,
  }
}

function planBinary(index: number, layers: number): CratePlan {
  const name = `tool-${numbered(index)}`
  return { ...EMPTY, index, name, dir: `apps/${name}`, role: 'binary', layer: layers + 1 }
}

const EMPTY = {
  ...{ inherits: true, buildScript: false, npm: null, committedPackage: false },
  ...{ includesReadme: false, includesTable: false },
  get dependencies(): PlannedDependency[] {
    return []
  },
}

function crateDir(name: string, { layout }: GeneratorOptions): string {
  return `${layout === 'split' ? 'crates' : 'packages'}/${name}`
}

function addDependencies(crate: CratePlan, libraries: readonly CratePlan[], random: Random): void {
  const lower = libraries.filter((library) => library.layer < crate.layer)
  const near = lower.filter(
    (library) => library.layer === Math.min(crate.layer, lower.at(-1)?.layer ?? 0) - 1,
  )
  for (let count = random.between(2, 4); count > 0 && lower.length > 0; count--) {
    const dependency = near.length > 0 && random.chance(0.6) ? random.pick(near) : random.pick(lower)
    if (dependency) add(crate, variant(dependency, random))
  }
  const plain = lower.filter(({ role }) => role === 'library')
  if (crate.buildScript && random.chance(0.7)) addKind(crate, random.pick(plain), 'build')
  if (crate.index % 4 === 2) addKind(crate, random.pick(plain), 'dev')
  for (const { name } of random.sample(COMMON_REGISTRY, random.between(1, 4))) {
    add(crate, { ...PLAIN, name, from: 'registry', inherited: random.chance(0.6) })
  }
}

const PLAIN: Omit<PlannedDependency, 'name'> = {
  ...{ from: 'local', kind: 'normal', rename: null, target: null, optional: false, inherited: false },
}

/** Most are plain; some are renamed, for one platform, or optional. */
function variant({ name, role }: CratePlan, random: Random): PlannedDependency {
  const dice = random.next()
  if (role === 'macro' || dice > 0.25) return { ...PLAIN, name, inherited: random.chance(0.5) }
  if (dice < 0.08) return { ...PLAIN, name, rename: `renamed_${name.replaceAll('-', '_')}` }
  if (dice < 0.13) return { ...PLAIN, name, target: 'cfg(windows)' }
  if (dice < 0.17) return { ...PLAIN, name, target: 'cfg(unix)', inherited: true }
  if (dice < 0.19) return { ...PLAIN, name, target: 'x86_64-pc-windows-msvc' }
  return { ...PLAIN, name, optional: true, inherited: random.chance(0.5) }
}

function addKind(crate: CratePlan, dependency: CratePlan | undefined, kind: DependencyKind): void {
  if (dependency) add(crate, { ...PLAIN, name: dependency.name, kind, inherited: true })
}

function add(crate: CratePlan, dependency: PlannedDependency): void {
  if (crate.dependencies.every(({ name }) => name !== dependency.name)) crate.dependencies.push(dependency)
}

/** Some crates of low layers test themselves with a crate that depends on them: legal for Cargo, a cycle for a graph. */
function closeCycles(libraries: readonly CratePlan[]): void {
  for (const crate of libraries) {
    if (crate.role !== 'library' || crate.layer > 2 || crate.index % 9 !== 4) continue
    const dependent = libraries.find(
      ({ role, dependencies }) =>
        role === 'library' &&
        dependencies.some(
          ({ name, kind, target, optional }) =>
            name === crate.name && kind === 'normal' && !target && !optional,
        ),
    )
    if (dependent) add(crate, { ...PLAIN, name: dependent.name, kind: 'dev' })
  }
}

/** What an edit of the root manifest or the lock can change for one or two crates only. */
function addRareDependencies(libraries: readonly CratePlan[]): void {
  const registry = { ...PLAIN, from: 'registry' } as const
  const place = (share: number) => libraries[Math.floor(libraries.length * share)]
  const [one, two, other] = [place(0.6), place(0.7), place(0.9)]
  if (one) add(one, { ...registry, name: USED_BY_ONE })
  for (const crate of [two, other]) {
    if (crate) add(crate, { ...registry, name: SHARED_BY_TWO, inherited: true })
  }
}
