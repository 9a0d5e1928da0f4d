/** How a profile turns what rustc made into what is shipped. The keys are those of `[package.metadata.wasm-pack.profile.<name>]`. */
export interface WasmProfile {
  /** Arguments of wasm-opt, or null to leave it out. */
  readonly wasmOpt: readonly string[] | null
  /** Further arguments of wasm-bindgen. */
  readonly bindgenArgs: readonly string[]
}

/**
 * The crate's settings for wasm-pack, so that a repository that used it gets the same module. Profiles other than `dev`
 * are optimised unless `wasm-opt = false`.
 *
 * @param metadata `[package.metadata]` of the crate
 */
export function wasmProfile(metadata: unknown, profile: string): WasmProfile {
  const isDev = profile === 'dev'
  const profiles = table(table(table(metadata)['wasm-pack']).profile)
  const own = table(table(profiles[profile]) === EMPTY ? table(profiles.custom)[profile] : profiles[profile])
  const bindgen = table(own['wasm-bindgen'])
  const setting = (key: string, fallback: boolean) =>
    typeof bindgen[key] === 'boolean' ? bindgen[key] : fallback
  return {
    wasmOpt: wasmOptArgs(own['wasm-opt'], isDev ? null : ['-O']),
    bindgenArgs: [
      ...(setting('debug-js-glue', isDev) ? ['--debug'] : []),
      ...(setting('demangle-name-section', true) ? [] : ['--no-demangle']),
      ...(setting('dwarf-debug-info', false) ? ['--keep-debug'] : []),
      ...(setting('omit-default-module-path', false) ? ['--omit-default-module-path'] : []),
      ...(setting('split-linked-modules', false) ? ['--split-linked-modules'] : []),
    ],
  }
}

function wasmOptArgs(setting: unknown, fallback: readonly string[] | null): readonly string[] | null {
  if (setting === false) return null
  if (setting === true) return ['-O']
  if (!Array.isArray(setting)) return fallback
  return setting.filter((argument) => typeof argument === 'string')
}

const EMPTY: Readonly<Record<string, unknown>> = {}

function table(value: unknown): Readonly<Record<string, unknown>> {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isTable ? (value as Readonly<Record<string, unknown>>) : EMPTY
}
