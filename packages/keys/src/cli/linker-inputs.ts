import type { KeyInput } from '../key-input'
import { linkerNames } from '../linker-names'
import type { ConfiguredPlace } from './configured-files'
import { contentOf } from './content-of'
import { firstOnPath } from './find-program'

/** The linkers that PATH finds, each with a digest of its bytes: another program of the same name may make another file. */
export function linkerInputs({
  dir,
  configs,
  environment,
  memos,
}: Omit<ConfiguredPlace, 'root'>): KeyInput[] {
  return linkerNames(configs, environment).flatMap((name) => {
    const found = firstOnPath(name, dir, environment)
    return found === null ? [] : [{ what: `linker on PATH: ${name}`, value: contentOf(found, memos) ?? '' }]
  })
}
