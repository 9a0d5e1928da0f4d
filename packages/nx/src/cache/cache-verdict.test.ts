import type { PathInfo } from '@nx-crane/nix'
import type { CacheSettings } from '@nx-crane/nix/cli'
import { expect, test } from 'vitest'
import { isSameCache, notAsked, verdictOn } from './cache-verdict'

const NOTHING: CacheSettings = {
  substituters: [],
  trustedSubstituters: [],
  trustedPublicKeys: [],
  requiresSignatures: true,
  substitutes: true,
}
const UNSIGNED: PathInfo = {
  storePath: '/nix/store/lfrjpyncy5366v6bg07clwvxjjb121zw-b',
  narHash: 'sha256-8PXomIt/4CnP0fYqXl9sxxU324i94CLVuvdSugqGFS0=',
  narSize: 176,
  references: [],
  signatures: [],
  isContentAddressed: false,
}
const SIGNED = { ...UNSIGNED, signatures: ['team-1:AAAA'] }
const own = (settings: Partial<CacheSettings>) => ({ asked: { ...NOTHING, ...settings }, ofDaemon: null })

test.each([
  ['not there', null, own({}), { is: 'absent' }],
  ['unsigned', UNSIGNED, own({}), { is: 'unsigned' }],
  [
    'unsigned, where nobody minds',
    UNSIGNED,
    own({ requiresSignatures: false }),
    { is: 'available', key: null },
  ],
  ['by another key', SIGNED, own({}), { is: 'untrusted-key', keys: ['team-1'] }],
  [
    'by another key of that name',
    SIGNED,
    own({ trustedPublicKeys: ['team-1:P8vb5fpjwmWEGS4w+y1SM6zZ1AmM1QgN0NssYk55QdI='] }),
    { is: 'wrong-key', keys: ['team-1'] },
  ],
  [
    'unsigned, where this user does not mind, but the daemon does',
    UNSIGNED,
    { asked: { ...NOTHING, requiresSignatures: false }, ofDaemon: NOTHING },
    { is: 'unsigned' },
  ],
] as const)('what is %s', (_, info, settings, verdict) => {
  expect(verdictOn(info, settings)).toEqual(verdict)
})

const URL = 'https://cache.example.org'
const asking = { ...NOTHING, substituters: [`${URL}/`] }

test.each([
  ['is asked where it is listed', own(asking), null],
  ['with a parameter too', own({ substituters: [`${URL}?priority=10`] }), null],
  ['is not where it is not listed', own({}), 'not-listed'],
  ['nor where nothing is substituted', own({ ...asking, substitutes: false }), 'substitution-off'],
  ['nor for users whom the daemon does not trust', { asked: asking, ofDaemon: NOTHING }, 'user-not-trusted'],
  [
    'unless they may ask for it',
    { asked: asking, ofDaemon: { ...NOTHING, trustedSubstituters: [URL] } },
    null,
  ],
] as const)('a cache %s', (_, settings, why) => {
  expect(notAsked(URL, settings)).toBe(why)
})

test.each([
  ['https://cache.nixos.org', 'https://cache.nixos.org/', true],
  ['https://cache.nixos.org?priority=40', 'https://cache.nixos.org/', true],
  ['https://cache.nixos.org/team', 'https://cache.nixos.org', false],
])('%s and %s are the same cache: %s', (one, other, isSame) => {
  expect(isSameCache(one, other)).toBe(isSame)
})
