import { join } from 'node:path'
import { existsSync, messageOf, readRegularText } from '@nx-crane/files'
import { isObject } from './init/edit-json'
import { parseJsonc } from './jsonc'
import { NxCraneError } from './nx-crane-error'

/** What nx.json says; undefined where there is none. Throws for one that is no JSON. */
export function readNxJson(root: string): unknown {
  const file = join(root, 'nx.json')
  if (!existsSync(file)) return undefined
  const { value, fault } = parseJsonc(readText(file))
  if (fault === null) return value
  throw new NxCraneError('INVALID_JSON', {
    message: `nx.json:${fault.line}: ${fault.message}`,
    hint: 'correct the file',
  })
}

/** The options of the plugin in nx.json, so that the targets have the names they have in Nx. */
export function pluginOptions(nxJson: unknown): unknown {
  const plugins = isObject(nxJson) && Array.isArray(nxJson.plugins) ? nxJson.plugins : []
  return plugins.filter(isObject).find(({ plugin }) => plugin === 'nx-crane')?.options
}

function readText(file: string): string {
  try {
    return readRegularText(file, { shown: 'nx.json' })
  } catch (cause) {
    throw new NxCraneError('UNREADABLE', {
      message: `nx.json: it cannot be read: ${messageOf(cause)}`,
      hint: 'make it readable for the user that runs this',
      cause,
    })
  }
}
