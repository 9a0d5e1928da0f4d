import { SUPPORTED_NX } from '../infer/supported-nx'

export interface UnequalNx {
  readonly nx: string
  readonly devkit: string
  /** Versions that the registry has of both, oldest first; empty where it does not say. */
  readonly published: readonly string[]
}

/** The version to which nx and `@nx/devkit` can both be brought, the nearest to the Nx that is there; null where nobody knows one. */
export function matchingNx({ nx, devkit, published }: UnequalNx): string | null {
  if (published.includes(nx)) return nx
  const sameMajor = published.filter((version) => majorOf(version) === majorOf(nx))
  const newest = sameMajor.at(-1) ?? published.at(-1)
  if (newest !== undefined) return newest
  // A devkit comes out with an Nx, and not the other way round.
  return majorOf(devkit) >= SUPPORTED_NX.from && majorOf(devkit) <= SUPPORTED_NX.to ? devkit : null
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}
