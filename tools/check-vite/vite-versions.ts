import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from '../e2e/run-program'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import type { Vite } from './dev-session'

/** The oldest that the plugin promises to work with; the newest is this repository's own. */
export const OLDEST_VITE = '7.3.8'

/** That version of Vite, installed from the registry once for all runs. */
export async function installedVite(version: string): Promise<Vite> {
  const home = join(cacheDirectory(), 'check-vite')
  const installed = join(home, `vite-${version}`)
  if (!existsSync(installed)) {
    mkdirSync(home, { recursive: true })
    const scratch = mkdtempSync(join(home, 'installing-'))
    const manifest = { name: 'check-vite', private: true, dependencies: { vite: version } }
    writeFileSync(join(scratch, 'package.json'), JSON.stringify(manifest))
    await runProgram('npm', ['install', '--no-audit', '--no-fund'], { cwd: scratch })
    rmSync(installed, { recursive: true, force: true })
    renameSync(scratch, installed)
  }
  const entry = join(installed, 'node_modules/vite/dist/node/index.js')
  return (await import(pathToFileURL(entry).href)) as Vite
}
