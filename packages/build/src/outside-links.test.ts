import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mergePackage } from './wasm/merge-package'
import { replacePackage } from './wasm/write-package'
import { writeArtifacts } from './write-artifacts'
import { writeDocumentation } from './write-documentation'

let home: string
let root: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-links-')))
  root = join(home, 'repository')
  write('outside/app', 'precious')
  write('outside/app_bg.wasm', 'precious')
  write('outside/static.files/a.css', 'precious')
  write('made/app', 'made')
  write('made/app_bg.wasm', 'made')
  write('made/static.files/a.css', 'made')
  mkdirSync(join(root, 'crates/app'), { recursive: true })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const place = () => ({ root, path: 'crates/app/out/here' })
const writers: readonly (readonly [string, () => void])[] = [
  ['artifacts', () => writeArtifacts(place(), [join(home, 'made/app')])],
  ['no artifacts', () => writeArtifacts(place(), [])],
  ['documentation', () => writeDocumentation(place(), join(home, 'made'), null)],
  ['no documentation', () => writeDocumentation(place(), join(home, 'none'), null)],
  ['a package', () => void replacePackage(join(home, 'made'), place())],
  [
    'a package among other files',
    () => void mergePackage({ staged: join(home, 'made'), target: place(), outName: 'app', dirs: [''] }),
  ],
]
const links: readonly (readonly [link: string, target: string])[] = [
  ['crates/app/out', '../../../through'],
  ['crates/app/out/here', '../../../../outside'],
]

for (const [what, writeThem] of writers) {
  test.each(links)(`${what}: nothing is written or deleted through %s → %s`, (link, target) => {
    mkdirSync(dirname(join(root, link)), { recursive: true })
    symlinkSync(target, join(root, link))
    mkdirSync(join(home, 'through'))
    symlinkSync('../outside', join(home, 'through/here'))
    expect(writeThem).toThrow(expect.objectContaining({ code: 'LINK_LEAVES_REPOSITORY', file: link }))
    expect(readdirSync(join(home, 'outside')).sort()).toEqual(['app', 'app_bg.wasm', 'static.files'])
    expect(readFileSync(join(home, 'outside/app'), 'utf8')).toBe('precious')
    expect(readFileSync(join(home, 'outside/static.files/a.css'), 'utf8')).toBe('precious')
  })
}

test('a link in the place of an artifact becomes a file of its own', () => {
  mkdirSync(join(root, 'crates/app/out/here'), { recursive: true })
  symlinkSync('../../../../../made/app', join(root, 'crates/app/out/here/app'))
  writeArtifacts(place(), [join(home, 'made/app')])
  rmSync(join(home, 'made'), { recursive: true })
  expect(readFileSync(join(root, 'crates/app/out/here/app'), 'utf8')).toBe('made')
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true })
  writeFileSync(join(home, path), text)
}
