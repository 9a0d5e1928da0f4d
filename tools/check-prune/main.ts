import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { VENDORED_CRATES } from '../../packages/graph/test-kit/vendored-crates'
import { writeVendoredCrates } from '../../packages/graph/test-kit/write-vendored-crates'
import { comparePart, runCargo } from './compare-part'
import { writeGitPackages } from './git-packages'
import { writeRandomWorkspace } from './random-workspace'
import { repositoryCrates } from './repository-crates'

/**
 * Prunes random workspaces to each of their crates: cargo must take the part with --locked, see in it what it sees in the whole, and
 * build it, its dependencies first. With paths, prunes these repositories instead: their crates must have been fetched.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '8' },
      'build-each': { type: 'string', default: '6' },
      keep: { type: 'boolean', default: false },
    },
  })
  const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index)
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'check-prune-')))
  const check = new PartsCheck(scratch, Number(values['build-each']))
  try {
    if (positionals.length > 0) for (const path of positionals) check.repository(realpathSync(path))
    else for (const seed of seeds) check.random(seed)
  } finally {
    if (values.keep) console.log(scratch)
    else rmSync(scratch, { recursive: true, force: true })
  }
  console.log(`${check.parts} parts`)
  console.log(`${check.passed} passed, ${check.failed} failed`)
  // Fewer than half would mean that something is wrong with what is drawn.
  const isTooFew = positionals.length === 0 && check.passed < seeds.length / 2
  process.exitCode = check.failed > 0 || isTooFew ? 1 : 0
}

class PartsCheck {
  parts = 0
  passed = 0
  failed = 0
  readonly #scratch: string
  readonly #buildEach: number
  readonly #vendored: string
  readonly #git: string

  constructor(scratch: string, buildEach: number) {
    this.#scratch = scratch
    this.#buildEach = buildEach
    this.#vendored = writeVendoredCrates(scratch, VENDORED_CRATES).cargoHome
    this.#git = writeGitPackages(join(scratch, 'git-packages'))
  }

  random(seed: number): void {
    const root = join(this.#scratch, `workspace-${seed}`)
    const { crates } = writeRandomWorkspace(root, { seed, git: this.#git })
    const cargoHome = this.#vendored
    // Not every draw is a workspace: features may be missing, or dependencies go in circles.
    const isSound = [...new Set(crates.map(({ workspace }) => workspace))].every(
      (workspace) =>
        // The registry is a directory; what is not there yet is the git repository.
        runCargo(join(root, workspace), ['generate-lockfile'], cargoHome).status === 0,
    )
    if (!isSound) return
    this.#compare(`random workspace --seed ${seed}`, { root, crates, cargoHome, seed })
  }

  repository(root: string): void {
    const { crates, cargoHome } = repositoryCrates(root)
    this.#compare(root, { root, crates, cargoHome, seed: 0 })
  }

  #compare(
    title: string,
    {
      root,
      crates,
      cargoHome,
      seed,
    }: {
      readonly root: string
      readonly crates: readonly { readonly name: string; readonly dir: string }[]
      readonly cargoHome: string
      readonly seed: number
    },
  ): void {
    const faults = crates.flatMap(({ name, dir }, index) => {
      this.parts += 1
      const builds = (seed + index) % this.#buildEach === 0
      const isUnknowing = (seed + index) % 3 === 0
      const out = join(this.#scratch, 'part')
      const found = comparePart({ root, dir, name, out, cargoHome, builds, isUnknowing })
      return found.map((fault) => `${name}${isUnknowing ? ', unknowing' : ''}: ${fault}`)
    })
    if (faults.length === 0) this.passed += 1
    else this.failed += 1
    if (faults.length > 0) console.log(`DIFF ${title}\n${faults.join('\n')}`)
  }
}

main()
