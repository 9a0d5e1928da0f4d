import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installedModules } from '../kit/nx-template'
import { runProgram } from '../kit/run-program'
import { type AdoptionCase, NX_PLUGINS } from './adoption-case'

/** What is installed for each Nx; the plugins of 23 with what they are for. */
const TEMPLATES = {
  '22': { devDependencies: { nx: '22.7.12', '@nx/devkit': '22.7.12', typescript: '5.9.3' } },
  // The newest version in which all of them are out.
  '23': {
    devDependencies: {
      nx: '23.2.1',
      '@nx/devkit': '23.2.1',
      '@nx/js': '23.2.1',
      '@nx/vite': '23.2.1',
      '@nx/vitest': '23.2.1',
      '@nx/eslint': '23.2.1',
      '@nx/jest': '23.2.1',
      eslint: '9.39.5',
      jest: '30.5.2',
      typescript: '6.0.3',
      vite: '8.3.8',
      vitest: '4.1.12',
    },
  },
  '24': { devDependencies: { nx: '24.0.6', '@nx/devkit': '24.0.0', typescript: '6.0.3' } },
} as const

export type NxMajor = keyof typeof TEMPLATES

/** Installs what the repositories with this Nx link to, unless it was installed before. */
export async function prepareModules(nx: NxMajor): Promise<string> {
  return await installedModules(nx, TEMPLATES[nx])
}

/**
 * Makes `node_modules` of a repository: a link to each package of a template that was installed once, but for those that the
 * case does not have.
 */
export async function linkModules(root: string, nx: NxMajor, adoption: AdoptionCase): Promise<void> {
  const without = adoption.withoutPackages ?? []
  const template = await templateWithout(await prepareModules(nx), without)
  const absent = new Set<string>(NX_PLUGINS.filter((plugin) => !adoption.plugins?.includes(plugin)))
  for (const name of packagesIn(template)) {
    if (absent.has(name)) continue
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(template, name), link)
  }
}

/** What a linked package requires is looked up in the template: what must not be found must not be there. */
async function templateWithout(template: string, without: readonly string[]): Promise<string> {
  if (without.length === 0) return template
  const parent = `${dirname(template)}-without-${without.join('-').replaceAll(/[@/]/g, '')}`
  const derived = join(parent, 'node_modules')
  if (existsSync(parent)) return derived
  const unfinished = mkdtempSync(`${parent}-`)
  const copy = join(unfinished, 'node_modules')
  await runProgram('cp', ['-al', template, copy], { cwd: unfinished })
  for (const name of without) rmSync(join(copy, name), { recursive: true })
  try {
    renameSync(unfinished, parent)
  } catch (error) {
    if (!existsSync(parent)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
  return derived
}

/** `.bin` counts as a package: it is linked as a whole. */
function packagesIn(modules: string): string[] {
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inScope) => `${name}/${inScope}`) : [name],
  )
}
