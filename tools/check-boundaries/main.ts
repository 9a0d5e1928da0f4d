import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleNxPlugin } from '../bundle/bundled-nx-plugin'
import { bundleVitePlugin } from '../bundle/bundled-vite-plugin'
import { findFaults, isShipped } from './boundary'
import { filesIn, unreachedModules } from './reach'
import { readPackages } from './read-packages'
import { WAITING } from './waiting'

// Fails when a package imports what its manifest does not declare, when a file that is not an edge knows a disk or a
// process exists, or when no bundle holds a module.

const root = join(__dirname, '..', '..')

async function main(): Promise<void> {
  const packages = readPackages(root)
  const modules = packages.flatMap(({ manifest, files }) =>
    files.map((file) => ({ manifest, file, text: readFileSync(join(root, file), 'utf8') })),
  )
  const reached = new Set(await bundledFiles())
  const shipped = modules.filter(({ file }) => isShipped(file))
  const faults = [...modules.flatMap(findFaults), ...unreachedModules(shipped, { reached, waiting: WAITING })]
  for (const { file, line, message } of faults) console.error(`${file}:${line}: ${message}`)
  console.log(`${packages.length} packages, ${modules.length} files: ${faults.length} faults`)
  process.exitCode = faults.length === 0 && modules.length > 0 ? 0 : 1
}

async function bundledFiles(): Promise<string[]> {
  const nowhere = join(root, 'dist')
  const [nx, vite] = await Promise.all([bundleNxPlugin(nowhere), bundleVitePlugin(nowhere, { write: false })])
  return [...filesIn(nx.metafile, 'packages/nx'), ...filesIn(vite.metafile, 'packages/vite')]
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
