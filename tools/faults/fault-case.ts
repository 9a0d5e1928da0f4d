import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import { type Contained, type Kill, runContained } from './contained-program'
import { leftoversBelow } from './leftovers'
import { type Listing, listingDifferences, listingOf } from './listing'
import type { Surroundings } from './piece'

const NPM =
  (process.env.PATH ?? '')
    .split(':')
    .map((directory) => join(directory, 'npm'))
    .find(existsSync) ?? 'npm'

/** Longer than anything takes here on a busy machine; what needs longer hangs. */
const LIMIT = 60_000

export interface CaseRun {
  readonly env?: NodeJS.ProcessEnv
  readonly limit?: number
  /** The repository, if nothing is said. */
  readonly cwd?: string
  /** What it has started may go on. */
  readonly leave?: boolean
  readonly kill?: Kill
  /** What the program is started with: `setpriv …`. */
  readonly through?: readonly string[]
}

/**
 * A repository in a directory of its own, beside what must never be touched: `repository`, `outside`, `home` and `tmp`.
 * A program named `canary` is on PATH, and leaves a file when anybody runs it.
 */
export class FaultCase implements Disposable {
  /** Short: below it lie sockets, whose paths may have 108 bytes. */
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'nxf-')))
  readonly root = join(this.directory, 'repository')
  readonly outside = join(this.directory, 'outside')
  readonly home = join(this.directory, 'home')
  readonly temporary = join(this.directory, 'tmp')
  /** Not in `outside`, where it would count as touched. */
  readonly #canary = join(this.directory, 'canary-was-run')
  readonly #surroundings: Surroundings
  #untouched: Listing = new Map()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
    for (const directory of [this.root, this.outside, this.home, this.temporary]) mkdirSync(directory)
    this.#writeOutside()
    this.#writePrograms()
  }

  /** What `nx-crane` does, as it is published. */
  command(args: readonly string[], run: CaseRun = {}): Promise<Contained> {
    return this.node([join(this.#surroundings.plugin.directory, 'dist/bin.js'), ...args], run)
  }

  nx(args: readonly string[], run: CaseRun = {}): Promise<Contained> {
    return this.node([join(this.root, 'node_modules/nx/dist/bin/nx.js'), ...args], run)
  }

  node(
    args: readonly string[],
    { env = {}, limit = LIMIT, through = [], cwd = this.root, ...run }: CaseRun = {},
  ): Promise<Contained> {
    return runContained([...through, process.execPath, ...args], {
      ...run,
      cwd,
      env: { ...this.environment(), ...env },
      limit,
    })
  }

  /** Puts the wasm-bindgen that setup has installed into this case's cache: nothing is fetched. */
  keepWasmBindgen(): void {
    const installed = join(cacheDirectory(), 'wasm-bindgen')
    if (existsSync(installed))
      cpSync(installed, join(this.home, '.cache/nx-crane/wasm-bindgen'), { recursive: true })
  }

  /** Remembers everything beside the repository as what must stay as it is. */
  seal(): void {
    this.#untouched = this.#beside()
  }

  /** What has changed beside the repository since it was sealed, a line each; our own cache left out. */
  touched(): string[] {
    return listingDifferences(this.#untouched, this.#beside())
  }

  /** What the canary was told when somebody ran it, or null; then forgotten. */
  takeCanary(): string | null {
    if (!existsSync(this.#canary)) return null
    const told = readFileSync(this.#canary, 'utf8').trim()
    rmSync(this.#canary)
    return told
  }

  /** Files that were to be renamed or removed, in the repository, our cache and the directory for temporary files. */
  leftovers(): string[] {
    const cache = join(this.home, '.cache/nx-crane')
    return [
      ...leftoversBelow(this.root),
      ...leftoversBelow(cache).map((path) => `~/.cache/nx-crane/${path}`),
      ...leftoversBelow(this.temporary).map((path) => `$TMPDIR/${path}`),
    ]
  }

  /** The caller's environment without what would reach into the case; everything that is kept stays inside it. */
  environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|npm_|XDG_|CI$|CARGO_TARGET_DIR$|NODE_OPTIONS$)/.test(name),
    )
    return {
      ...Object.fromEntries(inherited),
      HOME: this.home,
      TMPDIR: this.temporary,
      CARGO_HOME: process.env.CARGO_HOME ?? join(homedir(), '.cargo'),
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
      CARGO_NET_OFFLINE: 'true',
      PATH: `${join(this.directory, 'programs')}:${process.env.PATH}`,
      NODE_COMPILE_CACHE: join(this.#surroundings.scratch, 'compiled'),
      // It keeps a log of each script that it runs.
      npm_config_cache: join(this.temporary, 'npm'),
      GIT_CONFIG_NOSYSTEM: '1',
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
      NX_INTERACTIVE: 'false',
      NX_CRANE_BUILDER: 'cargo',
      NO_COLOR: '1',
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  }

  #beside(): Listing {
    const ours = /^(repository|tmp|canary-was-run|saved|fresh|s|home\/\.cache\/nx-crane)$/
    const listing = new Map(listingOf(this.directory, { without: (path) => ours.test(path) }))
    // Where nothing of ours is kept, a file that was there for a moment is seen by the time of its directory.
    for (const [path, line] of listingOf(this.outside, { times: true })) listing.set(`outside/${path}`, line)
    return listing
  }

  /** Files of the kinds that links in hostile repositories lead to. */
  #writeOutside(): void {
    const files = {
      'precious.txt': 'nobody may lose this\n',
      'key/id_rsa': 'a private key\n',
      'dist/cargo/tool': 'somebody else’s program\n',
      'dist/index.html': '<p>a page</p>\n',
      'nix/overrides.nix': '{ }\n',
      'nix/nx-crane/crates.nix': '{ }\n',
      'pkg/package.json': '{ "name": "other" }\n',
      'project/nx.json': '{}\n',
      'project/package.json': '{ "name": "elsewhere" }\n',
      'project/Cargo.toml': '[package]\nname = "elsewhere"\nversion = "1.0.0"\n',
      'project/src/lib.rs': '\n',
      'cache/keys/one': 'a key\n',
      'empty/.keep': '',
      'old.tmp': 'named like a temporary file, and not ours\n',
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.outside, path, '..'), { recursive: true })
      writeFileSync(join(this.outside, path), text)
    }
  }

  /** A canary, and an npm that only runs scripts: nothing is installed, and no registry is asked. */
  #writePrograms(): void {
    const programs = join(this.directory, 'programs')
    mkdirSync(programs)
    const canary = `#!/bin/sh\necho "$*" >> '${this.#canary}'\n`
    for (const [name, text] of [
      ['canary', canary],
      ['npm', `#!/bin/sh\ncase "$1" in run*) exec '${NPM}' "$@" ;; esac\nexit 1\n`],
    ] as const) {
      writeFileSync(join(programs, name), text)
      chmodSync(join(programs, name), 0o755)
    }
  }
}
