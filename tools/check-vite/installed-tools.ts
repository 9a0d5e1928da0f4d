import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from '../kit/run-program'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import type { Vite } from './dev-session'

/** The oldest that the plugin promises to work with; the newest is this repository's own. */
export const OLDEST_VITE = '7.3.8'

/** That version of Vite, installed from the registry once for all runs. */
export async function installedVite(version: string): Promise<Vite> {
  const entry = join(await installed({ vite: version }), 'vite/dist/node/index.js')
  return (await import(pathToFileURL(entry).href)) as Vite
}

/** The `node_modules` with a Vitest for the version of Vite: the oldest for the oldest, else this repository's own. */
export async function installedVitest(vite: string): Promise<string> {
  const own = (require('vitest/package.json') as { version: string }).version
  return installed({ vite, vitest: vite === OLDEST_VITE ? OLDEST_VITEST : own, jsdom: '26.1.0' })
}

/** The oldest that takes the oldest Vite. */
const OLDEST_VITEST = '3.2.4'

async function installed(versions: Readonly<Record<string, string>>): Promise<string> {
  const home = join(cacheDirectory(), 'check-vite')
  const directory = join(home, Object.entries(versions).flat().join('-'))
  if (!existsSync(directory)) {
    mkdirSync(home, { recursive: true })
    const scratch = mkdtempSync(join(home, 'installing-'))
    const manifest = { name: 'check-vite', private: true, dependencies: versions }
    writeFileSync(join(scratch, 'package.json'), JSON.stringify(manifest))
    await runProgram('npm', ['install', '--no-audit', '--no-fund'], { cwd: scratch })
    rmSync(directory, { recursive: true, force: true })
    renameSync(scratch, directory)
  }
  return join(directory, 'node_modules')
}
