import { CargoError } from '@nx-crane/cargo'
import { type CompilerDiagnostic, type FailedBuild, withoutColour } from '@nx-crane/cargo/cli'
import type { ErrorPayload } from 'vite'

/** Why a package could not be built, for the terminal and for Vite's overlay. */
export interface BuildFault {
  /** With the colours of the compiler. */
  readonly text: string
  readonly payload: ErrorPayload['err']
}

/** Of several errors the overlay names the first and shows all. */
export function faultOfBuild(crate: string, { errors, log }: FailedBuild): BuildFault {
  const [first, ...others] = errors
  if (!first) return plainFault(`${crate} does not build`, log.trim())
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  const text = errors.map(({ rendered }) => rendered).join('\n\n')
  return {
    text,
    payload: {
      plugin: PLUGIN,
      message: `${crate} does not compile: ${first.title}${more}`,
      frame: withoutColour(text),
      stack: '',
      ...placeOf(first),
    },
  }
}

/** What is missing on this machine, or wrong with a manifest; anything else is shown as well: a dev server stays up. */
export function faultOfError(crate: string, error: unknown): BuildFault {
  if (error instanceof CargoError) return plainFault(`${crate} cannot be built`, error.message)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return plainFault(`${crate} cannot be built`, text)
}

function plainFault(title: string, text: string): BuildFault {
  return { text, payload: { plugin: PLUGIN, message: title, frame: withoutColour(text), stack: '' } }
}

function placeOf({ place }: CompilerDiagnostic): Pick<ErrorPayload['err'], 'id' | 'loc'> {
  return place ? { id: place.file, loc: place } : {}
}

const PLUGIN = 'nx-crane'
