import { visible } from '@nx-crane/files'
import { few } from '../doctor/finding'
import type { CrateInputs } from './crate-inputs'

/** What is said of one crate: a line with its manifest, and lines below it. */
export function printInputs(crate: CrateInputs): string {
  const lines = [`${crate.crate}: ${stateOf(crate)}`, ...detailsOf(crate).map((line) => `    ${line}`)]
  return lines.map((line) => `${visible(line)}\n`).join('')
}

/** The same for programs. */
export function inputsReport({ crate, name, verdict, unobserved, because, reads }: CrateInputs) {
  const { include, env, notWritten } = reads
  const since = verdict.is === 'wide' ? verdict.since : null
  return { crate, name, state: verdict.is, since, because, unobserved, include, env, notWritten }
}

/** The lines that a manifest lacks. */
export function missingLines({ reads: { include, env } }: CrateInputs): string[] {
  return [
    ...(include.length > 0 || env.length === 0 ? [`include = ${listOf(include)}`] : []),
    ...(env.length > 0 ? [`env = ${listOf(env)}`] : []),
  ]
}

function listOf(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`
}

function stateOf({ verdict, isDeclared, unobserved }: CrateInputs): string {
  switch (verdict.is) {
    case 'declared':
      return unobserved.length > 0
        ? 'declares what it reads; was not observed since its last edit'
        : 'declares what it reads'
    case 'unobserved':
      return `is wide and was not observed yet: run \`nx run-many -t ${unobserved.join(',')}\` first`
    case 'wide':
      return `${isDeclared ? 'declares too little' : 'stays wide'}, since ${verdict.since}`
    case 'missing':
      return isDeclared ? 'reads more than it declares' : 'is wide, and was seen to read'
  }
}

function detailsOf(crate: CrateInputs): string[] {
  const { verdict, because, reads, isDeclared } = crate
  return [
    ...(isDeclared ? [] : [`wide since ${few(because)}`]),
    ...(verdict.is === 'missing' ? missingLines(crate) : []),
    ...(verdict.is === 'missing' && verdict.text === null
      ? ['[package.metadata.nx-crane] is written in a way that cannot be added to: add these lines yourself']
      : []),
    ...reads.notWritten.map(({ what, since }) => `not written: ${since}: ${what}`),
  ]
}
