import { resolvePath } from '../repository-path'
import { type ScriptCommand, scriptCommands } from './script-commands'

/** A crate that a script has built, by one of the ways to name it, and the directory where the result goes. */
export interface CrateBuild {
  readonly crate:
    | { readonly by: 'directory'; readonly dir: string }
    | { readonly by: 'name'; readonly name: string; readonly dir: string }
    | { readonly by: 'module'; readonly module: string }
  /** Where it is written down; null for the place that the tool chooses. */
  readonly outDir: string | null
  /** Whether the tool makes a WebAssembly package of it. */
  readonly isWasm: boolean
}

/**
 * The crates that a script names to cargo, wasm-pack, wasm-bindgen, worker-build, Trunk, napi or neon, as far as a literal
 * says so. `dir` is that of the `package.json`; without a path the tools take the directory they run in.
 *
 * @example crateBuilds('wasm-pack build ../core --out-dir ../web/pkg', 'web')
 *   // → [{ crate: { by: 'directory', dir: 'core' }, outDir: 'web/pkg', isWasm: true }]
 */
export function crateBuilds(script: string, dir: string): CrateBuild[] {
  if (!TOOLS.test(script)) return []
  return scriptCommands(script, dir).flatMap((command) =>
    command.dir === null ? [] : buildsOf(command, command.dir),
  )
}

const TOOLS = /\b(?:cargo|cross|wasm-pack|wasm-bindgen|worker-build|trunk|napi|neon|nj-cli)\b/

function buildsOf({ words }: ScriptCommand, dir: string): CrateBuild[] {
  // `npx`, `cross-env A=b`, `pnpm exec`, `cargo-cp-artifact … --` stand before the tool.
  const at = words.findIndex((word) => word !== null && toolNamed(word) !== undefined)
  const tool = toolNamed(words[at] ?? '')
  if (!tool || words.slice(0, at).some((word) => word !== null && ONLY_MENTIONS.test(word))) return []
  return tool(new Arguments(words.slice(at + 1)), dir)
}

/** What follows these is not run. */
const ONLY_MENTIONS = /^(?:echo|printf|rm|rimraf|cp|mv|mkdir|which|command|type|test|touch|cat|git|docker)$/

type Tool = (given: Arguments, dir: string) => CrateBuild[]

function toolNamed(word: string): Tool | undefined {
  const name = word
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:exe|cmd)$/, '')
    .replace(/(.)@.*$/s, '$1')
  return Object.hasOwn(TOOL_NAMES, name) ? TOOL_NAMES[name] : undefined
}

const TOOL_NAMES: Readonly<Record<string, Tool>> = {
  cargo,
  cross: cargo,
  'wasm-pack': wasmPack,
  'wasm-bindgen': wasmBindgen,
  'worker-build': workerBuild,
  trunk,
  napi,
  neon: napi,
  'nj-cli': napi,
}

/** `cargo build --manifest-path PATH`, `-p NAME`; of a plugin of cargo (`cargo zigbuild`) too. */
function cargo(all: Arguments, dir: string): CrateBuild[] {
  const given = all.beforeDashes()
  const [subcommand] = given.positionals()
  if (subcommand == null || NO_BUILDS.has(subcommand)) return []
  const manifest = given.value(['--manifest-path'])
  const names = given.values(['-p', '--package']).map((name) => name?.replace(/[@#].*$/s, '') ?? null)
  const at = manifest === undefined ? dir : manifestDir(dir, manifest)
  if (at === null) return []
  const build = { outDir: given.directory(['--artifact-dir', '--out-dir'], dir), isWasm: false }
  if (names.length > 0)
    return names.flatMap((name) =>
      name === null ? [] : [{ ...build, crate: { by: 'name', name, dir: at } }],
    )
  return manifest === undefined && dir === '' ? [] : [{ ...build, crate: { by: 'directory', dir: at } }]
}

/** They compile nothing of a crate. */
const NO_BUILDS = new Set(
  'fmt clean update add remove rm new init search login publish metadata tree fetch vendor generate-lockfile install uninstall version help'.split(
    ' ',
  ),
)

/** The output directory is relative to the crate. */
function wasmPack(all: Arguments, dir: string): CrateBuild[] {
  const given = all.beforeDashes()
  const [subcommand, path = '.'] = given.positionals()
  if (subcommand !== 'build' && subcommand !== 'test') return []
  const crate = resolve(dir, path)
  if (crate === null) return []
  return [
    {
      crate: { by: 'directory', dir: crate },
      outDir: given.directory(['-d', '--out-dir'], crate),
      isWasm: subcommand === 'build',
    },
  ]
}

/** `wasm-bindgen target/wasm32-unknown-unknown/release/NAME.wasm --out-dir DIR` */
function wasmBindgen(given: Arguments, dir: string): CrateBuild[] {
  const module = /(?:^|\/)([\w-]+)\.wasm$/.exec(given.positionals()[0] ?? '')?.[1]
  if (module === undefined) return []
  return [{ crate: { by: 'module', module }, outDir: given.directory(['--out-dir'], dir), isWasm: true }]
}

function workerBuild(given: Arguments, dir: string): CrateBuild[] {
  const [path = '.'] = given.positionals()
  const crate = resolve(dir, path)
  return crate === null ? [] : [{ crate: { by: 'directory', dir: crate }, outDir: null, isWasm: true }]
}

/** `trunk build ../app/index.html`: the crate is the one around the page. */
function trunk(given: Arguments, dir: string): CrateBuild[] {
  const [subcommand, page = '.'] = given.positionals()
  if (!/^(?:build|serve|watch)$/.test(subcommand ?? '')) return []
  const crate = resolve(dir, page?.replace(/(?<![^/\\])[^/\\]*\.html$/, '') ?? null)
  if (crate === null) return []
  return [
    { crate: { by: 'directory', dir: crate }, outDir: given.directory(['-d', '--dist'], dir), isWasm: false },
  ]
}

/** `napi build --manifest-path PATH`, `--cargo-cwd PATH`, `-p NAME`; what follows `--` goes to cargo. */
function napi(given: Arguments, dir: string): CrateBuild[] {
  if (given.positionals()[0] !== 'build') return []
  const [cwd = '.'] = given.values(['--cwd', '--cargo-cwd'])
  const at = resolve(dir, cwd)
  const manifest = given.value(['--manifest-path'])
  const crate = at === null || manifest === undefined ? at : manifestDir(at, manifest)
  if (crate === null) return []
  const build = { outDir: given.directory(['-o', '--output-dir'], dir), isWasm: false }
  const name = given.value(['-p', '--package'])
  if (name === null) return []
  return [
    {
      ...build,
      crate: name === undefined ? { by: 'directory', dir: crate } : { by: 'name', name, dir: crate },
    },
  ]
}

/** Of what stands behind a tool's name. */
class Arguments {
  readonly #words: readonly (string | null)[]

  constructor(words: readonly (string | null)[]) {
    this.#words = words
  }

  beforeDashes(): Arguments {
    const at = this.#words.indexOf('--')
    return at < 0 ? this : new Arguments(this.#words.slice(0, at))
  }

  /** The words that are neither options nor their values, up to `--`. */
  positionals(): (string | null)[] {
    const found: (string | null)[] = []
    for (let index = 0; index < this.#words.length; index += 1) {
      const word = this.#words[index]
      if (word === '--' || word === undefined) break
      if (word === null) found.push(null)
      else if (word.startsWith('-')) {
        if (!word.includes('=') && WITH_VALUE.has(word)) index += 1
      } else if (!word.startsWith('+')) found.push(word)
    }
    return found
  }

  /** Null for a value that only a shell can tell. */
  values(names: readonly string[]): (string | null)[] {
    return this.#words.flatMap((word, index) => {
      if (word === null) return []
      const name = names.find((each) => word === each || word.startsWith(`${each}=`))
      if (name === undefined) return []
      const value = word === name ? this.#words[index + 1] : word.slice(name.length + 1)
      return value === undefined || value === '' ? [] : [value]
    })
  }

  value(names: readonly string[]): string | null | undefined {
    return this.values(names)[0]
  }

  directory(names: readonly string[], dir: string): string | null {
    const value = this.value(names)
    return value === undefined ? null : resolve(dir, value)
  }
}

/** The options of all these tools that take a value in the next word, so that it is no path of a crate. */
const WITH_VALUE = new Set(
  '-t --target -d --out-dir --out-name -s --scope -m --mode --profile --features -F -p --package --manifest-path --target-dir -j --jobs --bin --example --test --bench --color --config -Z --exclude --message-format --artifact-dir --cwd --cargo-cwd --cargo-name -o --output-dir --js --dts --platform-name --dist --public-url --filter --cargo-flags --zig-abi-suffix --package-json-path --config-path --dts-header --const-enum '.split(
    ' ',
  ),
)
function resolve(dir: string, path: string | null): string | null {
  return path === null ? null : resolvePath(dir, path.replaceAll('\\', '/') || '.')
}

function manifestDir(dir: string, manifest: string | null): string | null {
  return resolve(dir, manifest === null ? null : manifest.replace(/(?:^|[/\\])Cargo\.toml$/, ''))
}
