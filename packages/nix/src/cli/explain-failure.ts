import { type BuildFailure, failureAdvice, logAdvice } from '../log'
import type { BuildLog } from './build-log'
import { type DerivationGraph, neededBy } from './derivation-graph'

export interface FailureContext {
  readonly log: BuildLog
  readonly graph: DerivationGraph
  /** How Nix ended, in words, when nothing else says why a derivation was not built. */
  readonly ending: string
  /** What a derivation is called where its own name is not the best. */
  readonly nameOf: (derivation: string) => string
}

/** So many lines of another build are shown, and so many other builds. */
const LAST_LINES = 25
const MOST_CAUSES = 3

/** Why a derivation was not built, for a person: what it printed, what Nix says, what to do. */
export function explainFailure(derivation: string, context: FailureContext): string {
  const failure = context.log.failures.get(derivation)
  if (failure && !failure.byDependency) return ownFailure(failure, context)
  const causes = causesOf(derivation, context)
  if (causes.length > 0)
    return (
      causes
        .slice(0, MOST_CAUSES)
        .map((cause) => otherFailure(cause, context))
        .join('') + more(causes)
    )
  const { errors } = context.log
  const said = errors.length > 0 ? errors : [failure?.reason ?? context.ending]
  return [...new Set(said)].map((text) => lines(text, failureAdvice(text))).join('')
}

/** What is at fault itself of what a derivation needs, nearest first. */
function causesOf(derivation: string, { log, graph }: FailureContext): BuildFailure[] {
  return neededBy(graph, derivation).flatMap((needed) => {
    const failure = log.failures.get(needed)
    return failure && !failure.byDependency ? [failure] : []
  })
}

function ownFailure(failure: BuildFailure, { log }: FailureContext): string {
  const printed = log.logOf(failure.derivation)?.text ?? ''
  return `${printed}${lines(failure.reason, adviceOn(failure, printed), wholeLog(failure, printed))}`
}

function otherFailure(failure: BuildFailure, { log, nameOf }: FailureContext): string {
  const last = log.logOf(failure.derivation)?.last(LAST_LINES) ?? []
  const printed = last.map((line) => `  > ${line}\n`).join('')
  const head = `not built because it needs ${nameOf(failure.derivation)}, which failed:\n`
  return `${head}${printed}${lines(failure.reason, adviceOn(failure, printed), wholeLog(failure, printed))}`
}

function more(causes: readonly BuildFailure[]): string {
  const hidden = causes.length - MOST_CAUSES
  return hidden > 0 ? `and ${hidden} more of its dependencies failed\n` : ''
}

function adviceOn({ reason }: BuildFailure, printed: string): string | null {
  return failureAdvice(reason) ?? logAdvice(printed)
}

function wholeLog({ derivation }: BuildFailure, printed: string): string | null {
  return printed === '' ? null : `the whole log: nix log ${derivation}`
}

function lines(...texts: readonly (string | null)[]): string {
  return texts.flatMap((text) => (text === null ? [] : [`${text}\n`])).join('')
}
