import { expect, test } from 'vitest'
import type { RequestedBuilder } from '../infer/options'
import { Builders } from './builders'

const BOTH = { nix: true, flake: true }
const NEITHER = { nix: false, flake: false }
const NO_NIX = { nix: false, flake: true }
const NO_FLAKE = { nix: true, flake: false }

test.each([
  ['auto', undefined, BOTH, 'nix'],
  ['auto', undefined, NO_NIX, 'cargo'],
  ['auto', undefined, NO_FLAKE, 'cargo'],
  ['auto', undefined, NEITHER, 'cargo'],
  ['nix', undefined, BOTH, 'nix'],
  ['cargo', undefined, BOTH, 'cargo'],
  ['cargo', 'nix', BOTH, 'nix'],
  ['nix', 'cargo', BOTH, 'cargo'],
  ['nix', 'auto', NEITHER, 'cargo'],
  ['cargo', '', BOTH, 'cargo'],
] as const)('option %s, environment %s, with %o: %s', (option, demanded, found, expected) => {
  expect(builders(demanded, found).of(option)).toBe(expected)
})

test.each([
  ['option', 'nix', undefined, NO_NIX, 'NIX_MISSING', 'set the option "builder" to "auto"'],
  ['environment', 'auto', 'nix', NO_NIX, 'NIX_MISSING', 'set NX_CRANE_BUILDER=auto'],
  ['option', 'nix', undefined, NO_FLAKE, 'FLAKE_MISSING', 'npx nx-crane flake'],
] as const)(
  'Nix by name (%s), without what it takes, is an error with the way out',
  (_, option, demanded, found, code, way) => {
    expect(() => builders(demanded, found).of(option)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(way) }),
    )
  },
)

test('a builder that there is not is an error', () => {
  expect(() => builders('bazel', BOTH)).toThrow(
    'NX_CRANE_BUILDER is "bazel"\n  set it to one of auto, nix, cargo',
  )
})

test.each([
  ['auto', BOTH, null, false],
  ['auto', NO_NIX, 'Nix is not installed', true],
  ['auto', NO_FLAKE, 'nx-crane flake', true],
  ['auto', NEITHER, 'no flake and no Nix', false],
  ['cargo', NO_NIX, null, true],
] as const)(
  '%s with %o says why cargo builds, and aloud when one half is there',
  (option, found, text, isLoud) => {
    const all = builders(undefined, found)
    const note = all.fallback(option as RequestedBuilder)
    if (text === null) expect(note).toBeNull()
    else expect(note).toContain(text)
    expect(all.isHalfThere).toBe(isLoud)
  },
)

function builders(demanded: string | undefined, found: { nix: boolean; flake: boolean }): Builders {
  return new Builders(demanded === undefined ? {} : { NX_CRANE_BUILDER: demanded }, found)
}
