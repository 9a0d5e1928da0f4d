import { basename, join } from 'node:path'
import {
  type CrateId,
  parseToolchainFile,
  readSoundConfigs,
  readToolchainFile,
  scopeOf,
} from '@nx-crane/graph'
import { canonicalJson, type KeyInput } from '../key-input'
import type { KeySurroundings } from '../workspace-inputs'
import { configuredFiles } from './configured-files'
import { pathPackages } from './path-packages'

export interface FlakePlace {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where digests are kept between runs. */
  readonly memoDir: string
  readonly system: string
  /** See {@link import('./path-packages').PathPackagesPlace}. */
  readonly outsidePackages: readonly string[]
  readonly crates: readonly CrateId[]
}

/** What tasks that Nix builds have in common, as far as the repository says it: nothing is asked of the machine. */
export function flakeSurroundings({
  root,
  memoDir,
  system,
  outsidePackages,
  crates,
}: FlakePlace): KeySurroundings {
  const known = new Set(crates)
  const memos = { root, path: memoDir }
  const configsAt = (dir: string) =>
    readSoundConfigs(join(root, dir), root, {}).filter(({ name }) => !/^(?:CARGO_HOME|\.\.)\//.test(name))
  return {
    environment: {},
    builder: 'nix',
    system,
    toolchain: (dir) => askedToolchain(join(root, dir)),
    configs: configsAt,
    outside(dir, kind) {
      const configs = configsAt(dir)
      const { documents, runs } = scopeOf(kind)
      return [
        ...pathPackages({ root, configs, outsidePackages, crates: known, memos }),
        ...configuredFiles(
          { root, dir: join(root, dir), configs, environment: {}, memos },
          { documents, runs },
        ),
      ]
    },
    linkers: () => [],
  }
}

/** Nix takes the compiler that the toolchain file names, whichever the machine has. */
function askedToolchain(dir: string): KeyInput[] {
  const file = readToolchainFile(dir)
  if (file === null) return []
  const { channel, path, components, targets, profile } = parseToolchainFile(file.text, basename(file.path))
  return [
    { what: 'toolchain: asked for', value: channel ?? path ?? 'no channel' },
    { what: 'toolchain: components and targets', value: canonicalJson({ components, targets, profile }) },
  ]
}
