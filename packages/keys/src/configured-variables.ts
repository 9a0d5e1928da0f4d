import { asTable, type ConfigFile, configuredVariable, tableOf } from '@nx-crane/graph'
import { configuredWords } from './configured-words'
import type { Environment } from './environment-inputs'

/**
 * What `[env]` of Cargo's configuration sets for compilers, build scripts, macros and tests, by name. Where the environment has a
 * value, that one counts, unless the configuration says `force`. Cargo makes a path of one that is `relative`; here it stays a text
 * that is the same in every checkout.
 *
 * @param configs the nearest first
 * @example configuredVariables([{ … '[env]\nA = "1"\nB = "2"' }], { B: '3' }) // → A: '1'
 */
export function configuredVariables(
  configs: readonly ConfigFile[],
  environment: Environment,
): ReadonlyMap<string, string> {
  const tables = configs.map(({ name, table }) => ({ file: name, variables: tableOf(table, 'env') ?? {} }))
  const names = new Set(tables.flatMap(({ variables }) => Object.keys(variables)))
  const found = new Map<string, string>()
  for (const name of [...names].sort()) {
    const said = tables.flatMap(({ file, variables }) =>
      Object.hasOwn(variables, name) ? [{ file, value: variables[name] }] : [],
    )
    const texts = said.flatMap(({ file, value }) => {
      const variable = configuredVariable(value)
      return variable ? [{ file, text: variable.value }] : []
    })
    // Cargo joins the tables that several files have for one name.
    const isSaid = (flag: 'force' | 'relative') => said.some(({ value }) => asTable(value)?.[flag] === true)
    const [nearest] = texts
    if (nearest === undefined || (environment[name] !== undefined && !isSaid('force'))) continue
    found.set(name, isSaid('relative') ? `${nearest.text}, from ${nearest.file}` : nearest.text)
  }
  return found
}

/**
 * Whether somebody takes part of whom nobody knows which variables of the configuration he asks for: crates in place of others, a
 * linker, what runs tests.
 */
export function mayAskForAny(
  configs: readonly ConfigFile[],
  {
    environment,
    runs,
    links,
  }: { readonly environment: Environment; readonly runs: boolean; readonly links: boolean },
): boolean {
  const isConfigured = (program: 'linker' | 'runner') =>
    Object.keys(environment).some(
      (name) => name.startsWith('CARGO_TARGET_') && name.endsWith(`_${program.toUpperCase()}`),
    ) ||
    configs.some(({ table }) =>
      Object.values(tableOf(table, 'target') ?? {}).some(
        (target) => asTable(target)?.[program] !== undefined,
      ),
    )
  const isFlag = (word: string) => /linker=|codegen-backend|^@/.test(word)
  return (
    configs.some(({ table }) => UNKNOWN_READERS.some((section) => table[section] !== undefined)) ||
    (runs && isConfigured('runner')) ||
    (links && isConfigured('linker')) ||
    configuredWords(configs, environment, { documents: true, runs: true }).some(({ words }) =>
      words.some(isFlag),
    )
  )
}

/**
 * Whether a variable that the configuration sets reaches all that is compiled or run, whoever asks for it: loaders, the C library,
 * compilers, linkers, Cargo, rustdoc, clippy and what runs tests take it in.
 */
export function reachesAll(name: string): boolean {
  return REACHES_ALL.test(name)
}

const UNKNOWN_READERS = ['paths', 'patch', 'host', 'unstable']
const REACHES_ALL = new RegExp(
  `^(?:${[
    ...[
      '_*(?:RUST|CARGO|CLIPPY|NEXTEST|LD|DYLD|GCC|COLLECT|GLIBC|MALLOC|LC|NIX|MSVC|VC|LLVM|CLANG|SCCACHE|CCACHE).*',
    ],
    ...['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LANGUAGE', 'LOCPATH', 'GCONV_PATH', 'TZ'],
    ...[
      'C_INCLUDE_PATH',
      'CPLUS_INCLUDE_PATH',
      'OBJC_INCLUDE_PATH',
      'CPATH',
      'INCLUDE',
      'LIB',
      'LIBPATH',
      '_?(?:LINK|CL)_?',
    ],
    ...[
      '(?:COMPILER|LIBRARY)_PATH',
      'LPATH',
      'SYSROOT',
      'SDKROOT',
      '\\w+_DEPLOYMENT_TARGET',
      'QNX_TARGET',
      'BINUTILS_ROOT',
    ],
    ...[
      'SOURCE_DATE_EPOCH',
      'ZERO_AR_DATE',
      'GNUTARGET',
      '(?:SUNPRO|DEPENDENCIES)_\\w+',
      'UNSTABLE_RUSTDOC_TEST_PATH',
    ],
  ].join('|')})$`,
  'i',
)
