import { expect, test } from 'vitest'
import { parseNixLogLine } from './nix-log-event'
import { parseRefusedSubstitute } from './refused-substitute'

// A line of Nix 2.34.8, built with `--option substituters file:///srv/unsigned`.
const LINE = String.raw`@nix {"action":"msg","level":1,"msg":"\u001b[35;1mwarning:\u001b[0m ignoring substitute for '/nix/store/lfrjpyncy5366v6bg07clwvxjjb121zw-b' from 'file:///srv/unsigned', as it's not signed by any of the keys in 'trusted-public-keys'"}`

test('what a cache has and Nix refuses names both', () => {
  const event = parseNixLogLine(LINE)
  expect(event?.is === 'message' && parseRefusedSubstitute(event.text)).toEqual({
    storePath: '/nix/store/lfrjpyncy5366v6bg07clwvxjjb121zw-b',
    cache: 'file:///srv/unsigned',
  })
})

test('another warning is none', () => {
  expect(parseRefusedSubstitute("unable to download 'https://c/nix-cache-info'")).toBeNull()
})
