import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { envInputs } from './env-inputs'
import { envTargets } from './env-targets'
import { TaskEnvironment } from './task-environment'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-dotenv-')))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const taskEnv = join(
  dirname(createRequire(__filename).resolve('nx/package.json')),
  'dist/src/tasks-runner/task-env.js',
)

/** What Nx itself gives a task that it starts by itself. */
function environmentByNx(
  target: { projectRoot: string; target: string; configuration?: string },
  environment: Record<string, string>,
): Record<string, string> {
  const script = `
    const { getGraphTimeDotEnvForTask } = require(process.argv[1])
    const [root, target, configuration, environment] = JSON.parse(process.argv[2])
    console.log(JSON.stringify(getGraphTimeDotEnvForTask(root, target, configuration ?? undefined, undefined, environment)))`
  const request = JSON.stringify([
    target.projectRoot,
    target.target,
    target.configuration ?? null,
    environment,
  ])
  const env = { ...process.env, NX_WORKSPACE_ROOT_PATH: root, NX_WORKSPACE_ROOT: root }
  const printed = execFileSync(process.execPath, ['-e', script, taskEnv, request], {
    ...{ cwd: root, env, encoding: 'utf8' as const },
  })
  return JSON.parse(printed)
}

const FILES = {
  'nx.json': '{}',
  '.env': 'SHARED=root\nBOTH=root\n',
  '.env.build': 'OF_BUILD=root\nBOTH=build of the root\n',
  'crates/x/.env': 'OWN="a $SHARED"\nBOTH=own\nLOCAL=no\nSET=file\nEMPTY=\n# comment\n',
  'crates/x/.env.local': 'LOCAL=yes\n',
  'crates/x/.local.env': 'LOCAL=too late\nFROM=local.env\n',
  'crates/x/.env.test': 'LOCAL=test\n',
  'crates/x/.production.env': 'LOCAL=production\n',
  'crates/x/.env.build.production.local': 'MOST="special $OWN"\n',
}
const ENVIRONMENT = { SHARED: 'root', BOTH: 'root', SET: 'by hand', PATH: '/bin' }

test.each([
  ['build', undefined],
  ['test', undefined],
  ['build', 'production'],
])('a task %s (%s) has the variables that Nx gives it by itself', (target, configuration) => {
  write(FILES)
  const place = { projectRoot: 'crates/x', target, ...(configuration ? { configuration } : {}) }
  const changes = new TaskEnvironment(root, ENVIRONMENT).changes(place)
  expect({ ...ENVIRONMENT, ...changes }).toEqual(environmentByNx(place, ENVIRONMENT))
})

test('where only the files for all tasks are, nothing is added', () => {
  write({ '.env': 'A=1\n', '.env.local': 'B=2\n', 'crates/x/Cargo.toml': '' })
  expect(
    new TaskEnvironment(root, { A: '1', B: '2' }).of({ projectRoot: 'crates/x', target: 'build' }),
  ).toEqual({})
})

test('is the same where Nx has loaded the files already', () => {
  write(FILES)
  const place = { projectRoot: 'crates/x', target: 'build' }
  const batch = new TaskEnvironment(root, ENVIRONMENT)
  const single = new TaskEnvironment(root, environmentByNx(place, ENVIRONMENT))
  expect(single.of(place)).toEqual(batch.of(place))
  expect(single.changes(place)).toEqual({})
})

test('each kind has the inputs of its own targets and their configurations, and shows no secrets', () => {
  write({ 'crates/x/.env.test': 'API_KEY=hush\n', 'crates/x/.env.fast': 'LEVEL=3\n' })
  const options = { crate: 'x', manifest: 'crates/x/Cargo.toml' }
  const targets = {
    build: {
      executor: 'nx-crane:cargo',
      options: { ...options, kind: 'build' },
      configurations: { fast: {} },
    },
    test: { executor: 'nx-crane:cargo', options: { ...options, kind: 'test' } },
    key: { executor: 'nx-crane:key', options },
  }
  const projectsConfigurations = { version: 2, projects: { x: { root: 'crates/x', targets } } }
  const own = envTargets({ projectsConfigurations }).get('crates/x/Cargo.toml') ?? []
  const inputs = envInputs(own, new TaskEnvironment(root, {}))
  expect([...inputs]).toEqual([
    ['build', [{ what: 'environment: LEVEL, of build:fast', value: 'set to 3' }]],
    ['test', [{ what: 'environment: API_KEY, of test', value: expect.stringContaining('digest') }]],
  ])
  expect(JSON.stringify([...inputs])).not.toContain('hush')
})
