import { asTable, type ConfigFile, tableOf } from '@nx-crane/graph'
import { configuredWords } from './configured-words'
import type { Environment } from './environment-inputs'

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
/** `C…` and `L…` paths are those of gcc and clang, `LINK` and `CL` those of Microsoft's compiler. */
const TAKEN_IN = [
  '_*(?:RUST|CARGO|CLIPPY|NEXTEST|LD|DYLD|GCC|COLLECT|GLIBC|MALLOC|LC|NIX|MSVC|VC|LLVM|CLANG|SCCACHE|CCACHE).*',
  'PATH|HOME|TMPDIR|TEMP|TMP|LANG|LANGUAGE|LOCPATH|GCONV_PATH|TZ',
  'C_INCLUDE_PATH|CPLUS_INCLUDE_PATH|OBJC_INCLUDE_PATH|CPATH|INCLUDE|LIB|LIBPATH|_?(?:LINK|CL)_?',
  '(?:COMPILER|LIBRARY)_PATH|LPATH|SYSROOT|SDKROOT|\\w+_DEPLOYMENT_TARGET|QNX_TARGET|BINUTILS_ROOT',
  'SOURCE_DATE_EPOCH|ZERO_AR_DATE|GNUTARGET|(?:SUNPRO|DEPENDENCIES)_\\w+|UNSTABLE_RUSTDOC_TEST_PATH',
]
const REACHES_ALL = new RegExp(`^(?:${TAKEN_IN.join('|')})$`, 'i')
