import { parentDir } from '@nx-crane/graph'
import { objectAt, parseJson } from '../../init/edit-json'
import { projectManifests } from '../../project-manifests'
import type { Migration } from '../migration'
import { projectNameIn } from '../project-files'
import { type RustCommand, rustCommandOf } from './rust-command'

const CACHED = /:(?!(run|bench)$)/

/** Scripts elsewhere that build a crate: one line each, with the command that does it in Nx. They stay as they are. */
export function offerTargets({ draft, crates, options }: Migration): void {
  const dirs = new Set(crates.map(({ crate }) => crate.dir))
  for (const manifest of projectManifests(draft).npm) {
    const dir = parentDir(manifest)
    const text = draft.read(manifest) ?? ''
    if (dirs.has(dir) || text.trim() === '') continue
    for (const [name, script] of Object.entries(objectAt(parseJson(text, manifest), 'scripts'))) {
      const command = typeof script === 'string' ? rustCommandOf(script, dir) : null
      const target = command === null ? null : targetFor(command, { draft, crates, options })
      if (target !== null)
        draft.note(
          `${manifest}: what the script "${name}" does, \`nx run ${target}\` does too${CACHED.test(target) ? ', cached' : ''}`,
        )
    }
  }
}

function targetFor(
  command: RustCommand,
  { draft, crates, options }: Pick<Migration, 'draft' | 'crates' | 'options'>,
): string | null {
  if (command.is !== 'cargo' && command.is !== 'wasm-pack') return null
  const named = command.is === 'cargo' ? command.flags.package : undefined
  const found = crates.find(({ crate }) =>
    named === undefined ? crate.dir === command.dir : crate.name === named,
  )
  const kind = command.is === 'wasm-pack' ? 'wasm' : command.verb === 'check' ? 'build' : command.verb
  const settings = options.targets[kind]
  if (!found || settings === false || !(settings.name in found.inferred)) return null
  // A build of a wasm crate for this machine is not its package.
  if (command.is === 'cargo' && found.isWasm && kind === 'build') return null
  return `${projectNameIn(draft, found.crate.dir, found.crate.name)}:${settings.name}`
}
