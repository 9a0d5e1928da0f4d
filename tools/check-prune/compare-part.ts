import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pruneRepository } from '../../packages/nx/src/prune/prune-repository'

export interface PartOf {
  /** Of the whole repository, with locks that are up to date. */
  readonly root: string
  /** Of the crate, where cargo is started: with resolver 1 the features of the package there count, whatever is built. */
  readonly dir: string
  readonly name: string
  /** Outside the repository: what lies around would be Cargo's. */
  readonly out: string
  readonly cargoHome: string
  /** Also builds it, and its dependencies by themselves. */
  readonly builds: boolean
  /** Nothing is known of packages from elsewhere, as on a machine on which cargo has never run. */
  readonly isUnknowing?: boolean
}

/** What cargo finds wrong with the part of a repository that builds one crate, as lines to read; none where all is as in the whole. */
export function comparePart({ root, dir, name, out, cargoHome, builds, isUnknowing }: PartOf): string[] {
  const cargo = (repository: string, args: readonly string[]) =>
    runCargo(join(repository, dir), args, cargoHome)
  rmSync(out, { recursive: true, force: true })
  const docker = builds
  pruneRepository({
    root,
    out,
    names: [name],
    docker,
    cargoHome: isUnknowing ? join(out, 'none') : cargoHome,
  })
  const part = docker ? join(out, 'full') : out
  const locked = ['--locked', '--offline']
  const metadata = cargo(part, ['metadata', ...locked, '--format-version', '1'])
  if (metadata.status !== 0) return [`metadata: ${metadata.stderr.trim()}`]
  const edges = ['--target', 'all', '-e', 'normal,build,dev', '--format', '{p} {f}']
  const tree = ['tree', '-p', name, ...locked, ...edges]
  const [ours, whole] = [part, root].map((repository) => {
    const { status, stdout, stderr } = cargo(repository, tree)
    return (status === 0 ? stdout : stderr).replaceAll(repository, '')
  })
  if (ours !== whole) return [`tree of the part:\n${ours}`, `tree of the whole:\n${whole}`]
  if (!builds) return []
  const stubs = cargo(join(out, 'json'), ['build', '-p', name, ...locked, ANY_RUST])
  if (stubs.status !== 0) return [`build of the dependencies: ${stubs.stderr.trim()}`]
  const built = cargo(part, ['test', '--no-run', '-p', name, ...locked, ANY_RUST])
  if (built.status !== 0) return [`build: ${built.stderr.trim()}`]
  return []
}

/** A repository may be for a newer compiler than the one here. */
const ANY_RUST = '--ignore-rust-version'

export function runCargo(
  cwd: string,
  args: readonly string[],
  cargoHome: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const env = { ...process.env, CARGO_HOME: cargoHome, CARGO_TERM_COLOR: 'never' }
  return spawnSync('cargo', args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
