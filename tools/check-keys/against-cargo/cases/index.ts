import type { CaseSubject } from '../cargo-case'
import { BEYOND_REPOSITORY } from './beyond-repository'
import { BUILD_SCRIPT_CRATES } from './build-script-crates'
import { BUILD_SCRIPT_FILES } from './build-script-files'
import { BUILD_SCRIPT_SURROUNDINGS } from './build-script-surroundings'
import { BUILD_SCRIPT_VARIABLES } from './build-script-variables'
import { CONFIGURATION } from './configuration'
import { CONFIGURED_PROGRAMS } from './configured-programs'
import { CONFIGURED_VARIABLES } from './configured-variables'
import { MANIFESTS } from './manifests'
import { NEUTRAL } from './neutral'
import { OLDER_FILES } from './older-files'
import { PACKAGE_FILES } from './package-files'
import { PROC_MACRO_CRATES } from './proc-macro-crates'
import { PROC_MACROS } from './proc-macros'
import { SCANNER_CRATES } from './scanner-crates'
import { SCANNER_FILES } from './scanner-files'
import { SCANNER_VARIABLES } from './scanner-variables'
import { TEST_CRATES } from './test-crates'
import { TESTS } from './tests'
import { TOOLS } from './tools'

export const SUBJECTS: readonly CaseSubject[] = [
  SCANNER_FILES,
  SCANNER_VARIABLES,
  SCANNER_CRATES,
  BUILD_SCRIPT_FILES,
  BUILD_SCRIPT_CRATES,
  BUILD_SCRIPT_SURROUNDINGS,
  BUILD_SCRIPT_VARIABLES,
  PACKAGE_FILES,
  PROC_MACROS,
  PROC_MACRO_CRATES,
  TESTS,
  TEST_CRATES,
  CONFIGURATION,
  CONFIGURED_PROGRAMS,
  CONFIGURED_VARIABLES,
  MANIFESTS,
  BEYOND_REPOSITORY,
  TOOLS,
  OLDER_FILES,
  NEUTRAL,
]
