import { profileVariable } from '@nx-crane/graph'
import { digestText, type KeyInput } from './key-input'

export type Environment = Readonly<Record<string, string | undefined>>

/** What compilers and linkers ask for in every run, whatever they compile. */
export const COMPILER_VARIABLES: readonly string[] = (
  'RUSTC_BOOTSTRAP RUSTC_FORCE_RUSTC_VERSION RUSTC_OVERRIDE_VERSION_STRING UNSTABLE_RUSTDOC_TEST_PATH SYSROOT QNX_TARGET ' +
  'VCINSTALLDIR BINUTILS_ROOT GCC_ROOT GCC_EXEC_PREFIX GCC_COMPARE_DEBUG COMPILER_PATH LIBRARY_PATH LPATH'
).split(' ')

/** Variables that Cargo and rustc take settings from which reach what is compiled. */
const COMPILATION = [
  /^RUSTFLAGS$/,
  /^CARGO_ENCODED_RUSTFLAGS$/,
  /^RUSTC$/,
  /^RUSTC_(?:WRAPPER|WORKSPACE_WRAPPER|BOOTSTRAP|LINKER|FORCE_RUSTC_VERSION)$/,
  /^CARGO_BUILD_(?!JOBS$|TARGET_DIR$|BUILD_DIR$|DEP_INFO_BASEDIR$|RUSTDOCFLAGS$|WARNINGS$)/,
  /^CARGO_INCREMENTAL$/,
  /^CARGO_PROFILE_/,
  /^CARGO_TARGET_(?!DIR$)[A-Z0-9_]+_(?:RUSTFLAGS|LINKER|AR)$/,
  /^CARGO_(?:UNSTABLE|HOST)_/,
  /^__CARGO_/,
  /^(?:MACOSX|IPHONEOS|TVOS|WATCHOS|XROS)_DEPLOYMENT_TARGET$/,
  /^SDKROOT$/,
]
const DOCUMENTATION = [/^(?:CARGO_ENCODED_)?RUSTDOCFLAGS$/, /^CARGO_BUILD_RUSTDOCFLAGS$/, /^RUSTDOC$/]
const RUNNING = [/^CARGO_TARGET_[A-Z0-9_]+_RUNNER$/, /^RUST_(?:TEST_\w+|BACKTRACE|MIN_STACK)$/, /^NEXTEST_/]
/** What `cc`, `cmake`, `pkg-config` and their like read. */
const NATIVE = [
  /^(?:HOST_|TARGET_)?(?:CC|CXX|AR|RANLIB|CFLAGS|CXXFLAGS|ARFLAGS|CPPFLAGS|LDFLAGS|CXXSTDLIB)(?:[_-][A-Za-z0-9_-]+)?$/,
  /^CRATE_CC_NO_DEFAULTS$/,
  /^(?:HOST_|TARGET_)?(?:CMAKE|PKG_CONFIG|LIBCLANG|LLVM_CONFIG|BINDGEN_EXTRA_CLANG)_\w+$/,
  /^(?:OPENSSL|ZLIB|SQLITE3|LIBSQLITE3|LIBZ)_\w+$/,
  /^(?:PROTOC|PROTOC_INCLUDE|SQLX_OFFLINE)$/,
]

export interface EnvironmentUse {
  readonly documents: boolean
  /** Tests or benches are run. */
  readonly runs: boolean
  /** A build script takes part. */
  readonly native: boolean
  /** Profiles that are used; null where nobody knows. */
  readonly profiles: readonly string[] | null
  /** Those that are not, by name. */
  readonly otherProfiles: readonly string[]
}

/** The variables of `environment` that reach a task, sorted. */
export function environmentInputs(environment: Environment, use: EnvironmentUse): KeyInput[] {
  const patterns = [
    ...COMPILATION,
    ...(use.documents ? DOCUMENTATION : []),
    ...(use.runs ? [...RUNNING, ...DOCUMENTATION] : []),
    ...(use.native ? NATIVE : []),
  ]
  return Object.keys(environment)
    .filter((name) => !isOfOtherProfile(name, use))
    .filter((name) => COMPILER_VARIABLES.includes(name) || patterns.some((pattern) => pattern.test(name)))
    .sort()
    .map((name) => variableInput(environment, name))
}

/** `CARGO_PROFILE_TEST_FAST_LTO` may be of `test` and of `test-fast`. */
function isOfOtherProfile(name: string, { profiles, otherProfiles }: EnvironmentUse): boolean {
  const isOf = (profile: string) => name.startsWith(profileVariable(profile, ''))
  return profiles !== null && otherProfiles.some(isOf) && !profiles.some(isOf)
}

export function variableInput(environment: Environment, name: string): KeyInput {
  const value = environment[name]
  if (value === undefined) return { what: `environment: ${name}`, value: 'not set' }
  // What goes into a key is shown to people; a password that gets compiled in is not.
  const shown = /KEY|TOKEN|SECRET|PASS|AUTH/i.test(name) ? `a text of digest ${digestText(value)}` : value
  return { what: `environment: ${name}`, value: `set to ${shown}` }
}

export function variableInputs(names: readonly string[], environment: Environment): KeyInput[] {
  return names.map((name) => variableInput(environment, name))
}
