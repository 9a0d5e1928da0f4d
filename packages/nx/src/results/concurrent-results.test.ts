import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTemporaryName } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-results-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('processes that keep, restore and evict at once see whole results or none', async () => {
  const worker = join(dir, 'worker.cjs')
  const directory = join(dir, 'cache/results')
  const { buildSync } = await import('esbuild')
  buildSync({
    stdin: {
      resolveDir: __dirname,
      loader: 'ts',
      contents: `
        import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
        import { dirname } from 'node:path'
        import { evictResults } from './evict-results'
        import { keepResult } from './keep-result'
        import { restoreResult } from './restore-result'
        const [id, directory] = process.argv.slice(2)
        const store = { directory, maxBytes: 500_000 }
        let hits = 0
        for (let round = 0; round < 150; round++) {
          const key = String(round % 5)
          const output = directory + '-' + id
          mkdirSync(output, { recursive: true })
          const text = key.repeat(100_000)
          writeFileSync(output + '/app', text)
          const fault = keepResult(store, key, { directory: output, log: '' })
          if (fault !== null) throw new Error(fault)
          evictResults(store)
          const other = String((round + 1) % 5)
          if (restoreResult(store, other, { directory: { root: dirname(output), path: output } })) {
            hits++
            if (readFileSync(output + '/app', 'utf8') !== other.repeat(100_000)) throw new Error('mixed up')
          }
        }
        console.log(hits)`,
    },
    outfile: worker,
    bundle: true,
    platform: 'node',
    target: 'node20',
  })
  const runs = await Promise.all(['one', 'two'].map((id) => run(worker, [id, directory])))
  for (const { code, output } of runs) expect(code, output).toBe(0)
  expect(runs.reduce((hits, { output }) => hits + Number(output), 0)).toBeGreaterThan(0)
  expect(readdirSync(directory).filter(isTemporaryName)).toEqual([])
})

async function run(
  script: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script, ...args])
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((done) => child.once('close', (code) => done({ code, output })))
}
