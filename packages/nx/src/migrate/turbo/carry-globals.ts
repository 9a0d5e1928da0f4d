import { editJson, objectAt, parseJson } from '../../init/edit-json'
import { keptLine } from '../kept-line'
import type { Migration } from '../migration'
import { ignoredInputs } from './ignored-inputs'
import { fileOf, fromDisk, type Lost, variableOf } from './nx-target'
import type { TurboConfig } from './turbo-config'

const FILE = 'nx.json'

/** What all tasks of Turborepo depend on, as the named input `sharedGlobals`, which `default` holds. */
export function carryGlobals(root: TurboConfig, { draft, kept }: Migration): void {
  const lost: Lost[] = []
  const inputs = [
    ...fromDisk(
      root.globalInputs.map((glob) => fileOf(glob).replace('{projectRoot}/', '{workspaceRoot}/')),
      ignoredInputs(draft, []),
    ),
    ...root.globalEnv.flatMap((name) => variableOf(name, lost)),
  ]
  for (const { what, reason } of lost) kept.push(keptLine(root.file, what, reason))
  if (inputs.length === 0) return
  let text = draft.read(FILE) ?? '{}'
  const present = objectAt(parseJson(text, FILE), 'namedInputs')
  const shared = Array.isArray(present.sharedGlobals) ? present.sharedGlobals : []
  const known = new Set(shared.map((input) => JSON.stringify(input)))
  const missing = inputs.filter((input) => !known.has(JSON.stringify(input)))
  if (missing.length > 0) {
    text = editJson(text, ['namedInputs', 'sharedGlobals'], [...shared, ...missing], FILE)
    draft.note(`nx.json: namedInputs.sharedGlobals has what all tasks of ${root.file} depend on`)
  }
  const all = Array.isArray(present.default) ? present.default : ['{projectRoot}/**/*']
  if (!all.includes('sharedGlobals')) {
    text = editJson(text, ['namedInputs', 'default'], [...all, 'sharedGlobals'], FILE)
  }
  draft.write(FILE, text)
}
