import { childPath } from '@nx-crane/graph'
import { editJson, isObject, objectAt, parseJson } from '../init/edit-json'
import type { CargoRoot } from './cargo-root'
import type { Draft } from './draft'

export const EDITORS = ['none', 'vscode'] as const
export type Editor = (typeof EDITORS)[number]

const SETTINGS = '.vscode/settings.json'
const EXTENSIONS = '.vscode/extensions.json'
const RUST_ANALYZER = 'rust-lang.rust-analyzer'

/** Offers VS Code what Rust needs. A setting that is there, with whatever value, stays. */
export function addEditorSettings(draft: Draft, editor: Editor, root: CargoRoot): void {
  if (editor === 'none') return
  const before = draft.read(SETTINGS)
  let text = before ?? '{}\n'
  const added: string[] = []
  for (const [path, value] of settingsFor(root)) {
    const [section = '', key] = path
    const settings = parseJson(text, SETTINGS)
    const holder = key === undefined ? settings : objectAt(settings, section)
    if (section in settings && !isObject(settings[section])) continue
    if ((key ?? section) in holder) continue
    text = editJson(text, path, value, SETTINGS)
    added.push(path.join(' '))
  }
  if (added.length > 0) {
    draft.write(SETTINGS, text)
    draft.note(`${SETTINGS}: added ${added.join(', ')}`)
  }
  recommendExtension(draft)
}

function settingsFor(root: CargoRoot): [path: string[], value: unknown][] {
  return [
    // Found by itself in the root and one level below it.
    ...(root.dir.includes('/')
      ? [[['rust-analyzer.linkedProjects'], [childPath(root.dir, 'Cargo.toml')]] as [string[], unknown]]
      : []),
    // A directory of its own below target: builds and the editor do not wait for each other's lock.
    [['rust-analyzer.cargo.targetDir'], true],
    [['[rust]', 'editor.defaultFormatter'], RUST_ANALYZER],
    [['[rust]', 'editor.formatOnSave'], true],
    [['files.watcherExclude', '**/target/**'], true],
  ]
}

function recommendExtension(draft: Draft): void {
  const text = draft.read(EXTENSIONS)
  if (text === undefined) {
    draft.write(EXTENSIONS, `${JSON.stringify({ recommendations: [RUST_ANALYZER] }, null, 2)}\n`)
    draft.note(`${EXTENSIONS}: recommends ${RUST_ANALYZER}`)
    return
  }
  const { recommendations, unwantedRecommendations } = parseJson(text, EXTENSIONS)
  const listed = [recommendations, unwantedRecommendations].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  if (listed.includes(RUST_ANALYZER)) return
  const path = Array.isArray(recommendations) ? ['recommendations', -1] : ['recommendations']
  draft.write(
    EXTENSIONS,
    editJson(text, path, Array.isArray(recommendations) ? RUST_ANALYZER : [RUST_ANALYZER], EXTENSIONS),
  )
  draft.note(`${EXTENSIONS}: recommends ${RUST_ANALYZER}`)
}
