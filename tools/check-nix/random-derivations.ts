import { createHash } from 'node:crypto'
import { hostileText } from '../kit/hostile-name'
import type { Random } from '../kit/random'

/** A derivation as derivations.nix reads it. */
export interface ToldDerivation {
  readonly name: string
  readonly system: string
  readonly outputs: readonly string[]
  readonly builder: readonly Piece[]
  readonly args: readonly (readonly Piece[])[]
  readonly environment: Readonly<Record<string, readonly Piece[]>>
  /** Attributes that Nix itself reads, and structured ones. */
  readonly plain: Readonly<Record<string, unknown>>
}

export type Piece =
  | { readonly text: string }
  | { readonly derivation: number; readonly output: string }
  /** The path of a derivation itself: all that it needs becomes an input. */
  | { readonly closure: number }
  | { readonly file: string }
  | { readonly source: string }

export interface RandomDerivationsOptions {
  readonly count: number
  /** Trees on the disk. */
  readonly sources: readonly string[]
}

/** Derivations that use each other, those before them: with several outputs, fixed ones, and structured attributes. */
export function randomDerivations(random: Random, options: RandomDerivationsOptions): ToldDerivation[] {
  const told: ToldDerivation[] = []
  while (told.length < options.count) told.push(randomDerivation(random, told, options.sources))
  return told
}

function randomDerivation(random: Random, before: readonly ToldDerivation[], sources: readonly string[]) {
  const isFixed = random.chance(0.25)
  const pieces = (most: number) =>
    Array.from({ length: random.between(0, most) }, () => randomPiece(random, before, sources))
  const environment = Object.fromEntries(
    Array.from({ length: random.between(0, 8) }, () => [variableName(random), pieces(3)]),
  )
  return {
    name: `${random.pick(['crate', 'a+b', '.hidden', 'x_y?z=1'])}-${random.between(0, 99)}.${random.between(0, 9)}`,
    system: random.pick(['x86_64-linux', 'aarch64-darwin', 'builtin']) ?? '',
    outputs: isFixed ? ['out'] : (random.pick(OUTPUTS) ?? []),
    builder: random.chance(0.7) ? [{ text: '/bin/sh' }] : [{ text: '/' }, ...pieces(2)],
    args: Array.from({ length: random.between(0, 4) }, () => pieces(2)),
    environment,
    plain: isFixed ? fixedAttributes(random) : random.chance(0.2) ? structuredAttributes(random) : {},
  }
}

const OUTPUTS = [
  ['out'],
  ['out'],
  ['out'],
  ['out', 'dev'],
  ['lib', 'out', 'dev', 'a1'],
  ['dev'],
  ['dev', 'bin'],
]

/** JavaScript's own names among them. Nix's own, like `name`, mean something else. */
const VARIABLES = [
  '__proto__',
  'constructor',
  'PATH',
  'a b',
  'a"b',
  'a\\b',
  'ключ',
  '😀',
  '\uff5e',
  '1',
  '10',
  '9',
  'src',
]

function variableName(random: Random): string {
  return random.chance(0.6) ? (random.pick(VARIABLES) ?? '') : `v${hostileText(random, random.between(1, 4))}`
}

function randomPiece(random: Random, before: readonly ToldDerivation[], sources: readonly string[]): Piece {
  const derivation = random.between(0, before.length - 1)
  const output = random.pick(before[derivation]?.outputs ?? [])
  if (output !== undefined && random.chance(0.5)) return { derivation, output }
  if (output !== undefined && random.chance(0.05)) return { closure: derivation }
  if (random.chance(0.15)) return { file: hostileText(random, 5) }
  const source = random.chance(0.15) ? random.pick(sources) : undefined
  return source === undefined ? { text: hostileText(random, random.between(0, 60)) } : { source }
}

function fixedAttributes(random: Random): Record<string, unknown> {
  const algorithm = random.pick(['sha256', 'sha256', 'sha1', 'sha512', 'md5']) ?? ''
  // Few of them: derivations that fetch the same thing in different ways are one input.
  const digest = createHash(algorithm).update(String(random.between(0, 5)))
  return {
    outputHashMode: random.pick(['flat', 'recursive']),
    ...(random.chance(0.5)
      ? { outputHash: `${algorithm}-${digest.digest('base64')}` }
      : { outputHash: digest.digest('hex'), outputHashAlgo: algorithm }),
  }
}

function structuredAttributes(random: Random): Record<string, unknown> {
  return {
    __structuredAttrs: true,
    nested: { list: [1, null, true, hostileText(random, 5)], [hostileText(random, 3)]: { deep: 'ü"\\\n' } },
    outputChecks: { out: { maxSize: 10 } },
  }
}
