import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isNameable } from './observed-environment'
import { findObserver, type ObserverRequest } from './observer-library'

/**
 * Why programs that a run of this kind starts could not be observed, as far as it is known without writing anything; null where nothing
 * is in the way.
 */
export async function whyUnobserved(request: ObserverRequest): Promise<string | null> {
  const logs = realpathSync(tmpdir())
  if (!isNameable(logs))
    return `the directory for temporary files may not have spaces, colons or dollar signs: ${logs}`
  const { reason } = await findObserver({ ...request, isReadOnly: true })
  return reason || null
}
