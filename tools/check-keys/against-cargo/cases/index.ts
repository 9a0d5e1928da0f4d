import type { CaseSubject } from '../cargo-case'
import { BEYOND_REPOSITORY } from './beyond-repository'
import { BUILD_SCRIPT_FILES } from './build-script-files'
import { BUILD_SCRIPT_SURROUNDINGS } from './build-script-surroundings'
import { BUILD_SCRIPT_VARIABLES } from './build-script-variables'
import { CONFIGURATION } from './configuration'
import { MANIFESTS } from './manifests'
import { NEUTRAL } from './neutral'
import { OLDER_FILES } from './older-files'
import { PACKAGE_FILES } from './package-files'
import { PROC_MACROS } from './proc-macros'
import { SCANNER } from './scanner'
import { TESTS } from './tests'
import { TOOLS } from './tools'

export const SUBJECTS: readonly CaseSubject[] = [
  SCANNER,
  BUILD_SCRIPT_FILES,
  BUILD_SCRIPT_SURROUNDINGS,
  BUILD_SCRIPT_VARIABLES,
  PACKAGE_FILES,
  PROC_MACROS,
  TESTS,
  CONFIGURATION,
  MANIFESTS,
  TOOLS,
  NEUTRAL,
  BEYOND_REPOSITORY,
  OLDER_FILES,
]
