import type { SourcePlace } from './source-places'

/** A call in the stack of a trap, innermost first. */
export type TrapCall =
  | {
      readonly from: 'wasm'
      /** As Rust writes it. */
      readonly name: string
      /** Of the instruction, and then of the calls by which its function was inlined. Empty where none is known. */
      readonly places: readonly SourcePlace[]
    }
  | { readonly from: 'elsewhere'; readonly text: string }

/** Where the code is that was meant to be written otherwise. */
export interface TrapSite {
  readonly name: string
  readonly place: SourcePlace | null
}

/** Whether Rust has ended it, rather than the machine. */
export function isPanic(calls: readonly TrapCall[]): boolean {
  return calls.some(
    (call) => call.from === 'wasm' && /(?:^|::)rust_begin_unwind$|^core::panicking::/.test(call.name),
  )
}

/**
 * The first code outside of Rust's own libraries: what a panic says of itself where these pass on who has called them, as
 * `unwrap` does.
 */
export function siteOf(calls: readonly TrapCall[]): TrapSite | null {
  for (const call of calls) {
    if (call.from !== 'wasm') return null
    if (call.places.length === 0 && !isOfRust(call.name)) return { name: call.name, place: null }
    const place = call.places.find(({ file }) => !isFileOfRust(file))
    if (place) return { name: call.name, place }
  }
  return null
}

/** The names of functions in a module end in digests, and those of crates have one in them. */
export function readableName(name: string): string {
  return name.replace(/::h[0-9a-f]{16}$/, '').replace(/\[[0-9a-f]{1,16}\]/g, '')
}

/** The compiler's directory is a commit of forty digits. */
export function readableFile(file: string): string {
  return file.replace(/^\/rustc\/[0-9a-f]{40}\//, '/rustc/…/')
}

/** What the standard library itself depends on lies in the other. */
function isFileOfRust(file: string): boolean {
  return file.startsWith('/rustc/') || file.startsWith('/rust/deps/')
}

function isOfRust(name: string): boolean {
  return /^(?:[<&*(\s]|dyn |mut |const )*(?:std|core|alloc|__rustc)\b/.test(name)
}
