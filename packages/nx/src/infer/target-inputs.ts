import type { TargetConfiguration } from '@nx/devkit'
import { CONFIG_FILES, type Crate, type TaskKind, TOOLCHAIN_FILES } from '@nx-crane/graph'
import { keyDirectory } from '../key-directory'
import type { TargetInputs, TargetOptions } from './options'

/** The file with the key is the only input: what it does not name cannot make the task miss. */
export function keyInputs(
  crate: Pick<Crate, 'name' | 'dir'>,
  kind: TaskKind,
  settings: TargetOptions | false,
): TargetInputs {
  return [keyInput(crate, kind), { externalDependencies: [] }, ...(settings === false ? [] : settings.inputs)]
}

function keyInput(crate: Pick<Crate, 'name' | 'dir'>, kind: string) {
  return { dependentTasksOutputFiles: keyFile(crate, kind), transitive: false }
}

function keyFile({ name, dir }: Pick<Crate, 'name' | 'dir'>, kind: string): string {
  return `**/${keyDirectory(name, dir)}/${kind}`
}

/** The kind whose key file of this crate is among the inputs; undefined where there is none. */
export function keyKindOf(
  inputs: NonNullable<TargetConfiguration['inputs']>,
  crate: Pick<Crate, 'name' | 'dir'>,
): string | undefined {
  const files = inputs.flatMap((input) =>
    typeof input === 'object' && 'dependentTasksOutputFiles' in input && input.transitive === false
      ? [input.dependentTasksOutputFiles]
      : [],
  )
  const prefix = files.length === 0 ? '' : keyFile(crate, '')
  return files.find((file) => file.startsWith(prefix))?.slice(prefix.length)
}

/** Whether {@link fileInputs} are the target's inputs. */
export function readsFiles({ inputs }: Pick<TargetConfiguration, 'inputs'>): boolean {
  return inputs?.includes(OWN_FILES) ?? false
}

/**
 * @param files see {@link import('./crate-files').crateFiles}
 *
 * What a task depends on at most, for a target whose key task nx.json keeps from running: whole directories and files
 * instead of what they mean. Never stale, rarely a hit.
 */
export function fileInputs(crate: Crate, files: TargetInputs, settings: TargetOptions | false): TargetInputs {
  return [
    OWN_FILES,
    '^default',
    ...sharedInputs(crate),
    ...files.filter((input) => input !== OWN_FILES),
    ...(settings === false ? [] : settings.inputs),
  ]
}

/** What reaches the compilation of a crate from outside its directory and those of the crates it needs. */
export function sharedInputs(crate: Crate): TargetInputs {
  const workspaceDir = crate.workspace.slice(0, -'Cargo.toml'.length)
  return [
    ...SHARED_FILES.map((file) => `{workspaceRoot}/${workspaceDir}${file}`),
    { runtime: 'rustc -vV' },
    { env: 'RUSTFLAGS' },
  ]
}

const OWN_FILES = '{projectRoot}/**/*'

const SHARED_FILES = ['Cargo.toml', 'Cargo.lock', ...TOOLCHAIN_FILES, ...CONFIG_FILES]
