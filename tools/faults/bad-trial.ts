import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type BadFile, badFiles } from './bad-files'
import { PLAIN_FILES, STANDING } from './bad-repository'
import { runSteps, type StepResult } from './bad-steps'
import type { TriedFile } from './bad-tried-file'

/** What one bad file did that it must not. */
export interface BadFinding {
  readonly file: string
  readonly seed: number
  readonly what: string
  readonly step: string
  readonly fault: string
}

/** The repository of the trials, on the disk. */
export class BadRepository {
  readonly root: string

  constructor() {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-bad-')))
    for (const [path, text] of Object.entries(PLAIN_FILES)) this.write(path, text)
    for (const { path, text } of STANDING) this.write(path, text)
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), content)
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true })
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Tries one file in all its bad forms. */
export async function tryFile(
  file: TriedFile,
  { seed, most }: { readonly seed: number; readonly most: number },
): Promise<{ readonly trials: number; readonly findings: BadFinding[] }> {
  using repository = new BadRepository()
  for (const path of file.without ?? []) repository.remove(path)
  repository.write(file.path, file.text)
  const good = await runSteps(repository.root)
  const wrong = good.filter(({ error }) => error !== null)
  if (wrong.length > 0)
    throw new Error(`the good ${file.path} is none: ${wrong.map(({ text }) => text).join('\n')}`)
  const bad = badFiles(file, seed, most)
  const findings: BadFinding[] = []
  for (const each of bad) {
    repository.write(file.path, each.bytes)
    const results = await runSteps(repository.root)
    for (const [index, result] of results.entries()) {
      for (const fault of faultsOf(result, good[index], file, each)) {
        findings.push({ file: file.path, seed, what: each.what, step: result.step, fault })
      }
    }
  }
  return { trials: bad.length, findings }
}

const OURS = new Set(['CargoError', 'CraneError', 'FilesError', 'NixError', 'NxCraneError'])

/** What JavaScript says of itself, and nobody says of a file. */
const BARE =
  /Cannot (?:read|set|convert|destructure|access|use)|is not (?:a function|iterable|a constructor)|Maximum call stack|Invalid (?:array|string) length|Unexpected token|\[object Object\]|is not valid JSON|please report|\bundefined\b|\bNaN\b/

/** Nothing that a terminal would obey. */
const RAW = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const MOST_MILLISECONDS = 15_000

function faultsOf(result: StepResult, good: StepResult | undefined, file: TriedFile, bad: BadFile): string[] {
  const faults: string[] = []
  const { error, text, milliseconds } = result
  if (error !== null) faults.push(...faultsOfError(result, file))
  const bare = error === null || OURS.has(nameOf(error)) ? BARE.exec(text) : null
  if (bare && !bad.bytes.includes(bare[0])) faults.push(`says ${around(text, bare.index)}`)
  const raw = RAW.exec(text)
  if (raw) faults.push(`prints raw ${JSON.stringify(around(text, raw.index))}`)
  if (milliseconds > MOST_MILLISECONDS) faults.push(`took ${Math.round(milliseconds)} ms`)
  if (error === null && file.costs !== null) {
    for (const [dir, made] of good?.byProject ?? []) {
      const now = result.byProject.get(dir)
      // The root's scripts name crates.
      if (dir === '.' || file.costs.includes(dir) || now === made) continue
      if (file.namesInputs && now !== undefined && withoutInputs(now) === withoutInputs(made)) continue
      faults.push(`changes ${dir}: ${made.slice(0, 300)} → ${now?.slice(0, 300)}`)
    }
  }
  return faults
}

function withoutInputs(project: string): string {
  return project.replace(/"(?:inputs|default|production)":\[[^\]]*\]/g, '')
}

function faultsOfError({ step, error, text }: StepResult, file: TriedFile): string[] {
  if (!OURS.has(nameOf(error))) return [`throws ${error instanceof Error ? (error.stack ?? text) : text}`]
  // Only what the file itself says of the whole may stop the whole.
  if (file.costs !== null && ['createNodes', 'createDependencies', 'key'].includes(step))
    return [`stops all: ${text}`]
  if (!text.includes(basename(file.path)) && !/[\w-]\.(?:toml|json|ya?ml|lock)\b/.test(text)) {
    return [`names no file: ${text}`]
  }
  return []
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 100), at + 100)
}
