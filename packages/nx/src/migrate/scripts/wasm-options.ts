import { glueNamed } from '@nx-crane/graph'
import type { Options } from '../../infer/options'
import { textOf } from '../../init/edit-json'
import { type Flags, parseFlags } from './parse-flags'

export type WasmTranslation =
  | { readonly is: 'ours'; readonly options: Readonly<Record<string, unknown>> }
  | { readonly is: 'refused'; readonly reason: string }

const WITHOUT_EFFECT = ['no-pack', 'mode', 'verbose', 'quiet', 'release']

/** What our target `wasm` needs to build the package that a `wasm-pack build` builds. */
export function wasmOptions(
  { flags, trailing }: { flags: Flags; trailing: readonly string[] },
  { wasmOutDir }: Pick<Options, 'wasmOutDir'>,
): WasmTranslation {
  const options: Record<string, unknown> = {}
  const forCargo = parseFlags(trailing)
  for (const [name, value] of Object.entries({ ...flags, ...forCargo.flags })) {
    if (WITHOUT_EFFECT.includes(name)) continue
    if (name === 'dev' || name === 'debug') options.profile = 'dev'
    else if (name === 'features')
      options.features = [value].flat().flatMap((each) => textOf(each).split(/[\s,]+/))
    else if (name === 'all-features') options.allFeatures = true
    else if (name === 'no-default-features') options.noDefaultFeatures = true
    else if (name === 'target' && glueNamed(value))
      continue // read from the script itself
    else if (name === 'out-dir' && textOf(value).replace(/^\.\/|\/$/g, '') === wasmOutDir) continue
    else if (name === 'out-dir') {
      return {
        is: 'refused',
        reason: `it writes the package to ${textOf(value)}, but nx-crane writes it to ${wasmOutDir}`,
      }
    } else return { is: 'refused', reason: `--${name} has no counterpart in nx-crane` }
  }
  return forCargo.positional.length > 0 || forCargo.trailing.length > 0
    ? { is: 'refused', reason: `${trailing.join(' ')} has no counterpart in nx-crane` }
    : { is: 'ours', options }
}
