import {
  mkdirSync,
  mkdtempSync,
  realpathSync as realpathOnDisk,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiskView } from './disk-view'
import { ABSENT, readFileStat } from './file-stat'
import { readRegularText, readTextIfAny } from './read-file'
import { existsSync, isSeenOtherwise, readdirSync, realpathSync, seeThrough, statSync } from './seen-disk'

let top: string
let root: string
let place: string
beforeEach(() => {
  top = realpathOnDisk(mkdtempSync(join(tmpdir(), 'nx-crane-seen-')))
  root = join(top, 'repository')
  place = join(top, 'elsewhere')
  for (const [path, text] of Object.entries({
    'repository/kept': 'kept',
    'repository/replaced': 'disk',
    'repository/hidden': 'disk',
    'repository/dir/x': 'disk',
    'elsewhere/replaced': 'view',
    'elsewhere/added': 'view',
    'elsewhere/dir/x': 'view',
    'outside/file': 'outside',
  })) {
    mkdirSync(join(top, path, '..'), { recursive: true })
    writeFileSync(join(top, path), text)
  }
  symlinkSync('dir', join(root, 'link'))
  symlinkSync('../outside', join(root, 'out'))
})
afterEach(() => rmSync(top, { recursive: true }))

function view(): DiskView {
  const standIns = new Map<string, string | null>([
    [root, place],
    ...['replaced', 'added', 'dir', 'dir/x'].map((path) => [join(root, path), join(place, path)] as const),
    [join(root, 'hidden'), null],
  ])
  return new DiskView({ root, standIns })
}

test('files are those of the stand-ins, also through links of the disk; the disk has its own again afterwards', () => {
  const read = () =>
    ['kept', 'replaced', 'hidden', 'added', 'link/x', 'out/file'].map((path) =>
      readTextIfAny(join(root, path)),
    )
  expect(seeThrough(view(), read)).toEqual(['kept', 'view', undefined, 'view', 'view', 'outside'])
  expect(read()).toEqual(['kept', 'disk', 'disk', undefined, 'disk', 'outside'])
})

test('a directory has the names that are seen, each once and in their order', () => {
  expect(seeThrough(view(), () => readdirSync(root))).toEqual([
    ...['added', 'dir', 'kept', 'link', 'out', 'replaced'],
  ])
})

test('the stamps of what is seen otherwise are others, those of the rest the same', () => {
  const stamps = () =>
    ['', 'kept', 'replaced', 'hidden', 'link'].map((path) => readFileStat(join(root, path)).stamp)
  const onDisk = stamps()
  const seen = seeThrough(view(), stamps)
  expect(seen.map((stamp, index) => stamp === onDisk[index])).toEqual([false, true, false, false, false])
  expect(seen[3]).toBe(ABSENT)
})

test('paths are those of the repository, wherever their stand-ins lie', () => {
  seeThrough(view(), () => {
    expect(realpathSync(join(root, 'link/x'))).toBe(join(root, 'dir/x'))
    expect(realpathSync(join(root, 'out'))).toBe(join(top, 'outside'))
    expect(() => realpathSync(join(root, 'hidden'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(statSync(join(root, 'hidden'), { throwIfNoEntry: false })).toBeUndefined()
    expect([existsSync(join(root, 'hidden')), existsSync(join(root, 'added'))]).toEqual([false, true])
    expect([isSeenOtherwise(join(root, 'kept')), isSeenOtherwise(join(root, 'link/x'))]).toEqual([
      false,
      true,
    ])
  })
  expect(isSeenOtherwise(join(root, 'replaced'))).toBe(false)
})

test.each([
  ['own/x'],
  ['many/many/many/many/many/kept'],
  [`${'many/'.repeat(39)}kept`],
  [`${'many/'.repeat(40)}kept`],
  ['far/../x'],
  ['out/../repository/kept'],
  ['none/../kept'],
  ['kept/../kept'],
  ['kept/'],
  ['slow1/../slow1'],
])('a link to %s is followed as the system does, which gives up where links lead around', (target) => {
  symlinkSync(target, join(root, 'own'))
  symlinkSync('.', join(root, 'many'))
  mkdirSync(join(root, 'deep/er'), { recursive: true })
  writeFileSync(join(root, 'deep/x'), '')
  symlinkSync('deep/er', join(root, 'far'))
  // Two to the power of forty.
  mkdirSync(join(root, 'slow40'))
  for (let step = 1; step < 40; step++)
    symlinkSync(`slow${step + 1}/../slow${step + 1}`, join(root, `slow${step}`))
  const found = () => {
    try {
      return statSync(join(root, 'own')).ino
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return code === 'ENOTDIR' ? 'ENOENT' : code
    }
  }
  expect(seeThrough(view(), found)).toBe(found())
})

test('a view within another ends with it, also where what looks throws', () => {
  const read = () => readRegularText(join(root, 'replaced'))
  seeThrough(view(), () => {
    expect(() =>
      seeThrough(null, () => {
        throw new Error(read())
      }),
    ).toThrow('disk')
    expect(read()).toBe('view')
  })
})
