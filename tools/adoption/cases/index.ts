import type { AdoptionCase } from '../adoption-case'
import { composed } from './composed'
import { names } from './names'
import { strangers } from './strangers'

export const CASES: readonly AdoptionCase[] = [...names, ...composed, ...strangers]
