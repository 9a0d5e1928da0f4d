import { describe, expect, test } from 'vitest'
import { parseVersionRequirement, printVersionRequirement, satisfies } from './version-requirement'

describe('a version requirement', () => {
  // each row: the `req` that `cargo metadata` printed
  test.each([
    ['1', '^1'],
    ['1.2.3', '^1.2.3'],
    ['=1.2.3', '=1.2.3'],
    ['*', '*'],
    ['1.*', '1.*'],
    ['1.2.x', '1.2.*'],
    [' >= 1.2 ,<1.8.0', '>=1.2, <1.8.0'],
    ['1.0.0-alpha.1', '^1.0.0-alpha.1'],
    ['2.0.0+meta', '^2.0.0'],
    ['>=1.*', '>=1'],
    ['>=1.2.X', '>=1.2'],
    ['=1.*', '=1'],
    ['^1.*.*', '^1'],
    ['~1.x', '~1'],
    ['<1.*, 1.*', '<1, 1.*'],
    ['1.*.*', '1.*'],
    ['X', '*'],
    ['  *  ', '*'],
    ['1.2.3-0', '^1.2.3-0'],
    ['1.2.3-a-b', '^1.2.3-a-b'],
    ['1.2.3--', '^1.2.3--'],
    ['1.2.3+01', '^1.2.3'],
  ])('%s is printed as %s', (written, printed) => {
    const requirement = parseVersionRequirement(written)
    expect(requirement && printVersionRequirement(requirement)).toBe(printed)
  })

  // each refused by `cargo metadata`, which was asked about some 370 in all
  test.each([
    '',
    'one',
    '1.2.3.4',
    '>',
    '1,,2',
    '1.2.3-',
    '^^1',
    'v1',
    '01',
    '1.02',
    '*.*',
    '*, 1',
    '1, *',
    '>=*',
    '1,',
    '1.*.2',
    '1.*-alpha',
    '1-alpha',
    '1.2+b',
    '1.2.3-01',
    '1 2',
    '1 || 2',
    '~>1',
    '\t1',
    '99999999999999999999',
  ])('%j is none', (written) => {
    expect(parseVersionRequirement(written)).toBeUndefined()
  })

  // each row: whether cargo used a [patch] of that version for that requirement
  test.each([
    ['^1.2', '1.9.0', true],
    ['^1.2', '1.1.9', false],
    ['^1.2', '2.0.0', false],
    ['0.4', '0.4.99', true],
    ['0.4', '0.5.0', false],
    ['0.0.3', '0.0.3', true],
    ['0.0.3', '0.0.4', false],
    ['0', '0.9.0', true],
    ['=1.2', '1.2.9', true],
    ['=1.2.3', '1.2.4', false],
    ['~1.4', '1.4.9', true],
    ['~1.4', '1.5.0', false],
    ['~1', '1.9.0', true],
    ['1.*', '1.9.0', true],
    ['1.2.*', '1.3.0', false],
    ['>1', '1.5.0', false],
    ['>1', '2.0.0', true],
    ['>=1.0, <2.0', '1.99.0', true],
    ['<=3.1', '3.1.4', true],
    ['*', '0.1.0', true],
    ['^1.2', '1.3.0-beta.1', false],
    ['^1.3.0-alpha', '1.3.0-beta.1', true],
    ['^1.3.0-beta.2', '1.3.0-beta.1', false],
    ['^1.3.0-beta.2', '1.3.0-beta.11', true],
    ['^1.3.0-beta', '1.3.0', true],
    ['*', '1.0.0-rc.1', false],
    ['>=1.*', '1.0.0', true],
    ['>=1.*', '2.3.0', true],
    ['>=1.*', '0.9.9', false],
    ['>1.*', '1.9.0', false],
    ['>1.*', '2.0.0', true],
    ['<=1.2.*', '1.2.9', true],
    ['<=1.2.*', '1.3.0', false],
    ['<1.*', '1.0.0', false],
    ['=1.*', '1.9.0', true],
    ['~1.*', '1.9.0', true],
    ['^0.*', '0.9.0', true],
  ])('%s is met by %s: %s', (requirement, version, met) => {
    expect(satisfies(version, requirement)).toBe(met)
  })

  // the tables of "Specifying Dependencies" in the Cargo book; each row: VersionReq::matches of the crate semver 1.0.28
  test.each([
    ['1.2.3', ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', '1.3.0-beta']],
    ['1.2', ['1.2.0', '1.9.0'], ['1.1.9', '2.0.0']],
    ['^1', ['1.0.0', '1.9.9'], ['0.9.0', '2.0.0']],
    ['0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
    ['^0.0.3', ['0.0.3'], ['0.0.4', '0.0.2']],
    ['0.0', ['0.0.0', '0.0.9'], ['0.1.0']],
    ['^0', ['0.0.0', '0.9.9'], ['1.0.0']],
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
    ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['*', ['0.0.0', '9.9.9'], ['1.0.0-pre']],
    ['1.*', ['1.0.0', '1.9.0'], ['2.0.0']],
    ['1.2.*', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['=1.2.3', ['1.2.3'], ['1.2.4']],
    ['= 1.2', ['1.2.3'], ['1.3.0']],
    ['>1.2', ['1.3.0'], ['1.2.9']],
    ['>= 1.2.0', ['1.2.0', '9.0.0'], ['1.1.0']],
    ['<2', ['1.9.9'], ['2.0.0']],
    ['<=1.2', ['1.2.9'], ['1.3.0']],
    ['>=1, <1.5', ['1.0.0', '1.4.9'], ['1.5.0']],
    ['<=1, ~1.1.2-a', ['1.1.2'], ['1.1.2-rc.1']],
    ['>=1, ~1.1.2-a', ['1.1.2'], ['1.1.2-rc.1']],
    ['^1, ~1.1.2-a', ['1.1.2-rc.1', '1.1.2'], []],
    ['1.*, ^1.1.2-a', ['1.1.2'], ['1.1.2-rc.1']],
    ['1.0.0-rc.1', ['1.0.0-rc.2', '1.0.0', '1.2.0'], ['1.0.1-rc.1', '1.0.0-beta']],
  ])('%s takes %j and not %j', (requirement, taken, refused) => {
    expect(taken.filter((version) => !satisfies(version, requirement))).toEqual([])
    expect(refused.filter((version) => satisfies(version, requirement))).toEqual([])
  })
})
