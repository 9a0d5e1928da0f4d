import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { preProcessFile } from 'typescript'

export interface Manifest {
  /** Repository directory of the package. */
  readonly directory: string
  readonly name: string
  /** Names that code may import. */
  readonly dependencies: readonly string[]
  /** Names that only tests and build scripts may import. */
  readonly devDependencies: readonly string[]
}

export interface SourceFile {
  readonly file: string
  readonly text: string
  readonly manifest: Manifest
}

export interface Fault {
  readonly file: string
  readonly line: number
  readonly message: string
}

const EDGE_MODULES = [
  'fs',
  'fs/promises',
  'child_process',
  'worker_threads',
  'cluster',
  'http',
  'https',
  'net',
]

/** What a file imports that it may not. */
export function findFaults({ file, text, manifest }: SourceFile): Fault[] {
  const imported = importsOf(text).flatMap(({ specifier, line }) => {
    const message = faultOf(specifier, { file, manifest })
    return message === undefined ? [] : [{ file, line, message }]
  })
  return [...imported, ...careless(file, text)]
}

/** A pipe in the place of a file would be waited for, and a device read without end. */
function careless(file: string, text: string): Fault[] {
  if (!isShipped(file) || file.startsWith('packages/files/')) return []
  return [...text.matchAll(IMPORT_OF_DISK)].flatMap(({ 1: names = '', index }) => {
    const name = /\b(?:readFile|readFileSync|createReadStream)\b/.exec(names)?.[0]
    const line = text.slice(0, index).split('\n').length
    const message = `${name} of node:fs waits for pipes: use readRegularFile or readRegularText of @nx-crane/files`
    return name === undefined ? [] : [{ file, line, message }]
  })
}

const IMPORT_OF_DISK = /^import \{([^}]*)\} from 'node:fs(?:\/promises)?'/gm

/** Every module that a text names, also in `import()`, `require` and type-only imports, with its line. */
export function importsOf(text: string): { specifier: string; line: number }[] {
  return preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }))
}

function faultOf(
  specifier: string,
  { file, manifest }: { file: string; manifest: Manifest },
): string | undefined {
  if (isShipped(file) && /(?:^|\/)test-kit\//.test(specifier)) return `"${specifier}" is for tests`
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier)
    if (target.startsWith(`${manifest.directory}/`)) return undefined
    return `"${specifier}" leaves ${manifest.directory}: import the other package by its name`
  }
  const builtin = specifier.replace(/^node:/, '')
  if (builtinModules.includes(builtin)) {
    if (!EDGE_MODULES.includes(builtin) || isEdge(file, manifest)) return undefined
    return `"${specifier}" belongs into an edge file (src/cli/**, read-*.ts, write-*.ts)`
  }
  const name = packageOf(specifier)
  if (name === manifest.name || manifest.dependencies.includes(name)) return undefined
  if (!manifest.devDependencies.includes(name))
    return `"${name}" is not declared in ${manifest.directory}/package.json`
  return isShipped(file) ? `"${name}" is only a devDependency of ${manifest.directory}` : undefined
}

/** The plugins are edges as a whole; so are tests. In the pure packages the name of the file says it. */
function isEdge(file: string, { directory }: Manifest): boolean {
  if (EDGE_PACKAGES.includes(directory) || !isShipped(file)) return true
  return file.startsWith(`${directory}/src/cli/`) || /\/(?:read|write)-[^/]+\.ts$/.test(file)
}

const EDGE_PACKAGES = ['packages/build', 'packages/files', 'packages/nx', 'packages/vite']

/** Tests and what lies beside `src` are not part of the published package. */
export function isShipped(file: string): boolean {
  return /^packages\/[^/]+\/src\//.test(file) && !/\.test\.ts$/.test(file)
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
