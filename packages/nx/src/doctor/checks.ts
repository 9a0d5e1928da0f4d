import { messageOf } from '@nx-crane/files'
import { cargoLockChecks } from './cargo-lock-checks'
import type { Check } from './check'
import type { DoctorFacts } from './facts'
import type { Finding, Found } from './finding'
import { gitChecks } from './git-checks'
import { nextestCheck } from './nextest-check'
import { nixChecks } from './nix-checks'
import { nxJsonChecks } from './nx-json-checks'
import { nxVersions } from './nx-versions'
import { observerCheck } from './observer-check'
import { repositoryChecks } from './repository-checks'
import { rustTools } from './rust-tools'
import { toolchainChoice } from './toolchain-choice'
import { typescriptChecks } from './typescript-checks'
import { wasmTools } from './wasm-tools'

/** All that is looked at, in the order in which it is said. */
export const CHECKS: readonly Check[] = [
  ...nxVersions,
  ...rustTools,
  nextestCheck,
  observerCheck,
  ...toolchainChoice,
  ...wasmTools,
  ...repositoryChecks,
  ...cargoLockChecks,
  ...gitChecks,
  ...nixChecks,
  ...nxJsonChecks,
  ...typescriptChecks,
]

/** What the checks find; of one that finds nothing that it is sound, of one that does not apply nothing. */
export function examine(facts: DoctorFacts, checks: readonly Check[] = CHECKS): Finding[] {
  return checks.flatMap((check) => {
    const found = findingsOf(check, facts)
    return found.map((each): Finding => ({ id: check.id, place: null, mend: null, fix: null, ...each }))
  })
}

/** A fault of one check is that check's. */
function findingsOf(check: Check, facts: DoctorFacts): readonly Found[] {
  try {
    if (check.applies && !check.applies(facts)) return []
    const found = check.find(facts)
    return found.length > 0 ? found : [{ level: 'ok', message: check.title }]
  } catch (error) {
    const [message = ''] = messageOf(error).split('\n')
    return [
      {
        level: 'warning',
        message: `nx-crane could not make this check (${check.title}): ${message}`,
        mend: 'this is a bug in nx-crane: please report it',
      },
    ]
  }
}
