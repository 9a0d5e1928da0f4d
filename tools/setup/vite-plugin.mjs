import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './program.mjs'

/**
 * Builds the Vite plugin, which the example's configuration loads as users do, unless it is newer than its sources.
 * @param {string} root
 */
export function prepareVitePlugin(root) {
  const built = statSync(join(root, 'packages/vite/dist/index.js'), { throwIfNoEntry: false })
  const sources = [
    'packages/vite',
    'packages/graph',
    'packages/keys',
    'packages/build',
    'packages/files',
  ].map((dir) => newest(join(root, dir, 'src')))
  if (built !== undefined && built.mtimeMs > Math.max(...sources)) return { ready: true, what: 'built' }
  const bundle = join(root, 'tools/bundle/bundle-vite.ts')
  run(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), bundle], {
    cwd: root,
    hint: '`npx tsx tools/bundle/bundle-vite.ts` must pass in the repository root',
  })
  return { ready: false, what: 'built' }
}

/** When something below the directory was last written. @param {string} directory @returns {number} */
function newest(directory) {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  return Math.max(...entries.map((entry) => statSync(join(directory, entry)).mtimeMs))
}
