import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import { outputOf } from './measured-command'

/**
 * A `node_modules` with these packages in it; installed from the registry once and kept.
 * @param directory name of it in the cache of the benchmarks, with the versions
 */
export function installedPackages(directory: string, versions: Readonly<Record<string, string>>): string {
  const place = join(cacheDirectory(), 'bench', directory)
  const modules = join(place, 'node_modules')
  if (existsSync(modules)) return modules
  const unfinished = `${place}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    writeFileSync(
      join(unfinished, 'package.json'),
      JSON.stringify({ private: true, dependencies: versions }, null, 2),
    )
    outputOf({
      program: 'npm',
      args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
      cwd: unfinished,
      env: process.env,
    })
    renameSync(unfinished, place)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return modules
}
