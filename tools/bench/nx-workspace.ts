import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NxJsonConfiguration } from '@nx/devkit'
import { type Command, type Measurement, measure, outputOf } from './measured-command'

export interface NxWorkspaceSettings {
  readonly root: string
  /** Where Nx keeps its state and its log: of its own for each set of settings, outside `root`. */
  readonly stateDirectory: string
  readonly plugins: readonly string[]
  readonly daemon: boolean
  readonly isolatePlugins: boolean
  readonly namedInputs?: NonNullable<NxJsonConfiguration['namedInputs']>
  readonly targetDefaults?: NonNullable<NxJsonConfiguration['targetDefaults']>
  /** Further variables of the environment. */
  readonly environment?: NodeJS.ProcessEnv
}

export interface ColdAndWarm {
  readonly cold: Measurement
  readonly warm: Measurement
}

export const SHOW_PROJECTS = ['show', 'projects', '--json'] as const

/**
 * A repository seen through one set of Nx settings. Several may share a directory, one after the other: each writes its
 * own nx.json before it runs.
 */
export class NxWorkspace {
  constructor(private readonly settings: NxWorkspaceSettings) {}

  get cacheDirectory(): string {
    return join(this.settings.stateDirectory, 'cache')
  }

  measure(args: readonly string[]): Measurement {
    return measure(this.command(args), `${this.settings.stateDirectory}.log`)
  }

  outputOf(args: readonly string[]): string {
    return outputOf(this.command(args))
  }

  /** As on a fresh clone. */
  measureCold(args: readonly string[]): Measurement {
    this.forgetEverything()
    return this.measure(args)
  }

  /** The same command twice: as on a fresh clone, and again. */
  coldAndWarm(args: readonly string[]): ColdAndWarm {
    return { cold: this.measureCold(args), warm: this.measure(args) }
  }

  stopDaemon(): void {
    this.outputOf(['daemon', '--stop'])
  }

  /** As on a fresh clone: no state of Nx, nothing that a plugin has remembered. */
  private forgetEverything(): void {
    rmSync(this.settings.stateDirectory, { recursive: true, force: true })
    rmSync(join(this.settings.root, 'node_modules', '.cache'), { recursive: true, force: true })
    rmSync(join(this.settings.root, '.nx'), { recursive: true, force: true })
  }

  private command(args: readonly string[]): Command {
    const { root } = this.settings
    this.writeNxJson()
    return {
      program: process.execPath,
      args: [join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args],
      cwd: root,
      env: this.environment(),
    }
  }

  /** Only where it differs: a daemon would see that the file was written and start over. */
  private writeNxJson(): void {
    const { root, plugins, namedInputs, targetDefaults = {} } = this.settings
    const file = join(root, 'nx.json')
    const nxJson = { plugins, ...(namedInputs ? { namedInputs } : {}), targetDefaults, analytics: false }
    const text = `${JSON.stringify(nxJson, null, 2)}\n`
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  }

  private environment(): NodeJS.ProcessEnv {
    const { stateDirectory, daemon, isolatePlugins } = this.settings
    const inherited = Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|CI$)/.test(name))
    return {
      ...Object.fromEntries(inherited),
      NX_DAEMON: String(daemon),
      NX_ISOLATE_PLUGINS: String(isolatePlugins),
      NX_CACHE_DIRECTORY: this.cacheDirectory,
      NX_WORKSPACE_DATA_DIRECTORY: join(stateDirectory, 'workspace-data'),
      NX_NO_CLOUD: 'true',
      // The example has a flake: where there is Nix, it would be built with it.
      NX_CRANE_BUILDER: 'cargo',
      NX_TUI: 'false',
      ...this.settings.environment,
    }
  }
}
