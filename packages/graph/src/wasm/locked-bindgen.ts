import { CargoError } from '../cargo-error'
import { parseLock } from '../lock/parse-lock'

/**
 * The version of wasm-bindgen that `Cargo.lock` gives a crate. Throws a `CargoError` where the crate does not reach it:
 * then nothing can write glue for its module.
 *
 * @param text null when there is no lock
 */
export function lockedBindgenVersion(
  text: string | null,
  crate: { readonly name: string; readonly version: string; readonly manifest: string },
): string {
  const lock = text === null ? null : parseLock(text, 'Cargo.lock')
  const byId = new Map((lock?.packages ?? []).map((locked) => [locked.id, locked]))
  const start = lock?.packages.filter(
    (locked) => locked.source === null && locked.name === crate.name && locked.version === crate.version,
  )
  const found = new Set<string>()
  const queue = (start ?? []).map((locked) => locked.id)
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const locked = byId.get(id)
    if (!locked || found.has(id)) continue
    if (locked.name === 'wasm-bindgen') return locked.version
    found.add(id)
    queue.push(...locked.dependencies)
  }
  throw new CargoError('NO_WASM_BINDGEN', {
    file: crate.manifest,
    message: `crate ${JSON.stringify(crate.name)} does not depend on wasm-bindgen, so no JavaScript can be written for its module`,
    hint: 'run `cargo add wasm-bindgen --target \'cfg(target_arch = "wasm32")\'` in the crate, and export with #[wasm_bindgen]',
  })
}
