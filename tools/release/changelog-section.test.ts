import { expect, test } from 'vitest'
import { changelogSection } from './changelog-section'

const CHANGELOG = `# Changes

## Unreleased

## 1.2.0 (2026-11-30)

### Nix

- One.

## 1.1.0

- Two.
`

test.each([
  ['1.2.0', '### Nix\n\n- One.\n'],
  ['1.1.0', '- Two.\n'],
  ['Unreleased', null],
  ['1.1', null],
  ['1.3.0', null],
])('of %s it says %j', (version, section) => expect(changelogSection(CHANGELOG, version)).toBe(section))
