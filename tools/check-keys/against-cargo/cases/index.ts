import type { CaseSubject } from '../cargo-case'
import { SCANNER } from './scanner'

export const SUBJECTS: readonly CaseSubject[] = [SCANNER]
