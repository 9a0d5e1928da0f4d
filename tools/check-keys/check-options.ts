import { parseArgs } from 'node:util'

export interface CheckOptions {
  readonly seeds: readonly number[]
  readonly layout: 'mixed' | 'split'
  /** Ids of edits; all when empty. */
  readonly only: readonly string[]
}

export const USAGE = `usage: check-keys [--seeds <number,…>] [--layout mixed|split] [--only <edit,…>]
  --seeds    one generated monorepo for each, by default 1,2,3
  --layout   where its crates are: beside the packages, as by default, or in a directory of their own
  --only     the edits to try, by default all`

/** @throws with a sentence for people when an option is unknown or has no sense */
export function parseCheckOptions(args: readonly string[]): CheckOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1,2,3' },
      layout: { type: 'string', default: 'mixed' },
      only: { type: 'string', default: '' },
    },
  })
  const { layout } = values
  if (layout !== 'mixed' && layout !== 'split')
    throw new Error(`--layout: "${layout}" is neither mixed nor split`)
  return {
    seeds: values.seeds.split(',').map(parseSeed),
    layout,
    only: values.only.split(',').filter((id) => id !== ''),
  }
}

function parseSeed(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Error(`--seeds: "${text}" is not a number`)
  return Number(text)
}
