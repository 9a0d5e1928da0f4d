import { parseArgs } from 'node:util'

export interface CheckOptions {
  readonly seeds: readonly number[]
  readonly layout: 'mixed' | 'split'
  /** Ids of edits, or cases and subjects of those that are compared with cargo; all when empty. */
  readonly only: readonly string[]
  /** Whether keys are compared with what cargo does, in place of everyday edits with what they should change. */
  readonly againstCargo: boolean
  /** Then, how many random edits are made in place of the cases; 0 for the cases. */
  readonly random: number
  /** How many of the cases are played; 0 for all. */
  readonly count: number
  /** Where random edits begin, and the choice of cases. */
  readonly seed: number
}

export const USAGE = `usage: check-keys [--seeds <number,…>] [--layout mixed|split] [--only <edit,…>]
       check-keys --against-cargo [--only <case,…>] [--count <number>] [--random <number>] [--seed <number>]
  --seeds    one generated monorepo for each, by default 1,2,3
  --layout   where its crates are: beside the packages, as by default, or in a directory of their own
  --only     the edits or cases to try, by default all
  --against-cargo  compare keys with what plain cargo builds after an edit, in small workspaces
  --count    with --against-cargo, so many of the cases, another choice for each --seed
  --random   with --against-cargo, so many random edits of a workspace; --seed is where they begin`

/** @throws with a sentence for people when an option is unknown or has no sense */
export function parseCheckOptions(args: readonly string[]): CheckOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1,2,3' },
      layout: { type: 'string', default: 'mixed' },
      only: { type: 'string', default: '' },
      'against-cargo': { type: 'boolean', default: false },
      count: { type: 'string', default: '0' },
      random: { type: 'string', default: '0' },
      seed: { type: 'string' },
    },
  })
  const { layout } = values
  if (layout !== 'mixed' && layout !== 'split')
    throw new Error(`--layout: "${layout}" is neither mixed nor split`)
  return {
    seeds: values.seeds.split(',').map((seed) => parseNumber('--seeds', seed)),
    layout,
    only: values.only.split(',').filter((id) => id !== ''),
    againstCargo: values['against-cargo'],
    count: parseNumber('--count', values.count),
    random: parseNumber('--random', values.random),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : parseNumber('--seed', values.seed),
  }
}

function parseNumber(option: string, text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Error(`${option}: "${text}" is not a number`)
  return Number(text)
}
