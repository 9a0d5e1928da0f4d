import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { messageOf } from '@nx-crane/files'
import { KeyNodes, type KeyRecord, type RecordedRun, recordedNodes } from '@nx-crane/keys'
import { readRecord } from '@nx-crane/keys/cli'
import { readWorkspace } from '../infer/workspace'
import { findResultStore } from '../results/result-store'
import { say } from '../say'
import { explainPresent, explainRun, saidRun } from '../why/explain-tasks'
import type { Explanation } from '../why/explanation'
import { presentKeys } from '../why/present-keys'
import type { CrateNames } from '../why/print-reason'
import { printExplanation, printRun } from '../why/print-why'
import { keyLogOf, storedRecord } from '../why/record-run'
import type { Command } from './command'
import { pluginWorkspace } from './plugin-workspace'
import { repositoryRoot } from './repository-root'
import { UsageError } from './usage-error'

export const whyCommand: Command = {
  usage: 'nx-crane why [--root DIR] [--json] [--run ID|FILE] [PROJECT:TARGET]',
  summary:
    'Explains why the tasks of the last run, or of the run ID, were made and not found in a cache; with a task, what moved its key since it was last computed, since the run ID, or since what FILE records, which may be from another machine.',
  async run(argv) {
    const { root, json, run: named, task } = parseArguments(argv)
    const own = keyLogOf(root).read()
    const other = fileNamed(named)
    if (own.damaged + (other?.damaged ?? 0) > 0)
      say('nx-crane: a part of what is recorded of keys is damaged, and is left out')
    const run = named === null || other !== null ? null : runNamed(own, named)
    if (task === null) {
      if (other) throw new UsageError('--run FILE explains one task: add PROJECT:TARGET')
      return explainTasksOf(run ?? own.runs.findLast(({ made }) => made.length > 0), {
        root,
        json,
        record: own,
      })
    }
    const nodes = new KeyNodes()
    const { names, keys } = await presentKeys({ root, ...pluginWorkspace(root), ...task, nodes })
    if (keys.length === 0)
      throw new UsageError(
        `nothing is known of ${task.project}:${task.target}: it is no task of a crate, and of no package that uses one`,
      )
    const records = other ? [other] : [own, ...(run === null ? storedRecords(root) : [])]
    const known = { nodes: recordedNodes(nodes), records, run }
    const explanations = keys.map((key) => explainPresent(key, known))
    print(explanations, {
      json,
      text: () => explanations.map((each) => printExplanation(each, names)).join(''),
    })
    return explanations.some(({ verdict }) => verdict === 'fault') ? 1 : 0
  },
}

function explainTasksOf(
  run: RecordedRun | undefined,
  { root, json, record }: { readonly root: string; readonly json: boolean; readonly record: KeyRecord },
): number {
  const explanations = run === undefined ? [] : explainRun(record, run)
  const text = () =>
    run === undefined || explanations.length === 0
      ? 'No run is recorded in which a task of a crate was made.\n'
      : printRun(saidRun(run), explanations, namesOfCrates(root))
  print(explanations, { json, text })
  return 0
}

function print(
  explanations: readonly Explanation[],
  { json, text }: { readonly json: boolean; readonly text: () => string },
): void {
  process.stdout.write(json ? `${JSON.stringify(explanations)}\n` : text())
}

function namesOfCrates(root: string): CrateNames {
  const { files, options } = pluginWorkspace(root)
  return new Map(readWorkspace(root, files, options).graph.crates.map(({ id, name }) => [id, name]))
}

/** What other checkouts, or machines, have left beside results. */
function storedRecords(root: string): KeyRecord[] {
  try {
    const store = findResultStore()
    const record = store && readRecord(storedRecord(root, store.directory))
    return record ? [record] : []
  } catch {
    return []
  }
}

/** Null for what is no file. */
function fileNamed(named: string | null): KeyRecord | null {
  if (named === null || !statSync(named, { throwIfNoEntry: false })?.isFile()) return null
  const record = readRecord(named)
  if (record && record.runs.length > 0) return record
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
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        root: { type: 'string', default: '.' },
        json: { type: 'boolean', default: false },
        run: { type: 'string' },
      },
    })
    if (positionals.length > 1) throw new Error('more than one task is given')
    const root = repositoryRoot(values.root)
    return { root, json: values.json, run: values.run ?? null, task: taskNamed(positionals[0]) }
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}

function taskNamed(text: string | undefined): { readonly project: string; readonly target: string } | null {
  if (text === undefined) return null
  const at = text.lastIndexOf(':')
  if (at <= 0 || at === text.length - 1) throw new Error(`${JSON.stringify(text)} is not PROJECT:TARGET`)
  return { project: text.slice(0, at), target: text.slice(at + 1) }
}
