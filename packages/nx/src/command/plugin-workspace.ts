import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, readRegularText } from '@nx-crane/files'
import { readSourceTree } from '@nx-crane/graph'
import { type Options, parseOptions } from '../infer/options'
import { isObject } from '../init/edit-json'
import { parseJsonc } from '../jsonc'
import { NxCraneError } from '../nx-crane-error'
import { projectManifests } from '../project-manifests'

/** What the plugin would be given by Nx: the manifests, and its options in nx.json, so that targets have the names they have in Nx. */
export function pluginWorkspace(root: string): { readonly files: string[]; readonly options: Options } {
  const manifests = projectManifests(readSourceTree(root))
  return {
    files: [...manifests.cargo, ...manifests.npm, ...manifests.nx],
    options: parseOptions(pluginOptions(root)),
  }
}

function readNxJson(file: string): string {
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

/** The options of the plugin in nx.json, so that the targets have the names they have in Nx. */
function pluginOptions(root: string): unknown {
  const file = join(root, 'nx.json')
  if (!existsSync(file)) return undefined
  const { value, fault } = parseJsonc(readNxJson(file))
  if (fault) {
    throw new NxCraneError('INVALID_JSON', {
      message: `nx.json:${fault.line}: ${fault.message}`,
      hint: 'correct the file',
    })
  }
  const plugins = isObject(value) && Array.isArray(value.plugins) ? value.plugins : []
  return plugins.filter(isObject).find(({ plugin }) => plugin === 'nx-crane')?.options
}
