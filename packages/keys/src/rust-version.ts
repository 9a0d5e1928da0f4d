/**
 * Whether a compiler is older than a crate asks for with `rust-version`, so that Cargo refuses to build it.
 *
 * @param rustc what it says of itself
 * @example isTooOld('rustc 1.95.0 (59807616e 2026-04-14)', '1.96') // → true
 */
export function isTooOld(rustc: string, rustVersion: string): boolean {
  const own = /\b(\d+)\.(\d+)\.(\d+)/.exec(rustc)?.slice(1).map(Number)
  if (!own) return false
  const wanted = rustVersion.split('.').map(Number)
  const index = own.findIndex((number, at) => number !== (wanted[at] ?? 0))
  return index !== -1 && (own[index] ?? 0) < (wanted[index] ?? 0)
}
