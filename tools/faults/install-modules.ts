import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeModulesOf } from '../kit/nx-template'
import type { PackedPlugin } from '../kit/packed-plugin'

/** A link to each package that Nx needs, and the plugin as it is published. */
export async function installModules(root: string, plugin: PackedPlugin): Promise<void> {
  const template = await nodeModulesOf('23.3.1')
  const modules = join(root, 'node_modules')
  for (const name of packagesIn(template).filter((each) => !/^\.(cache|package-lock\.json)$/.test(each))) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(template, name), join(modules, name))
  }
  cpSync(plugin.directory, join(modules, 'nx-crane'), { recursive: true })
}

/** `.bin` too: scripts start programs from there. */
function packagesIn(template: string): string[] {
  return readdirSync(template).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(template, name)).map((below) => `${name}/${below}`) : [name],
  )
}
