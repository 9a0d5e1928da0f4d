import { visible } from '@nx-crane/files'
import type { ByteBudget } from './byte-budget'
import type { MeasuredModule, ModuleSizes } from './module-sizes'

/** What the last build had, by the name of the module. */
export type LastSizes = Readonly<Record<string, { readonly digest: string; readonly sizes: ModuleSizes }>>

/**
 * The sizes of modules, a line each.
 *
 * @example
 *   WebAssembly
 *   @acme/chart  61.20 kB │ gzip: 24.81 kB │ brotli: 20.13 kB │ gzip +1.20 kB (+5.1 %) since the last build
 */
export function printSizes(modules: readonly MeasuredModule[], last: LastSizes): string {
  const columns = modules.map(({ name, digest, sizes }) => [
    visible(name),
    kilobytes(sizes.raw),
    `gzip: ${kilobytes(sizes.gzip)}`,
    `brotli: ${kilobytes(sizes.brotli)}`,
    change({ digest, sizes }, last[name]),
  ])
  const widths = [0, 1, 2, 3].map((index) => Math.max(...columns.map((each) => each[index]?.length ?? 0)))
  const lines = columns.map(([name = '', raw = '', gzip = '', brotli = '', changed = '']) => {
    const cells = [
      gzip.padStart(widths[2] ?? 0),
      brotli.padStart(widths[3] ?? 0),
      ...(changed ? [changed] : []),
    ]
    return `${name.padEnd(widths[0] ?? 0)}  ${[raw.padStart(widths[1] ?? 0), ...cells].join(' │ ')}`
  })
  return ['WebAssembly', ...lines].join('\n')
}

/** What is larger than it may be, a sentence each. */
export function overBudget(
  modules: readonly MeasuredModule[],
  budgets: ReadonlyMap<string, ByteBudget>,
): string[] {
  return modules.flatMap(({ name, sizes }) => {
    const budget = budgets.get(name)
    if (!budget || sizes[budget.measure] <= budget.bytes) return []
    const { bytes, measure } = budget
    const counted = measure === 'raw' ? 'uncompressed' : `with ${measure}`
    const excess = kilobytes(sizes[measure] - bytes)
    return [
      `${visible(name)}: the module has ${kilobytes(sizes[measure])} ${counted}, ${excess} more than its budget of ${kilobytes(bytes)}`,
    ]
  })
}

function change(
  { digest, sizes }: Pick<MeasuredModule, 'digest' | 'sizes'>,
  before: LastSizes[string] | undefined,
): string {
  if (!before) return ''
  if (before.digest === digest) return 'the same as in the last build'
  const difference = sizes.gzip - before.sizes.gzip
  const percent = ((100 * difference) / before.sizes.gzip).toFixed(1)
  const sign = difference < 0 ? '' : '+'
  return `gzip ${sign}${kilobytes(difference)} (${sign}${percent} %) since the last build`
}

/** As Vite writes sizes. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(2)} kB`
}
