import { basename } from 'node:path'
import { CargoError, parseToolchainFile, readToolchainFile } from '@nx-crane/graph'
import { canonicalJson } from './key-input'

/**
 * The toolchain that the nearest toolchain file of a directory asks for, where it is somebody's own: what such a one is, its
 * compiler may not say. Null where there is none, and for Rust's own: "stable" and "1.95.0" may be the same compiler, which says
 * what it is. Not components and targets: what they add is no part of the compiler.
 */
export function readToolchainChannel(dir: string): string | null {
  const file = readToolchainFile(dir)
  const channel = file && channelOf(file.text, basename(file.path))
  return channel !== null && PUBLISHED.test(channel) ? null : channel
}

/** A channel or a version, maybe of a day, maybe with the system that it runs on. */
const PUBLISHED =
  /^(?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?(?:-beta(?:\.\d+)?)?)(?:-\d{4}-\d{2}-\d{2})?(?:-[a-z0-9_]+(?:-[a-z0-9_]+){1,3})?$/

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
