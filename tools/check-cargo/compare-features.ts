import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readResolvedWorkspace } from '@nx-crane/build'
import { compiledPackages, type PlatformTriple, platformOf, type ResolvedWorkspace } from '@nx-crane/graph'

/** The parts of cargo's unit graph that tell which features a package is compiled with. */
interface UnitGraph {
  readonly units: readonly {
    readonly pkg_id: string
    readonly features: readonly string[]
    /** Null for what runs during the build. */
    readonly platform: string | null
    readonly target: { readonly kind: readonly string[] }
  }[]
}

const TRIPLE: PlatformTriple = 'x86_64-unknown-linux-gnu'

/**
 * How what we say is compiled of a workspace differs from what cargo would compile. Undefined for a workspace that cargo
 * cannot resolve without a network.
 */
export function compareFeatures(root: string): string[] | undefined {
  if (!existsSync(join(root, 'Cargo.lock'))) cargo(root, ['generate-lockfile', '--offline'])
  const resolved = readResolvedWorkspace(root, 'Cargo.toml')
  // Unstable, and so only asked for here; cargo prints it and compiles nothing.
  const graph = cargo(root, [
    'build',
    '--workspace',
    '--offline',
    '--unit-graph',
    '-Zunstable-options',
    '--target',
    TRIPLE,
  ])
  if (resolved === undefined || graph === undefined) return undefined
  const ours = new Set(
    compiledPackages(resolved, platformOf(TRIPLE)).flatMap(({ name, version, host, target }) => [
      ...(host === null ? [] : [`${name} ${version} host: ${host.join(' ')}`]),
      ...(target === null ? [] : [`${name} ${version} target: ${target.join(' ')}`]),
    ]),
  )
  const theirs = unitsOf(JSON.parse(graph) as UnitGraph, resolved)
  return [
    ...[...theirs].filter((each) => !ours.has(each)).map((each) => `only cargo: ${each}`),
    ...[...ours].filter((each) => !theirs.has(each)).map((each) => `only here: ${each}`),
  ].sort()
}

function unitsOf({ units }: UnitGraph, { packages }: ResolvedWorkspace): Set<string> {
  const names = new Map(packages.map(({ id, name, version }) => [id, `${name} ${version}`]))
  return new Set(
    units
      .filter(({ target }) => !target.kind.includes('custom-build'))
      .map(
        ({ pkg_id, platform, features }) =>
          `${names.get(pkg_id)} ${platform === null ? 'host' : 'target'}: ${[...features].sort().join(' ')}`,
      ),
  )
}

function cargo(root: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('cargo', [...args, '--manifest-path', join(root, 'Cargo.toml')], {
    cwd: root,
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return status === 0 ? stdout : undefined
}
