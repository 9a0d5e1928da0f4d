import { NxCraneError } from '../nx-crane-error'
import { cacheOption, publicKeyOption } from './ci-cache'

export const PROVIDERS = ['github', 'gitlab'] as const
export type Provider = (typeof PROVIDERS)[number]

export const CI_SYSTEMS = ['x86_64-linux', 'aarch64-linux', 'x86_64-darwin', 'aarch64-darwin'] as const
export type CiSystem = (typeof CI_SYSTEMS)[number]

export const CI_BUILDERS = ['nix', 'cargo'] as const
export type CiBuilder = (typeof CI_BUILDERS)[number]

/** What `nx g nx-crane:ci` is given, as Nx hands it over. */
export interface CiSchema {
  readonly provider?: Provider
  readonly builder?: CiBuilder
  readonly systems?: readonly string[]
  readonly rust?: readonly string[]
  readonly cache?: string
  readonly publicKey?: string
  readonly force?: boolean
}

/** What was asked for. Nothing stands for what the repository has; an empty list for no matrix, an empty text for no cache. */
export interface CiRequest {
  readonly provider?: Provider
  readonly builder?: CiBuilder
  readonly systems?: readonly CiSystem[]
  readonly rust?: readonly string[]
  /** Checked: see {@link cacheOption}. */
  readonly cache?: string
  readonly publicKey?: string
}

/** @throws NxCraneError `INVALID_OPTIONS` */
export function parseCiRequest(raw: Readonly<Record<string, unknown>>): CiRequest {
  return {
    ...(raw.provider !== undefined && { provider: oneOf(raw.provider, PROVIDERS, '--provider') }),
    ...(raw.builder !== undefined && { builder: oneOf(raw.builder, CI_BUILDERS, '--builder') }),
    ...(raw.systems !== undefined && {
      systems: wordsAt(raw.systems, '--systems').map((system) => oneOf(system, CI_SYSTEMS, '--systems')),
    }),
    ...(raw.rust !== undefined && { rust: wordsAt(raw.rust, '--rust').map(toolchainAt) }),
    ...(raw.cache !== undefined && { cache: cacheOption(raw.cache) }),
    ...(raw.publicKey !== undefined && { publicKey: publicKeyOption(raw.publicKey) }),
  }
}

/** `--rust 1.85,stable`, the option several times, or both. `--rust=` is an empty list. */
function wordsAt(raw: unknown, option: string): string[] {
  const values: unknown[] = Array.isArray(raw) ? raw : [raw]
  const words = values.flatMap((value) => {
    if (typeof value !== 'string' && typeof value !== 'number')
      throw invalid(option, raw, 'write a list: a,b')
    return String(value).split(',')
  })
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))]
}

/** It reaches YAML and an environment variable of the workflow; rustup knows no other names. */
function toolchainAt(word: string): string {
  if (/^(?:\d+\.\d+(?:\.\d+)?|(?:stable|beta|nightly)(?:-\d{4}-\d\d-\d\d)?)$/.test(word)) return word
  throw invalid('--rust', word, 'write versions of Rust: 1.85, 1.85.1, stable, beta, nightly-2026-11-30')
}

function oneOf<const T extends string>(raw: unknown, allowed: readonly T[], option: string): T {
  const found = allowed.find((value) => value === raw)
  if (found !== undefined) return found
  throw invalid(option, raw, `write one of ${allowed.join(', ')}`)
}

function invalid(option: string, value: unknown, hint: string): NxCraneError {
  return new NxCraneError('INVALID_OPTIONS', { message: `${option} is ${JSON.stringify(value)}`, hint })
}
