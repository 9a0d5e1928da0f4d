import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { printUsage } from './self-measured'

export interface HashFloorInput {
  readonly root: string
  readonly files: readonly string[]
}

/** The least that keys by content cost: reads and SHA-256 hashes every file once, on all cores. */
async function main(): Promise<void> {
  const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as HashFloorInput
  const workers = availableParallelism()
  await printUsage(async () => {
    const shares = Array.from({ length: workers }, (_, share) => ({
      root: input.root,
      files: input.files.filter((_file, index) => index % workers === share),
    }))
    const [own, ...others] = shares
    const done = others.map((workerData) => finished(new Worker(__filename, { workerData })))
    if (own) hashAll(own)
    await Promise.all(done)
  })
}

function finished(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}

function hashAll({ root, files }: HashFloorInput): void {
  for (const file of files) hash('sha256', readFileSync(join(root, file)))
}

if (isMainThread) void main()
else hashAll(workerData as HashFloorInput)
