import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

const AUDIT = 'cargo-workspace:audit'

/** cargo-audit and cargo-deny, which need the network, are stand-ins here: how Nx comes to start them is the question. */
export const dependencyChecks: Scenario = {
  name: 'dependency-checks',
  fixture: 'mixed',
  combinations: ['23.3.1 no daemon', '24.0.6 daemon'],
  async run(workspace, checks) {
    const bin = join(workspace.root, '.nx/programs')
    mkdirSync(bin, { recursive: true })
    symlinkSync(cargoOnPath(), join(bin, 'cargo'))
    const env = {
      PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
      CARGO_HOME: join(workspace.root, '.nx/cargo-home'),
    }
    workspace.write('README.md', 'Of no project.\n')
    checks.equal(
      'the Cargo workspace has its lock audited, and its crates do not',
      await targets(workspace),
      ['cargo-workspace:audit'],
    )
    checks.equal(
      'its project is affected by the lock, and has no file that was nobody’s',
      [await isAffected(workspace, 'Cargo.lock'), await isAffected(workspace, 'README.md')],
      [true, false],
    )

    const missing = await workspace.runMany(['-t', 'audit'], env)
    checks.equal('without cargo-audit the run fails', missing.failed, [AUDIT], missing.finished.output)
    checks.true(
      'and says how to install it',
      missing.finished.output.includes('run `cargo install cargo-audit --locked`'),
      missing.finished.output,
    )

    install(bin, 'cargo-audit', 0)
    const sound = await workspace.runMany(['-t', 'audit'], env)
    checks.equal('with it, it is started', sound.executed, [AUDIT], sound.finished.output)
    checks.true(
      'in the directory of the lock',
      sound.finished.output.includes(`cargo-audit audit in ${workspace.root}\n`),
      sound.finished.output,
    )
    install(bin, 'cargo-audit', 1)
    const advised = await workspace.runMany(['-t', 'audit'], env)
    checks.equal(
      'an advisory that came since then is found',
      advised.failed,
      [AUDIT],
      advised.finished.output,
    )

    await workspace.change('deny.toml', () => '[licenses]\n')
    await workspace.change('crates/lone/deny.toml', () => '[licenses]\n')
    checks.equal('deny is where its configuration lies', await targets(workspace), [
      'cargo-workspace:audit',
      'cargo-workspace:deny',
      'lone:deny',
    ])
    install(bin, 'cargo-deny', 0)
    const denied = await workspace.runMany(['-t', 'deny'], env)
    checks.equal(
      'both are checked',
      denied.executed,
      ['cargo-workspace:deny', 'lone:deny'],
      denied.finished.output,
    )
    checks.true(
      'the workspace with all its crates',
      denied.finished.output.includes(
        `cargo-deny deny --manifest-path=Cargo.toml --workspace check in ${workspace.root}\n`,
      ),
      denied.finished.output,
    )
  },
}

async function isAffected(workspace: NxWorkspace, file: string): Promise<boolean> {
  const shown = await workspace.nx(['show', 'projects', '--affected', `--files=${file}`, '--json'])
  if (shown.code !== 0) throw new Error(shown.output)
  return shown.stdout.includes('"cargo-workspace"')
}

/** The checks of all projects. */
async function targets(workspace: NxWorkspace): Promise<string[]> {
  const file = join(workspace.root, '.nx/graph.json')
  const { output } = await workspace.nx(['graph', `--file=${file}`])
  if (!existsSync(file)) throw new Error(`nx graph wrote nothing:\n${output}`)
  const { graph } = workspace.json('.nx/graph.json') as unknown as {
    graph: { nodes: Record<string, { data: { targets: Record<string, { executor?: string }> } }> }
  }
  return Object.entries(graph.nodes)
    .flatMap(([project, { data }]) =>
      Object.entries(data.targets).flatMap(([name, { executor }]) =>
        executor === 'nx-crane:cargo-dependencies' ? [`${project}:${name}`] : [],
      ),
    )
    .sort()
}

function install(bin: string, program: string, code: number): void {
  const path = join(bin, program)
  writeFileSync(path, `#!/bin/sh\necho "${program} $* in $PWD"\nexit ${code}\n`)
  chmodSync(path, 0o755)
}

function cargoOnPath(): string {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'cargo'))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found === undefined) throw new Error('no cargo on PATH')
  return found
}
