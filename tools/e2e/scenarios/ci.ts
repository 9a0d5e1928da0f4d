import type { PackedPlugin } from '../../kit/packed-plugin'
import { CiMachine, projectsIn } from '../ci-machine'
import { CiRemote } from '../ci-remote'
import { runGithubJob } from '../github-job'
import { runGitlabJob } from '../gitlab-job'
import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

const KINDS = ['build', 'format', 'lint', 'test']
const tasksOf = (...crates: string[]) => crates.flatMap((crate) => KINDS.map((kind) => `${crate}:${kind}`))

/** The steps of the generated workflows, run in order in clean clones of a repository with a remote. */
export const ci: Scenario = {
  name: 'ci',
  fixture: 'empty',
  combinations: ['24.0.6 no daemon'],
  async run(workspace, checks, plugin) {
    const remote = await createRepository(workspace, plugin)
    const machine = new CiMachine()
    try {
      const generated = await workspace.nx(['g', 'nx-crane:ci'])
      checks.equal('nx g nx-crane:ci', generated.code, 0, generated.output)
      const gitlab = await workspace.nx(['g', 'nx-crane:ci', '--provider', 'gitlab'])
      checks.equal('and for GitLab', gitlab.code, 0, gitlab.output)
      const written = workspace.read('.github/workflows/ci.yml')
      const again = await workspace.nx(['g', 'nx-crane:ci', '--provider', 'github'])
      checks.equal('again changes nothing', workspace.read('.github/workflows/ci.yml'), written, again.output)
      const first = await remote.push('main')

      const initial = await runGithubJob(remote, machine, { event: { name: 'push', commit: first } })
      checks.equal('the first push passes', initial.failed, null, initial.output)
      checks.equal(
        'it runs everything',
        initial.tasks?.executed,
        [...tasksOf('app', 'base', 'lone'), 'page:build'].sort(),
        initial.output,
      )
      checks.true(
        'after asking for the last good run of the main branch',
        machine.calls.includes(
          'gh api --method GET repos/acme/app/actions/workflows/ci.yml/runs -f branch=main',
        ),
        machine.calls,
      )
      checks.true('and for a compiler', machine.calls.includes('rustup toolchain install'), machine.calls)

      await workspace.change('crates/base/src/lib.rs', (text) => text.replace('    3\n', '    1 + 2\n'))
      const change = await remote.push('change')
      const merge = await remote.mergeOf('change')
      const pull = await runGithubJob(remote, machine, { event: { name: 'pull_request', commit: merge } })
      checks.equal('a pull request passes', pull.failed, null, pull.output)
      checks.true('its base is the main branch', pull.output.includes(`base: ${first}`), pull.output)
      checks.equal(
        'it runs what it changes, and what uses that',
        projectsIn(pull.tasks ?? NOTHING),
        ['app', 'base'],
        pull.output,
      )

      const pushed = await runGithubJob(remote, machine, { event: { name: 'push', commit: change } })
      checks.equal(
        'a push without a last good run runs everything: the cache has what did not change, and nothing of the pull request',
        [
          pushed.tasks?.executed.includes('base:build'),
          pushed.tasks?.hits.filter((id) => !id.startsWith('app:')),
        ],
        [true, [...tasksOf('lone'), 'page:build']],
        pushed.output,
      )

      const merged = await runGitlabJob(remote, machine, { commit: change, base: first })
      checks.equal(
        'on GitLab a merge request passes',
        merged.tasks.finished.code,
        0,
        merged.tasks.finished.output,
      )
      checks.equal(
        'it runs the same',
        projectsIn(merged.tasks),
        ['app', 'base'],
        merged.tasks.finished.output,
      )
      checks.equal('and its commit is remembered', merged.lastGood, change)

      machine.lastGood = change
      await workspace.change('crates/app/src/main.rs', (text) => text.replace('three', 'four'))
      const broken = await remote.push('broken')
      const failing = await runGithubJob(remote, machine, { event: { name: 'push', commit: broken } })
      checks.true(
        'the base of a push is the last good run',
        failing.output.includes(`base: ${change}`),
        failing.output,
      )
      checks.equal(
        'a fault fails the step of the tasks, and nothing else is run',
        [failing.failed, projectsIn(failing.tasks ?? NOTHING)],
        ['Format, lint, test and build what is affected', ['app']],
        failing.output,
      )
    } finally {
      machine.dispose()
      remote.dispose()
    }
  },
}

const NOTHING = {
  executed: [],
  hits: [],
  failed: [],
  finished: { code: null, stdout: '', stderr: '', output: '' },
}

/** Three crates and a package, with a lock of each kind. */
export function createRepository(workspace: NxWorkspace, plugin: PackedPlugin): Promise<CiRemote> {
  const { nx, devkit } = {
    nx: workspace.json('node_modules/nx/package.json').version,
    devkit: workspace.json('node_modules/@nx/devkit/package.json').version,
  }
  const manifest = {
    ...{ name: 'repository', version: '0.0.0', private: true, workspaces: ['packages/*'] },
    devDependencies: { nx, '@nx/devkit': devkit, 'nx-crane': 'file:vendor/nx-crane.tgz' },
  }
  workspace.write('package.json', JSON.stringify(manifest))
  workspace.write('nx.json', JSON.stringify({ plugins: ['nx-crane'], analytics: false }))
  workspace.write('.gitignore', 'node_modules\ndist\ntarget\n.nx\n')
  workspace.write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n')
  const crates = { app: 'base', base: null, lone: null }
  for (const [name, uses] of Object.entries(crates)) {
    const dependency = uses === null ? '' : `\n[dependencies]\n${uses} = { path = "../${uses}" }\n`
    workspace.write(
      `crates/${name}/Cargo.toml`,
      `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${dependency}`,
    )
  }
  workspace.write(
    'crates/base/src/lib.rs',
    'pub fn three() -> u32 {\n    3\n}\n\n#[test]\nfn is_three() {\n    assert_eq!(three(), 3);\n}\n',
  )
  workspace.write('crates/lone/src/lib.rs', 'pub fn alone() -> bool {\n    true\n}\n')
  workspace.write('crates/app/src/main.rs', 'fn main() {\n    println!("{}", base::three());\n}\n')
  const locked = Object.entries(crates).map(
    ([name, uses]) =>
      `\n[[package]]\nname = "${name}"\nversion = "0.1.0"\n${uses === null ? '' : `dependencies = [\n "${uses}",\n]\n`}`,
  )
  workspace.write('Cargo.lock', `version = 4\n${locked.join('')}`)
  const page = {
    ...{ name: 'page', version: '0.0.0', private: true },
    scripts: { build: "node -e \"require('fs').mkdirSync('dist', { recursive: true })\"" },
    nx: { targets: { build: { cache: true, outputs: ['{projectRoot}/dist'] } } },
  }
  workspace.write('packages/page/package.json', JSON.stringify(page))
  return CiRemote.create(workspace, plugin)
}
