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
  const importing = files.filter(({ code }) => /\bimport \.\.?\//.test(code))
  expect(importing.map(({ path }) => path)).toEqual([])
})

test.each(files)('$path says what it is, and uses what it takes from the scope', ({ text, code }) => {
  expect(text).toMatch(/^# \S/)
  const { taken, body } = argumentsOf(code)
  expect(taken.filter((name) => !new RegExp(`\\b${name}\\b`).test(body))).toEqual([])
})

test('what files take is in the scope, and nothing else is unless it is used where it is made', () => {
  const assigned = [...contents.matchAll(/^ {6,8}(\w+) = /gm)].map(([, name]) => name ?? '')
  const inherited = [...contents.matchAll(/inherit \([^)]+\)([\s\w]+);/g)].flatMap(([, names]) =>
    namesIn(names),
  )
  const names = [...assigned, ...inherited].filter((name) => !OWN_NAMES.has(name))
  const called = files.filter(({ path }) => contents.includes(`call ${path.replace('lib', '.')}`))
  const taken = new Set(called.flatMap(({ code }) => argumentsOf(code).taken))
  const isUsed = (name: string) =>
    taken.has(name) ||
    new RegExp(`\\b(?:scope|repository)\\.${name}\\b|\\(repository\\) ${name};`).test(contents)
  const given = namesIn(/^\s*\{([\w\s,]+)\}@given:/.exec(contents)?.[1])
  expect([...taken].filter((name) => !names.includes(name) && !given.includes(name))).toEqual([])
  expect(names.filter((name) => !isUsed(name))).toEqual([])
})

/** What a file takes, by `{ lib, root }:` at its beginning. */
function argumentsOf(code: string): { taken: string[]; body: string } {
  const [header = ''] = /^\s*\{[\w\s,]+\}:/.exec(code) ?? []
  return { taken: namesIn(header), body: code.slice(header.length) }
}

function namesIn(text = ''): string[] {
  return text.match(/\w+/g) ?? []
}
