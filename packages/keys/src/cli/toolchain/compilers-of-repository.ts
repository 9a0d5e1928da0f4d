import { dirname, join, resolve } from 'node:path'
import { type Place, readdirSync } from '@nx-crane/files'
import { readToolchainFile, stringOf, type TomlTable, tableOf } from '@nx-crane/graph'
import { parse } from 'smol-toml'
import { firstOnPath, isExecutable } from '../find-program'
import { isOfRepository, type RepositoryPlace } from './machine-environment'
import { programContent } from './program-content'

/**
 * What is known of programs of the repository that stand in for the machine's rustc in the directory `dir`: `RUSTC`, the
 * first on PATH, a toolchain that the toolchain file names by its path. A line for each, by its content: they may be
 * anything, and what only reads a repository runs nothing of it.
 */
export function compilersOfRepository(
  dir: string,
  {
    root,
    environment = process.env,
    memos,
  }: {
    readonly root?: string | undefined
    readonly environment?: NodeJS.ProcessEnv
    readonly memos?: Place | undefined
  },
): string[] {
  if (root === undefined) return []
  const place = { root, environment }
  const named = environment.RUSTC || null
  const own = named?.includes('/') ? resolve(dir, named) : firstOnPath(named ?? 'rustc', dir, environment)
  const toolchain = toolchainOfRepository(dir, place)
  const programs = [
    ...(own !== null && isOfRepository(own, place) ? [own] : []),
    ...(toolchain === null ? [] : [join(toolchain, 'bin', 'rustc')]),
  ]
  return programs.map((program) => {
    if (!isExecutable(program)) return 'a compiler of the repository that is not there'
    const driver = driversBeside(program).map((name) => `, with ${name}`)
    return `a compiler of the repository: ${programContent(program, { root, memos })}${driver.join('')}`
  })
}

/** The compiler itself is a library that has a digest in its name. */
function driversBeside(rustc: string): string[] {
  try {
    return readdirSync(join(dirname(dirname(rustc)), 'lib'))
      .filter((name) => /^(?:lib)?rustc_driver-/.test(name))
      .sort()
  } catch {
    return []
  }
}

/** The toolchain in the repository that the nearest toolchain file names by its path, which rustup would run. */
export function toolchainOfRepository(dir: string, place: RepositoryPlace): string | null {
  if (place.environment.RUSTUP_TOOLCHAIN) return null
  const file = readToolchainFile(dir)
  const path = file && pathIn(file.text)
  const toolchain = file && path ? resolve(dirname(file.path), path) : null
  return toolchain !== null && isOfRepository(toolchain, place) ? toolchain : null
}

function pathIn(text: string): string | undefined {
  try {
    return stringOf(tableOf(parse(text) as TomlTable, 'toolchain'), 'path')
  } catch {
    return undefined // rustup says what is wrong with it.
  }
}
