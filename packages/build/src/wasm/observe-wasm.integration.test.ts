import { expect, test } from 'vitest'
import { WasmFixture } from '../../test-kit/wasm-fixture'
import type { ObservedRun } from '../observe/observe-run'

test('what the compilation of a wasm package read is told', { timeout: 300_000 }, async () => {
  using fixture = new WasmFixture()
  const seen: ObservedRun[] = []
  const onObserved = (observed: ObservedRun) => {
    seen.push(observed)
    return null
  }
  const build = { profile: 'dev', onObserved }
  const { success } = await fixture.build('alone', build)
  expect(success).toBe(true)
  const [observed] = seen
  expect(observed?.reason).toBeNull()
  const reads = observed?.observations.filter(
    ({ directory, role }) => directory === 'crates/alone' && role === 'rustc',
  )
  expect(reads?.flatMap(({ files }) => files.map(({ path }) => path))).toContain('crates/alone/src/lib.rs')
})
