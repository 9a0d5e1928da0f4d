import { parseArgs } from 'node:util'

export interface AffectedOptions {
  readonly seed: number
  readonly commits: number
  /** So many besides with the Nix builder, each of which takes seconds. */
  readonly nixCommits: number
  /** Ids of edits; all when empty. */
  readonly only: readonly string[]
  /** A major version; null for each. */
  readonly nx: string | null
  readonly keep: boolean
}

export const USAGE = `usage: check-affected [--seed <number>] [--commits <number>] [--nix-commits <number>] [--only <edit,…>] [--nx 23|24] [--keep]
  --seed     where the generated repository and its commits begin
  --commits  so many, by default 200
  --nix-commits  so many besides with the Nix builder, by default 20
  --only     the edits that commits are made of, by default all
  --nx       with one version of Nx
  --keep     leaves the repository to look at, and says where`

/** @throws with a sentence for people when an option is unknown or has no sense */
export function parseAffectedOptions(args: readonly string[]): AffectedOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      commits: { type: 'string', default: '200' },
      'nix-commits': { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      nx: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  })
  const { nx = null } = values
  if (nx !== null && nx !== '23' && nx !== '24') throw new Error(`--nx: "${nx}" is neither 23 nor 24`)
  return {
    seed: values.seed === undefined ? Date.now() % 1_000_000 : numberOf('--seed', values.seed),
    commits: numberOf('--commits', values.commits),
    nixCommits: numberOf('--nix-commits', values['nix-commits']),
    only: values.only.split(',').filter((id) => id !== ''),
    nx,
    keep: values.keep,
  }
}

function numberOf(option: string, text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Error(`${option}: "${text}" is not a number`)
  return Number(text)
}
