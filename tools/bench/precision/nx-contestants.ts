import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { NxJsonConfiguration, TargetConfiguration } from '@nx/devkit'
import { bundleNxProgram } from '../../kit/bundled-program'
import type { CratePlan } from '../generate/crate-plan'
import { writeMonorepo } from '../generate-monorepo'
import type { Contestant, Place, Prepared } from './contestant'
import { addToJson } from './json-file'
import { packagesOf } from './not-here'
import { PeerPrograms } from './peer-programs'
import { buildCommand, CARGO_FILES, cratesBelow, unreadBy } from './planned-builds'
import { REPOSITORY } from './repository'

const NX = { nx: '23.3.1', '@nx/devkit': '23.3.1' }
const MONODON = { '@monodon/rust': '3.0.0', nx: '22.7.12', '@nx/devkit': '22.7.12' }

export const PLAIN_NX: Contestant = {
  name: 'plain Nx',
  configuration:
    'a `project.json` for each crate with its command and its dependencies by hand; builds read `production` and `^production`, which leaves out documents, tests, benchmarks and examples, and for crates has the root manifest, the lock, `rust-toolchain.toml`, `.cargo/config.toml`, the runtime input `rustc --version` and `RUSTFLAGS`',
  prepare: (place) => prepareNx(place, { modules: NX, version: NX.nx, plugins: [], findsCrates: false }),
}

export const MONODON_RUST: Contestant = {
  name: '@monodon/rust',
  configuration:
    'the targets that its generators write, and the same inputs; it finds the dependencies of crates',
  prepare: (place) =>
    prepareNx(place, {
      modules: MONODON,
      version: `${MONODON['@monodon/rust']}, Nx ${MONODON.nx}`,
      plugins: ['@monodon/rust'],
      findsCrates: true,
    }),
}

interface NxSetting {
  readonly modules: Readonly<Record<string, string>>
  readonly version: string
  readonly plugins: readonly string[]
  /** Whether a plugin knows which crates depend on which. */
  readonly findsCrates: boolean
}

function prepareNx({ root, plan, scratch }: Place, setting: NxSetting): Prepared {
  const { modules, version, plugins, findsCrates } = setting
  const installed = packagesOf('nx', modules)
  writeMonorepo(root, REPOSITORY)
  symlinkSync(installed, join(root, 'node_modules'))
  addToJson(join(root, 'nx.json'), { ...NX_JSON, plugins })
  for (const crate of plan.crates) {
    const dependencies = findsCrates ? [] : cratesBelow(crate, plan)
    addToJson(join(root, crate.dir, 'project.json'), {
      name: crate.name,
      // Of the crate itself and of whatever depends on it.
      namedInputs: { production: [crate.includesReadme ? 'documentedCrate' : 'crate'] },
      targets: { build: findsCrates ? generatedTarget(crate) : commandTarget(crate) },
      ...(dependencies.length > 0 ? { implicitDependencies: dependencies.map(({ name }) => name) } : {}),
    })
  }
  for (const { dir, wasm } of plan.packages) {
    const build = { inputs: [...INPUTS, '{workspaceRoot}/tsconfig.base.json'] }
    const nx = { implicitDependencies: wasm.map(({ name }) => name), targets: { build } }
    addToJson(join(root, dir, 'package.json'), { nx })
  }
  const programs = new PeerPrograms(root)
  const program = bundleNxProgram(join(__dirname, 'nx-hash-program.ts'), scratch)
  const output = join(programs.directory, 'hashes.json')
  return {
    version,
    configurationFile: 'nx.json',
    hashes: (variables) => {
      programs.run(process.execPath, [program, output], variables)
      return JSON.parse(readFileSync(output, 'utf8'))
    },
  }
}

const NX_JSON: NxJsonConfiguration = {
  namedInputs: {
    default: ['{projectRoot}/**/*'],
    production: filesOf({}),
    cargo: [
      ...CARGO_FILES.map((file) => `{workspaceRoot}/${file}`),
      { runtime: 'rustc --version' },
      { env: 'RUSTFLAGS' },
    ],
    crate: [...filesOf({}), 'cargo'],
    documentedCrate: [...filesOf({ includesReadme: true }), 'cargo'],
  },
  targetDefaults: { build: { cache: true, dependsOn: ['^build'] } },
}

function filesOf(project: { readonly includesReadme?: boolean }): string[] {
  return ['default', ...unreadBy(project).map((glob) => `!{projectRoot}/${glob}`)]
}

/** Without the last every npm package would be one. */
const INPUTS: NonNullable<TargetConfiguration['inputs']> = [
  'production',
  '^production',
  { externalDependencies: [] },
]

function commandTarget(crate: CratePlan): TargetConfiguration {
  const outputs = crate.role === 'wasm' ? ['{projectRoot}/pkg'] : ['{projectRoot}/dist']
  return {
    executor: 'nx:run-commands',
    options: { command: buildCommand(crate) },
    outputs,
    inputs: INPUTS,
  }
}

/** As its generators write it, with inputs. */
function generatedTarget({ name, role }: CratePlan): TargetConfiguration {
  const isWasm = role === 'wasm'
  const directory = isWasm ? `dist/target/wasm/${name}` : `dist/target/${name}`
  return {
    cache: true,
    executor: isWasm ? '@monodon/rust:wasm-pack' : '@monodon/rust:build',
    outputs: ['{options.target-dir}'],
    options: { 'target-dir': directory, ...(isWasm ? { release: true, target: 'bundler' } : {}) },
    inputs: INPUTS,
  }
}
