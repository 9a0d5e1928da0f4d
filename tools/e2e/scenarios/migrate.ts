import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

const TARGET_DIR = { 'target-dir': 'dist/target/tool' }
const OUTPUTS = ['{options.target-dir}']
const RELEASE = { production: { release: true } }

/** As `nx g @monodon/rust:binary` (3.0.0) writes it. */
const TOOL = {
  name: 'tool',
  projectType: 'application',
  targets: {
    build: {
      cache: true,
      executor: '@monodon/rust:build',
      outputs: OUTPUTS,
      options: TARGET_DIR,
      configurations: RELEASE,
    },
    test: { cache: true, executor: '@monodon/rust:test', outputs: OUTPUTS, options: TARGET_DIR },
    lint: { cache: true, executor: '@monodon/rust:lint', outputs: OUTPUTS, options: TARGET_DIR },
    run: { executor: '@monodon/rust:run', outputs: OUTPUTS, options: TARGET_DIR, configurations: RELEASE },
    greet: { command: 'echo hello' },
  },
  tags: ['scope:tools'],
}

/** As `nx g @monodon/rust:library` writes it, with a test of its own. */
const BASE = {
  name: 'base',
  targets: {
    build: { executor: '@monodon/rust:check' },
    test: { cache: true, executor: '@monodon/rust:test' },
    'test-release': { cache: true, executor: '@monodon/rust:test', options: { release: true } },
  },
}

/** The executors of @monodon/rust as Nx needs them to show a graph; the package itself wants an older Nx. */
function installStandIn(workspace: NxWorkspace): void {
  const executor = { implementation: './executor.js', schema: './schema.json' }
  const executors = Object.fromEntries(
    ['build', 'check', 'test', 'lint', 'run'].map((name) => [name, executor]),
  )
  const files = {
    'package.json': {
      name: '@monodon/rust',
      version: '3.0.0',
      main: 'index.js',
      executors: './executors.json',
    },
    'executors.json': { executors },
    'schema.json': { version: 2, type: 'object', properties: {} },
  }
  for (const [name, json] of Object.entries(files)) {
    workspace.write(`node_modules/@monodon/rust/${name}`, JSON.stringify(json))
  }
  workspace.write('node_modules/@monodon/rust/index.js', 'exports.name = "@monodon/rust"\n')
  workspace.write(
    'node_modules/@monodon/rust/executor.js',
    'module.exports = async () => ({ success: true })\n',
  )
}

/** A workspace of @monodon/rust, handed over to ours. */
export const migrate: Scenario = {
  name: 'migrate',
  fixture: 'mixed',
  combinations: ['23.3.1 no daemon', '24.0.6 no daemon'],
  async run(workspace, checks) {
    installStandIn(workspace)
    workspace.write('crates/tool/project.json', `${JSON.stringify(TOOL, null, 2)}\n`)
    workspace.write('crates/base/project.json', `${JSON.stringify(BASE, null, 2)}\n`)
    workspace.write(
      'nx.json',
      '{\n  // what was there before\n  "plugins": ["@monodon/rust"],\n  "analytics": false\n}\n',
    )
    await workspace.change('package.json', (text) =>
      text.replace(
        '"private": true,',
        '"private": true,\n  "devDependencies": { "@monodon/rust": "3.0.0", "nx": ">=23" },',
      ),
    )
    const files = ['nx.json', 'package.json', 'crates/tool/project.json', 'crates/base/project.json']
    const texts = () => files.map((file) => workspace.read(file))
    const before = texts()
    const targetsBefore = await executorsOf(workspace, 'tool')

    const planned = await workspace.command(['migrate', '--dry-run'])
    checks.true(
      'the command prints the targets before and after',
      /tool +build +@monodon\/rust:build +nx-crane:cargo\n/.test(planned),
      planned,
    )
    const dry = await workspace.nx(['g', 'nx-crane:migrate', '--dry-run'])
    checks.equal('neither writes anything with --dry-run', texts(), before, dry.output)

    const migrated = await workspace.nx(['g', 'nx-crane:migrate', '--skipInstall'])
    checks.equal('nx g nx-crane:migrate succeeds', migrated.code, 0, migrated.output)
    checks.true(
      'it prints what changes',
      migrated.output.includes('removed the plugin @monodon/rust'),
      migrated.output,
    )
    checks.equal(
      'the old plugin is gone, and comments are not',
      workspace.read('nx.json').includes('// what was there before') && !texts().join().includes('@monodon'),
      true,
      texts().join(),
    )
    const targetsAfter = await executorsOf(workspace, 'tool')
    checks.equal(
      'every target is there under its name, and is ours where it was the old plugin’s',
      Object.keys(targetsBefore).map((name) => [name, targetsAfter[name]]),
      [
        ['build', 'nx-crane:cargo'],
        ['test', 'nx-crane:cargo'],
        ['lint', 'nx-crane:cargo'],
        ['run', 'nx-crane:cargo-run'],
        ['greet', 'nx:run-commands'],
      ],
    )

    const all = ['-t', 'build,test,test-release,lint', '-p', 'base,tool']
    const first = await workspace.runMany(all)
    checks.equal('they work', [first.failed, first.executed.length], [[], 7], first.finished.output)
    checks.equal('the program is built', await workspace.execute('crates/tool/dist/cargo/tool'), 'six is 6\n')
    const second = await workspace.runMany(all)
    checks.equal('a second run is all hits', second.hits, first.executed, second.finished.output)
    const production = await workspace.runMany(['-t', 'build', '-p', 'tool', '-c', 'production'])
    checks.true(
      'and so does the configuration',
      production.finished.output.includes('`release` profile'),
      production.finished.output,
    )

    const after = texts()
    const again = await workspace.nx(['g', 'nx-crane:migrate', '--skipInstall'])
    checks.true(
      'a second time there is nothing to migrate',
      again.output.includes('nothing to migrate'),
      again.output,
    )
    checks.equal('and nothing changes', texts(), after, again.output)
  },
}

async function executorsOf(workspace: NxWorkspace, project: string): Promise<Record<string, string>> {
  const { stdout, output } = await workspace.nx(['show', 'project', project, '--json'])
  const line = stdout.split('\n').find((each) => each.startsWith('{'))
  if (line === undefined) throw new Error(`nx show project printed no project:\n${output}`)
  const { targets } = JSON.parse(line) as { targets: Record<string, { executor: string }> }
  return Object.fromEntries(Object.entries(targets).map(([name, { executor }]) => [name, executor]))
}
