import { resolvePath } from '../repository-path'
import { type ShellCommand, shellCommands } from './shell-commands'
import { GLUES, glueNamed, WASM_GLUES, type WasmGlue } from './wasm-glue'
import { isFileStem } from './wasm-settings'

/** One run of wasm-pack or wasm-bindgen that a script asks for, with what can be read of it. Paths are relative to the root. */
export interface BindgenRun {
  readonly crate: RunCrate
  /** The directory that it writes to. */
  readonly dir: string
  /** `--out-name`; null where the library's name is taken. */
  readonly outName: string | null
  readonly glue: WasmGlue
}

/** Which crate a run is about: by the directory that wasm-pack is given, or by the module that wasm-bindgen reads. */
export type RunCrate =
  | { readonly by: 'directory'; readonly dir: string }
  | { readonly by: 'library'; readonly library: string }

/**
 * What the scripts of the package in `dir` have wasm-pack and wasm-bindgen write, the script that is called `build` first.
 * Of a run whose directory or target is not written out nothing is known, and it is left out.
 *
 * @example bindgenRuns({ build: 'wasm-pack build --target web -d npm' }, 'crate') // → one run, to crate/npm
 */
export function bindgenRuns(scripts: Readonly<Record<string, string>>, dir: string): BindgenRun[] {
  return Object.entries(scripts)
    .filter(([, script]) => /\bwasm-(?:pack|bindgen)\b/.test(script))
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .flatMap(([, script]) => runsOf(shellCommands(script), dir))
}

/** The shipped package is what `build` writes; variants for development and for tests count where nothing else is there. */
function rankOf(script: string): number {
  if (script === 'build') return 0
  if (/(?:^|[:_-])(?:dev|debug|watch|start|test|bench|profiling)(?:$|[:_-])/.test(script)) return 3
  return /build|wasm|prepare|prepack|release/.test(script) ? 1 : 2
}

function runsOf(commands: readonly ShellCommand[], start: string): BindgenRun[] {
  let cwd: string | null = start
  return commands.flatMap(({ words, follows }) => {
    if (!follows) cwd = start
    if (words[0] === 'cd') {
      cwd = cwd === null || words[1] === undefined ? null : literalPath(cwd, words[1])
      return []
    }
    const run = cwd === null ? null : runOf(words, cwd)
    return run ? [run] : []
  })
}

/** The program may stand behind `npx`, `pnpm exec` and the like. */
function runOf(words: readonly string[], cwd: string): BindgenRun | null {
  const at = words.findIndex((word) => /^(?:.*\/)?wasm-(?:pack|bindgen)$/.test(word))
  if (at === -1 || words.slice(0, at).some((word) => /^(?:echo|cargo|which|command|rm|rimraf)$/.test(word)))
    return null
  const rest = words.slice(at + 1)
  return words[at]?.endsWith('wasm-pack') ? packRun(rest, cwd) : bindgenRun(rest, cwd)
}

/** `--out-dir` of wasm-pack is relative to the crate, whichever directory it is started in. */
function packRun(words: readonly string[], cwd: string): BindgenRun | null {
  if (words[0] !== 'build') return null
  const { options, positional } = readArguments(words.slice(1), PACK_VALUES, PACK_SWITCHES)
  const dir = literalPath(cwd, positional[0] ?? '.')
  if (dir === null) return null
  return completeRun(options, { dir, fallback: 'pkg', crate: { by: 'directory', dir } })
}

function bindgenRun(words: readonly string[], cwd: string): BindgenRun | null {
  const { options, positional } = readArguments(words, BINDGEN_VALUES, null)
  const library = /(?<![^/\\])([^/\\]+)\.wasm$/.exec(positional[0] ?? '')?.[1]?.replaceAll('-', '_')
  if (library === undefined || !isFileStem(library)) return null
  // Older spellings of `--target`.
  const flag = WASM_GLUES.find((glue) => GLUES[glue].isSwitch && options.has(glue))
  const given = flag === undefined ? options : new Map([...options, ['target', flag]])
  return completeRun(given, { dir: cwd, fallback: null, crate: { by: 'library', library } })
}

function completeRun(
  options: ReadonlyMap<string, string>,
  run: { readonly dir: string; readonly fallback: string | null; readonly crate: RunCrate },
): BindgenRun | null {
  const outDir = options.get('out-dir') ?? run.fallback
  const dir = outDir === null ? null : literalPath(run.dir, outDir)
  const target = options.get('target') ?? 'bundler'
  const glue = target === 'browser' ? 'bundler' : glueNamed(target)
  const outName = options.get('out-name') ?? null
  if (dir === null || glue === undefined || (outName !== null && !isFileStem(outName))) return null
  return { crate: run.crate, dir, outName, glue }
}

/** Options that take a value, by all their spellings. Others are switches. */
const PACK_VALUES = new Map([
  ...['--out-dir', '-d'].map((name) => [name, 'out-dir'] as const),
  ...['--target', '-t'].map((name) => [name, 'target'] as const),
  ['--out-name', 'out-name'],
  ...['--scope', '-s', '--mode', '-m', '--log-level', '--profile', '--panic-strategy'].map(
    (name) => [name, name] as const,
  ),
])
/** With any other option begins what wasm-pack hands to cargo. */
const PACK_SWITCHES = new Set(
  'no-typescript,weak-refs,reference-types,debug,dev,release,profiling,no-pack,no-package,no-opt,no-optimization,verbose,quiet,force'
    .split(',')
    .map((name) => `--${name}`)
    .concat('-v', '-q', '-f'),
)
const BINDGEN_VALUES = new Map([
  ['--out-dir', 'out-dir'],
  ['--out-name', 'out-name'],
  ['--target', 'target'],
  ...['--no-modules-global', '--encode-into'].map((name) => [name, name] as const),
])

function readArguments(
  words: readonly string[],
  values: ReadonlyMap<string, string>,
  switches: ReadonlySet<string> | null,
) {
  const options = new Map<string, string>()
  const positional: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') break
    const [, name = word, inline] = /^(--?[\w-]+)=(.*)$/.exec(word) ?? []
    const known = values.get(name)
    if (known !== undefined) {
      options.set(known, inline ?? words[index + 1] ?? '')
      if (inline === undefined) index++
    } else if (word.startsWith('-')) {
      // The rest is cargo's.
      if (switches && !switches.has(word)) break
      options.set(word.replace(/^-+/, ''), '')
    } else positional.push(word)
  }
  return { options, positional }
}

/** Null for what the shell would have to fill in, and for what leads out of the repository. */
function literalPath(from: string, path: string): string | null {
  return path === '' || /[$`*?~\0\\]/.test(path) ? null : resolvePath(from, path)
}
