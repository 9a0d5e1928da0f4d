import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { FilesError, readRegularText } from '@nx-crane/files'
import { parse } from 'smol-toml'
import { asTable, entryOf, tableOf } from '../manifest/toml-table'
import { canonicalJson } from './key-input'

/**
 * The toolchain that the nearest `rust-toolchain.toml` (or `rust-toolchain`) of a directory asks for; null where there is
 * none. Not its components and targets: what they add is no part of the compiler.
 */
export function readToolchainChannel(dir: string): string | null {
  for (let current = resolve(dir); ; current = dirname(current)) {
    // rustup prefers the name without an extension when both are there.
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const text = readText(join(current, name))
      if (text !== undefined) return channelOf(text)
    }
    if (dirname(current) === current) return null
  }
}

function channelOf(text: string): string {
  if (!text.includes('[toolchain]') && /^[^\n=]+$/.test(text.trim())) return text.trim()
  try {
    const toolchain = tableOf(asTable(parse(text)), 'toolchain')
    const path = entryOf(toolchain, 'path')
    const channel = entryOf(toolchain, 'channel')
    return typeof channel === 'string' && path === undefined ? channel : canonicalJson({ channel, path })
  } catch {
    // rustc, asked in this directory, says what is wrong with it.
    return text
  }
}

/** Throws for a pipe: rustup would wait for it. */
function readText(path: string): string | undefined {
  try {
    return readRegularText(path)
  } catch (cause) {
    if (!(cause instanceof FilesError) || statSync(path).isDirectory()) return undefined
    throw cause
  }
}
