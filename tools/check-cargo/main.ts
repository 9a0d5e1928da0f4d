import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_OPTIONS } from '../bench/generate/options'
import { writeMonorepo } from '../bench/generate-monorepo'
import { compareWithCargo } from './compare'
import { compareFeatures } from './compare-features'

const REPOSITORY = join(__dirname, '../..')
const FIXTURES = join(REPOSITORY, 'packages/graph/fixtures')

const FIXTURE = { everyManifest: true, ignored: null }
const REAL = { everyManifest: false, ignored: null, refused: false }

/** Fixtures that cargo resolves without a network: fewer would mean that something is wrong with this check. */
const LEAST_RESOLVED = 55

/**
 * Compares our crate graph with `cargo metadata` on all fixtures, on this repository and on generated monorepos, and the
 * features that we say packages are compiled with with cargo's unit graph.
 */
function main(): void {
  // Away from this repository, whose own Cargo workspace would otherwise claim the fixtures.
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'check-cargo-')))
  const results: boolean[] = []
  let resolved = 0
  const checkFeatures = (title: string, root: string) => {
    const differences = compareFeatures(root)
    if (differences === undefined) return
    resolved++
    check(`features, ${title}`, () => differences)
  }
  const check = (title: string, compare: () => string[]) => {
    const differences = compare()
    console.log(differences.length === 0 ? `ok   ${title}` : `DIFF ${title}`)
    for (const difference of differences) console.log(`       ${difference}`)
    results.push(differences.length === 0)
  }
  try {
    for (const fixture of fixtures()) {
      const copy = join(scratch, fixture)
      cpSync(join(FIXTURES, fixture), copy, { recursive: true, verbatimSymlinks: true })
      check(`fixture ${fixture}`, () =>
        compareWithCargo(copy, { ...FIXTURE, refused: fixture.startsWith('invalid') }),
      )
      if (!fixture.startsWith('invalid')) checkFeatures(`fixture ${fixture}`, copy)
    }
    if (existsSync(join(REPOSITORY, 'Cargo.toml'))) {
      check('this repository', () =>
        compareWithCargo(REPOSITORY, { ...REAL, ignored: 'packages/graph/fixtures' }),
      )
      checkFeatures('this repository', REPOSITORY)
    }
    for (const layout of ['mixed', 'split'] as const) {
      const out = join(scratch, `generated-${layout}`)
      writeMonorepo(out, { ...DEFAULT_OPTIONS, crates: 300, packages: 20, wasm: 10, seed: 7, layout })
      check(`generated, 300 crates, ${layout}`, () => compareWithCargo(out, REAL))
    }
    for (const repository of process.argv.slice(2)) {
      check(repository, () => compareWithCargo(realpathSync(repository), REAL))
    }
    check(`features of ${resolved} workspaces, at least ${LEAST_RESOLVED}`, () =>
      resolved < LEAST_RESOLVED ? ['too few'] : [],
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const failed = results.filter((passed) => !passed).length
  console.log(`${results.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

/** Every directory with a manifest somewhere, one or two levels deep: `name` or `group/name`. */
function fixtures(): string[] {
  if (!existsSync(FIXTURES)) return []
  return readdirSync(FIXTURES)
    .flatMap((name) => {
      if (name === 'invalid') return readdirSync(join(FIXTURES, name)).map((below) => join(name, below))
      return [name]
    })
    .sort()
}

main()
