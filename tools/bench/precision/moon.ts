import { appendFileSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CratePlan } from '../generate/crate-plan'
import { writeMonorepo } from '../generate-monorepo'
import { commitAll } from './commit-all'
import type { Contestant, Place, Prepared } from './contestant'
import { addToJson } from './json-file'
import { packagesOf } from './not-here'
import { PeerPrograms } from './peer-programs'
import { CARGO_FILES, cratesBelow, type Plans, unreadBy } from './planned-builds'
import { REPOSITORY } from './repository'

const VERSION = '2.5.5'

export const MOON: Contestant = {
  name: 'moon',
  configuration:
    'a `moon.yml` for each project with its dependencies by hand, since the plugins for languages are downloaded at run time; crates read the same files as with plain Nx, `$RUSTFLAGS` and the fingerprint `rustc --version`, packages theirs without documents and tests, `tsconfig.base.json` and `package-lock.json`',
  prepare({ root, plan }: Place): Prepared {
    const modules = packagesOf('moon', { '@moonrepo/cli': VERSION })
    writeMonorepo(root, REPOSITORY)
    configure(root, plan)
    commitAll(root)
    const programs = new PeerPrograms(root)
    const program = join(modules, '@moonrepo/core-linux-x64-gnu/moon')
    return {
      version: VERSION,
      configurationFile: '.moon/workspace.yml',
      // It has hashes only of what it has run.
      hashes: (variables) => {
        programs.run(program, ['run', ':build', '--log', 'error'], variables)
        return Object.fromEntries([...plan.kinds.keys()].map((dir) => [dir, lastHash(root, dir)]))
      },
    }
  },
}

function lastHash(root: string, dir: string): string {
  const file = join(root, '.moon/cache/states', basename(dir), 'build/lastRun.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { hash: string }).hash
}

/** What is JSON is YAML. */
function configure(root: string, plan: Plans): void {
  const dirs = [...plan.crates, ...plan.packages].map(({ dir }) => dir)
  addToJson(join(root, '.moon/workspace.yml'), {
    projects: Object.fromEntries(dirs.map((dir) => [basename(dir), dir])),
    vcs: { client: 'git', defaultBranch: 'main' },
    telemetry: false,
    pipeline: { installDependencies: false, syncProjects: false, syncWorkspace: false },
  })
  addToJson(join(root, '.moon/toolchains.yml'), {})
  appendFileSync(join(root, '.gitignore'), '.moon/cache\n')
  for (const crate of plan.crates) addToJson(join(root, crate.dir, 'moon.yml'), crateProject(crate, plan))
  for (const { dir, packages, wasm } of plan.packages) {
    const inputs = ['@group(sources)', 'package.json', 'tsconfig.json', 'tsconfig.lib.json', ...SHARED]
    addToJson(join(root, dir, 'moon.yml'), {
      language: 'typescript',
      fileGroups: { sources: ['src/**/*', '!src/**/*.spec.ts'] },
      dependsOn: [...packages, ...wasm].map((used) => basename(used.dir)),
      tasks: { build: { ...task('dist'), inputs } },
    })
  }
}

const SHARED = ['/tsconfig.base.json', '/package-lock.json']

function crateProject(crate: CratePlan, plan: Plans): Record<string, unknown> {
  const files = [
    '**/*',
    ...unreadBy(crate).map((glob) => `!${glob}`),
    ...CARGO_FILES.map((file) => `/${file}`),
  ]
  return {
    language: 'rust',
    dependsOn: cratesBelow(crate, plan).map(({ dir }) => basename(dir)),
    tasks: {
      build: {
        ...task(crate.role === 'wasm' ? 'pkg' : 'dist'),
        inputs: [...files, '$RUSTFLAGS'],
        checks: [{ check: 'fingerprint', script: 'rustc --version', hash: 'stdout' }],
      },
    },
  }
}

/** It has to run, so it compiles nothing. */
function task(output: string): Record<string, unknown> {
  return {
    script: `mkdir -p ${output} && echo built > ${output}/built`,
    deps: ['^:build'],
    outputs: [output],
  }
}
