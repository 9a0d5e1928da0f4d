import { planNxJson } from '../init/nx-json'
import type { Draft } from './draft'

/** nx.json as `init` would leave it once the new crate is there: in an empty workspace it had nothing to mend yet. */
export function registerPlugin(
  draft: Draft,
  repository: { readonly hasWasmCrates: boolean; readonly hasPackages: boolean },
): void {
  draft.include(planNxJson(draft.read('nx.json'), repository))
}
