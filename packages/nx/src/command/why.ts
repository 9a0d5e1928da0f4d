import { statSync } from 'node:fs'
import { messageOf } from '@nx-crane/files'
import type { KeyRecord, RecordedRun } from '@nx-crane/keys'
import { readRecord } from '@nx-crane/keys/cli'
import { parseOptions } from '../infer/options'
import { readWorkspace } from '../infer/workspace'
import { NxCraneError } from '../nx-crane-error'
import { manifestPaths } from '../project-manifests'
import { pluginOptions, readNxJson } from '../read-nx-json'
import { findResultStore } from '../results/result-store'
import { comparedStates } from '../revision/compared-states'
import { say } from '../say'
import { type Comparable, explainPresent, explainRun, explainSince, saidRun } from '../why/explain-tasks'
import type { Explanation } from '../why/explanation'
import { type PresentKey, type PresentKeys, type PresentKeysRequest, presentKeys } from '../why/present-keys'
import type { CrateNames } from '../why/print-reason'
import { printExplanation, printRun } from '../why/print-why'
import { keyLogOf, storedRecord } from '../why/record-run'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

export const whyCommand: Command = {
  usage: 'nx-crane why [PROJECT:TARGET] [--base REV | --run ID|FILE] [--json] [--root DIR]',
  summary:
    'Explains why the tasks of the last run, or of the run ID, were made and not found in a cache; with a task, what moved its key: since it was last computed, since the commit REV, since the run ID, or since what FILE records, which may be from another machine.',
  async run(argv) {
    const { root, json, base, run: named, task } = parseArguments(argv)
    const { explanations, names, head } =
      task === null ? explainTasks(root, named) : await explainTask(root, { ...task, base, named })
    const text =
      head === null
        ? explanations.map((each) => printExplanation(each, names)).join('')
        : printRun(head, explanations, names)
    process.stdout.write(json ? `${JSON.stringify(explanations)}\n` : text)
    return explanations.some(({ verdict }) => verdict === 'fault') ? 1 : 0
  },
}

interface Explained {
  readonly explanations: readonly Explanation[]
  readonly names: CrateNames
  /** What is said before those of a run; null for those of one task. */
  readonly head: string | null
}

/** Of the run with an id; of the last in which something was made where that is null. */
function explainTasks(root: string, named: string | null): Explained {
  const record = ownRecord(root)
  const run = named === null ? record.runs.findLast(({ made }) => made.length > 0) : runNamed(record, named)
  const explanations = run === undefined ? [] : explainRun(record, run)
  return { explanations, names: namesOfCrates(root), head: run === undefined ? NO_RUN : saidRun(run) }
}

const NO_RUN = 'no run is recorded'

interface AskedTask {
  readonly project: string
  readonly target: string
  readonly base: string | null
  readonly named: string | null
}

async function explainTask(root: string, { project, target, base, named }: AskedTask): Promise<Explained> {
  const { names, keys } = await presentKeys({ root, project, target })
  if (keys.length === 0)
    throw new NxCraneError('NO_SUCH_TASK', {
      message: `nothing is known of ${project}:${target}: it is no task of a crate, and of no package that uses one`,
      hint: '`nx-crane key` lists the tasks of crates, and `nx-crane affected --base REV --json` those that a commit still had ("removed")',
    })
  const explanations =
    base === null
      ? keys.map((key) => explainPresent(key, recordsOf(root, named)))
      : await sinceBase(keys, { root, project, target, base })
  return { explanations, names, head: null }
}

async function sinceBase(
  keys: readonly PresentKey[],
  {
    root,
    project,
    target,
    base,
  }: { readonly root: string; readonly project: string; readonly target: string; readonly base: string },
): Promise<Explanation[]> {
  using states = comparedStates({ root, base, env: { ...process.env, NX_HEAD: undefined } })
  for (const note of states.notes) say(`nx-crane: ${note}`)
  const before = await keysOrFault({ root: states.root, project, target, state: states.base })
  const revision = `${base} (${states.revisions.base.slice(0, 12)})`
  for (const fault of before.faults) say(`nx-crane: in ${revision}: ${fault}`)
  return keys.map((key) =>
    explainSince(
      key,
      before.keys.find(({ crate, kind }) => crate === key.crate && kind === key.kind),
      revision,
    ),
  )
}

/** A base of which nothing can be told has no keys. */
async function keysOrFault(request: PresentKeysRequest): Promise<Pick<PresentKeys, 'keys' | 'faults'>> {
  try {
    return await presentKeys(request)
  } catch (error) {
    return { keys: [], faults: [messageOf(error)] }
  }
}

function recordsOf(root: string, named: string | null): Comparable {
  const other = fileNamed(named)
  if (other) return { records: [other], run: null }
  const own = ownRecord(root)
  if (named !== null) return { records: [own], run: runNamed(own, named) }
  return { records: [own, ...storedRecords(root)], run: null }
}

function ownRecord(root: string): KeyRecord {
  return sound(keyLogOf(root).read())
}

function sound(record: KeyRecord): KeyRecord {
  if (record.damaged > 0) say('nx-crane: a part of what is recorded of keys is damaged, and is left out')
  return record
}

function namesOfCrates(root: string): CrateNames {
  const options = parseOptions(pluginOptions(readNxJson(root)))
  const { graph } = readWorkspace(root, manifestPaths(root), options)
  return new Map(graph.crates.map(({ id, name }) => [id, name]))
}

/** What other checkouts, or machines, have left beside results. */
function storedRecords(root: string): KeyRecord[] {
  try {
    const store = findResultStore()
    const record = store && readRecord(storedRecord(root, store.directory))
    return record ? [sound(record)] : []
  } catch {
    return []
  }
}

/** Null for what is no file. */
function fileNamed(named: string | null): KeyRecord | null {
  if (named === null || !statSync(named, { throwIfNoEntry: false })?.isFile()) return null
  const record = readRecord(named)
  if (record && record.runs.length > 0) return sound(record)
  throw new UsageError(`--run ${JSON.stringify(named)} is a file that records no keys`)
}

function runNamed({ runs }: KeyRecord, named: string): RecordedRun {
  const found = runs.findLast(({ run }) => run === named)
  if (found) return found
  const last = runs.slice(-5).map(saidRun)
  throw new UsageError(
    `--run ${JSON.stringify(named)}: no such run is recorded${last.length === 0 ? '' : `; the last are ${last.join(', ')}`}`,
  )
}

function parseArguments(argv: readonly string[]) {
  const options = {
    json: { type: 'boolean', default: false },
    base: { type: 'string' },
    run: { type: 'string' },
  } as const
  const { root, json, base = null, run = null, names } = parseUsage(argv, options, { takesNames: true })
  if (names.length > 1) throw new UsageError('more than one task is given')
  const task = taskNamed(names[0])
  if (base !== null && run !== null)
    throw new UsageError('--base and --run are given, of which one is compared with')
  if (base !== null && task === null) throw new UsageError('--base explains one task: add PROJECT:TARGET')
  return { root, json, base, run, task }
}

function taskNamed(text: string | undefined): { readonly project: string; readonly target: string } | null {
  if (text === undefined) return null
  const at = text.lastIndexOf(':')
  if (at <= 0 || at === text.length - 1) throw new UsageError(`${JSON.stringify(text)} is not PROJECT:TARGET`)
  return { project: text.slice(0, at), target: text.slice(at + 1) }
}
