import type { AdoptionCase } from '../adoption-case'
import { composed } from './composed'
import { crateKinds } from './crate-kinds'
import { edgesAcrossLanguages } from './edges-across-languages'
import { edgesOfCrates } from './edges-of-crates'
import { edgesOfPackages } from './edges-of-packages'
import { keptTargets } from './kept-targets'
import { names } from './names'
import { notices } from './notices'
import { ownWasmBuild } from './own-wasm-build'
import { root } from './root'
import { strangers } from './strangers'
import { targetsOfOtherPlugins } from './targets-of-other-plugins'

export const CASES: readonly AdoptionCase[] = [
  ...names,
  ...composed,
  ...strangers,
  ...keptTargets,
  ...targetsOfOtherPlugins,
  ...ownWasmBuild,
  ...root,
  ...edgesOfPackages,
  ...edgesOfCrates,
  ...edgesAcrossLanguages,
  ...crateKinds,
  ...notices,
]
