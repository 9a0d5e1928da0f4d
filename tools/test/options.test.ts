import { expect, test } from 'vitest'
import { chosenSteps } from './options'
import type { Step } from './step'

const step = (name: string, more: Partial<Step> = {}): Step => ({
  ...{ name, title: name, command: [], cores: 1, gigabytes: 1 },
  ...more,
})
const steps = [step('lint', { isQuick: true }), step('unit', { isQuick: true }), step('vite'), step('e2e')]

test.each([
  ['', 'lint unit vite e2e'],
  ['--quick', 'lint unit'],
  ['--only unit', 'unit'],
  ['--only=e2e,lint', 'lint e2e'],
  ['--from unit', 'unit vite e2e'],
])('the steps of "%s" are %s', (args, names) => {
  expect(chosenSteps(args.split(' ').filter(Boolean), steps).map(({ name }) => name)).toEqual(
    names.split(' '),
  )
})

test.each([
  ['--only units', 'there is no step "units", but lint, unit, vite, e2e'],
  ['--from nowhere', 'there is no step "nowhere"'],
  ['--quick --only e2e', 'no step is left'],
  ['--fast', "Unknown option '--fast'"],
  ['unit', "Unexpected argument 'unit'"],
])('"%s" is refused', (args, message) => {
  expect(() => chosenSteps(args.split(' '), steps)).toThrow(message)
})
