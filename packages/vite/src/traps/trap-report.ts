import type { ErrorPayload } from 'vite'
import type { SourcePlace } from './source-places'
import { isPanic, readableFile, type TrapCall, type TrapSite } from './trap'

export interface TrapReportRequest {
  readonly crate: string
  /** What the engine says: `RuntimeError: unreachable`. */
  readonly reason: string
  readonly calls: readonly TrapCall[]
  readonly site: TrapSite | null
  /** The source around it, where that is what was compiled. */
  readonly frame: string | null
  /** Why places are missing. */
  readonly problem: string | null
  /** How a file is called for people. */
  nameOf(file: string): string
}

export interface TrapReport {
  /** For terminal and console. */
  readonly text: string
  /** For Vite's overlay. */
  readonly overlay: ErrorPayload['err']
}

/** What is said of a trap: what and where, the code there, and the calls that led to it. */
export function printTrap(request: TrapReportRequest): TrapReport {
  const { crate, reason, calls, site, frame, problem, nameOf } = request
  const verb = isPanic(calls) ? 'panicked' : 'trapped'
  const where = site === null ? '' : site.place ? ` at ${printPlace(site.place, nameOf)}` : ` in ${site.name}`
  const title = `${crate} ${verb}${where}`
  const said = [reason, ...(problem === null ? [] : [`(${problem})`])].join('\n')
  const stack = calls.flatMap((call) => printCall(call, nameOf)).join('\n')
  const message = `${title}\n${said}`
  return {
    text: [message, ...(frame === null ? [] : [frame]), stack].join('\n\n'),
    overlay: {
      plugin: 'nx-crane',
      message,
      stack,
      ...(frame === null ? {} : { frame }),
      ...(site?.place ? { id: site.place.file, loc: site.place } : {}),
    },
  }
}

function printCall(call: TrapCall, nameOf: NameOf): string[] {
  if (call.from === 'elsewhere') return [`    at ${call.text}`]
  if (call.places.length === 0) return [`    at ${call.name}`]
  return call.places.map((place) => {
    const name = place.inlined === null ? call.name : `${place.inlined}, inlined into ${call.name}`
    return `    at ${name} (${printPlace(place, nameOf)})`
  })
}

function printPlace({ file, line, column }: SourcePlace, nameOf: NameOf): string {
  return [readableFile(nameOf(file)), line, ...(column === 0 ? [] : [column])].join(':')
}

type NameOf = TrapReportRequest['nameOf']
