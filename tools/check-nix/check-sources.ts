import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NarSourceEntry, narHash, readNarSource, sourcePath, textPath } from '@nx-crane/nix'
import { hostileText } from '../kit/hostile-name'
import { Random } from '../kit/random'
import type { CheckReport } from './check-report'
import { writeWrappedTree } from './random-tree'
import type { RealNix } from './real-nix'

export interface SourcesOptions {
  readonly nix: RealNix
  readonly directory: string
  readonly seed: number
  readonly count: number
}

/** `builtins.path` with a filter, and `builtins.toFile` with references. */
export function checkSources(report: CheckReport, { nix, directory, seed, count }: SourcesOptions): void {
  const place = join(directory, 'sources')
  mkdirSync(place)
  const trees = Array.from({ length: count }, (_, index) => join(place, `tree-${index}`))
  trees.forEach((tree, index) => {
    writeWrappedTree(tree, seed + index)
  })
  const texts = randomTexts(new Random(seed), count)
  const cases = join(directory, 'sources.json')
  writeFileSync(cases, JSON.stringify({ trees, texts }))
  const theirs = nix.evaluate(join(__dirname, 'sources.nix'), { cases }) as {
    filtered: string[]
    texts: string[]
  }

  report.group(
    `filtered trees, seeds ${seed} to ${seed + count - 1}`,
    trees.map((tree, index) => {
      const hash = narHash(readNarSource(tree, { filter: isKept }))
      const ours = sourcePath(hash, 'filtered', { store: nix.store }).path
      return { what: tree, ours, theirs: theirs.filtered[index] }
    }),
  )
  const known: string[] = []
  for (const { name, contents, references } of texts) {
    const paths = references.map((index) => known[index] ?? '')
    known.push(textPath(contents + paths.join('\n'), name, { references: paths, store: nix.store }).path)
  }
  report.group(
    `texts, seed ${seed}`,
    known.map((ours, index) => ({ what: JSON.stringify(texts[index]), ours, theirs: theirs.texts[index] })),
  )
  rmSync(place, { recursive: true })
}

/** The filter of sources.nix. */
function isKept({ kind, name }: NarSourceEntry): boolean {
  return kind !== 'symlink' && (name.length & 3) !== 0
}

interface RandomText {
  readonly name: string
  readonly contents: string
  /** Texts before this one. */
  readonly references: readonly number[]
}

function randomTexts(random: Random, count: number): RandomText[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `text-${index}`,
    contents: hostileText(random, random.between(0, 200)),
    references: index === 0 ? [] : random.sample([...Array(index).keys()], random.between(0, 4)),
  }))
}
