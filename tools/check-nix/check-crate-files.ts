import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type CrateDirectory, crateContents, readSourceTree } from '@nx-crane/cargo'
import { Random } from '../kit/random'
import type { CheckReport } from './check-report'
import type { RealNix } from './real-nix'

export interface CrateFilesOptions {
  readonly nix: RealNix
  readonly directory: string
  readonly seed: number
  readonly count: number
}

const LIBRARY = join(__dirname, '../../packages/crane/nix/lib/crate-files.nix')

/** Which files of a directory belong to a crate: ours of random trees, and what the Nix library takes. */
export function checkCrateFiles(
  report: CheckReport,
  { nix, directory, seed, count }: CrateFilesOptions,
): void {
  const place = join(directory, 'crates')
  const crates = Array.from({ length: count }, (_, index) =>
    writeCrate(join(place, `${index}`), seed + index),
  )
  const cases = join(directory, 'crates.json')
  writeFileSync(cases, JSON.stringify({ library: LIBRARY, crates }))
  const theirs = nix.evaluate(join(__dirname, 'crate-files.nix'), { cases }) as readonly Lists[]
  report.group(
    `files of crates, seeds ${seed} to ${seed + count - 1}`,
    crates.map((crate, index) => ({
      what: crate.root,
      ours: JSON.stringify(ourLists(crate)),
      theirs: JSON.stringify(sorted(theirs[index] ?? NOTHING)),
    })),
  )
  rmSync(place, { recursive: true })
}

interface Lists {
  readonly built: readonly string[]
  readonly tested: readonly string[]
  /** What is written in Rust. */
  readonly sources: readonly string[]
}

const NOTHING: Lists = { built: [], tested: [], sources: [] }

interface RandomCrate {
  readonly name: 'crate'
  readonly root: string
  readonly dir: string
  readonly nestedDirs: readonly string[]
  readonly ignored: readonly string[]
}

function ourLists({ root, dir, nestedDirs, ignored }: RandomCrate): Lists {
  const tree = readSourceTree(root)
  const others = new Set([...nestedDirs, ...ignored])
  const crate: CrateDirectory = { dir, list: (path) => tree.list(path), isOther: (path) => others.has(path) }
  const below = (path: string) => (dir === '' ? path : path.slice(dir.length + 1))
  const built = crateContents(crate, 'built').map(below)
  const tested = crateContents(crate, 'tested').map(below)
  return sorted({ built, tested, sources: tested.filter((path) => path.endsWith('.rs')) })
}

/** In the order of code units, which is not that in which Nix lists. */
function sorted({ built, tested, sources }: Lists): Lists {
  return { built: built.toSorted(), tested: tested.toSorted(), sources: sources.toSorted() }
}

const STEMS = [
  ...['src', 'tests', 'benches', 'examples', 'target', 'node_modules', 'pkg', 'dist', 'cargo', 'doc', 'docs'],
  ...[
    'readme',
    'license',
    'licence',
    'licenses',
    'changelog',
    'changes',
    'history',
    'security',
    'notice',
    'authors',
  ],
  ...[
    'contributing',
    'copying',
    'code_of_conduct',
    'unlicense',
    'nested',
    'data',
    'lib',
    'main',
    'notes',
    '.hidden',
  ],
]
const ENDINGS = ['', '', '', '.rs', '.rs', '.md', '.MD', '.markdown', '.txt', '-mit', '.d', '_x', '.rs.bak']
const NAMES = ['Cargo.toml', 'Cargo.lock', 'package.json', 'CACHEDIR.TAG', 'cargo.toml']

function writeCrate(root: string, seed: number): RandomCrate {
  const random = new Random(seed)
  const dir = random.pick(['', 'crates/a', 'docs']) ?? ''
  const dirs = [dir]
  const files: string[] = []
  for (let count = random.between(5, 40); count > 0; count--) {
    const parent = random.pick(dirs) ?? dir
    const path = parent === '' ? randomName(random) : `${parent}/${randomName(random)}`
    if (files.includes(path) || dirs.includes(path)) continue
    if (random.between(0, 2) === 0 && !NAMES.includes(basename(path))) dirs.push(path)
    else files.push(path)
  }
  for (const each of dirs) mkdirSync(join(root, each), { recursive: true })
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), '')
  }
  const some = (paths: readonly string[]) => paths.filter(() => random.between(0, 9) === 0)
  return {
    name: 'crate',
    root,
    dir,
    nestedDirs: some(dirs.slice(1)),
    ignored: some([...files, ...dirs.slice(1)]),
  }
}

function randomName(random: Random): string {
  if (random.between(0, 5) === 0) return random.pick(NAMES) ?? ''
  const stem = random.pick(STEMS) ?? ''
  const cased = random.pick([stem, stem, stem.toUpperCase(), stem.slice(0, 1).toUpperCase() + stem.slice(1)])
  return `${cased}${random.pick(ENDINGS)}`
}
