import { basename } from 'node:path'
import { CargoError } from '../cargo-error'
import { readToolchainFile } from '../toolchain/read-toolchain-files'
import { parseToolchainFile } from '../toolchain/rust-toolchain'
import { canonicalJson } from './key-input'

/**
 * The toolchain that the nearest toolchain file of a directory asks for; null where there is none. Not its components and
 * targets: what they add is no part of the compiler.
 */
export function readToolchainChannel(dir: string): string | null {
  const file = readToolchainFile(dir)
  return file && channelOf(file.text, basename(file.path))
}

function channelOf(text: string, file: string): string {
  try {
    const { channel, path } = parseToolchainFile(text, file)
    return channel !== null && path === null ? channel : canonicalJson(path === null ? {} : { path })
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    // rustc, asked in this directory, says what is wrong with it.
    return text
  }
}
