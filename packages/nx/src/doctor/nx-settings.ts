import type { NxJsonConfiguration } from '@nx/devkit'
import { messageOf } from '@nx-crane/files'
import type { SourceTree } from '@nx-crane/graph'
import { type Options, parseOptions } from '../infer/options'
import { soundNxJson } from '../infer/sound-nx-json'
import { isObject, parseJson } from '../init/edit-json'

/** What nx.json says, as far as it can be read. */
export interface NxSettings {
  /** Null where there is no nx.json. */
  readonly text: string | null
  readonly json: NxJsonConfiguration
  /** The plugin entries by name. */
  readonly plugins: ReadonlyMap<string, PluginEntry>
  /** The plugin's options; the default ones where those that are there are none. */
  readonly options: Options
  /** Why the file, or the options in it, cannot be used: message and hint on one line each. */
  readonly faults: readonly string[]
}

export interface PluginEntry {
  readonly options: unknown
  /** It is for some files only (`include`, `exclude`). */
  readonly isPartial: boolean
}

export function nxSettings(tree: SourceTree): NxSettings {
  const text = tree.read('nx.json') ?? null
  const faults: string[] = []
  const attempt = <T>(make: () => T, fallback: T): T => {
    try {
      return make()
    } catch (error) {
      faults.push(messageOf(error))
      return fallback
    }
  }
  const json = soundNxJson(attempt(() => (text === null ? {} : parseJson(text, 'nx.json')), {}))
  const plugins = new Map(pluginEntries(json.plugins))
  const options = attempt(() => parseOptions(plugins.get('nx-crane')?.options), parseOptions(undefined))
  return { text, json, plugins, options, faults }
}

function pluginEntries(plugins: unknown): [name: string, entry: PluginEntry][] {
  return (Array.isArray(plugins) ? plugins : []).flatMap((entry: unknown): [string, PluginEntry][] => {
    if (typeof entry === 'string') return [[entry, { options: undefined, isPartial: false }]]
    return isObject(entry) && typeof entry.plugin === 'string'
      ? [[entry.plugin, { options: entry.options, isPartial: 'include' in entry || 'exclude' in entry }]]
      : []
  })
}
