import { expect, test } from 'vitest'
import { evaluationError, isTooOld } from './evaluation-error'

test.each([
  ['2.31.2', false],
  ['2.31.1', true],
  ['2.31.2pre20250901_abc', false],
  ['2.32.0', false],
  ['2.8.0', true],
  ['2.31', true],
  ['3.0', false],
  ['2.100.1', false],
])('Nix %s is too old: %s', (version, expected) => {
  expect(isTooOld(version)).toBe(expected)
})

// each message: as Nix 2.34.8 says it, or our own library
test.each([
  ['flake.lock is missing: run `nix flake lock` and commit it', 'FLAKE_NOT_LOCKED'],
  ['flake.lock does not hold the input crane: run `nix flake lock` and commit it', 'FLAKE_NOT_LOCKED'],
  [
    "unable to download 'https://api.github.com/x': Could not resolve hostname (6) Could not resolve host: api.github.com",
    'INPUT_UNAVAILABLE',
  ],
  [
    "cannot connect to socket at '/nix/var/nix/daemon-socket/socket': No such file or directory",
    'NIX_UNUSABLE',
  ],
  ["creating directory '/nix/store': Permission denied", 'NIX_UNUSABLE'],
  ["writing to file '/nix/store/x': No space left on device", 'NIX_UNUSABLE'],
  ["access to absolute path '/etc/passwd' is forbidden in restricted mode", 'EVALUATION_FAILED'],
  ["attribute 'foo' missing", 'EVALUATION_FAILED'],
])('%s', (message, code) => {
  const error = evaluationError({ message, place: 'flake.nix:3', task: null })
  expect(error).toMatchObject({ code, file: 'flake.nix:3', hint: expect.stringMatching(/./) })
  expect(error.message.split('\n')[0]).toBe(`flake.nix:3: ${message}`)
})
