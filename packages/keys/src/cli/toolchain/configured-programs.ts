import { resolve } from 'node:path'
import type { Place } from '@nx-crane/files'
import {
  asTable,
  type ConfigFile,
  cargoHome,
  configBase,
  entryOf,
  readSoundConfigs,
  stringOf,
  type TomlTable,
  tableOf,
} from '@nx-crane/graph'
import type { KeyInput } from '../../key-input'
import { isExecutable } from '../find-program'
import { isOfRepository } from './machine-environment'
import { programContent } from './program-content'

const PROGRAMS = ['rustc', 'rustdoc'] as const

/**
 * The programs of the repository that Cargo's configuration, or a variable, puts in place of the compiler or of rustdoc,
 * and linkers: what they are is their content, and none is run to ask. Those of the machine are named in the
 * configuration, which is an input of its own.
 */
export function configuredPrograms(
  dir: string,
  {
    root,
    memos,
    environment = process.env,
  }: { readonly root: string; readonly memos?: Place; readonly environment?: NodeJS.ProcessEnv },
): KeyInput[] {
  return [...programPlaces(dir, { configs: configsOf(dir, { root, environment }), environment })]
    .filter(([, program]) => isExecutable(program) && isOfRepository(program, { root, environment }))
    .map(([what, program]) => ({
      what: `toolchain: ${what}`,
      value: programContent(program, { root, memos }),
    }))
}

/** Where these programs lie, absolute, by what says so; whether or not anything is there. */
export function programPlaces(
  dir: string,
  {
    configs,
    environment,
  }: { readonly configs: readonly ConfigFile[]; readonly environment: NodeJS.ProcessEnv },
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const config of configs) {
    for (const { what, program } of programsIn(config.table)) {
      if (program.includes('/')) found.set(`${what} of ${config.name}`, resolve(configBase(config), program))
    }
  }
  const rustdoc = environment.RUSTDOC
  if (rustdoc?.includes('/')) found.set('RUSTDOC', resolve(dir, rustdoc))
  return found
}

/**
 * The variable that the repository's `[env]` sets for the compilers that Cargo starts, `cargo metadata` too, and that
 * decides which programs or libraries those load; undefined where it sets none.
 */
export function loadingVariable(
  dir: string,
  { root, environment = process.env }: { readonly root: string; readonly environment?: NodeJS.ProcessEnv },
): string | undefined {
  return configsOf(dir, { root, environment })
    .flatMap(({ table }) => Object.keys(tableOf(table, 'env') ?? {}))
    .find((name) => LOADING.test(name))
}

/** Of the shell, of loaders and the C library (ld.so(8), dyld(1)), of rustup and rustc. */
const LOADING =
  /^(?:PATH$|LD_|DYLD_|GCONV_PATH$|LOCPATH$|GLIBC_|MALLOC_|NIX_LD|RUSTC|RUSTDOC|RUSTUP_|CARGO_HOME$|HOME$)/i

/** The files of the user's home are not the repository's. */
function configsOf(dir: string, { root, environment }: { root: string; environment: NodeJS.ProcessEnv }) {
  const home = cargoHome(environment, dir)
  return readSoundConfigs(dir, root, environment).filter(({ foundIn }) => foundIn !== home)
}

function programsIn(table: TomlTable): { what: string; program: string }[] {
  const build = tableOf(table, 'build')
  const named = PROGRAMS.map((key) => ({ what: `build.${key}`, program: stringOf(build, key) }))
  const linkers = Object.entries(tableOf(table, 'target') ?? {}).map(([target, settings]) => ({
    what: `target.${target}.linker`,
    program: textOf(entryOf(asTable(settings), 'linker')),
  }))
  return [...named, ...linkers].flatMap(({ what, program }) => (program ? [{ what, program }] : []))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
