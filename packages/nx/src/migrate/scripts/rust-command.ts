import { resolvePath } from '@nx-crane/graph'
import type { CargoFlags, Verb } from '../cargo-flags'
import { type Flags, parseFlags } from './parse-flags'
import { shellWords } from './shell-words'

/** What a script does with Rust: one program, and what prepares for it. */
export type RustCommand =
  | ({ readonly is: 'cargo'; readonly dir: string } & CargoFlags)
  | {
      readonly is: 'wasm-pack'
      readonly dir: string
      readonly flags: Flags
      readonly trailing: readonly string[]
    }
  /** It compiles Rust by other means, or in ways that cannot be read. */
  | { readonly is: 'other'; readonly program: string; readonly dir: string }
  /** It runs Nx: as a target of Nx it would call itself. */
  | { readonly is: 'nx' }

const VERBS: Readonly<Record<string, Verb>> = {
  build: 'build',
  b: 'build',
  check: 'check',
  c: 'check',
  test: 'test',
  t: 'test',
  clippy: 'lint',
  fmt: 'format',
  doc: 'doc',
  bench: 'bench',
  run: 'run',
  r: 'run',
}

const RUNNERS = /^(npx|bunx|yarn|pnpm|npm|exec|dlx|--)$/
const PREPARATION = /^(rm|rimraf|mkdir|shx)$/
const RUST = /(^|[\s/])(cargo|wasm-pack|wasm-bindgen|wasm-opt|napi|neon|rustc|rustfmt|maturin|tauri)(\s|$)/

/**
 * Reads a script; null where it has nothing to do with Rust, or does something else too.
 *
 * @param dir the directory it is started in, relative to the repository
 */
export function rustCommandOf(script: string, dir: string): RustCommand | null {
  let at = dir
  let found: RustCommand | null = null
  for (const step of script.split(/&&|;/)) {
    const words = withoutRunner(shellWords(step))
    const fault = words === null ? 'shell' : words[0]?.includes('=') ? 'variables' : null
    if (words === null || fault !== null)
      return isRust(script) ? { is: 'other', program: fault ?? '', dir } : null
    const [program = '', ...rest] = words
    if (program === 'cd') {
      const next = resolvePath(at, rest[0] ?? '')
      if (next === null) return null
      at = next
    } else if (!PREPARATION.test(program)) {
      found = found === null ? commandOf(program, rest, at) : withBindgen(found, program, rest)
      if (found === null) return isRust(script) ? { is: 'other', program: 'several programs', dir: at } : null
    }
  }
  return found
}

export function isRust(script: string): boolean {
  return RUST.test(script)
}

function withoutRunner(words: string[] | null): string[] | null {
  const first = words?.findIndex((word) => !RUNNERS.test(word)) ?? -1
  return words === null ? null : words.slice(Math.max(0, first))
}

function commandOf(program: string, rest: readonly string[], dir: string): RustCommand | null {
  if (program === 'nx') return { is: 'nx' }
  if (program === 'cargo') return cargoCommand(rest, dir)
  if (program === 'wasm-pack' && rest[0] === 'build') return wasmPackCommand(rest.slice(1), dir)
  return RUST.test(program) ? { is: 'other', program, dir } : null
}

/** `cargo build` for wasm32 and wasm-bindgen after it are what wasm-pack does; null for anything else after a command. */
function withBindgen(before: RustCommand, program: string, rest: readonly string[]): RustCommand | null {
  if (before.is !== 'cargo' || before.verb !== 'build' || program !== 'wasm-bindgen') return null
  const { target: triple, release = false, ...flags } = before.flags as Flags
  const bindgen = parseFlags(rest)
  if (triple !== 'wasm32-unknown-unknown' || bindgen.positional.length !== 1) return null
  const { typescript: _, target = 'bundler', ...others } = bindgen.flags
  return {
    is: 'wasm-pack',
    dir: before.dir,
    flags: { ...flags, ...others, target, ...(release === true ? {} : { dev: true }) },
    trailing: [],
  }
}

function cargoCommand(words: readonly string[], dir: string): RustCommand {
  const [name = '', ...rest] = words
  const verb = VERBS[name]
  if (verb === undefined) return { is: 'other', program: `cargo ${name}`, dir }
  const { flags, positional, trailing } = parseFlags(rest)
  const manifest = flags['manifest-path']
  const place = typeof manifest === 'string' ? resolvePath(dir, manifest) : null
  const at = place?.endsWith('Cargo.toml') ? place.replace(/\/?Cargo\.toml$/, '') : dir
  const { 'manifest-path': _, ...others } = flags
  if (verb === 'format' && !isCheck(flags, trailing))
    return { is: 'other', program: 'cargo fmt without --check', dir: at }
  if (verb === 'format')
    return { is: 'cargo', verb, dir: at, flags: without(others, 'check'), trailing: [], cwd: dir }
  if (verb === 'doc')
    return { is: 'cargo', verb, dir: at, flags: without(others, 'no-deps'), trailing, cwd: dir }
  // `cargo test NAME` runs some of the tests.
  const filter = positional.length > 0 && verb === 'test' ? positional : []
  if (positional.length > 0 && verb !== 'test')
    return { is: 'other', program: `cargo ${words.join(' ')}`, dir: at }
  return {
    is: 'cargo',
    verb,
    dir: at,
    flags: others,
    trailing: [...filter, ...trailing],
    cwd: dir === '' ? '.' : dir,
  }
}

function isCheck(flags: Flags, trailing: readonly string[]): boolean {
  return flags.check === true || (trailing.length === 1 && trailing[0] === '--check')
}

function without(flags: Flags, name: string): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([each]) => each !== name))
}

function wasmPackCommand(words: readonly string[], dir: string): RustCommand {
  const { flags, positional, trailing } = parseFlags(words)
  const [path, ...further] = positional
  const at = path === undefined ? dir : resolvePath(dir, path)
  if (at === null || further.length > 0) return { is: 'other', program: 'wasm-pack', dir }
  return { is: 'wasm-pack', dir: at, flags, trailing }
}
