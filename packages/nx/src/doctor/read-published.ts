import { SUPPORTED_NX } from '../infer/supported-nx'
import { npmRegistry } from '../init/registry'
import type { InstalledPackage } from './facts'

/** Versions that the registry has of both nx and `@nx/devkit`, oldest first. Asked only where the two that are there differ. */
export async function readPublished(
  root: string,
  installed: readonly InstalledPackage[],
): Promise<readonly string[]> {
  const [nx, devkit] = PAIR.map(
    (wanted) => installed.find(({ name, usedBy }) => name === wanted && usedBy === '')?.version,
  )
  if (nx === undefined || devkit === undefined || nx === devkit) return []
  const range = `>=${SUPPORTED_NX.from} <${SUPPORTED_NX.to + 1}`
  const ask = npmRegistry(root, PATIENCE)
  const [ofNx = [], ofDevkit = []] = await Promise.all(PAIR.map((name) => ask(`${name}@${range}`)))
  return ofNx.filter((version) => ofDevkit.includes(version))
}

const PAIR = ['nx', '@nx/devkit']
const PATIENCE = 10_000
