import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const REPOSITORY = resolve(__dirname, '../..')

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
