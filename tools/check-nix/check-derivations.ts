import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Derivation,
  DerivationHashes,
  derivationName,
  derivationPath,
  parseDerivation,
  printDerivation,
  withOutputPaths,
} from '@nx-crane/nix'
import { Random } from '../kit/random'
import type { CheckReport } from './check-report'
import { randomDerivations, type ToldDerivation } from './random-derivations'
import { writeWrappedTree } from './random-tree'
import type { RealNix } from './real-nix'

export interface DerivationsOptions {
  readonly nix: RealNix
  readonly directory: string
  readonly seed: number
  readonly count: number
}

/** Derivations that Nix has instantiated: reading and printing them, their paths and those of their outputs. */
export function checkDerivations(
  report: CheckReport,
  { nix, directory, seed, count }: DerivationsOptions,
): void {
  const { store } = nix
  const place = join(directory, 'derivations')
  mkdirSync(place)
  const sources = [0, 1, 2].map((index) => join(place, `tree-${index}`))
  sources.forEach((source, index) => {
    writeWrappedTree(source, seed + index)
  })
  const told = randomDerivations(new Random(seed), { count, sources })
  const cases = join(directory, 'derivations.json')
  writeFileSync(cases, JSON.stringify(told))
  const made = nix.evaluate(join(__dirname, 'derivations.nix'), { cases }) as Instantiated[]

  const load = (path: string) => parseDerivation(nix.readStorePath(path), derivationName(path, { store }))
  const hashes = new DerivationHashes(load, { store })
  report.group(
    `derivations, seed ${seed}: ${summary(told)}`,
    made.map(({ derivation: path, outputs }, index) => {
      const text = nix.readStorePath(path).toString()
      const derivation = load(path)
      const paths = hashes.outputPaths(blank(derivation))
      const rebuilt = withOutputPaths(blank(derivation), paths)
      return {
        what: `derivation ${index}: ${text}`,
        ours: tell({
          outputs: (told[index]?.outputs ?? []).map((name) => paths.get(name)?.path ?? ''),
          derivation: derivationPath(rebuilt, { store }).path,
          text: printDerivation(derivation) === text ? text : printDerivation(derivation),
        }),
        theirs: tell({ outputs, derivation: path, text }),
      }
    }),
  )
  rmSync(place, { recursive: true })
}

interface Instantiated {
  readonly derivation: string
  readonly outputs: readonly string[]
}

function tell(facts: Instantiated & { text: string }): string {
  return `${facts.derivation} → ${facts.outputs.join(' ')}\n${facts.text}`
}

/** So that no path can be copied instead of computed. */
function blank(derivation: Derivation): Derivation {
  return withOutputPaths(derivation, new Map())
}

function summary(told: readonly ToldDerivation[]): string {
  const count = (is: (one: ToldDerivation) => boolean) => told.filter(is).length
  const fixed = count(({ plain }) => 'outputHash' in plain)
  const structured = count(({ plain }) => '__structuredAttrs' in plain)
  return `${count(({ outputs }) => outputs.length > 1)} of several outputs, ${fixed} fixed, ${structured} structured`
}
