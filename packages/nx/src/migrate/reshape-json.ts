import { isDeepStrictEqual } from 'node:util'
import { editJson, isObject, type JsonPath } from '../init/edit-json'
import { removeJson } from './remove-json'

/**
 * The document with the object at `path` turned from `before` into `after`, one property at a time, so that comments and
 * formatting of all that stays are kept. Null for `after` removes it.
 */
export function reshapeJson(
  text: string,
  path: JsonPath,
  { before, after, file }: { readonly before: unknown; readonly after: unknown; readonly file: string },
): string {
  if (isDeepStrictEqual(before, after)) return text
  if (after === null || after === undefined) return removeJson(text, path)
  if (!isObject(before) || !isObject(after)) return editJson(text, path, after, file)
  let reshaped = text
  for (const name of Object.keys(before).filter((each) => !(each in after))) {
    reshaped = removeJson(reshaped, [...path, name])
  }
  for (const [name, value] of Object.entries(after)) {
    reshaped = reshapeJson(reshaped, [...path, name], { before: before[name], after: value, file })
  }
  return reshaped
}
