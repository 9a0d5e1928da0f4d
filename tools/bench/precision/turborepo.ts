import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackagePlan } from '../generate/package-plan'
import { writeMonorepo } from '../generate-monorepo'
import { commitAll } from './commit-all'
import type { Contestant, Place, Prepared, TaskHashes } from './contestant'
import { addToJson } from './json-file'
import { packagesOf } from './not-here'
import { PeerPrograms } from './peer-programs'
import { buildCommand, type Plans } from './planned-builds'
import { REPOSITORY } from './repository'

const VERSION = '2.11.11'

export const TURBOREPO: Contestant = {
  name: 'Turborepo',
  configuration:
    'Cargo workspaces switched on (`experimentalCargoWorkspaces`), whose inputs of crates are its own, cached also for libraries; builds of packages read `$TURBO_DEFAULT$` without documents and tests, and `tsconfig.base.json`; each package that uses a wasm crate waits for its build by hand',
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
  const wasm = plan.crates.filter(({ role }) => role === 'wasm')
  const build = { dependsOn: ['^build'], cache: true }
  const wasmBuilds = wasm.map((crate) => [
    `${crate.name}#build`,
    { ...build, command: buildCommand(crate).split(' '), outputs: ['pkg/**'] },
  ])
  addToJson(join(root, 'turbo.json'), {
    futureFlags: { experimentalCargoWorkspaces: true, experimentalTaskCommand: true },
    tasks: { build, ...Object.fromEntries(wasmBuilds) },
  })
  appendFileSync(join(root, 'Cargo.toml'), '\n[workspace.metadata]\nname = "generated"\n')
  appendFileSync(join(root, '.gitignore'), '.turbo\n')
  addToJson(join(root, 'package.json'), { packageManager: 'npm@10.9.0' })
  for (const one of plan.packages) addToJson(join(root, one.dir, 'turbo.json'), packageTasks(one))
}

function packageTasks({ wasm }: PackagePlan): Record<string, unknown> {
  const unread = ['!**/*.md', '!**/*.spec.ts', '!tsconfig.spec.json']
  const build = {
    dependsOn: ['^build', ...wasm.map(({ name }) => `${name}#build`)],
    inputs: ['$TURBO_DEFAULT$', ...unread, '$TURBO_ROOT$/tsconfig.base.json'],
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
