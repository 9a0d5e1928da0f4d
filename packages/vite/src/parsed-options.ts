import type { DebugInfo } from '@nx-crane/graph'
import { CargoError } from '@nx-crane/graph'
import { type ByteBudget, parseBudget } from './byte-budget'
import type { NxCraneOptions } from './plugin-options'
import { nameOf, type WasmPackage } from './wasm-package'

export interface ParsedOptions {
  /** Null: to be found above Vite's root. */
  readonly repository: string | null
  readonly outDir: string
  /** By the name of a package. */
  readonly budgets: ReadonlyMap<string, ByteBudget>
  readonly debug: DebugInfo | undefined
}

/** Throws a `CargoError` for what no option can be. */
export function parseOptions({ repository, outDir, budget, debug }: NxCraneOptions): ParsedOptions {
  if (debug !== undefined && debug !== 'names' && debug !== 'dwarf') {
    throw new CargoError('INVALID_DEBUG', {
      message: `the option debug of nx-crane is ${JSON.stringify(debug)}`,
      hint: 'write "names" or "dwarf", or leave it out',
    })
  }
  const budgets = Object.entries(budget ?? {}).map(([name, size]) => [name, parseBudget(name, size)] as const)
  return { repository: repository ?? null, outDir: outDir ?? 'pkg', budgets: new Map(budgets), debug }
}

/**
 * Budgets by the name that reports give a package, whichever of its names they were written with. Throws a `CargoError`
 * for the budget of a package that is none: it would hold nothing back.
 */
export function budgetsOf(
  packages: readonly WasmPackage[],
  budgets: ReadonlyMap<string, ByteBudget>,
): ReadonlyMap<string, ByteBudget> {
  return new Map(
    [...budgets].map(([name, budget]) => {
      const found = packages.find(({ names, library }) => names.includes(name) || library === name)
      if (found) return [nameOf(found), budget]
      const known = packages.map(nameOf).sort()
      throw new CargoError('UNKNOWN_BUDGET', {
        message: `there is a budget for ${JSON.stringify(name)}, but no wasm crate is imported by that name`,
        hint: known.length === 0 ? 'there are no wasm crates here' : `wasm crates here: ${known.join(', ')}`,
      })
    }),
  )
}
