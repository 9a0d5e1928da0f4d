import { IgnoreRules } from '@nx-crane/graph'
import { type InitPlan, planFile } from './init-plan'

/** A directory that tasks write to, with the line that ignores all of its kind. */
export interface WrittenDirectory {
  readonly dir: string
  readonly line: string
}

/**
 * .gitignore with a line for each kind of directory that is written to and not ignored yet. A crate's own .gitignore counts:
 * `cargo new` writes `/target`, wasm-pack's templates `/pkg`.
 */
export function planGitIgnore(
  read: (path: string) => string | undefined,
  written: readonly WrittenDirectory[],
): InitPlan {
  const text = read('.gitignore')
  const rulesAt = rulesOf(read)
  const missing = [
    ...new Set(written.filter(({ dir }) => !isIgnored(rulesAt, dir)).map(({ line }) => line)),
  ].sort()
  if (missing.length === 0) return { files: [], notes: [] }
  const before = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`
  const eol = before.includes('\r\n') ? '\r\n' : '\n'
  const after = before + missing.map((line) => line + eol).join('')
  return planFile('.gitignore', text, after, [`.gitignore: added ${missing.join(', ')}`])
}

/** What the .gitignore of a directory says, each read once; undefined where there is none. */
function rulesOf(read: (path: string) => string | undefined): (dir: string) => IgnoreRules | undefined {
  const known = new Map<string, IgnoreRules | undefined>()
  return (dir) => {
    if (!known.has(dir)) {
      const text = read(dir === '' ? '.gitignore' : `${dir}/.gitignore`)
      known.set(dir, text === undefined ? undefined : new IgnoreRules(text))
    }
    return known.get(dir)
  }
}

/** Whether any .gitignore from the root down to the directory's parent ignores it. */
function isIgnored(rulesAt: (dir: string) => IgnoreRules | undefined, dir: string): boolean {
  const segments = dir.split('/')
  return segments.some((_, depth) => {
    const rules = rulesAt(segments.slice(0, depth).join('/'))
    return rules !== undefined && coversInside(rules, segments.slice(depth).join('/'))
  })
}

/** `pkg/`, `pkg/*` and `**\/pkg/**` all keep a directory's files out of git. */
function coversInside(rules: IgnoreRules, dir: string): boolean {
  return rules.ignores(`${dir}/`) || rules.ignores(`${dir}/file`)
}
