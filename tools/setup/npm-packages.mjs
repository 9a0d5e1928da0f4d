import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './setup-error.mjs'

/**
 * `npm ci`, unless what is installed is what the lock file asks for.
 * npm writes its own record of what it installed last, so a killed install counts as none.
 * @param {string} root
 */
export async function prepareNpmPackages(root) {
  const locked = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
  if (installed !== undefined && locked !== undefined && isInstalled(locked, installed)) {
    return { ready: true, what: `${Object.keys(installed).length} installed` }
  }
  console.log('set-up: npm packages: installing with npm ci …')
  // Not waited for in here: other parts of set-up go on meanwhile.
  const npm = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  })
  const [code] = await once(npm, 'close').catch((error) => [error.message])
  if (code === 0) return { ready: false, what: 'installed' }
  throw new SetupError(`npm ci: ${typeof code === 'number' ? `exit code ${code}` : (code ?? 'killed')}`, {
    hint: 'npm ci must pass in the repository root',
  })
}

/** @typedef {Record<string, {version?: string, resolved?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean}>} LockPackages */

/**
 * True when every package that the lock file demands is there in that version. Optional ones may be absent: they are
 * for other systems.
 * @param {LockPackages} locked @param {LockPackages} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const there = installed[path]
    if (there === undefined) return wanted.optional === true || wanted.devOptional === true
    return there.version === wanted.version && there.resolved === wanted.resolved
  })
}

/** @param {string} path @returns {LockPackages | undefined} */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}
