import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeInputs } from '../sandboxed-nix/flake-inputs'
import { surveyHost } from '../sandboxed-nix/host'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import { seedCrates } from '../sandboxed-nix/seed-crates'
import { nixObstacle } from '../setup/nix.mjs'

/** Real Nix with an empty store, which builds the flake of a workspace in its sandbox. */
export class NixStore {
  readonly nix: SandboxedNix
  readonly #directory: string

  /** @param root of the workspace, absolute */
  static async open({ root }: { readonly root: string }): Promise<NixStore> {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-e2e-nix-')))
    const host = surveyHost()
    const inputs = writeInputs(join(directory, 'inputs'), { host })
    const nix = await SandboxedNix.open({ directory, host, inputs })
    seedCrates(nix, { workspace: root, staging: join(directory, 'crates') })
    return new NixStore(nix, directory)
  }

  private constructor(nix: SandboxedNix, directory: string) {
    this.nix = nix
    this.#directory = directory
  }

  /** To be laid over the environment of Nx. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.nix.env, NX_CRANE_BUILDER: 'nix' }
  }

  /** The same for a run in which nothing can be built: what the store does not hold fails. */
  get envWithoutBuilds(): Readonly<Record<string, string>> {
    return { ...this.env, NIX_CONFIG: `${this.nix.env.NIX_CONFIG ?? ''}\nmax-jobs = 0\n` }
  }

  /** The same for another machine, whose store is empty. */
  emptyMachine(name: string): Readonly<Record<string, string>> {
    const root = join(this.#directory, name)
    mkdirSync(root)
    return { ...this.envWithoutBuilds, NIX_REMOTE: root, NIX_CACHE_HOME: `${root}-cache` }
  }

  /** The same, where the store's files cannot be read on this disk, as far as we know: then Nix gives them. */
  get envThroughNix(): Readonly<Record<string, string>> {
    return { ...this.envWithoutBuilds, NIX_REMOTE: `local?root=${this.place('')}&path-info-cache-size=1024` }
  }

  /** Where a file of a store path lies on the disk. */
  place(storePath: string): string {
    return join(this.#directory, 'root', storePath)
  }

  /** How many processes of builds there are; after a while, if that many are not there at once. */
  async builders(expected: 'some' | 'none'): Promise<number> {
    const isThere = () => this.#builders().length > 0 === (expected === 'some')
    for (let tries = 0; tries < 150 && !isThere(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100))
    return this.#builders().length
  }

  /** Their file systems are put together from parts of the store's directory. */
  #builders(): string[] {
    return readdirSync('/proc').filter((id) => {
      try {
        return readFileSync(`/proc/${id}/mountinfo`, 'utf8').includes(this.#directory)
      } catch {
        return false // no process, or none of ours
      }
    })
  }

  dispose(): void {
    // Nix makes what is in its store read-only, directories too.
    execFileSync('chmod', ['-R', 'u+w', this.#directory])
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

/** Why this machine cannot build with Nix, or null. */
export async function nixStoreObstacle(): Promise<string | null> {
  if (process.platform !== 'linux') return 'the sandbox with programs of this machine is made for Linux'
  return nixObstacle() ?? null
}
