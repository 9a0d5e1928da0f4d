import {
  isTestData,
  isWithin,
  type PackageManifest,
  parseTypeScriptPackage,
  type SourceTree,
} from '@nx-crane/graph'
import { listsWorkspaces, nxProjects } from '../infer/nx-projects'
import { includedScripts } from '../infer/package-scripts'
import { cachesByDefault } from '../infer/target-defaults'
import { projectManifests } from '../project-manifests'
import { buildOutputs } from './build-outputs'
import { editJson, isObject, objectAt, parseJson } from './edit-json'
import type { WrittenDirectory } from './git-ignore'
import { type InitPlan, planFile } from './init-plan'

export interface CachedBuilds extends InitPlan {
  /** What the cached scripts write: Nx takes what Git does not ignore for their sources. */
  readonly written: readonly WrittenDirectory[]
}

/**
 * Nx caches no script unless it is told to. The `build` of a package gets `cache` and `outputs` in its own package.json where
 * what it writes can be told for certain; the others are pointed out, with what to write. What somebody has said already stays.
 *
 * @param crateDirs directories of crates: a script beside a manifest is the crate's affair
 * @param hasWasmCrates then packages may get crates to wait for, which must not be replaced
 */
export function planCachedBuilds(
  tree: SourceTree,
  { crateDirs, hasWasmCrates }: { readonly crateDirs: ReadonlySet<string>; readonly hasWasmCrates: boolean },
): CachedBuilds {
  const defaults = buildDefaults(tree.read('nx.json'))
  const plans: InitPlan[] = []
  const written: WrittenDirectory[] = []
  const unknown: string[] = []
  for (const npmPackage of builtPackages(tree, crateDirs)) {
    const text = tree.read(npmPackage.manifest) ?? '{}'
    if (isSettled(text, npmPackage.manifest, defaults)) continue
    const outputs = buildOutputs(tree, npmPackage)
    if (outputs === null) {
      unknown.push(npmPackage.manifest)
      continue
    }
    const waits = defaults.saysOrder ? {} : { dependsOn: [...(hasWasmCrates ? ['...'] : []), '^build'] }
    const target = { cache: true, ...waits, outputs: outputs.map((path) => nxPath(path, npmPackage.dir)) }
    const planned = editJson(
      text,
      ['nx', 'targets', 'build'],
      { ...targetIn(text, npmPackage.manifest), ...target },
      npmPackage.manifest,
    )
    plans.push(
      planFile(npmPackage.manifest, text, planned, [
        `${npmPackage.manifest}: the results of "build" are cached (nx.targets.build): ${outputs.join(', ') || 'it writes nothing'}`,
      ]),
    )
    written.push(...outputs.map((path) => writtenDirectory(path, npmPackage.dir)))
  }
  return {
    files: plans.flatMap(({ files }) => files),
    notes: [...plans.flatMap(({ notes }) => notes), ...unknownNotes(unknown)],
    written,
  }
}

/** Packages whose script `build` is a target: those that Nx makes projects of, and where the root lists none, every one with a name. */
function builtPackages(tree: SourceTree, crateDirs: ReadonlySet<string>): PackageManifest[] {
  const manifests = projectManifests(tree)
  const projects = new Map(nxProjects(tree, manifests).map((project) => [project.dir, project]))
  const isOurs = ({ isNamed }: PackageManifest) => isNamed && !listsWorkspaces(tree)
  return manifests.npm.flatMap((manifest) => {
    const text = tree.read(manifest) ?? ''
    const { package: found } = parseTypeScriptPackage(text, manifest)
    if (found === null || found.dir === '' || crateDirs.has(found.dir) || isTestData(manifest, text))
      return []
    const project = projects.get(found.dir)
    // With a target of this name in project.json, or a command of its own in package.json, the script is not what runs.
    const isScript = project === undefined ? isOurs(found) : project.targets.build === manifest
    const script = includedScripts(found, text).build
    return isScript && script !== undefined && !callsAnotherRunner(script) ? [found] : []
  })
}

/** A script that calls Nx would call itself; Turborepo has a cache of its own. */
function callsAnotherRunner(script: string): boolean {
  return /(^|\s)(nx|turbo|lerna|moon|wireit)(\s|$)/.test(script)
}

interface BuildDefaults {
  readonly isCached: boolean
  readonly saysOrder: boolean
  readonly saysOutputs: boolean
}

function buildDefaults(nxJson: string | undefined): BuildDefaults {
  const parsed = nxJson === undefined ? {} : parseJson(nxJson, 'nx.json')
  const defaults = objectAt(parsed, 'targetDefaults')
  const entries = [defaults['nx:run-script'] ?? defaults.build].flat().filter(isObject)
  return {
    isCached: cachesByDefault(parsed, 'build'),
    saysOrder: entries.some((entry) => Array.isArray(entry.dependsOn)),
    saysOutputs: entries.some((entry) => Array.isArray(entry.outputs)),
  }
}

/** The package or nx.json say whether it is cached, and what it writes, or leave the latter to Nx. */
function isSettled(text: string, file: string, defaults: BuildDefaults): boolean {
  const target = targetIn(text, file)
  if (['cache', 'outputs', 'command', 'executor'].some((field) => field in target)) return true
  return defaults.isCached && defaults.saysOutputs
}

function targetIn(text: string, file: string): Readonly<Record<string, unknown>> {
  return objectAt(objectAt(objectAt(parseJson(text, file), 'nx'), 'targets'), 'build')
}

function nxPath(path: string, dir: string): string {
  return isWithin(dir, path) ? `{projectRoot}/${path.slice(dir.length + 1)}` : `{workspaceRoot}/${path}`
}

/** `dist/` is what it is everywhere; directories of other names may elsewhere hold sources. */
function writtenDirectory(path: string, dir: string): WrittenDirectory {
  if (path.endsWith('.tsbuildinfo')) return { dir: path, line: '*.tsbuildinfo' }
  return { dir: path, line: path === `${dir}/dist` ? 'dist/' : `/${path.replace(/[*?[\]\\ ]/g, '\\$&')}` }
}

const SHOWN = 10

function unknownNotes(manifests: readonly string[]): string[] {
  if (manifests.length === 0) return []
  const shown = manifests.slice(0, SHOWN).join(', ')
  const more = manifests.length > SHOWN ? ` and ${manifests.length - SHOWN} more` : ''
  return [
    `what "build" writes cannot be determined, so it is not cached, in ${shown}${more}; to cache it, write ` +
      '"nx": { "targets": { "build": { "cache": true, "dependsOn": ["^build"], "outputs": ["{projectRoot}/dist"] } } } with the directories that it writes',
  ]
}
