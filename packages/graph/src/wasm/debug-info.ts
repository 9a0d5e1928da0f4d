import type { WasmProfile } from './wasm-profile'

/** What a shipped module still knows of its sources: the names of functions, or for debuggers also lines and variables. */
export type DebugInfo = 'names' | 'dwarf'

/** Arguments with which cargo leaves in what is asked for, whatever the profile strips. */
export function debugInfoArgs(profile: string, debug: DebugInfo): string[] {
  const config = (setting: string) => ['--config', `profile.${profile}.${setting}`]
  return [...config('strip="none"'), ...(debug === 'dwarf' ? config('debug=2') : [])]
}

/** The settings with which the tools after the compiler leave it in as well. */
export function withDebugInfo({ wasmOpt, bindgenArgs }: WasmProfile, debug: DebugInfo): WasmProfile {
  return {
    wasmOpt: wasmOpt && [...new Set([...wasmOpt, '-g'])],
    bindgenArgs: debug === 'dwarf' ? [...new Set([...bindgenArgs, '--keep-debug'])] : bindgenArgs,
  }
}
