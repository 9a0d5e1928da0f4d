import { childPath, IgnoreRules, parentDir, type SourceTree } from '@nx-crane/graph'
import { isObject, objectAt, parseJson } from '../init/edit-json'

/** A place in which targets of a project are written down. */
export interface ProjectFile {
  readonly path: string
  readonly dir: string
  /** Where in the file the configuration of the project is: at its root, or in `nx` of a package.json. */
  readonly prefix: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
}

/** Every `project.json`, and every `package.json` that has something to say to Nx. */
export function projectFiles(tree: SourceTree): ProjectFile[] {
  const ignored = new IgnoreRules(tree.read('.gitignore') ?? '', tree.read('.nxignore') ?? '')
  const found: ProjectFile[] = []
  const queue = ['']
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== '' && entries.has('CACHEDIR.TAG'))) continue
    for (const [name, kind] of entries) {
      const path = childPath(dir, name)
      if (kind === 'directory' && name !== 'node_modules' && !name.startsWith('.') && !tree.isLink?.(path)) {
        queue.push(path)
      }
      if (kind !== 'file' || (name !== 'project.json' && name !== 'package.json')) continue
      if (ignored.ignores(path)) continue
      const file = readProjectFile(tree, path)
      if (file !== null) found.push(file)
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function readProjectFile(tree: SourceTree, path: string): ProjectFile | null {
  const text = tree.read(path)
  if (text === undefined || text.trim() === '') return null
  const isPackage = path.endsWith('package.json')
  if (isPackage && !text.includes('"nx"')) return null
  const json = parseJson(text, path)
  if (isPackage && !isObject(json.nx)) return null
  return { path, dir: parentDir(path), prefix: isPackage ? ['nx'] : [], json }
}

/** The targets in the file, by name. */
export function targetsIn({ json, prefix }: ProjectFile): Readonly<Record<string, unknown>> {
  return objectAt(configurationIn({ json, prefix }), 'targets')
}

export function configurationIn({
  json,
  prefix,
}: Pick<ProjectFile, 'json' | 'prefix'>): Readonly<Record<string, unknown>> {
  return prefix.length === 0 ? json : objectAt(json, 'nx')
}

/** The name Nx has for the project in a directory: that of project.json, else of package.json, else of the crate. */
export function projectNameIn(tree: SourceTree, dir: string, crateName: string | undefined): string {
  for (const file of ['project.json', 'package.json']) {
    const text = tree.read(childPath(dir, file))
    if (text === undefined || text.trim() === '') continue
    const { name } = parseJson(text, childPath(dir, file))
    if (typeof name === 'string' && name !== '') return name
  }
  return crateName ?? (dir.split('/').at(-1) || 'root')
}
