import { createHash } from 'node:crypto'
import { dirname, join, relative, resolve } from 'node:path'
import {
  isSettled,
  type Place,
  readFileStat,
  readRegularFile,
  readRegularText,
  realpathSync,
  statSync,
} from '@nx-crane/files'
import { rememberedAnswer } from './remembered-answer'

export interface ProgramContentPlace {
  /** The repository, absolute. */
  readonly root: string
  /** The directory in which answers are kept between runs; nowhere when it is left out. */
  readonly memos?: Place | undefined
}

/**
 * What a program of the repository is, without running it: the package of npm that it comes with and the digest of its
 * bytes. For the scripts that package managers put into `.bin` it is that of what they start.
 *
 * @example programContent('/repo/node_modules/.bin/wasm-opt', { root }) // → 'binaryen 116.0.0, of digest 3c9d…'
 */
export function programContent(program: string, { root, memos }: ProgramContentPlace): string {
  const real = startedBy(realpathSync(program))
  const stat = readFileStat(real)
  const identity = isSettled(stat, Date.now()) ? JSON.stringify(['content', real, stat.stamp]) : null
  const digest = rememberedAnswer({ memos, identity }, () =>
    createHash('sha256')
      .update(readRegularFile(real, { maxBytes: MOST_BYTES }))
      .digest('hex'),
  )
  const from = packageOf(real)
  return `${from ? `${from.name} ${from.version}` : shownIn(root, program)}, of digest ${digest}`
}

/** The version of the package of npm that brings a program; null where none does. The program is not run. */
export function packagedVersion(program: string): string | null {
  return packageOf(startedBy(realpathSync(program)))?.version ?? null
}

/** No compiler's program is as large. */
const MOST_BYTES = 1024 * 1024 * 1024

/** What the script of pnpm or npm (`cmd-shim`) starts: `"$basedir/../binaryen/bin/wasm-opt"`. Anything else is itself. */
function startedBy(program: string): string {
  if (statSync(program).size > 8192) return program
  const [, target] = /"\$basedir\/([^"$]+)"\s+"\$@"/.exec(readRegularText(program)) ?? []
  if (target === undefined) return program
  const started = resolve(dirname(program), target)
  return statSync(started, { throwIfNoEntry: false })?.isFile() ? realpathSync(started) : program
}

/** Name and version of the package in `node_modules` that a file belongs to. */
function packageOf(file: string): { readonly name: string; readonly version: string } | null {
  for (let dir = dirname(file); /[\\/]node_modules[\\/]/.test(`${dir}/`); dir = dirname(dir)) {
    try {
      const { name, version } = JSON.parse(readRegularText(join(dir, 'package.json'))) as Record<
        string,
        unknown
      >
      if (typeof name === 'string' && typeof version === 'string') return { name, version }
    } catch {
      // The next directory above.
    }
  }
  return null
}

function shownIn(root: string, program: string): string {
  return relative(root, program).replaceAll('\\', '/')
}
