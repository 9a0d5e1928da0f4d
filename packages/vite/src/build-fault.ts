import type { CompilerDiagnostic, FailedBuild } from '@nx-crane/build'
import { visibleText } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import { withoutColour } from '@nx-crane/keys/cli'
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
  const hint = hintFor(first)
  const text = [...errors.map(({ rendered }) => rendered), ...(hint ? [hint] : [])].join('\n\n')
  return {
    text,
    payload: {
      ...shown(`${crate} does not compile: ${first.title}${more}`, text),
      ...placeOf(first),
    },
  }
}

/** An error in somebody else's crate, which compiles elsewhere, is about WebAssembly. */
function hintFor({ place }: CompilerDiagnostic): string | null {
  const crate = IN_REGISTRY.exec(place?.file ?? '')?.[1]
  if (crate === undefined) return null
  return `help: the dependency ${crate} may not support WebAssembly, or may need a feature for it (see its documentation); to see what depends on it:\n  cargo tree -i ${crate} --target wasm32-unknown-unknown`
}

const IN_REGISTRY = /[\\/]registry[\\/]src[\\/][^\\/]+[\\/]([\w-]+?)-\d+\.\d+\.\d+[^\\/]*[\\/]/

/** What is missing on this machine, or wrong with a manifest; anything else is shown as well: a dev server stays up. */
export function faultOfError(crate: string, error: unknown): BuildFault {
  if (error instanceof CargoError) return plainFault(`${crate} cannot be built`, error.message)
  const text = visibleText(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return plainFault(`${crate} cannot be built`, text)
}

function plainFault(title: string, text: string): BuildFault {
  return { text, payload: shown(title, text) }
}

/** Vite's overlay leaves out a frame in which no line looks like code. */
function shown(title: string, text: string): ErrorPayload['err'] {
  const plain = withoutColour(text)
  const said = CODE_LINE.test(plain) ? { message: title, frame: plain } : { message: `${title}\n${plain}` }
  return { plugin: PLUGIN, stack: '', ...said }
}

const CODE_LINE = /^(?:>?\s*\d+\s+\|.*|\s+\|\s*\^.*)\r?\n/m

function placeOf({ place }: CompilerDiagnostic): Pick<ErrorPayload['err'], 'id' | 'loc'> {
  return place ? { id: place.file, loc: place } : {}
}

const PLUGIN = 'nx-crane'
