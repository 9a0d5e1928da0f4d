import type { CrateTarget } from '../crate'
import { normalizePath } from '../repository-path'
import type { TargetContext } from './target-context'
import { booleanOf, entryOf, stringOf, stringsOf, type TomlTable } from './toml-table'

/** A target of which the manifest's table, its name and its root source file are known. */
export interface Located {
  readonly table: TomlTable
  readonly name: string
  readonly path: string
}

/** What else its kind decides where the table says nothing. */
export type Draft = Located &
  Pick<CrateTarget, 'kind' | 'crateTypes' | 'test' | 'doc' | 'doctest' | 'requiredFeatures'>

/** The target as Cargo sees it: the settings of its table over the defaults of its kind. */
export function toTarget(context: TargetContext, draft: Draft): CrateTarget {
  const { table } = draft
  return {
    name: draft.name,
    kind: draft.kind,
    crateTypes: draft.crateTypes,
    path: normalizePath(context.manifest.dir, draft.path),
    requiredFeatures: draft.requiredFeatures,
    edition: stringOf(table, 'edition') ?? context.edition,
    test: booleanOf(table, 'test') ?? draft.test,
    doctest: draft.doctest,
    doc: booleanOf(table, 'doc') ?? draft.doc,
    harness: booleanOf(table, 'harness') ?? true,
  }
}

/** `crate-type` as a list, in either spelling. */
export function crateTypes(table: TomlTable): readonly string[] | undefined {
  for (const key of ['crate-type', 'crate_type']) {
    const value = entryOf(table, key)
    if (typeof value === 'string') return [value]
    const list = stringsOf(table, key)
    if (list) return list
  }
  return undefined
}

export const NO_FEATURES: readonly string[] = []
