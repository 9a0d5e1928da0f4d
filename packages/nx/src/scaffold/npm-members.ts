import { matchesGlobs, parentDir, parsePnpmWorkspace } from '@nx-crane/graph'
import { editJson, parseJson } from '../init/edit-json'
import type { Draft } from './draft'

const PNPM = 'pnpm-workspace.yaml'

/** Makes the package in `dir` a member of the npm workspace of the repository's root. What covers it already stays. */
export function addToNpmRoot(draft: Draft, dir: string): void {
  const pnpm = draft.read(PNPM)
  if (pnpm !== undefined) {
    addToPnpm(draft, pnpm, dir)
    return
  }
  const text = draft.read('package.json')
  if (text === undefined) {
    draft.note(`there is no package.json in the root: install ${dir} by "file:${dir}" where it is used`)
    return
  }
  const { workspaces } = parseJson(text, 'package.json')
  const inYarnsWay = typeof workspaces === 'object' && workspaces !== null && !Array.isArray(workspaces)
  const path = inYarnsWay ? ['workspaces', 'packages'] : ['workspaces']
  const globs = inYarnsWay ? (workspaces as { packages?: unknown }).packages : workspaces
  if (Array.isArray(globs)) {
    if (
      matchesGlobs(
        dir,
        globs.filter((glob) => typeof glob === 'string'),
      )
    )
      return
    draft.write('package.json', editJson(text, [...path, -1], dir, 'package.json'))
    draft.note(`package.json: added ${dir} to the workspaces`)
    return
  }
  const glob = parentDir(dir) === '' ? dir : `${parentDir(dir)}/*`
  draft.write('package.json', editJson(text, path, [glob], 'package.json'))
  draft.note(`package.json: a workspace of ${glob}`)
}

/** A list with a line for each is added to; other ways to write it are left to a person. */
function addToPnpm(draft: Draft, text: string, dir: string): void {
  if (matchesGlobs(dir, parsePnpmWorkspace(text))) return
  const items =
    /^packages[ \t]*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*((?:[ \t]*-[ \t]+.*(?:\r?\n|$)|[ \t]*(?:#.*)?\r?\n)+)/m.exec(
      text,
    )
  const last = items && [...(items[1] ?? '').matchAll(/^([ \t]*-[ \t]+)(['"]?).*$/gm)].at(-1)
  if (!items || !last) {
    draft.note(`${PNPM}: add "${dir}" to its packages`)
    return
  }
  const at = items.index + items[0].length - (items[1] ?? '').length + last.index + last[0].length
  const line = `${text.includes('\r\n') ? '\r\n' : '\n'}${last[1]}${last[2]}${dir}${last[2]}`
  const after = text.slice(0, at).replace(/\r$/, '') + line + text.slice(last[0].endsWith('\r') ? at - 1 : at)
  if (parsePnpmWorkspace(after).includes(dir)) {
    draft.write(PNPM, after)
    draft.note(`${PNPM}: added ${dir} to the packages`)
  } else draft.note(`${PNPM}: add "${dir}" to its packages`)
}

/** How a package asks for another of the same workspace. */
export function workspaceSpecifier(draft: Draft): string {
  const understandsProtocol = [PNPM, 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', '.yarnrc.yml']
  return understandsProtocol.some((file) => draft.has(file)) ? 'workspace:*' : '*'
}
