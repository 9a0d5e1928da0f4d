import { visible } from '@nx-crane/files'
import type { Diagnostic } from './diagnostic'
import { findLine } from './manifest/find-line'
import type { Manifest } from './manifest/manifest'

export interface Fault {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** Collects what is wrong, each fault once. */
export class Faults {
  readonly #found = new Map<string, Diagnostic>()

  /** `key` names the place in the manifest, from the outermost table inwards. */
  add(manifest: Manifest, key: readonly (string | number)[], fault: Fault): void {
    this.addAt(manifest.path, findLine(manifest.text, key), fault)
  }

  addAt(file: string, line: number | null, { code, message, hint }: Fault): void {
    const diagnostic = { file, line, code, message: printable(message), hint: printable(hint) }
    this.#found.set(`${file}\0${code}\0${message}`, diagnostic)
  }

  /** Sorted by file and line. */
  diagnostics(): Diagnostic[] {
    return [...this.#found.values()].sort(
      (a, b) =>
        compare(a.file, b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    )
  }
}

/** Names and paths in a message come from the repository: on one line, and harmless to a terminal. */
function printable(text: string): string {
  const escaped = visible(text)
  return escaped.length > 600 ? `${escaped.slice(0, 600)}…` : escaped
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
