import { asTable, type ConfigFile, entryOf, tableOf } from '@nx-crane/graph'
import { configuredWords } from './configured-words'
import type { Environment } from './environment-inputs'

/**
 * The names under which a linker may be looked for on PATH, sorted: `cc`, which rustc starts where nothing else is said, the `ld` that
 * `cc` starts, and those that configuration, variables and flags say. Not those with a path: they are files that configuration names.
 *
 * @example linkerNames([], { RUSTFLAGS: '-Clinker=clang -Clink-arg=-fuse-ld=mold' }) // → ['cc', 'clang', 'ld', 'ld.mold']
 */
export function linkerNames(configs: readonly ConfigFile[], environment: Environment): string[] {
  const named = [
    ...configs.flatMap(({ table }) =>
      Object.values(tableOf(table, 'target') ?? {}).map((target) => entryOf(asTable(target), 'linker')),
    ),
    ...Object.keys(environment)
      .filter((name) => /^CARGO_TARGET_\w+_LINKER$/.test(name))
      .map((name) => environment[name]),
    ...configuredWords(configs, environment, { documents: false, runs: false }).flatMap(({ words }) =>
      words.flatMap(namesInFlag),
    ),
  ]
  const names = named.filter((name): name is string => typeof name === 'string' && /^[^/\\]+$/.test(name))
  return [...new Set(['cc', 'ld', ...names])].sort()
}

function namesInFlag(word: string): string[] {
  const linker = /^(?:-C|--codegen=)?linker=(.+)$/.exec(word)?.[1]
  const used = /-fuse-ld=([^,\s]+)/.exec(word)?.[1]
  return [...(linker === undefined ? [] : [linker]), ...(used === undefined ? [] : [`ld.${used}`])]
}
