import { join } from 'node:path'
import { withoutColour } from '@nx-crane/keys/cli'
import type { BuildScriptExecuted, CargoMessage, CompilerArtifact, CompilerMessage } from './cargo-message'
import type { CargoPackages } from './cargo-metadata'
import { parseStatusLine } from './status-line'

/** What cargo has said about one package so far. */
export class PackageLog {
  readonly artifacts: CompilerArtifact[] = []
  buildScript: BuildScriptExecuted | null = null
  failed = false
  /** Warnings and errors of the compiler or clippy, each once. */
  problems = 0
  /** When cargo first spoke of it, and when last. */
  readonly startTime = Date.now()
  endTime = this.startTime
  readonly #chunks: string[] = []
  readonly #rendered = new Set<string>()

  get text(): string {
    return this.#chunks.join('')
  }

  addLine(line: string): void {
    this.#chunks.push(`${line}\n`)
  }

  /** A library and its unit tests are compiled apart and repeat each other's diagnostics. */
  addDiagnostic({ message }: CompilerMessage): void {
    if (message.level.startsWith('error')) this.failed = true
    if (isSummary(message)) return
    const rendered = message.rendered ?? `${message.level}: ${message.message}\n`
    if (this.#rendered.has(rendered)) return
    this.#rendered.add(rendered)
    this.#chunks.push(rendered)
    if (message.level === 'warning' || message.level.startsWith('error')) this.problems += 1
  }
}

/**
 * Sorts what one run of cargo says by package. Whatever is about no package of the workspace goes to `onOutput`, and
 * errors among it are kept in `general` too, so that tasks that failed for no reason of their own can show them.
 */
export class CompileLog {
  readonly general: string[] = []
  /** Names of packages from elsewhere (registries, git) that did not compile. */
  readonly failedElsewhere = new Set<string>()
  /** Directories below the target directory that build scripts told the linker to search. */
  readonly linkedPaths = new Set<string>()
  readonly #packages: CargoPackages
  readonly #logs = new Map<string, PackageLog>()
  readonly #onOutput: (line: string) => void
  /** Where the lines that continue a block go. */
  #sink: (line: string) => void

  constructor(packages: CargoPackages, onOutput: (line: string) => void) {
    this.#packages = packages
    this.#onOutput = onOutput
    this.#sink = onOutput
  }

  of(packageId: string): PackageLog {
    const known = this.#logs.get(packageId)
    if (known) return known
    const log = new PackageLog()
    this.#logs.set(packageId, log)
    return log
  }

  addMessage(message: CargoMessage): void {
    if (message.reason === 'build-finished') return
    const log = this.#packages.byId(message.package_id) ? this.of(message.package_id) : null
    if (log) log.endTime = Date.now()
    if (message.reason === 'compiler-artifact') log?.artifacts.push(message)
    else if (message.reason === 'compiler-message') {
      if (log) log.addDiagnostic(message)
      else this.#addDiagnosticFromElsewhere(message)
    } else {
      this.#addLinkedPaths(message)
      if (log) log.buildScript = message
    }
  }

  addLine(line: string): void {
    const parsed = parseStatusLine(withoutColour(line))
    if (parsed.is === 'status') {
      const local = parsed.directory === null ? undefined : this.#byDirectory(parsed.directory)
      this.#sink = this.#onOutput
      if (local) this.of(local).addLine(line)
      else this.#onOutput(line)
      return
    }
    if (parsed.is === 'block') this.#sink = this.#sinkOf(parsed)
    this.#sink(line)
  }

  #sinkOf(block: Extract<ReturnType<typeof parseStatusLine>, { is: 'block' }>): (line: string) => void {
    const { subject, level } = block
    const local =
      subject === null
        ? undefined
        : subject.directory === null
          ? this.#packages.byName(subject.name)?.id
          : this.#byDirectory(subject.directory)
    if (local !== undefined) {
      const log = this.of(local)
      if (level === 'error') log.failed = true
      return (line) => log.addLine(line)
    }
    if (level === 'warning') return this.#onOutput
    if (subject) this.failedElsewhere.add(subject.name)
    return (line) => {
      this.general.push(line)
      this.#onOutput(line)
    }
  }

  #addDiagnosticFromElsewhere({ message }: CompilerMessage): void {
    const text = (message.rendered ?? message.message).trimEnd()
    if (message.level.startsWith('error')) this.general.push(text)
    this.#onOutput(text)
  }

  /** Cargo leaves directories outside of `target` to the system, and so do we. */
  #addLinkedPaths({ linked_paths: paths }: BuildScriptExecuted): void {
    for (const path of paths) {
      const directory = path.replace(/^[a-z]+=/, '')
      if (directory.startsWith(this.#packages.targetDirectory)) this.linkedPaths.add(directory)
    }
  }

  #byDirectory(directory: string): string | undefined {
    return this.#packages.byManifest(join(directory, 'Cargo.toml'))?.id
  }
}

/** `2 warnings emitted`, `aborting due to 1 previous error`: rustc's closing lines, not problems of their own. */
function isSummary({ message, spans }: CompilerMessage['message']): boolean {
  return (
    spans.length === 0 &&
    /^(\d+ warnings? emitted|aborting due to |For more information about |Some errors have detailed )/.test(
      message,
    )
  )
}
