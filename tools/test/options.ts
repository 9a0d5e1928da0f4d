import { parseArgs } from 'node:util'
import type { Step } from './step'

export const USAGE = `usage: npm test [-- --only STEP,STEP | --from STEP]   npm run test:quick
  --only STEP   these steps, by their names
  --from STEP   this one and all after it`

/** The steps that the command line asks for. */
export function chosenSteps(args: readonly string[], steps: readonly Step[]): readonly Step[] {
  const { only, from, quick } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      from: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  }).values
  const indexOf = (name: string) => {
    const index = steps.findIndex((step) => step.name === name)
    if (index >= 0) return index
    throw new Error(`there is no step "${name}", but ${steps.map((step) => step.name).join(', ')}`)
  }
  const named = only?.split(',').map(indexOf)
  const first = from === undefined ? 0 : indexOf(from)
  const chosen = steps.filter(
    ({ isQuick = false }, index) => index >= first && (named?.includes(index) ?? true) && (isQuick || !quick),
  )
  // Nothing that was checked must not look like everything being right.
  if (chosen.length === 0) throw new Error('no step is left')
  return chosen
}
