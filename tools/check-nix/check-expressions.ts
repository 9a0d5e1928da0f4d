import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attrs, bool, type Expression, float, int, list, NULL, printExpression, str } from '@nx-crane/nix'
import { hostileText } from '../kit/hostile-name'
import { Random } from '../kit/random'
import type { CheckReport } from './check-report'
import type { RealNix } from './real-nix'

type Value = string | number | boolean | null | readonly Value[] | Map<string, Value>

export interface CheckExpressionsOptions {
  readonly nix: RealNix
  /** Where the expression file is written. */
  readonly directory: string
  readonly seed: number
  readonly count: number
}

/** What Nix reads from a printed value is the value. */
export function checkExpressions(
  report: CheckReport,
  { nix, directory, seed, count }: CheckExpressionsOptions,
): void {
  const values = Array.from({ length: count }, (_, index) => randomValue(new Random(seed + index), 3))
  const file = join(directory, `expressions-${seed}.nix`)
  writeFileSync(file, `${printExpression(list(values.map(toExpression)))}\n`)
  const read = nix.evaluate(file, {}) as unknown[]
  report.group(
    'expressions',
    values.map((value, index) => ({
      what: `seed ${seed + index}`,
      ours: canonical(value),
      theirs: canonical(fromJson(read[index])),
    })),
  )
}

/** Nix does not know all of these by their looks alone: keywords, numbers, interpolations, quotes. */
const SPECIAL = [
  'let',
  'or',
  'inherit',
  'a.b',
  '1',
  '-1',
  '',
  '__proto__',
  "''",
  '$$',
  '\\$',
  '\\',
  '"',
  'a\r\nb',
]
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's form of interpolation
  .concat(['${', '$${x}', '\\${x}', "''${x}", '${builtins.abort "x"}'])

function randomValue(random: Random, depth: number): Value {
  const kind = random.between(0, depth > 0 ? 6 : 4)
  if (kind === 0) return random.chance(0.3) ? randomFloat(random) : random.between(-(2 ** 31), 2 ** 31)
  if (kind === 1) return random.pick([true, false, null]) ?? null
  if (kind <= 4) return randomText(random)
  const size = random.between(0, 4)
  if (kind === 5) return Array.from({ length: size }, () => randomValue(random, depth - 1))
  return new Map(Array.from({ length: size }, () => [randomText(random), randomValue(random, depth - 1)]))
}

/** Of few digits: Nix writes no more than six after the point into JSON where it need not. */
function randomFloat(random: Random): number {
  return random.between(-999, 999) / 8
}

function randomText(random: Random): string {
  const parts = Array.from({ length: random.between(0, 3) }, () =>
    random.chance(0.5) ? (random.pick(SPECIAL) ?? '') : hostileText(random, random.between(1, 6)),
  )
  return parts.join('')
}

function toExpression(value: Value): Expression {
  if (typeof value === 'string') return str(value)
  if (typeof value === 'number' && !Number.isInteger(value)) return float(value)
  if (typeof value === 'number') return int(value)
  if (typeof value === 'boolean') return bool(value)
  if (value === null) return NULL
  if (value instanceof Map)
    return attrs([...value].map(([name, each]) => [name, toExpression(each)] as const))
  return list(value.map(toExpression))
}

function fromJson(json: unknown): Value {
  if (Array.isArray(json)) return json.map(fromJson)
  if (typeof json === 'object' && json !== null)
    return new Map(Object.entries(json).map(([name, each]) => [name, fromJson(each)]))
  return json as Value
}

function canonical(value: Value): string {
  if (value instanceof Map) {
    const entries = [...value.keys()].sort().map((name) => [name, canonical(value.get(name) ?? null)])
    return `{${JSON.stringify(entries)}}`
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  return JSON.stringify(value)
}
