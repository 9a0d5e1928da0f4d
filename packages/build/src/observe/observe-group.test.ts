import { afterEach, expect, test, vi } from 'vitest'
import type { CrateGroup } from '../crate-group'
import { type ObservedGroup, observeGroup } from './observe-group'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['build', [undefined, true], true],
  ['build', [true, false], false],
  ['format', [true], false],
])(
  'a group of %s whose tasks may be observed: %s. Somebody hears of it: %s',
  async (kind, observe, expected) => {
    // It says so, and compiles nothing.
    vi.stubEnv('NX_CRANE_OBSERVER', 'off')
    const seen: ObservedGroup[] = []
    const members = observe.map((each) => ({
      task: { root: '/none', ...(each === undefined ? {} : { observe: each }) },
    }))
    const group = {
      kind,
      workspace: '/none/Cargo.toml',
      packages: { targetDirectory: '/none/target' },
      members,
    }
    const run = vi.fn(async function* () {})
    const context = {
      ...{ signal: undefined, onOutput: () => {}, concurrency: 1, observer: null },
      checkReads: null,
      onObserved: (observed: ObservedGroup) => void seen.push(observed),
    }
    for await (const _ of observeGroup(group as unknown as CrateGroup, context, run)) expect.unreachable()
    expect(run).toHaveBeenCalledOnce()
    expect(seen.map(({ reason }) => reason)).toEqual(expected ? ['NX_CRANE_OBSERVER is off'] : [])
  },
)
