import { expect, test } from 'vitest'
import { parseCacheAddress, printCacheAddress, readingUrl } from './cache-address'

test.each([
  ['file:///srv/cache', 'file:///srv/cache'],
  ['https://cache.example.org/team', 'https://cache.example.org/team'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['s3://bucket?region=eu-west-1&endpoint=minio:9000&scheme=http', null],
  ['ssh-ng://me@builder:2222', null],
  ['cachix:our-team', 'https://our-team.cachix.org'],
] as const)('%s is a cache', (text, url) => {
  const address = parseCacheAddress(text, { from: 'repository' })
  if (typeof address === 'string') throw new Error(address)
  expect(printCacheAddress(address)).toBe(text)
  expect(readingUrl(address)).toBe(url ?? text)
})

test('one of attic says nothing of where it is read', () => {
  const address = parseCacheAddress('attic:ci:team', { from: 'command' })
  expect(address).toEqual({ by: 'attic', name: 'ci:team' })
})

test.each([
  ['', /empty/],
  ['--option', /begins with "-"/],
  ['file:///srv/a b', /characters/],
  ['file:///srv/\u202ecache', /characters/],
  ['/srv/cache', /none of the beginnings/],
  ['daemon', /none of the beginnings/],
  ['local:///srv', /none of the beginnings/],
  ['file://srv/cache', /absolute/],
  ['file:///srv/../etc', /directory/],
  ['file:///', /directory/],
  ['ssh-ng://-oProxyCommand=touch', /host/],
  ['ssh-ng://me@-oProxyCommand=touch', /user or a password/],
  ['ssh://', /host/],
  ['https://me:secret@cache.example.org', /password/],
  ['https://$(touch x)', /characters|host/],
  ['https://cache.example.org#x', /#/],
  ['file:///srv/cache?secret-key=/home/me/key', /--key-file/],
  ['file:///srv/cache?trusted=true', /parameter "trusted"/],
  ['ssh-ng://host?remote-program=/tmp/x', /typed/],
  ['cachix:-x', /no name/],
  ['attic:a:b:c', /SERVER/],
])('%j is refused', (text, why) => {
  expect(parseCacheAddress(text, { from: 'repository' })).toMatch(why)
})

test('what names programs and files may be typed, not committed', () => {
  const url = 'ssh-ng://host?remote-program=/opt/nix-daemon'
  expect(parseCacheAddress(url, { from: 'command' })).toMatchObject({ by: 'nix', url })
})
