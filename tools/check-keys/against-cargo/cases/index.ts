import type { CaseSubject } from '../cargo-case'
import { BUILD_SCRIPT_FILES } from './build-script-files'
import { BUILD_SCRIPT_SURROUNDINGS } from './build-script-surroundings'
import { BUILD_SCRIPT_VARIABLES } from './build-script-variables'
import { PACKAGE_FILES } from './package-files'
import { PROC_MACROS } from './proc-macros'
import { SCANNER } from './scanner'
import { TESTS } from './tests'

export const SUBJECTS: readonly CaseSubject[] = [
  SCANNER,
  BUILD_SCRIPT_FILES,
  BUILD_SCRIPT_SURROUNDINGS,
  BUILD_SCRIPT_VARIABLES,
  PACKAGE_FILES,
  PROC_MACROS,
  TESTS,
]
