import { messageOf } from '@nx-crane/files'
import { isObject } from '../init/edit-json'
import { parseJsonc } from '../jsonc'
import { NxCraneError } from '../nx-crane-error'
import { type CiRequest, parseCiRequest } from './ci-options'
import { ownedPart } from './owned-parts'

const OPTIONS = '# Options: '

/** The first lines of a workflow. What was asked for is in them, so that nobody has to say it again. */
export function headerOf({ provider: _, ...request }: CiRequest): string {
  const lines = [
    '# Written by `nx g nx-crane:ci`. The parts between ">>>" and "<<<" are written again when it runs again, also by',
    '# `nx sync` with "sync": { "globalGenerators": ["nx-crane:ci"] } in nx.json. The other lines are yours.',
    `${OPTIONS}${JSON.stringify(request)}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/**
 * What was asked for when a workflow was written; nothing where there is none.
 *
 * @throws NxCraneError `INVALID_OPTIONS`
 */
export function recordedRequest(text: string | undefined): CiRequest {
  if (text === undefined) return {}
  const parts = ['head', 'prepare'].map((name) => ownedPart(text, name) ?? '').join('')
  const line = parts.split('\n').find((each) => each.startsWith(OPTIONS))
  const { value } = parseJsonc(line?.slice(OPTIONS.length) ?? '{}')
  try {
    return parseCiRequest(isObject(value) ? value : {})
  } catch (error) {
    throw new NxCraneError('INVALID_OPTIONS', {
      message: `the line "${line}" of the workflow: ${messageOf(error)}`,
      hint: 'correct it, or delete the file to have it written anew',
      cause: error,
    })
  }
}
