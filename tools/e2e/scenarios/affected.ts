import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

const BUILD = ['affected', '-t', 'build']
const ALL = ['@mixed/shape', '@mixed/ui', 'base', 'lone', 'middle', 'testkit', 'tool'].map(
  (project) => `${project}:build`,
)

/** What `nx affected` selects when a file changes that no project has, with the command that people use. */
export const affected: Scenario = {
  name: 'affected',
  fixture: 'mixed',
  async run(workspace, checks) {
    for (const file of ['Cargo.lock', '.cargo/config.toml']) {
      const selected = await selectedBy(workspace, file)
      checks.equal(`${file} affects all crates, and the package that uses one`, selected, ALL)
    }
    checks.equal('the README of the repository affects none', await selectedBy(workspace, 'README.md'), [])
    checks.equal(
      'a source affects its crate and those that need it',
      await selectedBy(workspace, 'crates/tool/src/main.rs'),
      ['tool:build'],
    )
    const explained = await workspace.nx([...BUILD, '--files=Cargo.lock', '--explain=stdout'])
    if (explained.output.includes('--explain needs')) return
    checks.true(
      'Nx explains that with the lock',
      explained.stdout.includes('"Cargo.lock"') && explained.stdout.includes('lone:key'),
      explained.output,
    )
  },
}

async function selectedBy(workspace: NxWorkspace, file: string): Promise<string[]> {
  const { code, stdout, output } = await workspace.nx([...BUILD, `--files=${file}`, '--graph=stdout'])
  const start = stdout.indexOf('{')
  if (code !== 0 || start < 0) throw new Error(output)
  const { tasks } = JSON.parse(stdout.slice(start)) as { tasks: { tasks: Record<string, unknown> } }
  return Object.keys(tasks.tasks)
    .filter((id) => id.endsWith(':build'))
    .sort()
}
