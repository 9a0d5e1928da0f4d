import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Adds fields to a JSON file, or makes one of them. */
export function addToJson(file: string, fields: Readonly<Record<string, unknown>>): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ ...before, ...fields }, null, 2)}\n`)
}
