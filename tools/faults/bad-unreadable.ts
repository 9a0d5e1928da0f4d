import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { rustcVersion } from '../../packages/cargo/src/cli/toolchain'

/** Who has no rights of their own. */
const NOBODY = 65534

export interface ChildResult {
  readonly step: string
  readonly text: string
  /** What was thrown, with its stack; null where nothing was. */
  readonly thrown: string | null
  /** The class of what was thrown. */
  readonly name: string | null
  readonly byProject: ReadonlyMap<string, string>
}

/** Runs the steps in processes of a user who is not root, for whom mode 000 counts. Only root can become that user; another user is one. */
export class UnprivilegedSteps {
  readonly #home: string

  constructor() {
    this.#home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-nobody-')))
    chmodSync(this.#home, 0o755)
    const dist = join(this.#home, 'lib/dist')
    buildSync({
      entryPoints: [join(__dirname, 'bad-child.ts')],
      outfile: join(dist, 'bad-child.cjs'),
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      target: 'node20',
      external: ['@nx/*', 'nx', 'vite', 'esbuild'],
      logLevel: 'error',
      define: { NX_CRANE_NIX_LIBRARY: '{}', NX_CRANE_BUILD_ID: '"trial"' },
    })
    mkdirSync(join(this.#home, 'lib/node_modules/nx-crane'), { recursive: true })
    writeFileSync(join(this.#home, 'lib/node_modules/nx-crane/package.json'), '{"version": "0.1.0"}')
    // The compiler of root's home is none for others: one that says what that says.
    mkdirSync(join(this.#home, 'bin'))
    const version = rustcVersion(this.#home)
    writeFileSync(join(this.#home, 'bin/rustc'), `#!/bin/sh\ncat <<'END'\n${version}\nEND\n`, { mode: 0o755 })
    mkdirSync(join(this.#home, 'home'), { mode: 0o777 })
  }

  run(root: string): ChildResult[] {
    const printed = execFileSync(process.execPath, [join(this.#home, 'lib/dist/bad-child.cjs'), root], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: `${join(this.#home, 'bin')}:/usr/bin:/bin`, HOME: join(this.#home, 'home') },
      ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
    })
    const results = JSON.parse(printed) as (ChildResult & { byProject: [string, string][] })[]
    return results.map((result) => ({ ...result, byProject: new Map(result.byProject) }))
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true, force: true })
  }
}

/** Gives the directory and all in it to the user that the steps run as. */
export function giveToNobody(path: string): void {
  if (process.getuid?.() !== 0) return
  chownSync(path, NOBODY, NOBODY)
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath, entry.name), NOBODY, NOBODY)
  }
}

