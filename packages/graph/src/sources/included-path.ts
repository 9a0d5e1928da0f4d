import type { RustToken } from './rust-tokens'

/** The macros of the compiler that read a file. */
export const INCLUDES: ReadonlySet<string> = new Set(['include', 'include_str', 'include_bytes'])

/**
 * What the argument of an inclusion means: a path; one that the macro's callers give; a file that a build script makes;
 * or what only the compiler can know.
 */
export type KnownPath = { path: string; from: 'file' | 'crate' } | 'caller' | 'generated' | 'unknown'

/** The path that the arguments of an `include…!` mean, commas left out. */
export function knownPath(parts: readonly RustToken[]): KnownPath {
  const only = parts[0]
  if (parts.length === 1 && only?.kind === 'string') return { path: only.text, from: 'file' }
  if (only?.text === '$') return 'caller'
  if (only?.text === 'env' && parts[3]?.text === 'OUT_DIR') return 'generated'
  if (only?.text !== 'concat' || parts[1]?.text !== '!') return 'unknown'
  const list = parts.slice(3, -1)
  const start = list[0]?.text === 'env' && list[3]?.kind === 'string' ? list[3].text : null
  if (start === 'OUT_DIR') return 'generated'
  if (start !== null && start !== 'CARGO_MANIFEST_DIR') return 'unknown'
  const rest = start === null ? list : list.slice(5)
  if (rest.some((token) => token.kind !== 'string')) return 'unknown'
  const path = rest.map((token) => token.text).join('')
  return start === null ? { path, from: 'file' } : { path: path.replace(/^\/+/, ''), from: 'crate' }
}

/** The text that the arguments of `env!` or `option_env!` mean, commas left out; null where only the compiler knows. */
export function knownText(parts: readonly RustToken[]): string | null {
  const [first, mark] = parts
  if (first?.kind === 'string') return first.text
  if (first?.text !== 'concat' || mark?.text !== '!') return null
  const end = parts.findIndex((part, index) => index > 2 && part.kind === 'mark')
  const list = parts.slice(3, end === -1 ? undefined : end)
  const isPlain = list.length > 0 && list.every((part) => part.kind === 'string')
  return isPlain && CLOSERS.has(parts[end]?.text ?? '') ? list.map((part) => part.text).join('') : null
}

const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}'])
