import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `install` while holding the lock file `path`, so that two set-ups do not install the same thing at once.
 * The lock of a process that is gone is taken over.
 * @template T @param {string} path @param {() => T | Promise<T>} install @returns {Promise<T>}
 */
export async function withInstallLock(path, install) {
  mkdirSync(dirname(path), { recursive: true })
  for (let told = false; !take(path); told = true) {
    if (isStale(path)) rmSync(path, { force: true })
    else if (!told) console.log('set-up: another set-up is installing this; waiting for it …')
    await sleep(200)
  }
  try {
    return await install()
  } finally {
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function take(path) {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} path */
function isStale(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // Empty: taken a moment ago, or by a process that was killed in that moment.
    if (pid === 0) return Date.now() - statSync(path).mtimeMs > 10_000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}
