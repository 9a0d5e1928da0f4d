import { parse, TomlError } from 'smol-toml'
import { CargoError } from '../cargo-error'
import { findLine } from '../manifest/find-line'
import { asTable, stringOf, stringsOf, tableOf } from '../manifest/toml-table'
import { ancestorsOf, childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** What a `rust-toolchain.toml`, or a `rust-toolchain` of either form, asks of rustup. */
export interface RustToolchain {
  /** Path relative to the repository root. */
  readonly file: string
  /** E.g. `stable`, `1.90.0`, `nightly-2026-01-01`. Null: rustup's default, or `path`. */
  readonly channel: string | null
  /** A toolchain that is no rustup's, as written: absolute, or relative to the file. */
  readonly path: string | null
  readonly components: readonly string[]
  readonly targets: readonly string[]
  readonly profile: string | null
}

/**
 * What a toolchain file says. Throws a CargoError, with the line where there is one, for what rustup refuses.
 *
 * @param file its path relative to the repository root: `rust-toolchain` may be a single word, `….toml` may not
 */
export function parseToolchainFile(text: string, file: string): RustToolchain {
  const lines = text.trim().split('\n')
  if (text.trim() === '') throw fault(file, { line: 1, message: 'the file is empty' })
  if (lines.length === 1 && !file.endsWith('.toml')) {
    checkWords(file, [{ what: 'channel', words: [text.trim()], line: 1 }])
    return { file, channel: lines[0]?.trim() ?? '', path: null, components: [], targets: [], profile: null }
  }
  const toolchain = tableOf(parsed(text, file), 'toolchain')
  if (toolchain === undefined) throw fault(file, { line: 1, message: 'the table [toolchain] is missing' })
  const channel = stringOf(toolchain, 'channel') ?? null
  const path = stringOf(toolchain, 'path') ?? null
  const place = (key: string) => findLine(text, ['toolchain', key])
  if (channel === '') throw fault(file, { line: place('channel'), message: 'the channel is empty' })
  const others = ['channel', 'components', 'targets', 'profile'].filter((key) =>
    Object.hasOwn(toolchain, key),
  )
  if (path !== null && others.length > 0) {
    throw fault(file, {
      line: place('path'),
      message: `"path" cannot be combined with ${others.join(', ')}`,
    })
  }
  if (!['channel', 'path', 'components', 'targets'].some((key) => Object.hasOwn(toolchain, key))) {
    throw fault(file, {
      line: place('profile'),
      message: 'no channel, path, components or targets are set',
    })
  }
  const components = stringsOf(toolchain, 'components') ?? []
  const targets = stringsOf(toolchain, 'targets') ?? []
  const profile = stringOf(toolchain, 'profile') ?? null
  checkWords(file, [
    { what: 'channel', words: channel === null ? [] : [channel], line: place('channel') },
    { what: 'components', words: components, line: place('components') },
    { what: 'targets', words: targets, line: place('targets') },
    { what: 'profile', words: profile === null ? [] : [profile], line: place('profile') },
  ])
  return { file, channel, path, components, targets, profile }
}

/** They become names of directories below rustup's, and arguments of rustup: no path and no option. */
function checkWords(
  file: string,
  named: readonly { readonly what: string; readonly words: readonly string[]; readonly line: number }[],
): void {
  for (const { what, words, line } of named) {
    const odd = words.find((word) => !/^[\p{L}\p{N}_][\p{L}\p{N}_.+@ -]*$/u.test(word) || word.includes('..'))
    if (odd !== undefined) {
      throw fault(file, {
        line,
        message: `${JSON.stringify(odd)} in ${what} is not a name that rustup knows`,
      })
    }
  }
}

/** Where both are in one directory, rustup takes the first. */
export const TOOLCHAIN_FILES = ['rust-toolchain', 'rust-toolchain.toml']

/** The toolchain file that rustup goes by in `dir`: of the nearest directory at or above it that has one. */
export function toolchainFor(tree: SourceTree, dir: string): RustToolchain | null {
  for (const each of [dir, ...ancestorsOf(dir)]) {
    for (const name of TOOLCHAIN_FILES) {
      const file = childPath(each, name)
      const text = tree.read(file)
      if (text !== undefined) return parseToolchainFile(text, file)
    }
  }
  return null
}

function parsed(text: string, file: string) {
  try {
    return asTable(parse(text))
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    const message = `the file is not valid TOML (${cause.message.split('\n', 1)[0]})`
    throw fault(file, { line: cause.line, message, cause })
  }
}

function fault(
  file: string,
  details: { readonly line: number; readonly message: string; readonly cause?: unknown },
): CargoError {
  return new CargoError('INVALID_TOOLCHAIN_FILE', {
    ...details,
    file,
    hint: 'write a table [toolchain] with a channel, e.g. channel = "stable"',
  })
}
