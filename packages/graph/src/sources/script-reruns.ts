import type { Crate } from '../crate'
import type { RustFacts } from './rust-facts'

/** Whether a build script tells Cargo when to run it again. One that does not is run again for every file of the package. */
export function saysReruns(facts: readonly RustFacts[]): boolean {
  return facts.some(
    ({ rerunIfChanged, asksReruns }) => rerunIfChanged === null || rerunIfChanged.length > 0 || asksReruns,
  )
}

/** Whether it puts together what it tells Cargo, or chooses it: then nobody can tell what it reads. */
export function choosesReruns(facts: readonly RustFacts[]): boolean {
  const says = saysReruns(facts)
  return facts.some(({ rerunIfChanged, branches }) => rerunIfChanged === null || (says && branches))
}

/** Whether the build script of a crate is linked with crates that are not of the repository: they may read anything. */
export function scriptUsesOthers({ dependencies }: Pick<Crate, 'dependencies'>): boolean {
  return dependencies.some(({ kind, crate }) => kind === 'build' && crate === null)
}
