import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { outputOf } from './measured-command'

/** What the numbers depend on besides the code, in one line. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const nx = versionOf('nx')
  const rustc = outputOf({ program: 'rustc', args: ['--version'], cwd: __dirname, env: process.env }).split(
    ' ',
  )[1]
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}, Nx ${nx}, rustc ${rustc}`
}

function versionOf(name: string): string {
  const manifest = join(__dirname, '../../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
