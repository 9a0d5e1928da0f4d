import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostileName } from '../kit/hostile-name'
import { Random } from '../kit/random'

const DEEPEST = 61
/** Sizes around which padding, blocks and chunks end. */
const SIZES = [0, 1, 7, 8, 9, 15, 16, 4095, 4096, 61_440, 65_535, 65_536, 65_537]
const LARGE = [1_048_575, 1_048_576, 1_048_577, 3_000_001]
/** `rw` for the owner is always there: Nix must be able to read it, and the test to remove it. */
const MODES = [0o600, 0o644, 0o664, 0o611, 0o700, 0o755, 0o744, 0o777, 0o4755]
const LINKS = ['', 'a', '../..', '/', '/nonexistent/ü', '.', 'x'.repeat(900), '漢字/../😀', ' ', '\n']

/**
 * Writes the tree of a seed at `place`: directories, empty ones too, files of every size and mode, links to anything, with
 * hostile names. Now and then it is a single file or link, or very deep.
 */
export function writeRandomTree(place: string, seed: number): void {
  const random = new Random(seed)
  const root = Buffer.from(place)
  if (random.chance(0.03)) writeFile(root, random)
  else if (random.chance(0.02)) writeLink(root, random)
  else writeDirectory(root, { random, depth: 0, budget: { entries: random.between(0, 24) } })
}

interface Growth {
  readonly random: Random
  readonly depth: number
  /** What is left for the whole tree. */
  readonly budget: { entries: number }
}

function writeDirectory(place: Buffer, growth: Growth): void {
  const { random, depth, budget } = growth
  mkdirSync(place)
  const names = new Map<string, Buffer>()
  const wanted = Math.min(budget.entries, random.between(0, depth === 0 ? 12 : 5))
  budget.entries -= wanted
  for (let count = 0; count < wanted; count++) {
    const name = hostileName(random)
    names.set(name.toString('hex'), name)
  }
  for (const name of names.values()) {
    const below = Buffer.concat([place, Buffer.from('/'), name])
    if (random.chance(0.35)) writeDirectory(below, { ...growth, depth: depth + 1 })
    else if (random.chance(0.2)) writeLink(below, random)
    else writeFile(below, random)
  }
  if (depth === 0 && random.chance(0.02)) writeChain(place, random)
}

/** Directories in directories, as deep as Nix allows since 2.34; before, only the system set a limit. */
function writeChain(place: Buffer, random: Random): void {
  let deepest = place.toString()
  for (let depth = random.between(20, DEEPEST); depth > 0; depth--) {
    deepest += '/d'
    mkdirSync(deepest)
  }
  writeFile(Buffer.from(`${deepest}/f`), random)
}

function writeLink(place: Buffer, random: Random): void {
  // No system has links to nothing.
  symlinkSync(random.pick(LINKS) || hostileName(random), place)
}

function writeFile(place: Buffer, random: Random): void {
  const sizes = random.chance(0.01) ? LARGE : SIZES
  const size = random.chance(0.5) ? random.between(0, 300) : (random.pick(sizes) ?? 0)
  const contents = Buffer.alloc(size)
  for (let at = 0; at < size; at += at < 512 ? 1 : 61) contents[at] = random.between(0, 255)
  writeFileSync(place, contents)
  chmodSync(place, random.pick(MODES) ?? 0o644)
}

/** The same as the only thing in a directory: where Nix would follow the tree if it is a link. */
export function writeWrappedTree(place: string, seed: number): void {
  mkdirSync(place)
  writeRandomTree(`${place}/tree`, seed)
}
