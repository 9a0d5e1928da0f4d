import type { Crate, TaskKind } from '@nx-crane/graph'
import { scopeOf } from '@nx-crane/graph'

const LINKED = new Set(['bin', 'cdylib', 'dylib', 'proc-macro', 'custom-build'])

/**
 * Whether a linker makes something of a crate in a kind of task. A library is only put into an archive; lints and pages are made without
 * linking what they are about; WebAssembly is linked by what the toolchain brings.
 */
export function linksFor(crate: Pick<Crate, 'crateTargets'>, kind: TaskKind): boolean {
  if (scopeOf(kind).runs) return true
  return kind === 'build' && crate.crateTargets.some((target) => target.kind.some((each) => LINKED.has(each)))
}
