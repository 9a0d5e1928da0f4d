import { printDiagnostic } from '../infer/print-diagnostic'
import type { Workspace } from '../infer/workspace'
import { NxCraneError } from '../nx-crane-error'

/** The directories of projects by their names: those of Nx, or of crates and npm packages. Throws for a name that is none, or of several. */
export function chosenProjects(workspace: Workspace, names: readonly string[]): string[] {
  const byName = directoriesByName(workspace)
  return names.map((name) => {
    const dirs = byName.get(name) ?? withScope(name, byName)
    if (!dirs) throw unknownProject(name, [...byName.keys()])
    const [dir = '', second] = dirs
    if (second !== undefined) throw ambiguousProject(name, dirs, workspace)
    const [fault] = workspace.faults.get(dir) ?? []
    if (fault && !workspace.isCrateDir(dir)) {
      throw new NxCraneError('FAULTY_PROJECT', { message: printDiagnostic(fault), hint: 'fix this first' })
    }
    return dir
  })
}

/** Names of Nx come first: each of them is one project's. */
function directoriesByName({ names, graph, packages }: Workspace): Map<string, string[]> {
  const byName = new Map([...names].map(([dir, name]) => [name, [dir]]))
  const ofNx = new Set(byName.keys())
  for (const { name, dir } of [...graph.crates, ...packages]) {
    if (ofNx.has(name)) continue
    const dirs = byName.get(name) ?? withScope(name, byName)
    if (!dirs) byName.set(name, [dir])
    else if (!dirs.includes(dir)) dirs.push(dir)
  }
  return byName
}

/** As Nx has it, the scope may be left out where one package only has the rest of the name. */
function withScope(name: string, byName: ReadonlyMap<string, string[]>): string[] | undefined {
  const scoped = [...byName].filter(([each]) => each.startsWith('@') && each.endsWith(`/${name}`))
  return scoped.length === 1 ? scoped[0]?.[1] : undefined
}

function ambiguousProject(name: string, dirs: readonly string[], { names }: Workspace): NxCraneError {
  const projects = dirs.map((dir) => `${names.get(dir) ?? name} (${dir === '' ? '.' : dir})`)
  return new NxCraneError('AMBIGUOUS_PROJECT', {
    message: `several projects are named ${JSON.stringify(name)}: ${projects.join(', ')}`,
    hint: 'use the name that Nx has for it: `nx show projects`',
  })
}

function unknownProject(name: string, known: readonly string[]): NxCraneError {
  const near = nearNames(name, known)
  return new NxCraneError('UNKNOWN_PROJECT', {
    message: `no project and no crate is named ${JSON.stringify(name)}`,
    hint:
      near.length > 0
        ? `did you mean ${near.join(', ')}?`
        : 'list what there is with `nx show projects` or `nx-crane graph`',
  })
}

/** At most three, the nearest first. */
export function nearNames(name: string, known: readonly string[]): string[] {
  const wanted = name.toLowerCase()
  return known
    .map((each) => ({ each, distance: distanceOf(wanted, each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(2, Math.min(name.length, each.length) / 3))
    .sort((a, b) => a.distance - b.distance || (a.each < b.each ? -1 : 1))
    .slice(0, 3)
    .map(({ each }) => each)
}

/** How many characters differ; few where one is the other's end or beginning. */
function distanceOf(a: string, b: string): number {
  if (a.length > 2 && (b.endsWith(a) || b.startsWith(a) || a.endsWith(b) || a.startsWith(b))) return 1
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
