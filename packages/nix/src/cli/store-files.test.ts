import { expect, test } from 'vitest'
import { placeOfStore } from './store-files'

// What Nix 2.34.8 says with `nix config show store` for NIX_REMOTE as it is set on the right.
test.each([
  ['auto', ''], // not set
  ['daemon', ''],
  ['local', ''],
  ['local:///home/me/store', '/home/me/store'], // /home/me/store
  ['/home/me/store', '/home/me/store'],
  ['local?root=/home/me/store', '/home/me/store'],
  ['local?root=/home/me/store&read-only=true', null],
  ['unix:///nix/var/nix/daemon-socket/socket', null],
  ['ssh-ng://builder', null],
  ['https://cache.example.org', null],
])('the store %s lies at %j', (store, place) => {
  expect(placeOfStore(store)).toBe(place)
})
