import { dirname } from 'node:path'

/** What rustup's own files say. Paths are absolute. */
export interface Rustup {
  /** Names of the directories in `toolchains`. */
  readonly toolchains: readonly string[]
  readonly defaultToolchain: string | null
  /** `rustup override set`: toolchains by directory. */
  readonly overrides: Readonly<Record<string, string>>
}

/** A toolchain file by the directory it lies in. */
export interface FileInDirectory {
  readonly dir: string
  readonly channel: string | null
  /** Of a toolchain that is no rustup's, absolute. */
  readonly path: string | null
}

/** What has decided: `RUSTUP_TOOLCHAIN`, `rustup override`, a toolchain file, one that names a path, or nothing of these. */
export type ToolchainChooser = 'environment' | 'override' | 'file' | 'path' | 'default'

export interface ToolchainChoice {
  /** As rustup has it in `toolchains`, or as it would be called; null where nothing chooses one. A path for `path`. */
  readonly name: string | null
  readonly by: ToolchainChooser
  readonly isInstalled: boolean
}

/** The toolchain that rustup's proxies start in a directory: https://rust-lang.github.io/rustup/overrides.html */
export function chooseToolchain(
  dir: string,
  { rustup, file, variable }: { rustup: Rustup; file: FileInDirectory | null; variable: string | undefined },
): ToolchainChoice {
  const named = (name: string | null, by: ToolchainChooser): ToolchainChoice => {
    const found = name === null ? null : installedAs(name, rustup.toolchains)
    return { name: found ?? name, by, isInstalled: found !== null }
  }
  if (variable) return named(variable, 'environment')
  // What is nearer counts; in one directory the override.
  for (let current = dir; ; current = dirname(current)) {
    const override = rustup.overrides[current]
    if (override !== undefined) return named(override, 'override')
    if (file?.dir === current) {
      if (file.path !== null) return { name: file.path, by: 'path', isInstalled: true }
      if (file.channel !== null) return named(file.channel, 'file')
    }
    if (dirname(current) === current) break
  }
  return named(rustup.defaultToolchain, 'default')
}

/** `stable` is `stable-x86_64-unknown-linux-gnu` on the disk; `nightly` is no dated one. */
function installedAs(name: string, toolchains: readonly string[]): string | null {
  if (toolchains.includes(name)) return name
  return (
    toolchains.find((each) => each.startsWith(`${name}-`) && /^[a-z]/.test(each.slice(name.length + 1))) ??
    null
  )
}
