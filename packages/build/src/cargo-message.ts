/** What cargo prints, a line each, under `--message-format=json`: the parts of it that are used here. */
export type CargoMessage = CompilerArtifact | CompilerMessage | BuildScriptExecuted | BuildFinished

export interface MessageTarget {
  readonly name: string
  readonly kind: readonly string[]
  readonly crate_types: readonly string[]
  readonly src_path: string
}

export interface CompilerArtifact {
  readonly reason: 'compiler-artifact'
  readonly package_id: string
  readonly manifest_path?: string
  readonly target: MessageTarget
  readonly profile: { readonly test: boolean }
  readonly filenames: readonly string[]
  readonly executable: string | null
  readonly fresh: boolean
}

export interface CompilerMessage {
  readonly reason: 'compiler-message'
  readonly package_id: string
  readonly manifest_path?: string
  readonly target: MessageTarget
  readonly message: {
    readonly level: string
    readonly message: string
    readonly rendered: string | null
    readonly spans: readonly unknown[]
  }
}

export interface BuildScriptExecuted {
  readonly reason: 'build-script-executed'
  readonly package_id: string
  readonly linked_paths: readonly string[]
  readonly env: readonly (readonly [string, string])[]
  readonly out_dir: string
}

export interface BuildFinished {
  readonly reason: 'build-finished'
  readonly success: boolean
}

const REASONS = new Set(['compiler-artifact', 'compiler-message', 'build-script-executed', 'build-finished'])

/** The message a line of standard output holds; undefined for other messages and for what a macro or a test printed. */
export function parseCargoMessage(line: string): CargoMessage | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const message = JSON.parse(line) as { reason?: unknown }
    return typeof message.reason === 'string' && REASONS.has(message.reason)
      ? (message as CargoMessage)
      : undefined
  } catch {
    return undefined
  }
}
