import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { NIX_KINDS, TARGET_KINDS, TARGETS, type TargetKind } from '@nx-crane/graph'
import { describe, expect, test } from 'vitest'

/** What names kinds of targets and cannot follow from their table (`packages/graph/src/target-kinds.ts`). */

const repository = resolve(import.meta.dirname, '../../../..')
const options = read('docs/options.md')

const WORDS = {
  'every crate': /^every crate$/,
  programs: /^crates with binaries$/,
  benches: /^crates with benches$/,
  'wasm crates': /^wasm crates$/,
  workspaces: /^Cargo workspaces/,
}

/** Of each row of the table of targets what its second column says. */
const rows = new Map(
  (options.split('## Targets of a crate')[1]?.split('**What')[0] ?? '').split('\n').flatMap((line) => {
    const [, names = '', about = ''] = line.startsWith('| `') ? line.split('|') : []
    return namesIn(names).map((name) => [name, about.trim()] as const)
  }),
)

describe.each(TARGET_KINDS)('the target %s', (kind: TargetKind) => {
  test('is a kind that docs/options.md names for the option `targets.<kind>`', () => {
    expect(namesIn(lineOf(options, '| `targets.<kind>`').split('Kinds:')[1] ?? '')).toContain(kind)
  })

  test('has a row in a table of docs/options.md that says which crates have it', () => {
    expect([...rows.keys()]).toContain(kind)
    expect(rows.get(kind)).toMatch(WORDS[TARGETS[kind].of])
  })
})

describe.each(NIX_KINDS)('the target %s, which Nix builds', (kind) => {
  test('is a task of the flake', () => {
    expect(read('packages/crane/nix/lib/tasks.nix')).toMatch(
      new RegExp(`(?:^|[ {])(?:inherit )?${kind}(?: =|;)`, 'm'),
    )
  })

  // That of a wasm package is the crate's build.
  test.skipIf(kind === 'wasm')('is a check of the flake', () => {
    expect(read('packages/crane/nix/lib/checks.nix')).toMatch(new RegExp(`\\(check "[^"]*" "${kind}"\\)`))
  })

  test('is named where the option `builders` of the executor `key` is described', () => {
    expect(namesIn(lineOf(read('packages/nx/schema/key.json'), 'By kind ('))).toContain(kind)
  })
})

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
}

function lineOf(text: string, part: string): string {
  return text.split('\n').find((line) => line.includes(part)) ?? ''
}

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8')
}
