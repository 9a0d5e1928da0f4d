import { expect, test } from 'vitest'
import type { PathInfo } from './path-info'
import { trustIn } from './trusted-signature'

// Of Nix 2.34.8: `nix copy --to file://…?secret-key=…`, with keys of `nix key generate-secret`.
const INFO: PathInfo = {
  storePath: '/nix/store/lfrjpyncy5366v6bg07clwvxjjb121zw-b',
  narHash: 'sha256-8PXomIt/4CnP0fYqXl9sxxU324i94CLVuvdSugqGFS0=',
  narSize: 176,
  references: ['/nix/store/7qds5camqs1n7gdmlmi0csl18l88771b-a-artifacts'],
  signatures: [
    'team-1:XXgiF/sUC7OSF1MtwauoafoZ2SOvnxguSwoC76WA813FBW/rE5dYCKtUJIAHCdIx1mj6Q8uBuuDr+fTDkKpKBA==',
  ],
  isContentAddressed: false,
}
const TEAM = 'team-1:P8vb5fpjwmWEGS4w+y1SM6zZ1AmM1QgN0NssYk55QdI='
const NIXOS = 'cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY='

test.each([
  ['signed by a trusted key', INFO, [NIXOS, TEAM], { is: 'trusted', key: 'team-1' }],
  ['signed by another', INFO, [NIXOS], { is: 'untrusted', keys: ['team-1'] }],
  ['signed by another of that name', INFO, [NIXOS.replace('cache.nixos.org-1', 'team-1')], FORGED()],
  ['altered', { ...INFO, narSize: 177 }, [TEAM], FORGED()],
  ['with another reference', { ...INFO, references: [] }, [TEAM], FORGED()],
  ['unsigned', { ...INFO, signatures: [] }, [TEAM], { is: 'unsigned' }],
  [
    'unsigned, addressed by content',
    { ...INFO, signatures: [], isContentAddressed: true },
    [],
    { is: 'content-addressed' },
  ],
  ['signed, and the key is no key', INFO, ['team-1:', 'team-1', ''], FORGED()],
] as const)('%s', (_, info, keys, trust) => {
  expect(trustIn(info, keys)).toEqual(trust)
})

function FORGED() {
  return { is: 'forged', keys: ['team-1'] } as const
}
