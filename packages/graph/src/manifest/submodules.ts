import { resolvePath } from '../repository-path'

/** A repository of its own in a directory, as `.gitmodules` has it. */
export interface Submodule {
  readonly path: string
  /** 1-based line of its path. */
  readonly line: number
}

/**
 * The submodules that `.gitmodules` names, without those whose path leads out of the repository.
 *
 * @example parseSubmodules('[submodule "a"]\n\tpath = vendor/a\n') // → [{ path: 'vendor/a', line: 2 }]
 */
export function parseSubmodules(text: string): Submodule[] {
  return text.split('\n').flatMap((line, index) => {
    const written = /^(?:\[[^\]]*\]\s*)?path\s*=\s*(.*)$/is.exec(line.trim())?.[1]
    if (written === undefined) return []
    const path = resolvePath('', unquoted(written))
    return path === null || path === '' ? [] : [{ path, line: index + 1 }]
  })
}

/** Git allows quotes anywhere in a value, and comments behind it. */
function unquoted(value: string): string {
  const parts = value.match(/"(?:\\.|[^"\\])*"|\\.|[#;].*|[^"#;\\]+/g) ?? []
  return parts
    .filter((part) => !/^[#;]/.test(part))
    .map((part) => (part.startsWith('"') ? part.slice(1, -1) : part).replace(/\\(.)/g, '$1'))
    .join('')
    .trimEnd()
}

/** What to run when nothing is there of a submodule. A path that a shell would read otherwise is quoted. */
export function updateSubmodule(path: string): string {
  const word = /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
  return `run git submodule update --init ${word}`
}
