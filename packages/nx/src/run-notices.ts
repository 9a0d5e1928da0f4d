import type { ExecutorContext } from '@nx/devkit'
import { reportNotices } from './infer/notice-report'
import { targetDefaultNotices } from './infer/notices'
import { parseOptions } from './infer/options'

/**
 * What in nx.json replaces what was inferred, said in a run: with the daemon on, the graph is made where nobody sees
 * what is printed.
 */
export function printRunNotices(context: Pick<ExecutorContext, 'root' | 'nxJsonConfiguration'>): void {
  const entry = context.nxJsonConfiguration.plugins?.find(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === 'nx-crane',
  )
  const options = parseOptions(typeof entry === 'object' ? entry.options : undefined)
  reportNotices(context.root, targetDefaultNotices(context.nxJsonConfiguration, options))
}
