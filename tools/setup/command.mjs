import { readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const program = join('..', '..', 'tools', 'setup', 'nx-crane.cjs')

/**
 * `npx nx-crane` in this repository runs the sources: npm links to what is bundled, which is not there at first and
 * out of date later.
 * @param {string} root
 */
export function prepareCommand(root) {
  const link = join(root, 'node_modules', '.bin', 'nx-crane')
  const what = 'npx nx-crane runs the sources'
  if (target(link) === program) return { ready: true, what }
  rmSync(link, { force: true })
  symlinkSync(program, link)
  return { ready: false, what }
}

/** @param {string} link */
function target(link) {
  try {
    return readlinkSync(link)
  } catch {
    return undefined
  }
}
