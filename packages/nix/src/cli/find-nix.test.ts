import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findNix } from './find-nix'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-nix-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function install(directory: string, mode = 0o755): string {
  mkdirSync(join(root, directory), { recursive: true })
  const program = join(root, directory, 'nix-store')
  writeFileSync(program, '')
  chmodSync(program, mode)
  return program
}

const find = (...path: string[]) =>
  findNix('nix-store', { prefix: join(root, 'prefix'), profiles: [], env: { PATH: path.join(delimiter) } })

test('the Nix on PATH comes before the one in our prefix', () => {
  expect(find(join(root, 'bin'))).toBeUndefined()
  const own = install('prefix/bin')
  expect(find(join(root, 'bin'))).toBe(own)
  const onPath = install('bin')
  expect(find(join(root, 'bin'))).toBe(onPath)
})

test('files that are no programs and relative entries of PATH are passed over', () => {
  install('plain', 0o644)
  install('working-directory')
  mkdirSync(join(root, 'directory/nix-store'), { recursive: true })
  const found = find(
    '',
    join(root, 'plain'),
    join(root, 'directory'),
    relative(process.cwd(), join(root, 'working-directory')),
  )
  expect(found).toBeUndefined()
})

test('without PATH only the prefix is looked into', () => {
  const own = install('prefix/bin')
  expect(findNix('nix-store', { prefix: join(root, 'prefix'), profiles: [], env: {} })).toBe(own)
})

test('what an installer put into the profile of a user is found without PATH, after all else', () => {
  const inProfile = install('.nix-profile/bin')
  expect(findNix('nix-store', { env: { HOME: root } })).toBe(inProfile)
  const onPath = install('bin')
  expect(findNix('nix-store', { env: { HOME: root, PATH: join(root, 'bin') } })).toBe(onPath)
})
