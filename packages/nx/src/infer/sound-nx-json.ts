import type { NxJsonConfiguration } from '@nx/devkit'
import { isObject, objectAt } from '../init/edit-json'

/**
 * nx.json without the parts of it that are of another type than Nx expects there: those say nothing here, and what is wrong with
 * them is Nx's to say.
 */
export function soundNxJson(nxJson: unknown): NxJsonConfiguration {
  if (!isObject(nxJson)) return {}
  const plugins = Array.isArray(nxJson.plugins) ? nxJson.plugins : []
  const namedInputs = Object.entries(objectAt(nxJson, 'namedInputs'))
  const isNamed = (name: string) => nxJson[name] !== undefined
  return {
    ...nxJson,
    ...(isNamed('plugins') ? { plugins: plugins.flatMap(soundPlugin) } : {}),
    ...(isNamed('namedInputs')
      ? { namedInputs: Object.fromEntries(namedInputs.flatMap(([name, list]) => soundInputs(name, list))) }
      : {}),
    ...(isNamed('targetDefaults') ? { targetDefaults: objectAt(nxJson, 'targetDefaults') } : {}),
    ...(isNamed('pluginsConfig') ? { pluginsConfig: objectAt(nxJson, 'pluginsConfig') } : {}),
  } as NxJsonConfiguration
}

function soundPlugin(entry: unknown): unknown[] {
  if (typeof entry === 'string') return [entry]
  if (!isObject(entry) || typeof entry.plugin !== 'string') return []
  const { include, exclude, ...rest } = entry
  return [{ ...rest, ...soundGlobs({ include, exclude }) }]
}

function soundGlobs(lists: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]): [string, string[]][] =>
      Array.isArray(list) ? [[name, list.filter((glob) => typeof glob === 'string')]] : [],
    ),
  )
}

function soundInputs(name: string, list: unknown): [string, unknown[]][] {
  if (!Array.isArray(list)) return []
  return [[name, list.filter((input) => typeof input === 'string' || isObject(input))]]
}
