import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badFiles } from './bad-files'
import { OCCASIONAL } from './bad-occasional'
import { STANDING } from './bad-repository'
import { BadRepository, tryFile } from './bad-trial'
import { type ChildResult, UnprivilegedSteps } from './bad-unreadable'
import { unprivilegedObstacle } from './unprivileged'

/** One that is known to pass, so that a red build means a change of ours. Others find other things: by hand, or in bad-main. */
const SEED = Number(process.env.NX_CRANE_BAD_SEED ?? 999_465)
// What a few forms of each file find; `npx tsx tools/faults/bad-main.ts` tries them all.
const MOST = 2

test('the same seed makes the same files, another one others', () => {
  const [file] = [...STANDING, ...OCCASIONAL]
  if (!file) throw new Error('nothing is tried')
  const made = (seed: number) => badFiles(file, seed, 20).map(({ what, bytes }) => `${what} ${bytes.length}`)
  expect(made(1)).toEqual(made(1))
  expect(made(1)).not.toEqual(made(2))
  expect(badFiles(file, 1).length).toBeGreaterThan(500)
})

/** Without those for which rustup would look for toolchains that there are not. */
const QUICK = [...STANDING, ...OCCASIONAL].filter(({ path }) => !path.startsWith('rust-toolchain'))

test.each(QUICK.map((file) => [file.path, file] as const))(
  `%s in bad forms costs its own project at most, and says so (seed ${SEED})`,
  async (_, file) => {
    const { trials, findings } = await tryFile(file, { seed: SEED, most: MOST })
    expect(findings).toEqual([])
    expect(trials).toBeGreaterThanOrEqual(MOST)
  },
)

describe.skipIf(unprivilegedObstacle() !== null)('what may not be read', () => {
  let steps: UnprivilegedSteps
  let repository: BadRepository
  let good: readonly ChildResult[]
  beforeAll(() => {
    steps = new UnprivilegedSteps()
    repository = new BadRepository()
    repository.write('crates/alone/data/text', '')
    good = steps.run(repository.root)
  })
  afterAll(() => {
    repository[Symbol.dispose]()
    steps[Symbol.dispose]()
  })

  // The projects that may change in the graph, those whose keys go, and what is said of it.
  test.each([
    ['crates/alone/data', [], ['crates/alone'], 'crates/alone/data: cannot be read: permission denied'],
    ['crates/alone/src/lib.rs', [], ['crates/alone'], 'crates/alone/src/lib.rs: cannot be read'],
    ['crates/alone', ['crates/alone'], ['crates/alone'], 'crates/alone cannot be read: permission denied'],
    [
      'crates/alone/Cargo.toml',
      ['crates/alone'],
      ['crates/alone'],
      'crates/alone/Cargo.toml: cannot be read',
    ],
    [
      'crates/alone/project.json',
      ['crates/alone'],
      ['crates/alone'],
      'crates/alone/project.json: cannot be read',
    ],
    ['packages/ui/package.json', ['packages/ui'], [], 'packages/ui/package.json: cannot be read'],
    ['apps/web', ['apps/web'], [], 'apps/web: cannot be read'],
    // Keys are kept elsewhere then, and read from there.
    ['node_modules', ['crates/alone', 'crates/chart', 'crates/engine', 'crates/tool'], [], ''],
  ])('%s costs the project that it lies in', (path, projects, keyless, said) => {
    chmodSync(join(repository.root, path), 0)
    try {
      const bad = steps.run(repository.root)
      const changed = (step: string) => {
        const before = good.find((each) => each.step === step)?.byProject ?? new Map<string, string>()
        const after = bad.find((each) => each.step === step)?.byProject
        return [...before].flatMap(([dir, made]) => (after?.get(dir) === made ? [] : [dir]))
      }
      expect(bad.filter(({ thrown }) => thrown !== null)).toEqual([])
      expect(changed('createNodes')).toEqual(projects)
      expect(changed('key')).toEqual(keyless)
      expect(bad.map(({ text }) => text).join('\n')).toContain(said)
    } finally {
      chmodSync(join(repository.root, path), 0o755)
    }
  })
})
