import type { CratePlan } from '../../bench/generate/crate-plan'
import { NPM_USED_BY_ONE, type PackagePlan } from '../../bench/generate/package-plan'
import { SHARED_BY_TWO, USED_BY_ONE } from '../../bench/generate/registry'
import type { Truth } from '../truth'
import type { GeneratedPlan } from './generated-plan'

/** The projects of a generated monorepo that are edited, each chosen for what it is. */
export interface Subjects {
  readonly plan: GeneratedPlan
  readonly truth: Truth
  /** What the generator wrote, by path. */
  readonly files: ReadonlyMap<string, string>
  /** A library that as few others as possible depend on. */
  readonly leaf: CratePlan
  /** A library that as many others as possible depend on. */
  readonly core: CratePlan
  readonly macro: CratePlan
  /** Includes its README as documentation. */
  readonly documented: CratePlan
  /** Includes a table of data. */
  readonly tabled: CratePlan
  /** Has a build script. */
  readonly scripted: CratePlan
  /** Has an optional dependency behind the feature `extra`. */
  readonly optional: CratePlan
  readonly usersOfOne: readonly CratePlan[]
  readonly usersOfTwo: readonly CratePlan[]
  /** A wasm crate whose `package.json` is committed. */
  readonly committedWasm: CratePlan
  /** A wasm crate that TypeScript uses by `file:…/pkg`. */
  readonly builtWasm: CratePlan
  readonly leafPackage: PackagePlan
  readonly corePackage: PackagePlan
  /** Uses a wasm crate. */
  readonly wasmPackage: PackagePlan
  readonly npmUsers: readonly PackagePlan[]
}

export function chooseSubjects(plan: GeneratedPlan, files: ReadonlyMap<string, string>): Subjects {
  const { truth, crates, packages } = plan
  const reach = ({ dir }: { dir: string }) => truth.from([dir]).must.size
  const most = <T extends { dir: string }>(list: readonly T[]) => first(sorted(list, (one) => -reach(one)))
  const least = <T extends { dir: string }>(list: readonly T[]) => first(sorted(list, reach))
  const libraries = crates.filter(({ role }) => role === 'library')
  const plain = libraries.filter((one) => !one.includesReadme && !one.buildScript && !one.includesTable)
  const uses = (name: string) => crates.filter((crate) => crate.dependencies.some((one) => one.name === name))
  const wasm = crates.filter(({ role }) => role === 'wasm')
  return {
    ...{ plan, truth, files },
    leaf: least(plain.filter((crate) => crate.dependencies.length > 0)),
    core: most(plain),
    macro: most(crates.filter(({ role }) => role === 'macro')),
    documented: most(libraries.filter(({ includesReadme }) => includesReadme)),
    tabled: most(libraries.filter(({ includesTable }) => includesTable)),
    scripted: most(libraries.filter(({ buildScript }) => buildScript)),
    optional: most(libraries.filter((crate) => crate.dependencies.some((one) => one.optional))),
    usersOfOne: uses(USED_BY_ONE),
    usersOfTwo: uses(SHARED_BY_TWO),
    committedWasm: most(wasm.filter(({ committedPackage }) => committedPackage)),
    builtWasm: most(wasm.filter(({ committedPackage }) => !committedPackage)),
    leafPackage: least(packages),
    corePackage: most(packages),
    wasmPackage: most(packages.filter((one) => one.wasm.length > 0)),
    npmUsers: packages.filter(({ registry }) => registry.includes(NPM_USED_BY_ONE)),
  }
}

/** Source files of a crate or a package besides those that it begins with, sorted. */
export function modulesOf({ files }: Subjects, { dir }: { readonly dir: string }): string[] {
  const sources = [...files.keys()].filter(
    (path) => path.startsWith(`${dir}/src/`) && /\.(rs|ts)$/.test(path),
  )
  return sources.filter((path) => !/\/(lib\.rs|main\.rs|index(\.spec)?\.ts)$/.test(path)).sort()
}

export function first<T>(list: readonly T[]): T {
  const [one] = list
  if (one === undefined) throw new Error('the generated monorepo has nothing of this kind to edit')
  return one
}

function sorted<T>(list: readonly T[], by: (item: T) => number): T[] {
  return [...list].sort((a, b) => by(a) - by(b))
}
