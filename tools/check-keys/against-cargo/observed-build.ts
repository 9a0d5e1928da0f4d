import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { readObserverSource } from '../../../packages/build/src/observe/read-observer-source'
import { runProgram } from '../../kit/run-program'
import { type BuiltTask, UNCOVERED } from './built-task'
import type { CaseTask } from './crate-keys-of'
import type { FirstBuild } from './play'

/**
 * Builds as the plugin does, so that the keys are narrow where a build was observed.
 *
 * @param scratch a directory for the program
 */
export function observedBuild(scratch: string): FirstBuild {
  const outfile = join(scratch, 'node_modules/nx-crane/observed-build-program.js')
  buildSync({
    ...{ entryPoints: [join(__dirname, 'observed-build-program.ts')], outfile, bundle: true },
    ...{ platform: 'node', target: 'node20', mainFields: ['module', 'main'], external: ['nx', '@nx/*'] },
    define: {
      NX_CRANE_BUILD_ID: '"against-cargo"',
      NX_CRANE_OBSERVER: JSON.stringify(Object.fromEntries(readObserverSource())),
    },
  })
  const cache = join(scratch, 'cache')
  return async (workspace, tasks) => {
    const built = tasks.filter(({ kind }) => kind !== 'format').map((task) => toBuiltTask(task))
    if (built.length === 0) return
    const { code, stderr } = await runProgram(
      process.execPath,
      [outfile, workspace.root, JSON.stringify(built)],
      {
        cwd: workspace.root,
        // Each workspace has a home of its own: the observer is compiled once for all.
        env: { ...workspace.environment, NX_CRANE_CACHE_DIR: cache },
        timeout: 120_000,
      },
    )
    if (code === UNCOVERED) throw new Error(`a key does not hold what was read: ${stderr}`)
  }
}

function toBuiltTask({ crate, kind }: CaseTask): BuiltTask {
  return { crate: crate.name, manifest: crate.manifest, workspace: 'Cargo.toml', kind }
}
