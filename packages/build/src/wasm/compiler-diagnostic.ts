import { resolve } from 'node:path'
import type { CompilerMessage } from '../cargo-message'
import { unmappedPath } from './wasm-rustflags'

/** One error or warning of rustc about one of the crates it compiled. */
export interface CompilerDiagnostic {
  readonly level: 'error' | 'warning'
  /** One line, without place: `error[E0308]: mismatched types`. */
  readonly title: string
  /** As rustc shows it in a terminal, with the code around it; coloured where our output is. */
  readonly rendered: string
  /** Null where it is about no place in particular. Lines and columns from 1. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null
}

/**
 * @param prefixes what rustc was told to write instead of directories of this machine, as `[directory, written]`
 */
export function toDiagnostic(
  { message }: CompilerMessage,
  { workspaceDir, prefixes }: { workspaceDir: string; prefixes: readonly (readonly [string, string])[] },
): CompilerDiagnostic {
  const code = (message as { readonly code?: { readonly code?: string } | null }).code?.code
  const level = message.level.startsWith('error') ? 'error' : 'warning'
  const span = outermost(message.spans.filter(isSpan).find((each) => each.is_primary))
  return {
    level,
    title: `${message.level}${code ? `[${code}]` : ''}: ${message.message}`,
    rendered: (message.rendered ?? message.message).trimEnd(),
    place: span && {
      file: resolve(workspaceDir, unmappedPath(span.file_name, prefixes)),
      line: span.line_start,
      column: span.column_start,
    },
  }
}

interface Span {
  readonly file_name: string
  readonly line_start: number
  readonly column_start: number
  readonly is_primary: boolean
  readonly expansion?: { readonly span?: unknown } | null
}

/** A fault inside of a macro is shown where the macro is called: that is what the user wrote. */
function outermost(span: Span | undefined): Span | null {
  if (!span) return null
  const around = span.expansion?.span
  return isSpan(around) ? outermost(around) : span
}

function isSpan(value: unknown): value is Span {
  const span = value as Partial<Span> | null | undefined
  return typeof span?.file_name === 'string' && typeof span.line_start === 'number'
}
