import { expect, test } from 'vitest'
import { readNixLibrary } from './read-nix-library'

const CONTENTS = 'lib/default.nix'
/** Read before there are inputs, so not by the table of contents. */
const BEFORE = 'lib/flake-inputs.nix'

/** By which it does its work. */
const OWN_NAMES = new Set(['call', 'outputs', 'scope', 'value'])

const library = [...readNixLibrary()]
  .filter(([path]) => path.startsWith('lib/'))
  .map(([path, text]) => ({ path, text, code: text.replaceAll(/#.*$/gm, '') }))
const contents = library.find(({ path }) => path === CONTENTS)?.code ?? ''
const files = library.filter(({ path }) => path !== CONTENTS && path !== BEFORE)

test('the table of contents has each file of the Nix library once, and only it imports files', () => {
  const named = [...contents.matchAll(/(?:call|import) \.(\/[\w/-]+\.nix)/g)].map(([, path]) => `lib${path}`)
  expect(named.sort()).toEqual(files.map(({ path }) => path).sort())
  expect(files.filter(({ code }) => code.includes('import ./') || code.includes('import ../'))).toEqual([])
})

test.each(files)('$path says what it is, and uses what it takes from the scope', ({ text, code }) => {
  expect(text).toMatch(/^# \S/)
  const [header = ''] = headerOf(code)
  const body = code.slice(header.length)
  expect(namesIn(header).filter((name) => !new RegExp(`\\b${name}\\b`).test(body))).toEqual([])
})

test('each name of the scope is taken by a file, or used where it is made', () => {
  const assigned = [...contents.matchAll(/^ {6,8}(\w+) = /gm)].map(([, name]) => name ?? '')
  const inherited = [...contents.matchAll(/inherit \([^)]+\)([\s\w]+);/g)].flatMap(([, names]) =>
    namesIn(names),
  )
  const names = [...assigned, ...inherited].filter((name) => !OWN_NAMES.has(name))
  const taken = new Set(files.flatMap(({ code }) => namesIn(headerOf(code)[0])))
  const isUsed = (name: string) =>
    taken.has(name) ||
    new RegExp(`\\b(?:scope|repository)\\.${name}\\b|\\(repository\\) ${name};`).test(contents)
  expect(names.length).toBeGreaterThan(files.length)
  expect(names.filter((name) => !isUsed(name))).toEqual([])
})

/** What a file takes: `{ lib, root }:` at its beginning. */
function headerOf(code: string): RegExpExecArray | string[] {
  return /^\s*\{[\w\s,]+\}:/.exec(code) ?? []
}

function namesIn(text = ''): string[] {
  return text.match(/\w+/g) ?? []
}
