import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CratePlan } from '../generate/crate-plan'
import type { PackagePlan } from '../generate/package-plan'
import { writeMonorepo } from '../generate-monorepo'
import { commitAll } from './commit-all'
import type { Contestant, Place, Prepared, TaskHashes } from './contestant'
import { addToJson } from './json-file'
import { packagesOf } from './not-here'
import { PeerPrograms } from './peer-programs'
import { buildCommand, type Plans, unreadBy } from './planned-builds'
import { REPOSITORY } from './repository'

const VERSION = '2.11.11'

export const TURBOREPO: Contestant = {
  name: 'Turborepo',
  configuration:
    'Cargo workspaces switched on (`experimentalCargoWorkspaces`), cached also for libraries; builds read what it finds by itself (`$TURBO_DEFAULT$`) but documents, tests, benchmarks and examples, those of packages `tsconfig.base.json` too; each package that uses a wasm crate waits for its build by hand',
  prepare({ root, plan }: Place): Prepared {
    const modules = packagesOf('turbo', { turbo: VERSION })
    writeMonorepo(root, REPOSITORY)
    configure(root, plan)
    commitAll(root)
    const programs = new PeerPrograms(root)
    const args = [join(modules, 'turbo/bin/turbo'), 'run', 'build', '--filter=*', '--dry=json']
    return {
      version: VERSION,
      configurationFile: 'turbo.json',
      hashes: (variables) =>
        parseDryRun(programs.run(process.execPath, args, { ...variables, TURBO_TELEMETRY_DISABLED: '1' })),
    }
  },
}

function configure(root: string, plan: Plans): void {
  const build = { dependsOn: ['^build'], cache: true, inputs: inputsOf({}) }
  const special = plan.crates.filter(({ role, includesReadme }) => role === 'wasm' || includesReadme)
  const builds = special.map((crate) => [
    `${crate.name}#build`,
    { ...build, inputs: inputsOf(crate), ...(crate.role === 'wasm' ? wasmPack(crate) : {}) },
  ])
  addToJson(join(root, 'turbo.json'), {
    futureFlags: { experimentalCargoWorkspaces: true, experimentalTaskCommand: true },
    tasks: { build, ...Object.fromEntries(builds) },
  })
  appendFileSync(join(root, 'Cargo.toml'), '\n[workspace.metadata]\nname = "generated"\n')
  appendFileSync(join(root, '.gitignore'), '.turbo\n')
  addToJson(join(root, 'package.json'), { packageManager: 'npm@10.9.0' })
  for (const one of plan.packages) addToJson(join(root, one.dir, 'turbo.json'), packageTasks(one))
}

function wasmPack(crate: CratePlan): Record<string, unknown> {
  return { command: buildCommand(crate).split(' '), outputs: ['pkg/**'] }
}

/** From the root: the files of a crate include those of the crates that it depends on. */
function inputsOf(project: { readonly includesReadme?: boolean }): string[] {
  return [
    '$TURBO_DEFAULT$',
    ...unreadBy(project).map((glob) => `!$TURBO_ROOT$/**/${glob.replace(/^\*\*\//, '')}`),
  ]
}

function packageTasks({ wasm }: PackagePlan): Record<string, unknown> {
  const build = {
    dependsOn: ['^build', ...wasm.map(({ name }) => `${name}#build`)],
    inputs: [...inputsOf({}), '$TURBO_ROOT$/tsconfig.base.json'],
    outputs: ['dist/**'],
  }
  return { extends: ['//'], tasks: { build } }
}

interface DryRun {
  readonly tasks: readonly {
    readonly task: string
    readonly hash: string
    readonly directory: string
    /** `<NONEXISTENT>` for a package without the script. */
    readonly command: string
  }[]
}

function parseDryRun(text: string): TaskHashes {
  const { tasks } = JSON.parse(text) as DryRun
  const builds = tasks.filter(({ task, command }) => task === 'build' && command !== '<NONEXISTENT>')
  return Object.fromEntries(builds.map(({ directory, hash }) => [directory, hash]))
}
