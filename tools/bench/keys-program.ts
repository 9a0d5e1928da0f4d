import { readFileSync } from 'node:fs'
import { runKeyTasks } from '../../packages/nx/src/keys/crate-key-task'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import { printUsage } from './self-measured'

export interface KeysInput {
  readonly root: string
  readonly tasks: Readonly<Record<string, KeyOptions>>
}

/** What the executor `nx-crane:key` does when Nx runs the key tasks of all crates, without Nx around it. */
async function main(): Promise<void> {
  const { root, tasks } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as KeysInput
  await printUsage(async () => {
    const results = await runKeyTasks(root, tasks)
    const faulty = results.find((result) => !result.success)
    if (faulty) throw new Error(faulty.output)
  })
}

void main()
