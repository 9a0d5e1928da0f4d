import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './run-program'

export type NxVersion = keyof typeof PACKAGES

/** What a workspace of each Nx version has installed. Of 24 there are only `nx` and its devkit. */
const PACKAGES = {
  '23.3.1': { nx: '23.3.1', '@nx/devkit': '23.3.1', '@nx/js': '23.3.1', typescript: '6.0.3' },
  '24.0.6': { nx: '24.0.6', '@nx/devkit': '24.0.0', typescript: '6.0.3' },
} as const

export const NX_VERSIONS = Object.keys(PACKAGES) as NxVersion[]

/** The `node_modules` of one Nx version: installed once per machine, outside the repository, and then only linked from. */
export function nodeModulesOf(version: NxVersion): Promise<string> {
  return installedModules(version, { devDependencies: PACKAGES[version] })
}

/** The `node_modules` of a package.json with these fields, installed once per machine. */
export async function installedModules(version: string, fields: object): Promise<string> {
  const manifest = JSON.stringify({ name: 'template', private: true, ...fields })
  const digest = createHash('sha256').update(`${process.version} ${manifest}`).digest('hex').slice(0, 12)
  const parent = join(tmpdir(), 'nx-crane-e2e-templates')
  const template = join(parent, `${version}-${digest}`)
  if (existsSync(template)) return join(template, 'node_modules')
  mkdirSync(parent, { recursive: true })
  const unfinished = mkdtempSync(join(parent, 'unfinished-'))
  writeFileSync(join(unfinished, 'package.json'), manifest)
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await runProgram('npm', ['install', ...flags], { cwd: unfinished })
  try {
    renameSync(unfinished, template)
  } catch (error) {
    // Somebody else was faster; theirs is the same.
    if (!existsSync(template)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
  return join(template, 'node_modules')
}
