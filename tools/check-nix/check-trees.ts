import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  fixedOutputPath,
  type HashAlgorithm,
  narChunks,
  narHash,
  printSri,
  readNarSource,
  sourcePath,
} from '@nx-crane/nix'
import type { CheckReport, Comparison } from './check-report'
import { writeRandomTree } from './random-tree'
import type { RealNix } from './real-nix'

/** Trees that one process of Nix is given at once. */
const BATCH = 100

export interface TreesOptions {
  readonly nix: RealNix
  readonly directory: string
  readonly firstSeed: number
  readonly count: number
}

/** Archives, their hashes, and the store paths of trees by every way that Nix has to add one. */
export function checkTrees(report: CheckReport, { nix, directory, firstSeed, count }: TreesOptions): void {
  for (let from = 0; from < count; from += BATCH) {
    const seeds = Array.from(
      { length: Math.min(BATCH, count - from) },
      (_, index) => firstSeed + from + index,
    )
    const place = join(directory, `trees-${from}`)
    mkdirSync(place)
    const trees = seeds.map((seed) => join(place, `tree-${seed}`))
    seeds.forEach((seed, index) => {
      writeRandomTree(trees[index] ?? '', seed)
    })
    report.group(`trees, seeds ${seeds[0]} to ${seeds.at(-1)}`, compareTrees(nix, trees))
    report.group(
      '  added with other hashes',
      ALGORITHMS.flatMap((algorithm) => compareFixed(nix, trees, algorithm)),
    )
    report.group(
      '  dumped',
      trees.slice(0, 4).map((tree) => compareDump(nix, tree)),
    )
    rmSync(place, { recursive: true })
  }
}

/** A file that fits into no buffer; it takes no room on the disk. */
export function checkHugeFile(
  report: CheckReport,
  { nix, directory }: { nix: RealNix; directory: string },
): void {
  const file = join(directory, 'huge')
  writeFileSync(file, 'begin')
  truncateSync(file, 2 ** 31 + 1001)
  report.group('a file above 2 GiB', [
    { what: file, ours: printSri(narHash(readNarSource(file))), theirs: nix.hashPaths([file])[0] },
  ])
  rmSync(file)
}

function compareTrees(nix: RealNix, trees: readonly string[]): Comparison[] {
  const hashes = nix.hashPaths(trees)
  const paths = nix.add(trees)
  return trees.map((tree, index) => {
    const hash = narHash(readNarSource(tree))
    const { path } = sourcePath(hash, basename(tree), { store: nix.store })
    return { what: tree, ours: `${printSri(hash)} ${path}`, theirs: `${hashes[index]} ${paths[index]}` }
  })
}

const ALGORITHMS: readonly HashAlgorithm[] = ['md5', 'sha1', 'sha256', 'sha512']

function compareFixed(nix: RealNix, all: readonly string[], algorithm: HashAlgorithm): Comparison[] {
  const trees = all.slice(0, 5)
  const files = trees.map((tree) => {
    const contents = `${basename(tree)} as a file`
    writeFileSync(`${tree}.file`, contents)
    return { path: `${tree}.file`, hash: createHash(algorithm).update(contents).digest() }
  })
  const paths = files.map(({ path }) => path)
  const recursive = nix.addFixed(algorithm, { recursive: true, paths: trees })
  const flat = nix.addFixed(algorithm, { recursive: false, paths })
  const ours = (method: 'flat' | 'recursive', path: string, hash: Uint8Array) =>
    fixedOutputPath({ method, algorithm, hash }, basename(path), { store: nix.store }).path
  return [
    ...trees.map((tree, index) => ({
      what: `${tree} as r:${algorithm}`,
      ours: ours('recursive', tree, narHash(readNarSource(tree), algorithm)),
      theirs: recursive[index],
    })),
    ...files.map(({ path, hash }, index) => ({
      what: `${path} as ${algorithm}`,
      ours: ours('flat', path, hash),
      theirs: flat[index],
    })),
  ]
}

function compareDump(nix: RealNix, tree: string): Comparison {
  const ours = Buffer.concat([...narChunks(readNarSource(tree))])
  const theirs = nix.dump(tree)
  const told = (bytes: Buffer) => `${bytes.length} bytes`
  if (ours.equals(theirs)) return { what: tree, ours: told(ours), theirs: told(theirs) }
  const at = ours.findIndex((byte, index) => byte !== theirs[index])
  return { what: tree, ours: `${told(ours)}, another one at ${at}`, theirs: told(theirs) }
}
