import type { EditResult } from './contestant-result'
import type { ContestantResult } from './precision-table'

/** What was measured, as docs/precision.json has it. */
export type PrecisionData = Readonly<Record<string, ToolData>>

type ToolData =
  | { readonly skipped: string }
  | {
      readonly version: string
      /** By group and id of the edit: builds that are due, needless and missing ones; `null` where the tool failed. */
      readonly edits: Readonly<Record<string, Readonly<Record<string, Counts | null>>>>
    }

type Counts = readonly [due: number, needless: number, missing: number]

export function toolData(result: ContestantResult): ToolData {
  if (result.edits === null) return { skipped: result.reason }
  const edits: Record<string, Record<string, Counts | null>> = {}
  for (const { id, group, rebuilds } of result.edits) {
    const counts = rebuilds && ([rebuilds.due, rebuilds.needless, rebuilds.missing] as const)
    edits[group] = { ...edits[group], [id]: counts }
  }
  return { version: result.version, edits }
}

/** What is known of a tool; one that was never tried is skipped. */
export function resultOf(
  data: PrecisionData,
  { name, configuration }: { readonly name: string; readonly configuration: string },
): ContestantResult {
  const own = data[name] ?? { skipped: 'not tried' }
  if ('skipped' in own) return { name, configuration, edits: null, reason: own.skipped }
  const edits = Object.entries(own.edits).flatMap(([group, counts]) =>
    Object.entries(counts).map(([id, each]): EditResult => {
      const [due, needless, missing] = each ?? [0, 0, 0]
      return { id, group, rebuilds: each && { due, needless, missing } }
    }),
  )
  return { name, configuration, version: own.version, edits, reason: null }
}

/** One line for each edit, so that changes can be read. */
export function printData(data: PrecisionData): string {
  const lines = JSON.stringify(data, null, 2).replace(/\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2, $3]')
  return `${lines}\n`
}
