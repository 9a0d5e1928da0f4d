import type { Crate } from '../../crate'
import type { TaskKind } from '../../key/task-kind'
import { isDynamicLibrary } from '../../wasm/wasm-crate'

/** The kinds of tasks that a crate has. */
export function taskKindsOf(crate: Crate): TaskKind[] {
  const hasBenches = crate.crateTargets.some((target) => target.kind.includes('bench'))
  return [
    ...(['build', 'test', 'lint', 'format', 'doc'] as const),
    ...(hasBenches ? ['bench' as const] : []),
    ...(isDynamicLibrary(crate) ? ['wasm' as const] : []),
  ]
}
