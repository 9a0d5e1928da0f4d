import { expect, test } from 'vitest'
import { parseBuildFailure } from './build-failure'
import { failureAdvice, logAdvice } from './failure-advice'

const OUTPUTS = '\nOutput paths:\n  /nix/store/ap97lvxsif3q7vc6f7brmhc5lz6nsz25-broken-1'

// Messages of Nix 2.34.8 for derivations made to fail so; those with "2.31" in the form of that version.
const BROKEN = "Cannot build '/nix/store/iq-broken-1.drv'.\nReason: builder failed with exit code 3."
const HASH =
  "hash mismatch in fixed-output derivation '/nix/store/0y-fetched-1.drv':\n  specified: sha256-AAAA=\n     got:    sha256-WJG1="
const PLATFORM =
  "Cannot build '/nix/store/1a-elsewhere-1.drv'.\nReason: platform mismatch\nRequired system: 'aarch64-linux'\nCurrent system: 'x86_64-linux'"

test.each([
  [
    'a build that failed',
    BROKEN + OUTPUTS,
    {
      derivation: '/nix/store/iq-broken-1.drv',
      byDependency: false,
      reason: 'builder failed with exit code 3.',
    },
  ],
  [
    'one that needs it',
    `Cannot build '/nix/store/xm-user-1.drv'.\nReason: 1 dependency failed.${OUTPUTS}`,
    { derivation: '/nix/store/xm-user-1.drv', byDependency: true, reason: '1 dependency failed.' },
  ],
  [
    'a build that left nothing',
    "builder for '/nix/store/1s-noout-1.drv' failed to produce output path for output 'out' at \"/nix/store/xv-noout-1\"",
    {
      derivation: '/nix/store/1s-noout-1.drv',
      byDependency: false,
      reason:
        "builder for '/nix/store/1s-noout-1.drv' failed to produce output path for output 'out' at \"/nix/store/xv-noout-1\"",
    },
  ],
  [
    'a build that failed, in 2.31',
    "builder for '/nix/store/iq-broken-1.drv' failed with exit code 3;\nlast 2 log lines:\n> fine so far\n> it is broken\nFor full logs, run:\n  nix log /nix/store/iq-broken-1.drv",
    {
      derivation: '/nix/store/iq-broken-1.drv',
      byDependency: false,
      reason: "builder for '/nix/store/iq-broken-1.drv' failed with exit code 3;",
    },
  ],
  [
    'one that needs it, in 2.31',
    "1 dependencies of derivation '/nix/store/xm-user-1.drv' failed to build",
    {
      derivation: '/nix/store/xm-user-1.drv',
      byDependency: true,
      reason: "1 dependencies of derivation '/nix/store/xm-user-1.drv' failed to build",
    },
  ],
  ['a hash', HASH, { derivation: '/nix/store/0y-fetched-1.drv', byDependency: false, reason: HASH }],
])('%s', (_, text, failure) => {
  expect(parseBuildFailure(text)).toEqual(failure)
})

test.each([
  ['the end of all', "build of '/nix/store/iq-broken-1.drv^out', '/nix/store/qv-user-2.drv^out' failed"],
  ['an interruption', 'interrupted by the user'],
  ['a path', "path '/nix/store/gh-ok-1' is not valid"],
])('%s is no failure of one derivation', (_, text) => {
  expect(parseBuildFailure(text)).toBeNull()
})

test.each([
  ['a hash', HASH, /write "sha256-WJG1=" instead of "sha256-AAAA="/],
  [
    'the hash of a crate',
    HASH.replace('0y-fetched-1', '0y-cargo-package-serde-1.0.200'),
    /serde-1\.0\.200 does not match Cargo\.lock/,
  ],
  ['another system', PLATFORM, /cannot build for aarch64-linux/],
  [
    'another system, in 2.31',
    "a 'aarch64-linux' with features {} is required to build '/nix/store/1a-elsewhere-1.drv', but I am a 'x86_64-linux' with features {kvm}",
    /cannot build for aarch64-linux/,
  ],
  [
    'a feature',
    "Cannot build '/nix/store/ah-feature-1.drv'.\nReason: missing system features\nRequired features: {kvm9}\nAvailable features: {kvm}",
    /system-features/,
  ],
  [
    'no daemon',
    "cannot connect to socket at '/nix/var/nix/daemon-socket/socket': No such file or directory",
    /start the Nix daemon/,
  ],
  [
    'no permission',
    'creating directory "/nix/store": Permission denied',
    /no permission to write to its store/,
  ],
  ['a cache without the file', "file 'nar/0x8r.nar' does not exist in binary cache", /fallback = true/],
  ['a derivation that is gone', "failed to obtain derivation of '/nix/store/3a-ok-1.drv'", /run again/],
])('there is advice on %s', (_, text, advice) => {
  expect(failureAdvice(text)).toMatch(advice)
})

test.each([
  ['a full disk', 'error: failed to write x: No space left on device (os error 28)', /nix store gc/],
  [
    'a lock that does not fit',
    'error: the lock file /build/source/Cargo.lock needs to be updated but --locked was passed to prevent this',
    /cargo update --workspace/,
  ],
])('there is advice on what a build printed: %s', (_, text, advice) => {
  expect(logAdvice(text)).toMatch(advice)
})

test.each([
  ['a crate that does not compile', 'error[E0308]: mismatched types'],
  ['a test that is about permissions', 'called `Result::unwrap()` on an `Err`: Permission denied'],
])('%s says itself what to do', (_, text) => {
  expect(logAdvice(text)).toBeNull()
  expect(failureAdvice(BROKEN)).toBeNull()
})
