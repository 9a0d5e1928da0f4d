import { type Crate, stringsOf, tableOf } from '@nx-crane/graph'

/** What the manifest of a crate says that its tasks read beside its package, in `[package.metadata.nx-crane]`. */
export interface DeclaredReads {
  /** Names, sorted. */
  readonly variables: readonly string[]
}

/** Null where the manifest says nothing: then what nobody can tell makes the keys of the crate wide. */
export function declaredReads({ metadata }: Pick<Crate, 'metadata'>): DeclaredReads | null {
  const table = tableOf(metadata, 'nx-crane')
  if (table === undefined || !('include' in table || 'env' in table)) return null
  return { variables: [...new Set(stringsOf(table, 'env') ?? [])].sort() }
}
