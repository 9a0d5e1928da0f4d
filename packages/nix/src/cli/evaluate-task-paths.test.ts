import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { evaluateTaskPaths } from './evaluate-task-paths'

// What Nix gives is checked with real Nix (tools/check-flake); here it is about what is made of it.

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-evaluate-')))
  for (const file of ['flake.nix', 'nix/nx-crane/task-paths.nix', 'nix/nx-crane/crates.nix']) write(file, '')
})
afterEach(() => rmSync(root, { recursive: true }))

const PATH = { storePath: '/nix/store/x-engine', derivation: '/nix/store/y-engine.drv' }
const crate = (attribute: string, tasks: object) => ({
  attribute,
  dir: attribute,
  workspace: '',
  extraFiles: [],
  tasks,
})
const printed = (crates: object, nixVersion = '2.34.8') =>
  JSON.stringify({ nixVersion, system: 'x86_64-linux', crates })
const failureOf = (task: object | null) =>
  `@nix ${JSON.stringify({ action: 'msg', level: 0, raw_msg: 'broken', file: 'ROOT/flake.nix:2:1', line: 2, trace: task ? [{ raw_msg: `nx-crane:${JSON.stringify(task)}` }] : [] })}`

test('one evaluation gives the paths of all tasks', async () => {
  answer([printed({ 'engine/Cargo.toml': crate('engine', { build: PATH }) })])
  const { paths, errors } = await evaluate()
  expect(paths).toEqual({ 'engine/Cargo.toml': { attribute: 'engine', tasks: { build: PATH } } })
  expect(errors).toEqual({})
  expect(rounds()).toHaveLength(1)
})

test('nothing that is not of the repository is seen, and its names are words of their own', async () => {
  answer([printed({})])
  await evaluate({ inputOverrides: { 'a b': '/in puts' }, system: 'x; y' })
  const [args = ''] = rounds()
  expect(args).toContain(`|restrict-eval|true|`)
  expect(args).toContain(`|-I|repository=${root}|-I|a b=/in puts|`)
  expect(args).toContain(`|--argstr|inputOverrides|{"a b":"/in puts"}|--argstr|ignored|["a/x y"]|`)
  expect(args).toContain('|--argstr|system|x; y|')
})

test('a task that fails has its error, and so has what needs it; the others go on', async () => {
  answer([
    failureOf({ attribute: 'app', kind: 'build' }),
    failureOf({ attribute: 'engine', kind: 'build' }),
    printed({
      'app/Cargo.toml': crate('app', { build: { cause: 0 } }),
      'engine/Cargo.toml': crate('engine', { build: { cause: 0 } }),
      'other/Cargo.toml': crate('other', { build: PATH }),
    }),
  ])
  const { paths, errors } = await evaluate()
  expect(paths['engine/Cargo.toml']?.tasks).toEqual({ build: null })
  expect(paths['other/Cargo.toml']?.tasks).toEqual({ build: PATH })
  expect(errors['engine/Cargo.toml']?.build?.message).toMatch(/^flake.nix:2: broken\n/)
  expect(errors['app/Cargo.toml']?.build?.message).toMatch(/broken \(in engine, which this needs\)/)
  // The first round has no order, so that what fails in it need not be at fault.
  expect(rounds().map((args) => /\|failed\|(.*?)\|/.exec(args)?.[1])).toEqual([
    undefined,
    '[]',
    '[{"attribute":"engine","kind":"build"}]',
  ])
})

test('what fails for another reason than a task fails all', async () => {
  answer([failureOf(null), failureOf(null)])
  await expect(evaluate()).rejects.toMatchObject({ code: 'EVALUATION_FAILED', file: 'flake.nix:2' })
})

test('more failures than anyone reads are not told one by one', async () => {
  const failures = Array.from({ length: 7 }, (_, index) =>
    failureOf({ attribute: `c${index}`, kind: 'build' }),
  )
  answer([...failures, printed({ 'x/Cargo.toml': crate('x', { build: null }) })])
  const { errors } = await evaluate()
  expect(errors['x/Cargo.toml']?.build?.code).toBe('EVALUATION_FAILED')
  expect(rounds().map((args) => args.includes('|tolerant|true|'))).toEqual([...Array(7).fill(false), true])
})

test.each([
  ['that evaluates', printed({}, '2.30.1')],
  ['that does not', "error: unrecognised flag '--log-format'"],
])('a Nix too old %s is named', async (_, text) => {
  answer([text], '2.30.1')
  await expect(evaluate()).rejects.toMatchObject({
    code: 'NIX_TOO_OLD',
    message: expect.stringMatching(/^Nix 2\.30\.1 .* 2\.31\.2 or newer/),
    hint: expect.stringContaining('NX_CRANE_BUILDER=cargo'),
  })
})

test('what another version generated is out of date', async () => {
  answer(['{"engine/Cargo.toml":{}}'])
  await expect(evaluate()).rejects.toMatchObject({
    code: 'FLAKE_OUT_OF_DATE',
    hint: expect.stringContaining('nx sync'),
  })
})

test('without a flake, or without the program, the way out is named', async () => {
  answer([printed({})])
  await expect(evaluate({ program: join(root, 'none') })).rejects.toMatchObject({ code: 'NIX_MISSING' })
  rmSync(join(root, 'flake.nix'))
  await expect(evaluate()).rejects.toMatchObject({
    code: 'FLAKE_MISSING',
    hint: expect.stringContaining('nx-crane flake'),
  })
})

test('an evaluation that is interrupted ends', async () => {
  write('nix-instantiate', '#!/bin/sh\nexec sleep 60\n')
  chmodSync(join(root, 'nix-instantiate'), 0o755)
  const controller = new AbortController()
  const evaluation = evaluate({ signal: controller.signal })
  controller.abort()
  await expect(evaluation).rejects.toMatchObject({ name: 'AbortError' })
})

function evaluate(options: Partial<Parameters<typeof evaluateTaskPaths>[0]> = {}) {
  return evaluateTaskPaths({
    ignored: ['a/x y'],
    root,
    program: join(root, 'nix-instantiate'),
    inputOverrides: {},
    env: process.env,
    ...options,
  })
}

/** A program that gives one answer after the other: what is no JSON it says as an error. */
function answer(answers: readonly string[], version = '2.34.8'): void {
  for (const [index, text] of answers.entries()) write(`answers/${index}`, text.replaceAll('ROOT', root))
  write(
    'nix-instantiate',
    `#!/bin/sh
if [ "$1" = --version ]; then echo 'nix-instantiate (Nix) ${version}'; exit; fi
index=$(ls ${root}/rounds 2>/dev/null | wc -l)
mkdir -p ${root}/rounds
printf '|%s' "$@" '' > ${root}/rounds/$index
case "$(head -c 1 ${root}/answers/$index)" in
  '{') cat ${root}/answers/$index ;;
  *) cat ${root}/answers/$index >&2; exit 1 ;;
esac
`,
  )
  chmodSync(join(root, 'nix-instantiate'), 0o755)
}

/** The arguments of each round. */
function rounds(): string[] {
  const found: string[] = []
  for (let index = 0; ; index++) {
    try {
      found.push(readFileSync(join(root, 'rounds', String(index)), 'utf8'))
    } catch {
      return found
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
