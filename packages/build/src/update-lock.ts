import { dirname } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { withoutColour } from '@nx-crane/keys/cli'
import { runCargo } from './run-cargo'

/**
 * Has Cargo add to `Cargo.lock` what new manifests ask for; versions that it holds stay. Gives what Cargo says when it
 * cannot, null when it could. Only `cargo metadata` does that without compiling anything and without updating anything.
 */
export async function updateLock(rootManifest: string): Promise<string | null> {
  const said: string[] = []
  const args = ['metadata', '--format-version', '1', '--manifest-path', rootManifest]
  try {
    const exit = await runCargo({
      args,
      cwd: dirname(rootManifest),
      onLine: (line) => {
        if (!line.startsWith('{"packages":')) said.push(line)
      },
    })
    return exit.code === 0 ? null : withoutColour(said.join('\n'))
  } catch (error) {
    return messageOf(error)
  }
}
