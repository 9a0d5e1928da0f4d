import { expect, test } from 'vitest'
import { namedFiles } from './named-files'

test.each([
  [['-C', 'link-arg=-Tmemory.x'], 'memory.x'],
  [['-Clink-arg=-Wl,--script=ld/memory.x'], 'ld/memory.x'],
  [['-C', 'link-args=@args.txt'], 'args.txt'],
  [['--html-in-header', 'header.html'], 'header.html'],
  [['--html-in-header=header.html'], 'header.html'],
  [['--extern', 'name=vendor/libname.rlib'], 'vendor/libname.rlib'],
  [['-Clinker=tools/ld'], 'tools/ld'],
  [['@flags.txt'], 'flags.txt'],
  [['node', 'tools/runner.mjs'], 'tools/runner.mjs'],
])('%j may name %s', (words, file) => {
  expect(namedFiles(words).files).toContain(file)
})

test.each([
  [['-Lnative=libs'], ['libs']],
  [['-L', 'native=libs'], ['libs']],
  [['-L', 'libs'], ['libs']],
  [['-C', 'link-arg=-Llibs'], ['libs']],
  [['-C', 'panic=abort'], []],
])('%j searches %j', (words, directories) => {
  expect(namedFiles(words).directories).toEqual(directories)
})
