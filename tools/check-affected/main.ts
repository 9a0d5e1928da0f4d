import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NX_VERSIONS, type NxVersion } from '../kit/nx-template'
import { packPlugin } from '../kit/packed-plugin'
import { openNix } from './nix-flake'
import { type AffectedOptions, parseAffectedOptions, USAGE } from './options'
import { RandomHistory } from './random-history'
import { bundleProgram, readStates } from './read-states'
import type { CommitState, Granularity } from './selection'
import { judge, type Verdict } from './verdict'

/**
 * Says of random commits whether `nx affected` selects all tasks whose keys they change, and `nx-crane affected` prints exactly those of
 * crates; the exit code is 1 when they do not.
 */
async function main(): Promise<void> {
  const options = parseOptions()
  const { commits, nixCommits } = options
  console.log(`seed ${options.seed}, ${commits} commits, ${nixCommits} with the Nix builder`)
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'check-affected-')))
  let failed = 0
  try {
    const plugin = packPlugin(join(scratch, 'plugin')).directory
    const place = { scratch, plugin, program: bundleProgram(scratch) }
    if (commits > 0) failed += await checkCargo(options, place)
    if (nixCommits > 0) failed += await checkNix(options, place)
  } finally {
    if (options.keep) console.log(`the repositories are in ${scratch}`)
    else {
      // Nix makes what is in its store read-only, directories too.
      execFileSync('chmod', ['-R', 'u+w', scratch])
      rmSync(scratch, { recursive: true, force: true })
    }
  }
  console.log(
    failed === 0
      ? 'nothing is left out, and nx-crane affected prints what keys say'
      : `${failed} commits are at fault`,
  )
  process.exitCode = failed === 0 ? 0 : 1
}

interface Place {
  readonly scratch: string
  /** Directory of the packed plugin. */
  readonly plugin: string
  readonly program: string
}

async function checkCargo(options: AffectedOptions, { scratch, plugin, program }: Place): Promise<number> {
  const history = new RandomHistory(join(scratch, 'repository'), { ...options, plugin, builder: 'cargo' })
  let failed = 0
  const versions = versionsOf(options)
  for (const version of versions) {
    const asksCommand = version === versions[0]
    const states = await readStates(history, { version, plugin, program, asksCommand, nix: null })
    failed += report(`Nx ${version}`, states, history)
  }
  return failed
}

/** With one Nx: the same says for both which inputs the tasks have. */
async function checkNix(options: AffectedOptions, { scratch, plugin, program }: Place): Promise<number> {
  const nix = await openNix(scratch)
  if (typeof nix === 'string') {
    console.log(`not with the Nix builder: ${nix}`)
    return 0
  }
  const given = { ...options, commits: options.nixCommits, plugin, builder: 'nix' } as const
  const history = new RandomHistory(join(scratch, 'nix-repository'), given)
  const version = versionsOf(options).at(-1) ?? '24.0.6'
  const states = await readStates(history, { version, plugin, program, asksCommand: true, nix })
  return report(`Nx ${version}, Nix builder`, states, history)
}

function versionsOf({ nx }: AffectedOptions): readonly NxVersion[] {
  return NX_VERSIONS.filter((each) => nx === null || each.startsWith(`${nx}.`))
}

function parseOptions(): AffectedOptions {
  try {
    return parseAffectedOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    process.exit(2)
  }
}

/** Prints what is wrong with the selections, and how large they are; how many commits are at fault. */
function report(title: string, states: readonly CommitState[], { commits }: RandomHistory): number {
  const verdicts = states.slice(1).map((after, index) => judge(states[index] ?? after, after))
  let failed = 0
  verdicts.forEach((verdict, index) => {
    const faults = faultsOf(verdict)
    if (faults.length === 0) return
    failed++
    console.log(
      `${title}: ${commits[index + 1]?.edits.join(' + ')}\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
  })
  if (states.every(({ keys }) => Object.values(keys).every((key) => key === null))) {
    console.log(`${title}: no commit has a key`)
    failed++
  }
  const undeclared = new Set(states.flatMap((state) => state.undeclared))
  for (const file of undeclared) console.log(`${title}: no input of the key target says ${file}`)
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((all, verdict) => all + of(verdict), 0)
  const least = sum((verdict) => verdict.least.length)
  const counts = GRANULARITIES.map((each) => `by ${each} ${sum(({ selected }) => selected[each].count)}`)
  const all = states
    .slice(1)
    .reduce((sum, { keys, reaches }) => sum + Object.keys(keys).length + Object.keys(reaches).length, 0)
  console.log(
    `${title}: ${verdicts.length} commits, ${all} tasks; keys of ${least} change, selected ${counts.join(', ')}`,
  )
  return failed + (undeclared.size > 0 ? 1 : 0)
}

function faultsOf({ selected, misprinted }: Verdict): string[] {
  const faults = GRANULARITIES.flatMap((each) => {
    const { missing } = selected[each]
    return missing.length === 0 ? [] : [`selection by ${each} leaves out ${listed(missing)}`]
  })
  if (misprinted.length > 0) faults.push(`nx-crane affected is wrong about ${listed(misprinted)}`)
  return faults
}

function listed(ids: readonly string[]): string {
  return `${ids.slice(0, 6).join(', ')}${ids.length > 6 ? ` and ${ids.length - 6} more` : ''}`
}

const GRANULARITIES: readonly Granularity[] = ['projects', 'tasks']

void main()
