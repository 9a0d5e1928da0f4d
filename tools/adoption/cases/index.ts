import type { AdoptionCase } from '../adoption-case'
import { composed } from './composed'
import { edges } from './edges'
import { keptTargets } from './kept-targets'
import { names } from './names'
import { notices } from './notices'
import { root } from './root'
import { strangers } from './strangers'

export const CASES: readonly AdoptionCase[] = [
  ...names,
  ...composed,
  ...strangers,
  ...keptTargets,
  ...root,
  ...edges,
  ...notices,
]
