import { join } from 'node:path'
import { whyUnobserved } from '@nx-crane/build'
import { isObserved } from '../cargo/is-observed'
import { isRegistered } from './check'
import type { ObserverFacts, RepositoryFacts, RustFacts } from './facts'

/** Whether what builds read can be noted here; nobody asks where it is not to be, or where nothing compiles. */
export async function readObserver(
  root: string,
  { nx, rust }: Pick<RepositoryFacts, 'nx'> & { readonly rust: RustFacts },
  environment: NodeJS.ProcessEnv,
): Promise<ObserverFacts> {
  const isAsked = isRegistered({ nx }) && isObserved(nx.options, environment)
  const usable = isAsked ? rust.toolchains.filter(({ rustc, cargo }) => rustc.version && cargo.version) : []
  for (const { dirs } of usable) {
    const workspaceDirectory = join(root, dirs[0] ?? '')
    const reason = await whyUnobserved({ root, workspaceDirectory, environment })
    if (reason !== null) return { isAsked: true, reason }
  }
  return { isAsked: usable.length > 0, reason: null }
}
