import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { readdirSync, readRegularText } from '@nx-crane/files'
import { type EnvTarget, envFilesOf, SHARED_ENV_FILES } from './env-files'

type Variables = Record<string, string>

/**
 * What `.env` files of a repository say to tasks, beyond those that Nx loads for all of them. Nx loads these only for tasks that
 * it starts by themselves, and not for those of a batch.
 */
export class TaskEnvironment {
  readonly #root: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #names = new Map<string, ReadonlySet<string>>()
  readonly #files = new Map<string, Readonly<Variables>>()
  #base: Variables | null = null

  /** @param environment of a process of Nx's, in which the files for all tasks were loaded */
  constructor(root: string, environment: NodeJS.ProcessEnv) {
    this.#root = root
    this.#environment = environment
  }

  /** The values that the task must find in its environment, by name: those that its files set, or that were set before. */
  of(target: EnvTarget): Readonly<Variables> {
    const files = envFilesOf(target).filter((file) => this.#isThere(file))
    const own = files.filter((file) => !SHARED_ENV_FILES.includes(file))
    if (own.length === 0) return {}
    const names = new Set(own.flatMap((file) => Object.keys(this.#read(file))))
    if (names.size === 0) return {}
    const parsed: Variables = {}
    for (const file of files)
      for (const [name, value] of Object.entries(this.#read(file))) parsed[name] ??= value
    this.#base ??= this.#unloaded()
    const values = expanded(parsed, { ...this.#base })
    return Object.fromEntries(
      [...names].sort().flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
    )
  }

  /** Of these the ones that differ from the environment there is. */
  changes(target: EnvTarget): Readonly<Variables> {
    return Object.fromEntries(
      Object.entries(this.of(target)).filter(([name, value]) => this.#environment[name] !== value),
    )
  }

  /** Nx forgets what it loaded for all tasks, so that a file of the project can say otherwise. */
  #unloaded(): Variables {
    const found = { ...this.#environment } as Variables
    for (const file of SHARED_ENV_FILES) {
      if (!this.#isThere(file)) continue
      const loaded = expanded({ ...this.#read(file) }, {})
      for (const [name, value] of Object.entries(loaded)) if (found[name] === value) delete found[name]
    }
    return found
  }

  #isThere(file: string): boolean {
    const directory = dirname(file)
    let names = this.#names.get(directory)
    if (names === undefined) {
      names = namesIn(join(this.#root, directory))
      this.#names.set(directory, names)
    }
    return names.has(basename(file))
  }

  #read(file: string): Readonly<Variables> {
    let variables = this.#files.get(file)
    if (variables === undefined) {
      variables = readVariables(join(this.#root, file))
      this.#files.set(file, variables)
    }
    return variables
  }
}

function namesIn(directory: string): Set<string> {
  try {
    return new Set(readdirSync(directory).filter((name) => name.startsWith('.') && name.includes('env')))
  } catch {
    return new Set()
  }
}

function readVariables(path: string): Variables {
  try {
    return nxDotenv().parse(readRegularText(path))
  } catch {
    // Nx passes over what it cannot read as well.
    return {}
  }
}

/** As Nx does it: what is set already stays, and then references are followed. */
function expanded(parsed: Variables, environment: Variables): Variables {
  const processEnv = { ...parsed, ...environment }
  nxDotenv().expand({ parsed: { ...parsed }, processEnv })
  return processEnv
}

interface Dotenv {
  parse(text: string): Variables
  expand(request: { parsed: Variables; processEnv: Variables }): void
}

let known: Dotenv | null = null

/** The very modules that Nx reads such files with. */
function nxDotenv(): Dotenv {
  if (known === null) {
    const ofNx = createRequire(createRequire(__filename).resolve('nx/package.json'))
    const { parse } = ofNx('dotenv') as Pick<Dotenv, 'parse'>
    const { expand } = ofNx('dotenv-expand') as Pick<Dotenv, 'expand'>
    known = { parse, expand }
  }
  return known
}
