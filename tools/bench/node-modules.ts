import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { outputOf } from './measured-command'

const REPOSITORY = resolve(__dirname, '../..')

/** The plugin as `npm pack` ships it, in `directory`. */
export function packPlugin(directory: string): string {
  const npm = (args: string[], cwd: string) => outputOf({ program: 'npm', args, cwd, env: process.env })
  npm(['run', '--silent', 'build'], REPOSITORY)
  mkdirSync(directory, { recursive: true })
  npm(
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', directory],
    join(REPOSITORY, 'packages/nx'),
  )
  const tarball = readdirSync(directory).find((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`npm pack left no tarball in ${directory}`)
  const { status } = spawnSync('tar', ['-xzf', tarball], { cwd: directory })
  if (status !== 0) throw new Error(`tar cannot unpack ${join(directory, tarball)}`)
  return join(directory, 'package')
}

/** `node_modules` of a repository: this one's Nx, `packages` of it beside that, and the packed plugin. */
export function installPlugin(
  root: string,
  { plugin, packages }: { plugin: string; packages: readonly string[] },
): void {
  const modules = join(root, 'node_modules')
  rmSync(modules, { recursive: true, force: true })
  for (const name of packages) {
    const link = join(modules, name)
    mkdirSync(join(link, '..'), { recursive: true })
    symlinkSync(join(REPOSITORY, 'node_modules', name), link)
  }
  cpSync(plugin, join(modules, 'nx-crane'), { recursive: true })
}
