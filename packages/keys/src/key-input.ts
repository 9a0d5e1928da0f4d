import { hash } from 'node:crypto'

import type { FileDigests } from '@nx-crane/graph'

/** One thing a key is made of: what it is, for people, and its value or the digest of that. */
export interface KeyInput {
  readonly what: string
  readonly value: string
}

/** SHA-256 of inputs in their order, in hexadecimal. */
export function digestInputs(inputs: readonly KeyInput[]): string {
  // With the lengths in front no two lists are printed alike, and nothing needs escaping.
  let text = ''
  for (const { what, value } of inputs) text += `${what.length} ${value.length} ${what}${value}\n`
  return digestText(text)
}

export function digestText(text: string): string {
  return hash('sha256', text)
}

/** JSON with the keys of objects sorted and undefined ones left out: the same text for the same meaning. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return part.toString()
    if (typeof part !== 'object' || part === null || Array.isArray(part) || part instanceof Date) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

export function sortedInputs(inputs: readonly KeyInput[]): KeyInput[] {
  return [...inputs].sort((a, b) => (a.what < b.what ? -1 : Number(a.what > b.what)))
}

/** Files by path, with their digests. */
export function fileInputs(files: FileDigests): KeyInput[] {
  return sortedInputs(
    [...files].map(([path, digest]) => ({ what: `file: ${path}`, value: digest ?? 'not there' })),
  )
}
