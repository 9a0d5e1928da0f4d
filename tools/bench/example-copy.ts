import { cpSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { prepareVitePlugin } from '../setup/vite-plugin.mjs'
import { outputOf } from './measured-command'

const REPOSITORY = resolve(__dirname, '../..')
/** Of the repository itself, not of the example; the plugin is installed as it is published. */
const LEFT_OUT = /^(packages|tools|docs|\.ci|\.vscode)\//

/** The example as on a fresh clone after `npm install`, in `root`: nothing built, no cache. */
export function copyExample(root: string, plugin: string): void {
  rmSync(root, { recursive: true, force: true })
  for (const file of repositoryFiles()) {
    if (LEFT_OUT.test(file)) continue
    mkdirSync(dirname(join(root, file)), { recursive: true })
    cpSync(join(REPOSITORY, file), join(root, file))
  }
  linkModules(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'))
  const installed = join(root, 'node_modules', 'nx-crane')
  rmSync(installed, { recursive: true, force: true })
  cpSync(plugin, installed, { recursive: true })
  copyVitePlugin(join(root, 'node_modules', '@nx-crane', 'vite'))
}

/** The configuration of the web app loads it. */
function copyVitePlugin(installed: string): void {
  prepareVitePlugin(REPOSITORY)
  rmSync(installed, { recursive: true, force: true })
  for (const part of ['package.json', 'dist']) {
    cpSync(join(REPOSITORY, 'packages', 'vite', part), join(installed, part), { recursive: true })
  }
}

/** Manifests of the example's crates and packages are among them; what git ignores is not. */
function repositoryFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const listed = outputOf({ program: 'git', args, cwd: REPOSITORY, env: process.env })
  return listed.split('\0').filter((file) => file !== '')
}

/** Installed packages are linked; those of the workspaces lead to the copy, as npm's relative links do. */
function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.name === '.cache' || entry.name.startsWith('.vite')) continue
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.name.startsWith('@')) linkModules(source, target)
    else symlinkSync(source, target)
  }
}
