import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { LIBRARY, ROOT, WASM } from '../../test-kit/sample-repository'
import type { CiSchema } from './ci-options'
import { planCi } from './plan-ci'

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'
const CRATES = {
  ...ROOT,
  ...LIBRARY,
  ...WASM,
  'Cargo.lock': '',
  '.gitmodules': '',
  '.gitattributes': '* filter=lfs\n',
}
const FLAKE = { 'flake.nix': '', 'nix/nx-crane/crates.nix': '' }
const MATRICES: CiSchema = {
  systems: ['x86_64-linux', 'aarch64-linux', 'x86_64-darwin', 'aarch64-darwin'],
  rust: ['1.85', 'stable'],
}

const CASES: readonly [string, Readonly<Record<string, string>>, CiSchema][] = [
  ['cargo', { ...CRATES, 'package-lock.json': '{}' }, {}],
  ['matrices', { ...CRATES, 'pnpm-lock.yaml': '' }, MATRICES],
  ['nix', { ...CRATES, ...FLAKE, 'bun.lock': '' }, { systems: MATRICES.systems ?? [] }],
  [
    'cache',
    { ...CRATES, ...FLAKE, 'package-lock.json': '{}' },
    { cache: 's3://team?region=eu-1', publicKey: `a:${'A'.repeat(43)}=` },
  ],
  ['no crates', { 'package.json': '{}', 'yarn.lock': '' }, {}],
]

const hasGo = spawnSync('go', ['version']).status === 0

test.skipIf(!hasGo)(
  'actionlint finds nothing in workflows, nor in those of this repository',
  { timeout: 300_000 },
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'nx-crane-actionlint-'))
    try {
      const own = resolve(import.meta.dirname, '../../../../.github/workflows')
      const texts = [
        ...CASES.map(
          ([name, files, schema]) => [name, planCi(treeOf(files), schema).files[0]?.text ?? ''] as const,
        ),
        ...readdirSync(own).map((file) => [file, readFileSync(join(own, file), 'utf8')] as const),
      ]
      const paths = texts.map(([name, text]) => {
        const path = join(directory, `${name.replace(/\W/g, '-')}.yml`)
        writeFileSync(path, text)
        return path
      })
      const lint = (files: readonly string[]) =>
        spawnSync('go', ['run', ACTIONLINT, '-no-color', '-shellcheck=', '-pyflakes=', ...files], {
          encoding: 'utf8',
        })
      const { stdout, stderr, status } = lint(paths)
      expect([stdout, stderr.replace(/^go: downloading.*\n/gm, ''), status]).toEqual(['', '', 0])
      const faulty = join(directory, 'faulty.yml')
      writeFileSync(
        faulty,
        texts[0]?.[1].replace('github.ref', 'github.reef').replace('runs-on:', 'run-on:') ?? '',
      )
      expect(lint([faulty]).status).toBe(1)
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  },
)
