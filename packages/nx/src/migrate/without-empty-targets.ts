import { parseJson } from '../init/edit-json'
import { type ProjectFile, targetsIn } from './project-files'
import { reshapeJson } from './reshape-json'

/** The text of a file whose last target may have gone: it has no use for an empty table. */
export function withoutEmptyTargets(text: string, file: ProjectFile): string {
  const after = targetsIn({ ...file, json: parseJson(text, file.path) })
  if (Object.keys(after).length > 0) return text
  return reshapeJson(text, [...file.prefix, 'targets'], { before: after, after: null, file: file.path })
}
