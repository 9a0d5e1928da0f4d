import { resolve } from 'node:path'
import { configBase } from '@nx-crane/graph'
import { compilerWrappers } from '../compiler-wrappers'
import type { KeyInput } from '../key-input'
import type { ConfiguredPlace } from './configured-files'
import { contentOf } from './content-of'
import { firstOnPath, isExecutable } from './find-program'
import { isOfRepository } from './toolchain/machine-environment'
import { programContent } from './toolchain/program-content'

/** What the wrappers of the compiler are that nobody knows, wherever they lie: none is run to ask. */
export function wrapperInputs({ root, dir, configs, environment, memos }: ConfiguredPlace): KeyInput[] {
  return compilerWrappers(configs, environment).flatMap(({ setting, program, config }) => {
    const path = program.includes('/')
      ? resolve(config === null ? dir : configBase(config), program)
      : firstOnPath(program, dir, environment)
    if (path === null || !isExecutable(path)) return []
    const value = isOfRepository(path, { root, environment })
      ? programContent(path, { root, memos })
      : (contentOf(path, memos) ?? '')
    return [{ what: `toolchain: ${setting}`, value }]
  })
}
