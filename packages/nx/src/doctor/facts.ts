import { type PackageManager, packageManagerOf, type SourceTree } from '@nx-crane/graph'
import { buildWorkspaceFacts, type WorkspaceFacts } from '../infer/workspace-facts'
import { projectManifests } from '../project-manifests'
import { type NxSettings, nxSettings } from './nx-settings'

/** All that the checks decide by. */
export interface DoctorFacts extends RepositoryFacts, MachineFacts {}

/** What follows from the repository's files. */
export interface RepositoryFacts {
  readonly tree: SourceTree
  readonly workspace: WorkspaceFacts
  readonly nx: NxSettings
  readonly manager: PackageManager
}

/** What only this machine can tell. */
export interface MachineFacts {
  readonly environment: NodeJS.ProcessEnv
  /** Of the Node that runs this. */
  readonly node: string
  readonly npm: NpmFacts
  readonly rust: RustFacts
  readonly observer: ObserverFacts
  readonly wasm: WasmFacts
  /** Of `nix --version`. */
  readonly nix: Probe
  readonly git: GitFacts
}

/** What a program says of itself. `why` is null where it answered. */
export interface Probe {
  readonly version: string | null
  readonly why: 'missing' | 'hangs' | 'fails' | 'not run' | null
}

export interface NpmFacts {
  /** Version of the nx-crane that runs this. */
  readonly own: string
  /** Installed packages of Nx and of ours, the root's first. */
  readonly installed: readonly InstalledPackage[]
  /** Versions that the registry has of both nx and `@nx/devkit`, oldest first; empty where nothing depends on it or nobody answers. */
  readonly published: readonly string[]
  /** Packages lie in archives, and those that this process was not started with cannot be seen. */
  readonly isPlugAndPlay: boolean
}

export interface InstalledPackage {
  readonly name: string
  readonly version: string
  /** Relative to the repository where it lies in it. */
  readonly dir: string
  /** Who gets this one: `''` for the root, the directory of a package, or the name of an installed package. */
  readonly usedBy: string
}

export interface RustFacts {
  /** Whether rustup is there. */
  readonly rustup: boolean
  /** Every cargo and rustc on PATH, first come first. */
  readonly onPath: readonly ProgramOnPath[]
  /** Those that the Cargo workspaces of the repository use, each once. */
  readonly toolchains: readonly UsedToolchain[]
  /** Whether there is a C compiler, with which rustc links where nothing else is configured. */
  readonly linker: boolean
  /** Whether `cargo nextest` is there. */
  readonly nextest: boolean
}

export interface ProgramOnPath {
  readonly name: 'cargo' | 'rustc'
  readonly path: string
  readonly from: 'rustup' | 'nix' | 'elsewhere'
}

/** The compiler that answers in some directories. */
export interface UsedToolchain {
  /** Directories of Cargo workspaces, relative to the repository. */
  readonly dirs: readonly string[]
  readonly file: ToolchainFile | null
  /** What rustup calls it; null where rustc is not rustup's. */
  readonly name: string | null
  /** What has chosen it. */
  readonly by: 'environment' | 'override' | 'file' | 'default' | 'path'
  /** False where rustup knows no toolchain of this name. */
  readonly isInstalled: boolean
  readonly rustc: Probe
  readonly cargo: Probe
  readonly hasWasm: boolean
  readonly hasClippy: boolean
  readonly hasRustfmt: boolean
  /** Of those that the toolchain file names, the ones that are not there. */
  readonly missingTargets: readonly string[]
}

/** A `rust-toolchain.toml` or `rust-toolchain` as far as rustup goes by it. */
export interface ToolchainFile {
  /** Relative to the repository, or absolute where it lies above. */
  readonly path: string
  readonly channel: string | null
  /** Why it cannot be read. */
  readonly fault: string | null
}

export interface ObserverFacts {
  /** Whether what builds read is to be noted, and something compiles here. */
  readonly isAsked: boolean
  /** Why it cannot be; null where it can. */
  readonly reason: string | null
}

export interface WasmFacts {
  /** wasm-opt for each wasm crate, by the crate's directory. */
  readonly hasOptimizer: ReadonlyMap<string, boolean>
  /** Versions of wasm-bindgen that are installed. */
  readonly bindgens: readonly string[]
  /** A compiler with the target that nx-crane has installed for itself. */
  readonly hasPrivateCompiler: boolean
}

export interface GitFacts {
  readonly probe: Probe
  /** Whether the directory lies in a repository of Git. */
  readonly isRepository: boolean
  /** Files that Git neither tracks nor ignores. */
  readonly untracked: readonly string[]
  /** Of the submodules of `.gitmodules` those that Git has recorded a commit of; null where it cannot say. */
  readonly recordedSubmodules: readonly string[] | null
  /** Of the locks of Cargo workspaces, those that Git ignores or would as soon as they are there. */
  readonly ignoredLocks: readonly string[]
}

export function repositoryFacts(tree: SourceTree): RepositoryFacts {
  const { cargo, npm, nx } = projectManifests(tree)
  return {
    tree,
    workspace: buildWorkspaceFacts(tree, [...cargo, ...npm, ...nx]),
    nx: nxSettings(tree),
    manager: packageManagerOf(tree),
  }
}
