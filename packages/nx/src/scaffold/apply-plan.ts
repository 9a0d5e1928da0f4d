import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { GeneratorCallback, Tree } from '@nx/devkit'
import { updateLock } from '@nx-crane/build'
import { realPlace } from '@nx-crane/files'
import { rustcVersion } from '@nx-crane/keys/cli'
import { checkTreePlaces } from '../check-tree-places'
import { answer, say } from '../say'
import type { Edition } from './cargo-root'
import type { ScaffoldPlan } from './plan-crate'

/** Says and writes what is planned. When that is on the disk, packages are installed and the lock file is completed. */
export function applyPlan(
  tree: Tree,
  { files, notes, cargoRoot }: ScaffoldPlan,
  { skipInstall }: { skipInstall: boolean },
): GeneratorCallback {
  for (const note of notes) answer(`nx-crane: ${note}`)
  for (const { path, text } of files) tree.write(path, text)
  checkTreePlaces(tree)
  // Cargo writes it through any link.
  if (existsSync(tree.root)) realPlace({ root: tree.root, path: join(dirname(cargoRoot), 'Cargo.lock') })
  const installs = files.some(({ path }) => path.endsWith('package.json')) && !skipInstall
  return async () => {
    if (installs) {
      const { installPackagesTask } = await import('@nx/devkit')
      // A new member has to be linked, whether the root's manifest has changed or not.
      installPackagesTask(tree, true)
    }
    const fault = await updateLock(join(tree.root, cargoRoot))
    if (fault === null) return
    say(`nx-crane: Cargo.lock could not be completed; run \`cargo metadata\` once it can:\n${fault}`)
  }
}

/** The newest edition that the compiler of the repository knows. Without a compiler: the newest. */
export function newestEdition(root: string): Edition {
  try {
    const [, major, minor] = /^release: (\d+)\.(\d+)/m.exec(rustcVersion(root)) ?? []
    return Number(major) === 1 && Number(minor) < 85 ? '2021' : '2024'
  } catch {
    return '2024' // said when something is to be compiled
  }
}
