import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkCrateFiles } from './check-crate-files'
import { checkDerivations } from './check-derivations'
import { checkExpressions } from './check-expressions'
import { checkNames } from './check-names'
import { CheckReport } from './check-report'
import { checkSources } from './check-sources'
import { checkHugeFile, checkTrees } from './check-trees'
import { RealNix } from './real-nix'

const USAGE = `usage: check-nix [--seed <number>] [--trees <count>]
  --seed    the first seed; without it one is drawn
  --trees   how many random trees and expressions, by default 1000; of texts, filtered trees and derivations a quarter of that`

/** Compares our archives, store paths, derivations, printed expressions and the files of crates with those of real Nix, on random input. */
async function main(): Promise<void> {
  const { seed, trees } = parseOptions()
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'check-nix-')))
  const report = new CheckReport()
  try {
    const nix = await RealNix.open({ directory: join(directory, 'usual'), isRelocated: false })
    console.log(`${nix.version}, seed ${seed}`)
    const quarter = Math.ceil(trees / 4)
    checkNames(report, nix)
    checkExpressions(report, { nix, directory, seed, count: trees })
    checkTrees(report, { nix, directory, firstSeed: seed, count: trees })
    checkSources(report, { nix, directory, seed, count: quarter })
    checkDerivations(report, { nix, directory, seed, count: quarter })
    checkCrateFiles(report, { nix, directory, seed, count: Math.ceil(quarter / 2) })
    checkHugeFile(report, { nix, directory })

    const elsewhere = await RealNix.open({ directory: join(directory, 'elsewhere'), isRelocated: true })
    console.log(`the same in a store at ${elsewhere.store}`)
    checkTrees(report, { nix: elsewhere, directory, firstSeed: seed + trees, count: Math.ceil(trees / 20) })
    checkSources(report, { nix: elsewhere, directory, seed: seed + trees, count: Math.ceil(trees / 20) })
    checkDerivations(report, { nix: elsewhere, directory, seed: seed + 1, count: Math.ceil(trees / 20) })
  } finally {
    // Nix makes what it adds read-only, directories too.
    execFileSync('chmod', ['-R', 'u+w', directory])
    rmSync(directory, { recursive: true, force: true })
  }
  console.log(`${report.passed} passed, ${report.failed} failed`)
  process.exitCode = report.failed > 0 || report.passed === 0 ? 1 : 0
}

function parseOptions(): { seed: number; trees: number } {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, trees: { type: 'string' } } })
  const seed = Number(values.seed ?? randomInt(2 ** 31))
  const trees = Number(values.trees ?? 1000)
  if (Number.isSafeInteger(seed) && seed >= 0 && Number.isSafeInteger(trees) && trees > 0)
    return { seed, trees }
  console.error(USAGE)
  process.exit(2)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
