import { applyFixes, type Fixed } from './apply-fixes'
import { ourCommand } from './check'
import { examine } from './checks'
import type { Finding } from './finding'
import { readFacts } from './read-facts'

export interface Diagnosis {
  readonly findings: readonly Finding[]
  /** Empty unless asked to fix. */
  readonly fixed: readonly Fixed[]
  /** What a person types to have fixed what can be. */
  readonly fixCommand: string
}

/** What is wrong with a repository on this machine; after what can be mended was, where that is asked for. */
export async function diagnose(root: string, { fix }: { readonly fix: boolean }): Promise<Diagnosis> {
  const facts = await readFacts(root, process.env)
  const findings = examine(facts)
  const fixCommand = ourCommand(facts, 'doctor --fix')
  const fixed = fix ? await applyFixes(root, findings) : []
  if (fixed.length === 0) return { findings, fixed, fixCommand }
  return { findings: examine(await readFacts(root, process.env)), fixed, fixCommand }
}
