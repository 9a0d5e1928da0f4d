import { resolvePath } from '../repository-path'

/** The directories of the submodules that a `.gitmodules` lists. */
export function submodulePaths(gitmodules: string): string[] {
  return [...gitmodules.matchAll(/^[ \t]*path[ \t]*=[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|([^\n\r#;]*))/gm)].flatMap(
    ([, quoted, plain = '']) => {
      const path = resolvePath('', (quoted?.replace(/\\(.)/g, '$1') ?? plain).trim())
      return path === null || path === '' ? [] : [path]
    },
  )
}

/** What to run when nothing is there of a submodule. A path that a shell would read otherwise is quoted. */
export function updateSubmodule(path: string): string {
  const word = /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
  return `run git submodule update --init ${word}`
}
