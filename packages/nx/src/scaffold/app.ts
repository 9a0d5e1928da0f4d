import { childPath, type PackageManifest } from '@nx-crane/graph'
import { editJson, objectAt, parseJson } from '../init/edit-json'
import { NxCraneError } from '../nx-crane-error'
import type { Draft } from './draft'
import { workspaceSpecifier } from './npm-members'
import type { Repository } from './repository'
import { addVitePlugin } from './vite-config'

/** The npm package that an app's name means: its package's, with or without the scope, its Nx project's, or its directory. */
export function findApp(draft: Draft, { packages, graph }: Repository, name: unknown): PackageManifest {
  const crateDirs = new Set(graph.crates.map(({ dir }) => dir))
  const apps = packages.filter(({ dir }) => !crateDirs.has(dir))
  const found =
    apps.find((each) => each.name === name || each.dir === name || projectName(draft, each) === name) ??
    onlyOne(apps.filter((each) => each.name.replace(/^.*\//, '') === name))
  if (found) return found
  const known = apps.filter(({ dir }) => dir !== '').map((each) => each.name)
  throw new NxCraneError('UNKNOWN_APP', {
    message: `there is no app ${JSON.stringify(name)} with a package.json`,
    hint:
      known.length === 0
        ? 'create one with --new-app'
        : `the packages here are ${known.slice(0, 20).join(', ')}; --new-app creates one`,
  })
}

function projectName(draft: Draft, { dir }: PackageManifest): unknown {
  const text = draft.read(childPath(dir, 'project.json'))
  return text === undefined ? undefined : parseJson(text, childPath(dir, 'project.json')).name
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

/** Lets an app use the wasm crate: a dependency, and the plugin in its Vite configuration. */
export function addToApp(draft: Draft, app: PackageManifest, packageName: string): void {
  const text = draft.read(app.manifest) ?? '{}'
  if (!(packageName in objectAt(parseJson(text, app.manifest), 'dependencies'))) {
    draft.write(
      app.manifest,
      editJson(text, ['dependencies', packageName], workspaceSpecifier(draft), app.manifest),
    )
    draft.note(`${app.manifest}: added ${packageName} to the dependencies`)
  }
  const config = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs']
    .map((extension) => childPath(app.dir, `vite.config.${extension}`))
    .find((path) => draft.read(path) !== undefined)
  if (config === undefined) {
    draft.note(
      `${app.dir || 'the root'} has no vite.config: with Vite, add the plugin of @nx-crane/vite; see docs/vite.md`,
    )
    return
  }
  const before = draft.read(config) ?? ''
  const after = addVitePlugin(before)
  if (after === null) {
    draft.note(
      `${config}: add \`import nxCrane from '@nx-crane/vite'\` and nxCrane() to its plugins; it is written in a way that is not edited automatically`,
    )
  } else if (after !== before) {
    draft.write(config, after)
    draft.note(`${config}: added nxCrane() to the plugins`)
  }
}
