import { editJson, objectAt, parseJson, textOf } from '../../init/edit-json'
import { keptLine } from '../kept-line'
import type { Migration } from '../migration'
import { removeJson } from '../remove-json'
import type { TurboPackage } from './migrate-turbo'
import { nxCommandOf } from './nx-command'
import { type TurboConfig, turboConfigIn } from './turbo-config'

/** Settings of turbo.json that Nx has no use for. */
const WITHOUT_EFFECT =
  /^(ui|daemon|envMode|noUpdateNotifier|agentGuidance|concurrency|dangerouslyDisablePackageManagerCheck|cacheDir|cacheMaxAge|cacheMaxSize|experimentalUI)$/

/** Scripts of the root call Nx where that is certain. Turborepo goes when nothing calls it, and all it said is in nx.json. */
export function removeTurbo(
  { root, packages, isCarried }: { root: TurboConfig; packages: readonly TurboPackage[]; isCarried: boolean },
  migration: Migration,
): void {
  const { draft, kept } = migration
  rewriteScripts(migration)
  const reasons = [
    ...(isCarried ? [] : ['not everything in it could be carried over']),
    ...root.settings
      .filter((name) => !WITHOUT_EFFECT.test(name))
      .map((name) => `"${name}" has no counterpart`),
    ...usersOf(packages, migration),
  ]
  const [reason] = reasons
  for (const { manifest, name, script } of callers(packages, migration)) {
    kept.push(keptLine(manifest, `the script "${name}" (${script})`, reasonToKeep(script)))
  }
  if (reason !== undefined) {
    kept.push(keptLine(root.file, 'Turborepo', reason))
    return
  }
  const files = [root.file, ...packages.flatMap(({ dir }) => turboConfigIn(draft, dir)?.file ?? [])]
  migration.removed.push(...files)
  for (const file of files) draft.note(`${file}: removed; nx.json says the same`)
  for (const table of ['dependencies', 'devDependencies']) {
    const text = draft.read('package.json') ?? '{}'
    if (!('turbo' in objectAt(parseJson(text, 'package.json'), table))) continue
    draft.write('package.json', removeJson(text, [table, 'turbo']))
    draft.note(`package.json: removed turbo from ${table}`)
  }
}

function rewriteScripts({ draft }: Migration): void {
  const text = draft.read('package.json')
  if (text === undefined) return
  let written = text
  for (const [name, script] of Object.entries(objectAt(parseJson(text, 'package.json'), 'scripts'))) {
    const command = typeof script === 'string' ? nxCommandOf(script) : null
    if (command === null) continue
    written = editJson(written, ['scripts', name], command, 'package.json')
    draft.note(`package.json: the script "${name}" is \`${command}\`, which was \`${textOf(script)}\``)
  }
  draft.write('package.json', written)
}

/** Followed by what it is to do: its cache directory and steps named after it are no calls. */
const CALL = /(^|[\s"'`(&|;/])turbo(@\S+)?\s+[-\w]/

/** Who still calls Turborepo, each with its place. */
function usersOf(packages: readonly TurboPackage[], { draft, mentionsOf }: Migration): string[] {
  const scripts = callers(packages, { draft }).map(
    ({ manifest, name }) => `the script "${name}" of ${manifest} calls it`,
  )
  const elsewhere = mentionsOf('turbo').filter(
    ({ file, text }) => !file.endsWith('package.json') && CALL.test(text) && !/^\s*(#|\/\/)/.test(text),
  )
  for (const { file, line, text } of elsewhere) draft.note(`${file}:${line}: names turbo: ${text.trim()}`)
  const [first] = elsewhere
  return [...scripts, ...(first ? [`${first.file}:${first.line} names it`] : [])]
}

function callers(
  packages: readonly TurboPackage[],
  { draft }: Pick<Migration, 'draft'>,
): { manifest: string; name: string; script: string }[] {
  return ['package.json', ...packages.map(({ manifest }) => manifest)].flatMap((manifest) => {
    const table = objectAt(parseJson(draft.read(manifest) ?? '{}', manifest), 'scripts')
    return Object.entries(table).flatMap(([name, script]) =>
      /\bturbo\b/.test(textOf(script)) ? [{ manifest, name, script: textOf(script) }] : [],
    )
  })
}

function reasonToKeep(script: string): string {
  const command = nxCommandOf(script)
  return command === null
    ? 'it calls Turborepo in a way that has no certain equivalent in Nx'
    : `it calls Turborepo from a package; in Nx it is \`${command}\``
}
