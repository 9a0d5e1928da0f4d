import { parse } from 'smol-toml'
import { asTable, entryOf, tableOf } from '../manifest/toml-table'
import { canonicalJson } from './key-input'
import { readToolchainFile } from './read-toolchain-file'

/**
 * The toolchain that the nearest toolchain file of a directory asks for; null where there is none. Not its components and
 * targets: what they add is no part of the compiler.
 */
export function readToolchainChannel(dir: string): string | null {
  const file = readToolchainFile(dir)
  return file && channelOf(file.text)
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
