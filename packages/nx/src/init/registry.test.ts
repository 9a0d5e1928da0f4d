import { expect, test } from 'vitest'
import { versionsIn } from './registry'

// `npm view 'nx@>=23.3 <25' version --json`, 2026-11: a patch of an older release may come out last
test('versions come oldest first, however they were published', () => {
  const printed = '["23.3.0", "24.0.0", "23.3.1", "24.0.6", "23.3.2", "24.0.2", "24.0.5"]'
  expect(versionsIn(printed)).toEqual(['23.3.0', '23.3.1', '23.3.2', '24.0.0', '24.0.2', '24.0.5', '24.0.6'])
})

// `npm view nx@24.0.5 version --json` and `npm view nx@99 version --json`
test('npm prints one version alone, and nothing for none', () => {
  expect(versionsIn('"24.0.5"\n')).toEqual(['24.0.5'])
  expect(versionsIn('')).toEqual([])
})
