/** Which script of which package a command line runs. */
export interface BuildCommand {
  /** From where it was run, as written; null: there. */
  readonly dir: string | null
  /** The name of the package, where it says one. */
  readonly package: string | null
  readonly script: string
}

/**
 * The script that a command line such as `pnpm --filter web build` runs; null for one that runs something else, or more
 * than can be read here. The last script of several counts: what it leaves is what the command was for.
 *
 * @example parseBuildCommand('cd ../web && npm run build') // → { dir: '../web', package: null, script: 'build' }
 */
export function parseBuildCommand(command: string): BuildCommand | null {
  let dir: string | null = null
  let found: BuildCommand | null = null
  for (const part of command.split(/&&|\|\||;/)) {
    const words = wordsOf(part)
    if (words[0] === 'cd' && words[1] !== undefined) dir = joined(dir, words[1])
    else found = runOf(words, dir) ?? found
  }
  return found
}

/** Without the variables that stand before a program. */
function wordsOf(part: string): string[] {
  const words = (part.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
  const first = words.findIndex((word) => !/^\w+=|^(?:cross-env|env)$/.test(word))
  return first === -1 ? [] : words.slice(first)
}

const MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun', 'deno'])
const STARTERS = new Set(['npx', 'bunx', 'pnpx'])
const DIRECTORIES = new Set(['-C', '--dir', '--cwd', '--prefix'])
const PACKAGES = new Set(['-F', '--filter', '-w', '--workspace', '-p', '--projects', '--project'])
const TARGETS = new Set(['-t', '--target', '--targets'])

function runOf([program = '', ...words]: readonly string[], dir: string | null): BuildCommand | null {
  // `npx nx build web`, `pnpm exec turbo build`, `yarn nx build web`.
  const tool = words.findIndex((word) => word === 'nx' || word === 'turbo')
  const isStarting = words.slice(0, Math.max(0, tool)).every((word) => /^(?:-.*|exec|dlx|x|run)$/.test(word))
  if (tool !== -1 && isStarting && (MANAGERS.has(program) || STARTERS.has(program))) {
    return runOf(words.slice(tool), dir)
  }
  if (program !== 'nx' && program !== 'turbo' && !MANAGERS.has(program)) return null
  // `yarn -w` and `pnpm -w` mean the root and take nothing; `npm -w` names a package.
  const { positional, options } = argumentsOf(words, program === 'npm' || program === 'nx')
  const place = { dir: options.dir === null ? dir : joined(dir, options.dir), package: options.package }
  const run = positional.filter(
    (word, index) => index > 0 || !/^(?:run|run-script|run-many|task)$/.test(word),
  )
  const [first, second, third] = run
  if (program === 'nx') return nxRun(run, options.target, place)
  if (program === 'yarn' && first === 'workspace' && second !== undefined && third !== undefined) {
    const script = third === 'run' ? run[3] : third
    return script === undefined ? null : { ...place, package: second, script }
  }
  return first === undefined ? null : { ...place, script: first }
}

/** `nx build web`, `nx run web:build`, `nx run-many -t build -p web`. */
function nxRun(
  [first, second]: readonly string[],
  target: string | null,
  place: Omit<BuildCommand, 'script'>,
): BuildCommand | null {
  if (target !== null) return { ...place, script: target }
  if (first === undefined) return null
  const colon = first.indexOf(':')
  if (second === undefined && colon > 0) {
    const [script = ''] = first.slice(colon + 1).split(/:(?=[^:]*$)/)
    return { ...place, package: first.slice(0, colon), script }
  }
  return { ...place, package: second ?? place.package, script: first }
}

interface Arguments {
  readonly positional: readonly string[]
  readonly options: { dir: string | null; package: string | null; target: string | null }
}

function argumentsOf(words: readonly string[], hasNames: boolean): Arguments {
  const positional: string[] = []
  const options: Arguments['options'] = { dir: null, package: null, target: null }
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') break
    if (!word.startsWith('-')) {
      positional.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const name = equals === -1 ? word : word.slice(0, equals)
    const isNaming =
      DIRECTORIES.has(name) || TARGETS.has(name) || (PACKAGES.has(name) && (hasNames || name !== '-w'))
    if (!isNaming) continue
    const value = equals === -1 ? words[++index] : word.slice(equals + 1)
    if (value === undefined) break
    if (DIRECTORIES.has(name)) options.dir = value
    else if (TARGETS.has(name)) options.target = value
    else options.package = value
  }
  return { positional, options }
}

function joined(dir: string | null, further: string): string {
  return dir === null || further.startsWith('/') ? further : `${dir}/${further}`
}
