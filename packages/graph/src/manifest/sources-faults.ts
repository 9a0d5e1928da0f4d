import type { DependencySource } from '../crate'
import type { Fault } from '../faults'
import type { DeclaredDependency } from './declared-dependency'

/** Cargo wants a dependency that stands in several tables of a crate to come from one place. */
export function* sourcesFaults(
  declared: readonly DeclaredDependency[],
  dir: string,
): Generator<Fault & Pick<DeclaredDependency, 'table' | 'key'>> {
  const first = new Map<string, DeclaredDependency>()
  for (const dependency of declared) {
    const { key, table, fault, specification } = dependency
    if (fault) continue
    const other = first.get(key)
    if (other === undefined) first.set(key, dependency)
    else if (placeOf(other.specification.source) !== placeOf(specification.source)) {
      yield {
        ...{ key, table, code: 'SEVERAL_DEPENDENCY_SOURCES' },
        message: `dependency "${key}" of ${dir === '' ? 'this crate' : dir} has a different source in [${table.join('.')}] than in [${other.table.join('.')}]`,
        hint: 'give both the same path, git repository or registry, or rename one and name its package with package = "…"',
      }
    }
  }
}

/** Registries and the branches of a repository are not told apart: their names may mean the same. */
function placeOf(source: DependencySource): string {
  if (source.from === 'path') return `path ${source.path}`
  if (source.from === 'registry') return 'registry'
  return `git ${source.url
    .toLowerCase()
    .replace(/(?<!\/)\/+$/, '')
    .replace(/\.git$/, '')}`
}
